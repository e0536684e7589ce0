"""``rattplats evaluate-text``: what it writes, and what it says when something is missing."""

import json

import pytest
from typer.testing import CliRunner

from evaluation.text import running, systems
from evaluation.text.page import page
from evaluation.text.speed import Loading
from service.cli.app import app


def run(*words):
    return CliRunner().invoke(app, ["evaluate-text", *map(str, words)])


@pytest.fixture
def ready(figures, monkeypatch):
    monkeypatch.setattr(running, "run", lambda **_asked: figures)
    return figures


def test_it_says_the_figures_in_swedish(ready):
    done = run()
    assert done.exit_code == 0, done.output
    for task in ready["tasks"]:
        assert task["sv"] in done.stdout
    assert "går ej att skilja" in done.stdout
    assert "texter/s på en kärna" in done.stdout
    assert "nan" not in done.stdout.lower()


def test_json_is_one_document(ready):
    done = run("--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads(json.dumps(ready))


def test_it_writes_figures_and_page(ready, tmp_path):
    out = tmp_path / "new" / "folder"
    assert run("--out", out).exit_code == 0
    written = json.loads((out / "text-model.json").read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(ready))
    assert (out / "text-model.md").read_text(encoding="utf-8") == page(written)


def test_what_is_not_installed_is_said(ready, monkeypatch):
    missing = {"key": "e5", "sv": "E5", "en": "E5", "install": "pip install det", "dimensions": None}
    monkeypatch.setattr(
        running,
        "run",
        lambda **_asked: ready | {"systems": [*ready["systems"], missing | {"bytes": None, "speed": None}]},
    )
    done = run()
    assert done.exit_code == 0
    assert "E5 saknas och jämförs inte. Installera: pip install det" in done.stderr


def test_a_measure_that_is_not_installed_is_left_out_of_the_run(monkeypatch, material):
    absent = systems.Offer("Borta", "Gone", systems.fuzzy, ("no_such_module_anywhere",), "pip install borta")
    monkeypatch.setattr(running, "OFFERS", {"gone": absent})
    monkeypatch.setattr(running, "loading", lambda: Loading(0.1, 1))
    found = running.run(keys=("gone",), report=lambda _text: None)
    assert found["systems"][0]["install"] == "pip install borta"
    assert found["tasks"] == []


def test_without_the_taxonomy_it_says_where_and_how(tmp_path):
    done = run("--data", tmp_path / "ingenstans")
    assert done.exit_code == 2
    assert "ingenstans" in done.stderr
    assert "--data" in done.stderr


@pytest.mark.parametrize("words", ["nothing", "", ",", "blend,gissning"])
def test_unknown_measures_are_refused(words):
    done = run("--systems", words)
    assert done.exit_code == 2
    assert "blend, bundled, ngrams, rapidfuzz, minilm, e5" in done.stderr
