"""Readable tables of what each rule and factor means, run on every engine; they make the reference pages."""
