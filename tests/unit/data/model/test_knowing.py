"""The file of what is known of titles: what is read is what was written, however the numbers lay."""

import numpy as np
import pytest

from data.model import knowing
from matcher.text import Known


@pytest.mark.parametrize("order", ["C", "F"])
def test_what_is_read_is_what_was_written(tmp_path, order):
    draw = np.random.default_rng(1)
    moves = np.asarray(draw.integers(-127, 128, size=(5, 3)), np.int8, order=order)
    axes = np.asarray(draw.normal(size=(3, 4)), np.float16, order=order)
    written = Known(np.arange(5, dtype=np.uint64), moves, axes)
    knowing.write(tmp_path, written)
    found = knowing.read(tmp_path)
    assert found.hash == written.hash
    np.testing.assert_array_equal(found.moves, moves)
    np.testing.assert_array_equal(found.axes, axes)


def test_a_model_that_knows_no_titles_has_none(tmp_path):
    assert knowing.read(tmp_path) is None
