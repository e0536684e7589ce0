"""rank, candidates and reach: the shapes of the contract, and every kind of bad input."""

import json
import re

import pytest
from test_shell import english

from matcher.weights import FACTORS, Weights

RULES = {
    *("open", "capacity", "dates", "hours", "schedule", "commute", "licence", "certificate", "language"),
    *("conditions", "support", "age", "excluded"),
}
DAY = ("--date", "2026-11-21")


def check_suggestion(item, rank):
    assert item["rank"] == rank
    assert isinstance(item["slot_id"], str)
    assert item["base"] + sum(c["points"] for c in item["contributions"]) == item["score"]
    assert 0 <= item["score"] <= 100
    assert [c["factor"] for c in item["contributions"]] == list(FACTORS)
    for contribution in item["contributions"]:
        assert {"factor", "value", "weight", "points", "text"} <= contribution.keys()
        assert 0 <= contribution["value"] <= 1
        assert isinstance(contribution["text"], str)
    assert {r["rule"] for r in item["requirements"]} == RULES
    for requirement in item["requirements"]:
        assert {"rule", "verdict", "needed", "held", "text", "remedy"} <= requirement.keys()
        assert requirement["verdict"] in {"pass", "unknown"}  # suggestions hold no fail


def check_near_miss(item):
    assert isinstance(item["slot_id"], str)
    assert 0 <= item["score_if_opened"] <= 100
    assert 1 <= len(item["changes"]) <= 2
    for change in item["changes"]:
        assert change.keys() == {"rule", "by", "text"}
        assert change["rule"] in RULES
        assert change["by"] in {"participant", "employer"}
        assert change["text"]


def test_rank_gives_the_document_of_the_contract(run, people, places):
    answer = run("rank", "--participants", people, "--slots", places, *DAY, "--json")
    assert answer.code == 0
    assert answer.err == ""
    document = answer.json
    assert list(document) == ["weights", "model", "date", "results"]
    assert document["weights"] == Weights.standard().version
    assert document["date"] == "2026-11-21"
    assert [r["participant_id"] for r in document["results"]] == ["D-1", "D-2", "D-3"]
    for result in document["results"]:
        assert list(result) == [
            *("participant_id", "considered", "eligible", "suggestions", "near_misses", "questions")
        ]
        assert result["considered"] == 3
        assert len(result["suggestions"]) == min(10, result["eligible"])
        for rank, item in enumerate(result["suggestions"], start=1):
            check_suggestion(item, rank)
        for item in result["near_misses"]:
            check_near_miss(item)
        for question in result["questions"]:
            assert question.keys() == {"field", "text", "opens"}
            assert "?" in question["text"]
            assert question["opens"] >= 1


def test_the_storekeeper_gets_the_store_first_and_the_full_place_is_not_suggested(run, people, places):
    answer = run("rank", "--participants", people, "--slots", places, "--participant", "D-1", *DAY, "--json")
    [result] = answer.json["results"]
    assert result["suggestions"][0]["slot_id"] == "P-1"
    assert "P-3" not in {s["slot_id"] for s in result["suggestions"]}


def test_who_cannot_lift_is_not_suggested_the_store_but_told_what_would_open_it(run, people, places):
    answer = run("rank", "--participants", people, "--slots", places, "--participant", "D-2", *DAY, "--json")
    [result] = answer.json["results"]
    assert [s["slot_id"] for s in result["suggestions"]] == ["P-2"]
    opened = {miss["slot_id"]: {c["rule"] for c in miss["changes"]} for miss in result["near_misses"]}
    assert opened["P-1"] == {"licence", "conditions"}


def test_an_empty_profile_gets_questions(run, people, places):
    answer = run("rank", "--participants", people, "--slots", places, "--participant", "D-3", *DAY, "--json")
    [result] = answer.json["results"]
    assert result["questions"]


def test_top_cuts_the_list(run, people, places):
    answer = run("rank", "--participants", people, "--slots", places, "--top", 1, *DAY, "--json")
    assert [len(r["suggestions"]) for r in answer.json["results"]] == [1, 1, 1]


def test_weights_from_a_file_are_used_and_named(run, people, places, tmp_path):
    file = tmp_path / "vikter.json"
    only_skills = dict.fromkeys(FACTORS, 0.0) | {"skills": 100.0}
    file.write_text(json.dumps({"weights": only_skills, "note": "Bara kunskaper"}), encoding="utf-8")
    answer = run("rank", "--participants", people, "--slots", places, "--weights", file, *DAY, "--json")
    assert answer.json["weights"] == Weights(only_skills, note="Bara kunskaper").version
    for result in answer.json["results"]:
        for item in result["suggestions"]:
            assert all(c["points"] == 0 for c in item["contributions"] if c["factor"] != "skills")


