"""From open place to job: how many come how far, and whether some come less far than others."""

from typing import Any

from evaluation.fairness.audit import as_dict, audit
from evaluation.fairness.compare import share
from evaluation.fairness.groups import Groups
from evaluation.fairness.steps import Steps
from evaluation.history import History
from evaluation.report.words import share_json
from evaluation.small import part
from matcher.context import Context


def funnel(way: Steps) -> dict[str, Any]:
    """Count how many decisions come how far.

    Returns
    -------
    The section ``funnel``: counts along the way, and the share of each step with its interval.
    """
    decisions = int(way.decisions.sum())
    counts: list[dict[str, Any]] = [
        {"label": "Beslut om en placering", "count": decisions if len(way.participant) >= 5 else part(0, 0)},
        {"label": "Minst en plats gick att föreslå", "count": _count(way.some, way.decisions)},
    ]
    counts += [
        {"label": step.label, "count": _count(step.upper, step.lower)} for step in way.steps if step.counted
    ]
    return {
        "top": way.top,
        "counts": counts,
        "steps": [
            {
                "step": step.id,
                "label": step.label,
                "base": step.base,
                "counted": step.counted,
                "of": round(float(step.lower.sum()), 1),
                "share": share_json(share(step.upper, step.lower)) if _shown(step) else None,
            }
            for step in way.steps
        ],
    }


def _people(upper: Any, lower: Any) -> tuple[int, int]:
    return int((upper > 0).sum()), int((lower - upper > 0).sum())


def _count(upper: Any, lower: Any) -> int | str:
    """Give a number of decisions, hidden when too few people are in it or outside it."""
    inside, outside = _people(upper, lower)
    told = part(inside, inside + outside)
    return told if isinstance(told, str) else int(upper.sum())


def _shown(step: Any) -> bool:
    if not step.counted:
        return int((step.lower > 0).sum()) >= 5
    return isinstance(_count(step.upper, step.lower), int)


def fairness(
    way: Steps, groups: Groups | None, past: History, context: Context, *, seed: int
) -> dict[str, Any] | None:
    """Hold groups against each other; None when no file of groups was given."""
    return None if groups is None else as_dict(audit(way, groups, past, context, seed=seed))
