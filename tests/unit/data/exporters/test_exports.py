"""Exports: whole or not at all, safe to open in a spreadsheet, and in the words of the contract."""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.exporters import encode, export
from data.records import ParticipantRecord
from matcher import Participant, Slot
from matcher.domain import Skill

PERSON = Participant(
    id="1", skills=(Skill("truck", 2.5), Skill("kassa")), goals=(), hours_per_week=37.5, under_18=False
)
DANGEROUS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "|cmd", "%x", "=cmd|' /C calc'!A0"]


def test_csv_opens_right_in_swedish_excel() -> None:
    content = encode([PERSON], "csv")

    assert content.startswith(b"\xef\xbb\xbfid;municipality;")
    (row,) = csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": "1",
        "skills": "truck:2.5|kassa",
        "goals": "inga",
        "hours_per_week": "37,5",
        "under_18": "nej",
    }


def test_json_leaves_out_what_is_not_known() -> None:
    assert json.loads(encode([PERSON], "json")) == [
        {
            "id": "1",
            "skills": [{"label": "truck", "years": 2.5}, {"label": "kassa"}],
            "goals": [],
            "hours_per_week": 37.5,
            "under_18": False,
        }
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_csv_is_run(text: str) -> None:
    content = encode([Slot(id="1", title=text, required_skills=(text,))], "csv").decode("utf-8-sig")

    (row,) = csv.DictReader(StringIO(content), delimiter=";")
    assert row["title"].startswith("'")
    assert not row["required_skills"].startswith(("=", "+", "-", "@", "|", "%"))


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_excel_is_run(text: str) -> None:
    book = load_workbook(BytesIO(encode([Slot(id="1", title=text)], "xlsx")))

    cell = book.active["D2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_failed_export_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before")

    with pytest.raises(ValueError, match="at most"):
        export([Participant(id="x" * 65)], path)
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        export([PERSON], path)

    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_replaces_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "a.JSON"
    path.write_text("before")

    export([ParticipantRecord.from_domain(PERSON)], path)

    assert json.loads(path.read_text())[0]["id"] == "1"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_none_at_all_needs_to_know_its_kind() -> None:
    assert encode([], "json", kind="slots") == b"[]\n"
    assert encode([], "csv", kind="placements").decode("utf-8-sig").startswith("id;participant_id;")
    with pytest.raises(ValueError, match="which kind"):
        encode([], "csv")


@pytest.mark.parametrize(
    ("records", "form", "said"),
    [([PERSON], "pdf", "csv, xlsx, json"), ([PERSON, Slot("1")], "csv", "one kind")],
)
def test_what_cannot_be_exported_is_said(records: list[object], form: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        encode(records, form)
