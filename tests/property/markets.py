"""Small markets, and every division there can be: what the exact methods are held against."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from matcher.allocation.market import CLASSES, NO_LIMIT, NOBODY, Market

GRID = 2.0**-20


def a_market(points, *, priority=None, seats=None, employer=None, limits=None):
    """Make a market of a table: a row for each person, None where a rule stops the pair."""
    people, places = len(points), len(points[0]) if points else len(seats or ())
    pairs = [(i, j, points[i][j]) for i in range(people) for j in range(places) if points[i][j] is not None]
    row, column, values = zip(*pairs, strict=True) if pairs else ((), (), ())
    employer = list(employer or range(places))
    return Market(
        priority=np.array(priority or [0] * people, dtype=np.int64),
        seats=np.array(seats or [1] * places, dtype=np.int64),
        employer=np.array(employer, dtype=np.int64),
        limits=np.array(limits or [NO_LIMIT] * (max(employer, default=-1) + 1), dtype=np.int64),
        row=np.array(row, dtype=np.int64),
        column=np.array(column, dtype=np.int64),
        points=np.array(values, dtype=np.float64),
    )


@st.composite
def markets(draw, people=4, places=3):
    """Any small market: points that are often equal, gaps, seats, orders of priority and limits."""
    n, m = draw(st.integers(1, people)), draw(st.integers(1, places))
    value = st.one_of(
        st.none(),
        st.integers(0, 4).map(lambda n: n * 25.0),
        st.integers(0, 100 * 2**20).map(lambda n: n * GRID),
    )
    table = draw(st.lists(st.lists(value, min_size=m, max_size=m), min_size=n, max_size=n))
    employer = draw(st.lists(st.integers(0, m - 1), min_size=m, max_size=m))
    limit = st.sampled_from([NO_LIMIT, 0, 1, 2])
    return a_market(
        table,
        priority=draw(st.lists(st.integers(0, CLASSES - 1), min_size=n, max_size=n)),
        seats=draw(st.lists(st.integers(0, 2), min_size=m, max_size=m)),
        employer=employer,
        limits=draw(st.lists(limit, min_size=m, max_size=m)),
    )


def table_of(market):
    """Give the points of the pairs: (person, place) → points."""
    return dict(
        zip(
            zip(market.row.tolist(), market.column.tolist(), strict=True), market.points.tolist(), strict=True
        )
    )


def divisions(market):
    """Give every division that keeps seats and limits."""
    table = table_of(market)
    choices = [[NOBODY, *(j for (i, j) in table if i == person)] for person in range(market.people)]
    for chosen in product(*choices):
        taken = [chosen.count(j) for j in range(len(market.seats))]
        of = [
            sum(taken[j] for j in range(len(taken)) if market.employer[j] == e)
            for e in range(len(market.limits))
        ]
        if all(t <= s for t, s in zip(taken, market.seats, strict=True)) and all(
            t <= limit for t, limit in zip(of, market.limits, strict=True)
        ):
            yield chosen


def merit(market, chosen):
    """Say how good a division is, by the four aims as they are written: larger is better."""
    table = table_of(market)
    got = {i: table[i, j] for i, j in enumerate(chosen) if j != NOBODY}
    best = {i: max(table[k] for k in table if k[0] == i) for i in got}
    present = sorted({int(market.priority[i]) for i, _ in table})
    placed, floors, poor, sums = [], [], [], []
    for order in range(CLASSES):
        mine = [i for i in got if market.priority[i] == order]
        placed.append(len(mine))
        if order in present:
            most = max(int(table[k]) for k in table if market.priority[k[0]] == order)
            floors.append(min((int(got[i]) for i in mine), default=most))
        poor.append(-sum(got[i] < best[i] / 2 for i in mine))
        sums.append(sum(got[i] for i in mine))
    return tuple(placed), tuple(floors), tuple(poor), tuple(sums)
