"""The weights file that learning gives: points, evidence, reasons and what it was made from."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evaluation.history import History, Split, by_time, leaks, table
from evaluation.history.table import Table
from evaluation.offpolicy import estimated, one_of_first, value
from evaluation.sensitivity import Sensitivity, sensitivity
from evaluation.systems.lineup import line_up
from evaluation.tuning.evidence import Evidence, require, weigh
from evaluation.tuning.learn import Learned, Target, learn
from evaluation.tuning.logit import Outcome
from evaluation.tuning.reasons import Reason, reasons
from evaluation.tuning.sample import Sample, gather, known
from matcher.context import Context
from matcher.weights import FACTORS, Weights

Report = Callable[[str], None]

AUTHOR: Final = "rattplats tune"
FIRST: Final = 5
"""Off-policy: one of so many suggestions is taken to be chosen."""
EXPLORED: Final = 0.003
"""Penalty of the model of outcomes behind the doubly robust estimate: weak, so that data speak."""


@dataclass(frozen=True, slots=True, eq=False)
class Tuned:
    """Learned weights with all that they rest on.

    Attributes
    ----------
    weights : the learned weights; their `evaluation` holds the rest as JSON.
    """

    weights: Weights
    learned: Learned
    evidence: Evidence
    reasons: tuple[Reason, ...]
    sensitivity: Sensitivity
    notes: tuple[str, ...]


def tuned(
    past: History,
    context: Context,
    today: Weights,
    *,
    date: str,
    inputs: Mapping[str, Any],
    synthetic: bool = False,
    target: Target = "outcome",
    seed: int = 0,
    report: Report | None = None,
) -> Tuned:
    """Learn weights from a history, and try them on its later part.

    Parameters
    ----------
    context : what the matcher is told.
    today : the weights in use, which learned ones are drawn towards and held against.
    date : the day of the run, ``YYYY-MM-DD``.
    inputs : what was read: name → hash and number of records. Never ids.
    synthetic : whether the history is invented, which the file then says.
    target : what weights learn to predict.
    seed : of every draw.
    report : is told in Swedish what goes on.

    Raises
    ------
    TooLittle
        When history is too small or too uniform.
    """
    tell = report or (lambda _: None)
    whole = table(past, context, seed=seed, report=report)
    split = by_time(whole)
    judged = whole.take(split.judge)
    placements = known(gather(whole), split.cut)
    require(past, placements, judged, past.outcomes.good_from)
    learned = learn(whole, split, today, target=target, seed=seed, report=report)
    points = {name: float(value) for name, value in zip(FACTORS, learned.points, strict=True)}
    shown = Weights(points)
    lineup = line_up(
        past, judged, context, today=today, learned=shown, learned_from=placements, seed=seed, report=report
    )
    tell("Prövar på senare placeringar")
    evidence = weigh(judged, lineup.systems, learned, seed=seed)
    why = reasons(learned, today, placements, past.outcomes.good_from)
    tell("Räknar hur känslig ordningen är")
    moved = sensitivity(judged, shown, seed=seed)
    tell("Skattar vad andra val hade lett till")
    values = _values(whole, split, placements, today, shown)
    text = _synthetic(evidence.text, synthetic=synthetic)
    document = {
        "target": target,
        "synthetic": synthetic,
        "conclusion": text,
        "comparison": evidence.comparison(today.version),
        "figures": [row.to_dict() for row in evidence.rows],
        "better_than": list(evidence.beaten),
        "reasons": [reason.to_dict() for reason in why],
        "penalty": None if not learned.moved else learned.penalty,
        "trials": [
            {"penalty": None if np.isinf(p) else p, "loss": round(loss, 6), "error": round(error, 6)}
            for p, loss, error in learned.trials
        ],
        "off_policy": {name: found.to_dict() for name, found in values.items()},
        "sensitivity": moved.to_dict(),
        "data": {
            "inputs": dict(inputs),
            "placements": len(past),
            "learned_from": len(placements),
            "judged": len(judged),
            "left_out": split.left,
            "cut": _day(split.cut),
            "outcomes": past.outcomes.version,
            "leaks": [leak.text for leak in leaks(whole, split)],
            "model": context.encoder.id,
            "seed": seed,
        },
    }
    weights = Weights(
        points,
        author=AUTHOR,
        date=date,
        note=_synthetic(f"Lärda av {len(placements)} placeringar", synthetic=synthetic),
        evidence=text,
        evaluation=document,
    )
    return Tuned(weights, learned, evidence, why, moved, (*whole.notes, *lineup.notes))


def _values(
    whole: Table, split: Split, placements: Sample, today: Weights, learned: Weights
) -> dict[str, Any]:
    """Estimate what one of the first suggestions would have led to, by each set of weights and its rules."""
    judged = whole.take(split.judge)
    model = Outcome(placements, _points(today))
    fitted = (model, model.fit(EXPLORED))
    chances = estimated(judged, whole.take(whole.day < (split.cut or 0)))
    systems = {"today": today, "learned": learned}
    return {
        name: value(judged, one_of_first(judged, judged.score(own), FIRST), chances, fitted)
        for name, own in systems.items()
    }


def _points(weights: Weights) -> NDArray[np.float64]:
    return np.array([weights.values[name] for name in FACTORS])


def _day(ordinal: int | None) -> str | None:
    return None if ordinal is None else dt.date.fromordinal(ordinal).isoformat()


def _synthetic(text: str, *, synthetic: bool) -> str:
    return f"Påhittad (syntetisk) historik. {text}" if synthetic else text
