"""What would be chosen by a score: each of the first k places with the same chance."""

import numpy as np
from numpy.typing import NDArray

from evaluation.history.table import Table

Floats = NDArray[np.float64]


def one_of_first(table: Table, scores: Floats, k: int = 5) -> Floats:
    """Give the chance of each row when one of the first k places is chosen at random, (r,).

    A coach who is shown a list picks from it for reasons that nobody logged; this stands for not
    knowing them. Ties share their places in the list. A place with the score −∞ is never chosen; where fewer
    than k are left, one of those is.

    Returns
    -------
    Chances that add up to 1 for each decision, or to 0 where nothing may be chosen.
    """
    if not len(table):
        return np.empty(0)
    owner, weight = table.owner, np.where(scores > -np.inf, table.weight, 0.0)
    order = np.lexsort((-scores, owner))
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (np.diff(owner[order]) != 0) | (scores[order][1:] != scores[order][:-1])
    group = np.cumsum(new) - 1
    tied = np.bincount(group, weight[order])[group]
    total = np.cumsum(weight[order])
    begun = (total - weight[order])[np.flatnonzero(new)][group]
    first = begun - (total - weight[order])[table.offsets[:-1]][owner[order]]
    inside = np.divide(
        np.clip(k - first, 0.0, tied), tied, out=np.zeros(len(order)), where=(tied > 0) & (weight[order] > 0)
    )
    left = np.minimum(np.add.reduceat(weight, table.offsets[:-1]), k)[owner[order]]
    chance = np.zeros(len(order))
    chance[order] = np.divide(inside * weight[order], left, out=np.zeros(len(order)), where=left > 0)
    return chance
