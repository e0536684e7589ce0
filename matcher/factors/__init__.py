"""The factors: what adds points, one value in [0, 1] each.

===========  =====================================================================
`skills`     how much of what the place asks the participant can show
`meaning`    `experience` and `goals`: how near the place is to past and wish
`level`      demands near and slightly above what is held
`commute`    falls with travel time, 0 at the limit
`hours`      hours, soft start, days, time for studies
`support`    support that is needed and offered
`pathway`    chance that the place leads on
===========  =====================================================================
"""

from typing import Final

from matcher.factors import commute, hours, level, meaning, pathway, skills, support
from matcher.factors.base import Factor

FACTORS: Final[tuple[Factor, ...]] = (
    skills.FACTOR,
    meaning.EXPERIENCE,
    meaning.GOALS,
    level.FACTOR,
    commute.FACTOR,
    hours.FACTOR,
    support.FACTOR,
    pathway.FACTOR,
)

__all__ = ["FACTORS", "Factor"]
