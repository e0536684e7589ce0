"""The groups of occupations, learnt from a taxonomy of four groups."""

import numpy as np
import pytest

from data.model.material import Group, Material, Occupation, Substitute, splits
from data.model.training import groups
from data.model.training.pairs import all_of_it

CODES = {"5131": "Kock", "9411": "Biträde", "7112": "Snickare", "2144": "Ingenjör"}
"""Kitchen work twice, and two that nobody leads to."""


def judged(of, by, percentage=75):
    return Substitute(of, by, CODES[of[:4]], CODES[by[:4]], percentage, crosses=of[:4] != by[:4])


def taught_pairs(one, other):
    """Give judgements of as many pairs of two groups as are needed for five that teach."""
    pairs = [judged(f"{one}-{i}", f"{other}-{i}") for i in range(20)]
    return tuple(pair for pair in pairs if splits.part("substitutes", pair.of, pair.by) == "train")[:5]


MATERIAL = Material(
    occupations=tuple(
        Occupation(f"{code}-{i}", name, code) for code, name in CODES.items() for i in range(20)
    ),
    groups=tuple(Group(code, f"{name}ar", "", (name,), ()) for code, name in CODES.items()),
    substitutes=(*taught_pairs("5131", "9411"), *taught_pairs("7112", "7112")),
)
WORDS = ["mat", "disk", "hus", "ritning"]
PAIRS = {
    "phrase": [
        (f"{word} {i}", title, 1.0)
        for word, title in zip(WORDS, CODES.values(), strict=True)
        for i in range(5)
    ],
    "substitute": [("Kock", "Snickare", 1.0)],
    "synonym": [("hus 1", "villa", 1.0)],
}


def encode(texts, drop, _rng):
    """Put the texts of each group in a direction of their own, whatever is dropped."""
    assert drop in (0.0, 0.2)
    names = [(word, title, f"{title}ar") for word, title in zip(WORDS, CODES.values(), strict=True)]
    rows = [[float(text.partition(" ")[0] in some) for some in names] for text in texts]
    return np.array(rows, np.float32)


@pytest.fixture(scope="module")
def learnt():
    return groups.learn(MATERIAL, PAIRS, encode, keep=all_of_it, seed=1)


def test_groups_whose_people_stand_in_for_each_other_are_alike(learnt):
    cook, helper, carpenter, engineer = learnt.described(np.eye(4, dtype=np.float32))
    assert cook @ helper > 0.5
    assert abs(cook @ carpenter) < 0.1
    assert carpenter @ carpenter > 0.3
    assert np.abs(np.array([cook, helper, carpenter]) @ engineer).max() < 0.1  # no expert spoke of engineers


def test_with_room_for_few_traits_who_nobody_spoke_of_has_none():
    found = groups.traits(MATERIAL, keep=all_of_it, count=1)
    assert found[0] @ found[1] > 0.5
    assert np.linalg.norm(found[3]) < 1e-6


def test_a_text_between_groups_is_described_by_both(learnt):
    cook, both = learnt.described(np.array([[1, 0, 0, 0], [0.7, 0, 0.7, 0]], np.float32))
    assert 0 < both @ both < cook @ cook


def test_texts_belong_where_their_titles_do():
    texts, labels = groups._labelled(MATERIAL, PAIRS)
    table = dict(zip(texts, labels.toarray().tolist(), strict=True))
    assert table["Kock"] == table["Kockar"] == table["mat 3"] == [1, 0, 0, 0]
    assert table["villa"] == table["hus 1"] == [0, 0, 1, 0]
    assert table["Pizzabagare"] == [0, 1, 0, 0]  # from the project's own table
    np.testing.assert_allclose(labels.sum(axis=1), 1)


def test_what_is_kept_apart_teaches_no_trait():
    found = groups.traits(MATERIAL, keep=lambda kind, *_: kind != "substitutes")
    assert found @ found.T == pytest.approx(np.diag((found @ found.T).diagonal()), abs=1e-6)
