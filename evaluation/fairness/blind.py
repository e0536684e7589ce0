"""The check that a group changes nothing: records under the ids of another group give the same figures.

A group is known by the participant's id alone. So each record is given the id of somebody in another group,
and every value and every verdict must be the same, to the last bit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evaluation.fairness.groups import UNKNOWN
from evaluation.history.placements import History
from matcher.context import Context
from matcher.domain import Participant
from matcher.engines.listed import Listing, Measured

Whole = NDArray[np.int64]

PEOPLE: Final = 50
SLOTS: Final = 20
"""Each of so many participants is measured against each of so many places."""


@dataclass(frozen=True, slots=True)
class Blind:
    """What exchanging groups changed.

    Attributes
    ----------
    participants : records that got the id of somebody in another group.
    pairs : pairs of participant and place that were worked out twice.
    changed : pairs where anything differed.
    """

    participants: int
    pairs: int
    changed: int


def swapped(past: History, context: Context, codes: Whole, *, seed: int = 0) -> Blind:
    """Work some pairs out again with groups exchanged.

    Parameters
    ----------
    codes : group of each record of ``past.participants``, `UNKNOWN` where it is not known.
    seed : of which pairs, and who is exchanged with whom.
    """
    draw = np.random.default_rng(seed)
    known = np.unique(past.participant[codes[past.participant] != UNKNOWN])
    people, partners = [], []
    for row in draw.permutation(known)[:PEOPLE].tolist():
        others = np.flatnonzero((codes != codes[row]) & (codes != UNKNOWN))
        if len(others):
            record = past.participants[row]
            people.append(record)
            partners.append(replace(record, id=past.participants[int(draw.choice(others))].id))
    slots = [past.slots[row] for row in draw.permutation(np.unique(past.slot))[:SLOTS].tolist()]
    if not people:
        return Blind(0, 0, 0)
    listing, day = Listing(slots, context), int(past.day.max())
    both = (_all(listing, some, len(slots), day) for some in (people, partners))
    differs = 0
    for one, other in zip(*both, strict=True):
        differs += int(((one.values != other.values).any(axis=1) | (one.fails != other.fails)).sum())
    return Blind(len(people), len(people) * len(slots), differs)


def _all(listing: Listing, people: Sequence[Participant], slots: int, day: int) -> list[Measured]:
    """Measure every participant against every place."""
    found = []
    for group in listing.groups(people):
        rows, columns = np.divmod(np.arange((group.stop - group.start) * slots), slots)
        found.append(group.measure(rows, columns, np.full(len(rows), day, dtype=np.int32)))
    return found
