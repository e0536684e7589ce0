"""Law 2, unknown is not no, and not yes."""

from dataclasses import fields, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matcher import Participant, Slot, explain, rank
from tests.builders import a_context, a_participant, an_empty_participant
from tests.property.strategies import CONTEXTS, LAW, groups, participants, slots

CONTEXT = a_context()
WITHOUT_OWN_TABLE = st.sampled_from([context for context in CONTEXTS if not context.travel.minutes])
"""Own minutes replace an estimate; without the postcode the estimate stands, and it is known."""

FACTS_OF_A_PERSON = [f.name for f in fields(Participant) if f.name not in {"id", "skills", "earliest"}]
"""`skills` and `earliest` have tests of their own below."""
RELIEFS = {"adaptable", "language_support", "offers"}
"""What lowers a stated demand. A demand stands until the employer has said that it may be lowered."""
FACTS_OF_A_PLACE = [f.name for f in fields(Slot) if f.name != "id" and f.name not in RELIEFS]


def failed(assessment):
    return {verdict.rule for verdict in assessment.failed}


@LAW
@given(participants(), slots(), WITHOUT_OWN_TABLE, st.sampled_from(FACTS_OF_A_PERSON))
def test_not_knowing_a_fact_of_a_person_never_makes_a_rule_fail(person, slot, context, field):
    if field.startswith("swedish"):  # without a level the SFI course says it
        person = replace(person, sfi_passed=None)
    before = failed(explain(person, slot, context))
    assert failed(explain(replace(person, **{field: None}), slot, context)) <= before


@LAW
@given(participants(), slots(), WITHOUT_OWN_TABLE, st.sampled_from(FACTS_OF_A_PLACE))
def test_not_knowing_a_fact_of_a_place_never_makes_a_rule_fail(person, slot, context, field):
    before = failed(explain(person, slot, context))
    assert failed(explain(person, replace(slot, **{field: None}), context)) <= before


@LAW
@given(participants(), slots(), WITHOUT_OWN_TABLE)
def test_not_knowing_the_skills_fails_nothing_but_certificates_known_to_be_all(person, slot, context):
    before = failed(explain(person, slot, context))
    allowed = {"certificate"} if person.certificates is not None else set()
    assert failed(explain(replace(person, skills=None), slot, context)) <= before | allowed


@LAW
@given(participants(), slots())
def test_not_knowing_when_the_day_begins_fails_nothing_within_one_day(person, slot):
    assume(person.earliest is None or person.latest is None or person.earliest <= person.latest)
    before = failed(explain(person, slot, CONTEXT))
    assert failed(explain(replace(person, earliest=None), slot, CONTEXT)) <= before


@pytest.mark.parametrize("engine", ["numpy", "reference"])
@LAW
@given(places=groups(slots, "s", 6))
def test_an_empty_profile_earns_only_what_the_place_gives_to_all(engine, places):
    (ranking,) = rank([an_empty_participant()], places, CONTEXT, engine=engine)
    for suggestion in ranking.suggestions:
        earned = {c.factor for c in suggestion.assessment.contributions if c.points}
        assert earned <= {"pathway"}
        assert any(v.outcome == "unknown" for v in suggestion.assessment.requirements)
    for suggestion in ranking.suggestions:
        waiting = {
            ask.removeprefix("participant.")
            for verdict in suggestion.assessment.unknown
            for ask in verdict.asks
            if ask.startswith("participant.")
        }
        assert bool(ranking.questions) >= bool(waiting)


@LAW
@given(participants(), slots())
def test_an_unknown_requirement_says_what_to_ask(person, slot):
    for verdict in explain(person, slot, CONTEXT).unknown:
        assert verdict.asks
        assert not verdict.remedies
        records = {"participant": person, "slot": slot}
        for ask in verdict.asks:
            side, name = ask.split(".")
            assert hasattr(records[side], name)


@LAW
@given(st.sampled_from(FACTS_OF_A_PERSON), slots())
def test_unknown_adds_no_points(field, slot):
    """What is taken away from a complete participant never adds points, the `level` factor apart.

    Without the exact point the seat of the municipality is known, and the way from there.
    """
    assume(field not in {"lat", "lon"})
    whole = {c.factor: c.points for c in explain(a_participant(), slot, CONTEXT).contributions}
    less = explain(replace(a_participant(), **{field: None}), slot, CONTEXT).contributions
    assert all(c.points <= whole[c.factor] for c in less if c.factor != "level")
