"""Law 3, a rule says everything: what is needed, what is held, why, and what would turn it."""

import json
from dataclasses import replace

import pytest
from hypothesis import given

from matcher import explain, rank
from matcher.results import Change
from matcher.rules import RULES, commute
from tests.property.strategies import LAW, contexts, groups, participants, slots

SOURCES = {rule.id: rule.source for rule in RULES}


def applied(changes: tuple[Change, ...], person, slot):
    """Give the two records as the changes would make them, through their own constructors."""
    for change in changes:
        side, name = change.field.split(".")
        if side == "participant":
            person = replace(person, **{name: change.value})
        else:
            slot = replace(slot, **{name: change.value})
    return person, slot


def has_no_remedy(verdict, person, slot, context):
    """Say where nobody alone can turn a verdict: an exclusion, too long a way for anybody, time gone by."""
    if verdict.rule == "excluded":
        return True
    if verdict.rule == "commute":
        farthest = explain(replace(person, travel_max_minutes=commute.LONGEST), slot, context)
        return next(v for v in farthest.requirements if v.rule == "commute").outcome != "pass"
    ends = [day for day in (slot.end, person.available_to) if day]
    return verdict.rule == "dates" and len(ends) == 2


@LAW
@given(participants(), slots(), contexts)
def test_every_verdict_explains_itself(person, slot, context):
    assessment = explain(person, slot, context)
    assert [v.rule for v in assessment.requirements] == [rule.id for rule in RULES]
    for verdict in assessment.requirements:
        assert verdict.outcome in {"pass", "fail", "unknown"}
        assert verdict.source == SOURCES[verdict.rule]
        assert verdict.text.strip()
        assert verdict.text[0].isupper()
        assert verdict.text.endswith((".", "?"))
        if verdict.outcome == "fail":
            assert verdict.needed is not None
            assert verdict.remedies or has_no_remedy(verdict, person, slot, context)
        else:
            assert not verdict.remedies
        json.dumps(verdict.to_dict())


@LAW
@given(participants(), slots(), contexts)
def test_every_remedy_turns_its_verdict(person, slot, context):
    for verdict in explain(person, slot, context).failed:
        for remedy in verdict.remedies:
            assert {change.by for change in remedy.changes} == {remedy.by}
            assert {change.rule for change in remedy.changes} == {verdict.rule}
            after = explain(*applied(remedy.changes, person, slot), context)
            turned = next(v for v in after.requirements if v.rule == verdict.rule)
            assert turned.outcome != "fail", remedy.text


@LAW
@given(participants(), slots(), contexts)
def test_the_smallest_remedy_comes_first(person, slot, context):
    for verdict in explain(person, slot, context).failed:
        sizes = [len(remedy.changes) for remedy in verdict.remedies]
        assert sizes == sorted(sizes)
        assert verdict.remedy is (verdict.remedies[0] if sizes else None)


@pytest.mark.parametrize("engine", ["numpy", "reference"])
@LAW
@given(people=groups(participants, "p", 2), places=groups(slots, "s", 4), context=contexts)
def test_a_near_miss_would_open(engine, people, places, context):
    by_id = {slot.id: slot for slot in places}
    for person, ranking in zip(people, rank(people, places, context, engine=engine), strict=True):
        for miss in ranking.near_misses:
            assert 1 <= len(miss.changes) <= 2
            changed, slot = applied(miss.changes, person, by_id[miss.slot_id])
            assert not explain(person, by_id[miss.slot_id], context).eligible
            opened = explain(changed, slot, context, slots=places)
            assert opened.eligible
            assert opened.score == pytest.approx(miss.score_if_opened, abs=1e-6)
