"""The same figures for each part of a whole, so that no part of fewer than five can be worked out.

A page shows the whole and one part at a time. What is shown of the parts is therefore decided for all of them
at once, as in a table that shows the whole beside them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.fairness.groups import UNKNOWN
from evaluation.intervals import wilson
from evaluation.results.people import BEST, ONWARD, People
from evaluation.results.survival import median
from evaluation.small import FEW, WITH_IT, closed, enough

Bools = NDArray[np.bool_]
Whole = NDArray[np.int64]

REST = "inte känt"
"""The part of those who are in none."""


def parts(all_: People, kept: Bools, names: Sequence[str], codes: Whole) -> list[dict[str, Any]]:
    """Give the figures of each part.

    Parameters
    ----------
    kept : who is counted at all, (n,).
    names, codes : the parts, and the part of each participant, (n,).

    Returns
    -------
    For each part with anybody in it ``name``, ``supported``, and ``onward``, ``self_support`` and
    ``first_placement``, each null where it may not be shown.

    Notes
    -----
    Jobs without support are one step within work or studies, so the three parts of the people (such a job,
    something else that leads on, the rest) must each be five or more, or the first is hidden.
    """
    masks = [(name, kept & (codes == i)) for i, name in enumerate(names)]
    masks.append((REST, kept & (codes == UNKNOWN)))
    masks = [(name, mask) for name, mask in masks if mask.any()]
    onward, hired = all_.best < len(ONWARD), all_.best == BEST.index("hired")
    placed = ~np.isnan(all_.placed)
    whole = [(int(mask.sum()),) for _, mask in masks]
    few = closed(whole)
    hides = {
        "onward": closed([_split(mask, onward) for _, mask in masks], also=few),
        "self_support": closed([_split(mask, hired, onward & ~hired) for _, mask in masks], also=few),
        "first_placement": closed([_split(mask, placed) for _, mask in masks], also=few),
    }
    return [
        {
            "name": name,
            "supported": whole[i][0] if i not in few else WITH_IT if enough(whole[i][0]) else FEW,
            "onward": None if i in hides["onward"] else _share(onward & mask, mask),
            "self_support": None if i in hides["self_support"] else _share(hired & mask, mask),
            "first_placement": None if i in hides["first_placement"] else _waiting(all_, mask),
        }
        for i, (name, mask) in enumerate(masks)
    ]


def _split(mask: Bools, *groups: Bools) -> tuple[int, ...]:
    """Count those of a part who are in each group, and those who are in none."""
    counts = [int((mask & group).sum()) for group in groups]
    return (*counts, int(mask.sum()) - sum(counts))


def _share(upper: Bools, lower: Bools) -> dict[str, Any]:
    n, hits = int(lower.sum()), int(upper.sum())
    low, high = wilson(hits, n)
    return {
        "people": hits,
        "of": n,
        "value": round(hits / n, 6),
        "low": round(low, 6),
        "high": round(high, 6),
    }


def _waiting(all_: People, mask: Bools) -> dict[str, Any]:
    some = mask & ~np.isnan(all_.began)
    placed = ~np.isnan(all_.placed[some])
    days = np.where(placed, all_.placed[some], all_.last) - all_.began[some]
    found = median(np.maximum(days, 0.0), placed)
    return {"people": found.people, "placed": found.happened} | dict(_numbers(found))


def _numbers(found: Any) -> Iterator[tuple[str, int | None]]:
    for name, value in (("days", found.value), ("low", found.low), ("high", found.high)):
        yield name, None if np.isnan(value) else int(value)
