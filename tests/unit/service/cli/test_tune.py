"""tune: weights learned from files with the evidence for them, and refusals that say what is missing."""

import csv
import json
from dataclasses import replace

import pytest

from data.exporters import export
from data.synthetic import municipality
from matcher.weights import FACTORS, Weights


@pytest.fixture(scope="module")
def town():
    return municipality(3, participants=0, slots=0, placements=1500)


@pytest.fixture(scope="module")
def files(town, tmp_path_factory):
    folder = tmp_path_factory.mktemp("historik")
    export(town.past_participants, folder / "deltagare.csv", kind="participants")
    export(town.past_slots, folder / "platser.csv", kind="slots")
    export(town.placements, folder / "placeringar.csv", kind="placements")
    return folder


def words(files, out, placements=None):
    return (
        *("tune", "--participants", files / "deltagare.csv", "--slots", files / "platser.csv"),
        *("--placements", placements or files / "placeringar.csv", "--out", out),
    )


@pytest.fixture(scope="module")
def learned(files, tmp_path_factory):
    """One run of the command, as a program would make it."""
    from typer.testing import CliRunner

    from service.cli.app import app

    out = tmp_path_factory.mktemp("ut") / "vikter.json"
    result = CliRunner().invoke(app, [str(word) for word in (*words(files, out), "--json")])
    return result, out


def test_the_file_holds_weights_and_what_they_rest_on(learned, town):
    result, out = learned
    assert result.exit_code == 0, result.stderr
    document = json.loads(out.read_text(encoding="utf-8"))
    assert json.loads(result.stdout) == document
    weights = Weights.from_dict(document)
    assert sum(weights.values.values()) == 100
    assert all(points % 0.5 == 0 for points in weights.values.values())
    found = document["evaluation"]
    assert found["comparison"]["other"] == Weights.standard().version
    assert [reason["factor"] for reason in found["reasons"]] == list(FACTORS)
    assert {"random", "nearest", "popular", "rules", "ngrams", "today", "learned", "challenger"} <= {
        row["system"] for row in found["figures"]
    }
    assert set(found["off_policy"]) == {"today", "learned"}
    assert found["data"]["inputs"]["placements"]["records"] == 1500
    assert found["data"]["leaks"] == []
    assert len(found["data"]["inputs"]["slots"]["sha256"]) == 64
    assert found["conclusion"] == document["evidence"]


def test_invented_history_is_called_invented(learned):
    document = json.loads(learned[1].read_text(encoding="utf-8"))
    assert document["evaluation"]["synthetic"] is True
    assert document["evidence"].startswith("Påhittad (syntetisk) historik.")
    assert document["note"].startswith("Påhittad (syntetisk) historik.")


def test_no_id_is_in_the_file(learned, town):
    text = learned[1].read_text(encoding="utf-8")
    for record in (*town.past_participants[:50], *town.past_slots[:50], *town.placements[:50]):
        assert f'"{record.id}"' not in text


def test_the_weights_can_be_looked_at_and_put_to_use(learned, run, store):
    assert "Påhittad" in run("weights", "show", learned[1]).out
    answer = run("weights", "activate", learned[1], "--reason", "Prov")
    assert answer.code == 0
    version = json.loads(learned[1].read_text(encoding="utf-8"))["version"]
    assert run("weights", "list", "--json").json["in_use"] == version


def test_a_person_reads_what_came_out(files, run, tmp_path):
    answer = run(*words(files, tmp_path / "ny.json"), "--target", "choice")
    assert answer.code == 0
    for said in (
        "Färdigheter",
        "Dagens vikter",
        "Utmanaren",
        "rattplats weights activate",
        "står samma plats först",
    ):
        assert said in answer.out
    assert "Placeringar som pågår" in answer.err


@pytest.mark.parametrize("count", [0, 1, 5, 30])
def test_too_little_history_is_refused(files, run, tmp_path, town, count):
    few = tmp_path / "få.json"
    rows = json.loads(_as_json(town, tmp_path).read_text(encoding="utf-8"))[:count]
    few.write_text(json.dumps(rows), encoding="utf-8")
    out = tmp_path / "vikter.json"
    answer = run(*words(files, out, few), "--json")
    assert answer.code == 2
    assert answer.out == ""
    assert "placering" in answer.err
    assert not out.exists()


def _as_json(town, folder):
    export(town.placements, folder / "alla.json", kind="placements")
    return folder / "alla.json"


def test_one_outcome_only_is_refused(files, run, tmp_path, town):
    same = [replace(p, outcome="completed") for p in town.placements if p.outcome in {"completed", "hired"}]
    export(same, tmp_path / "lika.csv", kind="placements")
    answer = run(*words(files, tmp_path / "vikter.json", tmp_path / "lika.csv"))
    assert answer.code == 2
    assert "gick lika" in answer.err


def test_unknown_ids_are_told_by_row(files, run, tmp_path):
    with (files / "placeringar.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened, delimiter=";"))
    rows[1][rows[0].index("participant_id")] = "ingen"
    bad = tmp_path / "fel.csv"
    with bad.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, delimiter=";").writerows(rows)
    answer = run(*words(files, tmp_path / "vikter.json", bad))
    assert answer.code == 2
    assert "ingen" in answer.err


def test_nothing_is_written_over_and_targets_are_known(files, run, tmp_path):
    there = tmp_path / "vikter.json"
    there.write_text("x", encoding="utf-8")
    answer = run(*words(files, there))
    assert (answer.code, there.read_text(encoding="utf-8")) == (2, "x")
    assert "finns redan" in answer.err
    answer = run(*words(files, tmp_path / "ny.json"), "--target", "lycka")
    assert answer.code == 2
    assert "outcome eller choice" in answer.err
