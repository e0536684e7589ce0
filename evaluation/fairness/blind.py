"""The check that a group changes nothing: records under the ids of another group give the same figures.

A group is known by the participant's id alone. So each record is given the id of somebody in another group,
everything is worked out again, and every value and every verdict must be the same, to the last bit.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from evaluation.fairness.groups import UNKNOWN
from evaluation.history.placements import History
from evaluation.history.table import table
from matcher.context import Context

Whole = NDArray[np.int64]

DECISIONS = 200
"""Decisions that are worked out twice."""


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
    """Work some decisions out again with groups exchanged.

    Parameters
    ----------
    codes : group of each record of ``past.participants``, `UNKNOWN` where it is not known.
    seed : of which decisions, and who is exchanged with whom.
    """
    draw = np.random.default_rng(seed)
    known = np.flatnonzero(codes[past.participant] != UNKNOWN)
    some = np.sort(draw.permutation(known)[:DECISIONS])
    partner = _partners(codes, np.unique(past.participant[some]), draw)
    people = list(past.participants)
    for one, other in partner.items():
        people[one] = replace(past.participants[one], id=past.participants[other].id)
    before = table(past, context, decisions=some, seed=seed)
    after = table(replace(past, participants=tuple(people)), context, decisions=some, seed=seed)
    moved = np.isin(before.participant, list(partner))[before.owner]
    differs = (before.values != after.values).any(axis=1) | (before.fails != after.fails)
    return Blind(len(partner), int(moved.sum()), int((differs & moved).sum()))


def _partners(codes: Whole, rows: Whole, draw: np.random.Generator) -> dict[int, int]:
    """Give each participant somebody of another group, whose id the record takes over."""
    found = {}
    for row in rows.tolist():
        others = np.flatnonzero((codes != codes[row]) & (codes != UNKNOWN))
        if len(others):
            found[row] = int(others[draw.integers(len(others))])
    return found
