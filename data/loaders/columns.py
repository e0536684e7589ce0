"""Which columns each kind of record has in a table, and how their cells are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from data.loaders import cells as c
from data.records import ParticipantRecord, PlacementRecord, Record, SlotRecord
from matcher.vocabulary import CONDITIONS, MODES, OUTCOMES, SUPPORTS

Kind = Literal["participants", "slots", "placements"]

_PLACE: Final[Mapping[str, c.Reader]] = {
    "municipality": c.padded(4),
    "postcode": c.text,
    "lat": c.number,
    "lon": c.number,
}

_PARTICIPANT: Final[Mapping[str, c.Reader]] = {
    "id": c.text,
    **_PLACE,
    "skills": c.skills,
    "experience": c.experience,
    "swedish_spoken": c.level,
    "swedish_written": c.level,
    "sfi_passed": c.level,
    "languages": c.languages,
    "licences": c.licences,
    "certificates": c.texts,
    "goals": c.texts,
    "goal_occupations": c.texts,
    "available_from": c.day,
    "available_to": c.day,
    "hours_per_week": c.number,
    "hours_start": c.number,
    "days": c.days,
    "earliest": c.clock,
    "latest": c.clock,
    "study_hours": c.number,
    "travel_max_minutes": c.number,
    "travel_modes": c.codes(MODES),
    "cannot": c.codes(CONDITIONS),
    "needs": c.codes(SUPPORTS),
    "excluded_employers": c.texts,
    "under_18": c.flag,
    "priority": c.whole,
}

_SLOT: Final[Mapping[str, c.Reader]] = {
    "id": c.text,
    "employer_id": c.text,
    "employer_name": c.text,
    "title": c.text,
    "occupation": c.padded(4),
    "tasks": c.text,
    "required_skills": c.texts,
    "desired_skills": c.texts,
    "min_swedish_spoken": c.level,
    "min_swedish_written": c.level,
    "language_support": c.flag,
    "licences_required": c.licences,
    "licences_desired": c.licences,
    "certificates_required": c.texts,
    **_PLACE,
    "start": c.day,
    "end": c.day,
    "hours_min": c.number,
    "hours_max": c.number,
    "soft_start": c.flag,
    "days": c.days,
    "start_time": c.clock,
    "end_time": c.clock,
    "capacity": c.whole,
    "filled": c.whole,
    "conditions": c.codes(CONDITIONS),
    "adaptable": c.codes(CONDITIONS),
    "offers": c.codes(SUPPORTS),
    "adults_only": c.flag,
    "open_from": c.day,
    "open_until": c.day,
    "paused": c.flag,
    "employer_placements": c.whole,
    "employer_completed": c.whole,
    "employer_hired": c.whole,
}

_PLACEMENT: Final[Mapping[str, c.Reader]] = {
    "id": c.text,
    "participant_id": c.text,
    "slot_id": c.text,
    "suggested_on": c.day,
    "started_on": c.day,
    "ended_on": c.day,
    "outcome": c.one_code(OUTCOMES),
    "ended_by": c.text,
    "reason": c.text,
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How one kind of record lies in a table.

    Attributes
    ----------
    record : its schema.
    readers : column → how a cell is read, in the order of the contract.
    required : columns that must be there and filled.
    """

    record: type[Record]
    readers: Mapping[str, Callable[[c.Cell], Any]]
    required: tuple[str, ...]


LAYOUTS: Final[Mapping[Kind, Layout]] = {
    "participants": Layout(ParticipantRecord, _PARTICIPANT, ("id",)),
    "slots": Layout(SlotRecord, _SLOT, ("id",)),
    "placements": Layout(PlacementRecord, _PLACEMENT, ("id", "participant_id", "slot_id")),
}
