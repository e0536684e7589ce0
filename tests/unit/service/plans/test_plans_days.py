"""Swedish days: the holidays of whole years, leap days, week 53 and the days that people meet on."""

from datetime import date, timedelta

import pytest
from dateutil.easter import easter as known_easter
from hypothesis import given
from hypothesis import strategies as st

from service.plans.days import add_months, easter, holiday, holidays, working, working_day

YEAR_2026 = {
    "2026-01-01": "nyårsdagen",
    "2026-01-06": "trettondedag jul",
    "2026-04-03": "långfredagen",
    "2026-04-04": "påskafton",
    "2026-04-05": "påskdagen",
    "2026-04-06": "annandag påsk",
    "2026-05-01": "första maj",
    "2026-05-14": "Kristi himmelsfärdsdag",
    "2026-05-23": "pingstafton",
    "2026-05-24": "pingstdagen",
    "2026-06-06": "nationaldagen",
    "2026-06-19": "midsommarafton",
    "2026-06-20": "midsommardagen",
    "2026-10-31": "alla helgons dag",
    "2026-12-24": "julafton",
    "2026-12-25": "juldagen",
    "2026-12-26": "annandag jul",
    "2026-12-31": "nyårsafton",
}
"""As the almanac of the year has them."""


def test_the_holidays_of_a_year_are_those_of_the_almanac() -> None:
    assert {day.isoformat(): name for day, name in holidays(2026).items()} == YEAR_2026


def test_easter_is_what_others_work_out() -> None:
    assert [easter(year) for year in range(1900, 2101)] == [known_easter(year) for year in range(1900, 2101)]


@pytest.mark.parametrize(
    ("year", "eve", "saints"),
    [
        (2023, "06-23", "11-04"),
        (2024, "06-21", "11-02"),
        (2025, "06-20", "11-01"),
        (2027, "06-25", "11-06"),
        (2028, "06-23", "11-04"),
        (2032, "06-25", "11-06"),
    ],
)
def test_the_days_that_move_with_the_week(year: int, eve: str, saints: str) -> None:
    assert holiday(date.fromisoformat(f"{year}-{eve}")) == "midsommarafton"
    assert holiday(date.fromisoformat(f"{year}-{eve}") + timedelta(days=1)) == "midsommardagen"
    assert holiday(date.fromisoformat(f"{year}-{saints}")) == "alla helgons dag"


@given(st.integers(1900, 2100))
def test_every_year_has_its_eighteen_days_or_fewer_where_two_fall_together(year: int) -> None:
    found = holidays(year)
    names = list(found.values())
    assert list(found) == sorted(found)
    assert {"midsommarafton", "alla helgons dag", "julafton", "annandag påsk"} <= set(names)
    midsummer = next(day for day, name in found.items() if name == "midsommarafton")
    assert midsummer.weekday() == 4
    assert date(year, 6, 19) <= midsummer <= date(year, 6, 25)
    saints = next(day for day, name in found.items() if name == "alla helgons dag")
    assert saints.weekday() == 5
    assert date(year, 10, 31) <= saints <= date(year, 11, 6)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 1)))
def test_the_working_day_is_the_first_one(day: date) -> None:
    found = working_day(day)
    assert working(found)
    assert found - day <= timedelta(days=6), "Christmas and Easter are the longest"
    between = [day + timedelta(days=n) for n in range((found - day).days)]
    assert not any(working(one) for one in between)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-23", "2026-11-23"),
        ("2026-11-28", "2026-11-30"),
        ("2026-12-24", "2026-12-28"),
        ("2026-12-31", "2027-01-04"),
        ("2026-04-03", "2026-04-07"),
        ("2026-06-19", "2026-06-22"),
        ("2027-12-24", "2027-12-27"),
    ],
)
def test_a_free_day_becomes_the_next_day_of_work(day: str, expected: str) -> None:
    assert working_day(date.fromisoformat(day)).isoformat() == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2028-01-31", 1, "2028-02-29"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_months_over_leap_days_and_the_turn_of_the_year(day: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), months).isoformat() == expected
