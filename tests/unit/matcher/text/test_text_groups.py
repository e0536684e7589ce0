"""Groups of occupations: which ones a vector points to, and what those have in common."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text import Blend, CharNgrams, Groups

DIRECTIONS = np.array([[127, 0, 0], [0, 127, 0], [0, 0, 127]], np.int8)
TRAITS = np.array([[127, 0], [0, 127], [0, 0]], np.int8)
"""Nobody spoke of the third."""


def groups(sharpness=20.0, bias=(0.0, 0.0, 0.0), directions=DIRECTIONS, traits=TRAITS):
    return Groups(
        directions, np.full(len(directions), sharpness, np.float32), np.array(bias, np.float32), traits
    )


def described(*vectors, **changes):
    return groups(**changes).described(np.array(vectors, np.float32).reshape(len(vectors), 3))


def test_a_vector_that_points_to_one_group_has_its_traits():
    np.testing.assert_allclose(described((1, 0, 0), (0, 1, 0)), [[1, 0], [0, 1]], atol=1e-6)


def test_between_two_groups_half_of_each():
    np.testing.assert_allclose(described((np.sqrt(0.5), np.sqrt(0.5), 0)), [[0.5, 0.5]], atol=1e-3)


def test_shares_are_those_of_a_logistic_model():
    """Of cosines 0.8, 0.6 and 0 with sharpness 5: e⁴, e³ and e⁰, in steps of 1/4096."""
    powers = np.exp([4.0, 3.0, 0.0])
    expected = powers[:2] / powers.sum()
    np.testing.assert_allclose(described((0.8, 0.6, 0), sharpness=5.0), [expected], atol=0.01)


def test_a_group_that_begins_from_more_needs_less():
    assert described((0.7, 0.7, 0), bias=(1.0, 0, 0))[0, 0] > described((0.7, 0.7, 0))[0, 0]


def test_who_points_nowhere_or_where_nobody_spoke_has_no_traits():
    np.testing.assert_array_equal(described((0, 0, 0), (0, 0, 1), bias=(9.0, 0, 0))[0], [0, 0])
    assert not described((0, 0, 1)).any()


ROWS = st.lists(st.tuples(*[st.floats(-1, 1, width=32)] * 3), min_size=1, max_size=40)


@given(ROWS)
def test_a_row_is_at_most_a_unit_and_stands_for_itself(rows):
    found = described(*rows, sharpness=3.0)
    assert np.all(np.linalg.norm(found, axis=1) <= 1 + 1e-3)
    for row, one in zip(rows, found, strict=True):
        np.testing.assert_array_equal(described(row, sharpness=3.0)[0], one)


def test_the_hash_covers_every_number():
    other = TRAITS.copy()
    other[2, 1] = 1
    hashes = {
        groups().hash,
        groups(sharpness=21.0).hash,
        groups(bias=(0.0, 0.0, 0.5)).hash,
        groups(directions=-DIRECTIONS).hash,
        groups(traits=other).hash,
    }
    assert len(hashes) == 5
    assert groups().hash == groups().hash


@pytest.mark.parametrize(
    "changes", [{"traits": TRAITS[:2]}, {"bias": (0.0, 0.0)}, {"directions": DIRECTIONS[0]}]
)
def test_shapes_must_fit(changes):
    with pytest.raises(ValueError, match="for each group"):
        groups(**changes)


class Known:
    """An encoder that knows three words, and doubts every other."""

    id, dimensions, hash = "known", 3, "k"
    words = ("kock", "bagare", "svetsare")

    def encode(self, texts):
        rows = [[float(text == word) for word in self.words] for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), 3)

    def doubts(self, texts):
        return np.array([text not in self.words for text in texts], np.bool_)


LETTERS = CharNgrams()


def test_a_blend_weighs_what_groups_have_in_common_beside_the_rest():
    alike = np.array([[127, 0], [127, 0], [0, 127]], np.int8)
    plain = Blend(Known(), LETTERS, 0.5)
    blend = Blend(Known(), LETTERS, 0.5, groups(traits=alike), 0.2)
    one, other = blend.encode(["kock", "bagare"]).astype(np.float64)
    before = np.prod(plain.encode(["kock", "bagare"]).astype(np.float64), axis=0).sum()
    assert blend.dimensions == 3 + 512 + 2
    assert one @ other == pytest.approx(0.8 * before + 0.2 * 1.0, abs=1e-3)
    assert len({plain.hash, blend.hash, Blend(Known(), LETTERS, 0.5, groups(), 0.2).hash}) == 3


def test_a_text_without_a_group_is_as_without_groups():
    blend, plain = Blend(Known(), LETTERS, 0.5, groups(), 0.2), Blend(Known(), LETTERS, 0.5)
    np.testing.assert_allclose(blend.encode(["okänd"])[0, :515], plain.encode(["okänd"])[0], atol=1e-7)
    assert not blend.encode([""]).any()


def test_a_blend_doubts_as_its_first():
    assert Blend(Known(), LETTERS, 0.5).doubts(["kock", "kokc"]).tolist() == [False, True]
    assert Blend(LETTERS, LETTERS, 0.5).doubts(["kock", "kokc"]).tolist() == [False, False]


@pytest.mark.parametrize("grouped", [-0.1, 1.1])
def test_a_share_of_groups_is_from_0_to_1(grouped):
    with pytest.raises(ValueError, match="from 0 to 1"):
        Blend(Known(), LETTERS, 0.5, groups(), grouped)
