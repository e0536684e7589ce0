"""Days as a Swedish working place counts them: holidays, eves, working days and months.

Source: lagen (1989:253) om allmänna helgdagar. The eves are those that agreements treat as holidays.
"""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Final

from service.pages.language import marked as _

DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
FRIDAY: Final = 4

FIXED: Final[Mapping[tuple[int, int], str]] = {
    (1, 1): _("nyårsdagen"),
    (1, 6): _("trettondedag jul"),
    (5, 1): _("första maj"),
    (6, 6): _("nationaldagen"),
    (12, 24): _("julafton"),
    (12, 25): _("juldagen"),
    (12, 26): _("annandag jul"),
    (12, 31): _("nyårsafton"),
}
"""Month and day → what the day is called."""

AROUND_EASTER: Final[Mapping[int, str]] = {
    -2: _("långfredagen"),
    -1: _("påskafton"),
    0: _("påskdagen"),
    1: _("annandag påsk"),
    39: _("Kristi himmelsfärdsdag"),
    48: _("pingstafton"),
    49: _("pingstdagen"),
}
"""Days after Easter Sunday → what the day is called."""


def easter(year: int) -> date:
    """Give Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).

    Examples
    --------
    >>> easter(2026).isoformat(), easter(2038).isoformat()
    ('2026-04-05', '2038-04-25')
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, odd = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - shift + 15) % 30
    whole, left = divmod(rest, 4)
    weekday = (32 + 2 * odd + 2 * whole - moon - left) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> Mapping[date, str]:
    """Name the holidays and eves of a year, in the order of the year.

    Examples
    --------
    >>> holidays(2026)[date(2026, 6, 19)]
    'midsommarafton'
    """
    found = {date(year, month, day): name for (month, day), name in FIXED.items()}
    sunday = easter(year)
    found |= {sunday + after * DAY: name for after, name in AROUND_EASTER.items()}
    eve = _first(date(year, 6, 19), FRIDAY)
    found |= {eve: _("midsommarafton"), eve + DAY: _("midsommardagen")}
    found[_first(date(year, 10, 31), SATURDAY)] = _("alla helgons dag")
    return dict(sorted(found.items()))


def _first(day: date, weekday: int) -> date:
    """Give the first such weekday from a day on; Monday is 0."""
    return day + (weekday - day.weekday()) % 7 * DAY


def holiday(day: date) -> str | None:
    """Name the holiday or eve that a day is; None for any other day."""
    return holidays(day.year).get(day)


def working(day: date) -> bool:
    """Say whether people meet at work on a day: no weekend, no holiday, no eve."""
    return day.weekday() < SATURDAY and holiday(day) is None


def working_day(day: date) -> date:
    """Give the day itself, or the first working day after it.

    Examples
    --------
    >>> working_day(date(2026, 12, 24)).isoformat()  # Christmas Eve to a Sunday
    '2026-12-28'
    """
    while not working(day):
        day += DAY
    return day


def add_months(day: date, months: int) -> date:
    """Give the same day some months later; the last day of the month where there is no such day.

    Examples
    --------
    >>> add_months(date(2027, 12, 31), 2).isoformat()  # a leap year
    '2028-02-29'
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
