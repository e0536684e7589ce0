"""Doubt: which texts have a word that falls to pieces."""

import numpy as np
import pytest

from data.model.doubt import Doubt

PARTS = [
    "<unk>",
    "▁",
    "▁lager",
    "arbetare",
    "s",
    "▁plant",
    "en",
    "▁lev",
    "w",
    "r",
    "an",
    "schef",
    "▁i",
    "2",
    "▁ab",
]
NUMBERS = {part: number for number, part in enumerate(PARTS)}
DOUBT = Doubt(NUMBERS)


def found(*texts):
    """Say which texts, given as lists of parts, are in doubt."""
    parts = np.array([NUMBERS[part] for text in texts for part in text], np.int64)
    return DOUBT.of(parts, np.cumsum([0, *map(len, texts)])).tolist()


@pytest.mark.parametrize(
    ("parts", "doubted"),
    [
        (["▁lager"], False),
        (["▁lager", "arbetare"], False),
        (["▁lager", "s", "arbetare"], False),  # a joint
        (["▁plant", "en"], False),  # an ending
        (["▁lev", "w", "r", "an", "schef"], True),
        (["▁lager", "w"], True),
        (["▁lager", "en", "arbetare"], True),  # an ending inside a word is none
        (["▁i", "▁lager"], False),  # a short word is whole
        (["▁ab", "w"], False),  # three letters are a name
        (["▁lager", "2"], False),  # digits are no letters
        (["▁lager", "▁lev", "w", "an"], True),
        ([], False),
    ],
)
def test_a_word_in_pieces_is_in_doubt(parts, doubted):
    assert found(parts) == [doubted]


def test_each_text_by_itself():
    broken, whole = ["▁lager", "w"], ["▁plant", "en"]
    assert found([], broken, [], whole, broken, []) == [False, True, False, False, True, False]
