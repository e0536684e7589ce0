"""The stable alternative, and the pairs that would rather have each other.

People wish for places by points. A place takes whoever has the higher priority, and among equals whoever has
more points; an employer with a limit does the same over all its places. Deferred acceptance (Gale and Shapley
1962; for hospitals with several beds Roth 1984) then gives the stable division that is best for the people:
no person and place would both rather have each other. The division of `division` is not always stable: it
gives up some such pairs so that more people are placed and the points together are more.
"""

from bisect import insort
from collections.abc import Sequence

import numpy as np

from matcher.allocation.market import NOBODY, Floats, Ints, Market

Rank = float


def stable(market: Market) -> Ints:
    """Find the stable division that is best for the people.

    Returns
    -------
    (n,) the place of each person, or `NOBODY`. Equals are told apart by their order in the market.
    """
    by_wish = np.lexsort((market.column, -market.points, market.row))
    parts = np.split(by_wish, np.searchsorted(market.row, np.arange(1, market.people)))
    wishes = [market.column[mine].tolist() for mine in parts[: market.people]]
    standing = _standing(market)
    ranks = [
        dict(zip(own, standing[mine].tolist(), strict=True)) for own, mine in zip(wishes, parts, strict=False)
    ]
    return np.array(
        deferred(wishes, ranks, market.seats.tolist(), market.employer.tolist(), market.limits.tolist()),
        dtype=np.int64,
    )


def deferred(
    wishes: Sequence[Sequence[int]],
    ranks: Sequence[dict[int, Rank]],
    seats: Sequence[int],
    employers: Sequence[int],
    limits: Sequence[int],
) -> list[int]:
    """Let people ask for their places in turn; each place keeps the best who have asked so far.

    Parameters
    ----------
    wishes : for each person, places in the order of the wish.
    ranks : for each person, place → how the place ranks the person; the lower the better.
    seats, employers : of each place. limits : of each employer.

    Returns
    -------
    The place of each person, or `NOBODY`.

    Examples
    --------
    Two people want place 0 first; it ranks the second one higher.

    >>> deferred([[0, 1], [0]], [{0: 2, 1: 1}, {0: 1}], [1, 1], [0, 1], [9, 9])
    [1, 0]
    """
    chosen = [NOBODY] * len(wishes)
    asked = [0] * len(wishes)
    at_place: list[list[tuple[Rank, int]]] = [[] for _ in seats]
    at_employer: list[list[tuple[Rank, int]]] = [[] for _ in limits]
    waiting = list(range(len(wishes) - 1, -1, -1))
    while waiting:
        person = waiting.pop()
        if asked[person] == len(wishes[person]):
            continue
        place = wishes[person][asked[person]]
        asked[person] += 1
        employer = employers[place]
        mine = (ranks[person][place], person)
        insort(at_place[place], mine)
        insort(at_employer[employer], mine)
        chosen[person] = place
        if len(at_place[place]) > seats[place]:
            out = at_place[place][-1]
        elif len(at_employer[employer]) > limits[employer]:
            out = at_employer[employer][-1]
        else:
            continue
        left = chosen[out[1]]
        at_place[left].remove(out)
        at_employer[employer].remove(out)
        chosen[out[1]] = NOBODY
        waiting.append(out[1])
    return chosen


def _standing(market: Market) -> Floats:
    """Rank a pair as its place does: by priority, then by points; the lower the better, equals alike."""
    standing: Floats = market.priority[market.row] * 1000.0 - market.points
    return standing


def rather(market: Market, chosen: Ints) -> Ints:
    """Find the pairs that block a division: both the person and the place would rather have each other.

    Returns
    -------
    Numbers of the pairs, in their order.
    """
    if not len(market.row):
        return np.empty(0, dtype=np.int64)
    standing = _standing(market)
    now = np.where(chosen >= 0, market.gained(chosen), -1.0)
    mine = chosen[market.row] == market.column
    worst = np.full(len(market.seats), -np.inf)
    np.maximum.at(worst, market.column[mine], standing[mine])
    worst_of = np.full(len(market.limits), -np.inf)
    np.maximum.at(worst_of, market.employer[market.column[mine]], standing[mine])
    free = (market.taken(chosen) < market.seats)[market.column]
    employer = market.employer[market.column]
    room = (market.taken_of(chosen) < market.limits)[employer]
    # Who changes between two places of one employer takes no more of its limit.
    within = np.where(chosen >= 0, market.employer[chosen], NOBODY)[market.row] == employer
    room = room | within
    wanted = np.where(free, room | (standing < worst_of[employer]), standing < worst[market.column])
    return np.flatnonzero(wanted & (market.points > now[market.row]))
