"""From a history to the document of a report."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from evaluation.fairness.groups import Groups
from evaluation.fairness.steps import steps
from evaluation.history import History, by_time, leaks, table
from evaluation.report.case import case
from evaluation.report.chances import chances
from evaluation.report.data import Source, described, manifest
from evaluation.report.summary import summary
from evaluation.report.trial import trial
from evaluation.report.ways import fairness, funnel
from matcher.context import Context
from matcher.weights import Weights

Report = Callable[[str], None]

KIND: Final = "rattplats-evaluation"
FORMAT: Final = 1

__all__ = ["Source", "evaluate"]


def evaluate(
    past: History,
    context: Context,
    weights: Weights,
    *,
    date: str,
    synthetic: bool,
    sources: Sequence[Source] = (),
    groups: Groups | None = None,
    seed: int = 0,
    report: Report | None = None,
) -> dict[str, Any]:
    """Say how good the suggestions are, for whom, and how sure that is.

    Parameters
    ----------
    past : the history.
    context : what the matcher is told, but for the day, which is each decision's own.
    weights : those whose suggestions are judged.
    date : the day of the run, ``YYYY-MM-DD``.
    synthetic : whether the history is invented, which the report then says everywhere.
    sources : what was read.
    groups : who belongs to which group; without it nothing is said about groups.
    seed : of every draw.
    report : is told in Swedish what goes on.

    Returns
    -------
    The document: JSON without ids, without text that somebody has written, and without any figure about
    fewer than five people. See docs/reference/evaluation.md.
    """
    tell = report or (lambda _: None)
    whole = table(past, context, seed=seed, report=report)
    split = by_time(whole)
    tried = trial(past, whole, split, context, weights, seed=seed, report=report)
    tell("Prövar poängen som chans")
    said = chances(whole, split, weights, past.outcomes.good_from)
    tell("Följer vägen från plats till jobb")
    way = steps(whole, past, weights, seed=seed)
    if groups is not None:
        tell("Jämför grupper")
    document: dict[str, Any] = {
        "kind": KIND,
        "format": FORMAT,
        "date": date,
        "synthetic": synthetic,
        "weights": {"version": weights.version, "points": dict(weights.values), "note": weights.note},
        "data": described(past, whole, split, [leak.text for leak in leaks(whole, split)]),
        **tried,
        "chances": said,
        "funnel": funnel(way),
        "fairness": fairness(way, groups, past, context, seed=seed),
        "case": case(past, whole, context, weights),
        "manifest": manifest(past, context, weights, sources, groups=groups, seed=seed),
    }
    return {"kind": KIND, "format": FORMAT, "summary": summary(document)} | document
