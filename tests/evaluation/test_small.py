"""From nothing to thirty placements: everything runs, says what it can, and invents nothing."""

import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from data.reference import context
from data.synthetic import municipality
from evaluation.calibration import learn, reliability, settled
from evaluation.enough import enough
from evaluation.history import by_participant, by_time, history, leaks, table
from evaluation.intervals import FEWEST, compare, mean_intervals
from evaluation.lists import coverage, diversity, top, vectors_of
from evaluation.metrics import measure
from matcher import Weights

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def town():
    return municipality(5, participants=0, slots=0, placements=30)


@pytest.mark.parametrize("n", [0, 1, 5, 30])
@pytest.mark.parametrize("judgement", ["choice", "outcome"])
def test_so_few_placements(town, n, judgement):
    judged = table(history(town.past_participants, town.past_slots, town.placements[:n]), context())
    scores = judged.score(Weights.standard(), rules=False)
    found, random = measure(judged, scores, judgement), measure(judged, np.zeros(len(scores)), judgement)
    for interval in mean_intervals(found.values).values():
        assert interval.n == len(found.participant)
        assert np.isnan(interval.low) or (interval.n >= FEWEST and interval.low < interval.high)
        assert np.isnan(interval.value) == (interval.n == 0)
    said = enough(judged, judgement)
    assert not said.rankable
    assert said.missing > 0
    assert (
        "Inget kan sägas" in said.text if not len(found.participant) else f"minst {said.least}" in said.text
    )
    assert 0 <= compare(found.values["mrr"], random.values["mrr"]).p <= 1 or not len(found.participant)


@pytest.mark.parametrize("n", [0, 1, 5, 30])
def test_so_few_placements_split_listed_and_calibrated(town, n):
    encoder = context().encoder
    judged = table(history(town.past_participants, town.past_slots, town.placements[:n]), context())
    for split in (by_time(judged), *by_participant(judged)):
        assert leaks(judged, split) == ()
    lists = top(judged, judged.score(Weights.standard()))
    assert len(diversity(judged, lists, vectors_of(judged.slots, encoder))) == n
    assert np.isnan(coverage(judged, lists)) == (n == 0)
    old = settled(judged, Weights.standard(), good_from=2.0, last=int(judged.day.max(initial=0)) + 400)
    with pytest.raises(ValueError, match="at least 100"):
        learn(old.score, old.good, "logistic")
    found = reliability(np.full(len(old.score), 0.5), old)
    assert found.n <= n
    assert np.isnan(found.error.low) or found.participants >= FEWEST


def test_without_scikit_learn_all_but_the_curve_works():
    code = """
        import sys
        sys.modules["sklearn"] = None
        import numpy as np
        from evaluation import calibration, enough, intervals, lists, metrics, substitutability
        try:
            calibration.learn(np.arange(200.0), np.arange(200) > 90, "isotonic")
        except ImportError as error:
            print(error)
    """
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert "pip install 'rattplats[evaluation]'" in done.stdout
