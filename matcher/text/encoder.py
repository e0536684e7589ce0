"""The one face of every text model: texts in, unit vectors out."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


def has_words(text: str) -> bool:
    """Say whether a text has a letter or a digit: without any there is nothing to compare.

    Examples
    --------
    >>> has_words("🙂 !"), has_words("C#")
    (False, True)
    """
    return any(map(str.isalnum, text))


class Encoder(Protocol):
    """Turns texts into vectors. Implementations are deterministic and hold no state between calls."""

    @property
    def id(self) -> str:
        """Name of the model, for people."""
        ...

    @property
    def hash(self) -> str:
        """Hash of everything that decides a vector; vectors of two hashes are never compared."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts.

        Parameters
        ----------
        texts : n texts of any length; an empty text gives a zero vector.

        Returns
        -------
        float32 array (n, dimensions), each row of unit length or zero.
        """
        ...


@runtime_checkable
class Doubting(Protocol):
    """An encoder that knows which words it does not know."""

    def doubts(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Say which texts have a word that is not known: (n,). A text depends on itself alone."""
        ...
