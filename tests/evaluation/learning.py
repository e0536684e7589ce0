"""Histories made by hand with known slopes: what a placement leads to, and what a coach chooses."""

from dataclasses import replace

import numpy as np

from evaluation.history import Table
from matcher.weights import FACTORS
from tests.evaluation.tables import a_table

FIRST = 735_000
LONG = 150
"""Days that a good outcome takes; a bad one is known at once."""


def a_learnable_table(
    n: int = 3000,
    *,
    outcome: tuple[float, ...] = (3.0, 2.0, 1.0, 0.5, 0.25, 0.0, 0.0, 0.0),
    choice: tuple[float, ...] = (0.0,) * len(FACTORS),
    places: int = 6,
    seed: int = 0,
    days: int = 1000,
) -> Table:
    """Build decisions among places with random values; grades follow an ordinal logit of `outcome`.

    Parameters
    ----------
    outcome, choice : slopes of how it goes, and of what is chosen.
    days : days that the history spans; what had not ended by then has no grade.
    """
    draw = np.random.default_rng(seed)
    values = draw.random((n * places, len(FACTORS))).astype(np.float32)
    pull = (values @ np.array(choice) + draw.gumbel(size=n * places)).reshape(n, places)
    chosen = pull.argmax(axis=1)
    made = a_table(
        [list(range(places))] * n,
        chosen.tolist(),
        participant=draw.integers(0, n * 2 // 3, n).tolist(),
    )
    strength = values[made.chosen] @ np.array(outcome) - sum(outcome) / 2 + draw.logistic(size=n)
    grade = np.select([strength < 0.3, strength < 1.0, strength < 1.7], [0.0, 2.0, 3.0], 4.0)
    day = np.sort(FIRST + draw.integers(0, days, n))
    known_on = day + np.where(grade > 0, LONG, 0)
    ended = known_on < FIRST + days
    return replace(
        made,
        values=values,
        day=day,
        grade=np.where(ended, grade, np.nan),
        known_on=np.where(ended, known_on.astype(np.float64), np.nan),
        censored=~ended,
    )
