"""Character n-grams: stable, local, and deaf to short names inside words."""

import pickle
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text import CharNgrams, Encoder, ngrams

CORPUS = ("Lagerarbetare", "Kontorsarbetare", "Träarbetare", "Kock", "Städare")
ENCODER = CharNgrams(CORPUS)
ANY_TEXTS = st.lists(st.text(st.characters(codec=None), max_size=60), max_size=6)


def alike(a, b, encoder=ENCODER):
    left, right = encoder.encode([a, b])
    return float(left @ right)


def test_it_is_an_encoder():
    encoder: Encoder = ENCODER
    assert encoder.id == "char-ngrams"
    assert encoder.dimensions == 512
    assert len(encoder.hash) == 64


@pytest.mark.parametrize(
    ("near", "far"),
    [
        (("lager", "lagerarbetare"), ("lager", "frisör")),
        (("lagerarbetare", "lagermedarbetare"), ("lagerarbetare", "lagman")),
        (("städning", "städare"), ("städare", "stad")),
        (("truckkort", "truckförarbevis"), ("truckkort", "frisör")),
        (("programmering i Go", "Go-programmering"), ("programmering i Go", "programmering i R")),
        (("C++", "c++"), ("C++", "C")),
    ],
)
def test_what_is_alike(near, far):
    assert alike(*near) > alike(*far)


@pytest.mark.parametrize(
    ("a", "b"), [("Go", "gokart"), ("R", "restaurang"), ("C", "C++"), ("städare", "stad"), ("B", "bil")]
)
def test_short_names_are_not_found_inside_words(a, b):
    assert alike(a, b) < 0.15


def test_a_rare_part_weighs_more_than_a_common_one():
    plain = CharNgrams()
    assert alike("lagerarbetare", "kontorsarbetare") < alike("lagerarbetare", "kontorsarbetare", plain)


def test_repetition_counts_less_than_in_proportion():
    often = CharNgrams().encode(["Go R", "Go " * 50 + "R"])
    assert 0.8 < float(often[0] @ often[1]) < 0.99


def test_fillers_give_nothing():
    assert np.array_equal(*ENCODER.encode(["arbete i butik", "arbete butik"]))


@pytest.mark.parametrize("text", ["", " \n", "\x00", "🚚🧹", "\ud800\udfff", "i och med", "+-#"])
def test_a_text_without_words_is_zero(text):
    assert not ENCODER.encode([text]).any()


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10**6,
        "städa lager " * 80_000,
        "سائق شاحنة",
        "12345",
        "\ud800lager",
        "\x00lager",
        "e\u0301" * 9,
        "ﷺ",
    ],
)
def test_odd_texts_are_of_unit_length(text):
    assert np.linalg.norm(ENCODER.encode([text])[0]) == pytest.approx(1, abs=1e-6)


@given(ANY_TEXTS)
def test_rows_are_finite_and_of_unit_length_or_zero(texts):
    vectors = ENCODER.encode(texts)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(texts), 512)
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-6) | (lengths == 0))


@given(ANY_TEXTS, st.randoms(use_true_random=False), st.integers(0, 6))
def test_a_vector_depends_on_its_own_text_alone(texts, random, cut):
    vectors = ENCODER.encode(texts)
    order = list(range(len(texts)))
    random.shuffle(order)
    assert np.array_equal(ENCODER.encode([texts[i] for i in order]), vectors[order])
    parts = [ENCODER.encode(texts[:cut]), ENCODER.encode(texts[cut:])]
    assert np.array_equal(np.concatenate(parts), vectors)


def test_blocks_do_not_show():
    texts = [f"lager {number}" for number in range(2100)]
    assert np.array_equal(ENCODER.encode(texts)[2000:], ENCODER.encode(texts[2000:]))


def test_only_so_many_words_are_remembered_and_it_does_not_show(monkeypatch):
    texts = ["köksbiträde", "städare på hotell", "lagerarbetare", "vårdbiträde"]
    before = CharNgrams().encode(texts)
    monkeypatch.setattr(ngrams, "_MOST", 2)
    monkeypatch.setattr(ngrams, "_remembered", {})
    for text, row in zip(texts, before, strict=True):
        assert np.array_equal(CharNgrams().encode([text])[0], row)
        assert len(ngrams._remembered) <= 3


def test_another_process_gives_the_same_bytes():
    script = (
        "import sys; from matcher.text import CharNgrams; "
        f"e = CharNgrams({CORPUS!r}); "
        "sys.stdout.buffer.write(e.hash.encode() + e.encode(['Lagerarbetare på truck']).tobytes())"
    )
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)  # noqa: S603 - ours
    output = run.stdout
    assert output == ENCODER.hash.encode() + ENCODER.encode(["Lagerarbetare på truck"]).tobytes()


def test_hash_covers_every_setting():
    others = [
        CharNgrams(),
        CharNgrams(CORPUS[:-1]),
        CharNgrams((*CORPUS, "")),
        CharNgrams(CORPUS, dimensions=256),
    ]
    assert len({encoder.hash for encoder in (ENCODER, *others)}) == 5
    assert CharNgrams(tuple(reversed(CORPUS))) == ENCODER


def test_it_is_immutable_and_travels():
    with pytest.raises(AttributeError):
        ENCODER.dimensions = 4
    twin = pickle.loads(pickle.dumps(ENCODER))  # noqa: S301 - our own bytes
    assert twin == ENCODER
    assert np.array_equal(twin.encode(["städare"]), ENCODER.encode(["städare"]))


@pytest.mark.parametrize("dimensions", [0, -4, 2, 511])
def test_dimensions_are_a_positive_multiple_of_four(dimensions):
    with pytest.raises(ValueError, match="positive multiple of 4"):
        CharNgrams(dimensions=dimensions)
