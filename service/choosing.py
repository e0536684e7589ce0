"""Which weights may be put to use: evidence of harm stands in the way until somebody gives a reason.

Learned weights carry a comparison with the weights that were in use when they were learned (see
docs/reference/evaluation.md). It speaks against a change in two ways: the new weights were measurably
worse than those in use, or those in use were measurably better than the ones somebody would go back to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matcher.weights import Weights


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


def objection(new: Weights, in_use: Weights) -> str | None:
    """Say in Swedish what speaks against putting `new` in the place of `in_use`; None when nothing does."""
    ahead, behind = comparison(new), comparison(in_use)
    if ahead is not None and ahead.other == in_use.version and ahead.high < 0:
        return (
            f"{new.version} var sämre än {in_use.version}, som används nu: skillnaden i {ahead.measure} var "
            f"{_signed(ahead.value)} (95 %: {_signed(ahead.low)} till {_signed(ahead.high)})."
        )
    if behind is not None and behind.other == new.version and behind.low > 0:
        return (
            f"{in_use.version}, som används nu, var bättre än {new.version}: skillnaden i "
            f"{behind.measure} var {_signed(behind.value)} "
            f"(95 %: {_signed(behind.low)} till {_signed(behind.high)})."
        )
    return None


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


def _signed(number: float) -> str:
    return f"{number:+.3f}".replace(".", ",").replace("-", "−")
