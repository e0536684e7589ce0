"""What people would be shown: the first places, how many places ever are, and how alike they are.

In a table where places that fail were drawn from (`Table.weight` above 1), only lists of systems that keep
to the rules are whole.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evaluation.history.table import Table
from matcher.domain import Slot
from matcher.text import Encoder

Floats = NDArray[np.float64]
Small = NDArray[np.float32]
Whole = NDArray[np.int64]

NOBODY: Final = -1
"""Stands where a list is shorter than asked for."""
_CELLS: Final = 1 << 22


def top(table: Table, scores: Floats, k: int = 10, *, seed: int = 0) -> Whole:
    """Give the rows of the first k places of each decision, (n, k); `NOBODY` where fewer are shown.

    Ties are drawn by `seed`; a place with the score −∞ is never shown.
    """
    draw = np.random.default_rng(seed).random(len(scores))
    counts = np.diff(table.offsets)
    found = np.full((len(table), k), NOBODY, dtype=np.int64)
    step = max(1, _CELLS // max(1, int(counts.max(initial=0))))
    for start in range(0, len(table), step):
        block = slice(start, min(start + step, len(table)))
        places = np.arange(counts[block].max(initial=0))
        inside = places < counts[block][:, None]
        rows = np.where(inside, table.offsets[block][:, None] + places, 0)
        score = np.where(inside, scores[rows], -np.inf)
        order = np.lexsort((draw[rows], -score), axis=-1)[:, :k]
        best = np.take_along_axis(rows, order, axis=1)
        shown = np.take_along_axis(score, order, axis=1) > -np.inf
        found[block, : order.shape[1]] = np.where(shown, best, NOBODY)
    return found


def coverage(table: Table, lists: Whole) -> float:
    """Give the share of the places that could have been shown which stand in at least one list.

    Parameters
    ----------
    lists : from `top`.

    Returns
    -------
    Share in [0, 1]; NaN when there was no place to show.
    """
    there = len(np.unique(table.slot))
    shown = len(np.unique(table.slot[lists[lists != NOBODY]]))
    return shown / there if there else float("nan")


def diversity(table: Table, lists: Whole, vectors: Small) -> Floats:
    """Give, for each decision, how unlike the places of its list are: 1 less their mean likeness in pairs.

    Parameters
    ----------
    lists : from `top`.
    vectors : unit vectors of the table's places, float32 (places, d); see `vectors_of`.

    Returns
    -------
    array (n,), 0 when all are the same; NaN where a list holds fewer than two places.
    """
    found = np.full(len(lists), np.nan)
    step = max(1, _CELLS // max(1, lists.shape[1] * vectors.shape[1]))
    for start in range(0, len(lists), step):
        block = slice(start, start + step)
        shown = lists[block] != NOBODY
        own = vectors[table.slot[lists[block]]] * shown[:, :, None]
        count = shown.sum(axis=1)
        # Of unit vectors, the square of the sum holds each pair twice and each place once.
        pairs = (own.sum(axis=1, dtype=np.float64) ** 2).sum(axis=1) - (own.astype(np.float64) ** 2).sum(
            axis=(1, 2)
        )
        found[block] = 1 - np.divide(
            pairs, count * (count - 1), out=np.full(len(count), np.nan), where=count > 1
        )
    return found


def vectors_of(slots: Sequence[Slot], encoder: Encoder) -> Small:
    """Give each place the unit vector of its title, float32 (m, d); zeros without a title."""
    titles = list(dict.fromkeys(slot.title or "" for slot in slots))
    vectors = encoder.encode(titles)
    index = {title: row for row, title in enumerate(titles)}
    return np.asarray(vectors[[index[slot.title or ""] for slot in slots]], dtype=np.float32).reshape(
        len(slots), encoder.dimensions
    )
