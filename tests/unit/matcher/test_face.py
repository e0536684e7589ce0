"""The face of the matcher: odd but lawful questions, stored vectors, what a result says of itself."""

import random
from dataclasses import replace

import pytest

from matcher import Participant, Slot, candidates, explain, prepare, rank, reach, texts_of
from matcher.facts import World
from tests.builders import (
    PARTICIPANT,
    SLOT,
    a_context,
    a_participant,
    a_slot,
    an_empty_participant,
    an_empty_slot,
)
from tests.property import strategies
from tests.property.drawing import drawn

CONTEXT = a_context()
ENGINES = ["numpy", "reference"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("people", [[], [a_participant()]])
@pytest.mark.parametrize("places", [[], [a_slot()], [an_empty_slot()], [a_slot(paused=True)]])
def test_nobody_and_nowhere(engine, people, places):
    rankings = rank(people, places, CONTEXT, engine=engine)
    assert [ranking.considered for ranking in rankings] == [len(places)] * len(people)
    for slot in places:
        assert candidates(people, places, slot.id, CONTEXT, engine=engine).considered == len(people)
        assert reach(people, places, slot.id, CONTEXT).considered == len(people)


def test_without_a_context_only_the_records_are_known():
    assessment = explain(a_participant(certificates=["truckkort"]), a_slot())
    assert {v.rule: v.outcome for v in assessment.requirements}["open"] == "unknown"
    assert assessment.eligible


@pytest.mark.parametrize("engine", ENGINES)
def test_a_place_that_is_not_there(engine):
    with pytest.raises((KeyError, StopIteration)):
        candidates([a_participant()], [a_slot()], "s2", CONTEXT, engine=engine)


def test_reach_of_a_place_that_is_not_there():
    with pytest.raises(KeyError, match="s2"):
        reach([], [a_slot()], "s2", CONTEXT)


@pytest.mark.parametrize("engine", ENGINES)
def test_as_many_as_asked_for(engine):
    places = [a_slot(id=f"s{i}") for i in range(6)] + [
        a_slot(id=f"n{i}", licences_required=["CE"]) for i in range(4)
    ]
    (ranking,) = rank([a_participant()], places, CONTEXT, top=2, near=3, questions=0, engine=engine)
    assert ranking.eligible == 6
    assert [s.rank for s in ranking.suggestions] == [1, 2]
    assert len(ranking.near_misses) == 3
    assert ranking.questions == ()
    (none,) = rank([a_participant()], places, CONTEXT, top=0, near=0, questions=0, engine=engine)
    assert (none.suggestions, none.near_misses) == ((), ())


def test_stored_vectors_give_the_same_answer_and_are_enough():
    people = [a_participant(), a_participant(id="p2", skills=["svetsning"], goals=["städa"])]
    places = [a_slot(), a_slot(id="s2", title="Svetsare", tasks="Du svetsar.", required_skills=["svetsning"])]
    texts = sorted({text for record in (*people, *places) for text in texts_of(record, CONTEXT)})
    texts.append("")  # stands for the texts that a record does not have
    vectors = dict(zip(texts, CONTEXT.encoder.encode(texts), strict=True))
    ready = prepare(places, CONTEXT, vectors=vectors)
    assert ready.rank(people, vectors=vectors) == rank(people, places, CONTEXT)
    assert ready.candidates(people, "s2", vectors=vectors) == candidates(people, places, "s2", CONTEXT)
    assert ready.slots == tuple(places)
    assert ready.context is CONTEXT


def test_the_texts_of_records():
    world = World(CONTEXT)
    assert texts_of(a_participant(), world) == (
        "köra truck",
        "packa varor",
        "truckförarbevis",
        "truckkort",
        "somaliska",
        "Lagerarbetare",
        "arbeta på lager",
    )
    assert texts_of(a_slot(), world) == (
        "köra truck",
        "packa varor",
        "Lagerarbetare",
        "Du packar varor och kör truck på vårt lager.",
    )
    assert texts_of(an_empty_participant()) == texts_of(an_empty_slot()) == ()


def test_two_conditions_and_the_night_can_be_taken_away_at_once():
    """A minor who cannot lift: the night by the rule of age, the lifts by the rule of conditions."""
    person = a_participant(under_18=True, cannot=["heavy_lifting"])
    slot = a_slot(adults_only=False, conditions=["night_work", "heavy_lifting"], adaptable=["noise"])
    for engine in ENGINES:
        (ranking,) = rank([person], [slot], CONTEXT, engine=engine)
        (miss,) = ranking.near_misses
        assert {change.rule for change in miss.changes} == {"age", "conditions"}


def test_a_suggestion_reads_like_its_assessment():
    (ranking,) = rank([a_participant()], [a_slot()], CONTEXT)
    (suggestion,) = ranking.suggestions
    assert suggestion.participant_id == "p1"
    assert suggestion.assessment.failed == suggestion.assessment.unknown == ()
    assert suggestion.to_dict() == {"rank": 1} | explain(a_participant(), a_slot(), CONTEXT).to_dict()


def test_verdicts_are_data():
    """They read like a tuple, wherever they were judged; needs may be mappings, so none is hashed."""
    ranked = rank([a_participant()], [a_slot()], CONTEXT)[0].suggestions[0].assessment
    explained = explain(a_participant(), a_slot(), CONTEXT)
    assert ranked == explained
    assert ranked.requirements[:2] == tuple(explained.requirements)[:2]
    assert repr(ranked.requirements) == repr(tuple(explained.requirements))
    assert ranked.requirements != 13
    with pytest.raises(TypeError, match="unhashable"):
        hash(ranked.requirements)


def test_reach_counts_who_would_come():
    people = [
        a_participant(),
        a_participant(id="p2", licences=[]),
        a_participant(id="p3", licences=None),
        a_participant(id="p4", licences=[], swedish_spoken="A1"),
    ]
    answer = reach(people, [a_slot()], "s1", CONTEXT)
    assert (answer.considered, answer.eligible, answer.certain) == (4, 2, 1)
    cost = answer.requirements[0]
    assert (cost.rule, cost.fails, cost.unknown, cost.opens) == ("licence", 2, 1, 1)
    assert cost.text == "Kravet på körkort B utesluter 2 av 4."
    assert cost.to_dict()["relaxation"] == "släpp kravet på körkort"
    assert answer.to_dict()["requirements"][-1]["relaxation"] is None


def test_no_licence_and_no_certificate_cost_nobody_anything():
    answer = reach([a_participant()], [an_empty_slot(licences_required=[])], "s0", CONTEXT)
    texts = {cost.rule: cost.text for cost in answer.requirements}
    assert texts["licence"] == "Platsen kräver inget körkort."
    assert texts["certificate"] == "Platsen kräver inget intyg."


@pytest.mark.parametrize("seed", [1, 2])
def test_the_engines_agree_on_a_crowd(seed):
    """Enough pairs for what blocks, selections and shortcuts do: 12 × 150, the best 7 of each."""
    rng = random.Random(seed)
    people = [drawn(Participant, strategies.PARTICIPANT, PARTICIPANT, rng, f"p{i}") for i in range(11)] + [
        an_empty_participant()
    ]
    places = [drawn(Slot, strategies.SLOT, SLOT, rng, f"s{i}") for i in range(149)] + [an_empty_slot()]
    context = replace(CONTEXT, seed=seed)
    fast = rank(people, places, context, top=7, near=7, questions=9)
    slow = rank(people, places, context, top=7, near=7, questions=9, engine="reference")
    assert fast == slow
    assert max(ranking.eligible for ranking in fast) > 20
    for slot in rng.sample(places, 5):
        assert candidates(people, places, slot.id, context, top=3) == candidates(
            people, places, slot.id, context, top=3, engine="reference"
        )
