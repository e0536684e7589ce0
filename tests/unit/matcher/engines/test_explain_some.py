"""Chosen places are explained as they are when they are suggested."""

import pytest

from matcher import explain, prepare
from matcher.factors.skills import apart
from matcher.wording import message
from tests.builders import a_participant, a_slot


def test_chosen_places_are_explained_as_alone_and_in_the_order_asked_for():
    person = a_participant(skills=["köra truck"], licences=["B"])
    places = [a_slot(id=f"s{n}", required_skills=["truck", "engelska"][: n + 1]) for n in range(3)]
    found = prepare(places).explain(person, ["s2", "s0"])
    assert [one.slot_id for one in found] == ["s2", "s0"]
    for one, place in zip(found, (places[2], places[0]), strict=True):
        assert one == explain(person, place, slots=places)
    assert prepare(places).explain(person, []) == ()


def test_an_unknown_place_is_an_error():
    with pytest.raises(KeyError):
        prepare([a_slot()]).explain(a_participant(), ["nej"])


def test_only_a_sentence_with_two_halves_is_taken_apart():
    both = message("skills.some", shown=("truckkort",), missing=("orderplock",))
    assert [half.id for half in apart(both) or ()] == ["skills.shown", "skills.none"]
    assert apart(message("skills.all", shown=("truckkort",))) is None
