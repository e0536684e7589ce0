"""The two models that weights are learned by, each with non-negative slopes drawn towards today's weights.

outcome   an ordinal logit: does it go better where the factors are higher?
choice    a conditional logit: which place did the coach choose?

Both are penalised by how far their slopes are from a multiple of today's weights, and by nothing else:
a strong penalty gives today's proportions back, however strong or weak the signal is.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from evaluation.history.table import Table
from evaluation.tuning.sample import Sample

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

NUISANCE: Final = 0.01
"""Ridge of what is held constant: it keeps columns that say the same apart."""
FLOOR: Final = 1e-12
_ALL: Final = 100.0
_WIDEST: Final = 20.0


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A model that was fitted.

    Attributes
    ----------
    slopes : how much each factor raises the log-odds when it goes from 0 to 1, (8,), never negative.
    rest : the other parameters: of what is held constant, and the thresholds. Empty for `Choice`.
    """

    slopes: Floats
    rest: Floats


def _problem(today: Floats, penalty: float) -> tuple[Floats, Floats]:
    """Give the basis of the slopes (8, k), and the matrix (k, k) of their penalty.

    An infinite penalty leaves nothing but a multiple of today's weights.
    """
    if np.isinf(penalty):
        return today[:, None] / _ALL, np.zeros((1, 1))
    unit = today / np.linalg.norm(today)
    return np.eye(len(today)), penalty * (np.eye(len(today)) - np.outer(unit, unit))


class Outcome:
    """The ordinal logit of outcomes (McCullagh 1980), with what is held constant beside the slopes.

    Parameters
    ----------
    sample : placements with at least two different grades.
    today : points of today's weights, (8,).
    """

    def __init__(self, sample: Sample, today: Floats) -> None:
        self._sample, self._today = sample, today
        self.levels = np.unique(sample.grade)
        self._level = np.searchsorted(self.levels, sample.grade)
        self._middle = np.average(sample.around, axis=0, weights=sample.weight)

    def fit(self, penalty: float, *, begin: Fitted | None = None, times: Floats | None = None) -> Fitted:
        """Fit for a penalty.

        Parameters
        ----------
        begin : a fit to begin from.
        times : how often each placement counts beside its weight, (n,); once when not given.
        """
        basis, penalties = _problem(self._today, penalty)
        k, held = basis.shape[1], self._sample.around.shape[1]
        slopes = np.ones(1) if k == 1 else self._today / _ALL if begin is None else begin.slopes
        rest = self._begin() if begin is None else begin.rest
        count = self._sample.weight if times is None else self._sample.weight * times
        gaps = len(self.levels) - 2
        found = minimize(
            self._loss,
            np.concatenate([slopes, rest]),
            (self._sample.x @ basis, penalties, count * len(count) / count.sum()),
            jac=True,
            method="L-BFGS-B",
            bounds=[(0.0, None)] * k + [(None, None)] * (held + 1) + [(-_WIDEST, _WIDEST)] * gaps,
        ).x
        return Fitted(basis @ found[:k], found[k:])

    def _begin(self) -> Floats:
        below = np.cumsum(np.bincount(self._level, self._sample.weight))[:-1] / self._sample.weight.sum()
        thresholds = np.log(below / (1 - below))
        gaps = np.log(np.maximum(np.diff(thresholds), 1e-3))
        return np.concatenate([np.zeros(self._sample.around.shape[1]), thresholds[:1], gaps])

    def _loss(self, state: Floats, x: Floats, penalties: Floats, count: Floats) -> tuple[float, Floats]:
        """Give the mean loss with its penalties, and its gradient."""
        k, n = x.shape[1], len(x)
        around = self._sample.around - self._middle
        own, rest = state[:k], state[k:]
        chance, over, under = self._chances(x @ own, rest, around, self._level)
        nuisance, gaps = rest[: around.shape[1]], np.exp(rest[around.shape[1] + 1 :])
        loss = -(count @ np.log(chance)) / n + own @ penalties @ own / 2 + NUISANCE / 2 * nuisance @ nuisance
        high, low = count * over * (1 - over) / chance / n, count * under * (1 - under) / chance / n
        cuts = len(self.levels) - 1
        at = np.bincount(self._level, low, cuts + 1)[1:] - np.bincount(self._level, high, cuts + 1)[:-1]
        later = np.cumsum(at[::-1])[::-1]
        slope = np.concatenate(
            [
                x.T @ (high - low) + penalties @ own,
                around.T @ (high - low) + NUISANCE * nuisance,
                later[:1],
                later[1:] * gaps,
            ]
        )
        return float(loss), slope

    def _chances(
        self, score: Floats, rest: Floats, around: Floats, level: Whole
    ) -> tuple[Floats, Floats, Floats]:
        """Give the chance of each one's level, of being there or below, and of being below, (n,) each."""
        held = around.shape[1]
        steps = np.concatenate([[0.0], np.cumsum(np.exp(rest[held + 1 :]))])
        thresholds = np.concatenate([[-np.inf], rest[held] + steps, [np.inf]])
        score = score + around @ rest[:held]
        over, under = expit(thresholds[level + 1] - score), expit(thresholds[level] - score)
        return np.maximum(over - under, FLOOR), over, under

    def losses(self, fitted: Fitted, other: Sample) -> Floats:
        """Give −log of the chance of how each placement of another sample went, (n,)."""
        level = np.clip(np.searchsorted(self.levels, other.grade), 0, len(self.levels) - 1)
        around = other.around - self._middle
        return -np.log(self._chances(other.x @ fitted.slopes, fitted.rest, around, level)[0])

    def expected(self, fitted: Fitted, x: Floats, around: Floats) -> Floats:
        """Give the expected grade of m places with values (m, 8) in surroundings (m, 9)."""
        total = np.zeros(len(x))
        for level, grade in enumerate(self.levels):
            index = np.full(len(x), level)
            chance = self._chances(x @ fitted.slopes, fitted.rest, around - self._middle, index)[0]
            total += grade * chance
        return total


