"""Rule `commute`: the participant can get there within the time that is reasonable for them.

A way that may be too long, or may not, is unknown.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from matcher.columns import NEVER, Array, Bools, Pairs, Shared, known, numbers
from matcher.context import Travel
from matcher.facts import Person, Place, Spot, World
from matcher.results import Change, Verdict
from matcher.rules.base import Rule, remedy, smallest, verdict
from matcher.travel import ASSUMED, ORDER, Trip, own_minutes, trip
from matcher.vocabulary import MODES, Label
from matcher.wording import Message, message

ID: Final = "commute"
SOURCE: Final = (
    "Deltagarens längsta resväg i minuter; avstånd och hastigheter, eller kommunens egen restidstabell"
)


def judge(person: Person, place: Place, world: World) -> Verdict:
    """Judge the longest and the shortest way it can be against the participant's limit."""
    limit = person.record.travel_max_minutes
    way = trip(person, place, world.context.travel)
    held = {
        "minutes": None if way is None or np.isinf(way.likely) else way.likely,
        "mode": way.mode if way else None,
    }
    if way is None or limit is None:
        if way is None and place.spot is None:
            text = message("commute.unknown_slot")
            return verdict(ID, "unknown", text, SOURCE, needed=limit, held=held, asks=("slot.municipality",))
        asks: tuple[str, ...] = ("participant.travel_max_minutes",) if limit is None else ()
        asks += ("participant.municipality",) if way is None else ()
        return verdict(ID, "unknown", _unknown(way, limit), SOURCE, needed=limit, held=held, asks=asks)
    if way.best > limit:
        changes = []
        if way.worst <= LONGEST:
            text = message("commute.longer", minutes=way.worst, held=limit)
            changes.append(Change(ID, "participant", text, "participant.travel_max_minutes", way.worst))
        text = message(
            "commute.fail" if way.mode else "commute.no_mode",
            minutes=way.likely,
            mode=_mode(way.mode),
            limit=limit,
        )
        return verdict(
            ID,
            "fail",
            text,
            SOURCE,
            needed=limit,
            held=held,
            remedies=smallest(remedy("participant", *changes)),
        )
    if way.worst <= limit:
        text = message("commute.pass", minutes=way.likely, mode=_mode(way.mode), limit=limit)
        return verdict(ID, "pass", text, SOURCE, needed=limit, held=held)
    asks = ("participant.travel_modes",) if person.record.travel_modes is None else ()
    asks += ("participant.lat",) if person.spot and person.spot.spread else ()
    asks += ("slot.lat",) if place.spot and place.spot.spread else ()
    return verdict(
        ID, "unknown", message("commute.unsure", limit=limit), SOURCE, needed=limit, held=held, asks=asks
    )


def _unknown(way: Trip | None, limit: float | None) -> Message:
    """Say what of home and limit is missing, and how long the way is when that is known."""
    if way is None:
        return message("commute.unknown_participant" if limit is None else "commute.unknown_home")
    if not way.mode:
        return message("commute.unknown_limit")
    return message("commute.unknown_limit_but_way", minutes=way.likely, mode=_mode(way.mode))


def _mode(mode: str) -> Label | str:
    return MODES[mode] if mode else ""


LONGEST: Final = 120
"""Nobody is asked to travel longer, in minutes one way: such a place is no near miss."""
MARGIN_KM: Final = np.float32(0.2)
"""How near the limit of the way whole minutes are worked out; more than any rounding of kilometres."""


def _spots(spots: Sequence[Spot | None]) -> dict[str, Array]:
    exact = {
        name: numbers(None if s is None else getattr(s, name) for s in spots)
        for name in ("x", "y", "z", "spread")
    }
    return exact | {f"near_{name}": column.astype(np.float32) for name, column in exact.items()}


