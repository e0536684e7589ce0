"""How arguments are written in Swedish sentences."""

from datetime import date, time

import pytest

from matcher import Cefr
from matcher.vocabulary import DAYS
from matcher.wording import message, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (20.0, "20"),
        (37.5, "37,5"),
        (0.25, "0,2"),
        (3, "3"),
        (date(2026, 12, 1), "2026-12-01"),
        (time(6, 30), "06:30"),
        (Cefr.A2_PLUS, "A2+"),
        (Cefr.ZERO, "0"),
        (DAYS["mon"], "måndag"),
        (("B",), "B"),
        (("B", "CE"), "B och CE"),
        (("B", "CE", "D"), "B, CE och D"),
        ((), ""),
    ],
)
def test_shown(value, text):
    assert shown(value) == text


def test_free_text_with_braces_is_left_as_it_is():
    assert (
        message("goals.near", goal="{0} eller {years}").text
        == "Målet ”{0} eller {years}” ligger nära platsen."
    )
