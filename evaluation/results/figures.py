"""The figures themselves, each with its n and interval, and none about fewer than five people."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evaluation.fairness.groups import UNKNOWN, Groups
from evaluation.results.hiding import Told
from evaluation.results.parts import parts, share, waiting
from evaluation.results.people import BEST, People, people
from evaluation.small import BUT_FEW, FEW, WITH_IT, enough, part, safe
from matcher.domain import Placement
from matcher.vocabulary import OUTCOMES

Bools = NDArray[np.bool_]

PERIODS: Final[Mapping[str, int]] = {"year": 12, "half": 6, "quarter": 3}
"""Months of each period."""
OF: Final[Mapping[str, str]] = {
    "onward": "supported",
    "hired": "supported",
    "placed": "suggested",
    "subsidised": "through",
    "hired_after": "subsidised",
}
"""Groups that are shown as a share → of whom; hidden also when nearly all of those are in them."""
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
    everybody = people(placements, supported)
    all_ = everybody.take(_within(everybody, since, until))
    groups = _groups(all_)
    shown = _shown(groups)
    numbers = {name: _number(name, groups, shown=shown[name]) for name in groups}
    told = Told([group for name, group in groups.items() if shown[name]])
    onward = _share("onward", groups, numbers)
    return {
        "supported": numbers["supported"],
        "onward": onward,
        "self_support": _share("hired", groups, numbers),
        "aim": None if aim is None else _against(onward, aim),
        "first_placement": _waiting(all_, groups, numbers),
        "kinds": [
            {"kind": kind, "label": NAMES.get(kind) or OUTCOMES[kind].sv, "people": numbers[kind]}
            for kind in BEST
        ],
        "subsidised": {
            "after_training": _share("subsidised", groups, numbers),
            "then_hired": _share("hired_after", groups, numbers),
        },
        "on_support": list(_on_support(all_, [groups[k] for k in ("supported", "suggested") if shown[k]])),
        "periods": parts(all_, *by_period(all_, months), told),
        "units": [
            {"variable": name, "rows": parts(all_, *units.codes(name, all_.ids), told)}
            for name in units.variables
        ]
        if units
        else [],
        "notes": list(_notes(all_, placements, groups, numbers)),
    }


def _within(all_: People, since: dt.date | None, until: dt.date | None) -> Bools:
    kept = np.ones(len(all_), dtype=np.bool_)
    if since is not None:
        kept &= all_.began >= since.toordinal()
    if until is not None:
        kept &= all_.began <= until.toordinal()
    return kept


def _groups(all_: People) -> dict[str, Bools]:
    """Give everybody who is counted somewhere, what matters most first: who is in it, (n,)."""
    kinds = {kind: all_.best == i for i, kind in enumerate(BEST)}
    return {
        "supported": np.ones(len(all_), dtype=np.bool_),
        "onward": all_.onward,
        "hired": kinds.pop("hired"),
        "suggested": all_.suggested,
        "placed": all_.begun,
        **kinds,
        "through": all_.through,
        "subsidised": all_.subsidised,
        "hired_after": all_.hired_after,
    }


def _shown(groups: Mapping[str, Bools]) -> dict[str, bool]:
    """Say of which groups the number is shown."""
    tried = [
        name
        for name, group in groups.items()
        if name not in OF or isinstance(part(int(group.sum()), int(groups[OF[name]].sum())), int)
    ]
    told = dict(zip(tried, safe([groups[name] for name in tried]), strict=True))
    return {name: told.get(name, False) for name in groups}


def _number(name: str, groups: Mapping[str, Bools], *, shown: bool) -> int | str:
    """Give the number of a group, or the words that are shown instead."""
    count = int(groups[name].sum())
    if shown or not len(groups[name]):
        return count
    if not enough(count):
        return FEW
    return BUT_FEW if name in OF and part(count, int(groups[OF[name]].sum())) == BUT_FEW else WITH_IT


def _share(name: str, groups: Mapping[str, Bools], numbers: Mapping[str, int | str]) -> dict[str, Any]:
    """Give a share of people, without value and interval where one of its numbers is hidden."""
    told, of = numbers[name], numbers[OF[name]]
    if isinstance(told, int) and isinstance(of, int) and of:
        return share(groups[name], groups[OF[name]])
    return {"of": of, "people": told, "value": None, "low": None, "high": None}


def _against(onward: Mapping[str, Any], aim: float) -> dict[str, Any]:
    """Hold a share against an aim: reached when the whole interval lies above it."""
    verdict = None
    if onward["low"] is not None:
        verdict = "reached" if onward["low"] > aim else "missed" if onward["high"] < aim else "open"
    return {"share": aim, "verdict": verdict}


def _waiting(all_: People, groups: Mapping[str, Bools], numbers: Mapping[str, int | str]) -> dict[str, Any]:
    """Give the time from the first suggestion to the first day at a workplace."""
    told = {"people": numbers["suggested"], "placed": numbers["placed"]}
    if not enough(int(groups["placed"].sum())):
        return told | {"days": None, "low": None, "high": None}
    return waiting(all_, groups["suggested"]) | told


def _on_support(all_: People, beside: Sequence[Bools]) -> Iterator[dict[str, Any]]:
    """Count who were supported on the first day of each month.

    All of them are among those who were ever supported, so nearly all is hidden as few are.
    """
    if np.isnan(all_.began).all():
        return
    told = Told(beside)
    month = dt.date.fromordinal(int(np.nanmin(all_.began))).replace(day=1)
    while month.toordinal() <= all_.last:
        day = month.toordinal()
        there = (all_.began <= day) & ~(all_.left < day)
        count = int(there.sum())
        number = FEW if not enough(count) else WITH_IT if told.clashes(there) else count
        yield {"month": month.isoformat()[:7], "people": number}
        month = (month + dt.timedelta(days=32)).replace(day=1)


def by_period(all_: People, months: int) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Give the periods that somebody began in, and the one of each participant, `UNKNOWN` for none."""
    names = [_period(began, months) for began in all_.began]
    there = sorted({name for name in names if name})
    codes = [there.index(name) if name else UNKNOWN for name in names]
    return tuple(there), np.array(codes, dtype=np.int64)


def _period(began: float, months: int) -> str | None:
    if np.isnan(began):
        return None
    day = dt.date.fromordinal(int(began))
    number = (day.month - 1) // months + 1
    return str(day.year) if months == 12 else f"{day.year} {'halvår' if months == 6 else 'kvartal'} {number}"


def _notes(
    all_: People,
    placements: Sequence[Placement],
    groups: Mapping[str, Bools],
    numbers: Mapping[str, int | str],
) -> Iterator[str]:
    kept = set(all_.ids)
    unknown = [p.participant_id for p in placements if p.outcome is None and p.participant_id in kept]
    if unknown:
        number = len(unknown) if enough(len(set(unknown))) else FEW
        yield f"Placeringar utan utfall: {number}. De räknas som att de inte har lett vidare."
    if groups["ongoing"].any():
        yield (
            f"Deltagare vars placering pågår: {numbers['ongoing']}. De räknas i nämnaren men kan ännu gå "
            "vidare, så andelen är låg räknat."
        )
    if never := int((~groups["suggested"]).sum()):
        told = FEW if not enough(never) else never if isinstance(numbers["suggested"], int) else WITH_IT
        yield f"Deltagare som inte har föreslagits någon plats: {told}. De räknas i nämnaren."
