"""What weights are learned from: placements whose outcome is known, and what they were chosen among."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evaluation.history.table import Table
from matcher.weights import FACTORS

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

MOST_WEIGHT: Final = 10.0
"""No placement stands for more than so many that were followed too short a time."""
ALTERNATIVES: Final = 30
"""Places drawn for each decision to learn the choice from, beside the chosen one."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """n placements whose outcome is known.

    Attributes
    ----------
    x : values of the factors of the chosen place, (n, 8).
    around : what is held constant when places are compared, (n, 9): the mean of each factor over the
        places that were open to the participant that day, and whether a rule stops the chosen place.
    grade, day, known_on, participant : of each placement, (n,).
    weight : one over the chance that an outcome which takes so long was known in time, (n,); mean 1.
    """

    x: Floats
    around: Floats
    grade: Floats
    day: Whole
    known_on: Floats
    participant: Whole
    weight: Floats

    def __len__(self) -> int:
        return len(self.x)


def sample(table: Table, asof: float | None = None, since: float = -np.inf) -> Sample:
    """Gather the placements whose outcome was known on a day.

    A refusal is known at once and a job after half a year, so of late placements those that went badly are
    known first. Each is therefore weighted by one over the share of all placements that had been followed
    for as long as it took (inverse probability of censoring; Robins and Rotnitzky 1992).

    Parameters
    ----------
    asof : ordinal of the first day of which nothing is known; after everything when not given.
    since : ordinal of the first day of suggestion to gather.
    """
    if asof is None:
        asof = _end(table)
    earlier = table.take((table.day < asof) & (table.day >= since))
    known, weight = followed(earlier, asof)
    part, weight = earlier.take(known), weight[known]
    chosen = part.chosen
    around = np.column_stack([open_to(part), ~part.eligible[chosen]])
    return Sample(
        x=part.values[chosen].astype(np.float64),
        around=around,
        grade=part.grade,
        day=part.day,
        known_on=part.known_on,
        participant=part.participant,
        weight=weight / weight.mean() if len(weight) else weight,
    )


def followed(table: Table, asof: float | None = None) -> tuple[NDArray[np.bool_], Floats]:
    """Say whose outcome was known on a day, (n,), and how many placements each of those stands for, (n,)."""
    end = _end(table) if asof is None else asof
    known = (table.known_on < end) & ~np.isnan(table.grade)
    follow_up = np.sort(end - table.day)
    took = np.nan_to_num(table.known_on - table.day)
    share = 1 - np.searchsorted(follow_up, took, side="right") / max(1, len(follow_up))
    return known, np.minimum(1 / np.maximum(share, 1 / MOST_WEIGHT), MOST_WEIGHT)


def _end(table: Table) -> float:
    return float(max(table.day.max(initial=0), np.nanmax(table.known_on, initial=0))) + 1


def open_to(table: Table) -> Floats:
    """Give the mean of each factor over the places that each decision was made among, (n, 8)."""
    if not len(table):
        return np.empty((0, len(FACTORS)))
    weight = table.weight.astype(np.float64)
    sums = np.add.reduceat(table.values * weight[:, None], table.offsets[:-1], axis=0)
    mean: Floats = sums / np.add.reduceat(weight, table.offsets[:-1])[:, None]
    return mean


def alternatives(table: Table, *, most: int = ALTERNATIVES, seed: int = 0) -> Table:
    """Keep the chosen place of each decision and at most so many others, drawn at random.

    A conditional logit learnt on a uniform draw of the alternatives estimates the same coefficients
    (McFadden 1978).
    """
    draw = np.random.default_rng(seed).random(len(table.slot))
    draw[table.chosen] = -1.0
    order = np.lexsort((draw, table.owner))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    kept = place - table.offsets[:-1][table.owner] <= most
    return rows(table, kept)


def rows(table: Table, kept: NDArray[np.bool_]) -> Table:
    """Keep some rows of a table; the chosen ones must be among them."""
    counts = (
        np.add.reduceat(kept.astype(np.int64), table.offsets[:-1]) if len(table) else np.empty(0, np.int64)
    )
    moved = np.cumsum(kept) - 1
    return replace(
        table,
        chosen=moved[table.chosen],
        offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        **{name: getattr(table, name)[kept] for name in ("slot", "values", "fails", "weight")},
    )
