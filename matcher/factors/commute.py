"""Factor `commute`: falls with travel time, 0 at the participant's limit.

Only where the rule `commute` passes: a way that may be too long adds nothing.
"""

from typing import Final

import numpy as np

from matcher.columns import Array, Pairs
from matcher.factors.base import Factor
from matcher.facts import Person, Place, World
from matcher.likeness import Likeness
from matcher.rules.commute import likely, worst
from matcher.travel import trip
from matcher.vocabulary import MODES, Label
from matcher.wording import Message, message


def measure(person: Person, place: Place, world: World, _likeness: Likeness) -> tuple[float, Message]:
    """Measure the expected minutes against the limit."""
    limit = person.record.travel_max_minutes
    way = trip(person, place, world.context.travel)
    if way is None or limit is None:
        return 0.0, message("commute.no_value")
    if way.worst > limit:
        return 0.0, message("commute.no_value" if way.best <= limit else "commute.too_far")
    value = 1.0 - way.likely / limit if limit else 0.0
    return value, message("commute.value", minutes=way.likely, mode=MODES[way.mode], limit=limit)


def values(pairs: Pairs) -> Array:
    """One minus the share of the limit."""
    limit = pairs.p["limit"]
    certain = (worst(pairs) <= limit) & (limit > 0)
    share = np.divide(likely(pairs), limit, out=np.ones(pairs.shape), where=certain)
    return 1.0 - share


FACTOR: Final = Factor("commute", Label("Resväg", "Commute"), measure, values)
