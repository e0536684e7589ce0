"""Rule `schedule`: the participant can be there on the days and at the times of the place.

A shift that ends before it begins ends the day after.
"""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Final

import numpy as np

from matcher.columns import NEVER, Array, Bools, Pairs, Shared, bits, known, minutes_of, numbers
from matcher.domain import Participant, Slot
from matcher.facts import Person, Place, World
from matcher.results import Change, Remedy, Verdict
from matcher.rules.base import Rule, in_order, remedy, smallest, verdict
from matcher.vocabulary import DAYS, Label
from matcher.wording import message

ID: Final = "schedule"
SOURCE: Final = "Platsens dagar och tider, deltagarens dagar och tider"
ORDER: Final = tuple(DAYS)
ALL_DAYS: Final = (1 << len(ORDER)) - 1
DAY: Final = 24 * 60

Times = tuple[time | None, time | None]


def judge(person: Person, place: Place, _world: World) -> Verdict:
    """Judge the days, and the clock times."""
    who, slot = person.record, place.record
    shift, free = (slot.start_time, slot.end_time), (who.earliest, who.latest)
    needed = {
        "days": in_order(slot.days, ORDER),
        "start_time": _clock(slot.start_time),
        "end_time": _clock(slot.end_time),
    }
    held = {"days": in_order(who.days, ORDER), "earliest": _clock(who.earliest), "latest": _clock(who.latest)}
    lacking = in_order((slot.days or frozenset()) - who.days, ORDER) or [] if who.days is not None else []
    early, late = _misfits(shift, free)
    if lacking or early or late:
        if lacking:
            text = message("schedule.fail_days", days=_labels(lacking))
        elif early:
            text = message("schedule.fail_early", begins=slot.start_time)
        else:
            text = message("schedule.fail_late", ends=slot.end_time)
        remedies = smallest(_by_participant(who, slot, lacking), _by_employer(who, slot, lacking))
        return verdict(ID, "fail", text, SOURCE, needed=needed, held=held, remedies=remedies)
    if slot.days is None and shift == (None, None):
        asks: tuple[str, ...] = ("slot.days", "slot.start_time", "slot.end_time")
        return verdict(
            ID, "unknown", message("schedule.unknown_slot"), SOURCE, needed=needed, held=held, asks=asks
        )
    asks = ("participant.days",) if slot.days and who.days is None else ()
    asks += ("participant.earliest",) if slot.start_time is not None and who.earliest is None else ()
    asks += ("participant.latest",) if slot.end_time is not None and who.latest is None else ()
    if asks:
        return verdict(
            ID,
            "unknown",
            message("schedule.unknown_participant"),
            SOURCE,
            needed=needed,
            held=held,
            asks=asks,
        )
    return verdict(ID, "pass", message("schedule.pass"), SOURCE, needed=needed, held=held)


def _by_participant(who: Participant, slot: Slot, lacking: list[str]) -> Remedy:
    """More days, and the times of the place: one of them where that is enough, else both."""
    shift, free = (slot.start_time, slot.end_time), (who.earliest, who.latest)
    early, late = _misfits(shift, free)
    if any(_misfits(shift, _moved(free, shift, early, late))):
        early = late = True
    changes = []
    if lacking:
        text = message("schedule.more_days", days=_labels(lacking))
        more = (who.days or frozenset()) | frozenset(lacking)
        changes.append(Change(ID, "participant", text, "participant.days", more))
    if early:
        text = message("schedule.begin", time=slot.start_time)
        changes.append(Change(ID, "participant", text, "participant.earliest", slot.start_time))
    if late:
        text = message("schedule.stay", time=slot.end_time)
        changes.append(Change(ID, "participant", text, "participant.latest", slot.end_time))
    return remedy("participant", *changes)


def _by_employer(who: Participant, slot: Slot, lacking: list[str]) -> Remedy | None:
    """Fewer days, and the times of the participant; None where no day or no whole shift would remain."""
    shift, free = (slot.start_time, slot.end_time), (who.earliest, who.latest)
    early, late = _misfits(shift, free)
    if any(_misfits(_moved(shift, free, early, late), free)):
        if None in free:
            return None
        early = late = True
    changes = []
    if lacking:
        fewer = (slot.days or frozenset()) - frozenset(lacking)
        if not fewer:
            return None
        text = message("schedule.fewer_days", days=_labels(lacking))
        changes.append(Change(ID, "employer", text, "slot.days", fewer))
    if early:
        text = message("schedule.begin_at", time=who.earliest)
        changes.append(Change(ID, "employer", text, "slot.start_time", who.earliest))
    if late:
        text = message("schedule.end_at", time=who.latest)
        changes.append(Change(ID, "employer", text, "slot.end_time", who.latest))
    return remedy("employer", *changes)


