"""Tests of the documentation: what a page says exists, is current and can be followed."""
