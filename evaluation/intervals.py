"""How sure a figure is: intervals over participants, tests of differences, and what n can show.

Participants are the unit throughout: what one of them was offered twice is not two observations.

interval            `bca` of any figure, `mean_interval`, `mean_intervals` of many at once, `ratio_interval`
share               `wilson` of yes-or-no answers, `score_interval` of what is worth so many of them
difference          `compare`: two systems on the same participants, with a permutation test
many comparisons    `holm`
what n can show     `smallest_difference`, `participants_needed`
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, t

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]
"""Counts of each participant in resamples (b, n) → the figure of each resample (b,)."""

LEVEL: Final = 0.95
POWER: Final = 0.8
RESAMPLES: Final = 2000
PERMUTATIONS: Final = 10_000
LEAST: Final = 50
"""With fewer judged participants than this, systems are not ranked."""
FEWEST: Final = 20
"""With fewer participants than this no interval is given: it would be narrower than it should."""
_EXACT: Final = 13
"""Up to so many participants every change of signs is tried."""
_CELLS: Final = 1 << 23


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its interval.

    Attributes
    ----------
    value : the figure; NaN where nothing could be measured.
    low, high : ends of the interval; NaN with fewer than `FEWEST` participants, and where nothing differs
        between them: then nobody can say how far from the truth the figure is.
    n : participants.
    level : the share of such intervals that hold the truth.
    """

    value: float
    low: float
    high: float
    n: int
    level: float = LEVEL


def mean_interval(values: Floats, *, seed: int = 0, level: float = LEVEL) -> Interval:
    """Give the mean over participants with its BCa bootstrap interval.

    Parameters
    ----------
    values : one a participant, (n,).

    Examples
    --------
    >>> mean_interval(np.array([0.0, 0.0, 1.0, 1.0] * 25)).value
    0.5
    """
    return mean_intervals({"": values}, seed=seed, level=level)[""]


def mean_intervals(
    columns: Mapping[str, Floats], *, seed: int = 0, level: float = LEVEL
) -> dict[str, Interval]:
    """Give the means of many columns over the same participants, from the same resamples.

    Parameters
    ----------
    columns : name → one value a participant, (n,) each.
    """
    ones = np.ones(len(next(iter(columns.values()), ())))
    return _ratios(columns, ones, seed, level)


def ratio_interval(upper: Floats, lower: Floats, *, seed: int = 0, level: float = LEVEL) -> Interval:
    """Give ``Σ upper / Σ lower`` over participants with its BCa bootstrap interval, (n,) each."""
    return _ratios({"": upper}, lower, seed, level)[""]


def _ratios(columns: Mapping[str, Floats], lower: Floats, seed: int, level: float) -> dict[str, Interval]:
    n, upper = len(lower), np.stack([np.asarray(c, np.float64) for c in columns.values()], axis=1)
    if n == 0:
        return {name: Interval(np.nan, np.nan, np.nan, 0, level) for name in columns}
    both = np.concatenate([upper, lower[:, None]], axis=1)
    drawn = np.concatenate([counts @ both for counts in _resamples(n, seed)]) if n >= FEWEST else both[:0]
    without = both.sum(axis=0) - both
    return {
        name: _interval(
            float(_divided(both.sum(axis=0)[i], both[:, -1].sum())),
            _divided(drawn[:, i], drawn[:, -1]),
            _divided(without[:, i], without[:, -1]),
            n,
            level,
        )
        for i, name in enumerate(columns)
    }


def _divided(upper: Floats | float, lower: Floats | float) -> Floats:
    share: Floats = np.divide(upper, lower, out=np.full(np.shape(upper), np.nan), where=np.asarray(lower) > 0)
    return share


def bca(statistic: Statistic, n: int, *, seed: int = 0, level: float = LEVEL) -> Interval:
    """Give any figure with its bias-corrected and accelerated bootstrap interval (Efron 1987).

    Parameters
    ----------
    statistic : counts of each participant in resamples (b, n) → the figure of each resample (b,); NaN where
        a resample cannot be measured.
    n : participants.
    seed : of the resamples; the same for all systems, so that they are compared on the same ones.
    """
    if n == 0:
        return Interval(np.nan, np.nan, np.nan, 0, level)
    value = float(statistic(np.ones((1, n)))[0])
    if n < FEWEST:
        return Interval(value, np.nan, np.nan, n, level)
    drawn = np.concatenate([statistic(counts) for counts in _resamples(n, seed)])
    without = np.concatenate([statistic(counts) for counts in _without_one(n)])
    return _interval(value, drawn, without, n, level)


def _interval(value: float, drawn: Floats, without: Floats, n: int, level: float) -> Interval:
    """Read the ends from the resamples, moved by their bias and by how skewed the figure is.

    The bootstrap is too narrow for few participants; the tails are widened as much as Student's t is wider
    than the normal curve (Hesterberg 2015).
    """
    drawn, without = drawn[~np.isnan(drawn)], without[~np.isnan(without)]
    if np.isnan(value) or not len(drawn) or np.ptp(drawn) == 0:
        return Interval(value, np.nan, np.nan, n, level)
    below = ((drawn < value).sum() + (drawn == value).sum() / 2) / len(drawn)
    bias = norm.ppf(np.clip(below, 0.5 / len(drawn), 1 - 0.5 / len(drawn)))
    apart = without.mean() - without
    spread = (apart**2).sum() ** 1.5
    skew = (apart**3).sum() / (6 * spread) if spread > 0 else 0.0
    ends = bias + np.sqrt(n / (n - 1)) * t.ppf([(1 - level) / 2, (1 + level) / 2], n - 1)
    low, high = np.quantile(drawn, norm.cdf(bias + ends / (1 - skew * ends)))
    return Interval(value, float(low), float(high), n, level)


