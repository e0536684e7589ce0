"""The domain: a participant, a slot (a place for work training) and a placement.

``None`` means *not known*; an empty tuple means *known to be none*. Constructors accept what
files carry (strings, lists, ISO dates) and turn it into the types below; a value outside its
vocabulary raises `DomainError` with the name of the field. No type here has a field for sex,
age, origin, religion, disability, name or address (`under_18` is for work-environment law).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any, Final

from matcher.levels import SFI_COURSES, Cefr
from matcher.licences import parse_licences
from matcher.vocabulary import CONDITIONS, DAYS, MODES, OUTCOMES, PRIORITIES, SUPPORTS


class DomainError(ValueError):
    """A value that the domain does not know.

    Attributes
    ----------
    field, value, expected : what was refused, and what would be accepted.
    """

    def __init__(self, field: str, value: object, expected: str) -> None:
        super().__init__(f"{field}: {value!r} is not {expected}")
        self.field = field
        self.value = value
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Skill:
    """Something a participant can do, in free text, with years of practice where known."""

    label: str
    years: float | None = None


@dataclass(frozen=True, slots=True)
class Experience:
    """Earlier work. `country` is shown to people and never scored: abroad counts as much."""

    title: str
    years: float | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """What is known of a participant (deltagare). See docs/reference/fields.md for each field."""

    id: str
    municipality: str | None = None
    postcode: str | None = None
    lat: float | None = None
    lon: float | None = None
    skills: tuple[Skill, ...] | None = None
    experience: tuple[Experience, ...] | None = None
    swedish_spoken: Cefr | None = None
    swedish_written: Cefr | None = None
    sfi_passed: str | None = None
    languages: tuple[str, ...] | None = None
    licences: frozenset[str] | None = None
    certificates: tuple[str, ...] | None = None
    goals: tuple[str, ...] | None = None
    goal_occupations: tuple[str, ...] | None = None
    available_from: date | None = None
    available_to: date | None = None
    hours_per_week: float | None = None
    hours_start: float | None = None
    days: frozenset[str] | None = None
    earliest: time | None = None
    latest: time | None = None
    study_hours: float | None = None
    travel_max_minutes: float | None = None
    travel_modes: frozenset[str] | None = None
    cannot: frozenset[str] | None = None
    needs: frozenset[str] | None = None
    excluded_employers: frozenset[str] | None = None
    under_18: bool | None = None
    priority: int | None = None

    def __post_init__(self) -> None:
        _coerce(self, _PARTICIPANT)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for work training (plats för arbetsträning). See docs/reference/fields.md."""

    id: str
    employer_id: str | None = None
    employer_name: str | None = None
    title: str | None = None
    occupation: str | None = None
    tasks: str | None = None
    required_skills: tuple[str, ...] | None = None
    desired_skills: tuple[str, ...] | None = None
    min_swedish_spoken: Cefr | None = None
    min_swedish_written: Cefr | None = None
    language_support: bool | None = None
    licences_required: frozenset[str] | None = None
    licences_desired: frozenset[str] | None = None
    certificates_required: tuple[str, ...] | None = None
    municipality: str | None = None
    postcode: str | None = None
    lat: float | None = None
    lon: float | None = None
    start: date | None = None
    end: date | None = None
    hours_min: float | None = None
    hours_max: float | None = None
    soft_start: bool | None = None
    days: frozenset[str] | None = None
    start_time: time | None = None
    end_time: time | None = None
    capacity: int | None = None
    filled: int | None = None
    conditions: frozenset[str] | None = None
    adaptable: frozenset[str] | None = None
    offers: frozenset[str] | None = None
    adults_only: bool | None = None
    open_from: date | None = None
    open_until: date | None = None
    paused: bool | None = None
    employer_placements: int | None = None
    employer_completed: int | None = None
    employer_hired: int | None = None

    def __post_init__(self) -> None:
        _coerce(self, _SLOT)


@dataclass(frozen=True, slots=True)
class Placement:
    """One historical placement (placering): who, where, when, and how it ended."""

    id: str
    participant_id: str
    slot_id: str
    suggested_on: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    outcome: str | None = None
    ended_by: str | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        _coerce(self, _PLACEMENT)


Coerce = Callable[[str, Any], Any]


def _coerce(record: object, table: Mapping[str, Coerce]) -> None:
    for name, read in table.items():
        value = getattr(record, name)
        if value is not None:
            object.__setattr__(record, name, read(name, value))


def _text(field: str, value: object) -> str:
    if not isinstance(value, str):
        raise DomainError(field, value, "text")
    return value


