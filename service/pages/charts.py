"""Pictures made on the server as SVG. Each stands beside a table that says the same in figures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

WIDE: Final = 100.0
"""Width of a bar and of the map, in units of its own."""


def bars(value: float, most: float, longest: float) -> Markup:
    """Draw one bar: what was reached, and within it what there was to reach.

    Parameters
    ----------
    value : what was reached.
    most : the most there was to reach.
    longest : what would fill the whole width, the same for all bars of a table.

    Examples
    --------
    >>> str(bars(5, 10, 20)).count("<rect")
    2
    """
    scale = WIDE / longest if longest else 0.0
    return Markup(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="most" width="{:.1f}" height="10"/><rect class="reached" width="{:.1f}" height="10"/>'
        "</svg>"
    ).format(most * scale, value * scale)


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map.

    Attributes
    ----------
    east, north : kilometres from where the participant is taken to live.
    number : as in the list beside the map.
    fits : whether the place can be suggested.
    """

    east: float
    north: float
    number: int
    fits: bool


def map_of(dots: Sequence[Dot], title: str, unit: str = "km") -> Markup:
    """Draw places around the participant, with circles for the distance. Nothing is fetched.

    Parameters
    ----------
    title : what the picture shows, for those who do not see it.
    """
    reach = max((math.hypot(dot.east, dot.north) for dot in dots), default=0.0)
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100) if s * 4 >= reach), 200)
    rings = [step * n for n in range(1, 5) if step * (n - 1) < max(reach, 0.1)]
    scale = 46.0 / rings[-1]
    parts = [
        Markup('<circle class="ring" r="{:.1f}"/><text class="ring-name" y="{:.1f}">{} {}</text>').format(
            ring * scale, -ring * scale + 2.6, ring, unit
        )
        for ring in rings
    ]
    parts.append(Markup('<path class="home" d="M0-2.4 2.2 0H1.5V2.2H-1.5V0H-2.2Z"/>'))
    parts += [
        Markup(
            '<g transform="translate({:.2f} {:.2f})"><circle class="{}" r="2.6"/><text y="1">{}</text></g>'
        ).format(dot.east * scale, -dot.north * scale, "dot" if dot.fits else "dot far", dot.number)
        for dot in reversed(dots)
    ]
    return Markup('<svg class="map" viewBox="-50 -50 100 100" role="img" aria-label="{}">{}</svg>').format(
        title, Markup("").join(parts)
    )
