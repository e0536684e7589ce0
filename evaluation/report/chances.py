"""The score as a chance of a good outcome: learned before the cut, tried after it."""

from dataclasses import asdict
from typing import Any, Final

import numpy as np

from evaluation.calibration import LEAST, learn, reliability, settled
from evaluation.fairness.audit import number
from evaluation.history import Split, Table
from evaluation.small import FEW, enough
from evaluation.systems.compare import as_json
from matcher.weights import Weights

STEPS_FROM: Final = 1000
"""With fewer placements to learn from, one smooth curve says more than steps."""


def chances(whole: Table, split: Split, weights: Weights, good_from: float) -> dict[str, Any]:
    """Try the score as a chance.

    Returns
    -------
    The section ``chances``: the curve and its error, or ``refused`` with why there is none.
    """
    end = int(max(whole.day.max(initial=0), np.nanmax(whole.known_on, initial=0)))
    before = settled(whole.take(split.learn), weights, good_from=good_from, last=split.cut or 0)
    after = settled(whole.take(split.judge), weights, good_from=good_from, last=end)
    known, tried = ~before.censored, ~after.censored
    few = min(int(known.sum()), int(tried.sum()))
    if few < LEAST:
        return {
            "refused": (
                f"För att säga hur stor chans en poäng betyder behövs minst {LEAST} placeringar att lära "
                f"av och {LEAST} senare att pröva på, som alla är så gamla att de har hunnit sluta. Här "
                f"finns {_few(int(known.sum()))} och {_few(int(tried.sum()))}."
            )
        }
    if len(np.unique(before.good[known])) < 2:
        return {"refused": "Alla placeringar att lära av gick lika. Då säger poängen inget om chansen."}
    method = "isotonic" if known.sum() >= STEPS_FROM else "logistic"
    curve = learn(before.score[known], before.good[known], method)  # type: ignore[arg-type]  # one of the two
    found = reliability(curve(after.score), after)
    return {
        "refused": None,
        "method": method,
        "learned_from": int(known.sum()),
        "waited": after.waited,
        "left_out": _few(after.left_out),
        "bins": [{name: number(x) for name, x in asdict(one).items()} for one in found.bins],
        "error": as_json(found.error),
        "by_chance": number(found.by_chance),
        "brier": as_json(found.brier),
        "order": as_json(found.order),
        "n": found.n,
        "participants": found.participants,
        "ongoing": _few(found.ongoing),
        "bounds": [number(end) for end in found.bounds],
    }


def _few(count: int) -> int | str:
    return count if enough(count) or not count else FEW
