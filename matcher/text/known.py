"""What is known of whole texts, such as a title, beyond the words that they are made of.

A model that takes the mean of word vectors knows a title by its words alone. What people say of that work,
and whose people can do it, moves the title's vector here: by a little, towards the mean of what is said and
of the titles around it. A text that is not known stays where its words put it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.text.lexical import normalise

_LONGEST: Final = 120
"""Characters of the longest text that is looked up: a title or a group's name, not a paragraph."""


def key(text: str) -> int:
    """Give what a text is known by: a hash of its words, whatever their case and signs."""
    return int.from_bytes(hashlib.blake2b(normalise(text).encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of n texts.

    Parameters
    ----------
    keys : uint64 array (n,), from `key`, ascending and each once.
    moves : int8 array (n, k); how far a text moves along each axis.
    axes : float16 array (k, d); axes among the vectors of a model, each as long as one step along it.
        Half precision keeps the sum of a move exact in any order.

    Raises
    ------
    ValueError
        When the shapes do not fit together, or the keys do not ascend.
    """

    keys: NDArray[np.uint64]
    moves: NDArray[np.int8]
    axes: NDArray[np.float16]
    hash: str = field(init=False)
    _rows: dict[int, int] = field(init=False, repr=False)
    _axes: NDArray[np.float64] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not (self.moves.ndim == self.axes.ndim == 2 and self.moves.shape[1] == len(self.axes)):
            raise ValueError("moves need a column for each axis")
        if self.keys.shape != (len(self.moves),) or not (self.keys[:-1] < self.keys[1:]).all():
            raise ValueError("keys need one for each move, ascending")
        digest = hashlib.sha256(b"known 1")
        for part in (self.keys, self.moves, self.axes):
            digest.update(f"{part.shape}{part.dtype.str}".encode() + np.ascontiguousarray(part).tobytes())
        rows = dict(zip(self.keys.tolist(), range(len(self.keys)), strict=True))
        for name, value in (
            ("hash", digest.hexdigest()),
            ("_rows", rows),
            ("_axes", self.axes.astype(np.float64)),
        ):
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self.keys)

    def move(self, texts: Sequence[str], vectors: NDArray[np.float64]) -> None:
        """Move the vectors of texts that are known, in place; the others stay as they are.

        Parameters
        ----------
        texts : n texts.
        vectors : float64 array (n, d), unit rows or zero rows. A row that moves is of unit length afterwards;
            a zero row stays. Each depends on its own text and vector alone, to the last bit.
        """
        found = {
            at: row
            for at, text in enumerate(texts)
            if len(text) <= _LONGEST and (row := self._rows.get(key(text))) is not None
        }
        there = [at for at in found if vectors[at].any()]
        moved = vectors[there] + self.moves[[found[at] for at in there]].astype(np.float64) @ self._axes
        vectors[there] = moved / np.sqrt(np.square(moved).sum(axis=1, keepdims=True))
