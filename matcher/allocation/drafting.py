"""``allocate``: from records to a draft that says of every line why."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from matcher.allocation import reasons
from matcher.allocation.division import POOR, divide
from matcher.allocation.market import (
    CLASSES,
    NO_LIMIT,
    NOBODY,
    CannotKeep,
    Ints,
    Market,
    employers_of,
    priority_of,
    seats_of,
)
from matcher.allocation.results import Allocation, Assigned, Group, Stability, Unassigned
from matcher.allocation.stable import rather, stable
from matcher.domain import Participant, Slot
from matcher.engines.grouped import explain_each, fitting, in_order, place_order
from matcher.engines.places import Places
from matcher.likeness import Known
from matcher.results import NearMiss, Ranking
from matcher.wording import Message, message

Pair = tuple[str, str]
Progress = Callable[[str], None]
"""Is told what goes on: ``fitting``, ``dividing`` or ``explaining``."""

NEAR: Final = 3
"""So many places that a change would open are told of."""
LOOKED: Final = 20
"""So many are looked through for those that have a seat left."""


def allocate(
    places: Places,
    participants: Sequence[Participant],
    *,
    among: Collection[str] | None = None,
    locks: Iterable[Pair] = (),
    bans: Iterable[Pair] = (),
    per_employer: int | None = None,
    gone: Mapping[str, int] | None = None,
    vectors: Known | None = None,
    processes: int = 1,
    progress: Progress | None = None,
) -> Allocation:
    """Divide the places there are among a group, exactly; see `matcher.allocation.division` for the aims.

    Parameters
    ----------
    places : the places, prepared.
    participants : the group, each once.
    among : ids of the places that take part; all when not given.
    locks : (participant id, slot id) that must be kept.
    bans : (participant id, slot id) that must not be.
    per_employer : the most people that one employer gets, at least 1.
    gone : slot id → seats that somebody has already been promised outside this draft; they count
        towards the employer's limit too.
    vectors : unit vectors that are already known, by text.
    processes : cores to use for many pairs.
    progress : is told what goes on.

    Returns
    -------
    A draft; nobody has been placed. It is the same whatever the order of people, places, locks and bans.

    Raises
    ------
    CannotKeep
        When a lock cannot be kept.
    KeyError
        When a lock names a person or a place that does not take part.

    Examples
    --------
    >>> from matcher import Slot, prepare
    >>> people = [Participant("p1", licences=[], priority=1), Participant("p2", licences=["B"], priority=3)]
    >>> ready = prepare([Slot("s1", capacity=1, filled=0), Slot("s2", licences_required=["B"], capacity=1)])
    >>> [(one.participant_id, one.slot_id) for one in allocate(ready, people).assigned]
    [('p1', 's1'), ('p2', 's2')]
    """
    tell = progress or _quietly
    tell("fitting")
    round_ = _Round.of(
        places, participants, among=among, gone=gone or {}, vectors=vectors, processes=processes
    )
    wanted = round_.locked(sorted(set(locks)), set(bans), per_employer)
    market = round_.free(wanted, set(bans), per_employer)
    tell("dividing")
    division = divide(market)
    other = stable(market)
    tell("explaining")
    return _Answer(round_, market, wanted, set(bans), per_employer, vectors).write(
        division.chosen, division.floors, other
    )


def _quietly(_stage: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, eq=False)
class _Round:
    """Everybody and every place that takes part, in the order that decides between equals.

    Attributes
    ----------
    people, slots : in the order of the day (law 10): a hash of the ids, the day and the seed.
    market : every pair that no rule stops; no lock, ban or limit yet.
    """

    places: Places
    given: Sequence[Participant]
    people: tuple[Participant, ...]
    slots: tuple[Slot, ...]
    known: tuple[bool, ...]
    promised: Ints
    market: Market

    @classmethod
    def of(
        cls,
        places: Places,
        participants: Sequence[Participant],
        *,
        among: Collection[str] | None,
        gone: Mapping[str, int],
        vectors: Known | None,
        processes: int,
    ) -> "_Round":
        people = in_order(places, participants)
        chosen = np.array([among is None or slot.id in among for slot in places.slots], dtype=np.bool_)
        order = place_order(places)
        order = order[chosen[order]]
        slots = tuple(places.slots[i] for i in order)
        number = np.full(len(places.slots), NOBODY)
        number[order] = np.arange(len(order))
        row, column, points = fitting(places, people, vectors=vectors, processes=processes)
        column = number[column]
        kept = column >= 0
        row, column, points = row[kept], column[kept], points[kept]
        by_pair = np.lexsort((column, row))
        counted = [seats_of(slot) for slot in slots]
        employer = employers_of(slots)
        promised = np.array([gone.get(slot.id, 0) for slot in slots], dtype=np.int64)
        market = Market(
            priority=np.array([priority_of(person) for person in people], dtype=np.int64),
            seats=np.maximum(0, np.array([seats for seats, _ in counted], dtype=np.int64) - promised),
            employer=employer,
            limits=np.full(int(employer.max(initial=-1)) + 1, NO_LIMIT),
            row=row[by_pair],
            column=column[by_pair],
            points=points[by_pair],
        )
        known = tuple(sure for _, sure in counted)
        return cls(places, participants, people, slots, known, promised, market)

    def locked(self, locks: Sequence[Pair], bans: set[Pair], per_employer: int | None) -> Ints:
        """Say where each person is locked to, or refuse what cannot be kept."""
        rows = {person.id: row for row, person in enumerate(self.people)}
        columns = {slot.id: column for column, slot in enumerate(self.slots)}
        cells = self.market.row * len(self.slots) + self.market.column
        wanted = np.full(len(self.people), NOBODY)
        seats, limits = self.market.seats.copy(), self.limits(per_employer)
        for pair in locks:
            row, column = rows[pair[0]], columns[pair[1]]
            employer = self.market.employer[column]
            if pair in bans:
                raise CannotKeep(*pair, message("lock.banned"))
            if wanted[row] != NOBODY:
                raise CannotKeep(*pair, message("lock.twice"))
            if not (cells == row * len(self.slots) + column).any():
                raise CannotKeep(*pair, message("lock.fails"), self._why(row, column))
            if not seats[column]:
                raise CannotKeep(*pair, message("lock.room"))
            if not limits[employer]:
                raise CannotKeep(*pair, message("lock.employer", limit=per_employer))
            wanted[row] = column
            seats[column] -= 1
            limits[employer] -= 1
        return wanted

    def limits(self, per_employer: int | None) -> Ints:
        """Say how many each employer can still take."""
        if per_employer is None:
            return self.market.limits.copy()
        given = np.bincount(self.market.employer, weights=self.promised, minlength=len(self.market.limits))
        return np.maximum(0, per_employer - given.astype(np.int64))

    def _why(self, row: int, column: int) -> Message:
        found = self.places.explain(self.people[row], [self.slots[column].id])[0]
        return found.failed[0].message

    def free(self, wanted: Ints, bans: set[Pair], per_employer: int | None) -> Market:
        """Leave what is locked, and what may not be chosen."""
        market = self.allowed(bans)
        seats = market.seats - market.taken(wanted)
        limits = self.limits(per_employer) - market.taken_of(wanted)
        market = replace(market, seats=seats, limits=limits)
        open_ = (seats > 0) & (limits[market.employer] > 0)
        return market.some((wanted[market.row] == NOBODY) & open_[market.column])

    def allowed(self, bans: set[Pair]) -> Market:
        """Leave the pairs that nobody has banned."""
        if not bans:
            return self.market
        columns = {slot.id: column for column, slot in enumerate(self.slots)}
        rows = {person.id: row for row, person in enumerate(self.people)}
        width = len(self.slots)
        out = [rows[who] * width + columns[where] for who, where in bans if who in rows and where in columns]
        return self.market.some(~np.isin(self.market.row * width + self.market.column, out))


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    """Writes what was found."""

    round: _Round
    market: Market
    wanted: Ints
    bans: set[Pair]
    per_employer: int | None
    vectors: Known | None

    def write(self, division: Ints, floors: Mapping[int, int], other: Ints) -> Allocation:
        round_, people, slots = self.round, self.round.people, self.round.slots
        chosen = np.where(self.wanted >= 0, self.wanted, division)
        allowed = round_.allowed(self.bans)
        left = round_.market.seats - round_.market.taken(chosen)
        both = rather(self.market, division)
        pairs = zip(self.market.row[both].tolist(), self.market.column[both].tolist(), strict=True)
        given = reasons.Given(allowed, slots, chosen, self.wanted >= 0, left, frozenset(pairs))
        told = dict(zip((person.id for person in people), given.displaced(), strict=True))
        where = {person.id: int(place) for person, place in zip(people, chosen, strict=True)}
        placed = [person for person in round_.given if where[person.id] >= 0]
        without = [person for person in round_.given if where[person.id] < 0]
        ids = [slots[where[person.id]].id for person in placed]
        found = explain_each(round_.places, placed, ids, self.vectors)
        seats = {slot.id: int(number) for slot, number in zip(slots, left, strict=True)}
        locked = {person.id for person, place in zip(people, self.wanted, strict=True) if place >= 0}
        assigned = tuple(
            Assigned(
                one,
                person.priority,
                person.id in locked,
                round_.known[where[person.id]],
                told[person.id],
            )
            for person, one in zip(placed, found, strict=True)
        )
        return Allocation(
            assigned=assigned,
            unassigned=self._unassigned(without, told, allowed, seats),
            groups=self._groups(chosen, floors),
            stability=self._stability(given, np.where(self.wanted >= 0, self.wanted, other)),
            left=seats,
            per_employer=self.per_employer,
        )

    def _unassigned(
        self, without: list[Participant], told: Mapping[str, Any], allowed: Market, left: Mapping[str, int]
    ) -> tuple[Unassigned, ...]:
        fits = np.bincount(self.round.market.row, minlength=len(self.round.people))
        open_ = np.bincount(allowed.row, minlength=len(self.round.people))
        rows = {person.id: row for row, person in enumerate(self.round.people)}
        helped = self.round.places.rank(without, top=1, near=LOOKED, questions=NEAR, vectors=self.vectors)
        answer = []
        for person, ranking in zip(without, helped, strict=True):
            row = rows[person.id]
            code, said = reasons.unplaced(int(fits[row]), banned=not open_[row], displaced=told[person.id])
            answer.append(
                Unassigned(
                    participant_id=person.id,
                    priority=person.priority,
                    code=code,
                    message=said,
                    fits=int(fits[row]),
                    displaced=told[person.id],
                    near_misses=_openable(ranking, left),
                    questions=ranking.questions,
                )
            )
        return tuple(answer)

    def _groups(self, chosen: Ints, floors: Mapping[int, int]) -> tuple[Group, ...]:
        market = self.round.market
        gained = market.gained(chosen)
        best = np.zeros(market.people)
        np.maximum.at(best, self.market.row, self.market.points)
        poor = gained < POOR * best
        free = self.wanted == NOBODY
        groups = []
        for order in range(CLASSES):
            mine = market.priority == order
            placed = mine & (chosen >= 0)
            points = gained[placed]
            if mine.any():
                groups.append(
                    Group(
                        priority=order + 1,
                        people=int(mine.sum()),
                        placed=len(points),
                        floor=floors.get(order) if (free & placed).any() else None,
                        poor=int((poor & free & placed).sum()),
                        lowest=float(points.min()) if len(points) else None,
                        total=float(points.sum()),
                    )
                )
        return tuple(groups)

    def _stability(self, given: reasons.Given, other: Ints) -> Stability:
        round_, chosen = self.round, given.chosen
        pairs = [(round_.people[row].id, pair) for row, pair in given.blocking()]
        points = round_.market.gained(other)[other >= 0]
        ours = round_.market.gained(chosen)[chosen >= 0]
        return reasons.compared(
            sorted(pairs, key=lambda pair: (pair[0], pair[1].slot_id)),
            (len(ours), float(ours.sum())),
            len(points),
            float(points.min()) if len(points) else None,
            float(points.sum()),
        )


def _openable(ranking: Ranking, left: Mapping[str, int]) -> tuple[NearMiss, ...]:
    """Choose near misses that help: of places that take part and have a seat left, or would get one."""
    helpful = [
        miss
        for miss in ranking.near_misses
        if left.get(miss.slot_id, 0) > 0
        or (miss.slot_id in left and any(change.rule == "capacity" for change in miss.changes))
    ]
    return tuple(helpful[:NEAR])
