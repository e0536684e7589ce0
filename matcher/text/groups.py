"""Groups of occupations: which ones a text points to, and what those have in common.

A model that takes the mean of word vectors cannot say "a care worker, so like other people in care":
what it knows of a title it knows by the title's words. Here a text is first placed among the groups of
occupations, by how near its vector is to each, and then described by what those groups share with others:
skills, and whose people can stand in for whose. A text that points nowhere is described by next to nothing.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.text.codes import Codes, products, quantise

_STEPS: Final = 4096
"""Steps from 0 to 1 of the share of a group: whole numbers, so that sums are exact in float32."""

_LEAST: Final = -9.0
"""Groups with fewer than one part in eight thousand of the nearest one's share have none."""

_BLOCK: Final = 1024


@dataclass(frozen=True, eq=False)
class Groups:
    """What is known of n groups of occupations.

    Parameters
    ----------
    directions : int8 array (n, d); a text belongs to the group whose direction its vector has.
    sharpness, bias : float32 arrays (n,); how much a cosine counts for each group, and what it starts from.
    traits : int8 array (n, k); what a group shares with others, rows of about equal length.

    Raises
    ------
    ValueError
        When the shapes do not fit together.
    """

    directions: NDArray[np.int8]
    sharpness: NDArray[np.float32]
    bias: NDArray[np.float32]
    traits: NDArray[np.int8]
    hash: str = field(init=False)
    _codes: Codes = field(init=False, repr=False)
    _traits: NDArray[np.float32] = field(init=False, repr=False)
    _length: float = field(init=False, repr=False)

    def __post_init__(self) -> None:
        n = len(self.directions)
        if not (self.directions.ndim == self.traits.ndim == 2 and len(self.traits) == n):
            raise ValueError("directions and traits need a row for each group")
        if self.sharpness.shape != (n,) or self.bias.shape != (n,):
            raise ValueError("sharpness and bias need a number for each group")
        digest = hashlib.sha256(b"groups 1")
        for part in (self.directions, self.sharpness, self.bias, self.traits):
            digest.update(f"{part.shape}{part.dtype.str}".encode() + np.ascontiguousarray(part).tobytes())
        traits = self.traits.astype(np.float32)
        for name, value in (
            ("hash", digest.hexdigest()),
            ("_codes", quantise(self.directions.astype(np.float64))),
            ("_traits", traits),
            ("_length", float(np.sqrt(np.square(traits).sum(axis=1).max(initial=1.0)))),
        ):
            object.__setattr__(self, name, value)

    @property
    def dimensions(self) -> int:
        """Length of a description."""
        return int(self.traits.shape[1])

    def described(self, vectors: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Describe texts by the groups they point to.

        Parameters
        ----------
        vectors : float array (n, d), unit rows or zero rows.

        Returns
        -------
        float64 array (n, k), rows of length 1 at most: near 1 for a text that points to one kind of work,
        0 for a zero row. A row depends on its own vector alone, to the last bit.
        """
        found = np.empty((len(vectors), self.dimensions))
        for start in range(0, len(vectors), _BLOCK):
            block = slice(start, start + _BLOCK)
            found[block] = self._shares(vectors[block]) @ self._traits
        return found / (_STEPS * self._length)

    def _shares(self, vectors: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
        """Give the share of each group in whole steps; all 0 for a zero row."""
        codes = quantise(vectors)
        logits: NDArray[Any] = products(codes, self._codes)  # whole numbers, exact in any order
        logits *= codes.inverse[:, None]
        logits *= self._codes.inverse * self.sharpness
        logits += self.bias
        logits -= logits.max(axis=1, keepdims=True, initial=-np.inf)
        near = np.flatnonzero(logits > np.float32(_LEAST))
        rows = near // logits.shape[1]
        powers = np.rint(np.exp(logits.ravel()[near].astype(np.float64)) * _STEPS)
        sums = np.bincount(rows, powers, len(vectors))
        shares = np.zeros(logits.size, np.float32)
        shares[near] = np.rint(powers / sums[rows] * _STEPS)
        table = shares.reshape(logits.shape)
        table[codes.inverse == 0] = 0.0
        return table
