import sys
from types import ModuleType

import numpy as np
import pytest

from data.model import ModelNotFound, SentenceModel, load_encoder, similarity


class Tensor:
    """As much of a torch tensor as a hash needs."""

    def __init__(self, values):
        self.values = np.array(values, np.float32)

    def detach(self):
        return self

    cpu = float = detach

    def numpy(self):
        return self.values


class FakeSentenceTransformer:
    """Counts letters: as much of sentence-transformers as the adapter uses."""

    weights = (1.0, 2.0)

    def __init__(self, name, *, device, local_files_only):
        assert device == "cpu"
        assert local_files_only
        if name == "absent":
            raise OSError("not in the cache")

    def __repr__(self):
        return "FakeSentenceTransformer(2)"

    def get_embedding_dimension(self):
        return 2

    def state_dict(self):
        return {"layer": Tensor(self.weights)}

    def encode(self, texts, *, normalize_embeddings, convert_to_numpy, show_progress_bar):
        assert all(texts)
        assert normalize_embeddings
        assert convert_to_numpy
        assert not show_progress_bar
        raw = np.array([(text.count("a"), 1 + text.count("b")) for text in texts], np.float32)
        return raw / np.linalg.norm(raw, axis=1, keepdims=True)


@pytest.fixture
def sentence_transformers(monkeypatch):
    module = ModuleType("sentence_transformers")
    monkeypatch.setattr(module, "SentenceTransformer", FakeSentenceTransformer, raising=False)
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)
    load_encoder.cache_clear()
    yield
    load_encoder.cache_clear()


class TestBundled:
    def test_it_is_loaded_once(self):
        assert load_encoder() is load_encoder()

    def test_vectors_have_unit_length_and_an_empty_text_has_none(self):
        vectors = load_encoder().encode(["Lokalvårdare", "städa på kontor", ""])
        assert vectors.dtype == np.float32
        assert vectors.shape == (3, load_encoder().dimensions)
        assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 0], abs=1e-6)

    def test_the_corpus_changes_the_hash(self):
        assert load_encoder().hash != type(load_encoder())().hash


class TestSimilarity:
    @pytest.mark.parametrize(
        ("query", "near", "far"),
        [
            ("städare", "Lokalvårdare städare", "Kock"),
            ("truck", "Truckförarbevis", "Frisör"),
            ("lagerarbetare", "Lagermedarbetare", "Vårdbiträde"),
            ("köra lastbil", "Lastbilsförare", "Receptionist"),
            ("sy gardiner", "Sömmerska som syr gardiner", "Svetsare"),
            ("hemtjänst", "Undersköterska i hemtjänsten", "Målare"),
        ],
    )
    def test_near_and_far(self, query, near, far):
        near_by, far_off = similarity([query], [near, far])[0]
        assert near_by > far_off

    def test_shape_type_and_bounds(self):
        table = similarity(["städare", "kock"], ["Kock", "Städare", "R"])
        assert table.dtype == np.float32
        assert table.shape == (2, 3)
        assert table.min() >= 0
        assert table.max() <= 1
        assert table[1, 0] == table[0, 1] == 1

    def test_nothing_to_compare(self):
        assert similarity([], ["Kock"]).shape == (0, 1)
        assert similarity(["Kock"], []).shape == (1, 0)


class TestOtherModels:
    def test_without_the_extra_the_message_says_how_to_install_it(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "sentence_transformers", None)
        with pytest.raises(ModelNotFound, match=r"pip install 'rattplats\[transformers\]'"):
            load_encoder("some/model")

    @pytest.mark.usefixtures("sentence_transformers")
    def test_a_model_that_is_not_here_is_never_downloaded(self):
        with pytest.raises(ModelNotFound, match="inget laddas ned"):
            load_encoder("absent")

    @pytest.mark.usefixtures("sentence_transformers")
    def test_a_model_that_is_here(self):
        encoder = load_encoder("small")
        assert encoder is load_encoder("small")
        assert encoder.id == "small"
        assert encoder.dimensions == 2
        vectors = encoder.encode(["aa", " ?", "", "b"])
        assert vectors.dtype == np.float32
        assert vectors == pytest.approx(np.array([[2 / 5**0.5, 1 / 5**0.5], [0, 0], [0, 0], [0, 1]]))
        assert encoder.encode(["", "!"]).tolist() == [[0, 0], [0, 0]]

    def test_another_weight_is_another_hash(self, monkeypatch):
        def loaded():
            return SentenceModel(
                "small", FakeSentenceTransformer("small", device="cpu", local_files_only=True)
            )

        one, same = loaded(), loaded()
        monkeypatch.setattr(FakeSentenceTransformer, "weights", (1.0, 3.0))
        assert one.hash == same.hash
        assert one.hash != loaded().hash
