"""The training in small: what is in the repository, no teacher, some seconds."""

import json
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from data.model import lexical, manifest
from data.model.material import Material
from data.model.static import StaticEncoder
from data.model.training import __main__ as command
from data.model.training import choosing, run
from data.model.training.settings import SMOKE
from matcher.text import similarity

pytest.importorskip("sentencepiece")

ODD = ("", "😀", "مرحبا", "12345", "!?", "x" * 10_000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("model")
    assert command.main(["--smoke", "--out", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def encoder(folder):
    return StaticEncoder(folder)


@pytest.mark.parametrize(
    ("query", "near", "far"),
    [
        ("städa på kontor", "Lokalvårdare", "Bagare"),
        ("jag vill baka bröd", "Bagare", "Lokalvårdare"),
        ("köra truck", "Truckförare", "Frisör"),
    ],
)
def test_it_has_learnt_from_the_phrases(encoder, query, near, far):
    asked, one, other = encoder.encode([query, near, far])
    assert asked @ one > asked @ other + 0.2


@pytest.mark.parametrize("text", ["{} har jobbat i kassa", "vill städa som {}"])
@pytest.mark.parametrize("word", ["Fatima", "ERIK", "hon", "Syrien"])
def test_words_for_who_somebody_is_move_nothing(encoder, text, word):
    one, other = encoder.encode([text.format(word), text.format("")])
    assert one == pytest.approx(other, abs=1e-6)


def test_odd_texts_are_defined(encoder):
    vectors = encoder.encode(ODD)
    assert np.isfinite(vectors).all()
    assert not vectors[[0, 1, 2, 4]].any()


def test_the_folder_says_how_it_was_made(folder):
    figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    assert figures["sha256"] == manifest.check(folder).sha256["model.safetensors"]
    assert figures["pairs"]["phrase"] > 1000
    assert figures["settings"]["seed"] == 1
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert figures["sha256"] in card
    assert "ESCO" in card
    assert "$" not in card


def test_sentence_transformers_gives_the_same_vectors(folder, encoder):
    loaded = pytest.importorskip("sentence_transformers").SentenceTransformer(str(folder), device="cpu")
    texts = ["har stått i kassan hos min farbror", "städare", "hej 😀 مرحبا jobb", "truck " * 3000]
    assert loaded.encode(texts) == pytest.approx(encoder.encode(texts), abs=1e-3)
    assert loaded.float().encode([*texts, *ODD]) == pytest.approx(encoder.encode([*texts, *ODD]), abs=1e-3)


def test_model2vec_gives_the_same_vectors(folder, encoder):
    loaded = pytest.importorskip("model2vec").StaticModel.from_pretrained(folder)
    texts = ["har stått i kassan hos min farbror", "städare", "hej 😀 مرحبا jobb", "truck " * 3000, *ODD]
    assert loaded.encode(texts) == pytest.approx(encoder.encode(texts), abs=1e-3)


def few(**changes):
    return replace(SMOKE, vocabulary=600, dimensions=8, composed=1, steps=5, batch=32, **changes)


def test_the_same_seed_gives_the_same_model_and_another_another():
    one, same = (run.train(Material(), few(), teach=None) for _ in range(2))
    assert (one.parts == same.parts).all()
    assert one.tokenizer.to_str() == same.tokenizer.to_str()
    assert (run.train(Material(), few(seed=2), teach=None).parts != one.parts).any()


def test_a_teacher_is_asked_once_about_each_text_and_its_answers_are_kept_in_mind():
    asked = []

    def teach(texts):
        asked.extend(texts)
        return np.random.default_rng(3).standard_normal((len(texts), 16)).astype(np.float32)

    said = []
    trained = run.train(Material(), few(distil_steps=2), teach=teach, say=said.append)
    assert len(asked) == len(set(asked)) > 1000
    assert "städa på kontor" in asked
    assert trained.parts.shape[1] == 8
    assert any("destillering" in line for line in said)


def test_choosing_asks_about_what_was_kept_apart():
    asked = choosing.questions(Material())
    assert set(asked) == {"phrase", "phrase_wide", "synonym", "slip"}
    figures = choosing.answered(asked, partial(similarity, lexical()))
    assert figures["slip"] > 0.6 > figures["phrase"] > 0


def test_without_the_material_the_command_says_what_to_do(tmp_path, capsys):
    assert command.main(["--material", str(tmp_path)]) == 2
    assert "--material" in capsys.readouterr().err


def test_choose_prints_figures(capsys, monkeypatch):
    monkeypatch.setattr(command, "SMOKE", few())
    assert command.main(["--smoke", "--choose"]) == 0
    found = json.loads(capsys.readouterr().err.split("klar")[1])
    assert set(found) == {f"{share:g} {grouped:g}" for share, grouped in command._SHARES}
    assert all(set(one) == {"phrase", "phrase_wide", "synonym", "slip"} for one in found.values())
