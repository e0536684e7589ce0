"""How sure a mean is: 95 % intervals by the bootstrap, over the units that were drawn.

Queries of one source (occupations of one group, suggestions to one participant) resemble each other, so
whole sources are drawn again, never single queries. Bounds are bias-corrected and accelerated (BCa: Efron,
1987).
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

LEVEL: Final = 0.95
DRAWS: Final = 4000
FEWEST: Final = 5
"""Sources below which an interval would be a guess."""

_BLOCK: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and where it may lie.

    Attributes
    ----------
    mean : of all values.
    low, high : bounds at 95 %; None when there are too few sources to say.
    n : number of values.
    sources : number of sources they come from.
    """

    mean: float
    low: float | None
    high: float | None
    n: int
    sources: int

    @property
    def above_zero(self) -> bool:
        """Say whether the whole interval lies above 0: for a difference, better by more than the interval."""
        return self.low is not None and self.low > 0

    @property
    def below_zero(self) -> bool:
        """Say whether the whole interval lies below 0."""
        return self.high is not None and self.high < 0


def means(
    values: NDArray[np.floating[Any]],
    sources: Sequence[Hashable] | None = None,
    *,
    seed: int,
    draws: int = DRAWS,
) -> list[Interval]:
    """Give the mean of each column with its interval.

    The same draws serve all columns. For a paired comparison, give the difference per query as a column.

    Parameters
    ----------
    values : float array (n, columns), one row a query.
    sources : what each row comes from; without it, each row is its own source.
    seed : of the draws.
    draws : number of bootstrap draws.

    Raises
    ------
    ValueError
        When there are no rows, or a value is not a number.

    Examples
    --------
    >>> only, = means(np.ones((20, 1)), seed=0)
    >>> only.mean, only.low, only.high
    (1.0, 1.0, 1.0)
    """
    if not len(values) or np.isnan(values).any():
        raise ValueError("values must hold at least one row, and numbers only")
    numbers: dict[Hashable, int] = {}
    rows = np.array([numbers.setdefault(s, len(numbers)) for s in sources or range(len(values))])
    sums = np.zeros((len(numbers), values.shape[1]))
    np.add.at(sums, rows, values)
    counts = np.bincount(rows).astype(np.float64)
    mean = sums.sum(axis=0) / counts.sum()
    if len(numbers) < FEWEST:
        return [Interval(float(one), None, None, len(values), len(numbers)) for one in mean]
    low, high = _bca(sums, counts, mean, np.random.default_rng(seed), draws)
    return [
        Interval(float(m), float(a), float(b), len(values), len(numbers))
        for m, a, b in zip(mean, low, high, strict=True)
    ]


def _bca(
    sums: NDArray[np.float64],
    counts: NDArray[np.float64],
    mean: NDArray[np.float64],
    draw: np.random.Generator,
    draws: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    drawn = _drawn(sums, counts, draw, draws)
    # Half of what is equal counts as below: a metric of few values piles up on its mean.
    close = np.isclose(drawn, mean, rtol=0, atol=1e-12)
    below = (((drawn < mean) & ~close).sum(axis=0) + close.sum(axis=0) / 2) / draws
    without = (sums.sum(axis=0) - sums) / (counts.sum() - counts)[:, None]
    away = without.mean(axis=0) - without
    spread = np.square(away).sum(axis=0) ** 1.5
    bend = np.divide((away**3).sum(axis=0), 6 * spread, out=np.zeros_like(mean), where=spread > 1e-300)
    shift = ndtri(np.clip(below, 0.5 / draws, 1 - 0.5 / draws))
    bounds = []
    for tail in ((1 - LEVEL) / 2, (1 + LEVEL) / 2):
        moved = shift + ndtri(tail)
        at = ndtr(shift + moved / (1 - bend * moved))
        bounds.append(
            np.array([np.quantile(column, share) for column, share in zip(drawn.T, at, strict=True)])
        )
    return bounds[0], bounds[1]


def _drawn(
    sums: NDArray[np.float64], counts: NDArray[np.float64], draw: np.random.Generator, draws: int
) -> NDArray[np.float64]:
    """Draw all sources again, with replacement: means (draws, columns)."""
    sources = len(counts)
    even = np.full(sources, 1 / sources)
    size = max(1, _BLOCK // sources)
    parts = []
    for start in range(0, draws, size):
        times = draw.multinomial(sources, even, size=min(size, draws - start)).astype(np.float64)
        parts.append((times @ sums) / (times @ counts)[:, None])
    return np.concatenate(parts)
