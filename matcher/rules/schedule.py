"""Rule `schedule`: can the participant be there on the days and at the times of the place?"""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Final

import numpy as np

from matcher.columns import Array, Bools, Pairs, Shared, bits, known, minutes_of, numbers
from matcher.facts import Person, Place, World
from matcher.results import Change, Verdict
from matcher.rules.base import Rule, remedy, smallest, verdict
from matcher.vocabulary import DAYS, Label
from matcher.wording import message

ID: Final = "schedule"
SOURCE: Final = "Platsens dagar och tider, deltagarens dagar och tider"
ORDER: Final = tuple(DAYS)
ALL_DAYS: Final = (1 << len(ORDER)) - 1


def judge(person: Person, place: Place, _world: World) -> Verdict:
    """Judge days and clock times; a shift that ends before it starts ends the day after."""
    who, slot = person.record, place.record
    begins, ends = _span(slot.start_time, slot.end_time)
    earliest, latest = _span(who.earliest, who.latest)
    needed = {
        "days": _sorted(slot.days),
        "start_time": _clock(slot.start_time),
        "end_time": _clock(slot.end_time),
    }
    held = {"days": _sorted(who.days), "earliest": _clock(who.earliest), "latest": _clock(who.latest)}
    lacking = _sorted((slot.days or frozenset()) - who.days) if who.days is not None else None
    early = begins is not None and earliest is not None and begins < earliest
    late = ends is not None and latest is not None and ends > latest
    if lacking or early or late:
        own, theirs = [], []
        if lacking:
            days = tuple(DAYS[d] for d in lacking)
            more = (who.days or frozenset()) | frozenset(lacking)
            fewer = (slot.days or frozenset()) - frozenset(lacking)
            own.append(
                Change(ID, "participant", message("schedule.more_days", days=days), "participant.days", more)
            )
            theirs.append(
                Change(ID, "employer", message("schedule.fewer_days", days=days), "slot.days", fewer)
            )
        if early:
            text = message("schedule.come_earlier", time=slot.start_time)
            own.append(Change(ID, "participant", text, "participant.earliest", slot.start_time))
            text = message("schedule.begin_later", time=who.earliest)
            theirs.append(Change(ID, "employer", text, "slot.start_time", who.earliest))
        if late:
            text = message("schedule.stay_later", time=slot.end_time)
            own.append(Change(ID, "participant", text, "participant.latest", slot.end_time))
            text = message("schedule.end_earlier", time=who.latest)
            theirs.append(Change(ID, "employer", text, "slot.end_time", who.latest))
        if lacking:
            text = message("schedule.fail_days", days=tuple(DAYS[d] for d in lacking))
        else:
            text = message(
                "schedule.fail_early" if early else "schedule.fail_late",
                begins=slot.start_time,
                ends=slot.end_time,
            )
        remedies = smallest(remedy("participant", *own), remedy("employer", *theirs))
        return verdict(ID, "fail", text, SOURCE, needed=needed, held=held, remedies=remedies)
    if slot.days is None and begins is None and ends is None:
        asks = ("slot.days", "slot.start_time", "slot.end_time")
        return verdict(
            ID, "unknown", message("schedule.unknown_slot"), SOURCE, needed=needed, held=held, asks=asks
        )
    asks = ("participant.days",) if slot.days and who.days is None else ()
    asks += ("participant.earliest",) if begins is not None and earliest is None else ()
    asks += ("participant.latest",) if ends is not None and latest is None else ()
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


def _span(start: time | None, end: time | None) -> tuple[int | None, int | None]:
    first = None if start is None else minutes_of(start)
    last = None if end is None else minutes_of(end)
    if first is not None and last is not None and last < first:
        last += 24 * 60
    return first, last


def _sorted(days: frozenset[str] | None) -> list[str] | None:
    return None if days is None else sorted(days, key=ORDER.index)


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
    """Days are one change, each end of the day another."""
    days, early, late = _parts(pairs)
    return days.astype(np.int8) + early + late


def opened(pairs: Pairs, where: Bools) -> None:
    """The participant can come on the days of the place."""
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
