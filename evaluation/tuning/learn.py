"""Weights learned inside a split in time: how far from today's is chosen on an earlier, inner cut."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from evaluation.history.splits import Split
from evaluation.history.table import Table
from evaluation.tuning.logit import Choice, Fitted, Outcome
from evaluation.tuning.sample import Sample, alternatives, gather, known
from matcher.weights import FACTORS, Weights

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Target = Literal["outcome", "choice"]
Report = Callable[[str], None]

PENALTIES: Final = (np.inf, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003)
"""How strongly weights are held at today's, the strongest first."""
CUTS: Final = (0.4, 0.55, 0.7)
"""Shares of the decisions learned from that lie before each inner cut; all later ones try it."""
GRID: Final = 0.5
"""Learned weights are rounded to half points."""
DRAWS: Final = 200
"""Resamples of participants behind the interval of each weight."""


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """Weights learned from history.

    Attributes
    ----------
    target : what they predict.
    points : 100 points over the factors on the grid, (8,).
    low, high : where the points of each factor lie in 95 % of the resamples, (8,).
    slopes : the slopes behind them, (8,).
    expected : slopes that today's weights would have, in the same model, (8,).
    penalty : the one chosen; infinite when history gives no reason to leave today's weights.
    trials : (penalty, mean loss on later decisions, standard error of what it gains on today's weights).
    placements : placements learned from.
    """

    target: Target
    points: Floats
    low: Floats
    high: Floats
    slopes: Floats
    expected: Floats
    penalty: float
    trials: tuple[tuple[float, float, float], ...]
    placements: int

    @property
    def moved(self) -> bool:
        """Whether history gave a reason to leave today's weights."""
        return bool(np.isfinite(self.penalty))


def learn(
    table: Table,
    split: Split,
    today: Weights,
    *,
    target: Target = "outcome",
    seed: int = 0,
    draws: int = DRAWS,
    report: Report | None = None,
) -> Learned:
    """Learn weights from the part to learn from, and from nothing else.

    The penalty is the one with the least loss on later decisions inside the part learned from. Where it gains
    no more on today's weights than the standard error of that gain, today's weights stay as they are.

    Parameters
    ----------
    target : ``outcome``, how placements went (the default), or ``choice``, what coaches chose.
    seed : of the resamples, and of the alternatives drawn for ``choice``.
    draws : resamples behind the intervals.
    """
    tell = report or (lambda _: None)
    points = np.array([today.values[name] for name in FACTORS])
    problem = _Problem(table, split, points, target, seed)
    tell("Väljer hur långt vikterna får lämna dagens")
    trials = _trials(problem)
    penalty = _chosen(trials)
    tell("Lär vikterna")
    whole = problem.whole()
    model = problem.model(whole)
    held = model.fit(np.inf)
    fitted = held if np.isinf(penalty) else model.fit(penalty, begin=model.fit(PENALTIES[1]))
    tell("Räknar hur säkra vikterna är")
    low = high = points
    if np.isfinite(penalty):
        slopes = model.again(fitted, penalty, _times(whole.participant, draws, seed))
        drawn = np.stack([shared_out(own, points) for own in slopes])
        low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    return Learned(
        target=target,
        points=rounded(fitted.slopes, points),
        low=low,
        high=high,
        slopes=fitted.slopes,
        expected=held.slopes,
        penalty=penalty,
        trials=tuple(trials),
        placements=len(whole),
    )


