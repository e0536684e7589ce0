"""The rules: which requirements a place may make, one file each.

================  ==========================================================
`opening`         `open`: the place takes suggestions on the day
`capacity`        is there room left?
`dates`           do the two periods share a day?
`hours`           hours a week, soft start, time for studies
`schedule`        days and clock times
`commute`         travel time against the participant's limit
`licence`         driving licence classes and what they imply
`certificate`     certificates by their one name
`language`        Swedish in speech and in writing
`conditions`      work conditions that the participant cannot work in
`support`         support that the participant needs
`age`             minors, for work-environment law
`excluded`        employers that the participant has said no to
================  ==========================================================

Each gives ``pass``, ``fail`` or ``unknown``. Unknown never removes a place; it becomes a question.
"""

from typing import Final

from matcher.rules import (
    age,
    capacity,
    certificate,
    commute,
    conditions,
    dates,
    excluded,
    hours,
    language,
    licence,
    opening,
    schedule,
    support,
)
from matcher.rules.base import Rule

RULES: Final[tuple[Rule, ...]] = (
    opening.RULE,
    capacity.RULE,
    dates.RULE,
    hours.RULE,
    schedule.RULE,
    commute.RULE,
    licence.RULE,
    certificate.RULE,
    language.RULE,
    conditions.RULE,
    support.RULE,
    age.RULE,
    excluded.RULE,
)

__all__ = ["RULES", "Rule"]
