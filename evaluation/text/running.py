"""One whole run: every measure on every task, speed, loading and bias, as one JSON document."""

import hashlib
import math
from collections.abc import Collection, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from data.model import bias, load_blend, load_encoder, similarity
from data.model.material import SHARED, load
from data.reference import occupations
from evaluation.intervals import Interval
from evaluation.text import gendered
from evaluation.text.measuring import Outcome, Row, measure
from evaluation.text.speed import loading, short_texts, speed
from evaluation.text.systems import OFFERS, Report, System
from evaluation.text.tasks import tasks

SEED: Final = 20261121
"""Of slips, drawing and bootstrap: every run asks the same."""


def run(*, folder: Path = SHARED, keys: Collection[str] = tuple(OFFERS), report: Report) -> dict[str, Any]:
    """Run the evaluation.

    Parameters
    ----------
    folder : holds the taxonomy's files.
    keys : of the measures; those that are not installed are left out, and the document says so.
    report : is told what goes on.

    Raises
    ------
    MaterialMissing
        When a file of the taxonomy is not there.
    """
    report("Läser taxonomin")
    material = load(folder)
    offers = {key: offer for key, offer in OFFERS.items() if key in keys}
    systems = {key: offer.load() for key, offer in offers.items() if not offer.missing}
    asked = tasks(material, seed=SEED) if systems else []
    outcomes = measure(asked, systems, seed=SEED, report=report)
    texts, speeds = short_texts(material), {}
    for key in systems:
        if OFFERS[key].vectors:
            report(f"{key}: texter per sekund")
            speeds[key] = asdict(speed(key, texts))
    report("Laddning, namn och yrken som anger kön")
    model = load_blend()
    encoders = {"blend": model, "bundled": load_encoder()}
    return {
        "seed": SEED,
        "model": {"id": model.id, "hash": model.hash, "measure": fingerprint()},
        "systems": [_system(key, systems.get(key), speeds.get(key)) for key in offers],
        "tasks": [_task(one) for one in outcomes],
        "loading": asdict(loading()),
        "bias": {
            "bounds": {"swap": bias.SWAP, "group": bias.GROUP},
            "moved": {
                key: {kind: asdict(one) for kind, one in bias.measure(encoder).items()}
                for key, encoder in encoders.items()
                if key in systems
            },
        },
        "gendered": {
            key: [asdict(pair) for pair in gendered.pairs(systems[key])] for key in encoders if key in systems
        },
    }


def fingerprint() -> str:
    """Hash what the score's measure says of other names and titles, as the figures are of that measure.

    It changes with the model, the blend and the rules for words, and is the same on every machine.
    """
    own = occupations()
    table = similarity([name for one in own for name in one.synonyms[:2]], [one.label for one in own])
    return hashlib.sha256(table.astype("<f4").tobytes()).hexdigest()


def _system(key: str, system: System | None, measured: Mapping[str, Any] | None) -> dict[str, Any]:
    offer = OFFERS[key]
    return {
        "key": key,
        "sv": offer.sv,
        "en": offer.en,
        "install": offer.install if system is None else None,
        "dimensions": system.dimensions if system else None,
        "bytes": system.size if system else None,
        "speed": measured,
    }


def _task(one: Outcome) -> dict[str, Any]:
    return {
        **one.task.name._asdict(),
        "metrics": list(one.task.metrics),
        "queries": len(one.task.queries),
        "sources": one.sources,
        "targets": len(one.task.targets),
        "rows": {key: _row(row) for key, row in one.rows.items()},
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "means": {name: _interval(one) for name, one in row.means.items()},
        "behind": {name: _interval(one) for name, one in row.behind.items()},
    }


def _interval(one: Interval) -> dict[str, float | None]:
    """Give mean and bounds; a bound that cannot be told is null in JSON."""
    return {
        name: None if math.isnan(number) else number
        for name, number in (("value", one.value), ("low", one.low), ("high", one.high))
    }


def verdict(behind: Mapping[str, float | None]) -> int:
    """Say whether the first measure is better (1) or worse (-1) by more than the interval, or neither (0).

    Examples
    --------
    >>> verdict({"value": 0.1, "low": 0.05, "high": 0.15}), verdict({"value": 0.1, "low": -0.05, "high": 0.2})
    (1, 0)
    """
    low, high = behind["low"], behind["high"]
    if low is None or high is None:
        return 0
    return 1 if low > 0 else -1 if high < 0 else 0
