"""Law 4 for the count that is made while a place is written: the reference says the same."""

from dataclasses import replace

from hypothesis import given

from matcher import explain, prepare
from matcher.engines.crowd import Crowd
from matcher.engines.reference import Reference
from tests.builders import a_context, a_participant, a_slot
from tests.property.strategies import LAW, contexts, groups, participants, slots


def hashed(people):
    return {person.id: (str(hash(person)), person) for person in people}


@LAW
@given(groups(participants, "p", most=6), groups(slots, "s", most=3), contexts)
def test_a_headcount_is_a_reach(people, places, context):
    crowd = Crowd(context)
    crowd.take(hashed(people))
    for slot in places:
        slow = Reference(places, context).reach(people, slot.id)
        fast = crowd.headcount(slot)
        assert (fast.considered, fast.eligible) == (slow.considered, slow.eligible)
        assert [(c.rule, c.text, c.fails, c.opens, c.relaxation) for c in fast.costs] == [
            (c.rule, c.text, c.fails, c.opens, c.relaxation) for c in slow.requirements
        ]


def test_who_has_changed_is_worked_out_again_and_who_is_gone_is_not_counted():
    crowd = Crowd(a_context())
    people = [a_participant(id=f"p{number}", licences=["B"]) for number in range(3)]
    slot = a_slot(licences_required=["B"])
    crowd.take(hashed(people))
    assert crowd.headcount(slot).eligible == 3
    crowd.take(hashed([people[0], replace(people[1], licences=frozenset())]))
    found = crowd.headcount(slot)
    assert (found.considered, found.eligible) == (2, 1)
    assert found.costs[0].text == "Kravet på körkort B utesluter 1 av 2."
    assert crowd.headcount(slot, among={"p0"}).eligible == 1
    assert crowd.headcount(slot, among=()).considered == 0


@LAW
@given(groups(participants, "p", most=4), groups(slots, "s", most=4), contexts)
def test_a_place_explained_for_some_is_explained_as_for_each(people, places, context):
    slot = places[-1]
    found = prepare(places, context).fits(people, slot.id)
    each = [explain(person, slot, context, slots=places) for person in people]
    assert [one.to_dict() for one in found] == [one.to_dict() for one in each]
