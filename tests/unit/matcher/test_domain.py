"""The domain refuses what it does not know, and says which field."""

from datetime import date, time

import pytest

from matcher import Cefr, DomainError, Experience, Participant, Placement, Skill, Slot


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("id", 7, "text"),
        ("municipality", "Malmö", "a municipality code of four digits"),
        ("lat", 91, "a number from -90 to 90"),
        ("lon", "13", "a number from -180 to 180"),
        ("hours_per_week", True, "a number from 0 to 168"),
        ("hours_per_week", float("nan"), "a number from 0 to 168"),
        ("travel_max_minutes", 1441, "a number from 0 to 1440"),
        ("under_18", 1, "true or false"),
        ("available_from", "2026-13-01", "a date as YYYY-MM-DD"),
        ("available_from", 20261201, "a date as YYYY-MM-DD"),
        ("earliest", "25:00", "a time as HH:MM"),
        ("swedish_spoken", "B3", "a level: 0, A1-, A1, A1+, A2, A2+, B1, B1+, B2, B2+, C1, C1+, C2"),
        ("sfi_passed", "E", "one of A, B, C, D"),
        ("priority", 4, "one of 1, 2, 3"),
        ("skills", "truck", "a list"),
        ("skills", 5, "a list"),
        ("skills", [{"years": 3}], "text or an object with label, years"),
        ("skills", [{"label": "truck", "colour": "red"}], "text or an object with label, years"),
        ("experience", [7], "text or an object with title, years, country"),
        ("languages", [7], "text"),
        ("licences", ["Z"], "a licence class such as B or CE"),
        ("days", ["monday"], "one of fri, mon, sat, sun, thu, tue, wed"),
    ],
)
def test_a_strange_value_of_a_participant(field, value, expected):
    with pytest.raises(DomainError) as caught:
        Participant(**{"id": "p1", field: value})
    assert caught.value.field == field
    assert caught.value.expected == expected
    assert str(caught.value) == f"{field}: {caught.value.value!r} is not {expected}"


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("capacity", 2.0, "a whole number from 0 to 1000000"),
        ("capacity", -1, "a whole number from 0 to 1000000"),
        ("filled", True, "a whole number from 0 to 1000000"),
        ("conditions", ["nice"], None),
        ("offers", "interpreter", "a list"),
    ],
)
def test_a_strange_value_of_a_slot(field, value, expected):
    with pytest.raises(DomainError) as caught:
        Slot(**{"id": "s1", field: value})
    assert caught.value.field == field
    assert expected is None or caught.value.expected == expected


def test_an_outcome_outside_the_vocabulary():
    with pytest.raises(DomainError, match="outcome"):
        Placement("x1", "p1", "s1", outcome="fired")


def test_constructors_accept_what_files_carry():
    person = Participant(
        "p1",
        skills=["truck", {"label": "svetsning", "years": 2}, Skill("lager")],
        experience=["Kock", {"title": "Städare", "country": "SY"}],
        swedish_spoken=" b1+ ",
        swedish_written=Cefr.A2,
        licences=["körkort", "CE, D"],
        available_from="2026-12-01",
        available_to=date(2027, 1, 1),
        earliest="08:00",
        latest=time(16),
        days=["mon", "mon"],
        excluded_employers=["e1"],
    )
    assert person.skills == (Skill("truck"), Skill("svetsning", 2), Skill("lager"))
    assert person.experience == (Experience("Kock"), Experience("Städare", None, "SY"))
    assert (person.swedish_spoken, person.swedish_written) == (Cefr.B1_PLUS, Cefr.A2)
    assert person.licences == {"B", "CE", "D"}
    assert (person.available_from, person.available_to) == (date(2026, 12, 1), date(2027, 1, 1))
    assert (person.earliest, person.latest) == (time(8), time(16))
    assert person.days == {"mon"}
    assert person.excluded_employers == {"e1"}


def test_unknown_and_none_differ():
    assert Participant("p1").licences is None
    assert Participant("p1", licences=[]).licences == frozenset()
