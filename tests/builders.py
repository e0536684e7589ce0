"""Records to start a test from: complete and matching, or empty. Change what the test is about.

Every verdict of `a_participant()` against `a_slot()` in `a_context()` is a pass.
"""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Final

from matcher import Context, Occupation, Participant, Slot, Travel

TODAY: Final = date(2026, 11, 21)
SEATS: Final[Mapping[str, tuple[float, float]]] = {
    "1280": (55.605, 13.0),
    "1281": (55.704, 13.193),
    "2580": (65.584, 22.157),
}
"""Malmö, Lund and Luleå: one's own town, the next one, and one far away."""

TRAVEL: Final = Travel(seats=SEATS)
OCCUPATIONS: Final = (
    Occupation("9320", "Lagerarbetare", ("plockare",), ("packa varor", "köra truck")),
    Occupation("9111", "Städare", ("lokalvårdare",), ("städa lokaler",)),
    Occupation("9412", "Köksbiträde", ("restaurangbiträde",), ("diska", "duka")),
)
CERTIFICATES: Final = {
    "truckkort": "truckkort",
    "truckförarbevis": "truckkort",
    "truck": "truckkort",
    "hygienutbildning": "hygienutbildning",
    "livsmedelshygien": "hygienutbildning",
}
"""Any wording → the one label."""

CONTEXT: Final[Mapping[str, Any]] = {
    "date": TODAY,
    "travel": TRAVEL,
    "occupations": OCCUPATIONS,
    "certificates": CERTIFICATES,
    "certificates_short": frozenset({"truck"}),
    "languages": {"ar": "arabiska", "so": "somaliska"},
}

PARTICIPANT: Final[Mapping[str, Any]] = {
    "id": "p1",
    "municipality": "1280",
    "lat": 55.6,
    "lon": 13.0,
    "skills": ("köra truck", "packa varor"),
    "experience": ({"title": "Lagerarbetare", "years": 2.0, "country": "SO"},),
    "swedish_spoken": "B1",
    "swedish_written": "A2",
    "sfi_passed": "C",
    "languages": ("so",),
    "licences": ("B",),
    "certificates": ("truckförarbevis",),
    "goals": ("arbeta på lager",),
    "goal_occupations": ("Lagerarbetare",),
    "available_from": date(2026, 12, 1),
    "available_to": date(2027, 11, 30),
    "hours_per_week": 30.0,
    "hours_start": 20.0,
    "days": ("mon", "tue", "wed", "thu", "fri"),
    "earliest": time(7, 0),
    "latest": time(18, 0),
    "study_hours": 5.0,
    "travel_max_minutes": 45.0,
    "travel_modes": ("public", "cycle"),
    "cannot": ("heights",),
    "needs": ("close_supervision",),
    "excluded_employers": ("e9",),
    "under_18": False,
    "priority": 1,
}

SLOT: Final[Mapping[str, Any]] = {
    "id": "s1",
    "employer_id": "e1",
    "employer_name": "Södra lagret",
    "title": "Lagerarbetare",
    "occupation": "9320",
    "tasks": "Du packar varor och kör truck på vårt lager.",
    "required_skills": ("köra truck",),
    "desired_skills": ("packa varor",),
    "min_swedish_spoken": "A2",
    "min_swedish_written": "A1",
    "language_support": False,
    "licences_required": ("B",),
    "licences_desired": ("BE",),
    "certificates_required": ("truckkort",),
    "municipality": "1280",
    "lat": 55.61,
    "lon": 13.02,
    "start": date(2027, 1, 11),
    "end": date(2027, 6, 30),
    "hours_min": 20.0,
    "hours_max": 40.0,
    "soft_start": True,
    "days": ("mon", "tue", "wed"),
    "start_time": time(8, 0),
    "end_time": time(16, 0),
    "capacity": 2,
    "filled": 1,
    "conditions": ("standing_long", "fast_pace"),
    "adaptable": ("fast_pace",),
    "offers": ("close_supervision", "study_time"),
    "adults_only": True,
    "open_from": date(2026, 11, 1),
    "open_until": date(2026, 12, 31),
    "paused": False,
    "employer_placements": 6,
    "employer_completed": 5,
    "employer_hired": 3,
}


def a_participant(**changes: Any) -> Participant:
    """Build a participant of whom everything is known and who fits `a_slot()`."""
    return Participant(**{**PARTICIPANT, **changes})


def a_slot(**changes: Any) -> Slot:
    """Build a place that states everything and fits `a_participant()`."""
    return Slot(**{**SLOT, **changes})


def an_empty_participant(**changes: Any) -> Participant:
    """Build a participant of whom only what `changes` say is known."""
    return Participant(**{"id": "p0", **changes})


def an_empty_slot(**changes: Any) -> Slot:
    """Build a place that states only what `changes` say."""
    return Slot(**{"id": "s0", **changes})


def a_context(**changes: Any) -> Context:
    """Build a context of three towns and three occupations, on a fixed day."""
    return Context(**{**CONTEXT, **changes})
