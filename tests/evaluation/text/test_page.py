"""The page is what a run wrote, and of the model that is shipped."""

import json
from pathlib import Path

import pytest

from data.model import load_blend
from evaluation.text.page import page
from evaluation.text.running import fingerprint, verdict

FOLDER = Path(__file__).parents[3] / "docs" / "reference"
FIGURES = FOLDER / "text-model.json"
AGAIN = "run: make text"


def test_the_page_is_what_the_run_wrote():
    written = (FOLDER / "text-model.md").read_text(encoding="utf-8")
    assert written == page(json.loads(FIGURES.read_text(encoding="utf-8"))), AGAIN


def test_the_figures_are_of_the_measure_in_use():
    model = json.loads(FIGURES.read_text(encoding="utf-8"))["model"]
    assert model["hash"] == load_blend().hash, AGAIN
    assert model["measure"] == fingerprint(), AGAIN


def test_every_measure_stands_in_the_published_figures():
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    installed = [one["key"] for one in figures["systems"] if not one["install"]]
    assert installed == ["blend", "bundled", "ngrams", "rapidfuzz", "minilm", "e5"], AGAIN
    assert all(list(task["rows"]) == installed for task in figures["tasks"])


def test_a_run_says_everything(figures):
    assert [one["key"] for one in figures["systems"]] == ["blend", "bundled", "ngrams", "rapidfuzz"]
    assert figures["model"]["hash"] == load_blend().hash
    for task in figures["tasks"]:
        assert task["queries"] >= task["sources"] > 0
        for key, row in task["rows"].items():
            assert set(row["means"]) == set(task["metrics"])
            assert bool(row["behind"]) == (key != "blend")
    rates = {one["key"]: one["speed"] for one in figures["systems"]}
    assert rates["rapidfuzz"] is None
    assert rates["ngrams"]["texts_per_second"] > 100
    assert 0 < figures["loading"]["seconds"] < 60
    assert figures["loading"]["memory"] > 2**24
    assert set(figures["bias"]["moved"]) == {"blend", "bundled"}
    assert set(figures["bias"]["moved"]["blend"]) == {"names", "pronouns", "origins"}
    assert len(figures["gendered"]["blend"]) == len(figures["gendered"]["bundled"]) > 10
    json.dumps(figures, allow_nan=False)


def test_a_page_says_who_is_not_beaten(figures):
    written = page(figures)
    for task in figures["tasks"]:
        assert f"\n## `{task['key']}`\n" in written
    summary = written.partition("## Speed")[0]
    weak = sum(
        verdict(row["behind"][task["metrics"][0]]) < 1
        for task in figures["tasks"]
        for row in task["rows"].values()
        if row["behind"]
    )
    assert weak > 0
    assert summary.count("† |") == weak


def test_a_page_names_what_was_not_installed(figures):
    missing = {"key": "e5", "sv": "E5", "en": "E5", "install": "pip install it", "dimensions": None}
    written = page(figures | {"systems": [*figures["systems"], missing | {"bytes": None, "speed": None}]})
    assert "E5 was not installed when this ran: pip install it" in written


@pytest.mark.parametrize(
    ("low", "high", "said"), [(0.1, 0.2, 1), (-0.1, 0.2, 0), (-0.2, -0.1, -1), (0, 0.1, 0), (None, None, 0)]
)
def test_a_verdict_needs_the_whole_interval(low, high, said):
    assert verdict({"value": 0.1, "low": low, "high": high}) == said
