"""What weights are learned from: placements whose outcome is known, and what they were chosen among."""

from collections.abc import Iterator
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
BLOCK: Final = 1 << 19
"""Rows worked on at once."""
ALTERNATIVES: Final = 30
"""Places drawn for each decision to learn the choice from, beside the chosen one."""
MOST_DECISIONS: Final = 10_000
"""Decisions that choices are learned from; more change little but the time it takes."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """n placements.

    Attributes
    ----------
    x : values of the factors of the chosen place, (n, 8).
    around : what is held constant when places are compared, (n, 9): the mean of each factor over the
        places that were open to the participant that day, and whether a rule stops the chosen place.
    grade, day, known_on, participant : of each placement, as in `Table`, (n,).
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


def gather(table: Table) -> Sample:
    """Gather all placements of a table, whether their outcome is known or not; all weigh 1."""
    chosen = table.chosen
    return Sample(
        x=table.values[chosen].astype(np.float64),
        around=np.column_stack([open_to(table), ~table.eligible[chosen]]),
        grade=table.grade,
        day=table.day,
        known_on=table.known_on,
        participant=table.participant,
        weight=np.ones(len(table)),
    )


def known(everything: Sample, asof: float | None = None, since: float = -np.inf) -> Sample:
    """Keep the placements whose outcome was known on a day.

    A refusal is known at once and a job after half a year, so of late placements those that went badly are
    known first. Each is therefore weighted by one over the share of all placements that had been followed
    for as long as it took (inverse probability of censoring; Robins and Rotnitzky 1992).

    Parameters
    ----------
    everything : placements from `gather`.
    asof : ordinal of the first day of which nothing is known; after everything when not given.
    since : ordinal of the first day of suggestion to keep.
    """
    end = _end(everything) if asof is None else asof
    earlier = _some(everything, (everything.day < end) & (everything.day >= since))
    kept, weight = followed(earlier, end)
    part, weight = _some(earlier, kept), weight[kept]
    return replace(part, weight=weight / weight.mean() if len(weight) else weight)


def followed(part: Table | Sample, asof: float | None = None) -> tuple[NDArray[np.bool_], Floats]:
    """Say whose outcome was known on a day, (n,), and how many placements each of those stands for, (n,)."""
    end = _end(part) if asof is None else asof
    kept = (part.known_on < end) & ~np.isnan(part.grade)
    follow_up = np.sort(end - part.day)
    took = np.nan_to_num(part.known_on - part.day)
    share = 1 - np.searchsorted(follow_up, took, side="right") / max(1, len(follow_up))
    return kept, np.minimum(1 / np.maximum(share, 1 / MOST_WEIGHT), MOST_WEIGHT)


def _end(part: Table | Sample) -> float:
    return float(max(part.day.max(initial=0), np.nanmax(part.known_on, initial=0))) + 1


def _some(part: Sample, kept: NDArray[np.bool_]) -> Sample:
    return Sample(*(getattr(part, name)[kept] for name in Sample.__slots__))


def open_to(table: Table) -> Floats:
    """Give the mean of each factor over the places that each decision was made among, (n, 8)."""
    mean = np.empty((len(table), len(FACTORS)))
    for decisions, part in blocks(table):
        weight = table.weight[part].astype(np.float64)
        first = table.offsets[decisions] - table.offsets[decisions.start]
        sums = np.add.reduceat(table.values[part] * weight[:, None], first, axis=0)
        mean[decisions] = sums / np.add.reduceat(weight, first)[:, None]
    return mean


def blocks(table: Table) -> Iterator[tuple[slice, slice]]:
    """Cut a table into parts of about `BLOCK` rows: which decisions, and which rows."""
    start = 0
    while start < len(table):
        limit = table.offsets[start] + BLOCK
        stop = max(start + 1, int(np.searchsorted(table.offsets, limit, side="right")) - 1)
        stop = min(stop, len(table))
        yield slice(start, stop), slice(int(table.offsets[start]), int(table.offsets[stop]))
        start = stop


def alternatives(table: Table, *, most: int = ALTERNATIVES, seed: int = 0) -> Table:
    """Keep the chosen place of each decision and at most so many others, of at most `MOST_DECISIONS`.

    A conditional logit learnt on a uniform draw of the alternatives estimates the same coefficients
    (McFadden 1978).
    """
    random = np.random.default_rng(seed)
    if len(table) > MOST_DECISIONS:
        table = table.take(np.sort(random.choice(len(table), MOST_DECISIONS, replace=False)))
    draw = random.random(len(table.slot))
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
