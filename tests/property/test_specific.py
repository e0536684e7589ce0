"""Law 7, specific beats vague: saying nothing is never an advantage over needs that are met."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import Slot, explain, rank
from tests.builders import a_context, a_participant, a_slot, an_empty_slot
from tests.property.strategies import LAW, contexts, participants, slots

ABOUT = {"id", "title", "occupation", "tasks", "employer_id", "employer_name"}
WHERE = {"municipality", "postcode", "lat", "lon"}
OUTCOMES = {"employer_placements", "employer_completed", "employer_hired"}
"""What a place is, where it lies and how it went earlier: not needs. All else may be left out."""
NEEDS = [f.name for f in fields(Slot) if f.name not in ABOUT | WHERE | OUTCOMES]


@LAW
@given(participants(), slots(), contexts)
def test_a_place_that_says_nothing_earns_nothing(person, slot, context):
    vague = explain(person, an_empty_slot(), context, slots=[slot])
    assert vague.score == 0
    assert {v.rule for v in vague.failed} <= {"dates"}  # a participant whose own time has passed


@LAW
@given(participants(), slots(), contexts)
def test_leaving_all_needs_out_never_scores_more(person, slot, context):
    silent = replace(slot, **dict.fromkeys(NEEDS))
    stated = explain(person, slot, context)
    if stated.eligible:
        assert stated.score >= explain(person, silent, context).score


@LAW
@given(st.sets(st.sampled_from(NEEDS), min_size=1))
def test_leaving_some_needs_out_never_scores_more_where_all_are_met(left_out):
    person, context = a_participant(licences=["BE", "B"]), a_context()
    stated = a_slot(hours_max=30.0)
    assert {v.outcome for v in explain(person, stated, context).requirements} == {"pass"}
    vague = replace(stated, **dict.fromkeys(left_out))
    scores = [
        {c.factor: c.points for c in explain(person, slot, context).contributions} for slot in (stated, vague)
    ]
    assert all(scores[1][factor] <= scores[0][factor] for factor in scores[0] if factor != "level")


@pytest.mark.parametrize("engine", ["numpy", "reference"])
@LAW
@given(person=participants(), slot=slots(), context=contexts)
def test_a_place_that_says_nothing_never_stands_before_points(engine, person, slot, context):
    (ranking,) = rank([person], [an_empty_slot(), slot], context, engine=engine)
    order = [s.slot_id for s in ranking.suggestions]
    if len(order) == 2 and (ranking.suggestions[0].score > 0 or slot.required_skills is not None):
        assert order == [slot.id, "s0"]


@pytest.mark.parametrize("engine", ["numpy", "reference"])
@pytest.mark.parametrize("seed", range(8))
def test_of_equals_the_place_that_says_more_stands_first(engine, seed):
    person, context = a_participant(licences=["B"]), a_context(seed=seed)
    vague = Slot("a", title="Lagerarbetare")
    specific = Slot("b", title="Lagerarbetare", licences_required=["B"])
    (ranking,) = rank([person], [vague, specific], context, engine=engine)
    first, second = ranking.suggestions
    assert first.score == second.score
    assert first.slot_id == "b"
