"""The one measure of likeness between texts: the cosine of their vectors, refined by their spelling."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from matcher.text.codes import GRID, cosines, quantise
from matcher.text.encoder import Doubting, Encoder
from matcher.text.lexical import NEAR, forms, one_slip, spelling, unmarked

SHORT_TEXT: Final = 60
"""Longest text, in characters, whose spelling is compared: a title or a skill, not a paragraph."""

SLIP: Final = 0.5
"""How much of what a cosine lacks the spelling can add, short of the very same words."""

UNKNOWN: Final = 0.9
"""The same where one of the texts has a word that the encoder does not know: a slip, more often than not."""

SURE: Final = 0.95
"""The same for one slip in a word that is not known, and for the same words without å, ä and ö."""

_CELLS: Final = 1 << 24
"""Cells of a table whose spelling is compared at a time."""


def refined(query: str, target: str, cosine: float, *, doubted: bool = False) -> float:
    """Refine the cosine of two texts by their spelling.

    The same words give 1, however they are written. Words that are spelt nearly alike come nearer,
    so that a slip of the pen is found, but not so near that *plantering* counts as *planering*.

    Parameters
    ----------
    query, target : the texts, in either order.
    cosine : their cosine from `codes.cosine`, in [0, 1].
    doubted : whether one of them has a word that is not known (`encoder.Doubting`).

    Returns
    -------
    A number from `cosine` to 1; a multiple of 2⁻¹⁶ when `cosine` is.

    Examples
    --------
    >>> refined("Städare", "städare", 0.5), refined("städare", "kock", 0.25)
    (1.0, 0.25)
    >>> round(refined("lagrearbetare", "lagerarbetare", 0.25), 2)
    0.51
    >>> round(refined("lagrearbetare", "lagerarbetare", 0.25, doubted=True), 2)
    0.96
    """
    if len(query) > SHORT_TEXT or len(target) > SHORT_TEXT:
        return cosine
    added = _added(*sorted((query, target)), doubted)
    if not added:
        return cosine
    return round((cosine + added * (1.0 - cosine)) * GRID) / GRID


@lru_cache(maxsize=65_536)
def _added(a: str, b: str, doubted: bool) -> float:
    """Give how much of what a cosine lacks the spelling adds."""
    near = spelling(a, b)
    if near in (0.0, 1.0):
        return near
    if unmarked(a, b) or (doubted and one_slip(a, b)):
        return SURE
    return near * (UNKNOWN if doubted else SLIP)


class Spelt:
    """Texts with their spelling, read once however often they are compared.

    Parameters
    ----------
    texts : n texts.
    encoder : says which of them have words that it does not know; without one, or one that does not say,
        none has.

    Attributes
    ----------
    texts : n texts.
    places : where among them the short ones with words are.
    letters : what those are compared by.
    joined, turned : the same written together, and in other orders → where among those.
    """

    def __init__(self, texts: Sequence[str], encoder: Encoder | None = None) -> None:
        found = [(at, *forms(text)) for at, text in enumerate(texts) if len(text) <= SHORT_TEXT]
        kept = [one for one in found if one[1]]
        self._doubting: Doubting | None = encoder if isinstance(encoder, Doubting) else None
        self._doubts: dict[int, bool] = {}
        self.texts = texts
        self.places = [at for at, *_ in kept]
        self.letters = [letters for _, letters, _, _ in kept]
        self.joined: dict[str, list[int]] = {}
        self.turned: dict[str, list[int]] = {}
        for number, (_, _, joined, turned) in enumerate(kept):
            self.joined.setdefault(joined, []).append(number)
            for order in turned:
                self.turned.setdefault(order, []).append(number)

    def doubts(self, numbers: Iterable[int]) -> Mapping[int, bool]:
        """Say which of some of those have a word that is not known; each is asked about once."""
        if self._doubting is not None:
            new = sorted(set(numbers) - self._doubts.keys())
            found = self._doubting.doubts([self.texts[self.places[number]] for number in new])
            self._doubts.update(zip(new, found.tolist(), strict=True))
        return self._doubts

    def reversed(self, other: "Spelt") -> Iterator[tuple[int, int]]:
        """Give the pairs of which one, in another order, is the other written together."""
        for order in self.turned.keys() & other.joined.keys():
            yield from itertools.product(self.turned[order], other.joined[order])
        for order in self.joined.keys() & other.turned.keys():
            yield from itertools.product(self.joined[order], other.turned[order])


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
    pairs = set(queries.reversed(targets))
    step = max(1, _CELLS // max(1, len(targets.letters)))
    for start in range(0, len(queries.letters), step):
        some = queries.letters[start : start + step]
        near = process.cdist(some, targets.letters, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.uint8)
        rows, columns = np.nonzero(near)
        pairs.update(zip((rows + start).tolist(), columns.tolist(), strict=True))
    left, right = queries.doubts(i for i, _ in pairs), targets.doubts(j for _, j in pairs)
    for i, j in pairs:
        row, column = queries.places[i], targets.places[j]
        doubted = left.get(i, False) or right.get(j, False)
        cosine = table.item(row, column)
        table[row, column] = refined(queries.texts[row], targets.texts[column], cosine, doubted=doubted)


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
    refine_table(Spelt(queries, encoder), Spelt(targets, encoder), table)
    return table
