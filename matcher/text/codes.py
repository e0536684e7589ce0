"""Similarity that is the same to the last bit, whichever engine computes it.

A float32 matrix product depends on how the library blocks its sums, so two engines, or two
machines, differ in the last bits, and a saved suggestion could not be replayed to the same
bytes. Here each row is rounded to whole numbers from -127 to 127. Every partial sum of a dot
product of two rows is a whole number of at most ``norm · norm`` (Cauchy–Schwarz, also for a
part of the positions), and norms are kept at or below 4095 (4095² < 2²⁴). Whole numbers below 2²⁴
are exact in float32, so the product is exact in any order and on any machine. What remains is
elementwise: IEEE operations in one fixed order, rounded to multiples of 2⁻¹⁶, which in turn
add up exactly.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

GRID: Final = 65_536
"""Steps from 0 to 1 of a similarity."""

_PEAK: Final = 127
_LONGEST: Final = 4095.0
_BLOCK: Final = 4096
_CACHED: Final = 1 << 17
"""Cells turned into similarities at once: they stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Codes:
    """Vectors as whole numbers.

    Attributes
    ----------
    values : int8 array (n, d).
    inverse : float32 array (n,), one over the norm of the row, 0 for a zero row.
    """

    values: NDArray[np.int8]
    inverse: NDArray[np.float32]

    @cached_property
    def floats(self) -> NDArray[np.float32]:
        """The whole numbers as float32, made once: what products are taken of."""
        return self.values.astype(np.float32)

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, rows: slice | NDArray[Any]) -> "Codes":
        """Take rows by a slice, an array of indices or a mask."""
        return Codes(self.values[rows], self.inverse[rows])

    @classmethod
    def concatenate(cls, parts: Iterable["Codes"]) -> "Codes":
        """Put the rows of at least one `Codes` after each other."""
        listed = tuple(parts)
        return cls(
            np.concatenate([part.values for part in listed]),
            np.concatenate([part.inverse for part in listed]),
        )


def quantise(vectors: NDArray[np.floating[Any]]) -> Codes:
    """Round vectors to codes; each row depends on itself alone.

    Parameters
    ----------
    vectors : float array (n, d) of finite numbers.

    Raises
    ------
    ValueError
        When a number is not finite.

    Examples
    --------
    >>> quantise(np.array([[1.0, -0.5], [0.0, 0.0]])).values.tolist()
    [[127, -64], [0, 0]]
    """
    n, d = vectors.shape
    values = np.empty((n, d), np.int8)
    inverse = np.empty(n, np.float32)
    for start in range(0, n, _BLOCK):
        block = slice(start, start + _BLOCK)
        values[block], inverse[block] = _quantise(vectors[block].astype(np.float64))
    return Codes(values, inverse)


def _quantise(rows: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if not np.isfinite(rows).all():
        raise ValueError("vectors must hold finite numbers only; check the encoder that made them")
    peak = np.abs(rows).max(axis=1, initial=0.0, keepdims=True)
    whole = np.rint(rows / np.where(peak > 0, peak, 1.0) * _PEAK)
    norm = np.sqrt(np.square(whole).sum(axis=1, keepdims=True))
    # Rounding towards zero never makes a row longer, so the bound holds afterwards too.
    whole = np.where(norm > _LONGEST, np.trunc(whole * (_LONGEST / np.maximum(norm, 1.0))), whole)
    norm = np.sqrt(np.square(whole).sum(axis=1))
    return whole, np.where(norm > 0, 1.0 / np.maximum(norm, 1.0), 0.0)


def products(a: Codes, b: Codes) -> NDArray[np.float32]:
    """Multiply every row of `a` with every row of `b`.

    Returns
    -------
    float32 array (n, m) of whole numbers, exact.
    """
    return a.floats @ b.floats.T


def cosines(a: Codes, b: Codes) -> NDArray[np.float32]:
    """Compare every row of `a` with every row of `b`.

    Returns
    -------
    float32 array (n, m) of similarities; see `cosine`.
    """
    table = products(a, b)
    size = max(1, _CACHED // max(1, len(b)))
    for start in range(0, len(a), size):
        rows = slice(start, start + size)
        table[rows] = cosine(table[rows], a.inverse[rows], b.inverse)
    return table


def cosine(
    dots: NDArray[np.float32], inverse_a: NDArray[np.float32], inverse_b: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Turn dot products into similarities in [0, 1], multiples of 2⁻¹⁶.

    Parameters
    ----------
    dots : float32 array (n, m) from `products`, or (k,) for k single pairs.
    inverse_a, inverse_b : float32 arrays (n,) and (m,) of `Codes`, or (k,) and (k,).

    Returns
    -------
    float32 array of the shape of `dots`. A negative cosine gives 0, a zero row too.
    """
    # The two inverses are multiplied first: that product, and so the result, is symmetric.
    table: NDArray[np.float32] = (inverse_a[:, None] if dots.ndim == 2 else inverse_a) * inverse_b
    table *= dots
    table *= np.float32(GRID)
    np.rint(table, out=table)
    table /= np.float32(GRID)
    np.clip(table, 0.0, 1.0, out=table)
    table += np.float32(0.0)  # turns a negative zero, which depends on the order of a sum, into zero
    return table
