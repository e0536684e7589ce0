"""The one measure of likeness between texts: the cosine of their vectors, refined by their spelling."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from matcher.text.codes import GRID, cosines, quantise
from matcher.text.encoder import Encoder
from matcher.text.lexical import NEAR, letters, spelling

SHORT_TEXT: Final = 60
"""Longest text, in characters, whose spelling is compared: a title or a skill, not a paragraph."""

SLIP: Final = 0.5
"""How much of what a cosine lacks the spelling can add, short of the very same words."""

_CELLS: Final = 1 << 24
"""Cells of a table whose spelling is compared at a time."""


def refined(query: str, target: str, cosine: float) -> float:
    """Refine the cosine of two texts by their spelling.

    The same words give 1, however they are written. Words that are spelt nearly alike come nearer,
    so that a slip of the pen is found, but not so near that *plantering* counts as *planering*.

    Parameters
    ----------
    query, target : the texts, in either order.
    cosine : their cosine from `codes.cosine`, in [0, 1].

    Returns
    -------
    A number from `cosine` to 1; a multiple of 2⁻¹⁶ when `cosine` is.

    Examples
    --------
    >>> refined("Städare", "städare", 0.5), refined("städare", "kock", 0.25)
    (1.0, 0.25)
    >>> round(refined("lagrearbetare", "lagerarbetare", 0.25), 2)
    0.51
    """
    if len(query) > SHORT_TEXT or len(target) > SHORT_TEXT:
        return cosine
    added = _added(*sorted((query, target)))
    return round((cosine + added * (1.0 - cosine)) * GRID) / GRID if added else cosine


@lru_cache(maxsize=65_536)
def _added(a: str, b: str) -> float:
    near = spelling(a, b)
    return near if near == 1.0 else SLIP * near


class Spelt:
    """Texts with their spelling, read once however often they are compared.

    Attributes
    ----------
    texts : n texts.
    places : where among them the short ones with words are.
    letters : what those are compared by.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        found = [(at, letters(text)) for at, text in enumerate(texts) if len(text) <= SHORT_TEXT]
        self.texts = texts
        self.places = [at for at, word in found if word]
        self.letters = [word for _, word in found if word]


def refine_table(
    queries: Sequence[str] | Spelt, targets: Sequence[str] | Spelt, table: NDArray[np.float32]
) -> None:
    """Apply `refined` to a table in place.

    Parameters
    ----------
    queries, targets : n and m texts; give `Spelt` for those that are compared again and again.
    table : float32 array (n, m) of their cosines.
    """
    queries = queries if isinstance(queries, Spelt) else Spelt(queries)
    targets = targets if isinstance(targets, Spelt) else Spelt(targets)
    step = max(1, _CELLS // max(1, len(targets.letters)))
    for start in range(0, len(queries.letters), step):
        some = queries.letters[start : start + step]
        near = process.cdist(some, targets.letters, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.uint8)
        for i, j in zip(*(found.tolist() for found in np.nonzero(near)), strict=True):
            row, column = queries.places[start + i], targets.places[j]
            table[row, column] = refined(queries.texts[row], targets.texts[column], table.item(row, column))


def similarity(encoder: Encoder, queries: Sequence[str], targets: Sequence[str]) -> NDArray[np.float32]:
    """Compare every query with every target.

    Returns
    -------
    float32 array (len(queries), len(targets)) in [0, 1], multiples of 2⁻¹⁶. Swapping queries and targets
    transposes it, bit for bit.

    Examples
    --------
    >>> from matcher.text.ngrams import CharNgrams
    >>> (similarity(CharNgrams(), ["Städare"], ["städare", "lagerarbetare"]) > 0.5).tolist()
    [[True, False]]
    """
    a, b = quantise(encoder.encode(queries)), quantise(encoder.encode(targets))
    table = cosines(a, b)
    refine_table(queries, targets, table)
    return table