def _radius(person: Person, travel: Travel) -> float:
    """Kilometres that the limit reaches by the fastest mode, but for rounding."""
    limit, modes = person.record.travel_max_minutes, person.record.travel_modes
    if limit is None or person.spot is None or travel.minutes:
        return math.inf
    speeds = [travel.speeds[mode] for mode in (ORDER if modes is None else modes)]
    return max(((limit + 0.5 - v.start) / 60 * v.kmh / v.detour for v in speeds), default=-math.inf)


def person_columns(persons: Sequence[Person], _world: World, shared: Shared) -> Mapping[str, Array]:
    """Points, limits and modes of participants."""
    radius = np.array([_radius(p, shared["travel"]) for p in persons])
    spreads = np.array([p.spot.spread if p.spot else 0.0 for p in persons])
    modes = np.array(
        [[p.record.travel_modes is None or m in p.record.travel_modes for m in ORDER] for p in persons],
        dtype=np.bool_,
    ).reshape(-1, len(ORDER))
    columns = _spots([p.spot for p in persons]) | {
        "limit": numbers(p.record.travel_max_minutes for p in persons),
        "modes_known": known(p.record.travel_modes for p in persons),
        "zone": _zones(persons, shared),
        "near_radius": (radius + spreads).astype(np.float32),
        "sure_radius": np.where(radius < MARGIN_KM, -np.inf, radius + spreads - MARGIN_KM).astype(np.float32),
    }
    return columns | {f"may_{mode}": modes[:, i] for i, mode in enumerate(ORDER)}


def place_columns(places: Sequence[Place], world: World, shared: Shared) -> Mapping[str, Array]:
    """Points of places, and the zones of the municipality's own table, if there is one."""
    shared["travel"] = world.context.travel
    zones = [(p.record.postcode, p.record.municipality) for p in places]
    index = {zone: i for i, zone in enumerate(dict.fromkeys(zones))}
    shared["zones"] = tuple(index)
    return _spots([p.spot for p in places]) | {
        "zone": np.array([index[zone] for zone in zones], dtype=np.int32)
    }


def _zones(persons: Sequence[Person], shared: Shared) -> Array:
    """Give each participant a row of the table of own minutes, kept in `shared`."""
    if not shared["travel"].minutes:
        return np.zeros(len(persons), dtype=np.int32)
    homes = list(dict.fromkeys((p.record.postcode, p.record.municipality) for p in persons))
    table = np.full((len(ORDER), len(homes), len(shared["zones"])), np.nan)
    for row, home in enumerate(homes):
        for column, zone in enumerate(shared["zones"]):
            for mode, minutes in own_minutes(shared["travel"], *home, *zone).items():
                table[ORDER.index(mode), row, column] = round(minutes)
    shared["own_minutes"] = table
    index = {home: i for i, home in enumerate(homes)}
    return np.array([index[p.record.postcode, p.record.municipality] for p in persons], dtype=np.int32)


def _minutes(pairs: Pairs, kilometres: Array, usable: Callable[[str], Bools]) -> Array:
    """Fewest whole minutes by a usable mode; infinite without one, NaN where a point is missing."""
    p, s, travel = pairs.p, pairs.s, pairs.shared["travel"]
    own = pairs.shared.get("own_minutes")
    fewest = np.full(kilometres.shape, np.inf)
    for i, mode in enumerate(ORDER):
        speed = travel.speeds[mode]
        minutes = np.rint(speed.start + kilometres * speed.detour / speed.kmh * 60)
        if own is not None:
            table = own[i][p["zone"], s["zone"]]
            minutes = np.where(np.isnan(table), minutes, table)
        fewest = np.where(usable(mode), np.fmin(fewest, minutes), fewest)
    missing = np.isnan(kilometres)
    if own is not None:
        missing = missing & np.isnan(own[:, p["zone"], s["zone"]]).all(axis=0)
    fewest[missing] = np.nan
    return fewest


