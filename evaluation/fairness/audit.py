"""The audit: every group against the others at every step, with small numbers hidden."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.fairness.blind import Blind, swapped
from evaluation.fairness.compare import (
    EXCHANGES,
    Apart,
    Share,
    difference,
    exchanged,
    labels_of,
    ratio,
    share,
)
from evaluation.fairness.groups import UNKNOWN, Groups
from evaluation.fairness.hiding import Hidden, hidden
from evaluation.fairness.naming import SURE, Cause, causes
from evaluation.fairness.steps import Step, Steps
from evaluation.history.placements import History
from evaluation.intervals import holm
from evaluation.small import enough
from matcher.context import Context

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Compared:
    """A group against all others at one step.

    Attributes
    ----------
    variable, group, step : which.
    own, rest : the two shares.
    difference, ratio : own less rest, and own over rest, with intervals.
    p : corrected for all comparisons of the audit; NaN when there were too few to test.
    causes : where a difference that is more than chance comes from, the largest first.
    without : rule → the difference that would be left without that rule, for the causes that are rules.
    shown : whether the figures may be shown.
    """

    variable: str
    group: str
    step: Step
    own: Share
    rest: Share
    difference: Apart
    ratio: Apart
    p: float
    causes: tuple[Cause, ...]
    without: dict[str, float]
    shown: bool

    @property
    def is_rule(self) -> bool:
        """Whether the step is a single rule: then more is to the group's loss."""
        return not self.step.parts

    @property
    def found(self) -> bool:
        """Whether the difference is more than chance."""
        return self.p < SURE


