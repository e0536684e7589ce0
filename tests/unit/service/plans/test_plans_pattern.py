"""How often: close at first, by the month after, some time after the end; never on a free day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.pages.words import week
from service.plans.days import working
from service.plans.pattern import STANDARD, Pattern
from service.settings import Settings


def days(pattern: Pattern, since: date, number: int, ended: date | None = None) -> list[str]:
    """The days of the first meetings, each held when it was booked."""
    found, last = [], since
    for _ in range(number):
        last = pattern.following(since, last, ended)
        found.append(last)
    return [day.isoformat() for day in found]


def test_every_two_weeks_four_times_and_then_by_the_month() -> None:
    assert days(STANDARD, date(2026, 8, 17), 6) == [
        "2026-08-31",
        "2026-09-14",
        "2026-09-28",
        "2026-10-12",
        "2026-11-12",
        "2026-12-14",
    ]


def test_over_christmas_and_week_53() -> None:
    found = days(STANDARD, date(2026, 12, 17), 3)
    assert found == ["2027-01-04", "2027-01-18", "2027-02-01"], "New Year's Eve is no day to meet"
    assert week(date(2026, 12, 31)) == week(date(2027, 1, 3)) == "v. 53"
    assert week(date(2027, 1, 4)) == "v. 1"


def test_on_the_nights_when_the_clocks_change_a_day_is_a_day() -> None:
    assert days(STANDARD, date(2026, 10, 12), 2) == ["2026-10-26", "2026-11-09"]
    assert days(STANDARD, date(2027, 3, 15), 2) == ["2027-03-30", "2027-04-13"], "Easter Monday moves it"


def test_after_the_end_it_goes_on_by_the_month_until_the_time_is_out() -> None:
    ended = date(2026, 9, 30)
    assert days(STANDARD, date(2026, 9, 16), 1, ended) == ["2026-10-16"], "no longer every two weeks"
    assert STANDARD.until(ended).isoformat() == "2027-03-30"
    assert STANDARD.until(date(2026, 8, 31)).isoformat() == "2027-02-28"


def test_a_municipality_sets_its_own() -> None:
    own = Pattern.of(
        Settings(
            follow_up_first_days=7,
            follow_up_first_number=1,
            follow_up_then_months=2,
            follow_up_after_months=12,
        )
    )
    assert days(own, date(2026, 8, 17), 2) == ["2026-08-24", "2026-10-26"], "24 October is a Saturday"
    assert own.until(date(2028, 2, 29)).isoformat() == "2029-02-28"
    assert Pattern.of(Settings()) == STANDARD


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 60), st.integers(0, 10), st.integers(1, 12)
)
def test_a_meeting_is_always_later_and_on_a_day_of_work(
    since: date, first_days: int, number: int, months: int
) -> None:
    pattern = Pattern(first_days, number, months)
    last = since
    for _ in range(8):
        following = pattern.following(since, last)
        assert following > last
        assert working(following)
        assert following - last <= timedelta(days=max(first_days, 31 * months) + 6)
        last = following
