"""Law 6, blind: no type has a field for a protected ground, and the country is never scored."""

import random
import re
from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given

import matcher
from matcher import context, domain, explain, facts, rank, results
from matcher.domain import Experience
from tests.property.drawing import drawn
from tests.property.strategies import (
    LAW,
    MATCHING_PARTICIPANT,
    MATCHING_SLOT,
    PARTICIPANT,
    SLOT,
    contexts,
    groups,
    participants,
    slots,
)

PROTECTED = {
    "sex",
    "gender",
    "kon",
    "age",
    "born",
    "birth",
    "birthday",
    "birthdate",
    "birthplace",
    "origin",
    "ethnicity",
    "nationality",
    "citizenship",
    "race",
    "religion",
    "faith",
    "belief",
    "orientation",
    "disability",
    "diagnosis",
    "health",
    "illness",
    "pregnant",
    "parent",
    "children",
    "married",
    "name",
    "surname",
    "firstname",
    "lastname",
    "address",
    "street",
    "personnummer",
    "ssn",
    "phone",
    "email",
    "photo",
}
ALLOWED = {("Slot", "employer_name"), ("Experience", "country")}
"""The employer's name is shown; the country of earlier work is shown and never scored."""


def types_of_the_matcher():
    modules = (domain, facts, context, results)
    found = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    return sorted((kind for kind in found if is_dataclass(kind)), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", types_of_the_matcher(), ids=lambda kind: kind.__name__)
def test_no_field_for_a_protected_ground(kind):
    for field in fields(kind):
        if (kind.__name__, field.name) not in ALLOWED:
            assert not PROTECTED & set(re.split(r"[_\d]+", field.name.lower())), field.name


def test_the_list_of_protected_words_would_find_one():
    assert PROTECTED & set(re.split(r"[_\d]+", "birth_date"))
    assert domain.Participant in types_of_the_matcher()
    assert matcher.Slot in types_of_the_matcher()


def in_another_country(person, country):
    work = person.experience
    if work is None:
        return person
    return replace(person, experience=tuple(Experience(w.title, w.years, country) for w in work))


def test_the_country_of_experience_changes_nothing_in_a_thousand_pairs():
    rng = random.Random(20261121)
    pairs = 0
    while pairs < 1000:
        person = drawn(matcher.Participant, PARTICIPANT, MATCHING_PARTICIPANT, rng, "p1")
        slot = drawn(matcher.Slot, SLOT, MATCHING_SLOT, rng, "s1")
        if not person.experience:
            continue
        pairs += 1
        here, abroad = in_another_country(person, "SE"), in_another_country(person, rng.choice(["SY", None]))
        assert explain(here, slot).to_dict() == explain(abroad, slot).to_dict()


@pytest.mark.parametrize("engine", ["numpy", "reference"])
@LAW
@given(people=groups(participants, "p", 2), places=groups(slots, "s", 4), context=contexts)
def test_the_country_of_experience_changes_no_ranking(engine, people, places, context):
    here = [in_another_country(person, "SE") for person in people]
    abroad = [in_another_country(person, "SO") for person in people]
    assert rank(here, places, context, engine=engine) == rank(abroad, places, context, engine=engine)
