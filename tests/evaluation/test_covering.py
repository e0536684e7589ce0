"""Invented histories whose truth is known; `make evaluation-truth` draws 500 of them."""

import numpy as np
import pytest

from evaluation import intervals
from evaluation.intervals import Interval
from evaluation.truth import covering as truth


@pytest.fixture(scope="module")
def everybody():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(truth, "POPULATION", 800)
        patch.setattr(truth, "DECISIONS", 1300)
        patch.setattr(truth, "SLOTS", 400)
        return truth.population(3)


def test_the_truth_is_what_many_histories_come_to(everybody, monkeypatch):
    """The mean over histories of a thousand people each lies at the truth, within four standard errors."""
    monkeypatch.setattr(intervals, "RESAMPLES", 20)  # only the values are read
    true = truth.truths(everybody)
    drawn = [
        {
            name: interval.value
            for name, interval in truth.figures(everybody, np.random.default_rng(n), 1000, n).items()
        }
        for n in range(12)
    ]
    for name, value in true.items():
        found = np.array([one[name] for one in drawn])
        assert abs(found.mean() - value) < 4 * found.std(ddof=1) / np.sqrt(len(found)), name
        assert found.std() < 0.05


def test_figures_agree_with_their_meaning(everybody):
    true = truth.truths(everybody)
    assert 0.3 < true["ndcg@3"] < 1
    assert true["skillnad i mrr"] > 0  # coaches choose by the first system
    assert 0.5 < true["ordning"] < 1  # and so do outcomes
    assert true["andel bra"] == pytest.approx(
        (everybody.chance * everybody.good).sum() / len(everybody.person)
    )


def test_a_history_is_drawn_alike_again(everybody):
    first, again, other = (truth.figures(everybody, np.random.default_rng(n), 60, 0) for n in (1, 1, 2))
    assert first == again
    assert first != other


def test_holding_is_counted():
    held, below, unknown = (
        Interval(0.5, 0.4, 0.6, 9),
        Interval(0.2, 0.1, 0.3, 9),
        Interval(0.5, 0.5, 0.6, 9),
    )
    (found,) = truth.coverage(
        [{"x": (0.5, held)}, {"x": (0.5, below)}, {"x": (0.5, unknown)}, {"x": (0.6, held)}]
    )
    assert (found.held, found.histories, found.share) == (3, 4, 0.75)
    assert found.width == pytest.approx((0.2 + 0.2 + 0.1 + 0.2) / 4)
    assert found.low < 0.75 < found.high


@pytest.mark.parametrize(("nominal", "code"), [((0.0, 1.0), 0), ((1.1, 1.2), 1)])
def test_the_command_says_when_it_is_outside(monkeypatch, capsys, nominal, code):
    for name, value in (("POPULATION", 300), ("DECISIONS", 480), ("SLOTS", 160), ("MUNICIPALITIES", 2)):
        monkeypatch.setattr(truth, name, value)
    monkeypatch.setattr(truth, "NOMINAL", nominal)
    assert truth.main(["4", "60"]) == code
    said = capsys.readouterr().out
    assert said.startswith("4 påhittade historiker med 60 deltagare var")
    assert ("Utanför" in said) == bool(code)
