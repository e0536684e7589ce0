"""The hidden profiles of synthetic participants, from which their records are made.

A profile holds what is true; `data.synthetic.participants` writes down the part of it that a
coach has got to know.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from data.synthetic.draws import Draws, Flags, Floats, Whole
from data.synthetic.themes import likeness, works
from data.synthetic.towns import TOWNS, scatter
from matcher.vocabulary import CONDITIONS, SUPPORTS

SPOKEN: Final = ((0, 2, 3, 4, 5, 6, 7, 8, 10, 12), (2, 9, 4, 17, 7, 20, 6, 12, 7, 16))
"""Levels of spoken Swedish in half steps, and how common each is."""

HOURS: Final = ((5, 8, 10, 15, 20, 25, 30, 35, 40), (3, 4, 9, 11, 25, 13, 13, 6, 16))
TRAVEL: Final = ((15, 20, 30, 45, 60, 75, 90), (3, 9, 29, 29, 20, 5, 5))

CANNOT: Final = {
    "heavy_lifting": 0.17, "standing_long": 0.10, "heights": 0.10, "noise": 0.09, "night_work": 0.13,
    "alone_work": 0.06,
    "stairs": 0.06, "outdoor_cold": 0.08, "shift_work": 0.10, "dust": 0.06, "animals": 0.06, "driving": 0.06,
    "customer_contact": 0.06, "screen_work": 0.04, "fast_pace": 0.13,
}  # fmt: skip
"""Share of the participants who cannot do each work condition."""

NEEDS: Final = {
    "step_free": 0.04, "quiet_space": 0.09, "interpreter": 0.03, "close_supervision": 0.18,
    "flexible_breaks": 0.14,
    "same_supervisor": 0.12, "written_instructions": 0.09, "study_time": 0.10,
}  # fmt: skip
"""Share of the participants who need each support."""

COUNTRIES: Final = (
    ("Syrien", "ar", 18), ("Somalia", "so", 14), ("Afghanistan", "fa", 10), ("Irak", "ar", 9),
    ("Eritrea", "ti", 9),
    ("Ukraina", "uk", 10), ("Polen", "pl", 5), ("Thailand", "th", 6), ("Turkiet", "tr", 5), ("Iran", "fa", 5),
    ("Etiopien", "am", 4), ("Spanien", "es", 2), ("Bosnien", "bs", 3),
)  # fmt: skip
"""Countries of work before Sweden, with a language (ISO 639) and a weight."""

_REACH_SPEED: Final = 0.36
"""Straight kilometres that a minute of travel gives on average, for the hidden model of commuting."""


@dataclass(frozen=True, slots=True)
class People:
    """Profiles of n people, one row each.

    Attributes
    ----------
    anchor : the day (ordinal) that the record is of.
    work : main and second earlier occupation (n, 2), -1 for none.
    goal : occupation wanted.
    spoken, written : levels of Swedish in half steps.
    reach : straight kilometres that the person is ready to travel each way.
    cannot (n, 15), needs (n, 8) : work conditions and supports, in the order of the vocabulary.
    newcomer : grew up with another language than Swedish.
    motivation : hidden trait, about standard normal.
    """

    anchor: Whole
    work: Whole
    goal: Whole
    spoken: Whole
    written: Whole
    town: Whole
    lat: Floats
    lon: Floats
    minutes: Floats
    reach: Floats
    hours: Floats
    cannot: Flags
    needs: Flags
    drives: Flags
    newcomer: Flags
    young: Flags
    country: Whole
    motivation: Floats


def draw_people(seed: int, name: str, anchor: Whole) -> People:
    """Draw one profile for each anchor day.

    Parameters
    ----------
    seed : seed of the municipality.
    name : the group, so that two groups differ.
    anchor : (n,) the day (ordinal) of each record.
    """
    draws = Draws(seed, f"people/{name}")
    n = len(anchor)
    main = draws.whole(0, len(works()) - 1, n)
    work = np.stack([main, _near(draws, main, (0.2, 0.4, 0.4))], axis=1)
    work[draws.share(0.45, n), 1] = -1
    young = draws.share(0.09, n)
    work[draws.share(0.08, n) | (young & draws.share(0.7, n))] = -1
    spoken = draws.chosen(*SPOKEN, n).astype(np.int64)
    behind = draws.chosen((0, 1, 2, 4), (35, 15, 35, 15), n).astype(np.int64)
    town = draws.index([t.people for t in TOWNS], n)
    lat, lon = scatter(draws, town)
    minutes = draws.chosen(*TRAVEL, n) + np.where(town > 0, 25.0, 0.0)
    driver = (main >= 0) & (np.array([w.theme.licence for w in works()])[main] > 0.5)
    return People(
        anchor=anchor,
        work=work,
        goal=_near(draws, main, (0.45, 0.25, 0.3)),
        spoken=spoken,
        written=np.where(spoken >= 12, spoken - behind // 2, np.maximum(0, spoken - behind)),
        town=town,
        lat=lat,
        lon=lon,
        minutes=minutes,
        reach=minutes * _REACH_SPEED,
        hours=draws.chosen(*HOURS, n),
        cannot=draws.uniform(n, len(CONDITIONS)) < np.array([CANNOT[c] for c in CONDITIONS]),
        needs=draws.uniform(n, len(SUPPORTS)) < np.array([NEEDS[s] for s in SUPPORTS]),
        drives=draws.share(0.36, n, lean=0.3 * driver - 2.0 * young),
        newcomer=(spoken < 12) | draws.share(0.1, n),
        young=young,
        country=draws.index([weight for _, _, weight in COUNTRIES], n),
        motivation=draws.normal(n),
    )


def _near(draws: Draws, start: Whole, parts: tuple[float, float, float]) -> Whole:
    """Draw for each occupation one of the same theme, of the same family, or any, in these parts."""
    table = likeness()
    count = len(table)
    kind = draws.index(parts, len(start))
    spot = draws.uniform(len(start))
    pools = [[np.flatnonzero(table[i] >= least) for least in (0.7, 0.3, 0.0)] for i in range(count)]
    picked = [pools[i][k][int(u * len(pools[i][k]))] for i, k, u in zip(start, kind, spot, strict=True)]
    return np.array(picked, dtype=np.int64)
