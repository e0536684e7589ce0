"""The meaning of a match: one participant against one place, every verdict and every point.

This is the only place where an explanation is made. Engines decide which pairs are worth
explaining, never how.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from matcher.domain import Participant, Slot
from matcher.factors import FACTORS
from matcher.facts import Person, Place, World
from matcher.likeness import Likeness
from matcher.messages_sv import QUESTIONS
from matcher.results import Assessment, Change, Contribution, NearMiss, Question
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
    verdicts = tuple(rule.judge(person, place, world) for rule in RULES)
    return Assessment(person.record.id, place.record.id, BASE, tuple(contributions), verdicts)


def eligible(person: Person, place: Place, world: World) -> bool:
    """Say whether no requirement fails."""
    return all(rule.judge(person, place, world).outcome != "fail" for rule in RULES)


def smallest_changes(assessment: Assessment) -> tuple[Change, ...] | None:
    """Gather the smallest remedy of each failed requirement; None when one has none, or they are too many."""
    changes: list[Change] = []
    for verdict in assessment.failed:
        if verdict.remedy is None:
            return None
        changes += verdict.remedy.changes
    return tuple(changes) if 0 < len(changes) <= MOST_CHANGES else None


def changed(participant: Participant, slot: Slot, changes: Sequence[Change]) -> tuple[Participant, Slot]:
    """Make the records that the changes would give."""
    sides: dict[str, dict[str, Any]] = {"participant": {}, "slot": {}}
    for change in changes:
        side, name = change.field.split(".")
        sides[side][name] = change.value
    return replace(participant, **sides["participant"]), replace(slot, **sides["slot"])


def near_miss(person: Person, place: Place, world: World, likeness: Likeness) -> NearMiss | None:
    """Say what would open a place, and the score it would then get; None when too much is missing."""
    changes = smallest_changes(assess(person, place, world, likeness))
    if changes is None:
        return None
    participant, slot = changed(person.record, place.record, changes)
    opened = assess(world.person(participant), world.place(slot, place.pathway), world, likeness)
    if not opened.eligible:
        return None
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


def tie_break(id_: str, world: World) -> int:
    """Give the place of an id among equals: a hash that turns with the seed and the day."""
    text = f"{world.context.seed}/{world.context.date}/{id_}"
    return (
        int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
        >> 1
    )
