"""A static model, served without torch: any text, any number, the same vector."""

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model2vec import StaticModel
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from data.model.manifest import ModelDamaged
from data.model.static import StaticEncoder
from tests.support.models import static_model

ANY_TEXTS = st.lists(st.text(st.characters(codec=None), max_size=60), max_size=6)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return static_model(tmp_path_factory.mktemp("model"), ["kock", "bil"])


@pytest.fixture(scope="module")
def encoder(folder):
    return StaticEncoder(folder)


def test_it_is_an_encoder(encoder):
    assert encoder.id == "liten"
    assert encoder.dimensions == 8
    assert encoder.hash == encoder.manifest.hash


def test_a_vector_is_the_mean_of_the_parts(encoder, folder):
    """Held against model2vec's own encoding, and once by hand."""
    texts = ["kock", "Kock, BIL", "bil 7", "ö"]
    own = StaticModel.from_pretrained(folder, normalize=True).encode(texts).astype(np.float64)
    np.testing.assert_allclose(encoder.encode(texts), own, atol=1e-3)
    vectors = load_file(folder / "model.safetensors")["embedding.weight"].astype(np.float64)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    kock, bil = (vectors[tokenizer.token_to_id(piece)] for piece in ("▁kock", "▁bil"))
    mean = (kock + 2 * bil) / 3
    np.testing.assert_allclose(encoder.encode(["Bil kock bil"])[0], mean / np.linalg.norm(mean), atol=1e-7)


@given(texts=ANY_TEXTS)
def test_every_row_is_a_unit_or_zero_and_stands_for_itself(encoder, texts):
    vectors = encoder.encode(texts)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(texts), 8)
    norms = np.linalg.norm(vectors, axis=1)
    assert np.all((np.abs(norms - 1) < 1e-5) | (norms == 0))
    for text, row in zip(texts, vectors, strict=True):
        np.testing.assert_array_equal(encoder.encode([text])[0], row)


@pytest.mark.parametrize("text", ["", " ", "🙂", "…!?", "\x00", "\ud800"])
def test_a_text_without_a_letter_or_digit_is_zero(encoder, text):
    assert not encoder.encode([text]).any()


def test_a_long_text_is_read_to_its_end(encoder):
    long = "bil " * 250_000
    short, longer = encoder.encode(["bil bil kock", long + "kock " * 125_000])
    np.testing.assert_allclose(short, longer, atol=1e-6)


def test_a_word_that_was_met_before_is_cut_as_the_first_time(encoder, folder, monkeypatch):
    """Held against the tokenizer's own cutting of whole texts, also when words are forgotten in between."""
    monkeypatch.setattr("data.model.static._REMEMBERED", 3)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    texts = [
        "kock bil",
        "Kock  bil",
        "bil 7, kock",
        "Ö bil\tkock",
        "ﬁl",
        "kock ",
        "x" * 70,
        "kockbil bil kock å",
    ]
    for text in (*texts, *texts):
        parts, ends = encoder._cut([text])
        assert parts.tolist() == tokenizer.encode(text, add_special_tokens=False).ids
        assert ends.tolist() == [0, len(parts)]


def test_threads_may_share_it(encoder):
    texts = [f"kock {number}" for number in range(300)]
    expected, found = encoder.encode(texts), []

    def work():
        found.append(all(np.array_equal(encoder.encode(texts), expected) for _ in range(10)))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4


def test_damaged_files_are_not_used(tmp_path):
    folder = static_model(tmp_path / "model")
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelDamaged, match=r"tokenizer\.json"):
        StaticEncoder(folder)
