"""Texts as numbers of parts, packed one after another."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.sparse import csr_array
from tokenizers import Tokenizer

Ints = NDArray[np.int64]
_MOST = 128
"""Parts of a text that are learnt from."""


class Packed:
    """Texts, each cut into parts in one or several ways.

    Parameters
    ----------
    texts : what to cut.
    tokenizers : the usual one first.
    """

    def __init__(self, texts: Sequence[str], tokenizers: Sequence[Tokenizer]) -> None:
        self.texts = tuple(texts)
        self._width = tokenizers[0].get_vocab_size()
        parts: list[NDArray[np.int32]] = []
        starts: list[Ints] = []
        lengths: list[Ints] = []
        at = 0
        for tokenizer in tokenizers:
            found = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
            cut = [encoding.ids[:_MOST] for encoding in found]
            length = np.array([len(ids) for ids in cut], np.int64)
            parts.append(np.array([part for ids in cut for part in ids], np.int32))
            starts.append(at + np.cumsum(length) - length)
            lengths.append(length)
            at += int(length.sum())
        self._parts = np.concatenate(parts)
        self._starts = np.stack(starts)
        self._lengths = np.stack(lengths)

    def __len__(self) -> int:
        return len(self.texts)

    def rows(self, rows: Ints) -> csr_array:
        """Give texts, cut as usual: (n, vocabulary), how often each holds each part."""
        return self._matrix(np.zeros(len(rows), np.int64), rows)

    def drawn(self, rows: Ints, rng: Generator, *, resegment: float, drop: float) -> csr_array:
        """Give texts, some cut in smaller parts, and with some of the parts left out.

        Parameters
        ----------
        rows : which texts.
        rng : decides.
        resegment : share of the texts that are cut in one of the other ways.
        drop : share of the parts that are left out of texts of at least three.
        """
        other = rng.integers(0, len(self._starts), len(rows))
        ways = np.where(rng.random(len(rows)) < resegment, other, 0)
        matrix = self._matrix(ways, rows)
        lengths = np.repeat(np.diff(matrix.indptr), np.diff(matrix.indptr))
        matrix.data[(rng.random(len(matrix.data)) < drop) & (lengths > 2)] = 0.0
        return matrix

    def _matrix(self, ways: Ints, rows: Ints) -> csr_array:
        lengths = self._lengths[ways, rows]
        ends = np.cumsum(lengths)
        inside = np.arange(lengths.sum()) - np.repeat(ends - lengths, lengths)
        parts = self._parts[np.repeat(self._starts[ways, rows], lengths) + inside]
        bounds = np.concatenate([[0], ends])
        ones = np.ones(len(parts), np.float32)
        return csr_array((ones, parts, bounds), shape=(len(rows), self._width))
