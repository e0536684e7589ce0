"""The one measure of likeness between texts: the cosine of their vectors, refined by their words."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.text.codes import GRID, cosines, quantise
from matcher.text.encoder import Encoder
from matcher.text.lexical import compound, near_identical

SHORT_TEXT: Final = 60
"""Longest text, in characters, whose words are compared one by one: a title or a skill, not a paragraph."""

FLOOR: Final = 0.2
"""Pairs below this cosine are left alone. It is no multiple of 2⁻¹⁶, so float32 and float64 agree."""


def refined(query: str, target: str, cosine: float) -> float:
    """Refine the cosine of two texts by their words.

    Parameters
    ----------
    query, target : the texts, in either order.
    cosine : their cosine from `codes.cosine`, in [0, 1].

    Returns
    -------
    The largest of the cosine, `near_identical` and `compound` for two short texts with a cosine of at least
    0.2, else the cosine; a multiple of 2⁻¹⁶ when `cosine` is.

    Examples
    --------
    >>> refined("truck", "truckförarbevis", 0.5) * 65536
    52429.0
    """
    if cosine < FLOOR or len(query) > SHORT_TEXT or len(target) > SHORT_TEXT:
        return cosine
    return max(cosine, _by_words(*sorted((query, target))))


@lru_cache(maxsize=262_144)
def _by_words(a: str, b: str) -> float:
    return round(max(near_identical(a, b), compound(a, b)) * GRID) / GRID


def refine_table(queries: Sequence[str], targets: Sequence[str], table: NDArray[np.float32]) -> None:
    """Apply `refined` to a table in place.

    Parameters
    ----------
    queries, targets : n and m texts.
    table : float32 array (n, m) of their cosines.
    """
    short_targets = np.array([len(text) <= SHORT_TEXT for text in targets], dtype=bool)
    for query, row in zip(queries, table, strict=True):
        if len(query) > SHORT_TEXT:
            continue
        for column in np.flatnonzero((row >= FLOOR) & short_targets).tolist():
            row[column] = refined(query, targets[column], float(row[column]))


def similarity(encoder: Encoder, queries: Sequence[str], targets: Sequence[str]) -> NDArray[np.float32]:
    """Compare every query with every target.

    Returns
    -------
    float32 array (len(queries), len(targets)) in [0, 1], multiples of 2⁻¹⁶. Swapping queries and targets
    transposes it, bit for bit.

    Examples
    --------
    >>> from matcher.text.ngrams import CharNgrams
    >>> similarity(CharNgrams(), ["Städare"], ["städare", "R"]).tolist()
    [[1.0, 0.0]]
    """
    a, b = quantise(encoder.encode(queries)), quantise(encoder.encode(targets))
    table = cosines(a, b)
    refine_table(queries, targets, table)
    return table
