"""The committed reference pages are the ones that the spec tables give."""

import pytest

from tests.spec.reference import pages


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_the_committed_page_is_the_one_the_tables_give(path):
    assert path.exists(), "run: .venv/bin/python -m tests.spec.reference"
    assert path.read_text(encoding="utf-8") == pages()[path], "run: .venv/bin/python -m tests.spec.reference"
