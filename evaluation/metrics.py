"""How well an order of places agrees with a judgement: for each decision, then for each participant.

Places with the same score have no order. Every figure is what it would be on average over all orders of
such ties, so that no system gains by the order of a file. A place with the score −∞ is never shown.

Definitions with worked examples: docs/reference/evaluation.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma

from evaluation.history.table import Table

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Judgement = Literal["choice", "outcome"]

KS: Final = (1, 3, 5, 10)
"""Lengths of list for which figures are given."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Where the chosen place of each decision stands in an order.

    Attributes
    ----------
    above : places with a higher score, (n,).
    tied : places with the same score, the chosen one with them, (n,).
    shown : False where the system never shows the chosen place, (n,).
    among : places to choose among, (n,).
    """

    above: Floats
    tied: Floats
    shown: NDArray[np.bool_]
    among: Floats

    def rank(self) -> Floats:
        """Give the mean rank of the chosen place, NaN where it is never shown."""
        return np.where(self.shown, self.above + (self.tied + 1) / 2, np.nan)

    def ndcg(self, k: int) -> Floats:
        """Discounted gain of the only relevant place: 1/log₂(1 + rank) up to rank k, else 0."""
        return self._mean(_discounts(np.minimum(self._end(), k)) - _discounts(np.minimum(self.above, k)))

    def reciprocal_rank(self) -> Floats:
        """One over the rank."""
        return self._mean(_harmonic(self._end()) - _harmonic(self.above))

    def hit(self, k: int) -> Floats:
        """Chance that the place stands among the first k; with one relevant place also recall."""
        return self._mean(np.minimum(self._end(), k) - np.minimum(self.above, k))

    def precision(self, k: int) -> Floats:
        """Share of the first k that are the chosen place."""
        return self.hit(k) / k

    def _end(self) -> Floats:
        return self.above + self.tied

    def _mean(self, total: Floats) -> Floats:
        return np.where(self.shown, total / self.tied, 0.0)


def _discounts(position: Floats) -> Floats:
    """Sum 1/log₂(1 + p) over the positions p = 1 … position; between whole positions in proportion."""
    whole = np.floor(position).astype(np.int64)
    steps = 1 / np.log2(np.arange(2, whole.max(initial=0) + 3))
    sums = np.concatenate([[0.0], np.cumsum(steps)])
    return sums[whole] + (position - whole) * steps[whole]


def _harmonic(position: Floats) -> Floats:
    """Sum 1/p over the positions p = 1 … position."""
    return digamma(position + 1) + np.euler_gamma


def placed(table: Table, scores: Floats) -> Placed:
    """Find where each chosen place stands.

    Parameters
    ----------
    scores : one a row of the table, higher is better; −∞ where the system never shows the place.

    Raises
    ------
    ValueError
        When there is not exactly one score a row, or one is not a number.
    """
    if scores.shape != table.slot.shape or np.isnan(scores).any():
        raise ValueError("a system gives one score, never NaN, for each row of the table")
    if not len(table):
        nothing = np.empty(0)
        return Placed(nothing, nothing, np.empty(0, dtype=np.bool_), nothing)
    own = scores[table.chosen]
    theirs = np.repeat(own, np.diff(table.offsets))
    weight, starts = table.weight.astype(np.float64), table.offsets[:-1]
    return Placed(
        above=np.add.reduceat(np.where(scores > theirs, weight, 0.0), starts),
        tied=np.add.reduceat(np.where(scores == theirs, weight, 0.0), starts),
        shown=own > -np.inf,
        among=np.add.reduceat(weight, starts),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """Figures of one system on one table, a participant at a time.

    Attributes
    ----------
    judgement : what counted as right.
    participant : rows of the p participants with something to judge, ascending.
    decisions : judged decisions of each, (p,).
    values : name of the figure → its mean over the participant's decisions, (p,).
    """

    judgement: Judgement
    participant: Whole
    decisions: Whole
    values: Mapping[str, Floats]

    def mean(self, name: str) -> float:
        """Give a figure: its mean over the participants; NaN without any."""
        return float(self.values[name].mean()) if len(self.participant) else float("nan")


def measure(
    table: Table, scores: Floats, judgement: Judgement = "choice", ks: Sequence[int] = KS
) -> Measures:
    """Measure a system against what coaches chose, or against how it went.

    ``choice``: the chosen place is the only relevant one. ``outcome``: the same, but a decision counts by
    the grade of its outcome: one that led to a job 4, one that was broken off 0, one that is not known
    yet not at all. (Nobody knows how the other places would have gone.) A decision with nothing else to
    choose does not count.

    Parameters
    ----------
    scores : one a row of the table.
    ks : lengths of list.

    Returns
    -------
    `Measures` with ``ndcg@k``, ``hit@k`` (which with one relevant place is recall), ``precision@k``, ``mrr``
    and ``rank`` (as a share of the places there were: 0 first, 1 last, also when never shown).
    """
    found = placed(table, scores)
    figures = {"mrr": found.reciprocal_rank()}
    for k in ks:
        figures |= {
            f"ndcg@{k}": found.ndcg(k),
            f"hit@{k}": found.hit(k),
            f"precision@{k}": found.precision(k),
        }
    among = np.maximum(found.among - 1, 1)
    figures["rank"] = np.where(found.shown, (found.rank() - 1) / among, 1.0)
    grade = np.ones(len(table)) if judgement == "choice" else np.nan_to_num(table.grade)
    weight = np.where(table.contested, grade, 0.0)
    participant, counts, means = per_participant(table.participant, weight, figures)
    return Measures(judgement, participant, counts, means)


def per_participant(
    participant: Whole, weight: Floats, figures: Mapping[str, Floats]
) -> tuple[Whole, Whole, dict[str, Floats]]:
    """Take the weighted mean of figures over each participant's decisions.

    Parameters
    ----------
    participant, weight : of each decision, (n,); with weight 0 it does not count.
    figures : name → value of each decision, (n,).

    Returns
    -------
    Rows of the participants that have a decision that counts, the number of them, and the means.
    """
    counted = weight > 0
    people, index, counts = np.unique(participant[counted], return_inverse=True, return_counts=True)
    weight = weight[counted]
    total = np.bincount(index, weight, minlength=len(people))
    means = {
        name: np.bincount(index, weight * values[counted], minlength=len(people)) / total
        for name, values in figures.items()
    }
    return people, counts, means
