"""Time, as the store writes it."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

SWEDEN: Final = ZoneInfo("Europe/Stockholm")


def now() -> str:
    """Give the time as ISO 8601 in UTC, to the millisecond, so that texts sort as times do."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def local(at: str) -> str:
    """Give a time of the store as a clock in Sweden showed it.

    Examples
    --------
    >>> local("2026-11-21T23:30:12.345+00:00")
    '2026-11-22 00:30'
    """
    return f"{datetime.fromisoformat(at).astimezone(SWEDEN):%Y-%m-%d %H:%M}"
