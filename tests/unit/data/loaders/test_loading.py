"""Files as programs write them: encodings, separators, sheets, and what is said about what was left out."""

import codecs
import re
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from data.loaders import BadFile, Loaded, Problem, load, load_participants, load_placements, load_slots
from data.loaders.columns import LAYOUTS
from data.loaders.templates import template
from matcher import Participant, Slot
from matcher.domain import Placement
from tests.unit.data.loaders.workbooks import with_part, workbook

SWEDISH = "id;title\n1;Städare på äldreboende\n"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "content",
    [
        SWEDISH.encode(),
        codecs.BOM_UTF8 + SWEDISH.encode(),
        SWEDISH.encode("cp1252"),
        SWEDISH.encode("utf-16"),
        codecs.BOM_UTF16_BE + SWEDISH.encode("utf-16-be"),
        SWEDISH.replace(";", ",").encode(),
        SWEDISH.replace(";", "\t").encode(),
        SWEDISH.replace("\n", "\r\n").encode(),
        SWEDISH.replace("\n", "\r").encode(),
        SWEDISH.replace("id;title", " ID ; Title ").encode(),
        SWEDISH.replace("id;title", '"id";"title"').encode(),
        ("sep=;\n" + SWEDISH).encode(),
        ("sep=,\r\n" + SWEDISH.replace(";", ",")).encode(),
        SWEDISH.replace("1;Städare på äldreboende", ';\n\n1;"Städare på äldreboende"\n;').encode(),
        SWEDISH.replace("title", "title;").replace("boende", "boende;").encode(),
        b'[{"id": "1", "title": "St\\u00e4dare p\\u00e5 \\u00e4ldreboende"}]',
    ],
)
def test_encodings_separators_and_line_ends(content: bytes) -> None:
    assert load("slots", content).records == [Slot(id="1", title="Städare på äldreboende")]


def test_windows_1252_needs_no_swedish_letter() -> None:
    assert load("slots", "id;title\n1;8–17 “ok”\n".encode("cp1252"), "a.csv").records[0].title == "8–17 “ok”"


def test_what_is_unknown_and_what_is_none_are_kept_apart() -> None:
    from_table = load("participants", b"id;skills;goals\n1;inga;\n", "a.csv").records
    from_json = load("participants", b'[{"id": "1", "skills": [], "goals": null}]', "a.json").records

    assert from_table == from_json == [Participant(id="1", skills=(), goals=None)]


def test_an_empty_json_list_is_known_to_be_none() -> None:
    assert load("slots", b"[]", "a.json") == Loaded([], [], "post")


def test_a_row_has_the_number_that_excel_shows() -> None:
    with pytest.raises(BadFile) as caught:
        load("slots", b'id;tasks;lat\n1;"two\nlines";1\n\n2;;x\n', "a.csv")

    assert caught.value.problems == (
        Problem(4, "lat", "x", "”x” är inte ett tal.", "Skriv t.ex. 20 eller 37,5."),
    )
    assert (
        str(caught.value.problems[0]) == "Rad 4, kolumn lat: ”x” är inte ett tal. Skriv t.ex. 20 eller 37,5."
    )


def test_the_first_visible_sheet_with_cells_is_read_and_said(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        hidden = book.create_sheet("Listor", 0)
        hidden.append(["id"])
        hidden.sheet_state = "hidden"
        sheet = book.create_sheet("Deltagare")
        for row in (["id"], ["1"], ["2"], ["3"]):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        book.create_sheet("Mer").append(["annat"])

    loaded = load("participants", workbook(change=change), "a.xlsx")

    assert [person.id for person in loaded.records] == ["1", "2", "3"]
    assert loaded.notes == (
        "Arket ”Deltagare” lästes; filens övriga ark lästes inte.",
        "Dolda rader lästes också: 3.",
    )


def test_a_formula_with_a_saved_value_is_read_as_its_value() -> None:
    content = with_part(
        workbook(["id", "hours_per_week"], ["1", "=10+10"]),
        SHEET,
        lambda part: re.sub(rb"<v ?/>|<v></v>", b"<v>20</v>", part),  # as written without and with lxml
    )

    assert load("participants", content, "a.xlsx").records[0].hours_per_week == 20


def test_durations_and_empty_edges_of_a_sheet() -> None:
    content = workbook(
        [],
        ["id", "hours_per_week", "earliest", None],
        ["1", timedelta(hours=37, minutes=30), timedelta(hours=8), None],
        [None, None],
        ["2"],
    )

    assert load("participants", content, "a.xlsx").records == [
        Participant(id="1", hours_per_week=37.5, earliest="08:00"),  # type: ignore[arg-type]
        Participant(id="2"),
    ]


def test_a_workbook_is_known_by_its_content() -> None:
    assert load("slots", workbook(["id"], ["1"]), "export.csv").records == [Slot(id="1")]


def test_the_three_kinds_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"

    path.write_text("id\n1\n")
    assert load_participants(path) == [Participant(id="1")]
    assert load_slots(str(path)) == [Slot(id="1")]
    path.write_text("id;participant_id;slot_id;outcome\n1;2;3;Anställd\n")
    assert load_placements(path, name="historik") == [Placement("1", "2", "3", outcome="hired")]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(BadFile, match="får inte läsas"):
        load("slots", tmp_path / "a.csv")


@pytest.mark.parametrize("kind", list(LAYOUTS))
def test_a_template_can_be_loaded_and_shows_every_column(kind: Any) -> None:
    text = template(kind)

    assert text.splitlines()[0].split(";") == list(LAYOUTS[kind].record.model_fields)
    assert len(text.splitlines()) == 2
    (record,) = load(kind, text.encode("utf-8-sig"), "mall.csv").records
    assert sum(getattr(record, name) is not None for name in LAYOUTS[kind].readers) >= 7


def test_550_records_are_read_in_the_blink_of_an_eye() -> None:
    header, row = template("slots").splitlines()
    content = "\n".join([header, *(row.replace("P-2001", f"P-{number}") for number in range(550))]).encode()

    start = time.process_time()
    assert len(load("slots", content, "a.csv").records) == 550
    assert time.process_time() - start < 0.5
