"""Learn on one part, judge on another: by time or by participant, and a check that nothing leaks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evaluation.history.placements import History
from evaluation.history.table import Table

Whole = NDArray[np.int64]

LEARN: Final = 0.7
"""Share of the decisions that the cut in time leaves for learning, when no day is given."""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Decisions to learn from and decisions to judge on.

    Attributes
    ----------
    learn, judge : decisions, counted in what was split, ascending.
    cut : ordinal of the day that divides them; None when time does not.
    left : decisions before the cut whose outcome was not known then, so that they are in neither part.
    """

    learn: Whole
    judge: Whole
    cut: int | None = None
    left: int = 0


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that the part to learn from knows about the part to judge on.

    Attributes
    ----------
    kind : ``later``, ``unknown``, ``both`` or ``participant``.
    count : how many decisions.
    text : what it is, in Swedish.
    """

    kind: str
    count: int
    text: str


def by_time(table: Table | History, cut: int | None = None, *, apart: bool = False) -> Split:
    """Learn from what was decided and known before a day, and judge on what was decided from it on.

    Parameters
    ----------
    table : a table, or a history when the two parts are to be listed apart, which takes less memory.
    cut : ordinal of the first day to judge; else the day before which `LEARN` of the decisions lie.
    apart : also leave out of what is learned from those who are judged on, so that nobody is on both sides.
    """
    if cut is None:
        cut = int(np.quantile(table.day, LEARN, method="higher")) if len(table) else 0
    before = table.day < cut
    known = before & (table.known_on < cut)
    if apart:
        known &= ~np.isin(table.participant, table.participant[~before])
    return Split(
        np.flatnonzero(known), np.flatnonzero(~before), cut, int((before & ~(table.known_on < cut)).sum())
    )


def by_participant(table: Table | History, *, folds: int = 5, seed: int = 0) -> Iterator[Split]:
    """Give `folds` splits, in each of which nobody is on both sides; each is judged once.

    Participants are dealt out at random, by `seed`. Decisions whose outcome is not known are judged
    but not learned from.
    """
    people = np.unique(table.participant)
    fold = np.random.default_rng(seed).permutation(len(people)) % folds
    of_decision = fold[np.searchsorted(people, table.participant)]
    known = ~np.isnan(table.known_on)
    for number in range(folds):
        inside = of_decision == number
        yield Split(
            np.flatnonzero(~inside & known), np.flatnonzero(inside), None, int((~inside & ~known).sum())
        )


def leaks(table: Table | History, split: Split, *, apart: bool = False) -> tuple[Leak, ...]:
    """Look for what the part to learn from should not know. Nothing found is an empty tuple.

    Parameters
    ----------
    apart : whether nobody may be on both sides. Always so without a cut in time.
    """
    return tuple(leak for leak in _leaks(table, split, apart) if leak.count)


def _leaks(table: Table | History, split: Split, apart: bool) -> Iterable[Leak]:
    learn, judge = split.learn, split.judge
    shared = len(np.intersect1d(learn, judge))
    yield Leak("both", shared, f"{shared} placeringar finns både bland dem som lär och bland dem som prövar.")
    if split.cut is not None:
        later = int((table.day[learn] >= table.day[judge].min(initial=split.cut)).sum())
        yield Leak("later", later, f"{later} placeringar som lär är senare än den första som prövar.")
        unknown = int((~(table.known_on[learn] < split.cut)).sum())
        yield Leak(
            "unknown", unknown, f"{unknown} placeringar som lär hade inte slutat när prövningen börjar."
        )
    if apart or split.cut is None:
        people = int(np.isin(table.participant[learn], table.participant[judge]).sum())
        yield Leak("participant", people, f"{people} placeringar som lär gäller deltagare som också prövar.")