def _kilometres(pairs: Pairs) -> tuple[Array, Array]:
    """Straight line between the points, and how far off it may be."""
    p, s = pairs.p, pairs.s
    if "kilometres" not in pairs.memo:
        dx, dy, dz = p["x"] - s["x"], p["y"] - s["y"], p["z"] - s["z"]
        pairs.memo["kilometres"] = np.sqrt(dx * dx + dy * dy + dz * dz)
    return pairs.memo["kilometres"], p["spread"] + s["spread"]


def best(pairs: Pairs) -> Array:
    """Give the fewest minutes the way can take."""
    middle, spread = _kilometres(pairs)
    return _minutes(pairs, np.maximum(0.0, middle - spread), lambda mode: pairs.p[f"may_{mode}"])


def likely(pairs: Pairs) -> Array:
    """Give the minutes the way is expected to take."""
    return _minutes(pairs, _kilometres(pairs)[0], lambda mode: _sure(pairs, mode))


def worst(pairs: Pairs) -> Array:
    """Give the most minutes the way can take."""
    if "worst" not in pairs.memo:
        middle, spread = _kilometres(pairs)
        pairs.memo["worst"] = _minutes(pairs, middle + spread, lambda mode: _sure(pairs, mode))
    return pairs.memo["worst"]


def _sure(pairs: Pairs, mode: str) -> Bools:
    may: Bools = pairs.p[f"may_{mode}"]
    return may if mode in ASSUMED else may & pairs.p["modes_known"]


def _square(pairs: Pairs) -> Array:
    """Give the squared distance in float32, and so not quite exact."""
    p, s = pairs.p, pairs.s
    dx, dy, dz = p["near_x"] - s["near_x"], p["near_y"] - s["near_y"], p["near_z"] - s["near_z"]
    square: Array = dx * dx + dy * dy + dz * dz
    return square


def quick(pairs: Pairs) -> Bools:
    """Say which places surely lie beyond all that the participant can reach in time."""
    outer = pairs.p["near_radius"] + pairs.s["near_spread"] + MARGIN_KM
    beyond: Bools = _square(pairs) > outer * outer
    return beyond


def fails(pairs: Pairs) -> Bools:
    """Say where even the shortest way is too long; minutes are worked out only near the limit."""
    square = _square(pairs)
    inner = np.maximum(pairs.p["sure_radius"] + pairs.s["near_spread"], 0)
    unsure = np.flatnonzero(square >= inner * inner)
    if pairs.shared["travel"].minutes:
        unsure = np.arange(len(square))
    beyond = np.zeros(pairs.shape, dtype=np.bool_)
    near = pairs.some(unsure)
    beyond[unsure] = best(near) > near.p["limit"]
    return beyond


def asks(pairs: Pairs) -> Mapping[str, Bools]:
    """Ask for the limit, the home and the modes, where they decide."""
    p, s = pairs.p, pairs.s
    nowhere, no_limit = np.isnan(best(pairs)), np.isnan(p["limit"])
    unsure = ~nowhere & ~no_limit & ~(worst(pairs) <= p["limit"])
    return {
        "travel_max_minutes": no_limit & ~(nowhere & np.isnan(s["x"])),
        "municipality": np.isnan(p["x"]) & nowhere & ~np.isnan(s["x"]),
        "travel_modes": unsure & ~p["modes_known"],
        "lat": unsure & (p["spread"] > 0),
    }


def changes(pairs: Pairs) -> Array:
    """Count a longer way as one change; without any way to travel within a day nothing helps."""
    return np.where(worst(pairs) > LONGEST, NEVER, 1).astype(np.int8)


def opened(pairs: Pairs, where: Bools) -> None:
    """Let the participant accept the way as it is."""
    pairs.p["limit"] = np.where(where, worst(pairs), pairs.p["limit"])


RULE: Final = Rule(
    ID,
    Label("resväg", "commute"),
    SOURCE,
    judge,
    place_columns,
    person_columns,
    fails,
    asks,
    changes,
    opened,
    quick=quick,
)
