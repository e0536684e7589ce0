"""How far an order moves when weights or data move a little, and which factor matters to whom."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evaluation.history.table import Table
from matcher.factors import FACTORS as MEASURES
from matcher.weights import FACTORS, Weights

Floats = NDArray[np.float64]

SPREAD: Final = 200.0
"""Concentration of the drawn weights: a weight of 20 points moves by about 3 up or down."""
DRAWS: Final = 20
K: Final = 5
CELLS: Final = 1 << 21
"""Pairs of places compared at once."""
MOST_DECISIONS: Final = 500
"""Decisions looked at; drawn at random from more."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How firm the order of the suggestions is.

    Attributes
    ----------
    decisions : decisions with at least two allowed places.
    first_kept : share of the first suggestions that stay first when all weights move a little.
    overlap : mean share of the first five that stay among the first five.
    kendall : mean Kendall τ-b of the order of the allowed places.
    matters : factor → share of the decisions whose first suggestion would be another without the factor.
    unknown : factor → the same when the factor's data are missing for one of two of the places.
    text : what it means, in Swedish.
    """

    decisions: int
    first_kept: float
    overlap: float
    kendall: float
    matters: dict[str, float]
    unknown: dict[str, float]
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Give the figures as JSON."""
        return {
            "decisions": self.decisions,
            "first_kept": _number(self.first_kept),
            "overlap": _number(self.overlap),
            "kendall": _number(self.kendall),
            "matters": {name: _number(share) for name, share in self.matters.items()},
            "unknown": {name: _number(share) for name, share in self.unknown.items()},
            "text": self.text,
        }


def sensitivity(table: Table, weights: Weights, *, seed: int = 0, draws: int = DRAWS) -> Sensitivity:
    """Move weights and data a little, and see what comes of the suggestions that the rules allow.

    Parameters
    ----------
    weights : those whose order is looked at.
    seed : of the drawn weights and of the data taken away.
    draws : how often all weights are drawn again, around their own values (Dirichlet).
    """
    draw = np.random.default_rng(seed)
    block = _block(table, draw)
    if not block.count:
        none = float("nan")
        return Sensitivity(0, none, none, none, {}, {}, "Ingen deltagare har två platser att ordna.")
    points = np.array([weights.values[name] for name in FACTORS])
    base = block.scores(points)
    first, five = base.argmax(axis=1), _first(base)
    kept = overlap = kendall = 0.0
    for _ in range(draws):
        other = block.scores(100 * draw.dirichlet(points / 100 * SPREAD + 1e-3))
        kept += float((other.argmax(axis=1) == first).mean()) / draws
        overlap += float(_overlap(five, _first(other)).mean()) / draws
        kendall += float(np.nanmean(_kendall(base, other))) / draws
    matters = _changed(block, points, first, np.zeros(block.values.shape[:2]))
    unknown = _changed(block, points, first, (draw.random(block.values.shape[:2]) < 0.5).astype(np.float64))
    return Sensitivity(block.count, kept, overlap, kendall, matters, unknown, _text(kept, matters))


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Allowed places of decisions, padded: values (n, m, 8), and which are there (n, m)."""

    values: Floats
    there: NDArray[np.bool_]

    @property
    def count(self) -> int:
        return len(self.values)

    def scores(self, points: Floats) -> Floats:
        return np.where(self.there, self.values @ points, -np.inf)


def _block(table: Table, draw: np.random.Generator) -> _Block:
    many = (
        np.flatnonzero(np.add.reduceat(table.eligible.astype(np.int64), table.offsets[:-1]) > 1)
        if len(table)
        else np.empty(0, dtype=np.int64)
    )
    if len(many) > MOST_DECISIONS:
        many = np.sort(draw.choice(many, MOST_DECISIONS, replace=False))
    part = table.take(many)
    rows = np.flatnonzero(part.eligible)
    owner = part.owner[rows]
    counts = np.bincount(owner, minlength=len(part))
    column = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    shape = (len(part), int(counts.max(initial=0)))
    values, there = np.zeros((*shape, len(FACTORS))), np.zeros(shape, dtype=np.bool_)
    values[owner, column], there[owner, column] = part.values[rows], True
    return _Block(values, there)


def _first(scores: Floats) -> NDArray[np.bool_]:
    """Mark the first `K` of each decision; of equals, the one listed first."""
    order = np.argsort(-scores, axis=1, kind="stable")[:, :K]
    marked = np.zeros(scores.shape, dtype=np.bool_)
    np.put_along_axis(marked, order, values=True, axis=1)
    return marked & (scores > -np.inf)


def _overlap(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> Floats:
    shared: Floats = (one & other).sum(axis=1) / one.sum(axis=1)
    return shared


def _kendall(one: Floats, other: Floats) -> Floats:
    """Give Kendall's τ-b of each decision's order, NaN where one of the two has no order, (n,)."""
    found = np.full(len(one), np.nan)
    step = max(1, CELLS // max(1, one.shape[1]) ** 2)
    for start in range(0, len(one), step):
        part = slice(start, start + step)
        there = np.isfinite(one[part])
        a, b = (np.where(there, scores[part], np.nan).astype(np.float32) for scores in (one, other))
        x, y = (np.nan_to_num(np.sign(c[:, :, None] - c[:, None, :])) for c in (a, b))
        under = np.sqrt(np.abs(x).sum(axis=(1, 2)) * np.abs(y).sum(axis=(1, 2)))
        agree = (x * y).sum(axis=(1, 2))
        found[part] = np.divide(agree, under, out=np.full(len(a), np.nan), where=under > 0)
    return found


def _changed(block: _Block, points: Floats, first: NDArray[np.intp], known: Floats) -> dict[str, float]:
    """Share of decisions whose first place changes when a factor counts only where it is known, (n, m)."""
    found = {}
    for column, name in enumerate(FACTORS):
        lost = block.values[:, :, column] * (1 - known) * points[column]
        left = np.where(block.there, block.values @ points - lost, -np.inf)
        # What was first stays first among equals: only a better one displaces it.
        own = np.take_along_axis(left, first[:, None], axis=1)[:, 0]
        found[name] = float((left.max(axis=1) > own + 1e-9).mean())
    return found


def _text(kept: float, matters: dict[str, float]) -> str:
    label = {factor.id: factor.label.sv for factor in MEASURES}
    most = max(matters, key=lambda name: matters[name])
    least = min(matters, key=lambda name: matters[name])
    return (
        f"När alla vikter ändras lite står samma plats först för {100 * kept:.0f} procent av deltagarna. "
        f"Mest avgör {label[most]}: utan den hade {100 * matters[most]:.0f} procent fått en annan plats "
        "först. "
        f"Minst avgör {label[least]} ({100 * matters[least]:.0f} procent)."
    )


def _number(value: float) -> float | None:
    return round(value, 4) if np.isfinite(value) else None
