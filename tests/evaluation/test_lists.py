"""What people would be shown."""

import numpy as np
import pytest

from evaluation.lists import NOBODY, coverage, diversity, top, vectors_of
from matcher import Slot
from matcher.text import CharNgrams
from tests.evaluation.tables import a_table

NEVER = -np.inf


def test_the_best_stand_first_and_what_is_barred_not_at_all():
    table = a_table([[0, 1, 2], [3, 4]], [0, 3])
    lists = top(table, np.array([1.0, 3.0, 2.0, NEVER, 5.0]), 2)
    assert table.slot[lists[0]].tolist() == [1, 2]
    assert lists[1].tolist() == [4, NOBODY]
    assert top(table, np.full(5, NEVER), 2).tolist() == [[NOBODY] * 2] * 2


def test_ties_are_drawn_evenly_and_the_same_again():
    table = a_table([range(4)] * 2000, [0] * 2000)
    scores = np.array([1.0, 1.0, 1.0, 0.0] * 2000)
    first = table.slot[top(table, scores, 1, seed=1)[:, 0]]
    assert np.bincount(first, minlength=4) == pytest.approx([667, 667, 667, 0], abs=70)
    assert (top(table, scores, 1, seed=1) == top(table, scores, 1, seed=1)).all()
    assert (top(table, scores, 1, seed=1) != top(table, scores, 1, seed=2)).any()


def test_many_lists_are_cut_alike(monkeypatch):
    draw = np.random.default_rng(0)
    table = a_table([range(draw.integers(1, 9)) for _ in range(50)], [0] * 50)
    scores = draw.random(len(table.slot))
    whole = top(table, scores, 3)
    monkeypatch.setattr("evaluation.lists._CELLS", 20)
    assert (top(table, scores, 3) == whole).all()


def test_coverage_is_the_share_of_places_ever_shown():
    table = a_table([[0, 1, 2], [1, 2, 3]], [0, 1])
    assert coverage(table, top(table, np.array([3.0, 2.0, 1.0, 3.0, 2.0, 1.0]), 1)) == 2 / 4
    assert np.isnan(coverage(a_table([], []), np.empty((0, 3), dtype=np.int64)))


def test_diversity_is_one_less_the_mean_likeness_in_pairs():
    table = a_table([[0, 1, 2], [0, 1, 2], [3, 0, 1]], [0, 0, 3])
    vectors = np.array([[1, 0], [1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)
    lists = np.array([[0, 1, 2], [3, 4, NOBODY], [6, NOBODY, NOBODY]])
    found = diversity(table, lists, vectors)
    np.testing.assert_allclose(found[:2], [1 - (1 + 0 + 0) / 3, 0], atol=1e-7)
    assert np.isnan(found[2])


def test_a_place_has_the_vector_of_its_title():
    encoder = CharNgrams()
    found = vectors_of([Slot("a", title="Kock"), Slot("b"), Slot("c", title="Kock")], encoder)
    assert (found[0] == found[2]).all()
    assert not found[1].any()
    assert vectors_of([], encoder).shape == (0, encoder.dimensions)
