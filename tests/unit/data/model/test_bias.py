"""What names, pronouns and origins move stays within the bounds that the card states."""

import dataclasses

import numpy as np
import pytest

from data.model import bias, load_blend


class Fake:
    """Knows one thing: whether a text names Anna."""

    id, hash, dimensions = "fake", "f", 2

    def encode(self, texts):
        rows = [(0.6, 0.8) if "Anna" in text else (1.0, 0.0) for text in texts]
        return np.array(rows, np.float32)


def test_a_leaning_model_is_found():
    moved = bias.measure(Fake())["names"]
    assert (moved.words, moved.sentences, moved.occupations) == (128, 8, 200)
    assert moved.most == pytest.approx(0.4, abs=0.01)
    # 127 of the 128 · 127 / 2 swaps are with Anna, and she is one of the 16 names of one of 8 groups
    assert moved.usual == pytest.approx(0.4 * 127 / (128 * 127 / 2), rel=0.05)
    assert moved.group == pytest.approx(0.4 / 16 * 7 / 8, rel=0.05)


def test_pronouns_and_origins_are_put_in_too():
    found = bias.measure(Fake())
    assert dataclasses.asdict(found["pronouns"])["most"] == 0
    assert found["origins"].words == 16


@pytest.mark.parametrize("kind", ["names", "pronouns", "origins"])
def test_the_shipped_measure_keeps_its_bounds(kind):
    moved = bias.measure(load_blend())[kind]
    assert 0 < moved.most <= bias.SWAP
    assert moved.group <= bias.GROUP


def test_what_is_said_of_work_counts_for_much_more_than_who_says_it():
    moved = bias.measure(load_blend())["names"]
    assert moved.usual < 0.02