def _misfits(shift: Times, free: Times) -> tuple[bool, bool]:
    """Say whether a shift begins too early, and whether it ends too late."""
    (begins, ends), (earliest, latest) = _span(*shift), _span(*free)
    early = begins is not None and earliest is not None and begins < earliest
    return early, ends is not None and latest is not None and ends > latest


def _moved(times: Times, others: Times, first: bool, last: bool) -> Times:
    return others[0] if first else times[0], others[1] if last else times[1]


def _span(start: time | None, end: time | None) -> tuple[int | None, int | None]:
    first = None if start is None else minutes_of(start)
    last = None if end is None else minutes_of(end)
    if first is not None and last is not None and last < first:
        last += DAY
    return first, last


def _labels(days: list[str]) -> tuple[Label, ...]:
    return tuple(DAYS[day] for day in days)


def _clock(value: time | None) -> str | None:
    return None if value is None else f"{value:%H:%M}"


def person_columns(persons: Sequence[Person], _world: World, _shared: Shared) -> Mapping[str, Array]:
    """Days as bits (all where unknown) and times in minutes."""
    spans = [_span(p.record.earliest, p.record.latest) for p in persons]
    return {
        "days": bits((p.record.days for p in persons), ORDER, ALL_DAYS, np.uint8),
        "days_known": known(p.record.days for p in persons),
        "earliest": numbers(first for first, _ in spans),
        "latest": numbers(last for _, last in spans),
    }


def place_columns(places: Sequence[Place], _world: World, _shared: Shared) -> Mapping[str, Array]:
    """Days as bits (none where unstated) and times in minutes."""
    spans = [_span(p.record.start_time, p.record.end_time) for p in places]
    return {
        "days": bits((p.record.days for p in places), ORDER, 0, np.uint8),
        "begins": numbers(first for first, _ in spans),
        "ends": numbers(last for _, last in spans),
    }


def _parts(pairs: Pairs) -> tuple[Bools, Bools, Bools]:
    p, s = pairs.p, pairs.s
    return (s["days"] & ~p["days"]) != 0, s["begins"] < p["earliest"], s["ends"] > p["latest"]


def fails(pairs: Pairs) -> Bools:
    """Say where a day or a time does not fit."""
    days, early, late = _parts(pairs)
    return days | early | late


def asks(pairs: Pairs) -> Mapping[str, Bools]:
    """Ask for what the place states."""
    p, s = pairs.p, pairs.s
    return {
        "days": (s["days"] != 0) & ~p["days_known"],
        "earliest": ~np.isnan(s["begins"]) & np.isnan(p["earliest"]),
        "latest": ~np.isnan(s["ends"]) & np.isnan(p["latest"]),
    }


def changes(pairs: Pairs) -> Array:
    """Count days as one change and each moved end of the day as another, by whom fewest."""
    p, s = pairs.p, pairs.s
    days, early, late = _parts(pairs)
    free, shift = (p["earliest"], p["latest"]), (s["begins"], s["ends"])
    moved_free = _spans(np.where(early, shift[0], free[0]), np.where(late, shift[1], free[1]))
    moved_shift = _spans(np.where(early, free[0], shift[0]), np.where(late, free[1], shift[1]))
    once = early.astype(np.int8) + late
    own = np.where(_outside(shift, moved_free), 2, once)
    whole = ~np.isnan(free[0]) & ~np.isnan(free[1])
    theirs = np.where(_outside(moved_shift, free), np.where(whole, 2, NEVER), once)
    theirs = np.where(days & ((s["days"] & p["days"]) == 0), NEVER, theirs)
    return np.minimum(own, theirs) + days


def _spans(first: Array, last: Array) -> tuple[Array, Array]:
    clock = np.mod(last, DAY)
    return first, np.where(clock < first, clock + DAY, clock)


def _outside(shift: tuple[Array, Array], free: tuple[Array, Array]) -> Bools:
    outside: Bools = (shift[0] < free[0]) | (shift[1] > free[1])
    return outside


def opened(pairs: Pairs, where: Bools) -> None:
    """Let the participant come on the days of the place."""
    pairs.p["days"] = np.where(where, pairs.p["days"] | pairs.s["days"], pairs.p["days"])


RULE: Final = Rule(
    ID,
    Label("dagar och tider", "days and times"),
    SOURCE,
    judge,
    place_columns,
    person_columns,
    fails,
    asks,
    changes,
    opened,
    quick=fails,
)
