"""Hours of a placement: how they grow from a soft start, and how many of them are for studies."""

import math
from dataclasses import dataclass
from typing import Final

from matcher.rules.hours import STUDY_SHARE

WEEK: Final = 40.0
"""Hours of a full week of work (arbetstidslagen 1982:673, 5 §)."""

LONGEST: Final = 52
"""So many weeks hours may grow for."""


@dataclass(frozen=True, slots=True)
class Hours:
    """What was agreed about hours a week.

    Attributes
    ----------
    start, full : hours a week at first, and when they have grown.
    weeks : the week in which the full hours are reached, counted from the first; 0 for at once.
    study : of the full hours, those for studies; fewer while there are fewer hours.
    """

    start: float
    full: float
    weeks: int = 0
    study: float = 0.0

    def week(self, number: int) -> float:
        """Give the hours of a week, counted from 1, to the nearest half hour.

        Examples
        --------
        >>> [Hours(10, 20, 5).week(n) for n in range(1, 7)]
        [10.0, 12.0, 14.0, 16.0, 18.0, 20]
        """
        if number > self.weeks:
            return self.full
        grown = self.start + (self.full - self.start) * (number - 1) / self.weeks
        return _half(grown)

    def studying(self, number: int) -> float:
        """Give the hours of a week that are for studies: never more than a quarter.

        Examples
        --------
        >>> Hours(10, 20, 5, study=5).studying(1), Hours(10, 20, 5, study=5).studying(6)
        (2.5, 5)
        """
        return min(self.study, math.floor(self.week(number) * STUDY_SHARE * 2) / 2)

    def table(self) -> list[tuple[int, int | None, float, float]]:
        """List the weeks alike together: first, last (None for on and on), hours, hours of studies.

        Examples
        --------
        >>> Hours(15, 20, 2).table()
        [(1, 1, 15.0, 0.0), (2, 2, 17.5, 0.0), (3, None, 20, 0.0)]
        """
        rows: list[tuple[int, int | None, float, float]] = []
        for number in range(1, self.weeks + 2):
            hours, study = self.week(number), self.studying(number)
            if rows and rows[-1][2:] == (hours, study):
                rows[-1] = rows[-1][0], number, hours, study
            else:
                rows.append((number, number, hours, study))
        first, _, hours, study = rows[-1]
        return [*rows[:-1], (first, None, hours, study)]


def most_study(full: float) -> float:
    """Give the most hours of a week that may be for studies.

    Examples
    --------
    >>> most_study(20)
    5.0
    """
    return full * STUDY_SHARE


def _half(hours: float) -> float:
    return math.floor(hours * 2 + 0.5) / 2
