"""How long the way to a place takes, and how sure that is.

The distance is the straight line between two points; a record without a point lies somewhere
within `Travel.spread_km` of the seat of its municipality. Minutes are whole, so that every
engine gets the same. A municipality's own table of minutes comes before any estimate.
"""

import math
from dataclasses import dataclass
from typing import Final

from matcher.context import Travel
from matcher.facts import Person, Place
from matcher.vocabulary import MODES

ASSUMED: Final = ("public",)
"""How people are taken to travel when it is not known."""
ORDER: Final = tuple(MODES)


@dataclass(frozen=True, slots=True)
class Trip:
    """Minutes from door to door.

    Attributes
    ----------
    best : the least it can take, by any mode that may be used.
    likely : what it is expected to take.
    worst : the most it can take, by a mode that surely may be used.
    mode : the mode of `likely`.
    """

    best: float
    likely: float
    worst: float
    mode: str


def trip(person: Person, place: Place, travel: Travel) -> Trip | None:
    """Estimate the way; None when a point is missing on either side and no table answers."""
    who, slot = person.record, place.record
    modes = who.travel_modes
    table = own_minutes(travel, who.postcode, who.municipality, slot.postcode, slot.municipality)
    if (person.spot is None or place.spot is None) and not table:
        return None
    low, middle, high = _kilometres(person, place)
    best = likely = worst = math.inf
    way = ""
    for mode in ORDER if modes is None else modes:
        best = min(best, _by(mode, low, table, travel))
        if modes is not None or mode in ASSUMED:
            minutes = _by(mode, middle, table, travel)
            worst = min(worst, _by(mode, high, table, travel))
            if minutes < likely or (minutes == likely and mode < way):
                likely, way = minutes, mode
    return Trip(best, likely, worst, way)


def own_minutes(
    travel: Travel,
    from_postcode: str | None,
    from_municipality: str | None,
    to_postcode: str | None,
    to_municipality: str | None,
) -> dict[str, float]:
    """Look the way up in the municipality's own table: postcodes before municipalities."""
    found: dict[str, float] = {}
    if travel.minutes:
        for origin in (from_municipality, from_postcode):
            for goal in (to_municipality, to_postcode):
                if origin and goal:
                    found |= travel.minutes.get((origin, goal), {})
    return found


def _kilometres(person: Person, place: Place) -> tuple[float, float, float]:
    a, b = person.spot, place.spot
    if a is None or b is None:
        return math.inf, math.inf, math.inf
    dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
    middle = math.sqrt(dx * dx + dy * dy + dz * dz)
    spread = a.spread + b.spread
    return max(0.0, middle - spread), middle, middle + spread


def _by(mode: str, kilometres: float, table: dict[str, float], travel: Travel) -> float:
    if mode in table:
        return float(round(table[mode]))
    if math.isinf(kilometres):
        return math.inf
    speed = travel.speeds[mode]
    return float(round(speed.start + kilometres * speed.detour / speed.kmh * 60))
