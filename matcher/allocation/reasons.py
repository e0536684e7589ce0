"""Why somebody has no place, or not the place that suits best: the fact that decided, and nobody's name.

==============  ==========================================================================================
`priority`      the place went to somebody with a higher priority
`points`        … with the same priority and more points
`alike`         … with the same priority and about as many points
`together`      … whom the place suits less: so more people are placed, or the points together are more
`employer`      the employer gets no more people in this round
`locked`        a coach has locked the place for somebody else
`gone`          the place was given away before this round
==============  ==========================================================================================
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from matcher.allocation.market import Ints, Market
from matcher.allocation.results import Displaced, Stability
from matcher.domain import Slot
from matcher.wording import Message, message

MOST: Final = 3
"""So many places that would have given more are told of."""
ALIKE: Final = 0.05
"""Points that are shown alike, with one decimal."""


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """Who got what, to tell others why.

    Attributes
    ----------
    market : all pairs that no rule stops and nobody has banned, also of places without a seat.
    chosen : (n,) place of each person, locked ones too.
    locked : (n,) people whom a coach has locked to a place.
    left : (m,) seats that nobody got.
    rather : person and place, as rows and columns, that would rather have each other than what they got.
    """

    market: Market
    slots: tuple[Slot, ...]
    chosen: Ints
    locked: np.ndarray[tuple[int], np.dtype[np.bool_]]
    left: Ints
    rather: frozenset[tuple[int, int]]

    def displaced(self) -> Iterator[tuple[Displaced, ...]]:
        """Give, for each person, the places that would have given more points.

        The best `MOST`, and as many more that would rather have had the person too.
        """
        market = self.market
        now = np.where(self.chosen >= 0, market.gained(self.chosen), -1.0)
        better = np.flatnonzero((market.points > now[market.row]) & ~self.locked[market.row])
        better = better[np.lexsort((market.column[better], -market.points[better], market.row[better]))]
        stops = np.searchsorted(market.row[better], np.arange(market.people + 1))
        weakest = self._weakest()
        for start, stop in pairwise(stops.tolist()):
            mine = better[start:stop].tolist()
            also = [pair for pair in mine[MOST:] if self._pair(pair) in self.rather]
            yield tuple(self._told(pair, weakest) for pair in (*mine[:MOST], *also[:MOST]))

    def blocking(self) -> list[tuple[int, Displaced]]:
        """Give all pairs that would rather have each other: the row of the person, and what decided."""
        market, weakest = self.market, self._weakest()
        pairs = zip(market.row.tolist(), market.column.tolist(), strict=True) if self.rather else ()
        found = [number for number, pair in enumerate(pairs) if pair in self.rather]
        return [(int(market.row[number]), self._told(number, weakest)) for number in found]

    def _weakest(self) -> dict[int, tuple[int, float]]:
        """Find, at each place, the priority and points of whoever would be the first to give way."""
        market = self.market
        found: dict[int, tuple[int, float]] = {}
        mine = (self.chosen[market.row] == market.column) & ~self.locked[market.row]
        for pair in np.flatnonzero(mine).tolist():
            place = int(market.column[pair])
            one = int(market.priority[market.row[pair]]), float(market.points[pair])
            if place not in found or (one[0], -one[1]) > (found[place][0], -found[place][1]):
                found[place] = one
        return found

    def _told(self, pair: int, weakest: dict[int, tuple[int, float]]) -> Displaced:
        return replace(self._decided(pair, weakest), rather=self._pair(pair) in self.rather)

    def _pair(self, number: int) -> tuple[int, int]:
        return int(self.market.row[number]), int(self.market.column[number])

    def _decided(self, pair: int, weakest: dict[int, tuple[int, float]]) -> Displaced:
        market = self.market
        place, score = int(market.column[pair]), float(market.points[pair])
        slot_id = self.slots[place].id
        if self.left[place] > 0:
            return Displaced(slot_id, score, "employer", message("given.employer"))
        if place not in weakest:
            code = "locked" if (self.locked & (self.chosen == place)).any() else "gone"
            return Displaced(slot_id, score, code, message(f"given.{code}"))
        priority, points = weakest[place]
        mine = int(market.priority[market.row[pair]])
        gap = round(abs(points - score), 1)
        alike = abs(points - score) < ALIKE
        if priority < mine:
            how = "alike" if alike else "more" if points > score else "fewer"
            return Displaced(slot_id, score, "priority", _said(f"given.priority_{how}", gap))
        if priority > mine:
            return Displaced(slot_id, score, "together", message("given.lower"))
        if alike:
            return Displaced(slot_id, score, "alike", message("given.alike"))
        if points > score:
            return Displaced(slot_id, score, "points", _said("given.more", gap))
        return Displaced(slot_id, score, "together", _said("given.fewer", gap))


def _said(id_: str, points: float) -> Message:
    return message(id_) if id_.endswith("alike") else message(id_, points=points)


def unplaced(fits: int, *, banned: bool, displaced: tuple[Displaced, ...]) -> tuple[str, Message]:
    """Say why somebody has no place.

    Parameters
    ----------
    fits : places that no rule stops.
    banned : whether every one of them is banned for this person.
    displaced : where the places went; the first is the one that suits best.
    """
    if not fits:
        return "none_fits", message("left.none_fits")
    if banned:
        return "banned", message("left.banned")
    if all(one.code == "employer" for one in displaced):
        return "employer", message("left.employer")
    return "taken", message("left.taken")


def compared(
    pairs: list[tuple[str, Displaced]],
    draft: tuple[int, float],
    placed: int,
    lowest: float | None,
    total: float,
) -> Stability:
    """Say what the draft costs in pairs that would rather have each other, and what it gives instead.

    Parameters
    ----------
    pairs : those that block the draft.
    draft : how many it places, and their points together.
    placed, lowest, total : of the stable division.
    """
    id_ = "stable.draft" if pairs else "stable.both"
    said = (
        message(id_, pairs=len(pairs), placed=placed, total=total, ours=draft[0], sum=draft[1])
        if pairs
        else message(id_)
    )
    return Stability(len(pairs), tuple(pairs[:SHOWN]), placed, lowest, total, said)


SHOWN: Final = 20
"""So many of the pairs that block a draft are listed."""
