"""allocate: the shape of the contract, the text a coach reads, locks from a file, and bad input."""

import json

import pytest
from test_shell import english

DAY = ("--date", "2026-11-21")


@pytest.fixture
def files(people, places):
    return "--participants", people, "--slots", places, *DAY


def written(tmp_path, text, name="las.csv"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def test_the_document_of_the_contract(run, files):
    answer = run("allocate", *files, "--json")
    assert answer.code == 0
    assert answer.err == ""
    document = answer.json
    assert list(document)[:6] == ["weights", "model", "date", "assignments", "unassigned", "total"]
    lines = {line["participant_id"]: line for line in document["assignments"]}
    assert {"participant_id", "slot_id", "score"} <= lines["D-1"].keys()
    assert lines["D-1"]["slot_id"] == "P-1"
    assert lines["D-2"]["slot_id"] == "P-2"
    assert document["total"] == sum(line["score"] for line in document["assignments"])
    for line in document["unassigned"]:
        assert {"participant_id", "reason"} <= line.keys()
    everybody = [line["participant_id"] for line in (*document["assignments"], *document["unassigned"])]
    assert sorted(everybody) == ["D-1", "D-2", "D-3"]


def test_points_are_those_of_rank(run, files):
    ranked = {
        (result["participant_id"], one["slot_id"]): one["score"]
        for result in run("rank", *files, "--json").json["results"]
        for one in result["suggestions"]
    }
    for line in run("allocate", *files, "--json").json["assignments"]:
        assert line["score"] == ranked[line["participant_id"], line["slot_id"]]


def test_the_text_says_who_gets_what_and_why(run, files):
    answer = run("allocate", *files)
    assert answer.code == 0
    text = " ".join(answer.out.split())
    assert "Förslag – du bestämmer. Inget är bokat." in text
    assert "Deltagare D-1: Lagerarbetare, Nordlager AB (plats P-1)" in text
    assert "Varför:" in text
    assert "Prioritet 3: 3 av 3 får en plats." in text
    assert not english(answer.out)


def test_who_gets_no_place_is_told_why_and_what_would_help(run, files, tmp_path):
    locks = written(
        tmp_path, "participant_id;slot_id;rule\nD-2;P-2;uteslut\nD-3;P-1;ban\nD-3;P-2;ban\nD-1;P-1;lås\n"
    )
    answer = run("allocate", *files, "--locks", locks)
    text = " ".join(answer.out.split())
    assert "Utkast 2026-11-21: 1 av 3 deltagare får en plats." in text
    assert "(låst i förväg)" in text
    assert "Utan plats i utkastet:" in text
    assert "Deltagare D-2: Varje plats som passar är utesluten för deltagaren" in text
    assert "Öppnas: Lagerarbetare, Nordlager AB (plats P-1)." in text
    assert "Bra att fråga:" in text


def test_one_employer_is_not_flooded(run, files, tmp_path):
    locks = written(
        tmp_path, json.dumps([{"participant_id": "D-3", "slot_id": "P-1", "rule": "lock"}]), "las.json"
    )
    answer = run("allocate", *files, "--per-employer", "1", "--locks", locks, "--json").json
    assert {line["participant_id"]: line["locked"] for line in answer["assignments"]} == {
        "D-2": False,
        "D-3": True,
    }
    (left,) = answer["unassigned"]
    assert (left["participant_id"], answer["per_employer"]) == ("D-1", 1)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "participant_id;slot_id\nD-1;P-1\n", "Rubrikraden är fel."),
        ("a.csv", "participant_id;slot_id;rule\nD-1;P-1;kanske\n", "”kanske” är ingen regel."),
        ("a.csv", "participant_id;slot_id;rule\nD-1;;lock\n", "Uppgiften slot_id saknas."),
        ("a.csv", "participant_id;slot_id;rule\nD-1;P-1\n", "Raden har 2 celler men rubrikraden har 3."),
        (
            "a.csv",
            "participant_id;slot_id;rule\nD-9;P-1;lock\n",
            "deltagare D-9 finns inte i de andra filerna.",
        ),
        ("a.csv", "participant_id;slot_id;rule\nD-1;P-9;ban\n", "plats P-9 finns inte i de andra filerna."),
        (
            "a.csv",
            "participant_id;slot_id;rule\nD-1;P-3;lock\n",
            "kan inte låsas till plats P-3. Ett krav hindrar",
        ),
        ("a.csv", "participant_id;slot_id;rule\nD-1;P-1;lock\nD-1;P-2;lock\n", "låst till två platser"),
        ("a.csv", "", "Filen är tom."),
        ("a.json", "{", "Filen är inte giltig JSON."),
        ("a.json", '{"a": 1}', "Filen är inte en lista."),
        ("a.json", "[1]", "är inte ett objekt."),
    ],
)
def test_a_bad_file_of_locks_is_refused(run, files, tmp_path, *, name, text, said):
    answer = run("allocate", *files, "--locks", written(tmp_path, text, name))
    assert answer.code == 2
    assert answer.out == ""
    assert said in " ".join(answer.err.split())
    assert not english(answer.err)


def test_a_missing_file_of_locks_is_refused(run, files, tmp_path):
    answer = run("allocate", *files, "--locks", tmp_path / "saknas.csv")
    assert answer.code == 2
    assert "Filen finns inte." in answer.err


@pytest.mark.parametrize("number", ["0", "-1", "två", "1.5"])
def test_a_bad_limit_is_refused(run, files, number):
    answer = run("allocate", *files, "--per-employer", number)
    assert answer.code == 2
    assert f"--per-employer är {number}." in answer.err


def test_nobody_is_said(run, places, tmp_path):
    empty = written(tmp_path, "[]", "tom.json")
    answer = run("allocate", "--participants", empty, "--slots", places, *DAY)
    assert (answer.code, answer.out) == (0, "Det finns inga deltagare i filen.\n")
