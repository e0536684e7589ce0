"""A coach's meetings as iCalendar (RFC 5545), for the coach's own calendar program.

What leaves the service tells nobody anything about a participant: no name, no case number, no place, nothing
of what was said. An event says that there is a follow-up, when, and where to read more after signing in.
"""

import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Calendar, Event
from sqlalchemy.orm import Session

from service.canonical import digest
from service.plans import repository
from service.store.clock import SWEDEN

MINUTES: Final = 45
"""How long a meeting is taken to be."""

TITLE: Final = "Uppföljning"
BYTES: Final = 32
"""Random bytes of a secret address."""

Meeting = tuple[str, date, str | None, int, str]


def calendar(meetings: Sequence[Meeting], home: str) -> bytes:
    """Write meetings as a calendar.

    Times are written in UTC, so that they are right on every night when the clocks change. A meeting without
    a time fills its day.

    Parameters
    ----------
    meetings : id, day, time, version and when it was written, of each.
    home : address of the page where the coach reads more.
    """
    made = Calendar()
    made.add("prodid", "-//Ratt plats//Uppfoljningar//SV")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Uppföljningar")
    made.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for key, day, clock, version, at in meetings:
        event = Event()
        event.add("uid", f"{digest(key)[:32]}@rattplats")
        event.add("dtstamp", datetime.fromisoformat(at).astimezone(UTC).replace(microsecond=0))
        event.add("sequence", version - 1)
        event.add("summary", TITLE)
        event.add("description", f"Logga in och läs mer: {home}")
        event.add("url", home)
        event.add("class", "PRIVATE")
        if clock is None:
            event.add("dtstart", day)
            event.add("dtend", day + timedelta(days=1))
            event.add("transp", "TRANSPARENT")
        else:
            begins = moment(day, clock)
            event.add("dtstart", begins)
            event.add("dtend", begins + timedelta(minutes=MINUTES))
        made.add_component(event)
    written: bytes = made.to_ical()
    return written


def moment(day: date, clock: str) -> datetime:
    """Give the moment, in UTC, at which clocks in Sweden show a time; the first one where they do so twice.

    Examples
    --------
    >>> moment(date(2026, 7, 1), "09:00").isoformat(), moment(date(2026, 12, 1), "09:00").isoformat()
    ('2026-07-01T07:00:00+00:00', '2026-12-01T08:00:00+00:00')
    """
    return datetime.combine(day, time.fromisoformat(clock), SWEDEN).astimezone(UTC)


def open_feed(session: Session, user: str) -> str:
    """Make a new secret address for an account; the old one leads nowhere any more. It is shown once."""
    secret = secrets.token_urlsafe(BYTES)
    repository.put_feed(session, user, digest(secret))
    return secret


def owner(session: Session, secret: str) -> str | None:
    """Find whose calendar a secret address leads to: the open account of a coach, or nobody's."""
    user = repository.feed_of(session, digest(secret))
    if user is None or user.closed_at is not None or user.role != "coach":
        return None
    return user.name
