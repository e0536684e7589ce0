"""Where the synthetic people live and the synthetic employers are.

The codes and rough points are those of Katrineholm and its neighbours, so that distances are
real; every name that a person sees is invented.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from data.synthetic.draws import Draws, Floats, Whole

KM_PER_DEGREE: Final = 111.2
NARROWING: Final = 0.5150
"""Cosine of 59° north: how much shorter a degree of longitude is than one of latitude."""


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality seat: code, first digits of its postcodes, point, and shares of people and firms."""

    code: str
    postcode: str
    lat: float
    lon: float
    people: float
    places: float


TOWNS: Final = (
    Town("0483", "641", 58.996, 16.214, 0.85, 0.46),
    Town("0428", "643", 59.031, 15.892, 0.06, 0.14),
    Town("0482", "642", 59.052, 16.597, 0.07, 0.14),
    Town("0480", "611", 58.761, 17.011, 0.01, 0.08),
    Town("0484", "632", 59.372, 16.512, 0.01, 0.08),
    Town("0562", "612", 58.715, 15.777, 0.00, 0.04),
    Town("0581", "602", 58.590, 16.190, 0.00, 0.06),
)


def scatter(draws: Draws, town: Whole) -> tuple[Floats, Floats]:
    """Give points (n,), (n,) around the seats, a few kilometres out, to four decimals."""
    lat = np.array([t.lat for t in TOWNS])[town] + 0.022 * draws.normal(len(town))
    lon = np.array([t.lon for t in TOWNS])[town] + 0.040 * draws.normal(len(town))
    return np.round(lat, 4), np.round(lon, 4)


def kilometres(lat: Floats, lon: Floats, other_lat: Floats, other_lon: Floats) -> Floats:
    """Give straight-line distances; good to a per cent within the region."""
    north = (lat - other_lat) * KM_PER_DEGREE
    east = (lon - other_lon) * (KM_PER_DEGREE * NARROWING)
    return np.sqrt(north * north + east * east)
