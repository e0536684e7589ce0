"""What another order would have led to: worked by hand, and held against the truth."""

from dataclasses import replace

import numpy as np
import pytest

from evaluation.offpolicy import Propensities, estimated, logged, one_of_first, value
from evaluation.truth import learning
from evaluation.truth.offpolicy import ESTIMATORS, OffPolicyTruth, errors, off_policy
from evaluation.truth.weights import Recovered
from evaluation.tuning.logit import Outcome
from evaluation.tuning.sample import gather, known
from tests.evaluation.histories import a_history, a_placement
from tests.evaluation.learning import a_learnable_table
from tests.evaluation.tables import a_table

EVEN = np.full(8, 12.5)


def test_one_of_the_first_by_hand():
    table = a_table([[0, 1, 2, 3], [0, 1], [0, 1, 2]], [0, 0, 0])
    scores = np.array([4, 3, 3, 1, -np.inf, 7, -np.inf, -np.inf, -np.inf])
    assert one_of_first(table, scores, 1).tolist() == [1, 0, 0, 0, 0, 1, 0, 0, 0]
    assert one_of_first(table, scores, 2).tolist() == [1 / 2, 1 / 4, 1 / 4, 0, 0, 1, 0, 0, 0]
    assert one_of_first(table, scores, 3) == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0, 0, 1, 0, 0, 0])
    assert one_of_first(table, np.zeros(9), 5) == pytest.approx([1 / 4] * 4 + [1 / 2] * 2 + [1 / 3] * 3)
    assert one_of_first(table.take(np.arange(0)), np.empty(0)).tolist() == []


def test_a_row_that_stands_for_several_places_takes_their_room():
    table = a_table([[0, 1, 2]], [0], weight=[1, 3, 1])
    assert one_of_first(table, np.array([3.0, 2.0, 1.0]), 2) == pytest.approx([1 / 2, 1 / 2, 0])
    assert one_of_first(table, np.array([3.0, 2.0, 1.0]), 5) == pytest.approx([1 / 5, 3 / 5, 1 / 5])


def test_a_log_is_read_by_place_and_adds_up_among_those_that_were_open():
    past = a_history([a_placement(1)])
    table = a_table([[0, 1, 2]], [1])
    found = logged(past, table, {"h1": {"s1": 0.2, "s2": 0.3, "elsewhere": 0.5}})
    assert found.logged
    assert found.chance == pytest.approx([0, 2 / 5, 3 / 5])
    assert logged(past, table, {}) is None
    assert logged(past, table, {"h1": {"s2": 1.0}}) is None


def test_estimated_chances_add_up_and_follow_what_was_chosen():
    table = a_learnable_table(1500, choice=(3.0,) + (0.0,) * 7)
    found = estimated(table, table)
    assert not found.logged
    assert np.add.reduceat(found.chance, table.offsets[:-1]) == pytest.approx(1)
    pull = np.exp(3.0 * table.values[:, 0].astype(np.float64))
    true = pull / np.add.reduceat(pull, table.offsets[:-1])[table.owner]
    assert np.abs(found.chance - true).max() < 0.08
    nothing = estimated(table, table.take(np.arange(0)))
    assert nothing.chance == pytest.approx(1 / 6)


@pytest.fixture(scope="module")
def model():
    learned_from = known(gather(a_learnable_table(800, seed=2)))
    outcome = Outcome(learned_from, EVEN)
    return outcome, outcome.fit(0.01)


def test_the_estimators_by_hand(model):
    """Two places, chosen with chance ¼ and ¾; the policy always takes the first."""
    whole = a_table([[0, 1]] * 40, [0] * 20 + [1] * 20, grade=[4.0] * 10 + [0.0] * 10 + [2.0] * 20)
    whole = replace(whole, known_on=whole.day.astype(np.float64))
    policy = np.tile([1.0, 0.0], 40)
    found = value(whole, policy, Propensities(np.tile([0.25, 0.75], 40), logged=True), model)
    assert found.plain.value == pytest.approx(2)
    assert found.snips.value == pytest.approx(2)
    assert found.ips.value == pytest.approx(20 * 4 * 2 / 40)
    assert found.effective == pytest.approx(20)
    assert found.decisions == 40
    assert found.heaviest == pytest.approx(1 / 20)
    assert "motsvarar 20 beslut" in found.warnings[0]
    assert found.robust.value == pytest.approx(2, abs=0.01)  # both places have the same values here
    document = found.to_dict()
    assert document["ips"]["value"] == pytest.approx(4)
    assert document["decisions"] == 40


