"""Character n-grams: an encoder that needs no model.

Each word gives its letter groups of two to four, the edges of the word included, and itself
as a whole; a word of one or two letters gives only itself, so that *Go* and *R* are never found
inside words, and counts as often as four groups, so that *körkort B* and *körkort C* differ. Fillers
(*i*, *och*) give nothing, and general words (*medhjälpare*, *arbete*) only themselves, so that two
kinds of work are not alike for the word they share. Features are weighted by how rare they are
in a corpus (idf) and hashed to a few signed positions each (sparse random projection: Kane and
Nelson, 2014). Several positions keep an accidental collision of two features small.
"""

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import InitVar, dataclass, field
from itertools import chain
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.text.crc import letter_groups
from matcher.text.encoder import Vectors
from matcher.text.lexical import SHORT, TOKEN, fold
from matcher.text.swedish import FILLERS, GENERAL

_SIZES: Final = (2, 3, 4)
_LANES: Final = 4
_NAME: Final = 4
_BLOCK: Final = 1024
_STEP: Final = 1024.0
_LITTLE: Final = np.dtype("<u4")

_MOST: Final = 32_768
"""Words whose features are remembered; then all are forgotten."""


@dataclass(frozen=True, slots=True)
class CharNgrams:
    """An `Encoder` by character n-grams.

    Parameters
    ----------
    corpus : texts that show which features are common; without any, all features weigh the same.
    dimensions : length of a vector, a multiple of 4.

    Raises
    ------
    ValueError
        When `dimensions` is not a positive multiple of 4.

    Examples
    --------
    >>> CharNgrams().encode(["Lagerarbetare", ""]).shape
    (2, 512)
    """

    corpus: InitVar[Sequence[str]] = ()
    dimensions: int = 512
    hash: str = field(init=False)
    _documents: int = field(init=False, repr=False, compare=False)
    _features: bytes = field(init=False, repr=False, compare=False)
    _counts: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self, corpus: Sequence[str]) -> None:
        if self.dimensions < _LANES or self.dimensions % _LANES:
            raise ValueError(f"dimensions must be a positive multiple of {_LANES}, not {self.dimensions}")
        _, features, _ = _count(corpus)
        known, counts = np.unique(features, return_counts=True)
        settings = (
            1,
            _SIZES,
            _LANES,
            _NAME,
            SHORT,
            sorted(FILLERS),
            sorted(GENERAL),
            self.dimensions,
            len(corpus),
        )
        content = known.astype(_LITTLE).tobytes(), counts.astype(_LITTLE).tobytes()
        digest = hashlib.sha256(b"\n".join((repr(settings).encode(), *content))).hexdigest()
        for name, value in (
            ("_documents", len(corpus)),
            ("_features", content[0]),
            ("_counts", content[1]),
            ("hash", digest),
        ):
            object.__setattr__(self, name, value)

    @property
    def id(self) -> str:
        return "char-ngrams"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts; a vector depends on its own text alone, whatever else is encoded with it.

        Returns
        -------
        float32 array (n, dimensions), rows of unit length; zero for a text without words.
        """
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), _BLOCK):
            block = slice(start, start + _BLOCK)
            vectors[block] = self._encode(texts[block])
        return vectors

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float64]:
        rows, features, times = _count(texts)
        weights = self._idf(features) * _grid(1.0 + np.log(times))
        lane = self.dimensions // _LANES
        vectors = np.zeros((len(texts), self.dimensions))
        for number in range(_LANES):
            mixed = _mix(features, number)
            cells = rows * lane + (mixed % np.uint64(lane)).astype(np.int64)
            signed = np.where(mixed >> np.uint64(63), -weights, weights)
            summed = np.bincount(cells, signed, len(texts) * lane)
            vectors[:, number * lane : (number + 1) * lane] = summed.reshape(len(texts), lane)
        norms = np.sqrt(np.square(vectors).sum(axis=1, keepdims=True))
        return vectors / np.where(norms > 0, norms, 1.0)

    def _idf(self, features: NDArray[np.int64]) -> NDArray[np.float64]:
        known = np.frombuffer(self._features, _LITTLE)
        seen = np.zeros(len(features))
        if len(known):
            at = np.minimum(np.searchsorted(known, features), len(known) - 1)
            seen = np.where(known[at] == features, np.frombuffer(self._counts, _LITTLE)[at], 0)
        return _grid(np.log((1 + self._documents) / (1 + seen)) + 1.0)


def _grid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Round, so that sums are exact and a logarithm's last bit, which machines disagree on, is gone."""
    return np.rint(values * _STEP) / _STEP


def _mix(features: NDArray[np.int64], number: int) -> NDArray[np.uint64]:
    """Spread the bits of a feature, differently for each lane (SplitMix64, Steele and others 2014)."""
    mixed = features.astype(np.uint64) + np.uint64((number + 1) * 0x9E3779B97F4A7C15 % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _count(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[Any]]:
    """Count features: rows and features, ascending by row and then feature, and how often each occurs."""
    words = [TOKEN.findall(text) for text in texts]
    known = _features(dict.fromkeys(chain.from_iterable(words)))
    found = [b"".join(map(known.__getitem__, some)) for some in words]
    features = np.frombuffer(b"".join(found), _LITTLE).astype(np.int64)
    lengths = [len(part) // _LITTLE.itemsize for part in found]
    rows = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    keys, times = np.unique((rows << 32) | features, return_counts=True)
    return keys >> 32, keys & 0xFFFFFFFF, times


_remembered: dict[str, bytes] = {}


def _features(written: Iterable[str]) -> dict[str, bytes]:
    """Give the hashed features of words as little-endian 32-bit numbers; those met before are remembered."""
    found = {word: _remembered.get(word) for word in written}
    new = {word: _few(fold(word)) for word, known in found.items() if known is None}
    long = [word for word, few in new.items() if few is None]
    groups = dict(zip(long, letter_groups([f"<{fold(word)}>" for word in long], _SIZES), strict=True))
    made = {
        word: _whole(fold(word)).to_bytes(4, "little") + groups[word] if few is None else few
        for word, few in new.items()
    }
    if len(_remembered) + len(made) > _MOST:
        _remembered.clear()
    _remembered.update(made)
    return {word: made[word] if known is None else known for word, known in found.items()}


def _few(word: str) -> bytes | None:
    """Give the features of a folded word that has no letter groups; None for one that has."""
    if word in FILLERS:
        return b""
    if word in GENERAL:
        return _whole(word).to_bytes(4, "little")
    if len(word.rstrip("+#")) <= SHORT:
        return _whole(word).to_bytes(4, "little") * _NAME
    return None


def _whole(word: str) -> int:
    return zlib.crc32(f"={word}".encode("utf-8", "surrogatepass"))
