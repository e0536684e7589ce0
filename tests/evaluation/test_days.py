"""The candidates of a day are the places that were open then and had room."""

from dataclasses import replace

import numpy as np
import pytest

from evaluation.history.days import days
from matcher.facts import pathways
from tests.evaluation.histories import a_history, a_person, a_placement, an_open_slot, day


def open_on(number, slots, *others):
    """Give the ids of the places that are candidates on a day, with `others` in the history too."""
    people = [a_person(), a_person("p2")]
    asked = a_placement(
        99, slot_id="s1", suggested_on=day(number), started_on=None, ended_on=None, outcome=None
    )
    past = a_history([asked, *others], slots, people)
    found = days(past)
    at = np.searchsorted(found.day, day(number).toordinal())
    return [past.slots[row].id for row in found.candidates(int(at))]


@pytest.mark.parametrize(
    ("number", "changes", "is_open"),
    [
        (50, {}, True),
        (0, {}, True),
        (100, {}, True),
        (101, {}, False),
        (50, {"open_from": day(51)}, False),
        (50, {"open_from": day(50)}, True),
        (50, {"paused": True}, False),
        (50, {"end": day(49)}, False),
        (50, {"capacity": 0}, False),
        (50, {"capacity": None}, True),
        (50, {"filled": 1}, True),  # what the record says is of the day it was written
        # s1 opens 30 days before its start and closes 70 after: so do those that do not say
        (50, {"open_from": None, "start": day(80)}, True),
        (50, {"open_from": None, "start": day(81)}, False),
        (50, {"open_until": None, "start": day(-20)}, True),
        (50, {"open_until": None, "start": day(-21)}, False),
        (50, {"open_from": None, "open_until": day(150), "start": None}, True),
        (50, {"open_from": None, "open_until": day(151), "start": None}, False),
        (50, {"open_from": day(-50), "open_until": None, "start": None}, True),
        (50, {"open_from": day(-51), "open_until": None, "start": None}, False),
        (50, {"open_from": None, "open_until": None, "start": None}, False),
    ],
)
def test_a_place_is_open_from_and_until_both_days_included(number, changes, is_open):
    assert ("s2" in open_on(number, [an_open_slot(), an_open_slot("s2", **changes)])) == is_open


@pytest.mark.parametrize(
    ("number", "changes", "has_room"),
    [
        (19, {}, True),
        (20, {}, False),
        (80, {}, False),
        (81, {}, True),
        (90, {"outcome": "ongoing", "ended_on": None}, False),
        (50, {"outcome": "hired", "ended_on": None}, True),  # nobody knows how long it lasted
        (50, {"outcome": "no_show", "started_on": None, "ended_on": None}, True),
    ],
)
def test_a_seat_is_taken_while_a_placement_runs(number, changes, has_room):
    running = a_placement(1, participant_id="p2", slot_id="s2", **changes)
    assert ("s2" in open_on(number, [an_open_slot(), an_open_slot("s2")], running)) == has_room
    assert "s2" in open_on(number, [an_open_slot(), an_open_slot("s2", capacity=2)], running)


def test_what_is_assumed_is_told():
    slots = [an_open_slot(open_until=day(5)), an_open_slot("s2", open_from=None)]
    notes = days(a_history([a_placement()], slots)).notes
    assert notes[0].startswith("Platser utan dagen då de öppnade eller stängde: 1 av 2.")
    assert notes[1].startswith(
        "Placeringar på en plats som enligt sina uppgifter inte var öppen den dagen: 1."
    )


def test_the_way_on_is_what_the_matcher_would_have_said_that_day():
    employers = [
        ("e1", "93", 5, 2),
        ("e1", "93", 9, 3),
        ("e2", "93", 4, 9),
        ("e3", "91", 0, 0),
        ("e4", "", 3, 1),
    ]
    slots = [
        an_open_slot(
            f"s{i}",
            employer_id=who,
            occupation=sector and f"{sector}11",
            employer_placements=count,
            employer_hired=hired,
            open_from=day(10 * i),
            open_until=day(300),
        )
        for i, (who, sector, count, hired) in enumerate(employers, 1)
    ]
    slots.append(replace(slots[0], id="s6", employer_placements=None))
    placements = [
        a_placement(i, slot_id="s1", suggested_on=day(i), started_on=None, ended_on=None, outcome=None)
        for i in range(10, 60, 7)
    ]
    past = a_history(placements, slots)
    found = days(past)
    for index, when in enumerate(found.day):
        known = [slot for slot in slots if slot.open_from.toordinal() <= when]
        expected = {slot.id: chance or 0.0 for slot, chance in zip(known, pathways(known), strict=True)}
        rows = np.array([row for row, slot in enumerate(slots) if slot in known])
        got = found.pathway(np.full(len(rows), index), rows)
        assert dict(zip((slots[row].id for row in rows), got.tolist(), strict=True)) == expected


@pytest.mark.parametrize(
    ("counts", "strange"), [((4, 4, 4), True), ((4, 5, 7), False), ((None, 4, None), False)]
)
def test_outcomes_that_stand_still_are_of_today(counts, strange):
    slots = [
        an_open_slot(f"s{i}", employer_placements=count, open_from=day(60 * i), open_until=day(60 * i + 90))
        for i, count in enumerate(counts, 1)
    ]
    ended = [
        a_placement(i, suggested_on=day(60 + i), ended_on=day(100 + i), started_on=day(70)) for i in range(3)
    ]
    notes = days(a_history(ended, slots)).notes
    assert any("troligen av i dag" in note for note in notes) == strange


def test_where_no_place_tells_its_days_choices_do():
    """Chosen 20 days before their start and 10 after: nine in ten lie within 19 before and 5 after."""
    unsaid = {"open_from": None, "open_until": None}
    slots = [an_open_slot("s1", **unsaid, start=day(50)), an_open_slot("s2", **unsaid, start=day(60))]
    slots += [an_open_slot("s3", **unsaid, start=None)]
    chosen = [(30, "s1"), (60, "s1"), (44, "s2"), (60, "s3")]
    past = a_history(
        [
            a_placement(i, slot_id=slot, suggested_on=day(n), started_on=None, ended_on=None, outcome=None)
            for i, (n, slot) in enumerate(chosen)
        ],
        slots,
    )
    found = days(past)
    lists = {int(when) - day(0).toordinal(): found.candidates(i).tolist() for i, when in enumerate(found.day)}
    assert lists == {30: [], 44: [0, 1], 60: [1]}
    assert any("inte går att sätta: 1 av 3" in note for note in found.notes)
