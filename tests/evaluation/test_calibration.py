"""A score as a chance: right where it is right, and wrong where it is wrong."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from evaluation.calibration import BINS, IN_A_BIN, LEAST, Judged, learn, ordered, reliability, settled
from evaluation.history import table
from evaluation.intervals import wilson
from matcher import Weights
from tests.builders import a_context
from tests.evaluation.histories import a_history, a_person, a_placement, an_open_slot, day

NOTHING = np.empty(0)


def judged(score, good, censored=None, participant=None):
    n = len(score)
    return Judged(
        score=np.asarray(score, dtype=np.float64),
        good=np.asarray(good, dtype=np.bool_),
        censored=np.zeros(n, dtype=np.bool_) if censored is None else censored,
        participant=np.arange(n) if participant is None else participant,
        waited=0,
        left_out=0,
    )


def drawn(n, seed, chance=lambda score: score / 100):
    draw = np.random.default_rng(seed)
    score = draw.uniform(0, 100, n)
    return judged(score, draw.random(n) < chance(score))


@pytest.mark.parametrize("method", ["isotonic", "logistic"])
class TestLearn:
    def test_it_finds_the_chance_and_never_falls(self, method):
        seen = drawn(4000, 1, lambda s: 1 / (1 + np.exp(-(s - 50) / 15)))
        chance = learn(seen.score, seen.good, method)
        grid = np.linspace(5, 95, 50)
        np.testing.assert_allclose(chance(grid), 1 / (1 + np.exp(-(grid - 50) / 15)), atol=0.09)
        assert (np.diff(chance(np.linspace(-20, 120, 400))) >= 0).all()

    def test_a_score_that_misleads_says_the_same_of_all(self, method):
        seen = drawn(2000, 2, lambda s: 1 - s / 100)
        chance = learn(seen.score, seen.good, method)(np.array([0.0, 100.0]))
        np.testing.assert_allclose(chance, seen.good.mean(), atol=0.03)

    def test_too_few_or_all_alike_are_refused(self, method):
        for score, good in (
            (np.arange(LEAST - 1.0), np.arange(LEAST - 1) > 5),
            (np.arange(200.0), np.ones(200) > 0),
        ):
            with pytest.raises(ValueError, match="at least 100"):
                learn(score, good, method)


def test_a_right_chance_has_no_more_error_than_chance_makes():
    seen = drawn(2000, 3)
    found = reliability(seen.score / 100, seen)
    assert len(found.bins) == BINS
    assert found.error.value < 2 * found.by_chance
    assert sum(b.low <= b.chance <= b.high for b in found.bins) >= BINS - 2
    assert found.brier.value == pytest.approx(1 / 6, abs=0.01)  # ∫ p(1 − p)
    assert found.brier.low < 1 / 6 < found.brier.high


def test_a_wrong_chance_is_found():
    seen = drawn(2000, 4)
    found = reliability(np.full(2000, 0.9) + seen.score / 1e4, seen)
    assert found.error.low > 0.3
    assert found.error.value == pytest.approx(0.905 - 0.5, abs=0.03)


def test_the_error_by_hand():
    said = np.repeat([0.2, 0.8], 20)
    good = np.concatenate([np.arange(20) < 6, np.arange(20) < 15])
    found = reliability(said, judged(said, good))
    assert [(b.n, b.chance, b.share) for b in found.bins] == [
        (20, pytest.approx(0.2), 6 / 20),
        (20, pytest.approx(0.8), 15 / 20),
    ]
    assert found.error.value == pytest.approx((abs(0.2 - 6 / 20) + abs(0.8 - 15 / 20)) / 2)
    assert found.brier.value == pytest.approx(np.mean((said - good) ** 2))


def test_what_goes_on_is_neither_good_nor_bad():
    seen = drawn(200, 5)
    on = np.arange(200) < 50
    found = reliability(seen.score / 100, judged(seen.score, seen.good & ~on, on))
    assert (found.n, found.ongoing) == (150, 50)
    well = int((seen.good & ~on).sum())
    assert found.bounds == (well / 200, (well + 50) / 200)
    assert sum(b.n for b in found.bins) == 150


def test_scikit_learn_agrees_on_the_order():
    score = np.round(drawn(300, 6).score, -1)
    good = np.random.default_rng(6).random(300) < score / 100
    assert ordered(score, good, np.arange(300)).value == pytest.approx(roc_auc_score(good, score))


def test_those_of_one_participant_are_not_many():
    seen = drawn(100, 7)
    one = ordered(seen.score, seen.good, np.arange(100))
    many = ordered(np.repeat(seen.score, 9), np.repeat(seen.good, 9), np.repeat(np.arange(100), 9))
    assert many.value == pytest.approx(one.value)
    assert (many.low, many.high) == pytest.approx((one.low, one.high))


def test_few_have_fewer_bins_and_no_interval():
    seen = drawn(IN_A_BIN - 1, 8)
    found = reliability(seen.score / 100, seen)
    assert len(found.bins) == 1
    assert np.isnan(found.error.low)


def test_nothing_gives_no_figure():
    found = reliability(NOTHING, judged(NOTHING, NOTHING))
    assert (found.bins, found.n) == ((), 0)
    assert np.isnan([found.error.value, found.by_chance, found.order.value, *found.bounds]).all()


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(0, 10, 0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1), (81, 263, 0.255, 0.366), (0, 0, 0, 1)],
)
def test_wilson_by_hand(hits, n, low, high):
    assert wilson(hits, n) == pytest.approx((low, high), abs=5e-4)


def test_only_what_is_old_enough_is_judged():
    facts = [(n, n + 40, "completed") for n in range(38)]
    facts += [(50, 70, "interrupted"), (55, None, "ongoing"), (5, None, "ongoing"), (6, None, None)]
    placements = [
        a_placement(
            i,
            suggested_on=day(begun),
            started_on=day(begun),
            ended_on=None if ended is None else day(ended),
            outcome=outcome,
        )
        for i, (begun, ended, outcome) in enumerate(facts, 1)
    ]
    past = a_history(placements, [an_open_slot(capacity=None)], [a_person()])
    found = settled(table(past, a_context()), Weights.standard(), good_from=2.0, last=day(80).toordinal())
    assert found.waited == 40
    # begun on day 40 or before: the 38 and the one that goes on from day 5
    assert (len(found.score), int(found.good.sum()), int(found.censored.sum())) == (39, 38, 1)
    assert found.left_out == 2


def test_no_known_outcome_waits_for_none():
    past = a_history([a_placement(outcome="ongoing", ended_on=None)])
    found = settled(table(past, a_context()), Weights.standard(), good_from=2.0, last=day(80).toordinal())
    assert (found.waited, found.censored.tolist()) == (0, [True])
