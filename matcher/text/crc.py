"""Hashes of many letter groups at once: CRC-32 as in `zlib`, a letter at a time over all words."""

import zlib
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

_FEW: Final = 12
"""Words up to which `zlib` itself is faster."""

_POLYNOMIAL: Final = 0xEDB88320
_ONES: Final = np.uint32(0xFFFFFFFF)
_BYTE: Final = np.uint32(0xFF)
_EIGHT: Final = np.uint32(8)


def _table() -> NDArray[np.uint32]:
    """Give what each byte changes (ISO 3309, Annex D of RFC 1952)."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, (table >> 1) ^ np.uint32(_POLYNOMIAL), table >> 1)
    return table.astype(np.uint32)


_TABLE: Final = _table()


def letter_groups(words: Sequence[str], sizes: Sequence[int]) -> list[bytes]:
    """Hash every group of letters that follow each other in each word.

    Parameters
    ----------
    words : n words.
    sizes : letters of a group, ascending, each at least 1.

    Returns
    -------
    The hashes of each word's groups, as little-endian 32-bit numbers: those of the first size first.

    Examples
    --------
    >>> import zlib
    >>> letter_groups(["<å>"], (2,))[0] == b"".join(
    ...     zlib.crc32(part.encode()).to_bytes(4, "little") for part in ("<å", "å>")
    ... )
    True
    """
    if len(words) <= _FEW:
        return [_one_by_one(word, sizes) for word in words]
    written = np.frombuffer("".join(words).encode("utf-8", "surrogatepass"), np.uint8)
    begins = np.flatnonzero((written & 0xC0) != 0x80)  # where each letter begins among the bytes
    wide = np.diff(begins, append=len(written))
    letters = np.array([len(word) for word in words])
    word = np.repeat(np.arange(len(words)), letters)
    left = np.repeat(np.cumsum(letters), letters) - np.arange(len(begins))  # from here to the word's end
    states = np.full(len(begins), _ONES, np.uint32)
    found, of = [], []
    for size in range(1, max(sizes) + 1):
        here = np.flatnonzero(left >= size)
        states[here] = _further(states[here], written, begins[here + size - 1], wide[here + size - 1])
        if size in sizes:
            found.append(states[here] ^ _ONES)
            of.append(word[here])
    order = np.argsort(np.concatenate(of), kind="stable")
    hashes = np.concatenate(found)[order].astype("<u4").tobytes()
    ends = 4 * np.cumsum([0, *np.bincount(np.concatenate(of), minlength=len(words))])
    return [hashes[start:end] for start, end in pairwise(ends)]


def _one_by_one(word: str, sizes: Sequence[int]) -> bytes:
    groups = (word[at : at + size] for size in sizes for at in range(len(word) - size + 1))
    return b"".join(
        zlib.crc32(group.encode("utf-8", "surrogatepass")).to_bytes(4, "little") for group in groups
    )


def _further(
    states: NDArray[np.uint32], written: NDArray[np.uint8], begins: NDArray[np.intp], wide: NDArray[np.intp]
) -> NDArray[np.uint32]:
    """Take in one letter more, of one or more bytes."""
    for number in range(int(wide.max(initial=0))):
        some = slice(None) if number == 0 else np.flatnonzero(wide > number)
        bytes_ = written[begins[some] + number]
        states[some] = _TABLE[(states[some] ^ bytes_) & _BYTE] ^ (states[some] >> _EIGHT)
    return states
