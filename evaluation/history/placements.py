"""Placements with the people and places they are of: checked against each other, then as columns."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from data.loaders import BadFile, Problem
from evaluation.history.outcomes import CENSORED, Outcomes
from matcher.domain import Participant, Placement, Slot
from matcher.vocabulary import OUTCOMES

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Bools = NDArray[np.bool_]

_NOT_STARTED: Final = ("declined_by_employer", "declined_by_participant")
_ENDED: Final = ("hired", "subsidised_job", "studies", "completed", "interrupted")


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What happened: n placements in order of the day they were suggested.

    Attributes
    ----------
    participants, slots : those that may occur, as they were.
    placements : the placements that can be used: those whose day is known.
    outcomes : how good each outcome is.
    participant, slot : row of each placement's participant and slot, (n,).
    day : ordinal of the day it was suggested, (n,).
    started, ended : ordinals, NaN where it did not start, has not ended, or nobody wrote it down.
    grade : how good the outcome was, NaN where it is not judged.
    censored : True where it is still going on.
    known_on : ordinal of the day from which the outcome was known, NaN where it is not.
    notes : Swedish sentences on what was left out, and why.
    """

    participants: tuple[Participant, ...]
    slots: tuple[Slot, ...]
    placements: tuple[Placement, ...]
    outcomes: Outcomes
    participant: Whole
    slot: Whole
    day: Whole
    started: Floats
    ended: Floats
    grade: Floats
    censored: Bools
    known_on: Floats
    notes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.placements)


def history(
    participants: Sequence[Participant],
    slots: Sequence[Slot],
    placements: Sequence[Placement],
    *,
    outcomes: Outcomes | None = None,
    name: str = "Placeringarna",
    unit: Literal["rad", "post"] = "post",
) -> History:
    """Check placements against the people and places they are of, and write them as columns.

    Parameters
    ----------
    participants, slots : as they were then; ids must be unique.
    placements : in any order.
    outcomes : how good each outcome is; the standard table when not given.
    name : what to call the placements in messages, such as the name of their file.
    unit : ``rad`` when they come from a table, whose header is row 1; else they are numbered from 1.

    Raises
    ------
    BadFile
        With every fault of the placements, where it is and how to mend it.
    """
    outcomes = outcomes or Outcomes()
    people = {record.id: row for row, record in enumerate(participants)}
    places = {record.id: row for row, record in enumerate(slots)}
    problems = [
        Problem(number + (2 if unit == "rad" else 1), column, value, message, remedy, unit)
        for number, column, value, message, remedy in _faults(placements, people, places)
    ]
    problems += _twice(participants, "Deltagaren") + _twice(slots, "Platsen")
    if problems:
        raise BadFile(name, problems)
    once = {replace(p, id=""): p for p in reversed(placements)}.values()  # the first of those alike
    used = sorted((p for p in once if p.suggested_on), key=lambda p: (p.suggested_on, p.id))
    grades = [outcomes.grade(p.outcome) for p in used]
    return History(
        participants=tuple(participants),
        slots=tuple(slots),
        placements=tuple(used),
        outcomes=outcomes,
        participant=np.array([people[p.participant_id] for p in used], dtype=np.int64),
        slot=np.array([places[p.slot_id] for p in used], dtype=np.int64),
        day=_ordinals(p.suggested_on for p in used).astype(np.int64),
        started=_ordinals(p.started_on for p in used),
        ended=_ordinals(p.ended_on for p in used),
        grade=np.array([np.nan if grade is None else grade for grade in grades], dtype=np.float64),
        censored=np.array([p.outcome == CENSORED for p in used], dtype=np.bool_),
        known_on=_ordinals(_known_on(p) for p in used),
        notes=tuple(_notes(len(placements) - len(once), once, used, grades)),
    )


def _ordinals(days: Iterable[date | None]) -> Floats:
    return np.array([np.nan if day is None else float(day.toordinal()) for day in days], dtype=np.float64)


