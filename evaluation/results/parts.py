"""The same figures for each part of a whole, so that no part of fewer than five can be worked out.

A page shows the whole and one part at a time. What is shown of the parts is therefore decided for all of them
at once, as in a table that shows the whole beside them, and beside every other division of the same people.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.fairness.groups import UNKNOWN
from evaluation.intervals import wilson
from evaluation.results.hiding import Told
from evaluation.results.people import People
from evaluation.results.survival import median
from evaluation.small import FEW, WITH_IT, enough

Bools = NDArray[np.bool_]
Whole = NDArray[np.int64]

REST = "inte känt"
"""The part of those who are in none."""


def parts(all_: People, names: Sequence[str], codes: Whole, told: Told) -> list[dict[str, Any]]:
    """Give the figures of each part.

    Parameters
    ----------
    names, codes : the parts, and the part of each participant, (n,).
    told : what is shown beside the parts; the parts are added to it.

    Returns
    -------
    For each part with anybody in it ``name``, ``supported``, and ``onward``, ``self_support`` and
    ``first_placement``, each null where it may not be shown.

    Notes
    -----
    Jobs without support are one step within work or studies, so the three parts of the people (such a job,
    something else that leads on, the rest) must each be five or more, or the first is hidden.
    """
    masks = [(name, codes == i) for i, name in enumerate(names)]
    masks.append((REST, codes == UNKNOWN))
    masks = [(name, mask) for name, mask in masks if mask.any()]
    onward, hired, begun, placed = all_.onward, all_.hired, all_.suggested, all_.begun
    whole = [mask for _, mask in masks]
    few = told.hide([[mask] for mask in whole], [[mask] for mask in whole])
    hides = {
        "onward": told.hide(
            [[mask & onward] for mask in whole], [[mask & onward, mask & ~onward] for mask in whole], also=few
        ),
        "self_support": told.hide(
            [[mask & hired] for mask in whole],
            [[mask & hired, mask & onward & ~hired, mask & ~onward] for mask in whole],
            also=few,
        ),
        "first_placement": told.hide(
            [[mask & begun, mask & placed] for mask in whole],
            [[mask & placed, mask & begun & ~placed] for mask in whole],
            also=few,
        ),
    }
    return [
        {
            "name": name,
            "supported": _supported(int(mask.sum()), hidden=i in few),
            "onward": None if i in hides["onward"] else share(onward, mask),
            "self_support": None if i in hides["self_support"] else share(hired, mask),
            "first_placement": None if i in hides["first_placement"] else waiting(all_, mask),
        }
        for i, (name, mask) in enumerate(masks)
    ]


def _supported(count: int, *, hidden: bool) -> int | str:
    if not hidden:
        return count
    return WITH_IT if enough(count) else FEW


def share(upper: Bools, lower: Bools) -> dict[str, Any]:
    """Give a share of people with Wilson's interval."""
    n, hits = int(lower.sum()), int((upper & lower).sum())
    low, high = wilson(hits, n)
    return {
        "of": n,
        "people": hits,
        "value": round(hits / n, 6),
        "low": round(low, 6),
        "high": round(high, 6),
    }


def waiting(all_: People, mask: Bools) -> dict[str, Any]:
    """Give the time from the first suggestion to the first day at a workplace."""
    some = mask & all_.suggested
    placed = all_.begun[some]
    days = np.where(placed, all_.placed[some], all_.last) - all_.began[some]
    found = median(np.maximum(days, 0.0), placed)
    numbers = {"days": found.value, "low": found.low, "high": found.high}
    return {"people": found.people, "placed": found.happened} | {
        name: None if np.isnan(x) else int(x) for name, x in numbers.items()
    }
