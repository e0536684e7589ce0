"""Codes: exact whatever the order of the sums."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from matcher.text import Codes, cosine, products, quantise

FLOATS = st.floats(-(2.0**100), 2.0**100, width=32)


def matrices(columns):
    return hnp.arrays(np.float32, st.tuples(st.integers(0, 8), st.just(columns)), elements=FLOATS)


def exact(a, b):
    return a.values.astype(np.int64) @ b.values.astype(np.int64).T


@given(st.integers(1, 24).flatmap(matrices))
def test_each_row_fills_the_range_or_is_zero(vectors):
    codes = quantise(vectors)
    assert codes.values.dtype == np.int8
    assert codes.inverse.dtype == np.float32
    peaks = np.abs(codes.values.astype(int)).max(axis=1, initial=0)
    assert np.array_equal(peaks, np.where(vectors.any(axis=1), 127, 0))
    norms = np.sqrt(np.square(codes.values.astype(float)).sum(axis=1))
    assert np.array_equal(codes.inverse > 0, norms > 0)
    assert np.allclose(codes.inverse * norms, norms > 0, rtol=1e-6)


@given(matrices(7), matrices(7))
def test_products_are_the_whole_numbers(first, second):
    a, b = quantise(first), quantise(second)
    assert products(a, b).dtype == np.float32
    assert np.array_equal(products(a, b), exact(a, b))


@pytest.mark.parametrize("d", [512, 1039, 1040, 1100, 5000, 100_000])
@pytest.mark.parametrize("kind", ["flat", "random", "signs"])
def test_products_are_exact_in_many_dimensions(d, kind):
    rng = np.random.default_rng(d)
    rows = {
        "flat": np.ones((3, d)),
        "random": rng.normal(size=(3, d)),
        "signs": rng.choice([-1.0, 1.0], (3, d)),
    }[kind]
    codes = quantise(rows)
    assert np.square(codes.values.astype(np.int64)).sum(axis=1).max() <= 4095**2
    assert np.array_equal(products(codes, codes), exact(codes, codes))
    order = rng.permutation(d)
    shuffled = Codes(codes.values[:, order], codes.inverse)
    assert np.array_equal(products(shuffled, shuffled), products(codes, codes))


def test_a_long_row_keeps_its_direction():
    rows = np.random.default_rng(1).uniform(0.5, 1.0, (2, 4000))
    codes = quantise(rows)
    got = cosine(products(codes, codes), codes.inverse, codes.inverse)
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    assert np.allclose(got, unit @ unit.T, atol=0.002)


@given(matrices(5), matrices(5))
def test_cosine_is_on_its_grid_symmetric_and_near_the_truth(first, second):
    a, b = quantise(first), quantise(second)
    table = cosine(products(a, b), a.inverse, b.inverse)
    assert table.dtype == np.float32
    assert table.shape == (len(a), len(b))
    assert np.all((table >= 0) & (table <= 1))
    assert not np.signbit(table).any()
    assert np.array_equal(table * 65536, np.rint(table * 65536))
    assert np.array_equal(table.T, cosine(products(b, a), b.inverse, a.inverse))
    truth = exact(a, b) * a.inverse.astype(float)[:, None] * b.inverse.astype(float)
    assert np.allclose(table, np.clip(truth, 0, 1), atol=2**-16)


def test_cosine_of_pairs_is_that_of_the_table():
    codes = quantise(np.random.default_rng(2).normal(size=(9, 16)))
    table = cosine(products(codes, codes), codes.inverse, codes.inverse)
    rows, columns = np.array([0, 3, 8]), np.array([1, 3, 0])
    dots = products(codes, codes)[rows, columns]
    pairs = cosine(dots, codes.inverse[rows], codes.inverse[columns])
    assert np.array_equal(pairs, table[rows, columns])


def test_a_row_is_exactly_like_itself_and_a_zero_row_like_nothing():
    codes = quantise(np.array([[0.3, -0.2, 0.9], [0, 0, 0], [-0.3, 0.2, -0.9]]))
    table = cosine(products(codes, codes), codes.inverse, codes.inverse)
    assert table.tolist() == [[1, 0, 0], [0, 0, 0], [0, 0, 1]]


def test_a_negative_zero_does_not_show():
    ones = np.ones(1, np.float32)
    assert not np.signbit(cosine(np.array([[-0.0]], np.float32), ones, ones)).any()


def test_rows_can_be_taken_and_put_together():
    vectors = np.random.default_rng(3).normal(size=(6000, 8))
    codes = quantise(vectors)
    assert len(codes) == 6000
    parts = Codes.concatenate([codes[:10], codes[np.array([10, 11])], codes[np.arange(6000) >= 12]])
    assert np.array_equal(parts.values, codes.values)
    assert np.array_equal(parts.inverse, codes.inverse)
    alone = quantise(vectors[4100:4101])
    assert np.array_equal(alone.values, codes[4100:4101].values)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_not_finite_are_refused(bad):
    with pytest.raises(ValueError, match="finite"):
        quantise(np.array([[1.0, bad]]))


@pytest.mark.parametrize("tiny", [1e-45, 1e-38])
def test_tiny_numbers_keep_their_direction(tiny):
    assert quantise(np.array([[tiny, 0, -tiny]], np.float32)).values.tolist() == [[127, 0, -127]]
