"""Which figures of groups are hidden, so that nothing is said about fewer than five people.

A cell (a group at a step) is hidden when fewer than five people are in it, have come through, or have
not. The same step is shown for everybody together, so whatever is hidden must be so much that it cannot be
worked out by taking the others away.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.fairness.groups import UNKNOWN
from evaluation.fairness.steps import Step, Steps
from evaluation.small import closed, enough, shown

Whole = NDArray[np.int64]
Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What may be shown of each group.

    Attributes
    ----------
    people : participants of each group, those not known last, as they may be shown.
    open_ : (group, step) that may be shown.
    rest : (group, step) where all others may be.
    """

    people: tuple[int | str, ...]
    open_: frozenset[tuple[int, str]]
    rest: frozenset[tuple[int, str]]

    def shows(self, group: int, step: str) -> bool:
        """Say whether a group's figures at a step may be shown."""
        return (group, step) in self.open_

    def shows_rest(self, group: int, step: str) -> bool:
        """Say whether the figures of all others may be."""
        return (group, step) in self.rest


def hidden(way: Steps, codes: Whole, groups: int) -> Hidden:
    """Decide what is hidden.

    Parameters
    ----------
    codes : group of each participant, (p,).
    groups : how many groups there are.
    """
    masks = [codes == code for code in (*range(groups), UNKNOWN)]
    counts = [int(mask.sum()) for mask in masks]
    people = shown(counts if counts[-1] else counts[:-1])
    people += [0] * (len(counts) - len(people))
    there = [i for i, count in enumerate(counts) if count]
    open_, rest = set(), set()
    for step in (*way.steps, *way.rules):
        cells = {i: _cell(step, masks[i]) for i in there}
        hidden_too = [place for place, i in enumerate(there) if not isinstance(people[i], int)]
        shut = closed([cells[i] for i in there], also=hidden_too)
        open_ |= {(i, step.id) for place, i in enumerate(there) if place not in shut}
        known = np.flatnonzero(counts[:-1]).tolist()
        rest |= {
            (i, step.id)
            for i in known
            if len(known) > 1 and enough(*_together(cells, {k for k in known if k != i}))
        }
    return Hidden(tuple(people), frozenset(open_), frozenset(rest))


def _cell(step: Step, mask: NDArray[np.bool_]) -> Counts:
    """Give the people at a step: all, those of whom some part came through, and those of whom some did not.

    Points are no part of anything that could come through or not.
    """
    upper, lower = step.upper[mask], step.lower[mask]
    all_ = int((lower > 0).sum())
    if step.gain:
        return (all_,)
    return (all_, int((upper > 0).sum()), int((lower - upper > 0).sum()))


def _together(cells: dict[int, Counts], which: set[int]) -> Counts:
    return tuple(int(sum(column)) for column in zip(*(cells[i] for i in which), strict=True))
