"""One step of a division beside a solver that knows nothing of assignments (HiGHS)."""

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from matcher.allocation.assigning import heaviest, most, prices
from matcher.allocation.market import NO_LIMIT, Market


def a_crowd(seed, *, limit=NO_LIMIT):
    """Make a market of 80 people and 50 places with one to three seats and twelve employers."""
    rng = np.random.default_rng(seed)
    row, column = np.nonzero(rng.random((80, 50)) < 0.15)
    return Market(
        priority=rng.integers(0, 3, 80),
        seats=rng.integers(0, 4, 50),
        employer=rng.integers(0, 12, 50),
        limits=np.full(12, limit),
        row=row,
        column=column,
        points=np.round(rng.random(len(row)) * 100 * 2**20) / 2**20,
    )


def by_highs(market, weights):
    """Give the largest sum of weights, as a linear programme over whole numbers."""
    pairs = np.arange(len(market.row))
    n, m = market.people, len(market.seats)
    rows = np.concatenate([market.row, n + market.column, n + m + market.employer[market.column]])
    matrix = csr_matrix(
        (np.ones(3 * len(pairs)), (rows, np.tile(pairs, 3))), (n + m + len(market.limits), len(pairs))
    )
    most_ = np.concatenate([np.ones(n), market.seats, market.limits])
    found = milp(
        -weights,
        constraints=LinearConstraint(matrix, -np.inf, most_),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(pairs)),
    )
    assert found.success
    return -found.fun


@pytest.mark.parametrize("limit", [NO_LIMIT, 3, 1])
@pytest.mark.parametrize("seed", range(3))
def test_the_heaviest_division_is_that_of_another_solver(seed, limit):
    market = a_crowd(seed, limit=limit)
    chosen = heaviest(market, market.points)
    assert market.gained(chosen).sum() == pytest.approx(by_highs(market, market.points), abs=1e-6)
    prices(market, market.points, chosen)
    assert (market.taken(chosen) <= market.seats).all()
    assert (market.taken_of(chosen) <= market.limits).all()
    assert most(market) == round(by_highs(market, np.ones(len(market.row))))