class _Problem:
    """One target's data, cut in time as often as asked."""

    def __init__(self, table: Table, split: Split, today: Floats, target: Target, seed: int) -> None:
        self._today, self._seed = today, seed
        self._asof = split.cut
        self._table = table if split.cut is not None else table.take(split.learn)
        self._placements = gather(self._table) if target == "outcome" else None

    def part(self, asof: float | None, since: float = -np.inf) -> "Sample | Table":
        """Give what was known on a day of what was decided since another."""
        if self._placements is not None:
            return known(self._placements, asof, since)
        day = self._table.day
        index = np.flatnonzero((day >= since) & (day < (np.inf if asof is None else asof)))
        return alternatives(self._table.take(index), seed=self._seed)

    def whole(self) -> "Sample | Table":
        """Give all that may be learned from."""
        return self.part(self._asof)

    def model(self, part: "Sample | Table") -> Outcome | Choice:
        """Give the model of a part of the data."""
        return Outcome(part, self._today) if isinstance(part, Sample) else Choice(part, self._today)

    def cuts(self) -> Iterator[tuple["Sample | Table", "Sample | Table"]]:
        """Give parts to learn from and the later parts to try them on; nothing that was not known then."""
        days = self._table.day[self._table.day < (np.inf if self._asof is None else self._asof)]
        for cut in np.quantile(days, CUTS, method="higher") if len(days) else ():
            yield self.part(float(cut)), self.part(self._asof, float(cut))


def _trials(problem: _Problem) -> list[tuple[float, float, float]]:
    """Try every penalty on later decisions: mean loss, and standard error of what it gains on today's."""
    losses: list[list[Floats]] = [[] for _ in PENALTIES]
    weights: list[Floats] = []
    for earlier, later in problem.cuts():
        if not len(later) or not _tells(earlier):
            continue
        model = problem.model(earlier)
        begin: Fitted | None = None
        for place, penalty in enumerate(PENALTIES):
            fitted = model.fit(penalty, begin=begin)
            begin = None if np.isinf(penalty) else fitted
            losses[place].append(model.losses(fitted, later))  # type: ignore[arg-type]  # both of one kind
        weights.append(_weight(later))
    if not weights:
        return [(np.inf, 0.0, 0.0)]
    weight = np.concatenate(weights)
    joined = [np.concatenate(parts) for parts in losses]
    found = []
    for penalty, loss in zip(PENALTIES, joined, strict=True):
        gain = joined[0] - loss
        apart = weight * (gain - np.average(gain, weights=weight))
        found.append(
            (penalty, float(np.average(loss, weights=weight)), float(np.linalg.norm(apart) / weight.sum()))
        )
    return found


def _chosen(trials: list[tuple[float, float, float]]) -> float:
    """Take the penalty with the least loss, if it gains more on today's weights than its standard error."""
    penalty, loss, error = min(trials, key=lambda trial: (trial[1], -trial[0]))
    return penalty if trials[0][1] - loss > error else np.inf


def _weight(part: "Sample | Table") -> Floats:
    return part.weight if isinstance(part, Sample) else np.ones(len(part))


def _tells(part: "Sample | Table") -> bool:
    """Whether there is anything to tell apart."""
    return len(part) > 1 and (not isinstance(part, Sample) or len(np.unique(part.grade)) > 1)


def _times(people: Whole, draws: int, seed: int) -> Floats:
    """Draw how often each placement counts, alike for all of a participant (Rubin 1981), (draws, n)."""
    unique, index = np.unique(people, return_inverse=True)
    drawn: Floats = np.random.default_rng(seed).exponential(size=(draws, len(unique)))[:, index]
    return drawn


def shared_out(slopes: Floats, today: Floats) -> Floats:
    """Share 100 points out in proportion to slopes; today's where no slope is above 0."""
    total = slopes.sum()
    return slopes / total * 100 if total > 0 else today


def rounded(slopes: Floats, today: Floats) -> Floats:
    """Share 100 points out on the grid, so that they add up exactly (largest remainders first).

    Examples
    --------
    >>> rounded(np.array([1.0, 1.0, 1.0]), np.zeros(3)).tolist()
    [33.5, 33.5, 33.0]
    """
    steps = shared_out(slopes, today) / GRID
    down = np.floor(steps + 1e-9)
    short = round(100 / GRID - down.sum())
    order = np.lexsort((np.arange(len(steps)), -(steps - down)))
    down[order[:short]] += 1
    return down * GRID
