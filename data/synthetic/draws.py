"""Random draws that give the same answer on every platform.

Everything is made of the plain uniform numbers of PCG64 and of additions, comparisons and
sorting. The ready-made distributions of numpy may change between versions, and logarithms may
differ in the last bit between machines, so they are not used.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
T = TypeVar("T")


class Draws:
    """A stream of draws. Streams of two names never touch each other.

    Parameters
    ----------
    seed : the seed of the whole municipality.
    name : what the stream is for.
    """

    def __init__(self, seed: int, name: str) -> None:
        child = np.random.SeedSequence([seed, crc32(name.encode())])
        self._generator = np.random.Generator(np.random.PCG64(child))

    def uniform(self, *shape: int) -> Floats:
        """Give numbers in [0, 1)."""
        return self._generator.random(shape)

    def normal(self, n: int) -> Floats:
        """Give n numbers near a standard normal: twelve uniform numbers added, less six."""
        total = np.full(n, -6.0)
        for _ in range(12):
            total += self.uniform(n)
        return total

    def whole(self, low: int, high: int, n: int) -> Whole:
        """Give n whole numbers from `low` to `high`, both included."""
        steps: Whole = np.floor(self.uniform(n) * (high - low + 1)).astype(np.int64)
        return low + steps

    def index(self, weights: Sequence[float] | Floats, n: int) -> Whole:
        """Give n indices, in proportion to the weights as nearly as n allows, in drawn order."""
        steps = np.cumsum(np.asarray(weights, dtype=np.float64))
        rank = np.argsort(self.uniform(n), kind="stable")
        spread = (rank + self.uniform(n)) / max(1, n) * steps[-1]
        found: Whole = np.searchsorted(steps, spread, side="right").astype(np.int64)
        return np.minimum(found, np.int64(len(steps) - 1))

    def chosen(self, options: Sequence[float], weights: Sequence[float], n: int) -> Floats:
        """Give n of the options, in proportion to their weights."""
        return np.asarray(options, dtype=np.float64)[self.index(weights, n)]

    def share(self, part: float, n: int, lean: Floats | None = None) -> Flags:
        """Mark exactly ``round(part · n)`` of n, so that small towns keep their shares.

        `lean` (n,) adds to a record's chance of being marked.
        """
        order = np.argsort(self.uniform(n) - (0.0 if lean is None else lean), kind="stable")
        marked = np.zeros(n, dtype=np.bool_)
        marked[order[: int(part * n + 0.5)]] = True
        return marked

    def chance(self, part: Floats) -> Flags:
        """Mark each record with its own probability; `part` may have any shape."""
        return self.uniform(*part.shape) < part

    def rows(self, n: int, width: int) -> Iterator["Row"]:
        """Give n rows of `width` draws, one row for the texts of each record."""
        for numbers in self.uniform(n, width):
            yield Row(numbers.tolist())


class Row:
    """The draws that one record's texts are composed with."""

    def __init__(self, numbers: list[float]) -> None:
        self._numbers = iter(numbers)

    def number(self) -> float:
        """Give the next draw, in [0, 1)."""
        return next(self._numbers)

    def chance(self, part: float) -> bool:
        return self.number() < part

    def one(self, options: Sequence[T]) -> T:
        """Give one of the options."""
        return options[int(self.number() * len(options))]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """Give up to `count` different options, in drawn order."""
        left = list(options)
        return [left.pop(int(self.number() * len(left))) for _ in range(min(count, len(left)))]
