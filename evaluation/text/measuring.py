"""Every measure on every task: values per query, means with intervals, and the first measure against each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evaluation.intervals import Interval, ratio_interval
from evaluation.text.ranking import Ranked, average_precision, hit, ndcg, recall, reciprocal_rank
from evaluation.text.systems import Report, System
from evaluation.text.task import METRICS, Task

Floats = NDArray[np.float64]

_METRICS: Final[dict[str, Callable[[Ranked], float]]] = dict(
    zip(
        METRICS,
        (
            lambda one: ndcg(one, 10),
            average_precision,
            reciprocal_rank,
            lambda one: hit(one, 1),
            lambda one: hit(one, 5),
            lambda one: hit(one, 10),
            lambda one: recall(one, 10),
        ),
        strict=True,
    )
)

_BLOCK: Final = 256


@dataclass(frozen=True, slots=True)
class Row:
    """One measure on one task.

    Attributes
    ----------
    means : metric → mean over the queries.
    behind : metric → what the first measure has above this one, over the same queries; empty for the first.
    """

    means: Mapping[str, Interval]
    behind: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Every measure on one task.

    Attributes
    ----------
    task : what was asked.
    sources : number of sources that the queries come from.
    rows : key of the measure → its row; the first is the one that the others are held against.
    """

    task: Task
    sources: int
    rows: Mapping[str, Row]


def values(system: System, task: Task) -> Floats:
    """Give each metric of the task for each query: float array (n, metrics)."""
    found = np.empty((len(task.queries), len(task.metrics)))
    for start in range(0, len(task.queries), _BLOCK):
        table = system.similarity(task.queries[start : start + _BLOCK], task.targets)
        for number, scores in enumerate(table, start):
            ranked = _ranked(scores, task, number)
            found[number] = [_METRICS[name](ranked) for name in task.metrics]
    return found


def _ranked(scores: NDArray[np.float32], task: Task, number: int) -> Ranked:
    gains = np.zeros(len(task.targets))
    right = task.right[number]
    gains[list(right)] = list(right.values())
    if task.left_out:
        kept = np.ones(len(gains), dtype=np.bool_)
        kept[list(task.left_out[number])] = False
        scores, gains = scores[kept], gains[kept]
    return Ranked.of(scores, gains)


def outcome(task: Task, found: Mapping[str, Floats], seed: int) -> Outcome:
    """Give means and differences with intervals, over sources.

    Parameters
    ----------
    found : key of each measure → its `values`, the first measure first.
    seed : of the bootstrap.
    """
    numbers: dict[str, int] = {}
    rows = np.array([numbers.setdefault(source, len(numbers)) for source in task.sources])
    counts = np.bincount(rows).astype(np.float64)

    def interval(column: Floats) -> Interval:
        return ratio_interval(np.bincount(rows, column).astype(np.float64), counts, seed=seed)

    first = next(iter(found))
    return Outcome(
        task,
        len(numbers),
        {
            key: Row(
                {name: interval(one[:, at]) for at, name in enumerate(task.metrics)},
                {}
                if key == first
                else {
                    name: interval(found[first][:, at] - one[:, at]) for at, name in enumerate(task.metrics)
                },
            )
            for key, one in found.items()
        },
    )


def measure(
    tasks: Sequence[Task], systems: Mapping[str, System], *, seed: int, report: Report
) -> list[Outcome]:
    """Ask every measure to do every task.

    Parameters
    ----------
    systems : key → measure; the others are held against the first.
    seed : of the bootstrap.
    report : is told what goes on.
    """
    found: dict[str, dict[str, Floats]] = {task.name.key: {} for task in tasks}
    for key, system in systems.items():
        texts = (text for task in tasks for text in (*task.queries, *task.targets))
        system.prepare(texts, lambda now, key=key: report(f"{key}: {now}"))  # type: ignore[misc]
        for task in tasks:
            report(f"{key}: {task.name.sv}")
            found[task.name.key][key] = values(system, task)
    return [outcome(task, found[task.name.key], seed) for task in tasks]
