"""A blend of two encoders, whose cosine is the weighted mean of their cosines.

Each vector is the vector of the first encoder times √share, followed by that of the second times
√(1 − share). The product of two such vectors is the weighted mean of the products of their parts,
so one exact product (`matcher.text.codes`) gives the blend, and every engine and store handles it
like any other vector.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from matcher.text.encoder import Encoder, Vectors


@dataclass(frozen=True, slots=True)
class Blend:
    """An `Encoder` of two.

    Parameters
    ----------
    first, second : what to blend, such as a model of meaning and one of letters.
    share : weight of the first, from 0 to 1; the second has the rest.

    Raises
    ------
    ValueError
        When `share` is not from 0 to 1.

    Examples
    --------
    >>> from matcher.text.ngrams import CharNgrams
    >>> Blend(CharNgrams(), CharNgrams(dimensions=64), 0.7).encode(["kock", ""]).shape
    (2, 576)
    """

    first: Encoder
    second: Encoder
    share: float
    hash: str = field(init=False)

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"share must be from 0 to 1, not {self.share}")
        parts = f"blend 1\n{self.first.hash}\n{self.second.hash}\n{self.share!r}"
        object.__setattr__(self, "hash", hashlib.sha256(parts.encode()).hexdigest())

    @property
    def id(self) -> str:
        return f"{self.first.id}+{self.second.id}"

    @property
    def dimensions(self) -> int:
        return self.first.dimensions + self.second.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts.

        Returns
        -------
        float32 array (n, dimensions), rows of unit length. Where one encoder knows nothing of a text,
        the other stands alone; where neither does, the row is zero.
        """
        joined = np.concatenate(
            [
                math.sqrt(self.share) * self.first.encode(texts).astype(np.float64),
                math.sqrt(1.0 - self.share) * self.second.encode(texts),
            ],
            axis=1,
        )
        norms = np.sqrt(np.square(joined).sum(axis=1, keepdims=True))
        return (joined / np.where(norms > 0, norms, 1.0)).astype(np.float32)
