"""Time, as the store writes it."""

from datetime import UTC, datetime


def now() -> str:
    """Give the time as ISO 8601 in UTC, to the millisecond, so that texts sort as times do."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
