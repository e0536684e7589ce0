"""Pictures of figures, made on the server. Each stands beside a table that says the same."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

HIGH: Final = 40.0
"""Height of the columns, in units of the picture."""
EACH: Final = 6.0
"""Width of one column with the room beside it."""


def interval(one: Mapping[str, Any], aim: float | None = None) -> Markup:
    """Draw a share as a bar, its interval as a line across the end, and an aim as a mark.

    Parameters
    ----------
    one : ``value``, ``low`` and ``high``, from 0 to 1.

    Examples
    --------
    >>> str(interval({"value": 0.5, "low": 0.4, "high": 0.6})).count("<rect")
    3
    """
    parts = [
        Markup(
            '<rect class="most" width="100" height="10"/><rect class="reached" width="{:.1f}" height="10"/>'
        ).format(100 * one["value"]),
        Markup('<rect class="spread" x="{:.1f}" y="4" width="{:.1f}" height="2"/>').format(
            100 * one["low"], 100 * (one["high"] - one["low"])
        ),
    ]
    if aim is not None:
        parts.append(Markup('<rect class="aim" x="{:.1f}" width="1" height="10"/>').format(100 * aim - 0.5))
    return _bar(Markup("").join(parts))


def side_by_side(used: float, tried: float, longest: float) -> Markup:
    """Draw the points in use above those that are tried."""
    scale = 100 / longest if longest else 0.0
    return _bar(
        Markup(
            '<rect class="most" width="{:.1f}" height="4.5"/>'
            '<rect class="reached" y="5.5" width="{:.1f}" height="4.5"/>'
        ).format(used * scale, tried * scale)
    )


def _bar(inside: Markup) -> Markup:
    return Markup(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
    ).format(inside)


def columns(rows: Sequence[tuple[str, int | str]], title: str) -> Markup:
    """Draw one column for each month; what is not shown has none.

    Parameters
    ----------
    rows : month as ``2026-11``, and a number or why there is none.
    title : what the picture shows, for those who do not see it.
    """
    most = max((value for _, value in rows if isinstance(value, int)), default=0)
    parts = []
    for i, (month, value) in enumerate(rows):
        if isinstance(value, int) and most:
            tall = HIGH * value / most
            parts.append(
                Markup('<rect class="reached" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
                    i * EACH, HIGH - tall, EACH - 1.5, tall
                )
            )
        if month.endswith("-01") or i == 0:
            parts.append(
                Markup('<text x="{:.1f}" y="{:.1f}">{}</text>').format(i * EACH, HIGH + 7, month[:4])
                if month.endswith("-01") or len(rows) < 12
                else Markup("")
            )
    top = next((i for i, (_, value) in enumerate(rows) if value == most), None) if most else None
    if top is not None:
        parts.append(
            Markup('<text class="top" x="{:.1f}" y="-1.5">{}</text>').format((top + 0.4) * EACH, most)
        )
    wide = max(len(rows), 1) * EACH
    return Markup(
        '<svg class="columns-chart" viewBox="0 -8 {:.1f} {:.1f}" role="img" aria-label="{}">{}</svg>'
    ).format(wide, HIGH + 17, title, Markup("").join(parts))
