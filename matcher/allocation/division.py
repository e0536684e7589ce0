"""What the best division is. Each aim is followed among those divisions that are best for the aims before it.

1. **Placed.** As many as possible with priority 1; then, among those divisions, with 2; then all others.
2. **The floor.** For priority 1, then 2, then the others: the highest whole number of points that everybody
   who is placed has.
3. **Poor places.** As few as possible with priority 1 get a place that gives less than half of what the best
   place that fits the person would give; then with 2; then of the others.
4. **The sum.** The most points for priority 1 together, then 2, then the others.

The floor protects whoever gets least. Where one person can only have little, it says nothing of the others:
then the third aim does.

Which people can be placed at once is a matroid (Edmonds and Fulkerson 1965), so one assignment with a larger
weight for a higher priority follows the first aim, and three counts say how many it places.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from matcher.allocation.assigning import heaviest, most, prices
from matcher.allocation.market import CLASSES, NOBODY, Bools, Floats, Ints, Market

HIGHEST: Final = 100.0
"""No score is higher."""
POOR: Final = 0.5
"""A place is poor for a person when it gives less than this share of what the best place would."""


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """Who gets which place. That nothing is better has been proved with prices, or there is no answer.

    Attributes
    ----------
    chosen : (n,) place of each person, or `NOBODY`.
    floors : for each order of priority that some pair has: whole points that everybody placed has at least.
    """

    chosen: Ints
    floors: dict[int, int]


def divide(market: Market) -> Division:
    """Find the best division.

    Examples
    --------
    Two people and two places: the first would rather have the place that alone fits the second.

    >>> import numpy as np
    >>> market = Market(
    ...     priority=np.array([0, 2]),
    ...     seats=np.array([1, 1]),
    ...     employer=np.array([0, 1]),
    ...     limits=np.array([9, 9]),
    ...     row=np.array([0, 0, 1]),
    ...     column=np.array([0, 1, 0]),
    ...     points=np.array([80.0, 79.0, 90.0]),
    ... )
    >>> divide(market).chosen.tolist()
    [1, 0]
    """
    present = np.unique(market.priority[market.row]).tolist()
    poor = poor_pairs(market)
    numbers = [_number(market, order) for order in range(CLASSES)]
    floors: dict[int, int] = {}
    for order in present:
        floors[order], kept = _floor(market, order, numbers)
        market, poor = market.some(kept), poor[kept]
    return Division(_sums(market, present, poor), floors)


def poor_pairs(market: Market) -> Bools:
    """Say which pairs give a person less than half of what the best place would."""
    best = np.zeros(market.people)
    np.maximum.at(best, market.row, market.points)
    poor: Bools = market.points < POOR * best[market.row]
    return poor


def _number(market: Market, order: int) -> int:
    """Count how many can be placed of the orders of priority up to one."""
    return most(market.some(market.priority[market.row] <= order))


def _floor(market: Market, order: int, numbers: list[int]) -> tuple[int, Bools]:
    """Find the highest floor for one order of priority that leaves nobody without a place for it."""
    mine = market.priority[market.row] == order
    low, high = 0, int(market.points[mine].max())
    while low < high:
        middle = (low + high + 1) // 2
        fewer = market.some(~mine | (market.points >= middle))
        if all(_number(fewer, later) == numbers[later] for later in range(order, CLASSES)):
            low = middle
        else:
            high = middle - 1
    return low, ~mine | (market.points >= low)


def _sums(market: Market, present: list[int], poor: Bools) -> Ints:
    """Follow the last two aims, with as many placed as there can be."""
    chosen = np.full(market.people, NOBODY)
    later = (CLASSES - market.priority[market.row]).astype(np.float64)
    more = float(market.people + 1)
    if poor.any():  # one more placed outweighs everybody's places, and one of an earlier priority all later
        weights: Floats = later * more**CLASSES + np.where(poor, 0.0, np.power(more, later - 1))
        market, weights = _best(market, weights, heaviest(market, weights))
    else:
        weights = HIGHEST * more * later  # one more placed outweighs every point there is
    for order in present:
        weights = weights + _points(market, order)
        chosen = heaviest(market, weights)
        market, weights = _best(market, weights, chosen)
    return chosen


def _best(market: Market, weights: Floats, chosen: Ints) -> tuple[Market, Floats]:
    """Leave the divisions that are as good as one, which is proved a best one.

    Returns
    -------
    The pairs that such divisions may use, and weights that keep to those divisions.
    """
    face = prices(market, weights, chosen)
    demands = face.demands(market)[face.pairs]
    return market.some(face.pairs), HIGHEST * (market.people + 1) * demands


def _points(market: Market, order: int) -> Floats:
    return np.where(market.priority[market.row] == order, market.points, 0.0)
