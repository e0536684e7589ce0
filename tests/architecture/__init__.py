"""Tests of the repository itself: directions of import, sizes, catalogues, committed reference pages."""
