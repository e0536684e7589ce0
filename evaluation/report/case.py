"""One suggestion as it was made, without anything that says whose it was.

Of the lists that people would have been shown, with a first place that has points from several factors, the
one in the middle by score. Only the factors' points and the verdict of each rule are told: no id, no day, no
title and no sentence.
"""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import numpy as np

from evaluation.history import History, Table
from evaluation.lists import NOBODY, top
from evaluation.small import LEAST
from matcher import explain
from matcher.context import Context
from matcher.factors import FACTORS
from matcher.rules import RULES
from matcher.weights import Weights

TELLING: Final = 6
"""A suggestion with points from so many factors shows more than one without."""
VERDICTS: Final = {"pass": "uppfyllt", "fail": "hindrar", "unknown": "inte känt"}


def case(past: History, whole: Table, context: Context, weights: Weights) -> dict[str, Any] | None:
    """Pick a suggestion and explain it; None where nobody, or fewer than five people, had any."""
    scores = whole.score(weights)
    first = top(whole, scores, 1)[:, 0] if len(whole) else np.empty(0, dtype=np.int64)
    some = np.flatnonzero(first != NOBODY)
    if len(np.unique(whole.participant[some])) < LEAST:
        return None
    filled = (whole.values[first[some]] > 0).sum(axis=1)
    some = some[filled >= min(TELLING, filled.max())]
    order = some[np.argsort(scores[first[some]], kind="stable")]
    picked = int(order[len(order) // 2])
    day = date.fromordinal(int(whole.day[picked]))
    found = explain(
        past.participants[whole.participant[picked]],
        past.slots[whole.slot[first[picked]]],
        replace(context, date=day, weights=weights),
        slots=[past.slots[row] for row in whole.slot[whole.offsets[picked] : whole.offsets[picked + 1]]],
    )
    labels = {factor.id: factor.label.sv for factor in FACTORS}
    rules = {rule.id: rule.label.sv for rule in RULES}
    return {
        "base": found.base,
        "score": found.score,
        "contributions": [
            {
                "factor": c.factor,
                "label": labels[c.factor],
                "value": c.value,
                "weight": c.weight,
                "points": c.points,
            }
            for c in found.contributions
        ],
        "requirements": [
            {"rule": v.rule, "label": rules[v.rule], "verdict": v.outcome, "text": VERDICTS[v.outcome]}
            for v in found.requirements
        ],
    }