def _resamples(n: int, seed: int) -> Iterator[Floats]:
    draw = np.random.default_rng(seed)
    step = max(1, _CELLS // n)
    for start in range(0, RESAMPLES, step):
        size = min(step, RESAMPLES - start)
        picked = draw.integers(0, n, (size, n)) + np.arange(size)[:, None] * n
        yield np.bincount(picked.ravel(), minlength=size * n).reshape(size, n).astype(np.float64)


def _without_one(n: int) -> Iterator[Floats]:
    step = max(1, _CELLS // n)
    for start in range(0, n, step):
        size = min(step, n - start)
        counts = np.ones((size, n))
        counts[np.arange(size), start + np.arange(size)] = 0
        yield counts


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two systems on the same participants.

    Attributes
    ----------
    difference : mean of first less second, with its interval.
    p : chance of a difference at least so large, either way, if the two were equally good.
    smallest : the smallest true difference that so many participants would show with power 0.8.
    """

    difference: Interval
    p: float
    smallest: float


def compare(first: Floats, second: Floats, *, seed: int = 0, level: float = LEVEL) -> Comparison:
    """Compare two systems by a figure of each participant, (n,) each, in the same order."""
    apart = np.asarray(first, np.float64) - np.asarray(second, np.float64)
    return Comparison(
        mean_interval(apart, seed=seed, level=level),
        permutation(apart, seed=seed),
        smallest_difference(apart),
    )


def permutation(apart: Floats, *, seed: int = 0) -> float:
    """Test whether paired differences (n,) lie around 0, by changing their signs at random.

    All changes are tried for up to 13 participants, `PERMUTATIONS` random ones beyond. NaN without
    participants.
    """
    n = len(apart)
    if n == 0:
        return float("nan")
    least = abs(apart.sum()) * (1 - 1e-12)
    if n <= _EXACT:
        signs = 1.0 - 2.0 * (np.arange(2**n)[:, None] >> np.arange(n) & 1)
        return float((np.abs(signs @ apart) >= least).mean())
    draw = np.random.default_rng(seed)
    step, found = max(1, _CELLS // n), 0
    for start in range(0, PERMUTATIONS, step):
        flipped = draw.integers(0, 2, (min(step, PERMUTATIONS - start), n), dtype=np.int8)
        sums = apart.sum() - 2 * (flipped @ apart)
        found += int((np.abs(sums) >= least).sum())
    return (found + 1) / (PERMUTATIONS + 1)


def wilson(hits: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Give Wilson's interval of a share; (0, 1) of nothing.

    Examples
    --------
    >>> [round(end, 3) for end in wilson(5, 10)]
    [0.237, 0.763]
    """
    if n == 0:
        return 0.0, 1.0
    return score_interval(hits / n, n, float(norm.ppf((1 + level) / 2)))


def score_interval(share: float, worth: float, z: float) -> tuple[float, float]:
    """Give the score interval of a share (Wilson 1927).

    Parameters
    ----------
    worth : how many independent yes-or-no answers the share is worth, above 0.
    z : half width of the interval in standard errors.
    """
    square = z * z / worth
    half = z * float(np.sqrt(share * (1 - share) / worth + square / (4 * worth)))
    low, high = (share + square / 2 - half) / (1 + square), (share + square / 2 + half) / (1 + square)
    return max(0.0, low), min(1.0, high)


def holm(ps: Sequence[float]) -> list[float]:
    """Correct p values for how many there are (Holm 1979), in their order.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(ps, kind="stable")
    corrected, worst = [0.0] * len(ps), 0.0
    for place, index in enumerate(order):
        worst = max(worst, min(1.0, (len(ps) - place) * float(ps[index])))
        corrected[index] = worst
    return corrected


def smallest_difference(apart: Floats, *, level: float = LEVEL, power: float = POWER) -> float:
    """Give the smallest true mean difference that so many participants would show.

    Parameters
    ----------
    apart : paired differences, (n,); NaN is given where nothing differs.
    power : the chance of showing it.
    """
    if len(apart) < 2 or np.ptp(apart) == 0:
        return float("nan")
    return float(_reach(level, power) * apart.std(ddof=1) / np.sqrt(len(apart)))


def participants_needed(
    apart: Floats, difference: float, *, level: float = LEVEL, power: float = POWER
) -> int:
    """Say how many participants it takes to show a true mean difference, at least `LEAST`.

    Parameters
    ----------
    apart : paired differences that tell how much participants differ, (n,), at least two.
    difference : above 0.
    """
    needed = int(np.ceil((_reach(level, power) * apart.std(ddof=1) / difference) ** 2))
    return max(LEAST, needed)


def _reach(level: float, power: float) -> float:
    return float(norm.ppf((1 + level) / 2) + norm.ppf(power))
