"""A blend of meaning, letters and groups of occupations, as one vector.

Each vector is the vector of the model of meaning times √share, followed by that of the letters times
√(1 − share), and by what the groups that the meaning points to have in common. The product of two such
vectors is the weighted mean of the products of their parts, so one exact product (`matcher.text.codes`)
gives the blend, and every engine and store handles it like any other vector.

A blend also says which texts have words that its model of meaning does not know: only there does spelling
say much (`matcher.text.similarity`).
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.text.encoder import Doubting, Encoder, Vectors
from matcher.text.groups import Groups

_BLOCK: Final = 512
"""Texts at a time: what is in between stays in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Blend:
    """An `Encoder` of two, and of the groups of occupations that the first points to.

    Parameters
    ----------
    first, second : what to blend, such as a model of meaning and one of letters.
    share : weight of the first, from 0 to 1; the second has the rest.
    groups : of occupations, for vectors of the first; without them only the two are blended.
    grouped : weight of what groups have in common against both together, from 0 to 1. It counts as much as
        the text points to one kind of work.

    Raises
    ------
    ValueError
        When a share is not from 0 to 1.

    Examples
    --------
    >>> from matcher.text.ngrams import CharNgrams
    >>> Blend(CharNgrams(), CharNgrams(dimensions=64), 0.7).encode(["kock", ""]).shape
    (2, 576)
    """

    first: Encoder
    second: Encoder
    share: float
    groups: Groups | None = None
    grouped: float = 0.0
    hash: str = field(init=False)

    def __post_init__(self) -> None:
        for share in (self.share, self.grouped):
            if not 0 <= share <= 1:
                raise ValueError(f"share must be from 0 to 1, not {share}")
        parts = f"blend 2\n{self.first.hash}\n{self.second.hash}\n{self.share!r}"
        if self.groups:
            parts += f"\n{self.groups.hash}\n{self.grouped!r}"
        object.__setattr__(self, "hash", hashlib.sha256(parts.encode()).hexdigest())

    @property
    def id(self) -> str:
        return f"{self.first.id}+{self.second.id}"

    @property
    def dimensions(self) -> int:
        return self.first.dimensions + self.second.dimensions + (self.groups.dimensions if self.groups else 0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts.

        Returns
        -------
        float32 array (n, dimensions), rows of unit length. Where one encoder knows nothing of a text,
        the other stands alone; where neither does, the row is zero.
        """
        found = np.empty((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), _BLOCK):
            block = slice(start, start + _BLOCK)
            joined = self._joined(texts[block])
            norms = np.sqrt(np.square(joined).sum(axis=1, keepdims=True))
            found[block] = joined / np.where(norms > 0, norms, 1.0)
        return found

    def _joined(self, texts: Sequence[str]) -> NDArray[np.float64]:
        meaning = self.first.encode(texts).astype(np.float64)
        parts = [
            math.sqrt(self.share) * meaning,
            math.sqrt(1.0 - self.share) * self.second.encode(texts),
        ]
        if self.groups:
            parts = [math.sqrt(1.0 - self.grouped) * part for part in parts]
            parts.append(math.sqrt(self.grouped) * self.groups.described(meaning))
        return np.concatenate(parts, axis=1)

    def doubts(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Say which texts have a word that the first encoder does not know: (n,)."""
        if isinstance(self.first, Doubting):
            return self.first.doubts(texts)
        return np.zeros(len(texts), np.bool_)
