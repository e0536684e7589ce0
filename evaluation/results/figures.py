"""The figures themselves, each with its n and interval, and none about fewer than five people."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evaluation.fairness.groups import UNKNOWN, Groups
from evaluation.intervals import wilson
from evaluation.results.people import BEST, ONWARD, People, people
from evaluation.results.survival import median
from evaluation.small import FEW, WITH_IT, closed, enough, part, shown
from matcher.domain import Placement
from matcher.vocabulary import OUTCOMES

Bools = NDArray[np.bool_]

PERIODS: Final[Mapping[str, int]] = {"year": 12, "half": 6, "quarter": 3}
"""Months of each period."""
NAMES: Final = {"hired": "jobb", "subsidised_job": "jobb med stöd", "other": "annat eller inte känt"}


def results(
    placements: Sequence[Placement],
    *,
    supported: Sequence[str] = (),
    units: Groups | None = None,
    months: int = 12,
    aim: float | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> dict[str, Any]:
    """Work out the figures.

    Parameters
    ----------
    placements : of the participants.
    supported : ids of all who are supported; without it those who have a placement.
    units : who belongs to which unit, in the form of a file of groups.
    months : of the periods that time is divided in: 12, 6 or 3. Participants count in that of their first
        suggestion.
    aim : the share to work or studies that was aimed at, 0 to 1.
    since, until : only participants whose first suggestion lies between them.

    Returns
    -------
    JSON; see docs/reference/evaluation.md. Shares of too few are null and numbers below five words.
    """
    all_ = people(placements, supported)
    kept = _within(all_, since, until)
    onward = _onward(all_)
    return {
        "supported": _people(int(kept.sum())),
        "onward": _share(onward & kept, kept),
        "self_support": _share((all_.best == BEST.index("hired")) & kept, kept),
        "aim": None if aim is None else _against(onward & kept, kept, aim),
        "first_placement": _waiting(all_, kept),
        "kinds": list(_kinds(all_, kept)),
        "subsidised": {
            "after_training": _share(all_.subsidised & kept, all_.through & kept),
            "then_hired": _share(all_.hired_after & kept, all_.subsidised & kept),
        },
        "on_support": list(_on_support(all_, kept)),
        "periods": _divided(onward, kept, *by_period(all_, kept, months)),
        "units": [
            {"variable": name, "rows": _divided(onward, kept, *units.codes(name, all_.ids))}
            for name in units.variables
        ]
        if units
        else [],
        "notes": list(_notes(all_, kept, placements)),
    }


def _within(all_: People, since: dt.date | None, until: dt.date | None) -> Bools:
    kept = np.ones(len(all_), dtype=np.bool_)
    if since is not None:
        kept &= all_.began >= since.toordinal()
    if until is not None:
        kept &= all_.began <= until.toordinal()
    return kept


def _onward(all_: People) -> Bools:
    found: Bools = all_.best < len(ONWARD)
    return found


def _people(count: int) -> int | str:
    return count if enough(count) or not count else FEW


def _share(upper: Bools, lower: Bools) -> dict[str, Any]:
    """Give a share of people with Wilson's interval."""
    n, hits = int(lower.sum()), int((upper & lower).sum())
    told = part(hits, n)
    found: dict[str, Any] = {"of": _people(n), "people": told, "value": None, "low": None, "high": None}
    if isinstance(told, int):
        low, high = wilson(hits, n)
        found |= {"value": round(hits / n, 6), "low": round(low, 6), "high": round(high, 6)}
    return found


def _against(upper: Bools, lower: Bools, aim: float) -> dict[str, Any]:
    """Hold a share against an aim: reached when the whole interval lies above it."""
    found = _share(upper, lower)
    verdict = None
    if found["low"] is not None:
        verdict = "reached" if found["low"] > aim else "missed" if found["high"] < aim else "open"
    return {"share": aim, "verdict": verdict}


