"""The file of the groups: what is read is what was written, however the numbers lay in memory."""

import numpy as np
import pytest

from data.model import grouping
from matcher.text import Groups


@pytest.mark.parametrize("order", ["C", "F"])
def test_what_is_read_is_what_was_written(tmp_path, order):
    draw = np.random.default_rng(1)
    directions, traits = (
        np.asarray(draw.integers(-127, 128, size=(5, width)), np.int8, order=order) for width in (4, 3)
    )
    written = Groups(directions, np.arange(5, dtype=np.float32), np.ones(5, np.float32), traits)
    grouping.write(tmp_path, written)
    found = grouping.read(tmp_path)
    assert found.hash == written.hash
    np.testing.assert_array_equal(found.traits, traits)
    vectors = draw.normal(size=(6, 4)).astype(np.float32)
    np.testing.assert_array_equal(found.described(vectors), written.described(vectors))


def test_a_model_without_groups_has_none(tmp_path):
    assert grouping.read(tmp_path) is None
