"""Which texts have words that the model does not know: slips of the pen, names, other languages.

A word that the model knows is one part of its vocabulary, or a few whole parts (*krisberedskap-samordnare*).
What it does not know falls to pieces of a letter or two (*levwranschef*: *lev-w-r-an-schef*).
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.text.swedish import ENDINGS

START: Final = "▁"
"""Marks the beginning of a word."""

_PIECE: Final = 3
"""Fewest letters of a part that is no piece."""

_WORD: Final = 4
"""Fewest letters of a word that can be in doubt."""

_JOINT: Final = "s"
"""May stand between the parts of a compound."""


class Doubt:
    """Tells which words fall to pieces.

    Parameters
    ----------
    vocabulary : part → its number, from 0 without gaps.
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        parts = sorted(vocabulary, key=vocabulary.__getitem__)
        bare = [part.removeprefix(START) for part in parts]
        self._begins = np.array([part.startswith(START) for part in parts])
        self._letters = np.array([len(part) for part in bare])
        self._piece = np.array([0 < len(part) < _PIECE and part.isalpha() for part in bare])
        self._ending = np.array([part in ENDINGS for part in bare])
        self._joint = np.array([part == _JOINT for part in bare])

    def of(self, parts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say which texts have a word that falls to pieces.

        Parameters
        ----------
        parts : numbers of the parts of n texts, one text after another.
        ends : where each text begins, and where the last one ends: (n + 1,).

        Returns
        -------
        bool array (n,); false for a text without parts.
        """
        if not len(parts):
            return np.zeros(len(ends) - 1, np.bool_)
        first = self._begins[parts]
        first[ends[:-1][ends[:-1] < len(parts)]] = True
        last = np.append(first[1:], True)
        fits = (self._ending[parts] & last) | (self._joint[parts] & ~last)
        piece = self._piece[parts] & ~(fits & ~first)
        word = np.cumsum(first) - 1
        long = np.bincount(word, self._letters[parts]) >= _WORD
        broken = (np.bincount(word, piece) > 0) & (np.bincount(word) > 1) & long
        text = np.repeat(np.arange(len(ends) - 1), np.diff(ends))[first]
        found: NDArray[np.bool_] = np.bincount(text, broken, len(ends) - 1) > 0
        return found