def _number(low: float, high: float) -> Coerce:
    def read(field: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise DomainError(field, value, f"a number from {low:g} to {high:g}")
        return float(value)

    return read


def _integer(low: int, high: int) -> Coerce:
    def read(field: str, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise DomainError(field, value, f"a whole number from {low} to {high}")
        return value

    return read


def _flag(field: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise DomainError(field, value, "true or false")
    return value


def _day(field: str, value: object) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(_text(field, value))
    except ValueError:
        raise DomainError(field, value, "a date as YYYY-MM-DD") from None


def _clock(field: str, value: object) -> time:
    try:
        return value if isinstance(value, time) else time.fromisoformat(_text(field, value))
    except ValueError:
        raise DomainError(field, value, "a time as HH:MM") from None


def _level(field: str, value: object) -> Cefr:
    try:
        return value if isinstance(value, Cefr) else Cefr.parse(_text(field, value))
    except ValueError:
        raise DomainError(field, value, "a level: " + ", ".join(map(str, Cefr))) from None


def _one_of(codes: Iterable[Any]) -> Coerce:
    known = tuple(codes)

    def read(field: str, value: Any) -> Any:
        if value not in known:
            raise DomainError(field, value, "one of " + ", ".join(map(str, known)))
        return value

    return read


def _items(field: str, value: object) -> tuple[Any, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise DomainError(field, value, "a list")
    return tuple(value)


def _texts(field: str, value: object) -> tuple[str, ...]:
    return tuple(_text(field, item) for item in _items(field, value))


def _text_set(field: str, value: object) -> frozenset[str]:
    return frozenset(_texts(field, value))


def _codes(codes: Iterable[str]) -> Coerce:
    known = frozenset(codes)

    def read(field: str, value: object) -> frozenset[str]:
        items = _texts(field, value)
        for item in items:
            if item not in known:
                raise DomainError(field, item, "one of " + ", ".join(sorted(known)))
        return frozenset(items)

    return read


def _licences(field: str, value: object) -> frozenset[str]:
    found: set[str] = set()
    for item in _texts(field, value):
        try:
            found |= parse_licences(item)
        except ValueError:
            raise DomainError(field, item, "a licence class such as B or CE") from None
    return frozenset(found)


def _skills(field: str, value: object) -> tuple[Skill, ...]:
    return tuple(_part(Skill, field, item) for item in _items(field, value))


def _experiences(field: str, value: object) -> tuple[Experience, ...]:
    return tuple(_part(Experience, field, item) for item in _items(field, value))


def _part(kind: Any, field: str, item: object) -> Any:
    if isinstance(item, kind):
        return item
    if isinstance(item, str):
        return kind(item)
    if isinstance(item, Mapping):
        names = [part.name for part in fields(kind)]
        if set(item) <= set(names) and names[0] in item:
            return kind(**item)
    raise DomainError(field, item, f"text or an object with {', '.join(f.name for f in fields(kind))}")


_MUNICIPALITY: Final = re.compile(r"[0-9]{4}")


def _municipality(field: str, value: object) -> str:
    if not _MUNICIPALITY.fullmatch(_text(field, value)):
        raise DomainError(field, value, "a municipality code of four digits")
    return str(value)


_HOURS: Final = _number(0, 168)
_COUNT: Final = _integer(0, 1_000_000)
_LATITUDE: Final = _number(-90, 90)
_LONGITUDE: Final = _number(-180, 180)
_CONDITIONS: Final = _codes(CONDITIONS)
_SUPPORTS: Final = _codes(SUPPORTS)
_DAYS: Final = _codes(DAYS)

_PARTICIPANT: Final[Mapping[str, Coerce]] = {
    "id": _text,
    "municipality": _municipality,
    "postcode": _text,
    "lat": _LATITUDE,
    "lon": _LONGITUDE,
    "skills": _skills,
    "experience": _experiences,
    "swedish_spoken": _level,
    "swedish_written": _level,
    "sfi_passed": _one_of(SFI_COURSES),
    "languages": _texts,
    "licences": _licences,
    "certificates": _texts,
    "goals": _texts,
    "goal_occupations": _texts,
    "available_from": _day,
    "available_to": _day,
    "hours_per_week": _HOURS,
    "hours_start": _HOURS,
    "days": _DAYS,
    "earliest": _clock,
    "latest": _clock,
    "study_hours": _HOURS,
    "travel_max_minutes": _number(0, 1440),
    "travel_modes": _codes(MODES),
    "cannot": _CONDITIONS,
    "needs": _SUPPORTS,
    "excluded_employers": _text_set,
    "under_18": _flag,
    "priority": _one_of(PRIORITIES),
}

_SLOT: Final[Mapping[str, Coerce]] = {
    "id": _text,
    "employer_id": _text,
    "employer_name": _text,
    "title": _text,
    "occupation": _text,
    "tasks": _text,
    "required_skills": _texts,
    "desired_skills": _texts,
    "min_swedish_spoken": _level,
    "min_swedish_written": _level,
    "language_support": _flag,
    "licences_required": _licences,
    "licences_desired": _licences,
    "certificates_required": _texts,
    "municipality": _municipality,
    "postcode": _text,
    "lat": _LATITUDE,
    "lon": _LONGITUDE,
    "start": _day,
    "end": _day,
    "hours_min": _HOURS,
    "hours_max": _HOURS,
    "soft_start": _flag,
    "days": _DAYS,
    "start_time": _clock,
    "end_time": _clock,
    "capacity": _COUNT,
    "filled": _COUNT,
    "conditions": _CONDITIONS,
    "adaptable": _CONDITIONS,
    "offers": _SUPPORTS,
    "adults_only": _flag,
    "open_from": _day,
    "open_until": _day,
    "paused": _flag,
    "employer_placements": _COUNT,
    "employer_completed": _COUNT,
    "employer_hired": _COUNT,
}

_PLACEMENT: Final[Mapping[str, Coerce]] = {
    "id": _text,
    "participant_id": _text,
    "slot_id": _text,
    "suggested_on": _day,
    "started_on": _day,
    "ended_on": _day,
    "outcome": _one_of(OUTCOMES),
    "ended_by": _text,
    "reason": _text,
}
