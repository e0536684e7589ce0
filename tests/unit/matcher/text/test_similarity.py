"""The one measure: cosine, refined by spelling."""

from importlib import import_module

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.likeness import SHOWN
from matcher.text import CharNgrams, Spelt, refine_table, refined, similarity

measure = import_module("matcher.text.similarity")  # the package has a function of that name
ENCODER = CharNgrams(("Lagerarbetare", "Kontorsarbetare", "Kock", "Städare", "Truckförare"))
LONG = "Hos oss får du vara med på lagret och köra truck i ett varmt lag."
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            ["Lager", "lagerarbetare", "Lagerarbtare", "truck", "truckförarbevis", "Go", "gokart", LONG, ""]
        ),
        st.text(st.characters(codec=None), max_size=70),
    ),
    max_size=6,
)


def on_grid(value):
    return round(value * 65536) / 65536


@pytest.mark.parametrize(
    ("query", "target", "cosine", "expected"),
    [
        ("Städare", "städare", 0.5, 1),
        ("lager arbetare", "Lagerarbetare", 0.0, 1),
        ("Lagerarbtare", "Lagerarbetare", 0.5, on_grid(0.5 + 0.5 * (2 * 12 / 25 - 0.75) / 0.25 * 0.5)),
        ("Lagerarbtare", "Lagerarbetare", 0.0, on_grid(0.5 * (2 * 12 / 25 - 0.75) / 0.25)),
        ("truck", "truckförarbevis", 0.5, 0.5),
        ("kock", "kökschef", 0.25, 0.25),
        ("körkort B", "körkort C", 0.75, 0.75),
        ("lager", LONG, 0.25, 0.25),
        (LONG, LONG + "!", 0.25, 0.25),
    ],
)
def test_refined(query, target, cosine, expected):
    assert refined(query, target, cosine) == expected
    assert refined(target, query, cosine) == expected


def test_where_a_word_is_not_known_spelling_adds_more():
    assert refined("Lagrarbtare", "Lagerarbetare", 0.5, doubted=True) == on_grid(
        0.5 + 0.5 * 0.9 * (2 * 11 / 24 - 0.75) / 0.25
    )
    assert refined("kock", "kökschef", 0.25, doubted=True) == 0.25


@pytest.mark.parametrize(
    ("typed", "meant", "doubted"),
    [
        ("Lagrearbetare", "Lagerarbetare", True),  # two letters that changed places
        ("synrolk", "Syntolk", True),  # the key beside it
        ("truckförrare på lager", "Truckförare lager", True),  # a letter twice
        ("lokalvardare", "Lokalvårdare", False),  # a keyboard without å
    ],
)
def test_one_slip_is_nearly_the_same(typed, meant, doubted):
    assert refined(typed, meant, 0.25, doubted=doubted) == on_grid(0.25 + 0.75 * 0.95)


@pytest.mark.parametrize(
    ("a", "b", "doubted"),
    [
        ("plantering", "planering", False),  # both are words
        ("rost", "röst", False),  # too short to tell
        ("körkort B", "körkort C", True),
        ("lagrearbtare", "lagerarbetare", True),  # two slips
    ],
)
def test_more_than_a_slip_is_less(a, b, doubted):
    assert refined(a, b, 0.25, doubted=doubted) < 0.9


class Doubter:
    """Knows no vector, and no word but *kock*."""

    id, hash, dimensions = "doubter", "d", 2

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        return np.zeros((len(texts), 2), np.float32)

    def doubts(self, texts):
        self.asked.extend(texts)
        return np.array([text != "kock" for text in texts], np.bool_)


def test_only_texts_near_in_spelling_are_doubted_and_each_once():
    encoder, targets = Doubter(), ["kock", "kocken", "svetsare"]
    kept = Spelt(targets, encoder)
    for _ in range(2):
        table = np.zeros((1, 3), np.float32)
        refine_table(["kokck"], kept, table)
    assert encoder.asked == ["kock"]
    assert similarity(Doubter(), ["kokck"], ["kock"])[0, 0] > table[0, 0] > 0


