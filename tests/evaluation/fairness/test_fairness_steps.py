"""The way from open place to job: each step by hand, and its parts add up."""

from dataclasses import replace

import numpy as np
import pytest

from evaluation.fairness.steps import BELOW, steps
from evaluation.history import history
from matcher import Weights
from matcher.rules import RULES
from tests.evaluation.fairness.towns import plain
from tests.evaluation.histories import a_person, a_placement, an_open_slot, day
from tests.evaluation.tables import a_table

HOURS, LICENCE = (1 << [r.id for r in RULES].index(name) for name in ("hours", "licence"))


def by_hand(*, fails, values=None, placements=(), lists=((0, 1, 2, 3),), chosen=(0,), k=2):
    """Follow one decision among four places."""
    table = a_table(lists, chosen, fails=fails)
    if values is not None:
        table = replace(table, values=np.array(values, dtype=np.float32))
    told = placements or [a_placement(1)]
    past = history([a_person()], [an_open_slot(f"s{i}") for i in range(1, 5)], told)
    return steps(table, past, Weights.standard(), k=k)


def test_what_several_rules_stop_counts_in_equal_parts():
    way = by_hand(fails=[0, HOURS, HOURS | LICENCE, LICENCE])
    step = way["eligible"]
    assert step.upper.tolist() == [1 / 4]
    assert step.parts["hours"].tolist() == [(1 + 1 / 2) / 4]
    assert step.parts["licence"].tolist() == [(1 / 2 + 1) / 4]


def test_a_rule_alone_and_the_places_left_without_it():
    way = by_hand(fails=[0, HOURS, HOURS | LICENCE, LICENCE])
    stops = {rule.id: rule.upper[0] for rule in way.rules}
    assert (stops["hours"], stops["licence"], stops["age"]) == (2 / 4, 2 / 4, 0)
    assert (way.without["hours"][0], way.without["age"][0]) == (2 / 4, 1 / 4)


def test_points_of_the_list_are_the_mean_of_its_places_by_factor():
    values = [[1, 0, 0, 0, 0, 0, 0, 0], [0.5, 0, 1, 0, 0, 0, 0, 0], [0] * 8, [0] * 8]
    way = by_hand(fails=[0, 0, 0, 0], values=values)
    step = way["listed"]
    assert step.parts["skills"] == pytest.approx([(30 + 15) / 2 / 100])
    assert step.parts["goals"] == pytest.approx([(0 + 20) / 2 / 100])
    assert step.upper == pytest.approx([(30 + 35) / 2 / 100])


def test_a_choice_outside_the_list_was_stopped_or_stood_further_down():
    values = [[0] * 8, [1] * 8, [1] * 8, [1] * 8]
    below = by_hand(fails=[0, 0, 0, 0], values=values)["chosen"]
    assert (below.upper[0], below.parts[BELOW][0]) == (0, 1)
    stopped = by_hand(fails=[HOURS, 0, 0, 0], values=values)["chosen"]
    assert (stopped.parts["hours"][0], stopped.parts[BELOW][0]) == (1, 0)


@pytest.mark.parametrize(
    ("outcome", "placed", "completed", "job"),
    [
        ("hired", (1, 1), (1, 1), (1, 1)),
        ("subsidised_job", (1, 1), (1, 1), (1, 1)),
        ("studies", (1, 1), (1, 1), (0, 1)),
        ("completed", (1, 1), (1, 1), (0, 1)),
        ("interrupted", (1, 1), (0, 1), (0, 0)),
        ("no_show", (0, 1), (0, 0), (0, 0)),
        ("declined_by_employer", (0, 1), (0, 0), (0, 0)),
        ("declined_by_participant", (0, 1), (0, 0), (0, 0)),
    ],
)
def test_each_outcome_comes_as_far_as_it_does(outcome, placed, completed, job):
    refused = outcome.startswith("declined")
    changes = {"started_on": None, "ended_on": None} if refused else {}
    way = by_hand(fails=[0] * 4, placements=[a_placement(1, outcome=outcome, **changes)])
    table = {id_: (way[id_].upper[0], way[id_].lower[0]) for id_ in ("placed", "completed", "job")}
    # Nothing in a table by hand tells when an outcome was known, so nothing has settled.
    assert table["placed"] == placed
    assert (table["completed"], table["job"]) == ((0, 0), (0, 0))
    settled = by_hand_settled(outcome, changes)
    assert (settled["completed"], settled["job"]) == (completed, job)


def by_hand_settled(outcome, changes):
    """Follow a placement that ended long before the last one was known."""
    late = a_placement(2, suggested_on=day(90), started_on=day(95), ended_on=day(99))
    told = [a_placement(1, outcome=outcome, **changes), late]
    past = history([a_person()], [an_open_slot(capacity=2)], told)
    table = a_table([[0], [0]], [0, 0], participant=[0, 1])
    table = replace(
        table, day=past.day, known_on=np.array([past.day[0] + 5.0, past.day[1] + 5.0]), decision=np.arange(2)
    )
    way = steps(table, past, Weights.standard())
    return {id_: (way[id_].upper[0], way[id_].lower[0]) for id_ in ("completed", "job")}


def test_an_interruption_is_put_on_the_party_that_ended_it():
    told = [a_placement(1, outcome="interrupted", ended_by="employer")]
    way = by_hand(fails=[0] * 4, placements=told)
    assert set(way["completed"].labels) == {"participant", "employer", "coach", "other"}


def test_what_goes_on_has_begun_and_is_not_judged():
    way = by_hand(fails=[0] * 4, placements=[a_placement(1, outcome="ongoing", ended_on=None)])
    assert (way["placed"].upper[0], way["completed"].lower[0]) == (1, 0)


def test_parts_add_up_for_every_participant_of_a_whole_history():
    _, way = plain()
    for step in way.steps:
        whole = sum(step.parts.values())
        assert np.allclose(whole, step.upper if step.gain else step.lower - step.upper), step.id
        assert (step.upper <= step.lower + 1e-12).all()
