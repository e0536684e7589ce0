"""How often a participant is followed up: close at first, then by the month, and some time after the end."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from service.plans.days import add_months, working_day
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a municipality has decided.

    Attributes
    ----------
    first_days : days between the first meetings.
    first_number : so many meetings lie that close.
    then_months : months between the meetings after them.
    after_months : months that the person is followed after the end of a placement, or after work began.
    """

    first_days: int = 14
    first_number: int = 4
    then_months: int = 1
    after_months: int = 6

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Read it from the settings."""
        return cls(
            settings.follow_up_first_days,
            settings.follow_up_first_number,
            settings.follow_up_then_months,
            settings.follow_up_after_months,
        )

    def following(self, since: date, last: date, ended: date | None = None) -> date:
        """Give the day of the next meeting.

        Parameters
        ----------
        since : when the placement, or the follow-up, began.
        last : the latest meeting, or `since` before the first one.
        ended : when the placement ended; close meetings are over then.

        Examples
        --------
        >>> Pattern().following(date(2026, 11, 23), date(2026, 11, 23)).isoformat()
        '2026-12-07'
        >>> Pattern().following(date(2026, 11, 23), date(2027, 1, 18)).isoformat()
        '2027-02-18'
        """
        close = last < since + timedelta(days=self.first_days * self.first_number)
        if ended is None and close:
            return working_day(last + timedelta(days=self.first_days))
        return working_day(add_months(last, self.then_months))

    def until(self, ended: date) -> date:
        """Give the day until which the person is followed after an end."""
        return add_months(ended, self.after_months)


STANDARD: Final = Pattern()
"""What holds where a municipality has decided nothing: the defaults of the settings."""
