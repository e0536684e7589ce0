"""The challenger: a ranker of boosted trees that may let factors work together, but never against themselves.

It shows what it costs that a score is a plain sum. It sees what the weights see: the values of the eight
factors of places that were chosen, what was open then, and how it went. Every factor may only raise its
score.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evaluation.extras import missing
from evaluation.history.table import Table
from evaluation.systems.base import System
from evaluation.tuning.sample import Sample, blocks, open_to
from matcher.vocabulary import Label
from matcher.weights import FACTORS

Floats = NDArray[np.float64]

LABEL: Final = Label("Utmanaren (träd)", "Challenger (boosted trees)")
GROUP: Final = 200
"""Placements that are ranked against each other: those of about the same time."""
SETTINGS: Final[dict[str, Any]] = {
    "objective": "lambdarank",
    "n_estimators": 150,
    "learning_rate": 0.05,
    "num_leaves": 7,
    "min_child_samples": 30,
    "reg_lambda": 5.0,
    "deterministic": True,
    "force_row_wise": True,
    "n_jobs": 1,
    "verbose": -1,
}


def by_challenger(table: Table, learned_from: Sample, *, seed: int = 0) -> System:
    """Learn the challenger from placements, and score a table with it.

    Raises
    ------
    MissingExtra
        When LightGBM is not installed.
    """
    ranker = _ranker(seed)
    order = np.argsort(learned_from.day, kind="stable")
    sizes = np.full(len(order) // GROUP, GROUP)
    if rest := len(order) - sizes.sum():
        sizes = np.append(sizes, rest)
    columns = np.column_stack([learned_from.x, learned_from.around[:, : len(FACTORS)]])
    grades = np.searchsorted(np.unique(learned_from.grade), learned_from.grade)
    ranker.fit(columns[order], grades[order], group=sizes, sample_weight=learned_from.weight[order])
    around = open_to(table)
    scores = np.empty(len(table.slot))
    for decisions, rows in blocks(table):
        beside = np.repeat(
            around[decisions], np.diff(table.offsets[decisions.start : decisions.stop + 1]), axis=0
        )
        scores[rows] = ranker.predict(np.column_stack([table.values[rows].astype(np.float64), beside]))
    return System("challenger", LABEL, scores)


def _ranker(seed: int) -> Any:
    try:
        from lightgbm import LGBMRanker  # noqa: PLC0415 - an extra, asked for at the point of use
    except ImportError:
        missing("Utmanaren", "LightGBM")
    free = [0] * len(FACTORS)
    return LGBMRanker(**SETTINGS, monotone_constraints=[1] * len(FACTORS) + free, random_state=seed)
