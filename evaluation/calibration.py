"""The score as a chance of a good outcome: learned on one part, tried on another.

A placement that is still going on is neither good nor bad. As those that are broken off end sooner than
those that are carried through, leaving out the ones that go on would make the rest look worse than they
are; therefore only decisions so old that nearly all such have ended are used (`settled`), and the few
that still go on are shown as bounds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from evaluation.extras import missing
from evaluation.history.table import Table
from evaluation.intervals import Interval, bca, ratio_interval, wilson
from matcher.weights import Weights

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Bools = NDArray[np.bool_]
Method = Literal["isotonic", "logistic"]

ENDED: Final = 0.95
"""Share of the outcomes, refusals apart, that have become known after the time that `settled` waits."""
BINS: Final = 10
IN_A_BIN: Final = 20
"""Fewest placements in a bin of the reliability curve; with fewer in all there are fewer bins."""
LEAST: Final = 100
"""Fewest placements to learn a chance from, and to try it on."""
FLAT: Final = 1.0
"""Inverse strength of the pull towards no slope in the logistic curve."""
DRAWS: Final = 500
"""Drawn histories of a score that is right, to see how large an error chance alone makes."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Placements with a score and a known outcome, or one that may be still to come.

    Attributes
    ----------
    score : of the chosen place, whatever the rules say, (n,).
    good : True where the placement was carried through, (n,); False where it was not, or goes on.
    censored : True where it goes on, (n,).
    participant : (n,).
    waited : days after which `ENDED` of the outcomes are known; later decisions are left out.
    left_out : how many those were.
    """

    score: Floats
    good: Bools
    censored: Bools
    participant: Whole
    waited: int
    left_out: int


def settled(table: Table, weights: Weights, *, good_from: float, last: int) -> Judged:
    """Take the decisions that are so old that nearly all like them have ended.

    Parameters
    ----------
    weights : of the score.
    good_from : least grade of a good outcome.
    last : ordinal of the last day that the history tells of.
    """
    delay = table.known_on - table.day
    known = delay > 0  # a refusal is known the same day, and says nothing of how long it takes
    waited = int(np.ceil(np.quantile(delay[known], ENDED))) if known.any() else 0
    judged = ~np.isnan(table.grade) | table.censored
    kept = judged & (table.day <= last - waited)
    rows = table.chosen[kept]
    return Judged(
        score=table.score(weights, rules=False)[rows],
        good=np.nan_to_num(table.grade[kept]) >= good_from,
        censored=table.censored[kept],
        participant=table.participant[kept],
        waited=waited,
        left_out=int((judged & ~kept).sum()),
    )


def learn(score: Floats, good: Bools, method: Method) -> Callable[[Floats], Floats]:
    """Learn score → chance of a good outcome, never falling with the score.

    Parameters
    ----------
    score, good : of placements whose outcome is known, (n,) each.
    method : ``isotonic`` (steps, when there are many) or ``logistic`` (one smooth curve).

    Raises
    ------
    ValueError
        When there are fewer than `LEAST`, or all went the same way.
    MissingExtra
        When scikit-learn is not installed.
    """
    if len(score) < LEAST or len(np.unique(good)) < 2:
        raise ValueError(f"a chance is learned from at least {LEAST} placements that went both ways")
    try:
        from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415 - an extra
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - as above
    except ImportError:
        missing("Kalibreringen", "scikit-learn")
    if method == "isotonic":
        steps = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(score, good)
        return lambda new: np.asarray(steps.predict(new), dtype=np.float64)
    middle, spread = float(score.mean()), float(score.std()) or 1.0
    curve = LogisticRegression(C=FLAT).fit(((score - middle) / spread)[:, None], good)
    slope, start = max(0.0, float(curve.coef_[0, 0])), float(curve.intercept_[0])
    if slope == 0.0:
        start = float(np.log(good.mean() / (1 - good.mean())))
    return lambda new: 1 / (1 + np.exp(-(start + slope * (new - middle) / spread)))


@dataclass(frozen=True, slots=True)
class Bin:
    """Placements with about the same chance.

    Attributes
    ----------
    n : placements.
    chance : mean of what was said.
    share, low, high : share that went well, with Wilson's interval.
    """

    n: int
    chance: float
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well chances agreed with what came true.

    Attributes
    ----------
    bins : the reliability curve, lowest chance first.
    error : expected calibration error: mean distance between chance and share over the bins, with interval.
    by_chance : the error that so few placements give, on average, when every chance is right.
    brier : mean squared distance between chance and what came true, with interval.
    order : chance that of two placements the one that went well had the higher score, with interval.
    n, participants, ongoing : placements whose outcome is known, their participants, and those that go on.
    bounds : share of good outcomes if all that go on end badly, and if all end well.
    """

    bins: tuple[Bin, ...]
    error: Interval
    by_chance: float
    brier: Interval
    order: Interval
    n: int
    participants: int
    ongoing: int
    bounds: tuple[float, float]


