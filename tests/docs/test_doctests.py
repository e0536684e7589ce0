"""Every example in a docstring runs and prints what it says."""

import doctest
import importlib
import pkgutil

import pytest

PACKAGES = ("matcher", "data", "evaluation", "service")
SKIPPED = ("service.__main__", "service.store.migrations.env")
"""Modules that do their work when imported."""


def modules():
    """Name every module that may be imported."""
    for package in PACKAGES:
        yield package
        found = pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}.")
        yield from (module.name for module in found if not module.name.startswith(SKIPPED))


@pytest.mark.parametrize("name", list(modules()))
def test_examples_run(name):
    assert not doctest.testmod(importlib.import_module(name)).failed


def test_examples_are_found():
    assert doctest.testmod(importlib.import_module("matcher.levels")).attempted > 0
