"""The page about the town says what the code does."""

from pathlib import Path

import pytest

from data.synthetic.themes import works
from data.synthetic.truth import COEFFICIENTS, POLICY, VISIBLE

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "synthetic.md"


def cells(name):
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith(f"| `{name}`")]
    assert len(rows) == 1
    return [cell.strip().replace("−", "-") for cell in rows[0].strip("|").split("|")][1:]


@pytest.mark.parametrize("step", COEFFICIENTS)
def test_coefficients_are_as_written(step):
    assert tuple(map(float, cells(step))) == COEFFICIENTS[step]


@pytest.mark.parametrize("name", VISIBLE)
def test_the_policy_is_as_written(name):
    assert float(cells(name)[-1]) == POLICY[VISIBLE.index(name)]


def test_themes_and_occupations_are_counted():
    themes = len({work.theme.id for work in works()})
    assert f"{themes} themes with {len(works())} occupations" in PAGE.read_text(encoding="utf-8")
