"""How firm an order is: by hand, and against scipy."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import kendalltau

from evaluation.sensitivity import _kendall, sensitivity
from matcher import Weights
from matcher.weights import FACTORS
from tests.evaluation.tables import a_table

EVEN = Weights(dict.fromkeys(FACTORS, 12.5))


def with_values(table, rows):
    values = np.zeros((len(table.slot), 8), dtype=np.float32)
    for row, own in enumerate(rows):
        values[row, : len(own)] = own
    return replace(table, values=values)


def test_the_factor_that_decides_is_named():
    """Skills alone put the first place of two decisions first; goals that of the third."""
    table = with_values(
        a_table([[0, 1]] * 3, [0] * 3), [(0.9,), (0.1,), (0.8,), (0.2,), (0.5, 0, 0.9), (0.5, 0, 0.1)]
    )
    found = sensitivity(table, Weights({**dict.fromkeys(FACTORS, 10.0), "skills": 30.0}), seed=1)
    assert found.decisions == 3
    assert found.matters == dict.fromkeys(FACTORS, 0.0)  # without it they are equal, and nothing passes
    against = with_values(
        a_table([[0, 1]] * 3, [0] * 3),
        [(0.9,), (0.1, 0.2), (0.8,), (0.2, 0.1), (0.5, 0, 0.9), (0.5, 0.3, 0.1)],
    )
    found = sensitivity(against, EVEN, seed=1)
    assert found.matters["skills"] == pytest.approx(2 / 3)
    assert found.matters["goals"] == pytest.approx(1 / 3)
    assert found.matters["pathway"] == 0
    assert 0 <= found.unknown["skills"] <= 1
    assert "Mest avgör Färdigheter: utan den hade 67 procent" in found.text


def test_what_nothing_moves_is_firm_and_near_ties_are_not():
    firm = with_values(a_table([[0, 1, 2]] * 20, [0] * 20), [(0.9,) * 8, (0.5,) * 8, (0.1,) * 8] * 20)
    found = sensitivity(firm, EVEN)
    assert (found.first_kept, found.overlap, found.kendall) == (
        pytest.approx(1),
        pytest.approx(1),
        pytest.approx(1),
    )
    draw = np.random.default_rng(0)
    near = with_values(a_table([list(range(12))] * 40, [0] * 40), draw.random((480, 8)))
    loose = sensitivity(near, EVEN)
    assert loose.first_kept < 0.98
    assert 0.5 < loose.overlap < 1
    assert 0.5 < loose.kendall < 1
    assert sensitivity(near, EVEN, seed=0) == loose
    assert sensitivity(near, EVEN, seed=1) != loose


def test_only_allowed_places_count():
    table = with_values(
        a_table([[0, 1], [0, 1]], [0, 0], fails=[0, 4, 0, 0]), [(0.9,), (0.95,), (0.2,), (0.1,)]
    )
    assert sensitivity(table, EVEN).decisions == 1


@pytest.mark.parametrize("lists", [[], [[0]]])
def test_nothing_to_order_is_said(lists):
    found = sensitivity(a_table(lists, [0] * len(lists)), EVEN)
    assert found.decisions == 0
    assert found.text == "Ingen deltagare har två platser att ordna."
    assert found.to_dict()["kendall"] is None


def test_kendall_is_that_of_scipy():
    draw = np.random.default_rng(4)
    one, other = draw.integers(0, 5, (30, 9)).astype(float), draw.integers(0, 5, (30, 9)).astype(float)
    one[:, 7:] = other[:, 7:] = -np.inf
    one[0, :7] = 1.0
    found = _kendall(one, other)
    assert np.isnan(found[0])
    for row in range(1, 30):
        assert found[row] == pytest.approx(kendalltau(one[row, :7], other[row, :7]).statistic)
