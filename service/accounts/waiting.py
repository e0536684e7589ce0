"""How long the next try to sign in must wait after failures in a row.

The same for a name that is nobody's: who waits, and how long, tells nothing about who has an account.
"""

from datetime import datetime, timedelta
from typing import Final

FREE: Final = 4
"""Failures in a row before the next try must wait."""

LONGEST: Final = timedelta(minutes=15)
LOCKED_AFTER: Final = 20
"""Failures in a row after which only an administrator, or a day, opens the account again."""

LOCKED: Final = timedelta(days=1)
FORGOTTEN: Final = timedelta(days=1)
"""After so long without a try the row of failures is forgotten."""


def wait(failures: int) -> timedelta:
    """Give the time that the next try must wait after a number of failures in a row.

    Examples
    --------
    >>> [wait(n).total_seconds() for n in (3, 4, 5, 6, 11, 12)]
    [0.0, 5.0, 10.0, 20.0, 640.0, 900.0]
    >>> wait(20).days
    1
    """
    if failures >= LOCKED_AFTER:
        return LOCKED
    if failures < FREE:
        return timedelta()
    return min(timedelta(seconds=5 * 2 ** (failures - FREE)), LONGEST)


def stamp(moment: datetime) -> str:
    """Write a moment as the store does, so that texts sort as times do."""
    return moment.isoformat(timespec="milliseconds")