def test_candidates_gives_the_same_objects_with_participants(run, people, places):
    answer = run("candidates", "--participants", people, "--slots", places, "--slot", "P-1", *DAY, "--json")
    assert answer.code == 0
    document = answer.json
    assert {"weights", "model", "date", "slot_id", "considered", "eligible", "suggestions"} <= document.keys()
    assert document["considered"] == 3
    for rank, item in enumerate(document["suggestions"], start=1):
        check_suggestion(item, rank)
        assert item["slot_id"] == "P-1"
    assert document["suggestions"][0]["participant_id"] == "D-1"
    for item in document["near_misses"]:
        check_near_miss(item)
        assert item["participant_id"]


def test_reach_says_what_each_requirement_costs(run, people, places):
    answer = run("reach", "--participants", people, "--slots", places, "--slot", "P-1", *DAY, "--json")
    assert answer.code == 0
    document = answer.json
    assert document["considered"] == 3
    costs = {cost["rule"]: cost for cost in document["requirements"]}
    assert costs["licence"]["fails"] == 1
    assert costs["licence"]["unknown"] == 1
    for cost in costs.values():
        assert {"rule", "text", "fails", "unknown", "opens", "relaxation"} <= cost.keys()


@pytest.mark.parametrize(
    "words",
    [
        ("rank",),
        ("rank", "--participant", "D-1"),
        ("rank", "--participant", "D-2"),
        ("rank", "--participant", "D-3"),
        ("candidates", "--slot", "P-1"),
        ("reach", "--slot", "P-1"),
    ],
    ids=" ".join,
)
def test_the_text_is_swedish_and_has_no_percentage(run, people, places, words):
    answer = run(*words, "--participants", people, "--slots", places, *DAY)
    assert answer.code == 0
    assert answer.err == ""
    assert not english(answer.out)
    assert "%" not in answer.out
    assert "{" not in answer.out
    assert not re.search(r"\d\.\d", answer.out), "decimal comma"
    assert not re.search(r"\.\.|  \.|\bNone\b", answer.out)


def test_one_participant_reads_why_what_is_missing_and_what_to_ask(run, people, places):
    answer = run("rank", "--participants", people, "--slots", places, "--participant", "D-2", *DAY)
    assert answer.out.startswith("Deltagare D-2: 1 av 3 platser kan föreslås 2026-11-21.")
    assert "Förslag – du bestämmer:" in answer.out
    assert " 1. Städare, Rent och fint AB (plats P-2)" in answer.out
    assert re.search(r"Varför: .+ \([\d,]+ poäng\)", answer.out)
    assert "Nära, men något hindrar:" in answer.out
    assert re.search(r"Öppnas av: .+ \((deltagaren|arbetsgivaren)\)", answer.out)


def test_the_overview_has_one_block_for_each(run, people, places):
    answer = run("rank", "--participants", people, "--slots", places, *DAY)
    assert re.findall(r"^Deltagare (\S+):", answer.out, re.MULTILINE) == ["D-1", "D-2", "D-3"]
    assert re.search(r"^   1  Lagerarbetare +Nordlager AB", answer.out, re.MULTILINE)


def test_the_same_question_has_the_same_bytes(run, people, places):
    words = ("rank", "--participants", people, "--slots", places, *DAY, "--json")
    assert run(*words).out == run(*words).out


BAD_FILES = {
    "missing": None,
    "empty": b"",
    "only a byte order mark": b"\xef\xbb\xbf",
    "wrong column": b"id;namn\nD-1;Anna\n",
    "no id": b"municipality\n1280\n",
    "letters in a number": b"id;hours_per_week\nD-1;tjugo\n",
    "huge number": b"id;hours_per_week\nD-1;9223372036854775808\n",
    "day 0001": b"id;available_from\nD-1;0001-01-01\n",
    "day 9999": b"id;available_from\nD-1;9999-12-31\n",
    "unknown code": b"id;cannot\nD-1;flying\n",
    "duplicate id": b"id\nD-1\nD-1\n",
    "identity number": b"id\n19121212-1212\n",
    "NUL": b"id;skills\nD-1;\x00\n",
    "broken JSON": b"[{",
    "JSON that is no list": b'{"id": "D-1"}',
}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=list(BAD_FILES))
def test_a_bad_file_is_said_with_its_place_and_ends_with_2(run, tmp_path, places, content):
    file = tmp_path / ("fil.json" if content and content[:1] in b"[{" else "fil.csv")
    if content is not None:
        file.write_bytes(content)
    answer = run("rank", "--participants", file, "--slots", places, "--json")
    assert answer.code == 2
    assert answer.out == ""
    assert file.name in answer.err
    assert "Traceback" not in answer.err
    assert not english(answer.err)
    if content and content.startswith(b"id;"):
        assert re.search(r"[Rr]ad 2|[Kk]olumn namn", answer.err)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rank", "--participant", "D-11"), "ingen deltagare med id D-11. Närmast: D-1"),
        (("rank", "--participant", "\udcff"), "ingen deltagare med id"),
        (("rank", "--top", "0"), "--top är 0"),
        (("rank", "--top", "-3"), "--top är -3"),
        (("rank", "--top", str(2**63)), "--top är 9223372036854775808"),
        (("rank", "--date", "0001-01-01"), "--date är 0001-01-01"),
        (("rank", "--date", "9999-12-31"), "--date är 9999-12-31"),
        (("candidates", "--slot", "P-9"), "ingen plats med id P-9. Närmast: P-"),
        (("reach", "--slot", ""), "ingen plats med id"),
    ],
)
def test_a_bad_option_is_said_and_ends_with_2(run, people, places, words, said):
    answer = run(*words, "--participants", people, "--slots", places, "--json")
    assert answer.code == 2
    assert answer.out == ""
    assert said in answer.err


