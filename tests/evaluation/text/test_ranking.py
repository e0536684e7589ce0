"""Metrics of one ranking: worked out by hand, against scikit-learn, and against every order of ties."""

from itertools import pairwise, permutations
from math import log2

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, ndcg_score

from evaluation.text.ranking import Ranked, average_precision, hit, ndcg, recall, reciprocal_rank


def ranked(scores, gains):
    return Ranked.of(np.array(scores, dtype=float), np.array(gains, dtype=float))


def test_average_precision_by_hand():
    assert average_precision(ranked([5, 4, 3, 2, 1], [0, 1, 0, 1, 0])) == (1 / 2 + 2 / 4) / 2


def test_ndcg_by_hand():
    one = ranked([4, 3, 2, 1], [0, 0.25, 0.75, 0])
    assert ndcg(one, 10) == pytest.approx((0.25 / log2(3) + 0.75 / 2) / (0.75 + 0.25 / log2(3)))
    assert ndcg(one, 2) == pytest.approx(0.25 / log2(3) / (0.75 + 0.25 / log2(3)))
    assert ndcg(one, 1) == 0


def test_two_right_of_three_equal():
    # First place holds a right one with 2/3; else the second does for sure.
    assert reciprocal_rank(ranked([1, 1, 1], [1, 1, 0])) == pytest.approx(2 / 3 * 1 + 1 / 3 * 1 / 2)
    assert hit(ranked([1, 1, 1], [1, 1, 0]), 1) == pytest.approx(2 / 3)
    assert recall(ranked([1, 1, 1], [1, 1, 0]), 1) == pytest.approx(1 / 3)
    assert average_precision(ranked([1, 1, 1], [1, 1, 0])) == pytest.approx(
        (1 / 3) * 1 + (1 / 3) * (1 + 2 / 3) / 2 + (1 / 3) * (1 / 2 + 2 / 3) / 2
    )


def test_a_measure_that_says_nothing_earns_what_chance_does():
    gains = [1] + [0] * 99
    assert hit(ranked([0] * 100, gains), 10) == pytest.approx(10 / 100)
    assert reciprocal_rank(ranked([0] * 100, gains)) == pytest.approx(sum(1 / n for n in range(1, 101)) / 100)


def as_ordered(order, gains, metric):
    """Give a metric of one order without ties."""
    scores = np.empty(len(order))
    scores[list(order)] = np.arange(len(order), 0, -1)
    return metric(Ranked.of(scores, np.asarray(gains, dtype=float)))


METRICS = {
    "ndcg": lambda r: ndcg(r, 3),
    "average_precision": average_precision,
    "reciprocal_rank": reciprocal_rank,
    "hit": lambda r: hit(r, 2),
    "recall": lambda r: recall(r, 3),
}


@pytest.mark.parametrize("name", METRICS)
@pytest.mark.parametrize(
    ("scores", "gains"),
    [
        ([2, 1, 1, 1, 0, 0], [0, 0.75, 0, 0.25, 1, 0]),
        ([1, 1, 1, 1, 1], [0, 0, 0.5, 0, 1]),
        ([3, 3, 2, 2, 1], [1, 0, 0, 1, 0]),
    ],
)
def test_ties_give_the_mean_over_every_order(name, scores, gains):
    orders = [
        order
        for order in permutations(range(len(scores)))
        if all(scores[a] >= scores[b] for a, b in pairwise(order))
    ]
    mean = np.mean([as_ordered(order, gains, METRICS[name]) for order in orders])
    assert METRICS[name](ranked(scores, gains)) == pytest.approx(mean, abs=1e-12)


@pytest.mark.parametrize("seed", range(20))
def test_as_scikit_learn_without_ties(seed):
    draw = np.random.default_rng(seed)
    scores = draw.permutation(60).astype(float)
    gains = draw.choice([0, 0, 0, 0.25, 0.75], size=60)
    gains[0] = 0.75
    one = ranked(scores, gains)
    assert ndcg(one, 10) == pytest.approx(ndcg_score([gains], [scores], k=10), abs=1e-12)
    assert average_precision(one) == pytest.approx(average_precision_score(gains > 0, scores), abs=1e-12)


@pytest.mark.parametrize("seed", range(10))
def test_ndcg_as_scikit_learn_with_ties(seed):
    draw = np.random.default_rng(seed)
    scores, gains = draw.integers(0, 5, 40).astype(float), draw.choice([0, 0.25, 0.75], size=40)
    gains[0] = 0.75
    assert ndcg(ranked(scores, gains), 10) == pytest.approx(ndcg_score([gains], [scores], k=10), abs=1e-12)


def test_what_measures_nothing_is_refused():
    with pytest.raises(ValueError, match="leave the query out"):
        ranked([1, 2], [0, 0])
    with pytest.raises(ValueError, match="leave the query out"):
        ranked([1, 2], [1, -1])
    with pytest.raises(ValueError, match="not a number"):
        ranked([1, float("nan")], [0, 1])
