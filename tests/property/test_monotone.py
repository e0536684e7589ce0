"""Law 5, monotone: more ability never closes a place, and more demand never opens one."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matcher import explain, rank
from matcher.domain import Experience, Skill
from matcher.levels import Cefr
from matcher.licences import CLASSES
from matcher.vocabulary import CONDITIONS, DAYS, MODES, SUPPORTS
from tests.property.strategies import (
    CERTIFICATES,
    HOURS,
    LAW,
    TEXTS,
    TITLES,
    contexts,
    groups,
    participants,
    slots,
)


def more_of(kind, field, pool):
    """Add one of `pool` to a list or set that is known."""

    def add(record, pick):
        held = getattr(record, field)
        item = kind(pool[pick % len(pool)])
        return None if held is None else replace(record, **{field: (*held, item)})

    return add


def more_hours(field):
    def add(record, pick):
        held = getattr(record, field)
        return None if held is None else replace(record, **{field: min(held + pick, 168)})

    return add


def more_level(field):
    def add(record, pick):
        held = getattr(record, field)
        return None if held is None or held == Cefr.C2 else replace(record, **{field: Cefr(held + 1)})

    return add


def earlier(record, pick):
    if record.earliest is None or (record.latest is not None and record.latest < record.earliest):
        return None
    return replace(record, earliest=time(min(pick, record.earliest.hour)))


def later(record, pick):
    if record.latest is None or (record.earliest is not None and record.latest < record.earliest):
        return None
    return replace(record, latest=max(record.latest, time(pick % 24, 30)))


def farther(record, pick):
    if record.travel_max_minutes is None:
        return None
    return replace(record, travel_max_minutes=min(record.travel_max_minutes + pick, 1440))


ABILITIES = {
    "skill": more_of(Skill, "skills", TEXTS),
    "experience": more_of(lambda title: Experience(title, 1.0), "experience", TITLES),
    "licence": more_of(str, "licences", CLASSES),
    "certificate": more_of(str, "certificates", CERTIFICATES),
    "language": more_of(str, "languages", ("ar", "so")),
    "goal": more_of(str, "goal_occupations", TITLES),
    "spoken": more_level("swedish_spoken"),
    "written": more_level("swedish_written"),
    "hours": more_hours("hours_per_week"),
    "start": more_hours("hours_start"),
    "day": more_of(str, "days", tuple(DAYS)),
    "earlier": earlier,
    "later": later,
    "minutes": farther,
    "mode": more_of(str, "travel_modes", tuple(MODES)),
}

DEMANDS = {
    "skill": more_of(str, "required_skills", TEXTS),
    "licence": more_of(str, "licences_required", CLASSES),
    "certificate": more_of(str, "certificates_required", CERTIFICATES),
    "spoken": more_level("min_swedish_spoken"),
    "written": more_level("min_swedish_written"),
    "hours": more_hours("hours_min"),
    "day": more_of(str, "days", tuple(DAYS)),
    "condition": more_of(str, "conditions", tuple(CONDITIONS)),
    "adults only": lambda slot, _: replace(slot, adults_only=True),
    "paused": lambda slot, _: replace(slot, paused=True),
    "full": lambda slot, _: None if slot.capacity is None else replace(slot, filled=slot.capacity),
    "licence stated": lambda slot, pick: replace(
        slot, licences_required=[*(slot.licences_required or ()), CLASSES[pick % len(CLASSES)]]
    ),
    "level stated": lambda slot, _: replace(slot, min_swedish_spoken=slot.min_swedish_spoken or Cefr.A2),
    "fewer supports": lambda slot, pick: (
        None
        if slot.offers is None
        else replace(slot, offers=slot.offers - {tuple(SUPPORTS)[pick % len(SUPPORTS)]})
    ),
}
PICK = st.integers(0, 60)


@pytest.mark.parametrize("ability", ABILITIES)
@LAW
@given(person=participants(), slot=slots(), context=contexts, pick=PICK)
def test_more_ability_never_closes_a_place_nor_lowers_a_factor(ability, person, slot, context, pick):
    abler = ABILITIES[ability](person, pick)
    assume(abler is not None)
    before, after = explain(person, slot, context), explain(abler, slot, context)
    assert {v.rule for v in after.failed} <= {v.rule for v in before.failed}
    for less, more in zip(before.contributions, after.contributions, strict=True):
        if less.factor != "level":
            assert more.points >= less.points, less.factor


@pytest.mark.parametrize("demand", DEMANDS)
@LAW
@given(person=participants(), slot=slots(), context=contexts, pick=PICK)
def test_more_demand_never_opens_a_place(demand, person, slot, context, pick):
    harder = DEMANDS[demand](slot, pick)
    assume(harder is not None)
    before, after = explain(person, slot, context), explain(person, harder, context)
    assert {v.rule for v in before.failed} <= {v.rule for v in after.failed}


@LAW
@given(person=participants(), places=groups(slots, "s", 6), context=contexts, more=st.sampled_from(HOURS))
def test_a_larger_radius_returns_a_superset(person, places, context, more):
    assume(person.travel_max_minutes is not None)
    farther_away = replace(person, travel_max_minutes=min(1440, person.travel_max_minutes + more))
    near, far = rank([person, farther_away], places, context)
    assert near.eligible <= far.eligible
    assert {s.slot_id for s in near.suggestions} <= {s.slot_id for s in far.suggestions}
