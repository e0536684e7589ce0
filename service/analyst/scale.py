"""Points that add up to 100: what somebody has set stays, and the rest is made larger or smaller alike."""

from collections.abc import Mapping
from typing import Final

from matcher.weights import FACTORS

WHOLE: Final = 100.0
STEP: Final = 0.5
"""Points are given in halves, as learned weights are."""


class TooMany(ValueError):  # noqa: N818  # named by what is wrong, as in the whole project
    """What has been set is more than there is; the message is how many points it is."""


class TooFew(ValueError):  # noqa: N818  # named by what is wrong, as in the whole project
    """What has been set is less than 100 and nothing is left to fill up; the message is how many it is."""


def rescaled(base: Mapping[str, float], given: Mapping[str, float]) -> dict[str, float]:
    """Keep what differs from `base`, and let the other factors share what is left as they did before.

    Parameters
    ----------
    base : points that somebody began with, which add up to 100.
    given : points as they were set, in halves where they differ from `base`.

    Raises
    ------
    TooMany, TooFew
        When what was set cannot be part of 100.

    Examples
    --------
    >>> base = dict(zip(FACTORS, (30, 10, 15, 10, 10, 10, 10, 5)))
    >>> rescaled(base, base | {"skills": 40.0})["goals"]
    13.0
    >>> sum(rescaled(base, base | {"skills": 40.0}).values())
    100.0
    """
    moved = {name: given[name] for name in FACTORS if given[name] != base[name]}
    if not moved or sum(given.values()) == WHOLE:
        return {name: float(given[name]) for name in FACTORS}
    left = WHOLE - sum(moved.values())
    if left < 0:
        raise TooMany(sum(moved.values()))
    rest = {name: base[name] for name in FACTORS if name not in moved}
    before = sum(rest.values())
    if before == 0 and left > 0:
        raise TooFew(sum(moved.values()))
    shares = {name: points * left / before / STEP if before else 0.0 for name, points in rest.items()}
    halves = {name: int(share) for name, share in shares.items()}
    missing = round(left / STEP) - sum(halves.values())
    for name in sorted(rest, key=lambda name: halves[name] - shares[name])[:missing]:
        halves[name] += 1
    return {name: float(moved[name]) if name in moved else halves[name] * STEP for name in FACTORS}


def written(points: Mapping[str, float]) -> str:
    """Write points as an address holds them.

    Examples
    --------
    >>> written(dict.fromkeys(FACTORS, 12.5))
    '12.5_12.5_12.5_12.5_12.5_12.5_12.5_12.5'
    """
    return "_".join(f"{points[name]:g}" for name in FACTORS)


def read(text: str) -> dict[str, float] | None:
    """Read what `written` wrote; None when it is anything else than points that add up to 100."""
    parts = text.split("_")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return None
    whole = len(parts) == len(FACTORS) and all(0 <= number <= WHOLE for number in numbers)
    return dict(zip(FACTORS, numbers, strict=True)) if whole and abs(sum(numbers) - WHOLE) < 1e-9 else None
