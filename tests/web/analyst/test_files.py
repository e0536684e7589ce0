"""/import and /export: what was understood, the whole file or nothing, and whose people."""

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from data.loaders import load
from service.accounts import caseload
from service.files import waiting
from service.store import Database, records
from tests.support.outline import check
from tests.support.past import ADMINISTRATOR, ANALYST, COACH, LIAISON
from tests.web.analyst.conftest import SignedIn

SLOTS = (
    "id;title;required_skills;paused;hours_min\nP-1;Lagerarbetare;truck|plock;nej;20,5\nP-2;Kock;inga;ja;\n"
)


@pytest.fixture(autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    where = tmp_path_factory.mktemp("waits")
    monkeypatch.setattr(waiting.tempfile, "gettempdir", lambda: str(where))
    return where


def store(client: TestClient) -> Database:
    database: Database = client.app.state.service.database  # type: ignore[attr-defined]
    return database


def send(client: TestClient, kind: str, text: str | bytes, name: str = "fil.csv"):  # type: ignore[no-untyped-def]
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(f"/import/{kind}", files={"fil": (name, content, "text/csv")})


def key(page: str) -> str:
    found = re.search(r'name="fil" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.mark.writes
def test_a_file_is_shown_as_it_was_understood_and_then_stored_whole(enter: SignedIn, folder: Path) -> None:
    client = enter(ANALYST)
    page = send(client, "platser", SLOTS)
    assert page.status_code == 200
    check(page.text)
    text = " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
    assert "Filen har 2 rader." in text
    assert "2 nya" in text
    assert "Måste kunna truck, plock" in text
    assert "Minst timmar i veckan 20,5" in text
    assert "Måste kunna Inga" in text
    with store(client).read() as session:
        assert records.get(session, "slot", "P-1") is None
    (kept,) = [path for path in folder.rglob("*") if path.is_file()]
    assert b"Lagerarbetare" not in kept.read_bytes()
    assert kept.stat().st_mode & 0o077 == 0
    saved = client.post("/import/platser/spara", data={"fil": key(page.text)})
    assert "Filen är sparad: 2 nya, 0 ändrade, 0 var redan lika." in saved.text
    check(saved.text)
    with store(client).read() as session:
        stored = records.get(session, "slot", "P-1")
    assert stored is not None
    assert stored.document["required_skills"] == ["truck", "plock"]
    assert not [path for path in folder.rglob("*") if path.is_file()]
    again = client.post("/import/platser/spara", data={"fil": key(page.text)})
    assert again.status_code == 422
    assert "redan sparad" in again.text
    check(again.text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Ingen fil är vald"),
        ("id;title\n", "inga rader"),
        ("id;hours_min\nP-1;många\nP-2;10\n", "Rad 2, kolumn hours_min:"),
        ("id;title\nP-1;19811228-9874\n", "personnummer"),
        ("id;title\nP-1;Bara tjejer, max 35 år\n", "diskriminera"),
    ],
)
def test_a_bad_file_says_where_and_stores_nothing(
    enter: SignedIn, folder: Path, text: str, said: str
) -> None:
    client = enter(LIAISON)
    page = send(client, "platser", text)
    assert page.status_code == 422
    check(page.text)
    assert said in re.sub(r"<[^>]+>", "", page.text)
    assert "19811228" not in page.text
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_what_somebody_else_left_cannot_be_stored_nor_as_another_kind(enter: SignedIn) -> None:
    left = key(send(enter(ANALYST), "platser", SLOTS).text)
    assert enter(LIAISON).post("/import/platser/spara", data={"fil": left}).status_code == 422
    for wrong in ("", "x", left[:-4] + "AAA="):
        assert enter(ANALYST).post("/import/platser/spara", data={"fil": wrong}).status_code == 422


@pytest.mark.writes
def test_new_participants_are_the_coachs_own_and_others_cannot_be_overwritten(enter: SignedIn) -> None:
    client = enter(COACH)
    page = send(client, "deltagare", "id;goals\nNY-1;arbeta på lager\nNY-2;\n")
    assert client.post("/import/deltagare/spara", data={"fil": key(page.text)}).status_code == 200
    with store(client).read() as session:
        case = caseload.of(session, "NY-1")
        (stranger,) = [
            row.id
            for row in records.page(session, "participant", limit=3)
            if (found := caseload.of(session, row.id)) and found.unit == "syd"
        ][:1]
    assert case is not None
    assert (case.coach, case.unit) == (COACH, "norr")
    refused = send(client, "deltagare", f"id;goals\nNY-3;städa\n{stranger};städa\n")
    assert refused.status_code == 422
    check(refused.text)
    assert "används redan" in refused.text
    unknown = send(client, "placeringar", f"id;participant_id;slot_id\nH-1;{stranger};P-1\n")
    missing = send(client, "placeringar", "id;participant_id;slot_id\nH-1;finns-inte;P-1\n")
    assert unknown.status_code == missing.status_code == 422
    assert unknown.text == missing.text, "who may not be seen is as who is not there"


def test_templates_can_be_read_back(enter: SignedIn) -> None:
    for role, word, kind in (
        (COACH, "deltagare", "participants"),
        (COACH, "placeringar", "placements"),
        (ANALYST, "platser", "slots"),
    ):
        client = enter(role)
        check(client.get(f"/import/{word}").text)
        for form in ("csv", "xlsx"):
            answer = client.get(f"/import/{word}/mall?form={form}")
            assert answer.headers["content-disposition"] == f'attachment; filename="mall-{word}.{form}"'
            assert len(load(kind, answer.content, f"mall.{form}").records) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("role", "reads", "gives"),
    [
        (COACH, {"deltagare", "placeringar"}, {"deltagare", "placeringar", "platser", "arbetsgivare"}),
        (LIAISON, {"platser"}, {"platser", "arbetsgivare"}),
        (ANALYST, {"platser"}, {"platser", "arbetsgivare", "vikter"}),
    ],
)
def test_a_role_is_offered_what_it_may_and_no_more(
    enter: SignedIn, role: str, reads: set[str], gives: set[str]
) -> None:
    client = enter(role)
    page = client.get("/import").text
    check(page)
    assert {word for word in ("deltagare", "platser", "placeringar") if f'"/import/{word}"' in page} == reads
    page = client.get("/export").text
    check(page)
    words = ("deltagare", "platser", "placeringar", "arbetsgivare", "vikter")
    assert {word for word in words if f"/export/{word}?" in page} == gives
    for word in words:
        assert (client.get(f"/export/{word}?form=json").status_code == 200) == (word in gives)


