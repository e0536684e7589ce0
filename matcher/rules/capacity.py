"""Rule `capacity`: there is room left."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from matcher.columns import Array, Bools, Pairs, Shared
from matcher.facts import Person, Place, World
from matcher.results import Change, Verdict
from matcher.rules.base import Rule, no_asks, no_columns, remedy, smallest, untouched, verdict
from matcher.vocabulary import Label
from matcher.wording import message

ID: Final = "capacity"
SOURCE: Final = "Platsens uppgifter: antal platser, antal tagna"


def judge(_person: Person, place: Place, _world: World) -> Verdict:
    """Judge whether somebody more can come."""
    capacity, filled = place.record.capacity, place.record.filled
    if capacity is None or (filled is None and capacity > 0):
        asks = tuple(f"slot.{f}" for f, v in (("capacity", capacity), ("filled", filled)) if v is None)
        return verdict(ID, "unknown", message("capacity.unknown"), SOURCE, needed=1, asks=asks)
    free = capacity - (filled or 0)
    if free < 1:
        text = message("capacity.one_more", capacity=capacity)
        change = Change(ID, "employer", text, "slot.capacity", (filled or 0) + 1)
        text = message("capacity.fail", capacity=capacity)
        return verdict(
            ID, "fail", text, SOURCE, needed=1, held=0, remedies=smallest(remedy("employer", change))
        )
    return verdict(
        ID, "pass", message("capacity.pass", free=free, capacity=capacity), SOURCE, needed=1, held=free
    )


def place_columns(places: Sequence[Place], _world: World, _shared: Shared) -> Mapping[str, Array]:
    """Say which places are full."""
    return {"full": np.array([_full(p.record.capacity, p.record.filled) for p in places], dtype=np.bool_)}


def _full(capacity: int | None, filled: int | None) -> bool:
    return capacity is not None and (capacity == 0 or (filled is not None and filled >= capacity))


def fails(pairs: Pairs) -> Bools:
    """Say where no room is left."""
    return pairs.s["full"]


def changes(pairs: Pairs) -> Array:
    """One more place is one change."""
    return pairs.s["full"].astype(np.int8)


RULE: Final = Rule(
    ID,
    Label("lediga platser", "room"),
    SOURCE,
    judge,
    place_columns,
    no_columns,
    fails,
    no_asks,
    changes,
    untouched,
    quick=fails,
)
