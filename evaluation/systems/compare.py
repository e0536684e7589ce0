"""Systems side by side: figures with intervals, and how each differs from today's weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from evaluation.history.table import Table
from evaluation.intervals import Comparison, Interval, compare, holm, mean_interval
from evaluation.metrics import Judgement, Measures, measure
from evaluation.systems.base import System

MAIN: Final = "ndcg@10"
"""The figure that systems are compared by."""
FIGURES: Final = ("ndcg@10", "hit@1", "hit@5", "hit@10", "mrr", "rank")


@dataclass(frozen=True, slots=True)
class Compared:
    """One system among others.

    Attributes
    ----------
    id, label : of the system; `label` in Swedish.
    figures : name → mean over participants with its interval.
    difference : of `MAIN`, this system less the reference; None for the reference itself.
    p : of that difference, corrected for how many systems there are (Holm); None likewise.
    """

    id: str
    label: str
    figures: dict[str, Interval]
    difference: Comparison | None
    p: float | None

    def to_dict(self) -> dict[str, Any]:
        """Give the figures as JSON."""
        apart = None
        if self.difference is not None:
            apart = as_json(self.difference.difference) | {
                "p": _number(self.p),
                "smallest": _number(self.difference.smallest),
            }
        figures = {name: as_json(interval) for name, interval in self.figures.items()}
        return {"system": self.id, "label": self.label, "figures": figures, "difference": apart}


def compared(
    table: Table,
    systems: Sequence[System],
    judgement: Judgement = "outcome",
    *,
    reference: str = "today",
    seed: int = 0,
) -> tuple[Compared, ...]:
    """Measure systems on the same decisions, and each against a reference.

    Parameters
    ----------
    judgement : by what was chosen, or by how it went.
    reference : id of the system that the others are held against.
    seed : of the resamples and permutations.
    """
    measured = {system.id: measure(table, system.scores, judgement) for system in systems}
    return beside(systems, measured, reference=reference, seed=seed)


def beside(
    systems: Sequence[System], measured: Mapping[str, Measures], *, reference: str, seed: int = 0
) -> tuple[Compared, ...]:
    """Put systems that are measured already beside each other; see `compared`."""
    base = measured[reference].values[MAIN]
    others = [system.id for system in systems if system.id != reference]
    differences = {name: compare(measured[name].values[MAIN], base, seed=seed) for name in others}
    corrected = dict(zip(others, holm([differences[name].p for name in others]), strict=True))
    return tuple(
        Compared(
            system.id,
            system.label.sv,
            {name: mean_interval(measured[system.id].values[name], seed=seed) for name in FIGURES},
            differences.get(system.id),
            corrected.get(system.id),
        )
        for system in systems
    )


def as_json(interval: Interval) -> dict[str, Any]:
    """Give an interval as JSON; what could not be measured becomes null."""
    return {
        "value": _number(interval.value),
        "low": _number(interval.low),
        "high": _number(interval.high),
        "participants": interval.n,
    }


def _number(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else round(float(value), 6)
