import numpy as np
import pytest
from scipy.sparse import csr_array

from data.model.training.learning import Model, Slope, contrasted, fitted, reminded

RNG = np.random.default_rng(4)


def unit(n, d):
    rows = RNG.standard_normal((n, d))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def slope_of(loss, point, step=1e-3):
    """The slope, by trying each number a little larger and a little smaller."""
    found = np.zeros_like(point, dtype=np.float64)
    for at in np.ndindex(point.shape):
        moved = np.zeros_like(point)
        moved[at] = step
        found[at] = (loss(point + moved) - loss(point - moved)) / (2 * step)
    return found


COUNTS = csr_array(np.array([[1, 0, 2, 0], [0, 1, 1, 0]], np.float32))


class TestModel:
    def test_a_text_is_the_mean_of_its_parts_at_unit_length(self):
        parts = unit(4, 3)
        passed = Model(parts.copy()).encode(COUNTS)
        expected = parts[0] + 2 * parts[2]
        assert passed.vectors[0] == pytest.approx(expected / np.linalg.norm(expected), abs=1e-6)

    def test_a_text_without_parts_is_zero(self):
        empty = csr_array(np.zeros((1, 4), np.float32))
        assert Model(unit(4, 3)).encode(empty).vectors.tolist() == [[0, 0, 0]]

    def test_the_slope_by_the_parts(self):
        parts, pull = unit(4, 3), unit(2, 3)

        def loss(values):
            return float(
                (Model(values.astype(np.float32)).encode(COUNTS).vectors.astype(np.float64) * pull).sum()
            )

        slope = Model(parts.copy()).encode(COUNTS).back(pull)
        found = np.zeros_like(parts)
        found[slope.columns] = slope.values
        assert found == pytest.approx(slope_of(loss, parts), abs=2e-3)

    def test_only_parts_in_the_batch_move_and_silent_ones_stay_zero(self):
        model = Model(unit(4, 3), silent=[1])
        before = model.parts.copy()
        assert not before[1].any()
        model.step([Slope(np.array([0, 1]), np.ones((2, 3), np.float32))], 0.1)
        assert (model.parts[0] < before[0]).all()
        assert not model.parts[1].any()
        assert (model.parts[2:] == before[2:]).all()

    def test_slopes_of_one_part_add_up(self):
        one, other = Model(unit(2, 3)), None
        other = Model(one.parts.copy())
        up = Slope(np.array([0]), np.ones((1, 3), np.float32))
        one.step([up, up.times(-1.0)], 0.1)
        other.step([up.times(0.0)], 0.1)
        assert one.parts.tolist() == other.parts.tolist()


def test_the_fitted_parts_solve_the_ridge_equations():
    counts = csr_array(RNG.integers(0, 3, (30, 6)).astype(np.float32))
    targets = unit(30, 4)
    means = counts.toarray() / np.maximum(np.diff(counts.indptr), 1)[:, None]
    expected = np.linalg.solve(means.T @ means + 0.02 * np.eye(6), means.T @ targets)
    assert fitted(counts, targets) == pytest.approx(expected, abs=1e-3)


def test_the_slope_of_the_reminder():
    vectors, targets = unit(3, 4), unit(3, 4)
    loss, slope = reminded(vectors, targets)
    assert loss > 0
    assert reminded(targets, targets)[0] == pytest.approx(0, abs=1e-6)
    expected = slope_of(lambda moved: reminded(moved.astype(np.float64), targets)[0], vectors)
    assert slope == pytest.approx(expected, abs=1e-2)


class TestContrasted:
    WEIGHTS = np.array([1.0, 0.5, 1.0], np.float32)

    def loss(self, left, right, related=None):
        return contrasted(
            left,
            right,
            weights=self.WEIGHTS,
            related=np.zeros((3, 3), bool) if related is None else related,
            temperature=0.5,
        )

    def test_the_slopes(self):
        left, right = unit(3, 4), unit(3, 4)
        _, by_left, by_right = self.loss(left, right)
        assert by_left == pytest.approx(slope_of(lambda moved: self.loss(moved, right)[0], left), abs=2e-3)
        assert by_right == pytest.approx(slope_of(lambda moved: self.loss(left, moved)[0], right), abs=2e-3)

    def test_pairs_apart_from_all_else_lose_nothing(self):
        own = np.eye(3, dtype=np.float32) * 30
        assert self.loss(own, own)[0] == pytest.approx(0, abs=1e-5)

    def test_what_belongs_together_too_does_not_count_against(self):
        left = unit(3, 4)
        related = np.array([[False, True, False], [True, False, False], [False, False, False]])
        assert self.loss(left, left[[1, 0, 2]], related)[0] < self.loss(left, left[[1, 0, 2]])[0]