def _waiting(all_: People, kept: Bools) -> dict[str, Any]:
    """Give the time from the first suggestion to the first day at a workplace."""
    some = kept & ~np.isnan(all_.began)
    placed = ~np.isnan(all_.placed[some])
    days = np.where(placed, all_.placed[some], all_.last) - all_.began[some]
    if not enough(int(placed.sum())):
        return {"people": _people(int(some.sum())), "placed": FEW, "days": None, "low": None, "high": None}
    found = median(np.maximum(days, 0.0), placed)
    numbers = {"days": found.value, "low": found.low, "high": found.high}
    return {"people": found.people, "placed": part(found.happened, found.people)} | {
        name: None if np.isnan(x) else int(x) for name, x in numbers.items()
    }


def _kinds(all_: People, kept: Bools) -> Iterator[dict[str, Any]]:
    counts = np.bincount(all_.best[kept], minlength=len(BEST)).tolist()
    for kind, told in zip(BEST, shown(counts), strict=True):
        label = NAMES.get(kind) or OUTCOMES[kind].sv
        yield {"kind": kind, "label": label, "people": told}


def _on_support(all_: People, kept: Bools) -> Iterator[dict[str, Any]]:
    """Count who were supported on the first day of each month."""
    began, left = all_.began[kept], all_.left[kept]
    if np.isnan(began).all():
        return
    month = dt.date.fromordinal(int(np.nanmin(began))).replace(day=1)
    while month.toordinal() <= all_.last:
        day = month.toordinal()
        count = int(((began <= day) & ~(left < day)).sum())
        yield {"month": month.isoformat()[:7], "people": count if enough(count) else FEW}
        month = (month + dt.timedelta(days=32)).replace(day=1)


def by_period(all_: People, kept: Bools, months: int) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Give the periods that somebody began in, and the one of each participant, `UNKNOWN` for none."""
    names = [_period(began, months) for began in all_.began]
    there = sorted({name for name, inside in zip(names, kept, strict=True) if name and inside})
    codes = [there.index(name) if name in there else UNKNOWN for name in names]
    return tuple(there), np.array(codes, dtype=np.int64)


def _period(began: float, months: int) -> str | None:
    if np.isnan(began):
        return None
    day = dt.date.fromordinal(int(began))
    number = (day.month - 1) // months + 1
    return str(day.year) if months == 12 else f"{day.year} {'halvår' if months == 6 else 'kvartal'} {number}"


def _divided(
    onward: Bools, kept: Bools, names: Sequence[str], codes: NDArray[np.int64]
) -> list[dict[str, Any]]:
    """Give the share to work or studies of each part, so that no hidden part can be worked out."""
    parts = [(name, kept & (codes == i)) for i, name in enumerate(names)]
    if (kept & (codes == UNKNOWN)).any():
        parts.append(("inte känt", kept & (codes == UNKNOWN)))
    parts = [(name, mask) for name, mask in parts if mask.any()]
    cells = [(int(mask.sum()), int((onward & mask).sum()), int((~onward & mask).sum())) for _, mask in parts]
    few = closed([cell[:1] for cell in cells])
    hidden = closed(cells, also=few)
    return [
        {
            "name": name,
            "supported": cells[i][0] if i not in few else WITH_IT if enough(cells[i][0]) else FEW,
            "onward": None if i in hidden else _share(onward & mask, mask),
        }
        for i, (name, mask) in enumerate(parts)
    ]


def _notes(all_: People, kept: Bools, placements: Sequence[Placement]) -> Iterator[str]:
    unknown = sum(p.outcome is None for p in placements)
    if unknown:
        yield f"Placeringar utan utfall: {_people(unknown)}. De räknas som att de inte har lett vidare."
    if ongoing := int((kept & (all_.best == BEST.index("ongoing"))).sum()):
        yield (
            f"Deltagare vars placering pågår: {_people(ongoing)}. De räknas i nämnaren men kan ännu gå "
            "vidare, så andelen är låg räknat."
        )
    if never := int((kept & np.isnan(all_.began)).sum()):
        yield f"Deltagare som inte har föreslagits någon plats: {_people(never)}. De räknas i nämnaren."