def test_one_rare_choice_does_not_carry_the_doubly_robust_figure(model):
    """Of 101 decisions one was chosen once in ten thousand: the others say 2, and so does the figure."""
    whole = a_table([[0, 1]] * 101, [0] * 101, grade=[4.0] + [2.0] * 100)
    whole = replace(whole, known_on=whole.day.astype(np.float64))
    chance = np.array([0.0001, 0.9999] + [0.5, 0.5] * 100)
    found = value(whole, np.tile([1.0, 0.0], 101), Propensities(chance, logged=True), model)
    assert found.snips.value > 3.9
    weight = np.sqrt(101)
    assert found.robust.value == pytest.approx((4 * weight + 2 * 200) / (weight + 200), abs=0.01)


def test_what_the_figures_cannot_carry_is_said(model):
    whole = a_table([[0, 1]] * 4, [0, 1, 1, 1], grade=[4.0, 0.0, 0.0, 0.0])
    whole = replace(whole, known_on=whole.day.astype(np.float64))
    rare = Propensities(np.tile([0.005, 0.995], 4), logged=False)
    said = " ".join(value(whole, np.tile([1.0, 0.0], 4), rare, model).warnings)
    for words in (
        "motsvarar 1 beslut",
        "Ett enda beslut står för 100 procent",
        "nästan aldrig",
        "skattat, inte loggat",
    ):
        assert words in said
    never = value(whole, np.zeros(8), rare, model)
    assert never.decisions == 0
    assert np.isnan(never.ips.value)


def test_weighting_is_right_in_the_mean_over_all_that_could_have_been_chosen(model):
    """IPS and the doubly robust estimate come near the truth of a policy that coaches did not follow."""
    slopes = (2.0, 1.0) + (0.0,) * 6
    whole = a_learnable_table(6000, outcome=slopes, choice=(-2.0,) + (0.0,) * 7, days=10_000_000)
    pull = np.exp(-2.0 * whole.values[:, 0].astype(np.float64))
    chance = pull / np.add.reduceat(pull, whole.offsets[:-1])[whole.owner]
    policy = one_of_first(whole, whole.values[:, 0].astype(np.float64), 2)
    strength = whole.values.astype(np.float64) @ np.array(slopes) - sum(slopes) / 2
    above = 1 / (1 + np.exp(-(strength[:, None] - np.array([0.3, 1.0, 1.7]))))
    truth = float(policy @ (2 * above[:, 0] + above[:, 1] + above[:, 2]) / len(whole))
    found = value(whole, policy, Propensities(chance, logged=True), model)
    assert found.plain.value < truth + 0.2
    for name in ("ips", "snips", "robust"):
        interval = getattr(found, name)
        assert interval.low - 0.05 <= truth <= interval.high + 0.05, name
    assert found.robust.high - found.robust.low < found.ips.high - found.ips.low


def test_without_a_log_the_truth_is_the_same_and_the_chances_are_estimated():
    one, other = (off_policy(0, placements=300, use_log=use_log) for use_log in (True, False))
    assert one.true == other.true
    assert one.estimates["plain"] == other.estimates["plain"]
    assert one.estimates["ips"] != other.estimates["ips"]


def test_on_invented_histories_doubly_robust_is_nearer_than_no_correction():
    """Short; `make evaluation-truth` draws more."""
    found = [off_policy(seed, placements=2500) for seed in range(2)]
    off = errors(found)
    assert set(off) == set(ESTIMATORS)
    assert off["robust"] < off["plain"]
    assert np.mean([one.estimates["plain"] - one.true for one in found]) > 0.1


@pytest.mark.parametrize(
    ("found", "faults"),
    [((0.1, 0.8, 2.0), 0), ((0.3, 0.8, 2.0), 2), ((0.1, 0.5, 2.0), 1), ((0.1, 0.8, 1.0), 1)],
)
def test_the_long_run_fails_when_the_truth_is_not_found(monkeypatch, capsys, found, faults):
    robust, order, learned = found
    estimates = dict.fromkeys(ESTIMATORS, 2.2) | {"robust": 2.0 + robust}
    one = OffPolicyTruth(2.0, estimates, dict.fromkeys(ESTIMATORS, True))
    grades = {"even": 1.0, "learned": learned, "true": 2.0}
    monkeypatch.setattr(learning, "off_policy", lambda _seed, **_: one)
    monkeypatch.setattr(
        learning, "recovered", lambda _seed, **_: Recovered(np.zeros(8), np.zeros(8), order, grades)
    )
    assert learning.main() == int(faults > 0)
    said = capsys.readouterr().out
    assert sum(line.startswith("De") for line in said.splitlines()) == faults
