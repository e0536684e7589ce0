"""Factor `support`: how much of the support that the participant needs the place offers.

Language support is not counted here: it lowers what the place asks, and `level` rewards the step.
"""

from typing import Final

import numpy as np

from matcher.columns import Array, Pairs
from matcher.factors.base import Factor
from matcher.facts import Person, Place, World
from matcher.likeness import Likeness
from matcher.rules.support import ORDER
from matcher.vocabulary import SUPPORTS, Label
from matcher.wording import Message, message


def measure(person: Person, place: Place, _world: World, _likeness: Likeness) -> tuple[float, Message]:
    """Measure the share of the needs that is offered."""
    needs = person.record.needs
    if not needs:
        return 0.0, message("support.no_value" if needs is None else "support.no_need")
    if place.record.offers is None:
        return 0.0, message("support.unstated")
    met = tuple(SUPPORTS[code] for code in ORDER if code in place.record.offers & needs)
    return len(met) / len(needs), message("support.value" if met else "support.not_offered", met=met)


def values(pairs: Pairs) -> Array:
    """Take the share over columns."""
    needs, offers = pairs.p["needs"], np.where(pairs.s["offers_known"], pairs.s["offers"], np.uint8(0))
    wanted = np.bitwise_count(needs)
    return np.divide(np.bitwise_count(needs & offers), wanted, out=np.zeros(pairs.shape), where=wanted > 0)


FACTOR: Final = Factor("support", Label("Stöd", "Support"), measure, values)
