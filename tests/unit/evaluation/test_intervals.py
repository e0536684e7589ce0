"""Intervals: what they cover, what sources do to them, and scipy's own on the case that it knows."""

import numpy as np
import pytest
from scipy import stats

from evaluation.intervals import Interval, means


def test_the_mean_weighs_every_value_alike():
    (only,) = means(np.array([[1.0], [2.0], [6.0]]), ["a", "a", "b"], seed=0)
    assert only == Interval(3.0, None, None, n=3, sources=2)


@pytest.mark.parametrize("seed", range(3))
def test_as_scipy_when_each_value_is_its_own_source(seed):
    values = np.random.default_rng(seed).exponential(size=80)
    (ours,) = means(values[:, None], seed=seed, draws=20_000)
    theirs = stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method="BCa", rng=np.random.default_rng(seed)
    ).confidence_interval
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.02)


def test_it_covers_the_truth_about_as_often_as_it_says():
    draw = np.random.default_rng(1)
    columns = draw.exponential(size=(60, 400))
    covered = sum(one.low <= 1 <= one.high for one in means(columns, seed=2, draws=1000))
    assert 0.90 <= covered / 400 <= 0.98


def test_values_of_one_source_say_less_than_values_of_many():
    draw = np.random.default_rng(3)
    base = draw.normal(size=40)
    values = np.repeat(base, 10)[:, None]
    (apart,) = means(values, seed=4)
    (together,) = means(values, np.repeat(np.arange(40), 10).tolist(), seed=4)
    assert together.sources == 40
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_the_same_seed_gives_the_same_interval():
    values = np.random.default_rng(5).random((30, 2))
    assert means(values, seed=6) == means(values, seed=6)
    assert means(values, seed=6) != means(values, seed=7)


def test_equal_values_give_an_interval_of_one_point():
    (only,) = means(np.full((9, 1), 0.25), seed=0)
    assert (only.low, only.high) == (0.25, 0.25)


def test_a_difference_says_on_which_side_of_zero_it_lies():
    better, worse, even = means(np.column_stack([np.ones(9), -np.ones(9), np.zeros(9)]), seed=0)
    assert (better.above_zero, better.below_zero) == (True, False)
    assert (worse.above_zero, worse.below_zero) == (False, True)
    assert (even.above_zero, even.below_zero) == (False, False)
    (few,) = means(np.ones((3, 1)), seed=0)
    assert not few.above_zero
    assert not few.below_zero


def test_nothing_and_not_a_number_are_refused():
    with pytest.raises(ValueError, match="at least one row"):
        means(np.empty((0, 1)), seed=0)
    with pytest.raises(ValueError, match="numbers only"):
        means(np.array([[np.nan]]), seed=0)