def _known_on(placement: Placement) -> date | None:
    """Say from which day the outcome was known; a refusal is known on the day of the suggestion."""
    if placement.outcome in {None, CENSORED}:
        return None
    if placement.outcome in _NOT_STARTED:
        return placement.ended_on or placement.suggested_on
    if placement.outcome == "no_show":
        return placement.ended_on or placement.started_on or placement.suggested_on
    return placement.ended_on


Fault = tuple[int, str, str | None, str, str]


def _faults(
    placements: Sequence[Placement], people: dict[str, int], places: dict[str, int]
) -> Iterable[Fault]:
    ids: dict[str, int] = {}
    for number, p in enumerate(placements):
        if p.id in ids:
            yield number, "id", p.id, f"Placeringen {p.id} står två gånger.", "Ta bort den ena raden."
        ids.setdefault(p.id, number)
        if p.participant_id not in people:
            message = f"Deltagaren {p.participant_id} finns inte bland deltagarna."
            remedy = "Lägg till deltagaren som den var då, eller ta bort placeringen."
            yield number, "participant_id", p.participant_id, message, remedy
        if p.slot_id not in places:
            message = f"Platsen {p.slot_id} finns inte bland platserna."
            yield (
                number,
                "slot_id",
                p.slot_id,
                message,
                "Lägg till platsen som den var då, eller ta bort placeringen.",
            )
        yield from _dates(number, p)


def _dates(number: int, p: Placement) -> Iterable[Fault]:
    mend = "Rätta den dag som är fel."
    if p.suggested_on and p.started_on and p.started_on < p.suggested_on:
        message = f"Placeringen {p.id} började {p.started_on} men föreslogs först {p.suggested_on}."
        yield number, "started_on", str(p.started_on), message, mend
    begun = p.started_on or p.suggested_on
    if begun and p.ended_on and p.ended_on < begun:
        message = f"Placeringen {p.id} slutade {p.ended_on}, före {begun}."
        yield number, "ended_on", str(p.ended_on), message, mend
    if p.outcome == CENSORED and p.ended_on:
        message = f"Placeringen {p.id} pågår enligt utfallet men slutade {p.ended_on}."
        yield number, "outcome", p.outcome, message, "Ange hur den slutade, eller ta bort slutdagen."
    if p.outcome in _NOT_STARTED and p.started_on:
        name = OUTCOMES[p.outcome].sv
        message = f"Placeringen {p.id} har utfallet ”{name}” men började {p.started_on}."
        remedy = "Ta bort startdagen, eller ange ”interrupted” om den avbröts efter starten."
        yield number, "outcome", p.outcome, message, remedy


def _twice(records: Sequence[Participant] | Sequence[Slot], kind: str) -> list[Problem]:
    seen: set[str] = set()
    found = []
    for record in records:
        if record.id in seen:
            message = f"{kind} {record.id} står två gånger."
            found.append(Problem(None, "id", record.id, message, "Behåll en av dem, som den var då."))
        seen.add(record.id)
    return found


def _notes(
    alike: int, once: Collection[Placement], used: Sequence[Placement], grades: Sequence[float | None]
) -> Iterable[str]:
    if alike:
        yield f"Placeringar som i allt utom sitt id är desamma som en annan: {alike}. De räknas en gång."
    if left := len(once) - len(used):
        yield (
            f"Placeringar utan dagen då platsen föreslogs: {left}. De är inte med, för det går inte att veta "
            "vilka platser som var öppna då."
        )
    if unknown := sum(p.outcome is None for p in used):
        yield f"Placeringar utan utfall: {unknown}. De räknas i vad som valdes men inte i hur det gick."
    if ongoing := sum(p.outcome == CENSORED for p in used):
        yield f"Placeringar som pågår: {ongoing}. Ingen vet hur de går, så de är varken bra eller dåliga."
    if undated := sum(p.outcome in _ENDED and p.ended_on is None for p in used):
        yield (
            f"Avslutade placeringar utan slutdag: {undated}. Det går inte att veta när utfallet blev känt, "
            "så de används inte för att lära vikter."
        )
    if len({grade for grade in grades if grade is not None}) == 1:
        yield (
            "Alla placeringar som kan bedömas har fått samma betyg. Då går det inte att säga vad som skiljer "
            "bra placeringar från mindre bra."
        )
