"""A static model: a vector for each part of a word, served with numpy and a tokenizer, without torch."""

import itertools
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from scipy.sparse import csr_array

from data.model.doubt import START, Doubt
from data.model.manifest import check
from matcher.text import Vectors, has_words

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
"""The tokenizer's threads would not survive a fork of the process, and it says so on standard error."""

from tokenizers import Tokenizer  # noqa: E402 - reads the environment

_LONE: Final = re.compile("[\ud800-\udfff]")
"""Halves of characters: Python carries them, the tokenizer cannot."""

_BLOCK: Final = 1024

_PLAIN: Final = re.compile("[a-zåäöA-ZÅÄÖ]+(?: [a-zåäöA-ZÅÄÖ]+)*")
"""Texts of which the tokenizer's own normalisation leaves the small letters."""

_REMEMBERED: Final = 65_536
"""Words whose parts are remembered; then all are forgotten."""

_LONGEST: Final = 64
"""Letters of a word that is remembered."""


class StaticEncoder:
    """An `Encoder` around a static model in the layout of sentence-transformers.

    A text's vector is the mean of the vectors of its parts, however long it is. They are half-precision
    numbers added in double precision, so the sum is exact in any order and on any machine.

    Parameters
    ----------
    folder : where the files of the model and their manifest are.

    Raises
    ------
    ModelDamaged
        When a file is not the one that the manifest names.
    """

    def __init__(self, folder: Path) -> None:
        self.manifest = check(folder)
        self.id = self.manifest.id
        self.hash = self.manifest.hash
        with safe_open(folder / "model.safetensors", framework="numpy") as file:
            self._vectors: NDArray[np.float16] = file.get_tensor("embedding.weight")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._model = self._tokenizer.model
        self._doubt = Doubt(self._tokenizer.get_vocab())
        self.dimensions = self._vectors.shape[1]
        self._remembered: dict[str, list[int]] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts; a vector depends on its own text alone.

        Returns
        -------
        float32 array (n, dimensions), unit rows; zero for a text without a letter or digit, and for one of
        which the model knows no part.
        """
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        filled = [row for row, text in enumerate(texts) if has_words(text)]
        for start in range(0, len(filled), _BLOCK):
            rows = filled[start : start + _BLOCK]
            vectors[rows] = self._encode([texts[row] for row in rows])
        return vectors

    def doubts(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Say which texts have a word that the model does not know, such as a slip of the pen: (n,)."""
        return self._doubt.of(*self._cut(texts))

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float64]:
        parts, ends = self._cut(texts)
        known, columns = np.unique(parts, return_inverse=True)
        counts = csr_array((np.ones(len(columns)), columns, ends), shape=(len(texts), len(known)))
        sums: NDArray[np.float64] = np.asarray(counts @ self._vectors[known].astype(np.float64), np.float64)
        norms = np.sqrt(np.square(sums).sum(axis=1, keepdims=True))
        return sums / np.where(norms > 0, norms, 1.0)

    def _cut(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Cut texts into parts: their numbers, and where each text begins and the last one ends.

        No part reaches over a space, so each word is cut once: most words of a text have been met before.
        """
        words = [self._words(text) for text in texts]
        parts = self._parts(dict.fromkeys(itertools.chain.from_iterable(words)))
        cut = [list(itertools.chain.from_iterable(map(parts.__getitem__, some))) for some in words]
        ends = np.cumsum([0, *map(len, cut)])
        return np.fromiter(itertools.chain.from_iterable(cut), np.int64, count=ends[-1]), ends

    def _words(self, text: str) -> list[str]:
        if _PLAIN.fullmatch(text):
            return text.lower().split(" ")
        whole = _LONE.sub(" ", text)
        words: list[str] = self._tokenizer.normalizer.normalize_str(whole).split(" ")
        return words if all(words) else [whole]

    def _parts(self, words: Iterable[str]) -> dict[str, list[int]]:
        remembered = self._remembered
        parts = {word: remembered.get(word) for word in words}
        new = [word for word, found in parts.items() if found is None]
        cut = {word: self._ids(word) for word in new}
        kept = {word: ids for word, ids in cut.items() if len(word) <= _LONGEST}
        # A new dictionary where it is full: other threads may be reading this one.
        self._remembered = kept if len(remembered) + len(kept) > _REMEMBERED else remembered
        remembered.update(kept)
        return {word: cut[word] if ids is None else ids for word, ids in parts.items()}

    def _ids(self, word: str) -> list[int]:
        # Small letters need no normalising and no parting: the model alone is four times as fast.
        if _PLAIN.fullmatch(word):
            return [part.id for part in self._model.tokenize(START + word)]
        ids: list[int] = self._tokenizer.encode(word, add_special_tokens=False).ids
        return ids
