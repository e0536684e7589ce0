"""The value of a policy: the mean grade that its choices would have had."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from evaluation.history.table import Table
from evaluation.intervals import Interval, bca, ratio_interval
from evaluation.offpolicy.propensity import Propensities
from evaluation.systems.compare import as_json
from evaluation.tuning.logit import Fitted, Outcome
from evaluation.tuning.sample import blocks, followed, open_to

Floats = NDArray[np.float64]

FEW: Final = 50.0
"""Effective decisions below which the figure rests on too few."""
HEAVY: Final = 0.1
"""Share of all weight on one decision, above which the figure hangs on it."""
RARE: Final = 0.01
"""Chance of being chosen below which history knows too little of a place."""
BLIND: Final = 0.2
"""Share of the policy's choices that are so rare, above which it reaches outside history."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a policy would have led to, by four estimators.

    Attributes
    ----------
    plain : mean grade where the coach chose as the policy might have; no correction at all.
    ips, snips : inverse propensity score, and self-normalised.
    robust : doubly robust: a model of how it goes, corrected by what was seen.
    decisions : decisions with a known outcome.
    effective : how many equally weighted decisions the weights are worth.
    rare : share of the policy's choices that coaches hardly ever made.
    heaviest : share of all weight on one decision.
    warnings : in Swedish, what the figures cannot carry.
    """

    plain: Interval
    ips: Interval
    snips: Interval
    robust: Interval
    decisions: int
    effective: float
    rare: float
    heaviest: float
    warnings: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the figures as JSON."""
        names = ("plain", "ips", "snips", "robust")
        return {name: as_json(getattr(self, name)) for name in names} | {
            "decisions": self.decisions,
            "effective": round(self.effective, 1),
            "rare": round(self.rare, 4),
            "heaviest": round(self.heaviest, 4),
            "warnings": list(self.warnings),
        }


def value(
    table: Table,
    policy: Floats,
    propensities: Propensities,
    model: tuple[Outcome, Fitted],
    *,
    seed: int = 0,
) -> Value:
    """Estimate what a policy would have led to.

    Only decisions where the policy chooses something count. Late decisions whose outcome is not known yet are
    stood for by earlier ones that took as long (see `evaluation.tuning.sample`).

    In the doubly robust estimate no decision weighs more than √n times its share: a few would carry the
    figure where coaches seldom choose as the policy does. The model says what is cut off (Ionides 2008).

    Parameters
    ----------
    table : decisions to judge on.
    policy : chance of each row under the policy, (r,), from `one_of_first`.
    propensities : chance of each row under the coaches, (r,).
    model : a model of how it goes, learned from other decisions.
    seed : of the resamples.
    """
    first = table.offsets[:-1]
    kept = (np.add.reduceat(policy, first) > 0) if len(table) else np.empty(0, dtype=np.bool_)
    known, standing = followed(table)
    known &= kept
    fraction = np.where(known, standing, 0.0)
    fraction = fraction * kept.sum() / fraction.sum() if known.any() else fraction
    chance = propensities.chance[table.chosen]
    agreed = policy[table.chosen]
    ratio = np.divide(agreed, chance, out=np.zeros(len(table)), where=chance > 0)
    expected = _expected(table, model)
    grade = np.nan_to_num(table.grade)
    whole = np.add.reduceat(policy * expected, first) if len(table) else np.empty(0)
    count, weight = kept.astype(np.float64), fraction * ratio
    bounded = fraction * np.minimum(ratio, np.sqrt(known.sum()))
    people, index = np.unique(table.participant[kept], return_inverse=True)

    def per_person(column: Floats) -> Floats:
        return np.bincount(index, column[kept], minlength=len(people)).astype(np.float64)

    def over(upper: Floats, lower: Floats) -> Interval:
        return ratio_interval(per_person(upper), per_person(lower), seed=seed)

    sums = np.stack(
        [per_person(c) for c in (whole, count, bounded * (grade - expected[table.chosen]), bounded)]
    )

    def corrected(times: Floats) -> Floats:
        modelled, decisions, seen, weighed = sums @ times.T
        corrections = np.divide(seen, weighed, out=np.zeros(len(times)), where=weighed > 0)
        return np.asarray(modelled / decisions + corrections, dtype=np.float64)

    here = fraction * (agreed > 0)
    total = weight.sum()
    effective = float(total**2 / np.square(weight).sum()) if total > 0 else 0.0
    rare = float((policy * (propensities.chance < RARE)).sum() / max(1.0, policy.sum()))
    heaviest = float(weight.max(initial=0.0) / total) if total > 0 else 0.0
    return Value(
        plain=over(here * grade, here),
        ips=over(weight * grade, count),
        snips=over(weight * grade, weight),
        robust=bca(corrected, len(people), seed=seed),
        decisions=int(known.sum()),
        effective=effective,
        rare=rare,
        heaviest=heaviest,
        warnings=tuple(_warnings(effective, rare, heaviest, logged=propensities.logged)),
    )


def _expected(table: Table, model: tuple[Outcome, Fitted]) -> Floats:
    """Give the expected grade of every row, (r,)."""
    outcome, fitted = model
    found = np.empty(len(table.slot))
    around = open_to(table)
    for decisions, rows in blocks(table):
        beside = np.repeat(
            around[decisions], np.diff(table.offsets[decisions.start : decisions.stop + 1]), axis=0
        )
        beside = np.column_stack([beside, ~table.eligible[rows]])
        found[rows] = outcome.expected(fitted, table.values[rows].astype(np.float64), beside)
    return found


def _warnings(effective: float, rare: float, heaviest: float, *, logged: bool) -> list[str]:
    found = []
    if effective < FEW:
        found.append(
            f"Siffrorna vilar på vad som motsvarar {effective:.0f} beslut. Det är för få: läs dem bara "
            "som en fingervisning."
        )
    if heaviest > HEAVY:
        found.append(f"Ett enda beslut står för {100 * heaviest:.0f} procent av vikten.")
    if rare > BLIND:
        found.append(
            f"{100 * rare:.0f} procent av valen är sådana som coacherna nästan aldrig gjorde. "
            "Hur de skulle ha gått säger historiken lite om."
        )
    if not logged:
        found.append(
            "Hur troliga coachernas val var är skattat, inte loggat. Har de valt efter något som inte "
            "syns här, kan siffrorna vara skeva."
        )
    return found
