"""Figures as Swedish readers expect them: decimal comma, real minus, thin spaces, intervals in brackets."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from evaluation.fairness.compare import Share

NOTHING: Final = "–"
Interval = Mapping[str, Any]


def decimal(number: float | None, digits: int = 1) -> str:
    r"""Write a number.

    Examples
    --------
    >>> decimal(-1234.5), decimal(None)
    ('−1\xa0234,5', '–')
    """
    if number is None or not np.isfinite(number):
        return NOTHING
    text = f"{number:,.{digits}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",").replace("-", "−")


def whole(number: float | str | None) -> str:
    """Write a whole number; what is hidden is already words."""
    return number if isinstance(number, str) else decimal(number, 0)


def percent(share: float | None, digits: int = 0) -> str:
    r"""Write a share in per cent.

    Examples
    --------
    >>> percent(0.553)
    '55\xa0%'
    """
    if share is None or not np.isfinite(share):
        return NOTHING
    return f"{decimal(100 * share, digits)}\N{NO-BREAK SPACE}%"


def between(one: Interval | None, digits: int = 3) -> str:
    r"""Write a figure with its interval.

    Examples
    --------
    >>> between({"value": 0.5, "low": 0.4, "high": 0.6}, 2)
    '0,50 (0,40\xa0till\xa00,60)'
    """
    if one is None or one["value"] is None:
        return NOTHING
    if one["low"] is None:
        return decimal(one["value"], digits)
    ends = (decimal(one[end], digits) for end in ("low", "high"))
    return f"{decimal(one['value'], digits)} ({_ends(*ends)})"


def between_percent(one: Interval | None, digits: int = 0) -> str:
    """Write a share with its interval, in per cent."""
    if one is None or one["value"] is None:
        return NOTHING
    if one["low"] is None:
        return percent(one["value"], digits)
    ends = (decimal(100 * one[end], digits) for end in ("low", "high"))
    return f"{percent(one['value'], digits)} ({_ends(*ends)})"


def points(one: Interval | None, digits: int = 1) -> str:
    """Write a difference of shares with its interval, in percentage points."""
    if one is None or one["value"] is None:
        return NOTHING
    ends = (signed(100 * one[end], digits) for end in ("low", "high"))
    return f"{signed(100 * one['value'], digits)} ({_ends(*ends)})"


def apart(one: Interval, digits: int = 3) -> str:
    """Write a difference of figures with its interval."""
    if one["value"] is None or one["low"] is None:
        return signed(one["value"], digits)
    return (
        f"{signed(one['value'], digits)} ({_ends(signed(one['low'], digits), signed(one['high'], digits))})"
    )


def _ends(low: str, high: str) -> str:
    """Write the ends of an interval so that they stay on one line."""
    return f"{low}\N{NO-BREAK SPACE}till\N{NO-BREAK SPACE}{high}"


def signed(number: float | None, digits: int = 1) -> str:
    """Write a difference with its sign.

    Examples
    --------
    >>> signed(2.0), signed(-0.04)
    ('+2,0', '0,0')
    """
    text = decimal(number, digits)
    return f"+{text}" if number is not None and number > 0 and text.strip("0,") else text


def chance(p: float | None) -> str:
    r"""Write a p value.

    Examples
    --------
    >>> chance(0.0002), chance(0.2)
    ('<\xa00,001', '0,200')
    """
    if p is None:
        return NOTHING
    return "<\N{NO-BREAK SPACE}0,001" if p < 0.001 else decimal(p, 3)


def share_json(one: Share) -> dict[str, Any]:
    """Give a share as JSON."""
    numbers = {
        name: round(float(x), 6) if np.isfinite(x) else None
        for name, x in (("value", one.value), ("low", one.low), ("high", one.high))
    }
    return numbers | {"people": one.people}
