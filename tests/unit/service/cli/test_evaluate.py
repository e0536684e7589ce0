"""The commands ``evaluate`` and ``results`` on files of an invented history."""

import json

import pytest

from data.synthetic import municipality, write


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("historia")
    write(municipality(participants=1, employers=10, slots=1, placements=40), folder)
    return folder


@pytest.fixture
def evaluate(run, files):
    def ask(*more):
        return run(
            *("evaluate", "--participants", files / "past_participants.csv"),
            *("--slots", files / "past_slots.csv", "--placements", files / "placements.csv", *more),
        )

    return ask


def test_it_says_what_can_and_cannot_be_said_and_writes_a_report(evaluate, tmp_path):
    answer = evaluate("--out", tmp_path / "ut")
    assert answer.code == 0, answer.err
    assert answer.out.startswith("Historiken är påhittad (syntetisk).")
    assert "Det här går inte att säga:" in answer.out
    assert (tmp_path / "ut" / "rapport.html").read_text("utf-8").startswith("<!doctype html>")
    told = json.loads((tmp_path / "ut" / "rapport.json").read_text("utf-8"))
    assert told["data"]["placements"] == 40
    assert [source["name"] for source in told["manifest"]["sources"]] == [
        "Deltagare",
        "Platser",
        "Placeringar",
    ]


def test_json_is_the_document_and_nothing_else(evaluate, files, tmp_path):
    ids = [
        line.split(";")[0]
        for line in (files / "past_participants.csv").read_text("utf-8-sig").splitlines()[1:]
    ]
    groups = tmp_path / "grupper.csv"
    groups.write_text("participant_id;kön\n" + "".join(f"{id_};kvinna\n" for id_ in ids), encoding="utf-8")
    answer = evaluate("--json", "--groups", groups)
    document = json.loads(answer.out)
    assert (answer.code, document["kind"], document["synthetic"]) == (0, "rattplats-evaluation", True)
    assert document["fairness"]["variables"][0]["variable"] == "kön"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("participant_id;kön\nX9;kvinna\n", "Deltagaren X9 finns inte bland deltagarna."),
        ("id;kön\n", "participant_id"),
    ],
)
def test_a_file_of_groups_with_faults_ends_with_2(evaluate, tmp_path, text, said):
    groups = tmp_path / "grupper.csv"
    groups.write_text(text, encoding="utf-8")
    answer = evaluate("--groups", groups)
    assert answer.code == 2
    assert said in answer.err


def test_a_history_with_faults_ends_with_2_and_says_where(run, files, tmp_path):
    lines = (files / "placements.csv").read_text("utf-8-sig").splitlines()
    bad = tmp_path / "fel.csv"
    bad.write_text("\n".join([lines[0], lines[1].replace("DH0", "XX0"), *lines[2:]]), encoding="utf-8")
    answer = run(
        *("evaluate", "--participants", files / "past_participants.csv"),
        *("--slots", files / "past_slots.csv", "--placements", bad),
    )
    assert answer.code == 2
    assert "Rad 2, kolumn participant_id" in answer.err


def test_out_must_be_a_folder(evaluate, tmp_path):
    (tmp_path / "fil").write_text("")
    answer = evaluate("--out", tmp_path / "fil")
    assert answer.code == 2
    assert "är ingen mapp" in answer.err


def test_results_in_words_and_as_json(run, files):
    placements = files / "placements.csv"
    answer = run("results", "--placements", placements, "--aim", "30", "--by", "half")
    assert answer.code == 0, answer.err
    assert "Placeringarna är påhittade (syntetiska)." in answer.out
    assert "Deltagare som fått stöd" in answer.out
    document = json.loads(run("results", "--placements", placements, "--json").out)
    assert (document["kind"], document["supported"], document["aim"]) == ("rattplats-results", 25, None)


def test_results_with_all_participants_units_and_days(run, files, tmp_path):
    ids = [
        line.split(";")[0]
        for line in (files / "past_participants.csv").read_text("utf-8-sig").splitlines()[1:]
    ]
    units = tmp_path / "enheter.csv"
    units.write_text("participant_id;enhet\n" + "".join(f"{id_};Norr\n" for id_ in ids), encoding="utf-8")
    answer = run(
        *("results", "--placements", files / "placements.csv", "--units", units),
        *("--participants", files / "past_participants.csv", "--from", "2024-01-01", "--to", "2030-01-01"),
    )
    assert answer.code == 0, answer.err
    assert "Efter enhet, till arbete eller studier:" in answer.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--by", "vecka"), "--by är vecka. Välj något av year, half, quarter."),
        (("--aim", "hälften"), "--aim är hälften. Ange ett heltal från 0 till 100."),
        (("--from", "i går"), "Skriv dagen som åååå-mm-dd"),
    ],
)
def test_results_refuse_what_they_cannot_read(run, files, words, said):
    answer = run("results", "--placements", files / "placements.csv", *words)
    assert answer.code == 2
    assert said in answer.err
