"""Options that several commands share."""

import datetime as dt

import pytest

from service.cli import params
from service.cli.shell import Stop


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("1000", 1000), (" 7 ", 7)])
def test_top_takes_whole_numbers_within_its_bounds(text, number):
    assert params.top(text) == number


@pytest.mark.parametrize(
    "text", ["0", "-1", "1001", str(2**63), "9" * 5000, "tio", "1.5", "", "1e3", "0x10", "\x00", "\udcff"]
)
def test_top_refuses_anything_else(text):
    with pytest.raises(Stop, match=r"--top är .*Ange ett heltal från 1 till 1000"):
        params.top(text)


def test_a_long_value_is_not_repeated_whole():
    with pytest.raises(Stop) as stopped:
        params.top("9" * 5000)
    assert len(stopped.value.message) < 120


@pytest.mark.parametrize("text", ["2000-01-01", "2026-11-21", "2100-12-31"])
def test_a_day_is_read(text):
    assert params.day(text) == dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    "text",
    ["0001-01-01", "9999-12-31", "1999-12-31", "2101-01-01", "2026-02-30", "20261121", "21/11", "", "i dag"],
)
def test_other_days_are_refused(text):
    with pytest.raises(Stop, match="--date är"):
        params.day(text)


def test_without_a_day_it_is_today():
    before = dt.datetime.now().astimezone().date()
    assert before <= params.day(None) <= dt.datetime.now().astimezone().date()


@pytest.mark.parametrize("text", ["-1", str(2**32), "x"])
def test_a_seed_has_bounds(text):
    with pytest.raises(Stop, match="--seed är"):
        params.seed(text)
