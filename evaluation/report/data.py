"""What the history holds, and what the report was made from."""

import datetime as dt
import platform
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

import numpy as np

from evaluation.fairness.groups import Groups
from evaluation.history import History, Split, Table
from evaluation.small import FEW, shown
from matcher.context import Context
from matcher.vocabulary import OUTCOMES
from matcher.weights import Weights

FEWER: Final = re.compile(r"(?<=: )[1-4](?=[ .])")
"""A number of placements below five in a note: ``Placeringar utan utfall: 3.``"""
LIBRARIES: Final = ("rattplats", "numpy", "scipy", "scikit-learn", "lightgbm", "rapidfuzz")


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a part of the store, that was read.

    Attributes
    ----------
    name : what it holds, in Swedish.
    digest : hash of its content.
    records : how many records it has.
    """

    name: str
    digest: str
    records: int


def described(past: History, whole: Table, split: Split, leaking: Sequence[str]) -> dict[str, Any]:
    """Describe a history.

    Returns
    -------
    The section ``data``.
    """
    people = np.unique(past.participant)
    names: list[str | None] = [*OUTCOMES]
    if any(p.outcome is None for p in past.placements):
        names.append(None)
    outcome = np.array([names.index(p.outcome) for p in past.placements], dtype=np.int64)
    counts = np.bincount(outcome, minlength=len(names)).tolist()
    behind = [len(np.unique(past.participant[outcome == i])) for i in range(len(names))]
    told = shown(behind, summed=True)
    return {
        "placements": len(past) if len(people) >= 5 or not len(past) else FEW,
        "participants": len(people) if len(people) >= 5 or not len(people) else FEW,
        "slots": len(np.unique(past.slot)),
        "known_participants": len(past.participants),
        "known_slots": len(past.slots),
        "first_day": _day(past.day.min()) if len(past) else None,
        "last_day": _day(past.day.max()) if len(past) else None,
        "candidates": round(float(whole.weight.sum()) / max(1, len(whole)), 1),
        "outcomes": [
            {
                "outcome": name,
                "label": OUTCOMES[name].sv if name else "inte känt",
                "grade": past.outcomes.grade(name),
                "placements": count if isinstance(people_told, int) else people_told,
            }
            for name, count, people_told in zip(names, counts, told, strict=True)
        ],
        "learned_from": len(split.learn),
        "judged": len(split.judge),
        "leaks": list(leaking),
        "notes": [FEWER.sub(FEW, note) for note in whole.notes],
    }


def _day(ordinal: Any) -> str:
    return dt.date.fromordinal(int(ordinal)).isoformat()


def manifest(
    past: History,
    context: Context,
    weights: Weights,
    sources: Sequence[Source],
    *,
    groups: Groups | None,
    seed: int,
) -> dict[str, Any]:
    """List everything that gives the same report again."""
    return {
        "sources": [asdict(source) for source in sources],
        "groups": None if groups is None else groups.digest,
        "weights": weights.version,
        "outcomes": past.outcomes.version,
        "model": {"id": context.encoder.id, "hash": context.encoder.hash},
        "seed": seed,
        "versions": {"python": platform.python_version()} | {n: v for n in LIBRARIES if (v := _version(n))},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
