"""Shares of groups against each other: intervals that hold for few people, and tests by exchanging labels.

interval   Wilson's, with the number of people replaced by how many independent yes-or-no answers the share is
           worth (its design effect; Korn and Graubard 1998, Franco et al. 2019), and Student's t for few
difference and ratio   from the intervals of the two shares (Newcombe 1998; Donner and Zou 2012)
test       participants keep all that happened to them and exchange groups at random; the statistic is
           the difference over its standard error, so that it also holds when the groups differ otherwise
           (Janssen 1997; Chung and Romano 2013)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from evaluation.fairness.groups import UNKNOWN
from evaluation.intervals import LEVEL, score_interval

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

EXCHANGES: Final = 4999
LEAST: Final = 20
"""With fewer people on one side than this, nothing is tested and no interval is given."""
_CELLS: Final = 1 << 22


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval.

    Attributes
    ----------
    value, low, high : NaN where there is nothing to divide by.
    people : participants behind it.
    variance : of the share, over participants.
    """

    value: float
    low: float
    high: float
    people: int
    variance: float


@dataclass(frozen=True, slots=True)
class Apart:
    """A share of one group against that of another: a difference or a ratio, with its interval."""

    value: float
    low: float
    high: float


def share(upper: Floats, lower: Floats, *, level: float = LEVEL) -> Share:
    """Give ``Σ upper / Σ lower`` over participants with its interval.

    Parameters
    ----------
    upper, lower : of each participant, (p,), with 0 ≤ upper ≤ lower.

    Examples
    --------
    >>> ten = share(np.repeat([1.0, 0.0], 50), np.ones(100))
    >>> round(ten.value, 2), round(ten.low, 2), round(ten.high, 2)
    (0.5, 0.4, 0.6)
    """
    kept = lower > 0
    people, whole = int(kept.sum()), float(lower.sum())
    if not people:
        return Share(np.nan, np.nan, np.nan, 0, np.nan)
    value = min(1.0, max(0.0, float(upper.sum()) / whole))
    variance = _variance(upper[kept], lower[kept], value, people)
    worth = value * (1 - value) / variance if variance > 0 and 0 < value < 1 else float(people)
    z = float(student.ppf((1 + level) / 2, max(1, people - 1)))
    return Share(value, *score_interval(value, worth, z), people, variance)


def _variance(upper: Floats, lower: Floats, value: float, people: int) -> float:
    if people < 2:
        return 0.0
    rest = upper - value * lower
    return float(people / (people - 1) * (rest @ rest) / lower.sum() ** 2)


def difference(one: Share, other: Share) -> Apart:
    """Give one share less another, with its interval (Newcombe 1998)."""
    apart = one.value - other.value
    down = np.hypot(one.value - one.low, other.high - other.value)
    up = np.hypot(one.high - one.value, other.value - other.low)
    return Apart(apart, float(apart - down), float(apart + up))


def ratio(one: Share, other: Share) -> Apart:
    """Give one share over another, with its interval (Donner and Zou 2012); infinite when unbounded."""
    if other.value <= 0:
        return Apart(np.nan, np.nan, np.nan)
    product = one.value * other.value
    down = other.high * (2 * other.value - other.high)
    up = other.low * (2 * other.value - other.low)
    low = _bound(product, one.low * (2 * one.value - one.low) * down, down, -1)
    high = _bound(product, one.high * (2 * one.value - one.high) * up, up, 1) if up > 0 else np.inf
    return Apart(one.value / other.value, max(0.0, low), high)


def _bound(product: float, inside: float, under: float, sign: int) -> float:
    if under == 0:
        return np.nan
    return float((product + sign * np.sqrt(max(0.0, product * product - inside))) / under)


def exchanged(
    columns: Sequence[tuple[Floats, Floats]],
    labels: Sequence[tuple[Whole, int]],
    *,
    seed: int = 0,
    exchanges: int = EXCHANGES,
) -> Floats:
    """Test whether shares differ between a group and all others whose group is known.

    All labels of a participant move together, so that what they have to do with each other stays.

    Parameters
    ----------
    columns : (upper, lower) of the shares, (p,) each.
    labels : (codes (p,), code of the group), one for each group that is tested.

    Returns
    -------
    p values, (labels, columns); NaN where one side has fewer than `LEAST` people.
    """
    people = len(labels[0][0]) if labels else 0
    sums = [np.stack([u, w, u * u, u * w, w * w, w > 0], axis=1) for u, w in columns]
    moments = np.concatenate(sums, axis=1) if sums else np.empty((people, 0))
    own = np.stack([codes == group for codes, group in labels]) if labels else np.empty((0, people), bool)
    all_ = np.stack([codes != UNKNOWN for codes, _ in labels]) if labels else np.empty((0, people), bool)
    seen, sizes = _statistic(own.astype(np.float64), all_.astype(np.float64), moments)
    as_far = np.zeros(seen.shape)
    draw, step = np.random.default_rng(seed), max(1, _CELLS // max(1, 2 * people * len(labels)))
    for start in range(0, exchanges if len(labels) else 0, step):
        size = min(step, exchanges - start)
        order = np.argsort(draw.random((size, people)), axis=1)
        drawn, _ = _statistic(
            own[:, order].astype(np.float64).transpose(1, 0, 2),
            all_[:, order].astype(np.float64).transpose(1, 0, 2),
            moments,
        )
        as_far += (np.abs(drawn) >= np.abs(seen) - 1e-12).sum(axis=0)
    p: Floats = (as_far + 1) / (exchanges + 1)
    return np.where(sizes >= LEAST, p, np.nan)


def _statistic(own: Floats, all_: Floats, moments: Floats) -> tuple[Floats, Floats]:
    """Give the difference over its error, and the people on the smaller side, (…, labels, columns)."""
    mine = (own @ moments).reshape(*own.shape[:-1], -1, 6)
    rest = (all_ @ moments).reshape(*all_.shape[:-1], -1, 6) - mine
    (one, spread), (other, wide) = _mean(mine), _mean(rest)
    error = np.sqrt(spread + wide)
    apart = np.divide(one - other, error, out=np.zeros_like(error), where=error > 0)
    return apart, np.minimum(mine[..., 5], rest[..., 5])


def _mean(sums: Floats) -> tuple[Floats, Floats]:
    """Give shares and their variances from sums of u, w, u², uw, w² and people."""
    u, w, uu, uw, ww, n = np.moveaxis(sums, -1, 0)
    value = np.divide(u, w, out=np.zeros_like(u), where=w > 0)
    rest = np.maximum(uu - 2 * value * uw + value * value * ww, 0.0)
    grow = np.divide(n, n - 1, out=np.ones_like(n), where=n > 1)
    variance = np.divide(grow * rest, w * w, out=np.zeros_like(u), where=w > 0)
    return value, variance


def labels_of(codes: Whole, count: int) -> Iterator[int]:
    """Give the groups to hold against the others: of two groups that is the same difference, so only one."""
    yield from range(1 if count == 2 and (codes >= 0).any() else count)
