"""A blend of meaning, letters and groups of occupations, as one vector.

Each vector is the vector of the model of meaning times √share, followed by that of the letters times
√(1 − share), and by what the groups that the meaning points to have in common. The meaning of a text that is
known as a whole is first moved by what is known of it. The product of two such vectors is the weighted mean
of the products of their parts, so one exact product (`matcher.text.codes`) gives the blend, and every engine
and store handles it like any other vector.

A blend also says which texts have words that its model of meaning does not know: only there does spelling
say much (`matcher.text.similarity`).
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.text.encoder import Doubting, Encoder, Vectors
from matcher.text.groups import Groups
from matcher.text.known import Known

_BLOCK: Final = 512
"""Texts at a time: what is in between stays in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Blend:
    """An `Encoder` of two, of what is known of whole texts, and of the groups of occupations they point to.

    Parameters
    ----------
    first, second : what to blend, such as a model of meaning and one of letters.
    share : weight of the first, from 0 to 1; the second has the rest.
    groups : of occupations, for vectors of the first; without them only the two are blended.
    grouped : weight of what groups have in common against both together, from 0 to 1. It counts as much as
        the text points to one kind of work.
    known : whole texts of which more is known than their words, for vectors of the first.

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
    known: Known | None = None
    hash: str = field(init=False)

    def __post_init__(self) -> None:
        for share in (self.share, self.grouped):
            if not 0 <= share <= 1:
                raise ValueError(f"share must be from 0 to 1, not {share}")
        parts = f"blend 3\n{self.first.hash}\n{self.second.hash}\n{self.share!r}"
        if self.groups:
            parts += f"\n{self.groups.hash}\n{self.grouped!r}"
        if self.known:
            parts += f"\n{self.known.hash}"
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
            self._write(texts[block], found[block])
        return found

    def _write(self, texts: Sequence[str], rows: Vectors) -> None:
        meaning, letters = self.first.encode(texts).astype(np.float64), self.second.encode(texts)
        if self.known:
            self.known.move(texts, meaning)
        # Rows of an encoder are of unit length or zero.
        squares = self.share * meaning.any(axis=1) + (1.0 - self.share) * letters.any(axis=1)
        parts: list[tuple[float, NDArray[np.floating[Any]]]]
        parts = [(self.share, meaning), (1.0 - self.share, letters)]
        if self.groups:
            described = self.groups.described(meaning)
            parts = [((1.0 - self.grouped) * share, part) for share, part in parts]
            parts.append((self.grouped, described))
            squares = (1.0 - self.grouped) * squares + self.grouped * np.square(described).sum(axis=1)
        lengths = np.sqrt(np.where(squares > 0, squares, 1.0))[:, None]
        at = 0
        for share, part in parts:
            rows[:, at : at + part.shape[1]] = part * (math.sqrt(share) / lengths)
            at += part.shape[1]

    def doubts(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Say which texts have a word that the first encoder does not know: (n,)."""
        if isinstance(self.first, Doubting):
            return self.first.doubts(texts)
        return np.zeros(len(texts), np.bool_)
