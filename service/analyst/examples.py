"""Invented people to try weights on: an analyst sees no real one.

They are of the invented municipality, always the same, and are ranked among its places by the same engine,
the same text model and the same day as everybody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from data.synthetic import municipality
from matcher import Context, Participant, Slot, prepare
from matcher.weights import FACTORS, Weights

SEED: Final = 2026
PEOPLE: Final = ("D0002", "D0011", "D0018")
"""Three who differ: in what they want, how far they can travel and what they can show."""
SLOTS: Final = 150
TOP: Final = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One place of one order.

    Attributes
    ----------
    moved : how many steps further up it stands than in the other order; None when it is not there.
    """

    slot: Slot
    score: float
    moved: int | None


@dataclass(frozen=True, slots=True)
class Example:
    """One invented person, and the first places by two sets of weights."""

    person: Participant
    used: tuple[Line, ...]
    tried: tuple[Line, ...]

    @property
    def same(self) -> bool:
        """Whether the same places stand in the same order."""
        return [line.slot.id for line in self.used] == [line.slot.id for line in self.tried]


def examples(context: Context, used: Weights, points: Mapping[str, float]) -> list[Example]:
    """Rank the places for each invented person by the weights in use and by others.

    Parameters
    ----------
    context : what answers rest on now.
    used : the weights in use.
    points : those that are tried.
    """
    first = _ranked(context, tuple(used.values[name] for name in FACTORS))
    second = _ranked(context, tuple(points[name] for name in FACTORS))
    return [
        Example(person, _lines(second[i], first[i], back=True), _lines(first[i], second[i]))
        for i, person in enumerate(_town(context)[0])
    ]


_Order = tuple[tuple[Slot, float], ...]


def _lines(before: _Order, after: _Order, *, back: bool = False) -> tuple[Line, ...]:
    stood = {slot.id: place for place, (slot, _) in enumerate(before)}
    return tuple(
        Line(slot, score, None if back or slot.id not in stood else stood[slot.id] - place)
        for place, (slot, score) in enumerate(after)
    )


@lru_cache(maxsize=2)
def _made(day: object) -> tuple[tuple[Participant, ...], tuple[Slot, ...]]:
    town = municipality(SEED, participants=25, employers=40, slots=SLOTS, placements=0, today=day)  # type: ignore[arg-type]
    people = {person.id: person for person in town.participants}
    return tuple(people[key] for key in PEOPLE), town.slots


def _town(context: Context) -> tuple[tuple[Participant, ...], tuple[Slot, ...]]:
    return _made(context.date)


_KEPT: dict[tuple[object, ...], tuple[_Order, ...]] = {}
MOST_KEPT: Final = 32


def _ranked(context: Context, points: tuple[float, ...]) -> tuple[_Order, ...]:
    """Rank by some points; what was ranked is kept for a while, since the weights in use come back."""
    key = (context.date, context.encoder.hash, points)
    found = _KEPT.get(key)
    if found is None:
        people, slots = _town(context)
        by_id = {slot.id: slot for slot in slots}
        weights = Weights(dict(zip(FACTORS, points, strict=True)))
        places = prepare(slots, replace(context, weights=weights))
        found = tuple(
            tuple((by_id[one.slot_id], one.score) for one in ranking.suggestions)
            for ranking in places.rank(list(people), top=TOP, near=0, questions=0)
        )
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = found
    return found
