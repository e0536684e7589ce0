"""How a place stands, and what a pause, an opening and a closing make of its record."""

from datetime import date, timedelta

import pytest

from matcher import Slot
from service.liaison.openings import Row, plain
from service.liaison.outcomes import earlier, outcomes
from service.liaison.portfolio import Employer
from service.liaison.standing import closed, ends_soon, opened, opens_again, paused, stands

TODAY = date(2026, 11, 23)
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "open"),
        ({"open_from": TODAY, "open_until": TODAY}, "open"),
        ({"open_until": YESTERDAY}, "closed"),
        ({"open_until": YESTERDAY, "paused": True}, "closed"),
        ({"paused": True}, "paused"),
        ({"paused": False}, "open"),
        ({"open_from": TOMORROW}, "paused"),
        ({"capacity": 2, "filled": 2}, "full"),
        ({"capacity": 2, "filled": 1}, "open"),
        ({"capacity": 2}, "open"),
        ({"capacity": 0, "filled": 0, "paused": True}, "paused"),
    ],
)
def test_how_a_place_stands(fields, expected):
    assert stands(Slot("p", **fields), TODAY) == expected


def test_when_a_paused_place_opens_by_itself():
    assert opens_again(Slot("p", open_from=TOMORROW), TODAY) == TOMORROW
    assert opens_again(Slot("p", open_from=TOMORROW, paused=True), TODAY) is None
    assert opens_again(Slot("p", open_from=TODAY), TODAY) is None


@pytest.mark.parametrize(("days", "soon"), [(0, True), (30, True), (31, False), (-1, False)])
def test_what_ends_soon(days, soon):
    last = TODAY + timedelta(days)
    assert (ends_soon(Slot("p", end=last), TODAY) == last) == soon
    assert (ends_soon(Slot("p", open_until=last, end=date(2028, 1, 1)), TODAY) == last) == soon


RECORDS = [
    {"id": "p"},
    {"id": "p", "paused": True},
    {"id": "p", "paused": False, "open_from": "2026-01-01", "open_until": "2026-06-01"},
    {"id": "p", "open_from": "2027-01-01", "open_until": "2027-02-01"},
    {"id": "p", "open_until": TODAY.isoformat()},
]


@pytest.mark.parametrize("record", RECORDS)
def test_a_step_leads_where_it_says_from_wherever(record):
    def after(document):
        return stands(Slot(**document), TODAY)

    assert after(opened(dict(record), TODAY)) == "open"
    assert after(closed(dict(record), TODAY)) == "closed"
    assert after(paused(opened(dict(record), TODAY), None)) == "paused"
    until = paused(opened(dict(record), TODAY), TODAY + timedelta(7))
    assert after(until) == "paused"
    assert stands(Slot(**until), TODAY + timedelta(8)) == "open", "it opens by itself"
    assert after(opened(closed(dict(record), TODAY), TODAY)) == "open"


def test_a_closed_place_keeps_its_days_in_order():
    made = closed({"id": "p", "open_from": TOMORROW.isoformat()}, TODAY)
    assert made["open_from"] <= made["open_until"] == YESTERDAY.isoformat()


def employer(contact, began, *slots):
    rows = tuple(Row(slot, stands(slot, TODAY), 0, TODAY) for slot in slots)
    return Employer("e", "Lager AB", rows, contact, began, TODAY)


def test_who_should_be_called():
    place = Slot("p")
    assert employer(None, None, place).nudge
    assert not employer(None, None).nudge, "nobody waits for an employer without an open place"
    assert not employer(None, None, Slot("p", paused=True)).nudge
    assert not employer(TODAY - timedelta(59), None, place).nudge
    assert employer(TODAY - timedelta(60), None, place).nudge
    assert not employer(None, TODAY - timedelta(179), place).nudge
    assert employer(None, TODAY - timedelta(180), place).nudge


def test_few_outcomes_are_not_told():
    assert outcomes(["hired"] * 4).each == ()
    assert outcomes([]) == outcomes(["hired"] * 4), "how few is not told either"
    assert told(["hired"] * 6 + ["completed"] * 7) == {"anställd": 6, "genomförd": 7}


def told(codes):
    found = outcomes(codes)
    assert found.total == len(codes)
    return {label.sv: number if isinstance(number, int) else number.sv for label, number in found.each}


def test_what_a_small_group_can_be_worked_out_from_is_not_told():
    assert told(["hired"] * 6 + ["completed"] * 7 + ["interrupted"] * 2) == {
        "anställd": "visas inte",
        "genomförd": 7,
        "avbruten": "färre än 5",
    }
    assert told(["hired"] * 9 + ["completed"] * 3 + ["interrupted"] * 2) == {
        "anställd": 9,
        "genomförd": "färre än 5",
        "avbruten": "färre än 5",
    }
    assert told(["hired"] * 9 + ["completed"] + ["interrupted"]) == {
        "anställd": "visas inte",
        "genomförd": "färre än 5",
        "avbruten": "färre än 5",
    }


def test_earlier_outcomes_are_those_of_the_place_that_knows_most():
    places = [
        Slot("a", employer_placements=12, employer_completed=9, employer_hired=2),
        Slot("b", employer_placements=7, employer_hired=7),
        Slot("c"),
    ]
    found = earlier(places)
    assert (found.total, found.completed.sv, found.work.sv) == (12, "alla eller nästan alla", "färre än 5")
    assert earlier(places[1:]).completed is None
    assert earlier([Slot("c"), Slot("d", employer_placements=4, employer_hired=4)]) is None
    assert earlier([]) is None


def test_swedish_letters_come_last():
    assert sorted(["Öst", "Arboga", "Älg", "Zon", "Ås"], key=plain) == ["Arboga", "Zon", "Ås", "Älg", "Öst"]
