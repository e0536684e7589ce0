"""Time until something happens, when it has not happened to all yet (Kaplan and Meier 1958)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from evaluation.intervals import LEVEL

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Median:
    """The time by which it has happened to half.

    Attributes
    ----------
    value, low, high : days; NaN where half have not come so far, or the end of the interval lies beyond.
    people, happened : how many were followed, and to how many it has happened.
    """

    value: float
    low: float
    high: float
    people: int
    happened: int


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Share to whom it has not happened yet.

    Attributes
    ----------
    time : days on which it happened to somebody, ascending, (m,).
    left : share left after each, (m,).
    low, high : their intervals on the scale of log(−log), (m,).
    """

    time: Floats
    left: Floats
    low: Floats
    high: Floats


def curve(days: Floats, happened: Bools, *, level: float = LEVEL) -> Curve:
    """Estimate the share left over time.

    Parameters
    ----------
    days : until it happened, or as long as was followed, (n,).
    happened : False for those followed no longer, (n,).
    """
    time = np.unique(days[happened])
    at_risk = (days[None, :] >= time[:, None]).sum(axis=1)
    events = ((days[None, :] == time[:, None]) & happened[None, :]).sum(axis=1)
    left = np.cumprod(1 - events / np.maximum(at_risk, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
        spread = float(norm.ppf((1 + level) / 2)) * np.sqrt(greenwood) / np.abs(np.log(left))
        low, high = left ** np.exp(spread), left ** np.exp(-spread)
    # The last one may leave nobody: then nothing bounds what would have come after.
    return Curve(time, left, np.where(left > 0, low, 0.0), np.where(left > 0, high, 1.0))


def median(days: Floats, happened: Bools, *, level: float = LEVEL) -> Median:
    """Give the median time with its interval (Brookmeyer and Crowley 1982).

    Examples
    --------
    >>> found = median(np.arange(1.0, 42.0), np.ones(41, dtype=bool))
    >>> found.value, found.low, found.high
    (21.0, 14.0, 27.0)
    """
    found = curve(days, happened, level=level)
    return Median(
        _first(found.time, found.left <= 0.5),
        _first(found.time, found.low <= 0.5),
        _first(found.time, found.high <= 0.5),
        len(days),
        int(happened.sum()),
    )


def _first(time: Floats, reached: Bools) -> float:
    return float(time[reached][0]) if reached.any() else float("nan")
