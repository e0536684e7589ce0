"""Where a difference between a group and the others comes from: which rule, factor or party.

The parts of a step add up to it, so the differences of the parts add up to the difference. A part is named
when it pulls the same way and is itself more than chance, corrected for how many parts there are.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evaluation.fairness.compare import Apart, Share, difference, exchanged, share
from evaluation.fairness.steps import Step
from evaluation.intervals import holm

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Bools = NDArray[np.bool_]

SURE: Final = 0.03
"""Corrected p below which a difference is found: under 0.05, so that false alarms surely stay below that."""
NOTABLE: Final = 0.1
"""A part is named when it makes up at least so much of the difference."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A part of a step that pulls a group away from the others.

    Attributes
    ----------
    id, label : of the part: a rule, a factor, or how it went instead.
    group, rest : its share in the group and among the others.
    apart : the part's own difference, in the direction of what is gained: negative is to the group's loss.
    of_gap : how much of the whole difference it makes up; more than 1 when others pull the other way.
    p : corrected for the parts.
    """

    id: str
    label: str
    group: Share
    rest: Share
    apart: Apart
    of_gap: float
    p: float


def causes(
    step: Step, inside: Bools, codes: Whole, group: int, gap: float, *, seed: int = 0
) -> tuple[Cause, ...]:
    """Name what a difference comes from, the largest first.

    Parameters
    ----------
    inside : participants whose group is known, (p,).
    codes, group : group of each participant, and the one in question.
    gap : the share of the group less that of the others.
    """
    sign = 1.0 if step.gain else -1.0
    names = [name for name in step.parts if step.parts[name].any()]
    found = []
    tested = exchanged([(step.parts[n], step.lower) for n in names], [(codes, group)], seed=seed)
    corrected = holm(np.nan_to_num(tested[0], nan=1.0).tolist()) if names else []
    mine, rest = codes == group, inside & (codes != group)
    for name, p in zip(names, corrected, strict=True):
        one = share(step.parts[name][mine], step.lower[mine])
        other = share(step.parts[name][rest], step.lower[rest])
        apart = difference(one, other)
        if not step.gain:
            apart = Apart(-apart.value, -apart.high, -apart.low)
        of_gap = sign * (one.value - other.value) / gap
        if p < SURE and of_gap >= NOTABLE:
            found.append(Cause(name, step.labels[name], one, other, apart, of_gap, p))
    return tuple(sorted(found, key=lambda cause: -cause.of_gap))
