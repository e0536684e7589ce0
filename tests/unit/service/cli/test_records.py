"""import and export: whole files, or nothing."""

import json

import pytest

from service.store import Database


@pytest.mark.usefixtures("store")
def test_what_goes_in_comes_out(run, people, places, tmp_path):
    assert (
        run("import", "participants", people).out
        == "deltagare.csv: 3 nya deltagare, 0 ändrade, 0 redan lika.\n"
    )
    assert run("import", "slots", places).out == "platser.csv: 3 nya platser, 0 ändrade, 0 redan lika.\n"
    assert run("import", "slots", places).out == "platser.csv: 0 nya platser, 0 ändrade, 3 redan lika.\n"
    out = tmp_path / "ut.json"
    answer = run("export", "participants", out)
    assert (answer.code, answer.out) == (0, f"3 deltagare skrivna till {out}.\n")
    second = {record["id"]: record for record in json.loads(out.read_text("utf-8"))}["D-2"]
    assert second["hours_per_week"] == 15.5
    assert second["licences"] == []
    assert second["cannot"] == ["heavy_lifting"]
    assert second.get("study_hours") is None


@pytest.mark.usefixtures("store")
def test_a_changed_record_replaces_the_old_one(run, tmp_path):
    file = tmp_path / "platser.csv"
    file.write_text("id;title\nP-1;Lager\n", encoding="utf-8")
    run("import", "slots", file)
    file.write_text("id;title\nP-1;Kontor\n", encoding="utf-8")
    assert "0 nya platser, 1 ändrade" in run("import", "slots", file).out


@pytest.mark.usefixtures("store")
def test_placements_go_in_and_out(run, tmp_path):
    file, out = tmp_path / "in.csv", tmp_path / "ut.csv"
    file.write_text("id;participant_id;slot_id;outcome\nL-1;D-1;P-1;completed\n", encoding="utf-8")
    assert "1 nya placeringar" in run("import", "placements", file).out
    assert run("export", "placements", out).code == 0
    assert "completed" in out.read_text("utf-8-sig")


def test_a_file_that_courses_contradict_is_refused_by_row(run, tmp_path, store):
    from tests.support.courses import WAY, a_town, kept, suggest, take

    database = Database.open(f"sqlite:///{store}")
    try:
        a_town(database, capacity=2)
        take(database, suggest(database), *WAY)
        file = tmp_path / "placeringar.csv"
        file.write_text(
            "id;participant_id;slot_id;outcome\nx;d1;t;completed\ny;d0;t;ongoing\n", encoding="utf-8"
        )
        answer = run("import", "placements", file)
        assert answer.code == 2
        assert "Rad 3, kolumn participant_id: Deltagaren har redan en annan praktik som pågår." in answer.err
        assert kept(database, "placement", "x") is None, "nothing half written"
    finally:
        database.close()


@pytest.mark.usefixtures("store")
def test_a_bad_row_stops_the_whole_file(run, tmp_path):
    file, out = tmp_path / "deltagare.csv", tmp_path / "ut.json"
    file.write_text("id;hours_per_week\nD-1;20\nD-2;tjugo\n", encoding="utf-8")
    answer = run("import", "participants", file)
    assert answer.code == 2
    assert "Rad 3" in answer.err
    assert "hours_per_week" in answer.err
    run("export", "participants", out)
    assert json.loads(out.read_text("utf-8")) == []


def test_an_unknown_kind_is_said(run, people):
    answer = run("import", "people", people)
    assert answer.code == 2
    assert "Välj participants, slots, placements." in answer.err


def test_a_store_that_is_not_migrated_says_what_to_run(run, people, tmp_path, monkeypatch):
    monkeypatch.setenv("RATTPLATS_DATABASE_URL", f"sqlite:///{tmp_path / 'ny.sqlite3'}")
    answer = run("import", "participants", people)
    assert answer.code == 2
    assert "rattplats migrate" in answer.err
    assert not (tmp_path / "ny.sqlite3").exists()


@pytest.mark.parametrize(
    "url",
    [
        "nonsens",
        "mysql://x/y",
        "sqlite://",
        "sqlite:////finns/inte/x.sqlite3",
        "postgresql://x@127.0.0.1:1/y",
    ],
)
def test_a_store_that_cannot_be_reached_is_said(run, people, monkeypatch, url):
    monkeypatch.setenv("RATTPLATS_DATABASE_URL", url)
    answer = run("import", "participants", people)
    assert answer.code == 2
    assert "RATTPLATS_DATABASE_URL" in answer.err
    assert "Traceback" not in answer.err


def test_settings_that_cannot_be_used_are_named(run, monkeypatch):
    monkeypatch.setenv("RATTPLATS_PORT", "70000")
    answer = run("migrate")
    assert answer.code == 2
    assert "RATTPLATS_PORT" in answer.err


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("name", ["ut.txt", "ut", "ut.csv.gz"])
def test_a_name_without_a_format_is_refused(run, tmp_path, name):
    answer = run("export", "slots", tmp_path / name)
    assert answer.code == 2
    assert ".csv, .xlsx, .json" in answer.err
    assert not (tmp_path / name).exists()


@pytest.mark.usefixtures("store")
def test_a_folder_that_is_missing_is_said(run, tmp_path):
    answer = run("export", "slots", tmp_path / "finns" / "inte.csv")
    assert answer.code == 2
    assert "finns inte" in answer.err
