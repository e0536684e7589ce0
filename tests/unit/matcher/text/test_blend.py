"""A blend: one vector whose cosine is the weighted mean of two."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text import Blend, CharNgrams, Encoder, cosines, quantise

TEXTS = ["kock", "köksbiträde", "truckförare", "köra truck", "R", "Go", "städa på kontor", "kockar"]
ANY_TEXTS = st.lists(st.text(st.characters(codec=None), max_size=60), max_size=6)


class Fake:
    """An encoder that knows some texts by heart."""

    id, dimensions = "fake", 3

    def __init__(self, known, hash_="f"):
        self.known, self.hash = known, hash_

    def encode(self, texts):
        rows = [self.known.get(text, (0, 0, 0)) for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), 3)


MEANING = Fake({"kock": (1, 0, 0), "köksbiträde": (0.8, 0.6, 0), "truckförare": (0, 0, 1), "R": (-1, 0, 0)})
LETTERS = CharNgrams()
BLEND = Blend(MEANING, LETTERS, 0.7)


def unit(encoder, texts):
    return encoder.encode(texts).astype(np.float64)


def test_it_is_an_encoder():
    encoder: Encoder = BLEND
    assert encoder.id == "fake+char-ngrams"
    assert encoder.dimensions == 515
    assert len(encoder.hash) == 64


@pytest.mark.parametrize("share", [0.0, 0.25, 0.7, 1.0])
def test_the_cosine_is_the_weighted_mean(share):
    texts = ["kock", "köksbiträde", "truckförare", "R"]
    vectors = unit(Blend(MEANING, LETTERS, share), texts)
    meaning, letters = unit(MEANING, texts), unit(LETTERS, texts)
    expected = share * meaning @ meaning.T + (1 - share) * letters @ letters.T
    np.testing.assert_allclose(vectors @ vectors.T, expected, atol=1e-6)


def test_rounding_to_codes_keeps_both_halves():
    """A short text gives the letters peaks; the finer half must survive beside them."""
    fine = np.random.default_rng(3).normal(size=(len(TEXTS), 256))
    fine /= np.linalg.norm(fine, axis=1, keepdims=True)

    class Fine(Fake):
        dimensions = 256

        def encode(self, texts):
            return fine[[TEXTS.index(text) for text in texts]].astype(np.float32)

    dense = Fine({})
    blended = quantise(Blend(dense, LETTERS, 0.7).encode(TEXTS))
    expected = 0.7 * fine @ fine.T + 0.3 * unit(LETTERS, TEXTS) @ unit(LETTERS, TEXTS).T
    np.testing.assert_allclose(cosines(blended, blended), np.clip(expected, 0, 1), atol=0.005)


def test_where_one_encoder_knows_nothing_the_other_stands_alone():
    row, alone = BLEND.encode(["städare"])[0], LETTERS.encode(["städare"])[0]
    np.testing.assert_allclose(row[:3], 0)
    np.testing.assert_allclose(row[3:], alone, atol=1e-7)
    assert not BLEND.encode(["", "🙂", "!"]).any()


@given(ANY_TEXTS)
def test_every_row_is_a_unit_or_zero_and_stands_for_itself(texts):
    vectors = BLEND.encode(texts)
    assert vectors.dtype == np.float32
    norms = np.linalg.norm(vectors, axis=1)
    assert np.all((np.abs(norms - 1) < 1e-5) | (norms == 0))
    for text, row in zip(texts, vectors, strict=True):
        np.testing.assert_array_equal(BLEND.encode([text])[0], row)


def test_the_hash_covers_both_parts_and_the_share():
    hashes = {
        BLEND.hash,
        Blend(MEANING, LETTERS, 0.6).hash,
        Blend(Fake({}, "g"), LETTERS, 0.7).hash,
        Blend(MEANING, CharNgrams(dimensions=64), 0.7).hash,
        Blend(LETTERS, MEANING, 0.7).hash,
    }
    assert len(hashes) == 5
    assert Blend(MEANING, LETTERS, 0.7).hash == BLEND.hash


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_is_from_0_to_1(share):
    with pytest.raises(ValueError, match="from 0 to 1"):
        Blend(MEANING, LETTERS, share)
