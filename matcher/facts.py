"""What the rules and factors read: a participant and a place, each worked out once.

`Person` and `Place` hold what follows from a record and the context (levels from SFI courses,
implied licences, points on the map, the texts to compare). Every engine starts from them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matcher.context import Context, Occupation
from matcher.domain import Participant, Slot
from matcher.levels import Cefr
from matcher.licences import closure
from matcher.text import normalise

EARTH_KM: Final = 6371.0
PACE: Final = frozenset({"fast_pace", "alone_work", "customer_contact"})
"""Work conditions that ask for pace or responsibility."""
PRIOR_PLACEMENTS: Final = 10
"""How many placements the mean of the sector weighs in an employer's own chance to hire."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the earth, as a vector in kilometres from its centre, and how exact it is."""

    x: float
    y: float
    z: float
    spread: float


@dataclass(frozen=True, slots=True)
class Person:
    """A participant, worked out.

    Attributes
    ----------
    spoken, written : levels of Swedish, from the SFI course when they are not known.
    licences : all classes that may be driven, or None.
    certificates : certificates held, by their one name; also those written among the skills.
    held : texts that show a skill (skills, certificates, languages, earlier occupations).
    past, goals : texts of earlier occupations and of goals.
    years : years of earlier work, at least; None when nothing is known.
    """

    record: Participant
    spoken: Cefr | None
    written: Cefr | None
    licences: frozenset[str] | None
    certificates: frozenset[str]
    held: tuple[str, ...]
    past: tuple[str, ...]
    goals: tuple[str, ...]
    years: float | None
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Place:
    """A slot, worked out.

    Attributes
    ----------
    spoken, written : levels that are asked after language support, or None when unstated.
    asked : (text, weight) for each skill asked, 1 when required and ½ when desired.
    burdens : work conditions that the employer cannot take away, or None.
    pace : how many of the conditions of `PACE` remain, or None.
    certificates : certificates asked, by their one name, or None.
    title, tasks : texts to compare with goals and experience; empty when unstated.
    occupation : index among `World.occupations`, or None.
    pathway : chance that the place leads to a job, or None when no outcomes are known.
    """

    record: Slot
    spoken: Cefr | None
    written: Cefr | None
    asked: tuple[tuple[str, float], ...]
    burdens: frozenset[str] | None
    pace: int | None
    certificates: tuple[str, ...] | None
    title: str
    tasks: str
    occupation: int | None
    pathway: float | None
    spot: Spot | None


