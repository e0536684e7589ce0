"""The rows of a table are what the engine would have said on the day of each decision."""

import sys
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from data.reference import context
from data.synthetic import municipality
from evaluation.history import history, table
from evaluation.history.days import days
from matcher import Weights
from matcher.assess import assess
from matcher.facts import World
from matcher.likeness import PlainLikeness
from matcher.rules import RULES
from tests.builders import a_context
from tests.evaluation.histories import a_history, a_person, a_placement, an_open_slot, day


@pytest.fixture(scope="module")
def town():
    return municipality(7, participants=0, employers=20, slots=0, placements=60)


@pytest.fixture(scope="module")
def past(town):
    return history(town.past_participants, town.past_slots, town.placements)


@pytest.fixture(scope="module")
def judged(past):
    return table(past, context())


def test_a_row_says_what_the_reference_engine_says_on_that_day(past, judged):
    world = World(context())
    when = days(past)
    likeness, checked = PlainLikeness(world), 0
    for row in np.random.default_rng(1).choice(len(judged.slot), 150, replace=False):
        number = int(judged.owner[row])
        today = date.fromordinal(int(judged.day[number]))
        slot = past.slots[judged.slot[row]]
        person = past.participants[judged.participant[number]]
        chance = when.pathway(np.array([np.searchsorted(when.day, judged.day[number])]), judged.slot[[row]])[
            0
        ]
        stated = replace(slot, filled=0, paused=False, open_from=None, open_until=None)
        world.context = replace(world.context, date=today)
        given = None if slot.employer_placements is None or slot.employer_hired is None else float(chance)
        plain = assess(world.person(person), world.place(stated, given), world, likeness)
        values = np.array([c.value for c in plain.contributions])
        np.testing.assert_allclose(judged.values[row], values, rtol=0, atol=1e-6)
        fails = {v.rule for v in plain.requirements if v.outcome == "fail"} - {"capacity", "open"}
        assert fails == {r.id for r in RULES if judged.failed(r.id)[row]}
        if plain.eligible:
            assert judged.score(Weights.standard())[row] == pytest.approx(plain.score, abs=1e-4)
            checked += 1
    assert checked > 5


def test_every_decision_has_the_chosen_place_once(past, judged):
    assert (judged.slot[judged.chosen] == past.slot[judged.decision]).all()
    assert (judged.owner[judged.chosen] == np.arange(len(judged))).all()
    pairs = set(zip(judged.owner.tolist(), judged.slot.tolist(), strict=True))
    assert len(pairs) == len(judged.slot)


def test_the_candidates_are_the_open_ones_and_the_chosen(past, judged):
    when = days(past)
    for number in range(0, len(judged), 7):
        rows = slice(judged.offsets[number], judged.offsets[number + 1])
        today = when.candidates(int(np.searchsorted(when.day, judged.day[number])))
        assert set(judged.slot[rows]) == {*today, past.slot[judged.decision[number]]}


def test_a_draw_of_what_fails_keeps_all_that_fits_and_stands_for_the_rest(past, judged, monkeypatch):
    monkeypatch.setattr(sys.modules["evaluation.history.table"], "DRAWN", 3)
    drawn = table(past, context(), most_rows=0)
    assert len(drawn.slot) < len(judged.slot)
    sums = np.add.reduceat(drawn.weight, drawn.offsets[:-1])
    np.testing.assert_allclose(sums, np.diff(judged.offsets), rtol=1e-6)
    for whole, part in zip(*(_fitting(t) for t in (judged, drawn)), strict=True):
        assert whole == part
    assert (drawn.weight[drawn.chosen] == 1).all()
    assert (drawn.weight[drawn.eligible] == 1).all()


def _fitting(some):
    for number in range(len(some)):
        rows = slice(some.offsets[number], some.offsets[number + 1])
        yield {
            (slot, tuple(values))
            for slot, values, fits in zip(
                some.slot[rows], some.values[rows].tolist(), some.eligible[rows], strict=True
            )
            if fits
        }


def test_taking_decisions_keeps_their_rows(judged):
    kept = np.array([5, 2, 40])
    some = judged.take(kept)
    assert (some.slot[some.chosen] == judged.slot[judged.chosen[kept]]).all()
    for new, old in enumerate(kept):
        mine, theirs = (slice(t.offsets[i], t.offsets[i + 1]) for t, i in ((some, new), (judged, old)))
        np.testing.assert_array_equal(some.values[mine], judged.values[theirs])
    assert judged.take(np.zeros(len(judged), dtype=np.bool_)).slot.size == 0


def test_within_the_rules_only_what_fits_is_left(judged):
    inside = judged.within_rules()
    assert inside.eligible.all()
    assert len(inside) == judged.eligible[judged.chosen].sum() > 0
    fitting = judged.take(judged.eligible[judged.chosen])
    assert (inside.slot[inside.chosen] == fitting.slot[fitting.chosen]).all()
    assert np.diff(inside.offsets).sum() == fitting.eligible.sum()


def test_the_day_of_the_decision_decides_what_is_too_late():
    slots = [an_open_slot(), an_open_slot("s2", end=day(60))]
    placements = [
        a_placement(n, suggested_on=day(n), started_on=None, ended_on=None, outcome=None)
        for n in (59, 60, 61)
    ]
    person = a_person(available_to=day(60))
    found = table(a_history(placements, slots, [person]), a_context())
    late = found.failed("dates")
    assert [late[found.owner == n].tolist() for n in range(3)] == [[False, False], [False, False], [True]]


def test_grades_and_what_goes_on_follow_the_decisions():
    placements = [
        a_placement(1, outcome="hired"),
        a_placement(2, suggested_on=day(11), outcome="ongoing", ended_on=None),
    ]
    found = table(a_history(placements), a_context())
    assert found.grade[0] == 4
    assert np.isnan(found.grade[1])
    assert found.censored.tolist() == [False, True]


def test_nothing_gives_an_empty_table():
    found = table(a_history([]), a_context())
    assert (len(found), len(found.slot), len(found.within_rules())) == (0, 0, 0)
