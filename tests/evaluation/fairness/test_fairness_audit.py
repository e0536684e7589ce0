"""The audit: a planted difference is found and its rule named; none is claimed where there is none."""

from dataclasses import replace

import numpy as np
import pytest

from data.reference import context
from evaluation.fairness import Groups, audit
from evaluation.fairness.audit import as_dict
from evaluation.report.gaps import gap
from evaluation.small import LEAST
from tests.evaluation.fairness.towns import coin, groups_of, plain, planted, town

INSIDE = coin(1)


def found_in(past_and_way, inside=INSIDE):
    past, way = past_and_way
    return audit(way, groups_of(inside), past)


def test_fewer_hours_are_found_and_the_rule_on_hours_is_named():
    found = found_in(planted(INSIDE, lambda p: replace(p, hours_per_week=8.0, hours_start=4.0)))
    one = next(c for c in found.found if c.step.id == "eligible")
    assert (one.group, one.difference.high < 0) == ("A", True)
    assert one.causes[0].id == "hours"
    assert abs(one.without["hours"]) < abs(one.difference.value) / 2
    rule = next(c for c in found.found if c.step.id == "hours")
    assert rule.own.value > rule.rest.value


def test_fewer_licences_are_found_by_their_rule():
    found = found_in(planted(INSIDE, lambda p: replace(p, licences=frozenset())))
    assert "licence" in {c.step.id for c in found.found}
    assert not {c.step.id for c in found.found} & {"hours", "schedule", "language"}


def test_what_nobody_asked_a_group_is_found_in_the_lists_and_the_factor_is_named():
    """How far they can travel is not known, which stops no place and gives no points."""
    found = found_in(planted(INSIDE, lambda p: replace(p, travel_max_minutes=None)))
    one = next(c for c in found.found if c.step.id == "listed")
    assert one.difference.high < 0
    assert one.causes[0].id == "commute"
    assert "eligible" not in {c.step.id for c in found.found if c.difference.value < 0}


def test_divisions_by_chance_give_an_alarm_at_most_one_time_in_twenty():
    """`make evaluation-truth` counts more of them."""
    past, way = plain()
    alarms = [bool(audit(way, groups_of(coin(seed)), past, exchanges=999).found) for seed in range(60)]
    assert sum(alarms) <= 7  # with 1 in 20, more than this happens twice in a hundred


def test_exchanging_groups_changes_nothing():
    past, way = plain()
    blind = audit(way, groups_of(INSIDE), past, context()).blind
    assert (blind.participants, blind.pairs) == (50, 1000)
    assert blind.changed == 0


def test_a_leak_of_the_group_into_the_record_would_be_seen(monkeypatch):
    """A matcher that reads the id is caught: here the list of skills is made to depend on it."""
    from evaluation.fairness import blind as module

    class Leaking(module.Listing):
        def groups(self, people, vectors=None):
            odd = [replace(p, licences=frozenset("B" if int(p.id[2:]) % 2 else ())) for p in people]
            return super().groups(odd, vectors)

    monkeypatch.setattr(module, "Listing", Leaking)
    past, way = plain()
    assert audit(way, groups_of(INSIDE), past, context()).blind.changed > 0


def test_a_difference_is_told_with_its_cause_and_what_is_left_without_it():
    found = as_dict(found_in(planted(INSIDE, lambda p: replace(p, hours_per_week=8.0, hours_start=4.0))))
    row = next(r for r in found["variables"][0]["comparisons"] if r["step"] == "eligible")
    text = gap("grupp", row)
    assert text.startswith("Grupp, A: av de öppna platserna kan ")
    assert "Den kommer av kravet timmar i veckan; utan det vore skillnaden" in text


def test_groups_too_small_are_neither_shown_nor_tested():
    past, way = plain()
    ids = tuple(p.id for p in town().past_participants)
    sizes = [3, 12, 60]
    names = tuple(
        "liten" if i < 3 else "mellan" if i < 15 else "stor" if i < 75 else None for i in range(len(ids))
    )
    found = as_dict(audit(way, Groups(ids, {"storlek": names}, "0"), past))
    people = {row["group"]: row["people"] for row in found["variables"][0]["groups"]}
    assert people["liten"] == "färre än 5"
    assert people["stor"] == sizes[2]
    for row in found["variables"][0]["comparisons"]:
        if row["group"] != "stor":
            assert row["p"] is None
        if row["group"] == "liten":
            assert (row["shown"], row["difference"], row["own"]) == (False, None, None)


@pytest.mark.parametrize("seed", range(8))
def test_hidden_cells_cannot_be_worked_out_from_the_step_of_everybody(seed):
    """Take every shown group away from everybody: at least two groups and five people are left, or none."""
    past, way = plain()
    rng = np.random.default_rng(seed)
    ids = tuple(p.id for p in town().past_participants)
    share = rng.dirichlet([0.4] * 5)
    names = tuple(rng.choice(["a", "b", "c", "d", "e"], len(ids), p=share).tolist())
    groups = Groups(ids, {"x": names}, "0")
    found = as_dict(audit(way, groups, past))["variables"][0]
    labels, codes = groups.codes("x", [past.participants[row].id for row in way.participant])
    for step, told in zip((*way.steps, *way.rules), (*found["steps"], *found["rules"]), strict=True):
        shown = {row["group"] for row in told["rows"] if row["share"] is not None}
        rest = [i for i, name in enumerate(labels) if name not in shown and (codes == i).any()]
        if not rest:
            continue
        left = np.isin(codes, rest)
        assert len(rest) > 1 or not shown
        if shown:
            assert (step.lower[left] > 0).sum() >= LEAST
            if not step.gain:
                assert (step.upper[left] > 0).sum() >= LEAST
                assert (step.lower[left] > step.upper[left]).sum() >= LEAST
