"""Where the synthetic people live and the synthetic employers are.

The codes and points are those of Katrineholm and its neighbours, so that distances are
real; every name that a person sees is invented.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from data.reference import seats
from data.synthetic.draws import Draws, Floats, Whole

KM_PER_DEGREE: Final = 111.2
NARROWING: Final = 0.5150
"""Cosine of 59° north: how much shorter a degree of longitude is than one of latitude."""


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality: code, first digits of its postcodes, and shares of people and firms."""

    code: str
    postcode: str
    people: float
    places: float


TOWNS: Final = (
    Town("0483", "641", 0.85, 0.46),
    Town("0428", "643", 0.06, 0.14),
    Town("0482", "642", 0.07, 0.14),
    Town("0480", "611", 0.01, 0.08),
    Town("0484", "632", 0.01, 0.08),
    Town("0562", "612", 0.00, 0.04),
    Town("0581", "602", 0.00, 0.06),
)


def scatter(draws: Draws, town: Whole) -> tuple[Floats, Floats]:
    """Give points (n,), (n,) around the seats, a few kilometres out, to four decimals."""
    centre = np.array([seats()[t.code] for t in TOWNS])[town]
    lat = centre[:, 0] + 0.022 * draws.normal(len(town))
    lon = centre[:, 1] + 0.040 * draws.normal(len(town))
    return np.round(lat, 4), np.round(lon, 4)


def kilometres(lat: Floats, lon: Floats, other_lat: Floats, other_lon: Floats) -> Floats:
    """Give straight-line distances; good to a per cent within the region."""
    north = (lat - other_lat) * KM_PER_DEGREE
    east = (lon - other_lon) * (KM_PER_DEGREE * NARROWING)
    return np.sqrt(north * north + east * east)
