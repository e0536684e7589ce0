"""The two models that weights are learned by, each with non-negative slopes drawn towards today's weights.

outcome   an ordinal logit: does it go better where the factors are higher?
choice    a conditional logit: which place did the coach choose?

Both are penalised by how far their slopes are from a multiple of today's weights, and by nothing else:
a strong penalty gives today's proportions back, however strong or weak the signal is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from evaluation.history.table import Table
from evaluation.tuning.sample import Sample
from matcher.weights import FACTORS

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

NUISANCE: Final = 0.01
"""Ridge of what is held constant: it keeps columns that say the same apart."""
FLOOR: Final = 1e-12
EDGE: Final = 1e-9
"""A slope at or below this lies on its bound."""
SLOPES: Final = len(FACTORS)
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


def _penalty(state: Floats, k: int, penalties: Floats, held: int) -> tuple[float, Floats]:
    """Give what the k slopes and the `held` nuisance parameters cost, and the gradient of that."""
    own, nuisance = state[:k], state[k : k + held]
    slope = np.zeros(len(state))
    slope[:k], slope[k : k + held] = penalties @ own, NUISANCE * nuisance
    return float(own @ penalties @ own / 2 + NUISANCE / 2 * nuisance @ nuisance), slope


def _stepped(
    gradient: Callable[[Floats], Floats], state: Floats, scores: Floats, pull: Floats, times: Floats
) -> Floats:
    """Move the slopes by one Newton step for each draw, and never below 0, (draws, 8).

    Parameters
    ----------
    gradient : of the loss at a state.
    scores : gradient of each one's own loss at `state`, (n, parameters).
    pull : gradient of the penalties there.
    times : how often each one counts, (draws, n).
    """
    step = 1e-4
    hessian = np.stack(
        [(gradient(state + e) - gradient(state - e)) / (2 * step) for e in step * np.eye(len(state))]
    )
    hessian = (hessian + hessian.T) / 2 + 1e-9 * np.eye(len(state))
    drawn = times @ scores / times.sum(axis=1, keepdims=True) + pull
    slopes = np.empty((len(times), SLOPES))
    for row, own in enumerate(drawn):
        free = np.flatnonzero((state > EDGE) | (own < 0) | (np.arange(len(state)) >= SLOPES))
        moved = state.copy()
        moved[free] -= np.linalg.solve(hessian[np.ix_(free, free)], own[free])
        slopes[row] = np.maximum(moved[:SLOPES], 0.0)
    return slopes


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

    def fit(self, penalty: float, *, begin: Fitted | None = None) -> Fitted:
        """Fit for a penalty, beginning from another fit where there is one."""
        basis, penalties = _problem(self._today, penalty)
        k, held = basis.shape[1], self._sample.around.shape[1]
        slopes = np.ones(1) if k == 1 else self._today / _ALL if begin is None else begin.slopes
        rest = self._begin() if begin is None else begin.rest
        gaps = len(self.levels) - 2
        found = minimize(
            self._loss,
            np.concatenate([slopes, rest]),
            (self._sample.x @ basis, penalties),
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

    def _loss(self, state: Floats, x: Floats, penalties: Floats) -> tuple[float, Floats]:
        """Give the mean loss with its penalties, and its gradient."""
        k, weight = x.shape[1], self._sample.weight / len(x)
        chance, scores = self._scores(state, x)
        loss = float(-weight @ np.log(chance))
        added, slope = _penalty(state, k, penalties, self._sample.around.shape[1])
        return loss + added, weight @ scores + slope

    def _scores(self, state: Floats, x: Floats) -> tuple[Floats, Floats]:
        """Give the chance of how each placement went (n,), and the gradient of its loss (n, parameters)."""
        k, around = x.shape[1], self._sample.around - self._middle
        chance, over, under = self._chances(x @ state[:k], state[k:], around, self._level)
        high, low = over * (1 - over) / chance, under * (1 - under) / chance
        cuts = np.arange(len(self.levels) - 1)
        level = self._level[:, None]
        by_cut = np.where(level - 1 == cuts, low[:, None], 0.0) - np.where(level == cuts, high[:, None], 0.0)
        later = np.cumsum(by_cut[:, ::-1], axis=1)[:, ::-1]
        later[:, 1:] *= np.exp(state[k + around.shape[1] + 1 :])
        pushed = (high - low)[:, None]
        return chance, np.concatenate([x * pushed, around * pushed, later], axis=1)

    def again(self, fitted: Fitted, penalty: float, times: Floats) -> Floats:
        """Give the slopes when placements count otherwise: one Newton step from the fit, (draws, 8).

        Parameters
        ----------
        times : how often each placement counts beside its weight, (draws, n).
        """
        _, penalties = _problem(self._today, penalty)
        held = self._sample.around.shape[1]

        def gradient(state: Floats) -> Floats:
            return self._loss(state, self._sample.x, penalties)[1]

        state = np.concatenate([fitted.slopes, fitted.rest])
        _, scores = self._scores(state, self._sample.x)
        _, pull = _penalty(state, len(fitted.slopes), penalties, held)
        return _stepped(gradient, state, scores * self._sample.weight[:, None], pull, times)

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

    def fit(self, penalty: float, *, begin: Fitted | None = None) -> Fitted:
        """Fit for a penalty, beginning from another fit where there is one."""
        basis, penalties = _problem(self._today, penalty)
        k = basis.shape[1]
        start = np.ones(1) if k == 1 else self._today / _ALL if begin is None else begin.slopes
        found = minimize(
            self._loss,
            start,
            (self._x @ basis, penalties),
            jac=True,
            method="L-BFGS-B",
            bounds=[(0.0, None)] * k,
        ).x
        return Fitted(basis @ found, np.empty(0))

    def _loss(self, own: Floats, x: Floats, penalties: Floats) -> tuple[float, Floats]:
        table = self._table
        share, losses = shares(table, x @ own)
        added, slope = _penalty(own, len(own), penalties, 0)
        gradient = (x.T @ share - x[table.chosen].sum(axis=0)) / len(table)
        return float(losses.mean()) + added, gradient + slope

    def again(self, fitted: Fitted, penalty: float, times: Floats) -> Floats:
        """Give the slopes when decisions count otherwise, (draws, 8); see `Outcome.again`."""
        _, penalties = _problem(self._today, penalty)

        def gradient(state: Floats) -> Floats:
            return self._loss(state, self._x, penalties)[1]

        share, _ = shares(self._table, self._x @ fitted.slopes)
        mean = np.add.reduceat(self._x * share[:, None], self._table.offsets[:-1], axis=0)
        _, pull = _penalty(fitted.slopes, len(fitted.slopes), penalties, 0)
        return _stepped(gradient, fitted.slopes, mean - self._x[self._table.chosen], pull, times)

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
