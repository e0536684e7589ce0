"""One report of an invented municipality, made once a run and read by many tests."""

from functools import cache
from typing import Any

import numpy as np

from data.reference import context
from data.synthetic import Municipality, municipality
from evaluation.fairness import Groups
from evaluation.history import history
from evaluation.report import Source, evaluate
from matcher import Weights


@cache
def town() -> Municipality:
    """Give a municipality with history enough to say something."""
    return municipality(seed=2026, participants=2, slots=2, placements=1100)


@cache
def document() -> dict[str, Any]:
    """Make the whole report."""
    return made(len(town().placements))


@cache
def made(placements: int, *, synthetic: bool = True) -> dict[str, Any]:
    """Make a report of the first placements alone."""
    people = town().past_participants
    draw = np.random.default_rng(0).random(len(people))
    groups = Groups(
        tuple(p.id for p in people),
        {
            "kön": tuple("kvinna" if one < 0.45 else "man" for one in draw),
            "ålder": tuple("–24" if one < 0.004 else "25–54" if one < 0.7 else None for one in draw),
        },
        "ab" * 32,
    )
    return evaluate(
        history(people, town().past_slots, town().placements[:placements]),
        context(),
        Weights.standard(),
        date="2026-11-22",
        synthetic=synthetic,
        sources=[Source("Placeringar", "cd" * 32, placements)],
        groups=groups,
    )