BAD_WEIGHTS = [
    (None, "finns inte"),
    ("", "är inte JSON"),
    ("[" * 100_000, "är inte JSON"),
    ("[]", "objektet weights saknas"),
    ('{"weights": {"skills": 100}}', "weights saknar experience"),
    (json.dumps({"weights": dict.fromkeys([*FACTORS, "age"], 0)}), "okända faktorer: age"),
    (json.dumps({"weights": dict.fromkeys(FACTORS, 20)}), "tillsammans bli 100, inte 160"),
    (json.dumps({"weights": dict.fromkeys(FACTORS, "12.5")}), "ett tal från 0 till 100"),
    (json.dumps({"weights": dict.fromkeys(FACTORS, float("nan"))}), "ett tal från 0 till 100"),
    (
        json.dumps({"weights": dict.fromkeys(FACTORS, 12.5), "version": "x"}),
        "stämmer inte med versionen x",
    ),
    (" " * 1_000_001, "för stor"),
]


@pytest.mark.parametrize(("content", "said"), BAD_WEIGHTS)
def test_a_bad_weights_file_is_said_in_swedish(run, tmp_path, content, said):
    file, other = tmp_path / "vikter.json", tmp_path / "inget.json"
    other.write_text("[]", encoding="utf-8")
    if content is not None:
        file.write_text(content, encoding="utf-8")
    answer = run("rank", "--participants", other, "--slots", other, "--weights", file)
    assert answer.code == 2
    assert said in answer.err
    assert "vikter.json" in answer.err
    assert not english(answer.err.replace(str(file), ""))


@pytest.mark.parametrize("slots", ["[]", '[{"id": "P-1"}]', '[{"id": "P-1", "paused": true}]'])
def test_no_places_empty_places_and_closed_places_all_get_an_answer(run, people, tmp_path, slots):
    file = tmp_path / "platser.json"
    file.write_text(slots, encoding="utf-8")
    document = run("rank", "--participants", people, "--slots", file, *DAY, "--json")
    text = run("rank", "--participants", people, "--slots", file, *DAY, "--participant", "D-1")
    assert (document.code, text.code) == (0, 0)
    assert len(document.json["results"]) == 3
    if "paused" in slots or slots == "[]":
        assert "Ingen plats kan föreslås den här dagen." in text.out


def table(tmp_path, text):
    file = tmp_path / "table.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_municipality_reads_sfi_courses_in_its_own_way(run, tmp_path):
    people, places = tmp_path / "people.json", tmp_path / "places.json"
    people.write_text('[{"id": "p", "sfi_passed": "C"}]', encoding="utf-8")
    places.write_text('[{"id": "s", "min_swedish_spoken": "B1"}]', encoding="utf-8")
    asked = ("rank", "--participants", people, "--slots", places, *DAY, "--json")
    assert run(*asked).json["results"][0]["eligible"] == 0
    own = table(tmp_path, "course;level\nA;A1\nB;A2\nC;B1\nD;B2\n")
    assert run(*asked, "--sfi", own).json["results"][0]["eligible"] == 1


def test_a_municipality_has_its_own_travel_times(run, tmp_path):
    people, places = tmp_path / "people.json", tmp_path / "places.json"
    person = '[{"id": "p", "municipality": "0483", "travel_max_minutes": 40, "travel_modes": ["public"]}]'
    people.write_text(person, encoding="utf-8")
    places.write_text('[{"id": "s", "municipality": "0484"}]', encoding="utf-8")
    asked = ("rank", "--participants", people, "--slots", places, *DAY, "--json")
    assert run(*asked).json["results"][0]["eligible"] == 0
    own = table(tmp_path, "from;to;mode;minutes\n0483;0484;public;35\n")
    result = run(*asked, "--travel-minutes", own).json["results"][0]
    (commute,) = [r for r in result["suggestions"][0]["requirements"] if r["rule"] == "commute"]
    assert (commute["verdict"], commute["held"]["minutes"]) == ("pass", 35)


@pytest.mark.parametrize("option", ["--sfi", "--travel-minutes"])
def test_a_bad_table_is_said_in_swedish(run, people, places, tmp_path, option):
    own = table(tmp_path, "något;annat\n1;2\n")
    answer = run("rank", "--participants", people, "--slots", places, option, own)
    assert answer.code == 2
    assert "table.csv" in answer.err
    assert answer.out == ""
