"""What the matcher is told about the world, apart from participants and places.

The matcher opens no file and reads no clock: the day, the weights, the text encoder, the
places on the map and the vocabularies are handed to it in one immutable `Context`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from matcher.levels import SFI_LEVELS, Cefr
from matcher.text import CharNgrams, Encoder
from matcher.weights import Weights


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation (yrke) of SSYK 2012 with everyday words for it and typical tasks.

    `ssyk` is the four-digit code; several occupations may share one.
    """

    ssyk: str
    label: str
    synonyms: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speed:
    """Door-to-door travel by one mode: fixed minutes plus a speed along the real way.

    Attributes
    ----------
    start : minutes before moving (walk to the stop, wait, park).
    kmh : speed in kilometres an hour.
    detour : length of the real way over the straight line.
    """

    start: float
    kmh: float
    detour: float


SPEEDS: Final[Mapping[str, Speed]] = {
    "walk": Speed(start=0, kmh=5, detour=1.25),
    "cycle": Speed(start=2, kmh=15, detour=1.25),
    "public": Speed(start=12, kmh=32, detour=1.3),
    "car": Speed(start=5, kmh=55, detour=1.3),
}
"""Default speeds, set by hand as cautious averages; a municipality may replace them."""


@dataclass(frozen=True, slots=True)
class Travel:
    """How long it takes to get somewhere.

    Attributes
    ----------
    speeds : door-to-door speed for each mode.
    seats : municipality code → (latitude, longitude) of its seat, used when a record has no point.
    spread_km : how far from the seat a place without a point may lie.
    minutes : a municipality's own table: (from, to) → minutes by mode, where from and to are
        postcodes or municipality codes. It comes before any estimate.
    """

    speeds: Mapping[str, Speed] = field(default_factory=lambda: SPEEDS)
    seats: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    spread_km: float = 6.0
    minutes: Mapping[tuple[str, str], Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """Everything the matcher may know beside the two sides of a match.

    Attributes
    ----------
    date : the day asked about. Without it nothing is known about what is open.
    weights : points for each factor.
    encoder : texts → unit vectors.
    travel : distances and speeds.
    sfi : SFI course → level, for people whose levels are not known.
    certificates : any wording (lower case) → its one label, e.g. ``truckförarbevis`` → ``truckkort``.
    certificates_short : wordings that mean a certificate only in a field for certificates: *truck* among
        the skills is practice, not a truckkort.
    languages : ISO 639-1 code → Swedish name, so that ``ar`` answers a place that asks for arabiska.
    occupations : occupations at hand, for everyday words and for places that give only a code.
    seed : shifts the order of ties; the order also rotates with the day.
    """

    date: dt.date | None = None
    weights: Weights = field(default_factory=Weights.standard)
    encoder: Encoder = field(default_factory=CharNgrams)
    travel: Travel = field(default_factory=Travel)
    sfi: Mapping[str, Cefr] = field(default_factory=lambda: SFI_LEVELS)
    certificates: Mapping[str, str] = field(default_factory=dict)
    certificates_short: frozenset[str] = frozenset()
    languages: Mapping[str, str] = field(default_factory=dict)
    occupations: tuple[Occupation, ...] = ()
    seed: int = 0
