"""Figures by hand, as fractions; and the same by scikit-learn and ranx."""

from itertools import permutations
from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from evaluation.metrics import measure, per_participant, placed
from tests.evaluation.tables import a_table

NEVER = -np.inf


def figures(scores, chosen, k=3):
    found = placed(a_table([range(len(scores))], [chosen]), np.array(scores, dtype=np.float64))
    return [
        float(f[0])
        for f in (found.ndcg(k), found.reciprocal_rank(), found.hit(k), found.precision(k), found.rank())
    ]


@pytest.mark.parametrize(
    ("scores", "chosen", "expected"),
    [
        ([9, 5, 1], 0, [1, 1, 1, 1 / 3, 1]),
        ([9, 5, 1], 1, [1 / log2(3), 1 / 2, 1, 1 / 3, 2]),
        ([9, 5, 1], 2, [1 / 2, 1 / 3, 1, 1 / 3, 3]),
        ([9, 8, 7, 6], 3, [0, 1 / 4, 0, 0, 4]),
        # a tie of two: first or second, as often
        ([5, 5, 1], 0, [1 / 2 * (1 + 1 / log2(3)), 1 / 2 * (1 + 1 / 2), 1, 1 / 3, 1.5]),
        # a tie of four over the edge of the list
        (
            [5, 5, 5, 5],
            2,
            [
                1 / 4 * (1 + 1 / log2(3) + 1 / 2),
                1 / 4 * (1 + 1 / 2 + 1 / 3 + 1 / 4),
                3 / 4,
                1 / 3 * 3 / 4,
                2.5,
            ],
        ),
        # one above, a tie of three
        (
            [9, 5, 5, 5],
            1,
            [1 / 3 * (1 / log2(3) + 1 / 2), 1 / 3 * (1 / 2 + 1 / 3 + 1 / 4), 2 / 3, 1 / 3 * 2 / 3, 3],
        ),
        # never shown, though there is room
        ([9, NEVER], 1, [0, 0, 0, 0, np.nan]),
        ([NEVER, NEVER], 1, [0, 0, 0, 0, np.nan]),
        ([NEVER, 1], 1, [1, 1, 1, 1 / 3, 1]),
    ],
)
def test_by_hand(scores, chosen, expected):
    """Expected are nDCG@3, reciprocal rank, hit@3, precision@3 and mean rank."""
    np.testing.assert_allclose(figures(scores, chosen), expected, rtol=0, atol=1e-12)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6), st.data())
def test_ties_are_the_mean_over_all_orders(scores, data):
    chosen, k = data.draw(st.integers(0, len(scores) - 1)), data.draw(st.integers(1, 7))
    ranks = [
        1 + sorted(range(len(scores)), key=lambda i, o=order: (-scores[i], o[i])).index(chosen)
        for order in permutations(range(len(scores)))
    ]
    expected = [
        np.mean([1 / log2(1 + r) if r <= k else 0 for r in ranks]),
        np.mean([1 / r for r in ranks]),
        np.mean([r <= k for r in ranks]),
        np.mean([r <= k for r in ranks]) / k,
        np.mean(ranks),
    ]
    np.testing.assert_allclose(figures(scores, chosen, k), expected, rtol=0, atol=1e-12)


@given(st.lists(st.integers(0, 5), min_size=2, max_size=30), st.data())
def test_scikit_learn_agrees_on_ndcg_with_ties(scores, data):
    chosen, k = data.draw(st.integers(0, len(scores) - 1)), data.draw(st.integers(1, 12))
    right = np.zeros((1, len(scores)))
    right[0, chosen] = 1
    assert figures(scores, chosen, k)[0] == pytest.approx(ndcg_score(right, [scores], k=k), abs=1e-12)


