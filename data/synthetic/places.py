"""The hidden profiles of synthetic places: what the work is really like."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from data.synthetic.draws import Draws, Flags, Floats, Whole
from data.synthetic.employers import Employers, works_of
from data.synthetic.themes import works
from data.synthetic.towns import scatter
from matcher.levels import Cefr
from matcher.vocabulary import CONDITIONS, SUPPORTS

OFFERS: Final = {
    "step_free": 0.55, "quiet_space": 0.35, "interpreter": 0.12, "close_supervision": 0.70,
    "flexible_breaks": 0.65,
    "same_supervisor": 0.50, "written_instructions": 0.45, "study_time": 0.55,
}  # fmt: skip
"""Share of the places that offer each support."""

USUAL: Final = 0.75
SOMETIMES: Final = 0.3
RARELY: Final = 0.02
"""Share of the places that have a work condition: typical of the theme, found in it, any other."""

ADAPTABLE: Final = 0.2
"""Share of the conditions that the employer can take away."""

HOURS: Final = ((5, 8, 10, 15, 20, 25, 30), (10, 8, 28, 20, 22, 5, 7))
OTHER_WORK: Final = 0.12
"""Share of an employer's places that lie outside its own theme."""


@dataclass(frozen=True, slots=True)
class Places:
    """Profiles of n places, one row each; see `People` for the units.

    `spoken` and `written` are the levels that the work really demands, in half steps.
    """

    anchor: Whole
    employer: Whole
    work: Whole
    spoken: Whole
    written: Whole
    town: Whole
    lat: Floats
    lon: Floats
    hours: Floats
    conditions: Flags
    adaptable: Flags
    offers: Flags


def draw_places(seed: int, name: str, anchor: Whole, employers: Employers) -> Places:
    """Draw one place for each anchor day.

    Parameters
    ----------
    seed : seed of the municipality.
    name : the group, so that two groups differ.
    anchor : (n,) the day (ordinal) of each record.
    employers : at least one where n > 0.
    """
    draws = Draws(seed, f"places/{name}")
    n = len(anchor)
    employer = draws.index(employers.size if len(employers.size) else [1.0], n)
    work = _work(draws, employers, employer)
    demand = np.array([(w.theme.spoken, w.theme.written) for w in works()], dtype=np.int64)[work]
    drift = np.stack([draws.chosen((-4, -2, -1, 0, 1, 2), (3, 17, 5, 49, 5, 21), n) for _ in "sw"], axis=1)
    levels = np.clip(demand + drift.astype(np.int64), 0, 10)
    levels[levels == Cefr.A1_MINUS] = Cefr.ZERO  # nobody asks for less than A1
    near_lat, near_lon = scatter(draws, employers.town[employer])
    near = draws.share(0.7, n)
    has = draws.chance(_chances()[work])
    return Places(
        anchor=anchor,
        employer=employer,
        work=work,
        spoken=levels[:, 0],
        written=np.minimum(levels[:, 1], levels[:, 0]),
        town=employers.town[employer],
        lat=np.where(near, employers.lat[employer], near_lat),
        lon=np.where(near, employers.lon[employer], near_lon),
        hours=draws.chosen(*HOURS, n),
        conditions=has,
        adaptable=has & (draws.uniform(n, len(CONDITIONS)) < ADAPTABLE),
        offers=draws.uniform(n, len(SUPPORTS)) < np.array([OFFERS[s] for s in SUPPORTS]),
    )


def _work(draws: Draws, employers: Employers, employer: Whole) -> Whole:
    own = works_of(employers.themes)
    stray = draws.share(OTHER_WORK, len(employer)).tolist()
    spot = draws.uniform(len(employer)).tolist()
    everything = list(range(len(works())))
    pools = [everything if away else own[e] for e, away in zip(employer.tolist(), stray, strict=True)]
    return np.array([pool[int(u * len(pool))] for pool, u in zip(pools, spot, strict=True)], dtype=np.int64)


def _chances() -> Floats:
    """Give the chance of each work condition in each occupation (w, 15)."""
    return np.array(
        [
            [
                USUAL if c in w.theme.conditions else SOMETIMES if c in w.theme.sometimes else RARELY
                for c in CONDITIONS
            ]
            for w in works()
        ]
    )