class Choice:
    """The conditional logit of choices (McFadden 1974).

    Parameters
    ----------
    table : decisions with the places they were made among.
    today : points of today's weights, (8,).
    """

    def __init__(self, table: Table, today: Floats) -> None:
        self._table, self._today = table, today
        self._x = table.values.astype(np.float64)

    def fit(self, penalty: float, *, begin: Fitted | None = None, times: Floats | None = None) -> Fitted:
        """Fit for a penalty; see `Outcome.fit`."""
        basis, penalties = _problem(self._today, penalty)
        k = basis.shape[1]
        start = np.ones(1) if k == 1 else self._today / _ALL if begin is None else begin.slopes
        count = np.ones(len(self._table)) if times is None else times
        found = minimize(
            self._loss,
            start,
            (self._x @ basis, penalties, count * len(count) / count.sum()),
            jac=True,
            method="L-BFGS-B",
            bounds=[(0.0, None)] * k,
        ).x
        return Fitted(basis @ found, np.empty(0))

    def _loss(self, own: Floats, x: Floats, penalties: Floats, count: Floats) -> tuple[float, Floats]:
        table, n = self._table, len(self._table)
        share, losses = shares(table, x @ own)
        slope = (x.T @ (share * count[table.owner]) - count @ x[table.chosen]) / n + penalties @ own
        return float(count @ losses / n + own @ penalties @ own / 2), slope

    def losses(self, fitted: Fitted, other: Table) -> Floats:
        """Give −log of the chance of what was chosen in each decision of another table, (n,)."""
        return shares(other, other.values.astype(np.float64) @ fitted.slopes)[1]


def shares(table: Table, score: Floats) -> tuple[Floats, Floats]:
    """Give each row's chance of being chosen by its log-odds (r,), and −log of the chosen one's (n,)."""
    if not len(table):
        return np.empty(0), np.empty(0)
    first, owner = table.offsets[:-1], table.owner
    top = np.maximum.reduceat(score, first)
    raised = np.exp(score - top[owner]) * table.weight
    total = np.add.reduceat(raised, first)
    share: Floats = raised / total[owner]
    return share, np.log(total) - (score[table.chosen] - top)