@pytest.mark.filterwarnings("ignore")  # of numba and of its cache, which are not ours to mend
def test_ranx_agrees_where_nothing_is_tied(monkeypatch):
    """The same code of ranx, run as plain Python: to compile it would take a minute for thirty lists."""
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    from ranx import Qrels, Run, evaluate

    draw = np.random.default_rng(5)
    lists = [draw.choice(40, size=draw.integers(5, 30), replace=False).tolist() for _ in range(30)]
    chosen = [places[draw.integers(len(places))] for places in lists]
    table = a_table(lists, chosen)
    scores = draw.permutation(len(table.slot)).astype(np.float64)
    parts = np.split(scores, table.offsets[1:-1])
    run = {
        f"q{i}": {f"s{s}": float(v) for s, v in zip(places, part, strict=True)}
        for i, (places, part) in enumerate(zip(lists, parts, strict=True))
    }
    right = {f"q{i}": {f"s{one}": 1} for i, one in enumerate(chosen)}
    names = {"ndcg@10": "ndcg@10", "mrr": "mrr", "hit_rate@5": "hit@5", "precision@5": "precision@5"}
    theirs = evaluate(Qrels(right), Run(run), [*names, "recall@5"])
    ours = measure(table, scores)
    for name, own in names.items():
        assert ours.mean(own) == pytest.approx(theirs[name], abs=1e-9), name
    assert ours.mean("hit@5") == pytest.approx(theirs["recall@5"], abs=1e-9)


def test_a_row_that_stands_for_many_counts_as_many():
    drawn = placed(a_table([[0, 1, 2]], [2], weight=[1, 4, 1]), np.array([9.0, 5.0, 1.0]))
    whole = placed(a_table([range(6)], [5]), np.array([9.0, 5.0, 5.0, 5.0, 5.0, 1.0]))
    for name in ("above", "tied", "among"):
        assert getattr(drawn, name) == getattr(whole, name)
    tied = placed(a_table([[0, 1]], [0], weight=[1, 4]), np.array([5.0, 5.0]))
    assert tied.ndcg(3)[0] == pytest.approx(1 / 5 * (1 + 1 / log2(3) + 1 / 2))


def test_each_participant_counts_once():
    table = a_table([[0, 1], [0, 1], [0, 1]], [0, 1, 1], participant=[7, 7, 3])
    found = measure(table, np.array([2.0, 1.0] * 3), ks=(1,))
    assert found.participant.tolist() == [3, 7]
    assert found.decisions.tolist() == [1, 2]
    assert found.values["hit@1"].tolist() == [0, 1 / 2]
    assert found.mean("hit@1") == 1 / 4
    assert found.values["rank"].tolist() == [1, 1 / 2]


def test_by_outcome_a_decision_counts_as_much_as_it_led_to():
    table = a_table([[0, 1]] * 4, [0, 1, 1, 0], participant=[1, 1, 2, 3], grade=[4.0, 2.0, 0.0, float("nan")])
    found = measure(table, np.array([2.0, 1.0] * 4), "outcome", ks=(1,))
    assert found.participant.tolist() == [1]  # 2's came to nothing, and nobody knows of 3's yet
    assert found.values["hit@1"].tolist() == [4 / (4 + 2)]


def test_a_decision_with_nothing_else_to_choose_does_not_count():
    found = measure(a_table([[0], [0, 1]], [0, 1]), np.array([1.0, 2.0, 1.0]), ks=(1,))
    assert found.participant.tolist() == [1]
    assert found.mean("hit@1") == 0


def test_what_is_never_shown_stands_last():
    found = measure(a_table([[0, 1, 2]], [0]), np.array([NEVER, 2.0, 1.0]))
    assert (found.mean("rank"), found.mean("mrr")) == (1, 0)


def test_a_system_gives_one_number_a_row():
    table = a_table([[0, 1]], [0])
    for wrong in (np.array([1.0]), np.array([1.0, np.nan])):
        with pytest.raises(ValueError, match="one score"):
            measure(table, wrong)


def test_nothing_gives_no_figure():
    found = measure(a_table([], []), np.empty(0))
    assert len(found.participant) == 0
    assert np.isnan(found.mean("mrr"))


def test_a_mean_is_weighted():
    people, counts, means = per_participant(
        np.array([1, 1, 2]), np.array([1.0, 3.0, 0.0]), {"x": np.array([0.0, 1.0, 5.0])}
    )
    assert (people.tolist(), counts.tolist(), means["x"].tolist()) == ([1], [2], [3 / 4])
