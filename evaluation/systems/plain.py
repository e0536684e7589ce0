"""Systems that need no learning: by chance, the nearest, the most chosen, and the rules alone."""

import numpy as np
from numpy.typing import NDArray

from evaluation.history.placements import History
from evaluation.history.table import Table
from evaluation.systems.base import System
from matcher.context import Context
from matcher.facts import Spot, World
from matcher.vocabulary import Label

Floats = NDArray[np.float64]

_UNKNOWN_KM = 1e6


def by_chance(table: Table) -> System:
    """Give every place the same score: figures are then the mean over all orders."""
    return System("random", Label("Slumpen", "Random"), np.zeros(len(table.slot)))


def by_rules(table: Table) -> System:
    """Put the places that no rule stops first, in no order among themselves."""
    return System("rules", Label("Bara reglerna", "Rules only"), table.eligible.astype(np.float64))


def by_distance(table: Table, context: Context) -> System:
    """Put the nearest place first, by the straight line; places without a point come last.

    For one participant minutes grow with kilometres, so that the order is that of the travel time.
    """
    world = World(context)
    people = np.unique(table.participant)
    homes = _points([world.person(table.participants[row]).spot for row in people])
    spots = np.unique(table.slot)
    places = _points([world.place(table.slots[row], None).spot for row in spots])
    home = homes[np.searchsorted(people, table.participant)][table.owner]
    away = np.sqrt(((home - places[np.searchsorted(spots, table.slot)]) ** 2).sum(axis=1))
    return System("nearest", Label("Närmast", "Nearest"), -np.nan_to_num(away, nan=_UNKNOWN_KM))


def _points(spots: list[Spot | None]) -> Floats:
    nowhere = (np.nan, np.nan, np.nan)
    return np.array([nowhere if s is None else (s.x, s.y, s.z) for s in spots], dtype=np.float64).reshape(
        -1, 3
    )


def by_popularity(table: Table, past: History) -> System:
    """Put the employer first whose places had been chosen most often before the day.

    Parameters
    ----------
    past : the whole history that the table is of; only what lies before each decision's day is counted.
    """
    names = {name: i for i, name in enumerate(dict.fromkeys(_employer(slot) for slot in past.slots))}
    employer = np.array([names[_employer(slot)] for slot in past.slots], dtype=np.int64)
    span = int(past.day.max(initial=0)) + 1
    moments = np.sort(employer[past.slot] * span + past.day)
    whose = employer[table.slot] * span
    before = np.searchsorted(moments, whose + table.day[table.owner]) - np.searchsorted(moments, whose)
    return System("popular", Label("Mest valda arbetsgivare", "Most popular"), before.astype(np.float64))


def _employer(slot: "object") -> str:
    return str(getattr(slot, "employer_id", None) or getattr(slot, "id", ""))