def reliability(chance: Floats, judged: Judged, *, seed: int = 0) -> Reliability:
    """Try chances on placements that they were not learned from.

    Parameters
    ----------
    chance : of each placement of `judged`, (n,).
    seed : of the resamples.
    """
    known = ~judged.censored
    said, good = chance[known], judged.good[known].astype(np.float64)
    people, who = np.unique(judged.participant[known], return_inverse=True)
    where = _bins(said)
    apart = _summed(said - good, who, where, len(people))

    def error(counts: Floats) -> Floats:
        distance: Floats = np.abs(counts @ apart).sum(axis=1) / (counts @ times)
        return distance

    times = np.bincount(who, minlength=len(people)).astype(np.float64)
    squares = np.bincount(who, (said - good) ** 2, minlength=len(people)).astype(np.float64)
    n, total, well = int(known.sum()), len(known), int(judged.good.sum())
    ongoing = total - n
    return Reliability(
        bins=tuple(_bin(said[where == b], good[where == b]) for b in range(int(where.max(initial=-1)) + 1)),
        error=bca(error, len(people), seed=seed),
        by_chance=_by_chance(where, said, seed) if n else float("nan"),
        brier=ratio_interval(squares, times, seed=seed),
        order=ordered(judged.score[known], judged.good[known], judged.participant[known], seed=seed),
        n=n,
        participants=len(people),
        ongoing=ongoing,
        bounds=(well / total, (well + ongoing) / total) if total else (float("nan"), float("nan")),
    )


def ordered(score: Floats, good: Bools, participant: Whole, *, seed: int = 0) -> Interval:
    """Give the chance that of two placements the one that went well had the higher score; ties count half.

    The area under the ROC curve, with an interval over participants.
    """
    order = np.argsort(score, kind="stable")
    people, who = np.unique(participant[order], return_inverse=True)
    well, levels = good[order], score[order]
    first = np.searchsorted(levels, levels, side="left")
    after = np.searchsorted(levels, levels, side="right")

    def area(counts: Floats) -> Floats:
        weight = counts[:, who]
        badly = np.concatenate([np.zeros((len(counts), 1)), np.cumsum(weight * ~well, axis=1)], axis=1)
        below = (badly[:, first] + badly[:, after]) / 2
        pairs = (weight @ well) * badly[:, -1]
        share: Floats = (weight * well * below).sum(axis=1) / np.where(pairs > 0, pairs, np.nan)
        return share

    return bca(area, len(people), seed=seed)


def _summed(values: Floats, row: Whole, column: Whole, rows: int) -> Floats:
    """Add values (n,) up by row and column."""
    columns = int(column.max(initial=-1)) + 1
    sums = np.bincount(row * columns + column, values, rows * columns)
    return sums.astype(np.float64).reshape(rows, columns)


def _bins(chance: Floats) -> Whole:
    """Cut by equal numbers into at most `BINS`, each of about `IN_A_BIN` or more; equals stay together."""
    bins = max(1, min(BINS, len(chance) // IN_A_BIN))
    edges = np.unique(np.quantile(chance, np.arange(1, bins) / bins)) if len(chance) else np.empty(0)
    _, found = np.unique(np.searchsorted(edges, chance, side="left"), return_inverse=True)
    return found


def _by_chance(where: Whole, said: Floats, seed: int) -> float:
    draw = np.random.default_rng(seed)
    true = draw.random((DRAWS, len(said))) < said
    distances = [np.abs(np.bincount(where, said - one)).sum() / len(said) for one in true]
    return float(np.mean(distances))


def _bin(said: Floats, good: Floats) -> Bin:
    low, high = wilson(int(good.sum()), len(good))
    return Bin(len(good), float(said.mean()), float(good.mean()), low, high)
