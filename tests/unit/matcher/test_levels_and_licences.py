"""Levels of Swedish and classes of licence."""

import pytest

from matcher.levels import SFI_COURSES, SFI_LEVELS, Cefr
from matcher.licences import CLASSES, IMPLIES, closure, fewest_missing, names, parse_licences


def test_levels_are_half_steps_in_order():
    assert " ".join(map(str, Cefr)) == "0 A1- A1 A1+ A2 A2+ B1 B1+ B2 B2+ C1 C1+ C2"
    assert all(Cefr.parse(str(level)) is level for level in Cefr)


def test_a_level_that_is_none():
    with pytest.raises(ValueError, match="'D1' is not a CEFR level; use one of 0, A1-"):
        Cefr.parse("D1")


@pytest.mark.parametrize(
    ("level", "whole", "lower"), [("B1", 1, "A2"), ("A2+", 1, "A1+"), ("A1", 2, "0"), ("0", 1, "0")]
)
def test_lowered(level, whole, lower):
    assert str(Cefr.parse(level).lowered(whole)) == lower


def test_every_sfi_course_has_a_level_and_a_later_one_is_higher():
    assert list(SFI_LEVELS) == list(SFI_COURSES)
    assert sorted(SFI_LEVELS.values()) == list(SFI_LEVELS.values())


def test_what_a_class_implies_is_closed():
    assert len(CLASSES) == 15
    for held in CLASSES:
        given = closure(frozenset({held}))
        assert given == {held, *IMPLIES[held]}
        assert all(closure(frozenset({name})) <= given for name in given)


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("B", {"B"}),
        ("b-körkort", {"B"}),
        ("körkort", {"B"}),
        ("Körkort B och BE", {"B", "BE"}),
        ("utökad B", {"B96"}),
        ("utökat B-körkort", {"B96"}),
        ("CE, D", {"CE", "D"}),
        ("AM", {"AM"}),
    ],
)
def test_read(text, classes):
    assert parse_licences(text) == classes


@pytest.mark.parametrize("text", ["", "truckkort", "bil", "Z"])
def test_no_class_is_refused(text):
    with pytest.raises(ValueError, match="is not a licence class; use one of AM"):
        parse_licences(text)


@pytest.mark.parametrize(
    ("held", "needed", "missing"),
    [
        ("", "B", ("B",)),
        ("", "B C", ("C",)),
        ("", "A B", ("A", "B")),
        ("CE D", "DE", ()),
        ("CE", "D DE", ("D",)),
        ("C", "B", ()),
    ],
)
def test_fewest_missing(held, needed, missing):
    assert fewest_missing(frozenset(held.split()), frozenset(needed.split())) == missing


def test_names_in_the_order_of_the_directive():
    assert names({"D", "B", "AM"}) == ("AM", "B", "D")