SWEDISH_PAIRS = [
    # likeness at least, at most
    ("truck", "truckförarbevis", 0.2, 0.8),
    ("lager", "lagerarbetare", 0.3, 0.8),
    ("Lagerarbetare", "lagerarbetare", 1, 1),
    ("Lagerarbetare", "lagerarbetarna", 0.8, 0.99),
    ("lager arbetare", "lagerarbetare", 1, 1),
    ("lagerarbetare", "lagermedarbetare", 0.35, 0.85),
    ("städare", "städning", 0.2, 0.79),
    ("butikssäljare", "säljare i butik", 0.4, 0.85),
    ("Go", "gokart", 0, 0.15),
    ("R", "restaurang", 0, 0.15),
    ("städare", "stad", 0, 0.2),
    ("kock", "kökschef", 0, 0.2),
    ("frisör", "truckförare", 0, 0.2),
    ("", "lager", 0, 0),
]


@pytest.mark.parametrize(("a", "b", "least", "most"), SWEDISH_PAIRS)
def test_swedish_pairs(a, b, least, most):
    value = similarity(ENCODER, [a], [b]).item()
    assert on_grid(least) <= value <= on_grid(most)


@given(TEXTS, TEXTS)
def test_similarity_is_symmetric_in_range_and_on_the_grid(queries, targets):
    table = similarity(ENCODER, queries, targets)
    assert table.dtype == np.float32
    assert table.shape == (len(queries), len(targets))
    assert np.all((table >= 0) & (table <= 1))
    assert np.array_equal(table * 65536, np.rint(table * 65536))
    assert np.array_equal(table, similarity(ENCODER, targets, queries).T)


@given(TEXTS, TEXTS)
def test_a_cell_depends_on_its_two_texts_alone(queries, targets):
    table = similarity(ENCODER, queries, targets)
    for row, query in enumerate(queries):
        for column, target in enumerate(targets):
            assert table[row, column] == similarity(ENCODER, [query], [target]).item()


def test_refine_table_is_refined_cell_by_cell():
    queries, targets = ["truckkort", LONG, "Go", "", "på"], ["truckort", LONG, "go", "Truckkort", ""]
    table = (np.arange(25, dtype=np.float32).reshape(5, 5) / 32).astype(np.float32)
    expected = [
        [refined(q, t, float(c)) for t, c in zip(targets, cells, strict=True)]
        for q, cells in zip(queries, table, strict=True)
    ]
    kept = table.copy()
    refine_table(Spelt(queries), Spelt(targets), kept)
    refine_table(queries, targets, table)
    assert np.array_equal(table, kept)
    assert np.array_equal(table, np.array(expected, np.float32))
    assert table[0, 3] == 1
    assert table[0, 0] > 0.25


def test_tables_larger_than_a_block_are_refined_alike(monkeypatch):
    words = ["truckkort", "truckort", "städare", "stäadre", "kock"]
    whole = similarity(ENCODER, words, words)
    monkeypatch.setattr(measure, "_CELLS", 7)
    assert np.array_equal(similarity(ENCODER, words, words), whole)


@pytest.mark.parametrize(("a", "b"), [("planering", "plantering"), ("barnskötare", "banskötare")])
def test_other_words_that_are_spelt_nearly_alike_stay_apart(a, b):
    """A tenth of a cosine is what a model of meaning gives them; spelling alone must not make them one."""
    assert refined(a, b, 0.1) < SHOWN


def test_two_kinds_of_work_are_not_alike_for_a_general_word() -> None:
    table = similarity(
        CharNgrams(),
        ["medhjälpare hos målare"],
        ["Medhjälpare på bibliotek", "Målare", "Medhjälpare"],
    )
    assert table[0, 0] < 0.15
    assert table[0, 1] > 0.5
    assert 0 < table[0, 2] < 0.5