class World:
    """A context with what follows from it alone: occupations by name and by code."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.occupations: list[tuple[str, tuple[str, ...]]] = []
        self._by_name: dict[str, int] = {}
        self._by_code: dict[str, int] = {}
        codes: dict[str, list[Occupation]] = {}
        for occupation in context.occupations:
            codes.setdefault(occupation.ssyk, []).append(occupation)
            index = self._add([occupation])
            for name in (occupation.label, *occupation.synonyms):
                self._by_name.setdefault(normalise(name), index)
        for code, occupations in codes.items():
            self._by_code[code] = self._add(occupations)

    def _add(self, occupations: Sequence[Occupation]) -> int:
        texts = dict.fromkeys(text for o in occupations for text in (o.label, *o.synonyms, *o.tasks))
        self.occupations.append((occupations[0].label, tuple(texts)))
        return len(self.occupations) - 1

    def occupation(self, slot: Slot) -> int | None:
        """Find the occupation of a place: by its title, else by its code."""
        named = self._by_name.get(normalise(slot.title)) if slot.title else None
        return named if named is not None else self._by_code.get(slot.occupation or "")

    def certificate(self, text: str) -> str:
        """Give the one name of a certificate."""
        plain = normalise(text)
        return self.context.certificates.get(plain, plain)

    def spot(self, record: Participant | Slot) -> Spot | None:
        """Place a record on the map: by its point, else by the seat of its municipality."""
        if record.lat is not None and record.lon is not None:
            return _spot(record.lat, record.lon, 0.0)
        seat = self.context.travel.seats.get(record.municipality or "")
        if seat is not None:
            return _spot(*seat, self.context.travel.spread_km)
        return None

    def person(self, record: Participant) -> Person:
        """Work out a participant."""
        course = self.context.sfi.get(record.sfi_passed) if record.sfi_passed else None
        skills = tuple(skill.label for skill in record.skills or ())
        known, short = self.context.certificates, self.context.certificates_short
        certificates = {self.certificate(text) for text in record.certificates or ()}
        plain_skills = frozenset(map(normalise, skills)) - short
        certificates |= {known[plain] for plain in plain_skills if plain in known}
        past = tuple(work.title for work in record.experience or ())
        languages = tuple(self.context.languages.get(code, code) for code in record.languages or ())
        held = dict.fromkeys(
            (*skills, *(record.certificates or ()), *sorted(certificates), *languages, *past)
        )
        years = [work.years for work in record.experience or () if work.years is not None]
        return Person(
            record=record,
            spoken=record.swedish_spoken if record.swedish_spoken is not None else course,
            written=record.swedish_written if record.swedish_written is not None else course,
            licences=None if record.licences is None else closure(record.licences),
            certificates=frozenset(certificates),
            held=tuple(held),
            past=tuple(dict.fromkeys(past)),
            goals=tuple(dict.fromkeys((*(record.goal_occupations or ()), *(record.goals or ())))),
            years=math.fsum(years) if years or record.experience == () else None,
            spot=self.spot(record),
        )

    def place(self, record: Slot, pathway: float | None) -> Place:
        """Work out a place, given the chance that it leads on (see `pathways`)."""
        support = bool(record.language_support)
        burdens = None if record.conditions is None else record.conditions - (record.adaptable or frozenset())
        asked = dict.fromkeys(record.required_skills or (), 1.0)
        for text in record.desired_skills or ():
            asked.setdefault(text, 0.5)  # what is required already is not asked twice
        certificates = record.certificates_required
        return Place(
            record=record,
            spoken=_asked_level(record.min_swedish_spoken, support),
            written=_asked_level(record.min_swedish_written, support),
            asked=tuple(asked.items()),
            burdens=burdens,
            pace=None if burdens is None else len(burdens & PACE),
            certificates=None
            if certificates is None
            else tuple(dict.fromkeys(map(self.certificate, certificates))),
            title=record.title or "",
            tasks=record.tasks or "",
            occupation=self.occupation(record),
            pathway=pathway,
            spot=self.spot(record),
        )


def _asked_level(level: Cefr | None, support: bool) -> Cefr | None:
    return level.lowered() if level is not None and support else level


def _spot(lat: float, lon: float, spread: float) -> Spot:
    phi, theta = math.radians(lat), math.radians(lon)
    return Spot(
        x=EARTH_KM * math.cos(phi) * math.cos(theta),
        y=EARTH_KM * math.cos(phi) * math.sin(theta),
        z=EARTH_KM * math.sin(phi),
        spread=spread,
    )


def pathways(slots: Sequence[Slot]) -> list[float | None]:
    """Estimate, for each slot, the chance that a placement there leads to a job.

    The employer's own share of hired is shrunk towards the mean of its sector (the first two
    digits of SSYK) with the weight of `PRIOR_PLACEMENTS` placements; a sector without outcomes
    takes the mean of all. None where the employer's outcomes are not known.
    """
    outcomes: dict[str, tuple[int, int, str]] = {}
    for slot in slots:
        if slot.employer_placements is not None and slot.employer_hired is not None:
            hired = min(slot.employer_hired, slot.employer_placements)
            sector = (slot.occupation or "")[:2]
            key = f"{slot.employer_id or slot.id}/{sector}"
            outcomes[key] = max(outcomes.get(key, (0, 0, sector)), (slot.employer_placements, hired, sector))
    sums: dict[str, tuple[int, int]] = {}
    for placements, hired, sector in outcomes.values():
        for name in (sector, "all"):
            before = sums.get(name, (0, 0))
            sums[name] = (before[0] + placements, before[1] + hired)
    overall = _share(sums.get("all", (0, 0)), 0.0)
    answers: list[float | None] = []
    for slot in slots:
        if slot.employer_placements is None or slot.employer_hired is None:
            answers.append(None)
            continue
        mean = _share(sums.get((slot.occupation or "")[:2], (0, 0)), overall)
        hired = min(slot.employer_hired, slot.employer_placements)
        answers.append((hired + PRIOR_PLACEMENTS * mean) / (slot.employer_placements + PRIOR_PLACEMENTS))
    return answers


def _share(counts: tuple[int, int], otherwise: float) -> float:
    placements, hired = counts
    return hired / placements if placements else otherwise
