"""Learned weights against the truth, on invented histories: whether they find which factors matter.

The factors of the matcher are not the features of the generator: what somebody said is not what is so. The
true weights are therefore those of the best sum of the factors: the true expected grade of every place that
was open, regressed on the factors within each decision, never below 0. Learning begins from even weights,
so that nothing of the answer is given.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls
from scipy.stats import spearmanr

from data.reference import context
from data.synthetic import municipality
from evaluation.history import Table, by_time, history, table
from evaluation.offpolicy import one_of_first
from evaluation.truth.offpolicy import expected_grades
from evaluation.tuning.learn import learn
from evaluation.tuning.sample import open_to
from matcher.weights import FACTORS, Weights

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Recovered:
    """One history: true weights, learned ones, and what each would have led to.

    Attributes
    ----------
    true, learned : points, (8,).
    order : Spearman's correlation of the two.
    grades : the true mean grade of the first suggestion, by even, learned and true weights.
    """

    true: Floats
    learned: Floats
    order: float
    grades: dict[str, float]


def recovered(seed: int, *, placements: int = 6000) -> Recovered:
    """Learn from one invented history, from even weights, and compare with the truth."""
    town = municipality(seed, participants=0, slots=0, placements=placements)
    past = history(town.past_participants, town.past_slots, town.placements)
    whole = table(past, context())
    split = by_time(whole)
    even = Weights(dict.fromkeys(FACTORS, 100 / len(FACTORS)))
    learned = learn(whole, split, even, draws=2).points
    judged = whole.take(split.judge)
    grades = expected_grades(town, judged)
    true = best_sum(judged, grades)
    systems = {"even": np.ones(len(FACTORS)), "learned": learned, "true": true}
    return Recovered(
        true,
        learned,
        float(spearmanr(true, learned).statistic),
        {name: _first(judged, grades, points) for name, points in systems.items()},
    )


def best_sum(part: Table, grades: Floats) -> Floats:
    """Give the points of the sum of factors that is nearest to the true grades within decisions, (8,)."""
    owner, first = part.owner, part.offsets[:-1]
    count = np.diff(part.offsets)
    middle = (np.add.reduceat(grades, first) / count)[owner]
    slopes, _ = nnls(part.values - open_to(part)[owner], grades - middle)
    points: Floats = 100 * slopes / slopes.sum()
    return points


def _first(part: Table, grades: Floats, points: Floats) -> float:
    policy = one_of_first(part, part.values.astype(np.float64) @ points, 1)
    return float(policy @ grades / policy.sum())