@dataclass(frozen=True, slots=True)
class Divided:
    """One way to divide people.

    Attributes
    ----------
    variable : its name in the file.
    people : group → participants with a decision, as it may be shown; of None for those not known.
    shares : (group, step) → its share, None where it is hidden.
    """

    variable: str
    people: dict[str | None, int | str]
    shares: dict[tuple[str, str], Share | None]
    hidden: Hidden


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found.

    Attributes
    ----------
    steps : the steps that were looked at.
    divided : each way to divide people.
    compared : every group against the others at every step.
    tested : comparisons with enough people to test.
    blind : what exchanging groups changed; None when nobody's group is known.
    digest : hash of the file of groups.
    """

    steps: Steps
    divided: tuple[Divided, ...]
    compared: tuple[Compared, ...]
    tested: int
    blind: Blind | None
    digest: str

    @property
    def found(self) -> tuple[Compared, ...]:
        """Comparisons where the difference is more than chance."""
        return tuple(one for one in self.compared if one.found)


@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """A group that is held against the others."""

    variable: str
    name: str
    codes: Whole
    code: int


def audit(
    way: Steps,
    groups: Groups,
    past: History,
    context: Context | None = None,
    *,
    seed: int = 0,
    exchanges: int = EXCHANGES,
) -> Audit:
    """Hold every group against the others.

    Parameters
    ----------
    way : the steps, from `evaluation.fairness.steps`.
    groups : who belongs to which group.
    past : the history.
    context : what the matcher is told, to work decisions out again with groups exchanged; without
        it that check is left out.
    seed : of the exchanges.
    exchanges : how often groups are exchanged for each test.
    """
    ids = [past.participants[row].id for row in way.participant]
    pairs, divided = [], []
    for variable in groups.variables:
        names, codes = groups.codes(variable, ids)
        divided.append(_divide(way, variable, names, codes))
        pairs += [_Pair(variable, names[c], codes, c) for c in labels_of(codes, len(names))]
    all_ = (*way.steps, *way.rules)
    columns = [(step.upper, step.lower) for step in all_]
    raw = exchanged(columns, [(pair.codes, pair.code) for pair in pairs], seed=seed, exchanges=exchanges)
    tests = ~np.isnan(raw)
    corrected = np.full(raw.shape, np.nan)
    corrected[tests] = holm(raw[tests].tolist())
    of = {one.variable: one for one in divided}
    compared = [
        _compare(way, step, pair, float(corrected[i, j]), cells=of[pair.variable].hidden, seed=seed)
        for i, pair in enumerate(pairs)
        for j, step in enumerate(all_)
    ]
    blind = None
    if context is not None and groups.variables:
        first = next(iter(groups.variables))
        blind = swapped(past, context, groups.codes(first, [p.id for p in past.participants])[1], seed=seed)
    return Audit(way, tuple(divided), tuple(compared), int(tests.sum()), blind, groups.digest)


def _divide(way: Steps, variable: str, names: Sequence[str], codes: Whole) -> Divided:
    cells = hidden(way, codes, len(names))
    counts: dict[str | None, int | str] = dict(zip(names, cells.people, strict=False))
    if (codes == UNKNOWN).any():
        counts[None] = cells.people[-1]
    shares = {
        (name, step.id): share(step.upper[codes == i], step.lower[codes == i])
        if cells.shows(i, step.id)
        else None
        for i, name in enumerate(names)
        for step in (*way.steps, *way.rules)
    }
    return Divided(variable, counts, shares, cells)


def _compare(way: Steps, step: Step, pair: _Pair, p: float, *, cells: Hidden, seed: int) -> Compared:
    inside = pair.codes != UNKNOWN
    mine, others = pair.codes == pair.code, inside & (pair.codes != pair.code)
    own, rest = (share(step.upper[who], step.lower[who]) for who in (mine, others))
    apart = difference(own, rest)
    found: tuple[Cause, ...] = ()
    if p < SURE:
        found = causes(step, inside, pair.codes, pair.code, apart.value, seed=seed)
    without = {
        cause.id: _gap(way.without[cause.id], step.lower, mine, others)
        for cause in found
        if step.id == "eligible"
    }
    shows = cells.shows(pair.code, step.id) and cells.shows_rest(pair.code, step.id)
    return Compared(
        pair.variable, pair.name, step, own, rest, apart, ratio(own, rest), p, found, without, shows
    )


def _gap(upper: Floats, lower: Floats, mine: Bools, others: Bools) -> float:
    return float(upper[mine].sum() / lower[mine].sum() - upper[others].sum() / lower[others].sum())


def as_dict(found: Audit) -> dict[str, Any]:
    """Give the audit as JSON, with small numbers hidden."""
    return {
        "top": found.steps.top,
        "digest": found.digest,
        "tested": found.tested,
        "found": sum(1 for _ in found.found),
        "variables": [
            {
                "variable": one.variable,
                "groups": [{"group": name, "people": count} for name, count in one.people.items()],
                "steps": [_step(one, step) for step in found.steps.steps],
                "rules": [_step(one, step) for step in found.steps.rules],
                "comparisons": [_comparison(c) for c in found.compared if c.variable == one.variable],
            }
            for one in found.divided
        ],
        "blind": None
        if found.blind is None
        else {
            "participants": found.blind.participants,
            "pairs": found.blind.pairs,
            "changed": found.blind.changed,
        },
    }


def _step(one: Divided, step: Step) -> dict[str, Any]:
    rows = [
        {"group": name, "share": _share(one.shares[name, step.id])} for name in one.people if name is not None
    ]
    return {"step": step.id, "label": step.label, "base": step.base, "rows": rows}


def _comparison(one: Compared) -> dict[str, Any]:
    return {
        "group": one.group,
        "step": one.step.id,
        "label": one.step.label,
        "short": one.step.short,
        "is_rule": one.is_rule,
        "shown": one.shown,
        "difference": _apart(one.difference) if one.shown else None,
        "ratio": _apart(one.ratio) if one.shown else None,
        "own": _share(one.own) if one.shown else None,
        "rest": _share(one.rest) if one.shown else None,
        "p": number(one.p),
        "found": one.found,
        "causes": list(_causes(one)),
    }


def _causes(one: Compared) -> Iterator[dict[str, Any]]:
    for cause in one.causes:
        shows = one.shown and (not one.step.counted or enough(cause.group.people, cause.rest.people))
        yield {
            "id": cause.id,
            "label": cause.label,
            "group": _share(cause.group) if shows else None,
            "rest": _share(cause.rest) if shows else None,
            "difference": _apart(cause.apart) if shows else None,
            "of_gap": number(cause.of_gap) if shows else None,
            "p": number(cause.p),
            "gap_without": number(one.without.get(cause.id)) if shows else None,
        }


def _share(one: Share | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "value": number(one.value),
        "low": number(one.low),
        "high": number(one.high),
        "people": one.people,
    }


def _apart(one: Apart) -> dict[str, Any]:
    return {"value": number(one.value), "low": number(one.low), "high": number(one.high)}


def number(value: float | None) -> float | None:
    """Write a number for JSON; what could not be measured becomes null."""
    return None if value is None or not np.isfinite(value) else round(float(value), 6)
