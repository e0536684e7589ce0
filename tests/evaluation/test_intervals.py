"""Intervals, tests and power: held against scipy, against enumeration and against drawn truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evaluation import intervals
from evaluation.intervals import (
    FEWEST,
    LEAST,
    bca,
    compare,
    holm,
    mean_interval,
    mean_intervals,
    participants_needed,
    permutation,
    ratio_interval,
    smallest_difference,
)

DRAW = np.random.default_rng(11)
SKEWED = DRAW.exponential(1.0, 60)


def test_scipy_gives_the_same_interval():
    theirs = stats.bootstrap((SKEWED,), np.mean, method="BCa", n_resamples=20_000, rng=1).confidence_interval
    ours = mean_interval(SKEWED)
    width = theirs.high - theirs.low
    assert ours.value == pytest.approx(SKEWED.mean())
    assert ours.low == pytest.approx(theirs.low, abs=0.05 * width)
    assert ours.high == pytest.approx(theirs.high, abs=0.05 * width)


def test_any_figure_has_the_same_interval_as_the_mean_it_is():
    def mean(counts):
        return counts @ SKEWED / counts.sum(axis=1)

    ours, theirs = bca(mean, len(SKEWED), seed=4), mean_interval(SKEWED, seed=4)
    assert (ours.value, ours.low, ours.high) == pytest.approx((theirs.value, theirs.low, theirs.high))


def test_a_ratio_is_of_sums():
    upper, lower = SKEWED[:40], np.arange(40) % 3 + 1.0
    found = ratio_interval(upper, lower)
    assert found.value == upper.sum() / lower.sum()
    assert found.low < found.value < found.high
    doubled = ratio_interval(2 * upper, lower)
    assert (doubled.low, doubled.high) == pytest.approx((2 * found.low, 2 * found.high))


def test_columns_share_their_resamples():
    both = mean_intervals({"a": SKEWED, "b": -SKEWED})
    assert both["a"] == mean_interval(SKEWED)
    assert both["b"].low == pytest.approx(-both["a"].high, abs=0.02)


def test_a_seed_is_kept_and_differs_from_another():
    assert mean_interval(SKEWED, seed=1) == mean_interval(SKEWED, seed=1)
    assert mean_interval(SKEWED, seed=1) != mean_interval(SKEWED, seed=2)


def test_many_participants_are_drawn_in_blocks_alike(monkeypatch):
    whole = mean_interval(SKEWED)
    monkeypatch.setattr(intervals, "_CELLS", 60 * 2000)
    assert mean_interval(SKEWED) == whole
    monkeypatch.setattr(intervals, "_CELLS", 700)
    assert mean_interval(SKEWED).low == pytest.approx(whole.low, abs=0.05)


@pytest.mark.parametrize("n", [0, 1, 5, FEWEST - 1])
def test_so_few_have_no_interval(n):
    found = mean_interval(SKEWED[:n])
    assert found.n == n
    assert np.isnan(found.value) == (n == 0)
    assert np.isnan([found.low, found.high]).all()
    assert np.isnan(bca(lambda counts: counts.sum(axis=1), n).low)


def test_where_nothing_differs_nobody_can_say():
    found = mean_interval(np.zeros(100))
    assert found.value == 0
    assert np.isnan([found.low, found.high]).all()
    assert np.isnan(smallest_difference(np.zeros(100)))


def test_a_level_widens():
    narrow, wide = mean_interval(SKEWED, level=0.8), mean_interval(SKEWED, level=0.99)
    assert wide.low < narrow.low < narrow.high < wide.high


@given(st.lists(st.integers(-3, 3), min_size=2, max_size=9))
def test_few_signs_are_all_tried(values):
    apart = np.array(values, dtype=np.float64)
    if not apart.any():
        assert permutation(apart) == 1
        return
    theirs = stats.permutation_test(
        (apart,), np.sum, permutation_type="samples", n_resamples=np.inf, alternative="two-sided"
    )
    assert permutation(apart) == pytest.approx(min(1.0, theirs.pvalue))


def test_many_signs_are_drawn():
    apart = DRAW.normal(0.3, 1, 50)
    assert permutation(apart) == pytest.approx(stats.ttest_1samp(apart, 0).pvalue, abs=0.01)
    assert permutation(apart, seed=1) == permutation(apart, seed=1)


def test_no_difference_is_claimed_too_often():
    draw = np.random.default_rng(2)
    found = [permutation(draw.normal(0, 1, 30), seed=i) < 0.05 for i in range(300)]
    assert stats.binomtest(sum(found), 300, 0.05).pvalue > 0.001


def test_no_participants_have_no_p():
    assert np.isnan(permutation(np.empty(0)))


@pytest.mark.parametrize(
    ("ps", "expected"),
    [
        ([], []),
        ([0.04], [0.04]),
        ([0.01, 0.04, 0.03], [3 * 0.01, 2 * 0.03, 2 * 0.03]),
        ([0.5, 0.9], [1.0, 1.0]),
        ([0.02, 0.01], [0.02, 0.02]),
    ],
)
def test_holm_by_hand(ps, expected):
    assert holm(ps) == pytest.approx(expected)


def test_the_smallest_difference_is_found_eight_times_in_ten():
    draw = np.random.default_rng(3)
    least = smallest_difference(draw.normal(0, 1, 100_000)) * np.sqrt(100_000 / 80)
    found = [abs(draw.normal(least, 1, 80).mean()) > 1.96 / np.sqrt(80) for _ in range(2000)]
    assert np.mean(found) == pytest.approx(0.8, abs=0.03)


def test_so_many_are_needed_as_make_it_the_smallest():
    apart = DRAW.normal(0, 1, 100)
    needed = participants_needed(apart, 0.2)
    assert smallest_difference(apart) * np.sqrt(100 / needed) == pytest.approx(0.2, rel=0.01)
    assert participants_needed(apart, 5.0) == LEAST


def test_two_systems_are_compared_on_the_same_people():
    second = DRAW.random(80)
    better = compare(second + 0.1 + 0.01 * DRAW.random(80), second)
    assert better.difference.low > 0.09
    assert better.p < 0.001
    assert better.smallest < 0.01
    same = compare(second, second)
    assert (same.difference.value, same.p) == (0, 1)
