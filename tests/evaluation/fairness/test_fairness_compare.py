"""Shares with intervals, differences, ratios, and the test by exchanging groups."""

import numpy as np
import pytest
from scipy.stats import binomtest

from evaluation.fairness.compare import difference, exchanged, labels_of, ratio, share
from evaluation.fairness.groups import UNKNOWN
from evaluation.intervals import wilson


def binary(hits, n):
    return np.repeat([1.0, 0.0], [hits, n - hits])


def test_with_many_people_who_each_decide_once_it_is_wilsons_interval():
    found = share(binary(300, 1000), np.ones(1000))
    assert (found.low, found.high) == pytest.approx(wilson(300, 1000), abs=5e-4)


def test_one_who_decides_ten_times_is_not_ten_people():
    once = share(binary(20, 40), np.ones(40))
    ten_times = share(10 * binary(20, 40), np.full(40, 10.0))
    assert (ten_times.low, ten_times.high) == pytest.approx((once.low, once.high))
    mixed = share(np.repeat(binary(20, 40), 10), np.ones(400))
    assert mixed.high - mixed.low < once.high - once.low


@pytest.mark.parametrize("hits", [0, 25])
def test_none_and_all_have_an_interval_too(hits):
    found = share(binary(hits, 25), np.ones(25))
    exact = binomtest(hits, 25).proportion_ci(method="wilson")
    assert found.value == hits / 25
    assert found.low <= exact.low
    assert found.high >= exact.high


def test_the_difference_of_newcombes_paper():
    """56/70 against 48/80: 0.0524 to 0.3339 (Newcombe 1998, method 10)."""
    one, other = ((share(binary(h, n), np.ones(n), level=0.95)) for h, n in ((56, 70), (48, 80)))
    found = difference(one, other)
    assert found.value == pytest.approx(0.2)
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=0.004)  # Student's t is wider


def test_the_ratio_lies_on_the_same_side_as_the_difference():
    for h1, h2 in ((30, 50), (50, 30), (10, 11), (5, 40), (40, 5)):
        one, other = (share(binary(h, 60), np.ones(60)) for h in (h1, h2))
        apart, over = difference(one, other), ratio(one, other)
        assert over.low < h1 / h2 < over.high
        assert (apart.low > 0) == (over.low > 1)
        assert (apart.high < 0) == (over.high < 1)


def test_over_nothing_there_is_no_ratio():
    one, none = share(binary(5, 60), np.ones(60)), share(np.zeros(60), np.ones(60))
    assert np.isnan(ratio(one, none).value)


def test_intervals_hold_the_truth_for_few_and_many_who_come_back():
    """2,000 drawn histories: 95 % intervals of difference and ratio hold the truth in 93–97 %."""
    rng, held = np.random.default_rng(0), np.zeros(2)
    rounds = 2000
    for _ in range(rounds):
        sides = []
        for n, mean in ((40, 0.25), (90, 0.4)):
            times = rng.integers(1, 4, n).astype(float)
            own = rng.beta(mean * 4, (1 - mean) * 4, n)
            sides.append(share(rng.binomial(times.astype(int), own).astype(float), times))
        apart, over = difference(*sides), ratio(*sides)
        held += (apart.low <= 0.25 - 0.4 <= apart.high, over.low <= 0.25 / 0.4 <= over.high)
    assert (held / rounds > 0.93).all()
    assert (held / rounds < 0.97).all()


def test_exchanging_finds_what_differs_and_only_that():
    rng = np.random.default_rng(1)
    codes = (rng.random(300) < 0.4).astype(np.int64)
    same, other = rng.random(300) < 0.5, rng.random(300) < np.where(codes == 1, 0.75, 0.4)
    ones = np.ones(300)
    p = exchanged([(same.astype(float), ones), (other.astype(float), ones)], [(codes, 1)])
    assert p[0, 0] > 0.05
    assert p[0, 1] < 0.001


def test_exchanging_has_the_level_it_says():
    """Of 400 divisions by chance, about one in twenty is found at five per cent."""
    rng = np.random.default_rng(2)
    upper, lower = rng.binomial(3, 0.3, 80).astype(float), np.full(80, 3.0)
    found = 0
    for seed in range(400):
        codes = (rng.random(80) < 0.35).astype(np.int64)
        found += exchanged([(upper, lower)], [(codes, 1)], seed=seed, exchanges=199)[0, 0] <= 0.05
    assert 0.02 < found / 400 < 0.08


def test_too_few_on_one_side_are_not_tested_and_unknown_are_on_neither():
    codes = np.array([0] * 40 + [1] * 19 + [UNKNOWN] * 50)
    upper, lower = (np.arange(109) % 2).astype(float), np.ones(109)
    assert np.isnan(exchanged([(upper, lower)], [(codes, 1)], exchanges=9)).all()
    codes[-1] = 1
    assert not np.isnan(exchanged([(upper, lower)], [(codes, 1)], exchanges=9)).any()


def test_of_two_groups_one_is_compared():
    assert list(labels_of(np.array([0, 1]), 2)) == [0]
    assert list(labels_of(np.array([0, 1, 2]), 3)) == [0, 1, 2]
