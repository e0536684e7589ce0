"""Rule `open`: the place is open for suggestions on the day."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from matcher.columns import Array, Bools, Pairs, Shared, days_of, flags
from matcher.facts import Person, Place, World
from matcher.results import Change, Verdict
from matcher.rules.base import Rule, iso, no_asks, no_columns, remedy, smallest, untouched, verdict
from matcher.vocabulary import Label
from matcher.wording import message

ID: Final = "open"
SOURCE: Final = "Platsens uppgifter: öppen från, öppen till, pausad"


def judge(_person: Person, place: Place, world: World) -> Verdict:
    """Judge whether the place takes suggestions on the day of the context."""
    slot, day = place.record, world.context.date
    needed = {"open_from": iso(slot.open_from), "open_until": iso(slot.open_until), "paused": slot.paused}
    held = iso(day)
    changes = []
    if slot.paused:
        changes.append(Change(ID, "employer", message("open.unpause"), "slot.paused", value=False))
    if day and slot.open_until and slot.open_until < day:
        text = message("open.extend", day=day)
        changes.append(Change(ID, "employer", text, "slot.open_until", day))
    if day and slot.open_from and slot.open_from > day:
        text = message("open.earlier", day=slot.open_from)
        changes.append(Change(ID, "employer", text, "slot.open_from", day))
    if changes:
        said = {
            "slot.paused": "open.paused",
            "slot.open_until": "open.closed",
            "slot.open_from": "open.not_yet",
        }
        text = message(said[changes[0].field], start=slot.open_from, until=slot.open_until)
        remedies = smallest(remedy("employer", *changes))
        return verdict(ID, "fail", text, SOURCE, needed=needed, held=held, remedies=remedies)
    stated = slot.open_from is not None or slot.open_until is not None
    if (day is None and stated) or (not stated and slot.paused is None):
        asks = ("slot.open_from", "slot.open_until", "slot.paused")
        return verdict(ID, "unknown", message("open.unknown"), SOURCE, needed=needed, held=held, asks=asks)
    return verdict(ID, "pass", message("open.pass"), SOURCE, needed=needed, held=held)


def place_columns(places: Sequence[Place], world: World, _shared: Shared) -> Mapping[str, Array]:
    """Judge once for every place: the participant has no part in it."""
    day = np.nan if world.context.date is None else float(world.context.date.toordinal())
    until = days_of(p.record.open_until for p in places)
    start = days_of(p.record.open_from for p in places)
    paused = flags(p.record.paused for p in places) == 1
    return {"open_changes": paused.astype(np.int8) + (until < day) + (start > day)}


def fails(pairs: Pairs) -> Bools:
    """Say where the place is not open."""
    return pairs.s["open_changes"] > 0


def changes(pairs: Pairs) -> Array:
    """Count what the employer would change."""
    return pairs.s["open_changes"]


RULE: Final = Rule(
    ID,
    Label("öppen", "open"),
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