def test_an_administrator_takes_no_case_along(enter: SignedIn) -> None:
    for address in ("/import", "/export", "/export/deltagare", "/import/deltagare"):
        assert enter(ADMINISTRATOR).get(address).status_code == 404


def test_a_coach_gets_the_own_people_only(enter: SignedIn) -> None:
    client = enter(COACH)
    rows = list(
        csv.DictReader(
            StringIO(client.get("/export/deltagare?form=csv").content.decode("utf-8-sig")), delimiter=";"
        )
    )
    with store(client).read() as session:
        units = {case.unit for row in rows if (case := caseload.of(session, row["id"]))}
    assert units == {"norr"}
    assert len(
        load("participants", client.get("/export/deltagare?form=xlsx").content, "x.xlsx").records
    ) == len(rows)


@pytest.mark.writes
def test_no_cell_is_run_by_a_spreadsheet(enter: SignedIn) -> None:
    client = enter(ANALYST)
    page = send(client, "platser", 'id;employer_id;employer_name;title\nP-1;A-1;"=1+1";"=HYPERLINK(""x"")"\n')
    client.post("/import/platser/spara", data={"fil": key(page.text)})
    for word in ("platser", "arbetsgivare"):
        table = client.get(f"/export/{word}?form=csv").content.decode("utf-8-sig")
        assert not re.search(r'(^|;)"?=', table, re.MULTILINE)
        assert "'=1+1" in table
    sheet = load_workbook(BytesIO(client.get("/export/platser?form=xlsx").content)).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} <= {"s", "n"}


def test_a_file_that_is_too_large_is_refused_before_it_is_read(enter: SignedIn) -> None:
    client = enter(ANALYST)
    answer = send(client, "platser", b"x" * 20_000_001)
    assert answer.status_code == 413
