"""The meaning of a match: one participant against one place, every verdict and every point.

This is the only place where an explanation is made. Engines decide which pairs are worth
explaining, never how.
"""

import hashlib
from collections.abc import Sequence
from copy import copy
from typing import Any, Final

from matcher.domain import Slot
from matcher.factors import FACTORS
from matcher.facts import Person, Place, World
from matcher.likeness import Likeness
from matcher.messages_sv import QUESTIONS
from matcher.results import Assessment, Change, Contribution, NearMiss, Question, Verdicts
from matcher.rules import RULES
from matcher.wording import message

BASE: Final = 0.0
GRID: Final = float(1 << 20)
"""Points are multiples of 2⁻²⁰, so that they add up to the score exactly, in any order."""
MOST_CHANGES: Final = 2


def points(value: float, weight: float) -> float:
    """Turn a value into points on the grid."""
    return round(value * weight * GRID) / GRID


def assess(person: Person, place: Place, world: World, likeness: Likeness) -> Assessment:
    """Judge every rule and measure every factor."""
    contributions = []
    for factor in FACTORS:
        value, text = factor.measure(person, place, world, likeness)
        weight = world.context.weights.values[factor.id]
        contributions.append(Contribution(factor.id, value, weight, points(value, weight), text))
    verdicts = Verdicts(lambda: tuple(rule.judge(person, place, world) for rule in RULES))
    return Assessment(person.record.id, place.record.id, BASE, tuple(contributions), verdicts)


def smallest_changes(person: Person, place: Place, world: World) -> tuple[Change, ...]:
    """Gather the smallest remedy of each failed requirement; none when one has none, or they are too many."""
    changes: list[Change] = []
    for rule in RULES:
        verdict = rule.judge(person, place, world)
        if verdict.outcome == "fail":
            if verdict.remedy is None:
                return ()
            changes += verdict.remedy.changes
    return tuple(changes) if len(changes) <= MOST_CHANGES else ()


def _changed(person: Person, place: Place, changes: Sequence[Change], world: World) -> tuple[Person, Place]:
    """Work out the two sides as the changes would make them."""
    records: dict[str, Any] = {"participant": person.record, "slot": place.record}
    for change in changes:
        side, name = change.field.split(".")
        record = records[side] = copy(records[side])
        value = change.value
        if name == "adaptable":  # two rules may each ask for something to be taken away
            value |= record.adaptable or frozenset()
        object.__setattr__(record, name, value)  # a change holds a value of the domain already
    if records["participant"] is not person.record:
        person = world.person(records["participant"])
    if records["slot"] is not place.record:
        place = world.place(records["slot"], place.pathway)
    return person, place


def near_miss(person: Person, place: Place, world: World, likeness: Likeness) -> NearMiss | None:
    """Say what would open a place, and the score it would then get; None when too much is missing."""
    changes = smallest_changes(person, place, world)
    if not changes:
        return None
    opened = assess(*_changed(person, place, changes, world), world, likeness)
    return NearMiss(person.record.id, place.record.id, opened.score, changes)


def asked(person: Person, place: Place, assessment: Assessment) -> set[str]:
    """Give the fields of the participant whose answer this place waits for."""
    who = person.record
    fields = {
        ask.removeprefix("participant.")
        for v in assessment.unknown
        for ask in v.asks
        if ask.startswith("part")
    }
    if who.skills is None and place.asked:
        fields.add("skills")
    if who.experience is None and place.title:
        fields.add("experience")
    if who.goals is None and who.goal_occupations is None and place.title:
        fields.add("goals")
    return fields


ASKED: Final = tuple(id_.removeprefix("ask.") for id_ in QUESTIONS)
"""Fields that can be asked for, in the order in which equally useful questions are put."""


def questions(opens: dict[str, int], most: int) -> tuple[Question, ...]:
    """Put the questions whose answers most places wait for first; exclusions always last."""
    waiting = [field for field in ASKED if opens.get(field, 0) > 0]
    waiting.sort(key=lambda field: (field == "excluded_employers", -opens[field], ASKED.index(field)))
    return tuple(Question(field, message(f"ask.{field}"), opens[field]) for field in waiting[:most])


STATED: Final = (
    "required_skills",
    "min_swedish_spoken",
    "min_swedish_written",
    "licences_required",
    "certificates_required",
    "municipality",
    "start",
    "hours_min",
    "days",
    "conditions",
    "offers",
    "adults_only",
)
"""What a place that is specific says. Of two places with the same score, the more specific stands first."""


def tie_break(id_: str, world: World) -> int:
    """Give the place of an id among equals: a hash of 55 bits that turns with the seed and the day."""
    text = f"{world.context.seed}/{world.context.date}/{id_}"
    hashed = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(hashed.digest(), "big") >> 9


def place_tie(slot: Slot, world: World) -> int:
    """Give the place of a slot among equals: by how little it leaves unsaid, then by `tie_break`."""
    unsaid = sum(getattr(slot, field) is None for field in STATED)
    return unsaid << 55 | tie_break(slot.id, world)
