"""The heaviest assignment of people to seats, exactly, and the prices that prove it.

A division is an assignment problem: every seat is a column, every person has one more column for "no place",
and an employer with fewer permits than seats has rows that must sit on the rest. SciPy solves it by shortest
augmenting paths (Jonker and Volgenant 1987, for sparse matrices). Weights are multiples of 2⁻²⁰ below 2³², or
whole numbers below 2⁵⁰ for up to 70,000 people, so every sum is exact in double precision.

`prices` then finds what each seat would cost if nobody wanted to change: the dual of the problem. With these
prices `Face` says which pairs any best division may use and what it must fill. That is the proof that the
division is a best one, and how the next aim is followed among the best alone.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching, min_weight_full_bipartite_matching

from matcher.allocation.market import NOBODY, Bools, Floats, Ints, Market

SHIFT: Final = 1.0
"""Added to every weight: a sparse matrix forgets zeros. Every row is assigned once, so nothing changes."""


class NotBest(ArithmeticError):  # noqa: N818  # named by what is wrong, as in the whole project
    """There are no prices under which nobody wants to change: the division can be bettered."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """All best divisions of one step: which pairs they may use, and what they must use.

    Attributes
    ----------
    pairs : (k,) pairs that a best division may use.
    placed : (n,) people whom every best division places.
    filled : (m,) places that every best division fills.
    full : (e,) employers whose limit every best division reaches.
    """

    pairs: Bools
    placed: Bools
    filled: Bools
    full: Bools

    def demands(self, market: Market) -> Floats:
        """Count, for each pair, how many of the demands it helps to meet."""
        return (
            self.placed[market.row].astype(np.float64)
            + self.filled[market.column]
            + self.full[market.employer[market.column]]
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Seats:
    """Columns and extra rows of the assignment: seats, and what keeps employers within their limits."""

    place: Ints
    first: Ints
    number: Ints
    blocked: list[Ints]

    @classmethod
    def of(cls, market: Market) -> "_Seats":
        wanted = np.bincount(market.column, minlength=len(market.seats))
        number = np.minimum.reduce([market.seats, wanted, market.limits[market.employer]])
        place = np.repeat(np.arange(len(number)), number)
        of_employer = np.bincount(market.employer, weights=number, minlength=len(market.limits))
        blocked = []
        for employer in np.flatnonzero(of_employer > market.limits):
            own = np.flatnonzero(market.employer[place] == employer)
            blocked += [own] * (len(own) - int(market.limits[employer]))
        return cls(place, np.cumsum(number) - number, number, blocked)

    def pairs(self, market: Market) -> tuple[Ints, Ints]:
        """Give each pair once for every seat: number of the pair, and the seat."""
        copies = self.number[market.column]
        pair = np.repeat(np.arange(len(market.row)), copies)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(copies) - copies, copies)
        return pair, self.first[market.column[pair]] + within

    def blockers(self) -> tuple[Ints, Ints]:
        """Give the cells of the rows that sit on seats nobody may have."""
        if not self.blocked:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        rows = np.repeat(np.arange(len(self.blocked)), [len(own) for own in self.blocked])
        return rows, np.concatenate(self.blocked)


def heaviest(market: Market, weights: Floats) -> Ints:
    """Find a division with the largest sum of weights.

    Parameters
    ----------
    weights : (k,) of the pairs of the market, not negative.

    Returns
    -------
    (n,) the place of each person, or `NOBODY`.
    """
    seats = _Seats.of(market)
    pair, seat = seats.pairs(market)
    blocker, blocked = seats.blockers()
    n, columns = market.people, len(seats.place)
    alone = np.arange(n)
    rows = np.concatenate([market.row[pair], alone, n + blocker])
    cells = np.concatenate([seat, columns + alone, blocked])
    values = np.concatenate([weights[pair], np.zeros(n), np.zeros(len(blocked))]) + SHIFT
    matrix = csr_matrix((values, (rows, cells)), shape=(n + len(seats.blocked), columns + n))
    row, cell = min_weight_full_bipartite_matching(matrix, maximize=True)
    chosen = np.full(n, NOBODY)
    people = (row < n) & (cell < columns)
    chosen[row[people]] = seats.place[cell[people]]
    return chosen


def most(market: Market) -> int:
    """Count the people whom the best division for numbers places."""
    seats = _Seats.of(market)
    pair, seat = seats.pairs(market)
    blocker, blocked = seats.blockers()
    rows = np.concatenate([market.row[pair], market.people + blocker])
    cells = np.concatenate([seat, blocked])
    shape = (market.people + len(seats.blocked), len(seats.place))
    matrix = csr_matrix((np.ones(len(rows), dtype=np.int8), (rows, cells)), shape=shape)
    matched = maximum_bipartite_matching(matrix, perm_type="column")
    return int((matched >= 0).sum()) - len(seats.blocked)


def prices(market: Market, weights: Floats, chosen: Ints) -> Face:
    """Prove that a division is a best one, and say what all best ones have in common.

    The smallest prices are found by bidding: as long as somebody would gain by another seat, that seat gets
    dearer. A seat that stays free costs nothing.

    Raises
    ------
    NotBest
        When there are no such prices.
    """
    gained = market.gained(chosen, weights)
    placed = chosen >= 0
    free = market.taken(chosen) < market.seats
    at_limit = market.taken_of(chosen) >= market.limits
    idle = free & ~at_limit[market.employer]
    by_place = np.argsort(market.column, kind="stable")
    row, offers = market.row[by_place], weights[by_place]
    starts = np.flatnonzero(np.diff(market.column[by_place], prepend=-1))
    wanted = market.column[by_place][starts]
    shared = free & at_limit[market.employer]
    price = np.zeros(len(market.seats))
    while True:
        profit = gained - np.where(placed, price[chosen], 0.0)
        if (profit < 0).any() or price[idle].any():
            raise NotBest
        bid = price.copy()
        if len(starts):
            bid[wanted] = np.maximum(bid[wanted], np.maximum.reduceat(offers - profit[row], starts))
        permit = np.zeros(len(market.limits))
        np.maximum.at(permit, market.employer[shared], bid[shared])
        bid = np.maximum(bid, permit[market.employer])
        if (bid == price).all():
            break
        price = bid
    return Face(
        pairs=weights == profit[market.row] + price[market.column],
        placed=profit > 0,
        filled=price > permit[market.employer],
        full=permit > 0,
    )
