"""What is known of whole titles and groups, on top of a trained model: only means are taken.

A title moves towards the mean of what is said of it (phrases, tasks, other names), and towards the titles
that two steps lead to along whose people stand in for whose; the name of a group towards the mean of its
skills, titles and definition. How far was chosen on what was kept apart (decision 0030).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from data.model.material import Material
from data.model.training.learning import Floats
from data.model.training.pairs import Pair
from data.reference import occupations as own_occupations
from matcher.text.known import Known, key

AXES: Final = 64
"""Directions that the moves are kept along: nearly all of them, in a quarter of the room."""

SAID: Final = 0.6
STANDS: Final = 0.4
HOLDS: Final = 0.5
"""How far a title moves towards what is said of it and towards those around it, and a group towards what it
holds, as a share of its own length."""

_SAID: Final = ("phrase", "own", "part")
_HOLDS: Final = ("group", "group_skill", "definition")
_PEAK: Final = 127
_TINY: Final = 1e-9

Encode = Callable[[Sequence[str]], Floats]


def learn(material: Material, pairs: Mapping[str, Sequence[Pair]], encode: Encode) -> Known:
    """Take the means.

    Parameters
    ----------
    material : the taxonomy.
    pairs : of each task that teaches, from `pairs.tasks`.
    encode : the trained model, texts → unit vectors.
    """
    titles = sorted({*(one.label for one in material.occupations), *(one.label for one in own_occupations())})
    groups = sorted({group.label for group in material.groups}.difference(titles))
    moves = np.concatenate(
        [
            SAID * _mean(_beside(pairs, _SAID, titles), encode)
            + STANDS * _around(pairs.get("substitute", ()), titles, encode(titles)),
            HOLDS * _mean(_beside(pairs, _HOLDS, groups), encode),
        ]
    )
    return _kept([*titles, *groups], moves)


def _beside(
    pairs: Mapping[str, Sequence[Pair]], tasks: Sequence[str], labels: Sequence[str]
) -> tuple[list[str], csr_array]:
    """Give the texts beside labels in some tasks, and how much each belongs to each: (labels, texts)."""
    at = {label: row for row, label in enumerate(labels)}
    texts: dict[str, int] = {}
    cells = [
        (at[label], texts.setdefault(text, len(texts)), weight)
        for task in tasks
        for left, right, weight in pairs.get(task, ())
        for text, label in ((left, right), (right, left))
        if label in at
    ]
    rows, columns, weights = zip(*cells, strict=True) if cells else ((), (), ())
    table = csr_array(
        (np.array(weights, np.float32), (np.array(rows, int), np.array(columns, int))),
        shape=(len(labels), len(texts)),
    )
    return list(texts), table


def _mean(beside: tuple[list[str], csr_array], encode: Encode) -> NDArray[np.float64]:
    texts, table = beside
    return _unit(table @ encode(texts))


def _around(pairs: Sequence[Pair], titles: Sequence[str], vectors: Floats) -> NDArray[np.float64]:
    """Give where two steps lead from each title, along judgements of who can stand in for whom."""
    at = {title: row for row, title in enumerate(titles)}
    weights: dict[tuple[int, int], float] = {}
    for left, right, weight in pairs:
        for ends in ((at[left], at[right]), (at[right], at[left])):
            weights[ends] = max(weights.get(ends, 0.0), weight)
    rows, columns = np.array(list(weights), int).reshape(-1, 2).T
    step = csr_array((np.array(list(weights.values())), (rows, columns)), shape=(len(titles), len(titles)))
    sums = np.maximum(step.sum(axis=1), _TINY)
    once = (step @ vectors) / sums[:, None]
    return _unit((step @ once) / sums[:, None])


def _unit(rows: NDArray[np.floating]) -> NDArray[np.float64]:
    lengths = np.sqrt(np.square(rows).sum(axis=1, keepdims=True))
    found: NDArray[np.float64] = rows / np.maximum(lengths, _TINY)
    return found


def _kept(labels: Sequence[str], moves: NDArray[np.float64]) -> Known:
    """Keep the moves along few axes, in whole steps."""
    _, _, axes = np.linalg.svd(moves, full_matrices=False)
    axes = axes[:AXES]
    # The sign of an axis is the library's choice: the largest number is positive.
    axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])[:, None]
    along = moves @ axes.T
    step = max(float(np.abs(along).max(initial=0.0)), _TINY) / _PEAK
    rows = {key(label): row for row, label in reversed(list(enumerate(labels)))}
    order = sorted(rows)
    return Known(
        np.array(order, np.uint64),
        np.rint(along[[rows[one] for one in order]] / step).astype(np.int8),
        (axes * step).astype(np.float16),
    )
