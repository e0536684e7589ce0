"""Which weights may be put to use: evidence of harm stands in the way until somebody gives a reason.

Learned weights carry a comparison with the weights that were in use when they were learned (see
docs/reference/evaluation.md). It speaks against a change in two ways: the new weights were measurably
worse than those in use, or those in use were measurably better than the ones somebody would go back to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy.orm import Session

from data.identity import find_identity_numbers
from matcher.weights import Weights
from service.store import weights as versions

REASON_MOST: Final = 2000
"""Characters of a reason."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Learned weights held against others on history that they were not learned from.

    Attributes
    ----------
    other : version compared with.
    value, low, high : difference in `measure`, the learned ones minus the other, with its interval.
    """

    other: str
    measure: str
    value: float
    low: float
    high: float


def comparison(weights: Weights) -> Comparison | None:
    """Read the comparison that weights carry; None when they carry none that can be read."""
    found: Any = (weights.evaluation or {}).get("comparison")
    if not isinstance(found, Mapping):
        return None
    numbers = [found.get(name) for name in ("value", "low", "high")]
    names = [found.get(name) for name in ("other", "measure")]
    if not all(isinstance(n, int | float) for n in numbers) or not all(isinstance(n, str) for n in names):
        return None
    return Comparison(*names, *map(float, numbers))  # type: ignore[arg-type]  # told by the line above


Harm = Literal["worse", "left"]
"""The new weights were measured to be worse, or those in use to be better than the ones gone back to."""


def harm(new: Weights, in_use: Weights) -> tuple[Harm, Comparison] | None:
    """Say what speaks against putting `new` in the place of `in_use`; None when nothing does."""
    ahead, behind = comparison(new), comparison(in_use)
    if ahead is not None and ahead.other == in_use.version and ahead.high < 0:
        return "worse", ahead
    if behind is not None and behind.other == new.version and behind.low > 0:
        return "left", behind
    return None


def objection(new: Weights, in_use: Weights) -> str | None:
    """Say in Swedish what speaks against putting `new` in the place of `in_use`; None when nothing does."""
    found = harm(new, in_use)
    if found is None:
        return None
    kind, told = found
    if kind == "worse":
        return (
            f"{new.version} var sämre än {in_use.version}, som används nu: skillnaden i {told.measure} var "
            f"{_signed(told.value)} (95 %: {_signed(told.low)} till {_signed(told.high)})."
        )
    return (
        f"{in_use.version}, som används nu, var bättre än {new.version}: skillnaden i "
        f"{told.measure} var {_signed(told.value)} "
        f"(95 %: {_signed(told.low)} till {_signed(told.high)})."
    )


def remark(new: Weights, in_use: Weights) -> str | None:
    """Say in Swedish what the evidence leaves open; None when it compares just these two."""
    ahead, behind = comparison(new), comparison(in_use)
    if ahead is not None and ahead.other == in_use.version:
        return None
    if behind is not None and behind.other == new.version:
        return None
    if ahead is None:
        return (
            f"{new.version} bär inga siffror från någon utvärdering. "
            "Ingen har visat om bytet gör förslagen bättre eller sämre."
        )
    return (
        f"Siffrorna i {new.version} jämför med {ahead.other}, inte med {in_use.version} som används nu. "
        "Ingen har visat om bytet gör förslagen bättre eller sämre."
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """How one factor differs between two versions.

    Attributes
    ----------
    before, after : points of 100.
    reason : why, in Swedish, where the new weights say so.
    """

    factor: str
    before: float
    after: float
    reason: str | None

    @property
    def change(self) -> float:
        """The difference in points."""
        return self.after - self.before


def differences(new: Weights, old: Weights) -> list[Moved]:
    """List how two versions differ, the largest difference first."""
    why = reasons(new)
    rows = [Moved(name, old.values[name], points, why.get(name)) for name, points in new.values.items()]
    return sorted(rows, key=lambda row: -abs(row.change))


def reasons(weights: Weights) -> dict[str, str]:
    """Give the reasons that learned weights carry, one a factor."""
    found: Any = (weights.evaluation or {}).get("reasons")
    rows = found if isinstance(found, tuple) else ()
    return {str(row["factor"]): str(row["text"]) for row in rows if {"factor", "text"} <= set(row)}


class NeedsReason(ValueError):  # noqa: N818  # named by what is wrong, as in the whole project
    """The evidence speaks against these weights; the message says how, and a reason is needed."""


class BadReason(ValueError):  # noqa: N818  # named by what is wrong, as in the whole project
    """A reason that cannot be kept: ``empty``, ``long`` or ``identity``."""


def reason_of(text: str) -> str:
    """Read a reason.

    Raises
    ------
    BadReason
        When it says nothing, is too long, or holds a personal identity number.
    """
    if not text.strip():
        raise BadReason("empty")
    if len(text) > REASON_MOST:
        raise BadReason("long")
    if find_identity_numbers(text):
        raise BadReason("identity")
    return text.strip()


def put_to_use(
    session: Session, new: Weights, in_use: Weights, *, by: str, reason: str | None
) -> versions.Activation:
    """Put weights to use from now on, on record.

    Parameters
    ----------
    in_use : those that are used until now.
    reason : why; needed where the evidence speaks against it.

    Raises
    ------
    NeedsReason
        When it does and there is none.
    """
    against = objection(new, in_use)
    if against and reason is None:
        raise NeedsReason(against)
    versions.ensure(session, in_use)
    return versions.activate(session, new, by=by, reason=reason)


def _signed(number: float) -> str:
    return f"{number:+.3f}".replace(".", ",").replace("-", "−")
