"""The groups of occupations behind a text: learnt from the taxonomy, on top of a trained model.

Two things are learnt. Which group a text points to: a logistic model over the vectors of everything that
stands beside a title of the group (phrases, tasks, skills), with parts left out at random. And what the
groups have in common: whose people experts let stand in for whose, directly and by way of others. The
directions of that likeness that say most are the traits; of a group that no expert spoke of there are none.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.sparse import csr_array

from data.model.material import Material, splits
from data.model.training.learning import Floats, Model, Slope, softmax
from data.model.training.pairs import Kept, Pair
from data.reference import occupations as own_occupations
from matcher.text.groups import Groups

Encode = Callable[[Sequence[str], float, Generator], Floats]
"""Texts, the share of parts that is left out, and what draws them → unit vectors."""

Labels = dict[str, defaultdict[int, float]]
"""Text → group → how much of the text belongs to it."""

TRAITS: Final = 64
"""Numbers that describe a group."""

_BETWEEN_TITLES: Final = frozenset({"group", "substitute", "branch"})
_OF_SKILLS: Final = ("skill", "english", "english_described", "synonym")

_ROUNDS: Final = 6
_BATCH: Final = 1024
_RATE: Final = 0.05
_DROP: Final = 0.2
_START: Final = 8.0
_WARM: Final = 20

_BY_WAY: Final = 0.6
_HALF: Final = 0.5
_PEAK: Final = 127
_TINY: Final = 1e-6


def learn(
    material: Material, pairs: Mapping[str, Sequence[Pair]], encode: Encode, *, keep: Kept, seed: int
) -> Groups:
    """Learn the groups.

    Parameters
    ----------
    material : the taxonomy.
    pairs : of each task that the model was taught by, from `pairs.tasks`.
    encode : the trained model.
    keep : which items are learnt from, of those that teach.
    seed : of the drawing.
    """
    texts, labels = _labelled(material, pairs)
    directions, bias = _fitted(encode, texts, labels, np.random.default_rng(seed))
    common = traits(material, keep=keep)
    return Groups(
        np.rint(directions * (_PEAK / np.abs(directions).max(axis=1, keepdims=True))).astype(np.int8),
        np.linalg.norm(directions, axis=1).astype(np.float32),
        np.ascontiguousarray(bias, np.float32),
        np.rint(common * (_PEAK / max(np.abs(common).max(initial=0.0), _TINY))).astype(np.int8),
    )


def _labelled(material: Material, pairs: Mapping[str, Sequence[Pair]]) -> tuple[list[str], csr_array]:
    """Give the texts, sorted, and how much each belongs to each group: rows that sum to one.

    A title and the name of a group belong to their groups; a text that stands beside one belongs where that
    one does; and another name of a skill, or an English one, belongs where the skill does.
    """
    rows = {group.ssyk: row for row, group in enumerate(material.groups)}
    titles: Labels = defaultdict(lambda: defaultdict(float))
    for group in material.groups:
        for title in (group.label, *group.occupations):
            titles[title][rows[group.ssyk]] += 1.0
    for occupation in own_occupations():
        if occupation.ssyk in rows:
            titles[occupation.label][rows[occupation.ssyk]] += 1.0
    beside = [pair for name, some in pairs.items() if name not in _BETWEEN_TITLES for pair in some]
    found = {**titles, **_spread(titles, beside)}
    found |= _spread(found, [pair for name in _OF_SKILLS for pair in pairs.get(name, ())])
    texts = sorted(found)
    labels = csr_array(
        (
            np.array(
                [times / sum(found[text].values()) for text in texts for times in found[text].values()],
                np.float32,
            ),
            np.array([row for text in texts for row in found[text]]),
            np.cumsum([0, *(len(found[text]) for text in texts)]),
        ),
        shape=(len(texts), len(rows)),
    )
    return texts, labels


def _spread(known: Labels, pairs: Iterable[Pair]) -> Labels:
    """Give the other text of each pair the labels of the known one."""
    found: Labels = defaultdict(lambda: defaultdict(float))
    for left, right, weight in pairs:
        for text, beside in ((left, right), (right, left)):
            if beside in known and text not in known:
                total = sum(known[beside].values())
                for row, times in known[beside].items():
                    found[text][row] += weight * times / total
    return dict(found)


def _fitted(encode: Encode, texts: Sequence[str], labels: csr_array, rng: Generator) -> tuple[Floats, Floats]:
    """Fit a logistic model: directions (groups, d) and biases (groups,).

    A group with few texts counts half-way as much as one with many.
    """
    start = labels.T @ encode(texts, 0.0, rng)
    start *= _START / np.maximum(np.linalg.norm(start, axis=1, keepdims=True), _TINY)
    learnt = Model(np.column_stack([start, np.zeros(len(start))]).astype(np.float32))
    every = np.arange(len(start))
    mass = np.maximum(labels.sum(axis=0), 1.0)
    weights = labels @ np.sqrt(mass.mean() / mass)
    weights /= weights.mean()
    batches = max(1, len(texts) // _BATCH)
    for step in range(_ROUNDS * batches):
        if step % batches == 0:
            vectors = np.column_stack([encode(texts, _DROP, rng), np.ones(len(texts), np.float32)])
            order = rng.permutation(len(texts))
        rows = order[step % batches :: batches]
        shares = softmax(vectors[rows] @ learnt.parts.T, 1)
        apart = (shares - labels[rows].toarray()) * weights[rows, None] / len(rows)
        rate = _RATE * (1 - step / (_ROUNDS * batches)) * min(1.0, (step + 1) / _WARM)
        learnt.step([Slope(every, (apart.T @ vectors[rows]).astype(np.float32))], rate)
    return learnt.parts[:, :-1], learnt.parts[:, -1]


def traits(material: Material, *, keep: Kept, count: int = TRAITS) -> NDArray[np.float64]:
    """Give what the groups have in common: (groups, count), rows of length 1 at most.

    Groups are alike whose people stand in for each other, also by way of third ones (Katz, 1953). A group
    whose likeness the traits say little of has a shorter row, and one that no expert spoke of has zeros.
    """
    rows = {group.ssyk: row for row, group in enumerate(material.groups)}
    of = {one.id: rows[one.ssyk] for one in material.occupations}
    table = np.zeros((len(rows), len(rows)))
    for one in splits.substitutes(material, "train"):
        if keep("substitutes", one.of, one.by):
            ends = sorted((of[one.of], of[one.by]))
            table[ends[0], ends[1]] += one.percentage / 100
    table = np.maximum(table, table.T)
    sums = np.sqrt(np.maximum(table.sum(axis=1), _TINY))
    reached = np.linalg.inv(np.eye(len(rows)) - _BY_WAY * table / sums[:, None] / sums)
    lengths = np.sqrt(reached.diagonal())
    values, directions = np.linalg.eigh(reached / lengths[:, None] / lengths)
    most = np.argsort(-values)[:count]
    found = directions[:, most] * np.sqrt(np.maximum(values[most], 0.0))
    result: NDArray[np.float64] = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), _HALF)
    return result
