"""Law 10, deterministic: the order of the input says nothing, and ties turn with the day and the seed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import candidates, rank, reach
from tests.builders import TODAY, a_context, a_participant, a_slot
from tests.property.strategies import LAW, contexts, groups, participants, slots

ENGINES = ("numpy", "reference")
TWINS = [a_slot(id=f"s{i}") for i in range(8)]
PEOPLE = [a_participant(id=f"p{i}") for i in range(8)]


@pytest.mark.parametrize("engine", ENGINES)
@LAW
@given(people=groups(participants, "p", 3), places=groups(slots, "s", 5), context=contexts, data=st.data())
def test_the_order_of_the_input_says_nothing(engine, people, places, context, data):
    mixed_people, mixed_places = data.draw(st.permutations(people)), data.draw(st.permutations(places))
    one = {r.participant_id: r for r in rank(people, places, context, engine=engine)}
    other = {r.participant_id: r for r in rank(mixed_people, mixed_places, context, engine=engine)}
    assert one == other
    slot_id = places[0].id
    assert candidates(people, places, slot_id, context, engine=engine) == candidates(
        mixed_people, mixed_places, slot_id, context, engine=engine
    )
    assert reach(people, places, slot_id, context) == reach(mixed_people, mixed_places, slot_id, context)


@LAW
@given(people=groups(participants, "p", 2), places=groups(slots, "s", 4), context=contexts)
def test_the_company_of_others_changes_nothing(people, places, context):
    together = rank(people, places, context)
    assert together == tuple(rank([person], places, context)[0] for person in people)
    assert rank(people, places, context) == together


def orders(engine, contexts):
    return [
        tuple(s.slot_id for s in rank([a_participant()], TWINS, context, engine=engine)[0].suggestions)
        for context in contexts
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_ties_turn_with_the_day_and_the_seed(engine):
    days = orders(engine, [a_context(date=TODAY + timedelta(days=i)) for i in range(6)])
    seeds = orders(engine, [a_context(seed=i) for i in range(6)])
    assert len(set(days)) > 3
    assert len(set(seeds)) > 3
    assert len({order[0] for order in days + seeds}) > 3


@pytest.mark.parametrize("engine", ENGINES)
def test_ties_between_people_turn_too(engine):
    firsts = {
        candidates(PEOPLE, TWINS[:1], "s0", a_context(date=TODAY + timedelta(days=i)), engine=engine)
        .suggestions[0]
        .participant_id
        for i in range(8)
    }
    assert len(firsts) > 2


def test_a_tie_is_a_tie_and_nothing_else_decides():
    ranking = rank([a_participant()], TWINS, a_context())[0]
    assert len({s.score for s in ranking.suggestions}) == 1
    renamed = [replace(slot, employer_name=f"Bolag {i}") for i, slot in enumerate(reversed(TWINS))]
    again = rank([a_participant()], renamed, a_context())[0]
    assert [s.slot_id for s in again.suggestions] == [s.slot_id for s in ranking.suggestions]
