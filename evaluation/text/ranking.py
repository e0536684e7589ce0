"""How good one ranking is: per query, and fair to ties.

A measure that ranks many things alike says nothing about their order. Each metric here is therefore the
expected value when things with equal scores stand in random order (McSherry and Najork, 2008), worked out
exactly, not by drawing. Every metric takes the `Ranked` of one query, so that means and intervals are made
afterwards, over queries.
"""

from dataclasses import dataclass
from math import comb
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """The candidates of one query, in groups of equal scores, the best first.

    Attributes
    ----------
    starts : candidates before each group.
    sizes : candidates in each group.
    relevant : how many of them are right, that is have a gain above 0.
    gains : sum of their gains.
    best : the gains above 0 of all candidates, the largest first.
    """

    starts: Counts
    sizes: Counts
    relevant: Counts
    gains: Floats
    best: Floats

    @classmethod
    def of(cls, scores: NDArray[np.floating[Any]], gains: NDArray[np.floating[Any]]) -> Self:
        """Rank candidates by score.

        Parameters
        ----------
        scores : float array (m,), higher is better.
        gains : float array (m,), what each candidate is worth; 0 is wrong.

        Raises
        ------
        ValueError
            When a score is not a number, when a gain is negative, or when no candidate is right: such a
            query measures nothing and must be left out before.
        """
        if np.isnan(scores).any():
            raise ValueError("a score is not a number; mend the measure that gave it")
        if (gains < 0).any() or not (gains > 0).any():
            raise ValueError("gains must be 0 or more, and at least one above 0; leave the query out")
        order = np.argsort(-scores, kind="stable")
        ordered, worth = scores[order], gains[order].astype(np.float64)
        starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
        sizes = np.diff(np.append(starts, len(ordered)))
        right = np.add.reduceat((worth > 0).astype(np.int64), starts)
        return cls(starts, sizes, right, np.add.reduceat(worth, starts), -np.sort(-worth[worth > 0]))


def ndcg(ranked: Ranked, k: int) -> float:
    """Normalised discounted cumulative gain of the first `k`, with the gains as they are.

    Source: Järvelin and Kekäläinen (2002).

    Examples
    --------
    >>> round(ndcg(Ranked.of(np.array([0.9, 0.8, 0.1]), np.array([0.0, 0.0, 1.0])), 10), 12)
    0.5
    """
    total = int(ranked.sizes.sum())
    discounts = np.zeros(total + 1)
    discounts[1 : k + 1] = 1 / np.log2(np.arange(2, min(k, total) + 2))
    summed = np.cumsum(discounts)
    shares = summed[ranked.starts + ranked.sizes] - summed[ranked.starts]
    ideal = ranked.best[:k] @ discounts[1 : len(ranked.best[:k]) + 1]
    return float((ranked.gains / ranked.sizes) @ shares / ideal)


def average_precision(ranked: Ranked) -> float:
    """Mean of the precision at each right candidate.

    Examples
    --------
    >>> average_precision(Ranked.of(np.array([3.0, 2.0, 1.0]), np.array([1.0, 0.0, 1.0]))) == (1 + 2 / 3) / 2
    True
    """
    group = np.repeat(np.arange(len(ranked.sizes)), ranked.sizes)
    size, right, start = ranked.sizes[group], ranked.relevant[group], ranked.starts[group]
    before = (np.cumsum(ranked.relevant) - ranked.relevant)[group]
    place = np.arange(len(group))
    # Of a right candidate's fellows in the group, this many right ones stand before it.
    fellows = (place - start) * (right - 1) / np.maximum(size - 1, 1)
    return float(np.sum(right / size * (before + 1 + fellows) / (place + 1)) / len(ranked.best))


def reciprocal_rank(ranked: Ranked) -> float:
    """One over the place of the first right candidate.

    Examples
    --------
    >>> reciprocal_rank(Ranked.of(np.array([1.0, 1.0]), np.array([0.0, 1.0]))) == (1 + 1 / 2) / 2
    True
    """
    first = int(np.flatnonzero(ranked.relevant)[0])
    start, size, right = (int(part[first]) for part in (ranked.starts, ranked.sizes, ranked.relevant))
    steps = np.arange(1, size - right + 1)
    chances = right / size * np.cumprod(np.concatenate([[1.0], (size - steps - right + 1) / (size - steps)]))
    return float(np.sum(chances / (start + 1 + np.arange(len(chances)))))


def hit(ranked: Ranked, k: int) -> float:
    """Chance that a right candidate is among the first `k`.

    Examples
    --------
    >>> hit(Ranked.of(np.array([1.0, 1.0, 1.0]), np.array([0.0, 1.0, 0.0])), 1) == 1 / 3
    True
    """
    first = int(np.flatnonzero(ranked.relevant)[0])
    start, size, right = (int(part[first]) for part in (ranked.starts, ranked.sizes, ranked.relevant))
    places = min(max(k - start, 0), size)
    ways = comb(size, places)
    return (ways - comb(size - right, places)) / ways


def recall(ranked: Ranked, k: int) -> float:
    """Share of the right candidates that are among the first `k`.

    Examples
    --------
    >>> recall(Ranked.of(np.array([3.0, 2.0, 1.0]), np.array([1.0, 0.0, 1.0])), 2)
    0.5
    """
    places = np.clip(k - ranked.starts, 0, ranked.sizes)
    return float(np.sum(ranked.relevant * places / ranked.sizes) / len(ranked.best))
