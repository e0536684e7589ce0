"""Rule `dates`: the participant can be there while the place lasts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from matcher.columns import NEVER, Array, Bools, Pairs, Shared, days_of
from matcher.domain import Participant, Slot
from matcher.facts import Person, Place, World
from matcher.results import Change, Remedy, Verdict
from matcher.rules.base import Rule, iso, remedy, smallest, untouched, verdict
from matcher.vocabulary import Label
from matcher.wording import message

ID: Final = "dates"
NO_START: Final = 0
NO_END: Final = 10_000_000
SOURCE: Final = "Deltagarens tid (kan börja, kan till och med) och platsens start och slut"


def judge(person: Person, place: Place, world: World) -> Verdict:
    """Judge whether the two periods, from today on, share a day. A missing end means no end."""
    who, slot, today = person.record, place.record, world.context.date
    needed = [iso(slot.start), iso(slot.end)]
    held = [iso(who.available_from), iso(who.available_to)]
    earliest = _latest(who.available_from, slot.start, today)
    latest = min((d for d in (who.available_to, slot.end) if d), default=None)
    if earliest and latest and earliest > latest:
        text = message("dates.fail", earliest=earliest, latest=latest)
        remedies = smallest(_by_participant(who, slot, today), _by_employer(who, slot, today))
        return verdict(ID, "fail", text, SOURCE, needed=needed, held=held, remedies=remedies)
    if slot.start is None:
        asks = ("slot.start",)
        return verdict(
            ID, "unknown", message("dates.unknown_slot"), SOURCE, needed=needed, held=held, asks=asks
        )
    if who.available_from is None:
        asks = ("participant.available_from",)
        return verdict(
            ID, "unknown", message("dates.unknown_participant"), SOURCE, needed=needed, held=held, asks=asks
        )
    return verdict(ID, "pass", message("dates.pass", earliest=earliest), SOURCE, needed=needed, held=held)


def _by_participant(who: Participant, slot: Slot, today: date | None) -> Remedy | None:
    floor = _latest(slot.start, today)
    if floor and slot.end and floor > slot.end:
        return None
    changes, start = [], who.available_from
    if start and slot.end and start > slot.end:
        start = slot.end
        changes.append(
            Change(
                ID, "participant", message("dates.start_by", day=start), "participant.available_from", start
            )
        )
    reach = _latest(start, floor)
    if who.available_to and reach and who.available_to < reach:
        changes.append(
            Change(ID, "participant", message("dates.stay_to", day=reach), "participant.available_to", reach)
        )
    return remedy("participant", *changes)


def _by_employer(who: Participant, slot: Slot, today: date | None) -> Remedy | None:
    floor = _latest(who.available_from, today)
    if floor and who.available_to and floor > who.available_to:
        return None
    changes, start = [], slot.start
    if start and who.available_to and start > who.available_to:
        start = who.available_to
        changes.append(Change(ID, "employer", message("dates.begin_by", day=start), "slot.start", start))
    reach = _latest(start, floor)
    if slot.end and reach and slot.end < reach:
        changes.append(Change(ID, "employer", message("dates.last_to", day=reach), "slot.end", reach))
    return remedy("employer", *changes)


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def person_columns(persons: Sequence[Person], world: World, _shared: Shared) -> Mapping[str, Array]:
    """Periods of participants; the day of the context goes with them."""
    today = np.nan if world.context.date is None else float(world.context.date.toordinal())
    first = days_of(p.record.available_from for p in persons)
    last = days_of(p.record.available_to for p in persons)
    lo, hi = _bound(np.fmax(first, today), NO_START), _bound(last, NO_END)
    return {
        "from": first,
        "to": last,
        "today": np.full(len(persons), today),
        "lo": lo,
        "hi": hi,
        "ended": lo > hi,
    }


def place_columns(places: Sequence[Place], _world: World, _shared: Shared) -> Mapping[str, Array]:
    """Periods of places."""
    start = days_of(p.record.start for p in places)
    end = days_of(p.record.end for p in places)
    lo, hi = _bound(start, NO_START), _bound(end, NO_END)
    return {"start": start, "end": end, "lo": lo, "hi": hi, "ended": lo > hi}


def _bound(days: Array, unknown: int) -> Array:
    """Write ordinals as int32, with a day beyond all others where unknown."""
    return np.nan_to_num(days, nan=unknown).astype(np.int32)


def fails(pairs: Pairs) -> Bools:
    """Say where the two periods share no day: the latest beginning comes after the earliest end."""
    p, s = pairs.p, pairs.s
    apart: Bools = (s["lo"] > p["hi"]) | (s["hi"] < p["lo"])
    return apart | s["ended"] | p["ended"]


def asks(pairs: Pairs) -> Mapping[str, Bools]:
    """Ask when the participant can start, where the place says when it starts."""
    return {"available_from": np.isnan(pairs.p["from"]) & ~np.isnan(pairs.s["start"])}


def changes(pairs: Pairs) -> Array:
    """Count the moved dates, by whom fewest."""
    p, s = pairs.p, pairs.s
    both = []
    for begin, stop, other_begin, other_stop in (
        (p["from"], p["to"], s["start"], s["end"]),
        (s["start"], s["end"], p["from"], p["to"]),
    ):
        floor = np.fmax(other_begin, p["today"])
        late = begin > other_stop
        reach = np.fmax(np.where(late, other_stop, begin), floor)
        count = late.astype(np.int8) + (stop < reach)
        both.append(np.where((floor > other_stop) | (count == 0), NEVER, count))
    return np.minimum(*both)


RULE: Final = Rule(
    ID,
    Label("tid", "dates"),
    SOURCE,
    judge,
    place_columns,
    person_columns,
    fails,
    asks,
    changes,
    untouched,
    quick=fails,
)
