"""Hypothesis strategies for records with every field, unknown and known to be none included."""

from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from data.identity import find_identity_numbers
from data.records import ParticipantRecord, PlacementRecord, SlotRecord
from matcher.levels import Cefr
from matcher.licences import CLASSES
from matcher.vocabulary import CONDITIONS, DAYS, MODES, OUTCOMES, SUPPORTS

_NASTY = st.sampled_from(
    ["=1+1", "'=1+1", "''", "-x|y", "+46 70", "@sum", "|a", "a|b", "a:b", "a\\", "\\|", "a::", "inga", "Inga",
     "%c", "_x0041_", "-1,5", "000", "1e5", "ja", "2026-01-01", '"', ";", ",", "truck:3", "a;b", "\u00a0x",
     "\ufeffx", "#N/A", "#REF!", "nan", "=", "'", "\\:", "0.10", "TRUE"]
)  # fmt: skip
_LETTERS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"), exclude_characters="\ufffd"), max_size=12
)


def _plain(text: str) -> bool:
    return bool(text.strip()) and not find_identity_numbers(text)


LINES = (_NASTY | _LETTERS).filter(_plain)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map("\n".join)
DAY = st.dates(date(1900, 1, 1), date(2100, 12, 31))
CLOCK = st.builds(time, st.integers(0, 23), st.integers(0, 59))
HOURS = st.floats(0, 168)
COUNT = st.integers(0, 1_000_000)
LEVEL = st.sampled_from([str(level) for level in Cefr])
PLACE: dict[str, st.SearchStrategy[Any]] = {
    "municipality": st.from_regex(r"[0-9]{4}", fullmatch=True),
    "postcode": st.from_regex(r"[0-9]{3} ?[0-9]{2}", fullmatch=True),
    "lat": st.floats(-90, 90),
    "lon": st.floats(-180, 180),
}


def _some(items: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(items, max_size=3)


def _of(codes: Any) -> st.SearchStrategy[list[str]]:
    return _some(st.sampled_from(list(codes)))


def _part(name: str, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return LINES | st.fixed_dictionaries({name: LINES}, optional=more)


def _records(
    kind: Any, required: dict[str, Any], optional: dict[str, Any], pairs: tuple[tuple[str, str], ...]
) -> Any:
    def ordered(values: dict[str, Any]) -> Any:
        for low, high in pairs:
            if low in values and high in values and values[low] > values[high]:
                values[low], values[high] = values[high], values[low]
        return kind.model_validate(values)

    return st.fixed_dictionaries(required, optional=optional).map(ordered)


PARTICIPANTS = _records(
    ParticipantRecord,
    {"id": LINES},
    PLACE
    | {
        "skills": _some(_part("label", years=st.floats(0, 80))),
        "experience": _some(_part("title", years=st.floats(0, 80), country=LINES)),
        "swedish_spoken": LEVEL,
        "swedish_written": LEVEL,
        "sfi_passed": st.sampled_from("ABCD"),
        "languages": _some(st.from_regex(r"[a-z]{2,3}", fullmatch=True)),
        "licences": _of(CLASSES),
        "certificates": _some(LINES),
        "goals": _some(LINES),
        "goal_occupations": _some(LINES),
        "available_from": DAY,
        "available_to": DAY,
        "hours_per_week": HOURS,
        "hours_start": HOURS,
        "days": _of(DAYS),
        "earliest": CLOCK,
        "latest": CLOCK,
        "study_hours": HOURS,
        "travel_max_minutes": st.floats(0, 1440),
        "travel_modes": _of(MODES),
        "cannot": _of(CONDITIONS),
        "needs": _of(SUPPORTS),
        "excluded_employers": _some(LINES),
        "under_18": st.booleans(),
        "priority": st.sampled_from([1, 2, 3]),
    },
    (("available_from", "available_to"),),
)
SLOTS = _records(
    SlotRecord,
    {"id": LINES},
    PLACE
    | {
        "employer_id": LINES,
        "employer_name": LINES,
        "title": LINES,
        "occupation": st.from_regex(r"[0-9]{4}", fullmatch=True),
        "tasks": TEXTS,
        "required_skills": _some(LINES),
        "desired_skills": _some(LINES),
        "min_swedish_spoken": LEVEL,
        "min_swedish_written": LEVEL,
        "language_support": st.booleans(),
        "licences_required": _of(CLASSES),
        "licences_desired": _of(CLASSES),
        "certificates_required": _some(LINES),
        "start": DAY,
        "end": DAY,
        "hours_min": HOURS,
        "hours_max": HOURS,
        "soft_start": st.booleans(),
        "days": _of(DAYS),
        "start_time": CLOCK,
        "end_time": CLOCK,
        "capacity": COUNT,
        "filled": COUNT,
        "conditions": _of(CONDITIONS),
        "adaptable": _of(CONDITIONS),
        "offers": _of(SUPPORTS),
        "adults_only": st.booleans(),
        "open_from": DAY,
        "open_until": DAY,
        "paused": st.booleans(),
        "employer_placements": COUNT,
        "employer_completed": COUNT,
        "employer_hired": COUNT,
    },
    (("start", "end"), ("hours_min", "hours_max"), ("filled", "capacity"), ("open_from", "open_until")),
)
PLACEMENTS = _records(
    PlacementRecord,
    {"id": LINES, "participant_id": LINES, "slot_id": LINES},
    {
        "suggested_on": DAY,
        "started_on": DAY,
        "ended_on": DAY,
        "outcome": st.sampled_from(list(OUTCOMES)),
        "ended_by": LINES,
        "reason": TEXTS,
    },
    (("started_on", "ended_on"),),
)
ALL = {"participants": PARTICIPANTS, "slots": SLOTS, "placements": PLACEMENTS}
