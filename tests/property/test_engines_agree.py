"""Law 4, one meaning: every engine gives the same ids, order and points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import candidates, explain, rank, reach
from matcher.engines.reference import Reference
from tests.property.strategies import LAW, contexts, groups, participants, slots

PEOPLE = groups(participants, "p", most=3)
PLACES = groups(slots, "s", most=5)


def plain(answer):
    """The whole answer, without its numbers: those may differ by rounding."""
    return {key: value for key, value in answer.items() if key not in {"suggestions", "near_misses"}}


def same(first, second):
    assert plain(first.to_dict()) == plain(second.to_dict())
    assert len(first.suggestions) == len(second.suggestions)
    for a, b in zip(first.suggestions, second.suggestions, strict=True):
        assert (a.rank, a.slot_id, a.participant_id) == (b.rank, b.slot_id, b.participant_id)
        assert a.score == pytest.approx(b.score, abs=1e-6)
        assert a.assessment.requirements == b.assessment.requirements
        for x, y in zip(a.assessment.contributions, b.assessment.contributions, strict=True):
            assert (x.factor, x.weight, x.text) == (y.factor, y.weight, y.text)
            assert x.points == pytest.approx(y.points, abs=1e-6)
    assert [(m.slot_id, m.participant_id, m.changes) for m in first.near_misses] == [
        (m.slot_id, m.participant_id, m.changes) for m in second.near_misses
    ]
    for x, y in zip(first.near_misses, second.near_misses, strict=True):
        assert x.score_if_opened == pytest.approx(y.score_if_opened, abs=1e-6)


@LAW
@given(PEOPLE, PLACES, contexts, st.sampled_from([1, 2, 10]))
def test_rank(people, places, context, top):
    fast = rank(people, places, context, top=top, near=top, questions=20)
    slow = rank(people, places, context, top=top, near=top, questions=20, engine="reference")
    assert [r.participant_id for r in fast] == [p.id for p in people]
    for a, b in zip(fast, slow, strict=True):
        same(a, b)


@LAW
@given(PEOPLE, PLACES, contexts)
def test_candidates(people, places, context):
    slot_id = places[-1].id
    same(
        candidates(people, places, slot_id, context),
        candidates(people, places, slot_id, context, engine="reference"),
    )


@LAW
@given(PEOPLE, PLACES, contexts)
def test_reach(people, places, context):
    for slot in places:
        slow = Reference(places, context).reach(people, slot.id)
        assert reach(people, places, slot.id, context).to_dict() == slow.to_dict()


@LAW
@given(PEOPLE, PLACES, contexts)
def test_a_ranking_says_what_explain_says(people, places, context):
    for ranking, person in zip(rank(people, places, context), people, strict=True):
        assert ranking.eligible == sum(explain(person, s, context, slots=places).eligible for s in places)
        for suggestion in ranking.suggestions:
            slot = next(s for s in places if s.id == suggestion.slot_id)
            assert suggestion.assessment.to_dict() == explain(person, slot, context, slots=places).to_dict()
