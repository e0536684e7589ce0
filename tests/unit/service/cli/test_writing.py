"""template, synthetic and convert ads."""

import json

import pytest

from data.loaders import load_participants, load_placements, load_slots

LOADERS = {"participants": load_participants, "slots": load_slots, "placements": load_placements}

ADS = [
    {
        "id": "1001",
        "headline": "Lagerarbetare",
        "employer": {"name": "Nordlager AB", "organization_number": "5560160680"},
        "description": {"text": "Du ska ha B-körkort. Vi söker en kille under 35 år till lagret."},
        "number_of_vacancies": 2,
        "workplace_address": {"municipality_code": "1280", "city": "Malmö"},
        "driving_license_required": True,
        "driving_license": [{"label": "B"}],
    }
]


@pytest.mark.parametrize("kind", LOADERS)
@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_a_template_can_be_read_back(run, tmp_path, kind, ending):
    file = tmp_path / f"mall.{ending}"
    answer = run("template", kind, "--out", file)
    assert answer.code == 0
    assert len(LOADERS[kind](file)) == 1
    again = run("template", kind, "--out", file)
    assert again.code == 2
    assert "skrivs inte över" in again.err


@pytest.mark.parametrize("kind", LOADERS)
def test_a_template_on_standard_output_is_the_same_csv(run, tmp_path, kind):
    answer = run("template", kind)
    file = tmp_path / "mall.csv"
    file.write_text(answer.out, encoding="utf-8")
    assert len(LOADERS[kind](file)) == 1
    assert answer.err == ""


def test_a_synthetic_municipality_can_be_ranked(run, tmp_path):
    sizes = ("--participants", 5, "--slots", 6, "--placements", 4)
    made = run("synthetic", "--out", tmp_path / "prov", *sizes, "--seed", 3)
    assert made.code == 0
    assert "påhittade" in made.out
    people, places = tmp_path / "prov" / "participants.csv", tmp_path / "prov" / "slots.csv"
    answer = run("rank", "--participants", people, "--slots", places, "--json")
    assert len(answer.json["results"]) == 5
    assert {r["considered"] for r in answer.json["results"]} == {6}
    assert len(load_placements(tmp_path / "prov" / "placements.csv")) == 4


def test_a_municipality_without_a_history_can_be_written(run, tmp_path):
    sizes = ("--participants", 1, "--slots", 1, "--placements", 0)
    assert run("synthetic", "--out", tmp_path / "prov", *sizes).code == 0
    assert (tmp_path / "prov" / "placements.csv").read_text("utf-8-sig").startswith("id;participant_id;")


def test_a_synthetic_municipality_never_writes_over_a_file(run, tmp_path):
    (tmp_path / "platser.csv").write_text("mina egna platser", encoding="utf-8")
    answer = run("synthetic", "--out", tmp_path, "--participants", 1)
    assert answer.code == 2
    assert "inget skrivs över" in answer.err
    assert (tmp_path / "platser.csv").read_text("utf-8") == "mina egna platser"


@pytest.fixture
def ads(tmp_path):
    file = tmp_path / "annonser.json"
    file.write_text(json.dumps(ADS), encoding="utf-8")
    return file


def test_advertisements_become_slots_that_say_where_they_were_read(run, ads, tmp_path):
    out = tmp_path / "platser.csv"
    answer = run("convert", "ads", ads, "--json", "--out", out)
    assert answer.code == 0
    [slot] = answer.json
    assert slot["title"] == "Lagerarbetare"
    assert slot["licences_required"] == ["B"]
    assert slot["sources"]["licences_required"]
    assert [found.title for found in load_slots(out)] == ["Lagerarbetare"]


def test_a_demand_that_may_discriminate_is_seen_whatever_the_format(run, ads):
    text, document = run("convert", "ads", ads), run("convert", "ads", ads, "--json")
    for answer in (text, document):
        assert "VARNING" in answer.err
    assert {w["kind"] for w in document.json[0]["warnings"]} >= {"discrimination"}
    assert "läst i" in text.out


@pytest.mark.parametrize("content", ["", "{", "17", "x" * 100])
def test_a_file_that_is_not_advertisements_is_said(run, tmp_path, content):
    file = tmp_path / "annonser.json"
    file.write_text(content, encoding="utf-8")
    answer = run("convert", "ads", file, "--json")
    assert answer.code == 2
    assert answer.out == ""
    assert "annonser.json" in answer.err
