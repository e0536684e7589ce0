"""What is known of whole texts moves them, and nothing else."""

import numpy as np
import pytest

from matcher.text import Blend, CharNgrams, Groups
from matcher.text.known import Known, key


def known(*texts, moves=((127, 0), (0, -64)), axes=((0.0, 1 / 128, 0.0), (0.0, 0.0, 1 / 64))):
    order = sorted(range(len(texts)), key=lambda row: key(texts[row]))
    return Known(
        np.array([key(texts[row]) for row in order], np.uint64),
        np.array(moves, np.int8)[order],
        np.array(axes, np.float16),
    )


KNOWN = known("Kock", "Bagare/Konditor")


def test_a_known_text_moves_however_it_is_written_and_others_stay():
    texts = ["kock", " KOCK!", "bagare konditor", "kocken", ""]
    vectors = np.tile([1.0, 0.0, 0.0], (5, 1))
    KNOWN.move(texts, vectors)
    along = np.array([1.0, 127 / 128, 0.0])
    np.testing.assert_allclose(vectors[:2], [along / np.linalg.norm(along)] * 2, rtol=1e-15)
    np.testing.assert_allclose(vectors[2], np.array([1.0, 0.0, -1.0]) / np.sqrt(2), rtol=1e-15)
    np.testing.assert_array_equal(vectors[3:], [[1.0, 0.0, 0.0]] * 2)


def test_a_zero_row_stays_zero():
    vectors = np.zeros((1, 3))
    KNOWN.move(["kock"], vectors)
    assert not vectors.any()


def test_the_hash_covers_every_part():
    hashes = {
        KNOWN.hash,
        known("Kock", "Bagare").hash,
        known("Kock", "Bagare/Konditor", moves=((127, 0), (0, -63))).hash,
        known("Kock", "Bagare/Konditor", axes=((0, 1, 0), (0, 0, 1))).hash,
    }
    assert len(hashes) == 4
    assert known("Kock", "Bagare/Konditor").hash == KNOWN.hash


@pytest.mark.parametrize(
    ("keys", "moves", "axes"),
    [
        ([1, 2], np.zeros((2, 3)), np.zeros((2, 4))),  # three moves along two axes
        ([1], np.zeros((2, 2)), np.zeros((2, 4))),
        ([2, 1], np.zeros((2, 2)), np.zeros((2, 4))),
        ([1, 1], np.zeros((2, 2)), np.zeros((2, 4))),
    ],
)
def test_shapes_must_fit_and_keys_ascend(keys, moves, axes):
    with pytest.raises(ValueError, match="need"):
        Known(np.array(keys, np.uint64), moves.astype(np.int8), axes.astype(np.float16))


class Meaning:
    """Gives every text but the empty one the same vector."""

    id, hash, dimensions = "meaning", "m", 3

    def encode(self, texts):
        return np.array([[1.0, 0.0, 0.0] if text else [0.0] * 3 for text in texts], np.float32)


def test_a_blend_moves_the_meaning_before_it_asks_for_groups():
    groups = Groups(
        np.array([[127, 0, 0], [0, 127, 0]], np.int8),
        np.full(2, 40, np.float32),
        np.zeros(2, np.float32),
        np.array([[100, 0], [0, 100]], np.int8),
    )
    far = known("Kock", "Bagare", axes=((0.0, 1.0, 0.0), (0.0, 0.0, 1.0)))
    blend = Blend(Meaning(), CharNgrams(), 0.8, groups, 0.25, far)
    plain = Blend(Meaning(), CharNgrams(), 0.8, groups, 0.25)
    assert blend.hash != plain.hash
    cook, other = blend.encode(["kock", "svetsare"])
    assert cook[1] > cook[0] > 0
    assert cook[-1] > cook[-2]
    np.testing.assert_array_equal(other, plain.encode(["svetsare"])[0])
    np.testing.assert_array_equal(cook, blend.encode(["kock"])[0])
