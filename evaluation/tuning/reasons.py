"""Why each weight moved, in Swedish."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from evaluation.tuning.learn import Learned
from evaluation.tuning.sample import Sample
from matcher.factors import FACTORS as MEASURES
from matcher.weights import FACTORS, Weights

GOOD: Final = 2.0
"""The least grade of a good outcome, as in the standard table of outcomes."""
FEW: Final = 20
"""Placements on each side below which their shares are not given."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the weight of one factor is what it is.

    Attributes
    ----------
    factor : id.
    before, after : points of today's weights, and of the learned ones.
    low, high : where the points lie in 95 % of the resamples.
    good_above, good_below : share of good outcomes where the factor was above its median, and where it was
        not; None with too few placements.
    text : the reason in Swedish.
    """

    factor: str
    before: float
    after: float
    low: float
    high: float
    good_above: float | None
    good_below: float | None
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Give the reason as JSON."""
        numbers = {
            name: _rounded(getattr(self, name)) for name in self.__slots__ if name not in {"factor", "text"}
        }
        return {"factor": self.factor, **numbers, "text": self.text}


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)


def reasons(
    learned: Learned, today: Weights, placements: Sample, good_from: float = GOOD
) -> tuple[Reason, ...]:
    """Say why each weight moved, or why not.

    Parameters
    ----------
    placements : those that were learned from; the shares are of them.
    good_from : the least grade of a good outcome.
    """
    labels = {factor.id: factor.label.sv for factor in MEASURES}
    found = []
    for column, name in enumerate(FACTORS):
        above, below = _shares(placements, column, good_from)
        before, after = today.values[name], float(learned.points[column])
        low, high = float(learned.low[column]), float(learned.high[column])
        text = f"{_moved(learned, before, after, low, high)}{_told(labels[name], above, below)}"
        found.append(Reason(name, before, after, low, high, above, below, text))
    return tuple(found)


def _shares(placements: Sample, column: int, good_from: float) -> tuple[float | None, float | None]:
    if not len(placements):
        return None, None
    values, good = placements.x[:, column], (placements.grade >= good_from).astype(np.float64)
    over = values > np.median(values)
    if min(over.sum(), (~over).sum()) < FEW:
        return None, None
    return tuple(float(np.average(good[side], weights=placements.weight[side])) for side in (over, ~over))  # type: ignore[return-value]


def _moved(learned: Learned, before: float, after: float, low: float, high: float) -> str:
    if not learned.moved:
        return "Oförändrad."
    interval = f"(95 %: {_points(low)}–{_points(high)})"
    if low <= before <= high:
        return f"Från {_points(before)} till {_points(after)} poäng {interval}. Det kan vara slump."
    way = "mer" if after > before else "mindre"
    what = "hur det gick" if learned.target == "outcome" else "vad coacherna valde"
    moved = f"Från {_points(before)} till {_points(after)} poäng {interval}"
    return f"{moved}: betydde {way} för {what} än dagens vikt säger."


def _told(label: str, above: float | None, below: float | None) -> str:
    if above is None or below is None:
        return ""
    return (
        f" Bland placeringar med högt värde på {label} gick {100 * above:.0f} procent bra, "
        f"bland de andra {100 * below:.0f} procent."
    )


def _points(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")
