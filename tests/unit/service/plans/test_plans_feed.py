"""The calendar: right by RFC 5545, on the nights when the clocks change too, and about nobody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from service.plans.feed import MINUTES, calendar, moment

HOME = "https://rattplats.exempelby.se/uppfoljningar"
AT = "2026-11-20T10:00:00.123+00:00"


def read(*meetings: tuple[str, date, str | None, int, str], home: str = HOME) -> list[dict[str, object]]:
    """Read a calendar back as a calendar program does."""
    found = Calendar.from_ical(calendar(meetings, home))
    return [
        {name.lower(): getattr(value, "dt", value) for name, value in event.items()}
        for event in found.walk("VEVENT")
    ]


def test_a_meeting_with_a_time_and_one_without() -> None:
    timed, whole = read(("m1", date(2026, 12, 1), "09:30", 3, AT), ("m2", date(2026, 12, 2), None, 1, AT))
    assert timed["dtstart"] == datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
    assert timed["dtend"] - timed["dtstart"] == timedelta(minutes=MINUTES)  # type: ignore[operator]
    assert timed["dtstamp"] == datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    assert timed["sequence"] == 2
    assert whole["dtstart"] == date(2026, 12, 2)
    assert whole["dtend"] == date(2026, 12, 3), "the end is the day after, as the standard counts"
    assert timed["uid"] != whole["uid"]
    assert timed["uid"] == read(("m1", date(2027, 1, 1), None, 4, AT))[0]["uid"], "moved, it is the same one"


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        (date(2026, 10, 24), "09:00", "2026-10-24T07:00"),
        (date(2026, 10, 26), "09:00", "2026-10-26T08:00"),
        (date(2026, 10, 25), "02:30", "2026-10-25T00:30"),
        (date(2027, 3, 27), "09:00", "2027-03-27T08:00"),
        (date(2027, 3, 29), "09:00", "2027-03-29T07:00"),
        (date(2027, 3, 28), "02:30", "2027-03-28T01:30"),
        (date(2028, 2, 29), "13:00", "2028-02-29T12:00"),
        (date(2026, 12, 31), "23:30", "2026-12-31T22:30"),
    ],
)
def test_the_nights_when_the_clocks_change(day: date, clock: str, expected: str) -> None:
    """02:30 shows twice in October, and the first one counts; in March it does not show, and is 03:30."""
    assert moment(day, clock).isoformat(timespec="minutes") == f"{expected}+00:00"


def test_lines_are_folded_at_75_bytes_and_end_as_they_must() -> None:
    home = f"https://{'mycket-lang-vard.' * 8}se/uppfoljningar"
    written = calendar([("m1", date(2026, 12, 1), "09:30", 1, AT)], home)
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines), "a long line goes on after a space"
    for line in lines:
        line.decode()  # no letter is cut in two
    assert read(("m1", date(2026, 12, 1), "09:30", 1, AT), home=home)[0]["url"] == home


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read() == []
    assert calendar([], HOME).startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")


def test_nothing_in_it_is_about_anybody() -> None:
    written = calendar([("möte-om-D0002", date(2026, 12, 1), "09:30", 1, AT)], HOME).decode()
    assert "D0002" not in written
    assert "SUMMARY:Uppföljning\r\n" in written
    assert {line.partition(":")[0].partition(";")[0] for line in written.split("\r\n")} & {
        "ATTENDEE",
        "ORGANIZER",
        "LOCATION",
        "COMMENT",
    } == set()
