"""The administrator's pages for people: the log, retention, copies and erasure; and the settings."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import Date, text, update
from starlette.testclient import TestClient

from service.accounts.permissions import ALLOWED
from service.administration.columns import COLUMNS
from service.administration.copying import PARTS
from service.app import create_app
from service.audit import words
from service.audit.chain import SEALED, sealed
from service.audit.verifying import verify
from service.pages import language
from service.retention.repository import TIMES
from service.settings import Settings
from service.store import Database, migrate
from service.store.copying import LEFT_OUT
from service.store.schema import Base
from tests.integration.test_audit import row_of, run, unguarded
from tests.support import world
from tests.support.accounts import CHEAP, sign_in
from tests.support.outline import check
from tests.support.stores import save
from tests.web.test_sign_in import BASE, browser, store

PLANTED = "Zebrafink"
MINE = world.IDS["mine"]
HIDDEN = world.IDS["another unit's, protected"]
OLD = "2020-01-01T10:00:00.000+00:00"
SECRET = "en-hemlighet-som-aldrig-far-synas-pa-en-sida"
PAGES = ("/granskning", "/gallring", "/registerutdrag", "/radering", "/installningar")


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[TestClient]:
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    database = Database.open(url)
    migrate.upgrade(database)
    world.fill(database)
    save(database, "participant", {"id": "QQ-4711", "goals": [PLANTED]})
    database.close()
    settings = Settings(database_url=url, password_memory_kib=CHEAP, token=SecretStr(SECRET))
    with TestClient(app := create_app(settings), base_url=BASE):
        yield sign_in(browser(app), "ada")


def as_(client: TestClient, name: str) -> TestClient:
    return sign_in(browser(client.app), name)


def rows(page: str) -> list[list[str]]:
    """The rows of the table of the log, as text."""
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    found = re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL) if body else []
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in found
    ]


def log(client: TestClient, **asked: Any) -> list[list[str]]:
    answer = client.get("/granskning", params=asked)
    assert answer.status_code == 200
    check(answer.text)
    return [row[1:] for row in rows(answer.text)]


# --- the log --------------------------------------------------------------------------------------------


def test_an_empty_log_says_so(ada: TestClient) -> None:
    page = ada.get("/granskning").text
    check(page)
    assert "Loggen är tom" in page


def test_who_did_what_when_and_never_what_it_said(ada: TestClient) -> None:
    eva, sam = as_(ada, "eva"), as_(ada, "sam")
    eva.get("/deltagare")
    eva.get(f"/deltagare/{MINE}")
    eva.post(f"/deltagare/{MINE}/beslut", data={"plats": "s1", "beslut": "go_on"})
    assert sam.get(f"/deltagare/{MINE}").status_code == 404
    assert log(ada) == [
        ["Sam (coach)", "fick nej", "deltagarens sida", "–"],
        ["Eva (coach)", "ändrade", "beslut om en plats", "1"],
        ["Eva (coach)", "läste", "deltagarens sida", "1"],
        ["Eva (coach)", "läste", "listan över deltagare", "2"],
    ]
    page = ada.get("/granskning").text
    assert not [key for key in world.IDS.values() if re.search(rf"\b{key}\b", page)]
    assert [row[0] for row in log(ada, konto="sam")] == ["Sam (coach)"]
    assert len(log(ada, arende=MINE)) == 4, "the list and the one who was refused too"
    assert log(ada, arende=world.IDS["a colleague's"]) == []
    assert log(ada, arende="finns-inte") == []
    assert len(log(ada, konto="eva", arende=MINE)) == 3


def test_a_day_is_one_in_sweden(ada: TestClient) -> None:
    with store(ada).write() as session:
        for number, at in enumerate(("2026-11-20T22:59", "2026-11-20T23:00", "2026-11-21T22:59"), start=1):
            values = {"n": number, "at": f"{at}:00.000+00:00"}
            session.execute(
                text(
                    "INSERT INTO audit_entries VALUES "
                    "(:n, :at, 'eva', 'coach', 'read', 'GET /deltagare', 'done', 1, '', '', :n)"
                ),
                values,
            )
    assert len(log(ada, dag="2026-11-21")) == 2
    for wrong in ("i går", "2026-02-30", "9999-12-31"):
        answer = ada.get("/granskning", params={"dag": wrong, "konto": "eva"})
        assert answer.status_code == 422
        assert f'value="{wrong}"' in answer.text
        assert '<option value="eva" selected>' in answer.text
        check(answer.text)


def test_a_long_log_has_pages(ada: TestClient) -> None:
    eva = as_(ada, "eva")
    for _ in range(53):
        eva.get(f"/deltagare/{MINE}/blad")
    first, second = (ada.get("/granskning", params={"konto": "eva", "sida": page}).text for page in (1, 2))
    assert (len(rows(first)), len(rows(second))) == (50, 3)
    assert "konto=eva&amp;sida=2" in first
    check(second)


def test_every_address_that_is_logged_has_a_name() -> None:
    """A page of the log never shows a pattern of an address to people."""
    logged = {path for (_, path), row in ALLOWED.items() if any(map(row.personal, row.cells))}
    assert sorted(logged - set(words.PLACES)) == []


# --- retention ------------------------------------------------------------------------------------------


def age(client: TestClient, *, spare: tuple[str, ...] = ()) -> None:
    """Let everything about people be years old, but whose some are."""
    with store(client).write() as session:
        for (trigger,) in session.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).all():
            session.execute(text(f"DROP TRIGGER {trigger}"))
        for table in Base.metadata.sorted_tables:
            if "participant_id" in table.c or "subject" in table.c:
                days = {c: date(2020, 1, 1) for c in table.c if isinstance(c.type, Date)}
                clocks = {
                    c: OLD for c in table.c if (c.name in TIMES or c.name.endswith("_at")) and c not in days
                }
                if days or clocks:
                    session.execute(update(table).values(days | clocks))
        for one in spare:
            session.execute(
                text("UPDATE caseload SET since = '2099-01-01T10:00:00.000+00:00' WHERE participant_id = :p"),
                {"p": one},
            )


def old_rows(session: Any, number: int) -> None:
    """Let the first rows of the log be years old, and the chain be whole."""
    last = ""
    for one in session.scalars(text("SELECT number FROM audit_entries ORDER BY number")).all():
        row = row_of(session, one) | {"previous": last}
        if one <= number:
            row["at"] = OLD
        last = sealed({name: row[name] for name in SEALED})
        values = {"a": row["at"], "p": row["previous"], "h": last, "n": one}
        run(session, "UPDATE audit_entries SET at = :a, previous = :p, hash = :h WHERE number = :n", **values)
    run(session, "UPDATE audit_head SET hash = :h", h=last)


def people(client: TestClient) -> set[str]:
    with store(client).read() as session:
        return set(session.scalars(text("SELECT id FROM participants")))


def test_retention_counts_first_and_removes_when_the_word_is_typed(ada: TestClient) -> None:
    page = ada.get("/gallring").text
    check(page)
    assert rows(page)[0][-1] == "färre än 5"
    age(ada, spare=(MINE, HIDDEN))
    page = ada.get("/gallring").text
    assert rows(page)[0][:2] == ["Deltagare som inget har hänt med", "24 månader"]
    assert rows(page)[0][-1] == "5", "all but two who are spared and those who are protected"
    refused = ada.post("/gallring", data={"bekrafta": "ja"})
    assert refused.status_code == 422
    check(refused.text)
    assert len(people(ada)) == 11
    done = ada.post("/gallring", data={"bekrafta": " Gallra "})
    assert done.headers["location"] == "/gallring?klart=gallrat"
    assert people(ada) == {MINE, HIDDEN}
    assert "Gallringen är gjord" in ada.get(done.headers["location"]).text
    erased = [row for row in log(ada) if row[1] == "raderade"]
    assert erased == [["Ada (administratör)", "raderade", "gallring", "1"]] * 9


def test_the_log_is_cut_by_retention_and_says_so(ada: TestClient) -> None:
    eva = as_(ada, "eva")
    for _ in range(7):
        eva.get(f"/deltagare/{MINE}")
    with store(ada).write() as session:
        unguarded(session)
        old_rows(session, 5)
    page = ada.get("/gallring").text
    assert rows(page)[-1][1:] == ["60 månader", rows(page)[-1][2], "5"]
    assert ada.post("/gallring", data={"bekrafta": "gallra"}).status_code == 303
    assert log(ada)[0] == ["Ada (administratör)", "gallrade", "de äldsta raderna i loggen", "–"]
    assert len(log(ada)) == 2 + 1 + 1, "two young rows, that of the page, and the one that says so"
    with store(ada).read() as session:
        assert verify(session).fault is None


def test_nothing_leaves_when_somebody_has_changed_the_log(ada: TestClient) -> None:
    eva = as_(ada, "eva")
    for _ in range(3):
        eva.get(f"/deltagare/{MINE}")
    with store(ada).write() as session:
        unguarded(session)
        run(session, "UPDATE audit_entries SET at = :a WHERE number = 1", a=OLD)
    answer = ada.post("/gallring", data={"bekrafta": "gallra"})
    assert answer.status_code == 409
    check(answer.text)
    assert "Någon har ändrat i loggen. Därför har inget tagits bort." in answer.text
    assert len(log(ada, konto="eva")) == 3


# --- a copy ---------------------------------------------------------------------------------------------


def copied(client: TestClient, number: str) -> Any:
    answer = client.post("/registerutdrag", data={"arende": f" {number} "})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith('attachment; filename="registerutdrag-')
    assert answer.headers["cache-control"] == "no-store"
    assert number not in answer.headers["content-disposition"]
    return zipfile.ZipFile(io.BytesIO(answer.content))


def test_a_copy_holds_everything_and_who_has_read_it(ada: TestClient) -> None:
    as_(ada, "eva").get(f"/deltagare/{MINE}/forslag")
    as_(ada, "eva").post(f"/deltagare/{MINE}/beslut", data={"plats": "s1", "beslut": "go_on"})
    check(ada.get("/registerutdrag").text)
    file = copied(ada, MINE)
    document = json.loads(file.read("registerutdrag.json"))
    assert document["deltagare"] == MINE
    parts = document["uppgifter"]
    assert {
        "participants",
        "caseload",
        "decisions",
        "suggestion_runs",
        "placements",
        "record_versions",
    } <= set(parts)
    assert parts["participants"][0]["payload"]["goals"] == [f"Jobba på lager {MINE}"]
    assert [(row["vem"], row["gjorde"], row["vad"]) for row in parts["loggen"]] == [
        ("eva", "läste", "förslag på platser"),
        ("eva", "ändrade", "beslut om en plats"),
    ]
    page = file.read("registerutdrag.html").decode()
    assert '<html lang="sv">' in page
    assert f"Jobba på lager {MINE}" in page
    other = world.IDS["a colleague's"]
    assert other not in json.dumps(document)
    assert other not in page
    again = json.loads(copied(ada, MINE).read("registerutdrag.json"))
    assert again["uppgifter"]["loggen"][-1]["vad"] == "registerutdrag"
    assert again["uppgifter"]["loggen"][-1]["gjorde"] == "läste"


def test_every_table_about_people_has_a_name_in_a_copy() -> None:
    about = {
        table.name
        for table in Base.metadata.sorted_tables
        if {"participant_id", "subject"} & set(table.c.keys())
    }
    assert sorted(about - set(PARTS) - LEFT_OUT) == []


def test_every_column_about_people_has_a_name_in_a_copy() -> None:
    columns = {
        column.name
        for table in Base.metadata.sorted_tables
        if table.name in PARTS
        for column in table.columns
    }
    assert sorted(columns - set(COLUMNS)) == []
    assert sorted(set(COLUMNS) - columns) == []


def test_the_page_of_a_copy_has_no_names_of_columns(ada: TestClient) -> None:
    eva = as_(ada, "eva")
    eva.get(f"/deltagare/{MINE}/forslag")
    eva.post(f"/deltagare/{MINE}/beslut", data={"plats": "s1", "beslut": "go_on"})
    page = copied(ada, MINE).read("registerutdrag.html").decode()
    names = set(re.findall(r"<th[^>]*>([^<]*)</th>", page))
    assert {"Enhet", "Coach", "Beslut", "Ärendenummer", "Uppgifter", "Vem"} <= names
    assert [name for name in names if "_" in name or name in COLUMNS] == []
    assert "Vad deltagaren vill, med egna ord:" in page


def test_a_protected_person_is_found_just_as_anybody(ada: TestClient) -> None:
    for number in (MINE, HIDDEN):
        assert json.loads(copied(ada, number).read("registerutdrag.json"))["uppgifter"]["participants"]
    pages = []
    for number in ("finns-inte", "", "x" * 250, "a\x00b"):
        answer = ada.post("/registerutdrag", data={"arende": number})
        assert answer.status_code == 422
        check(answer.text)
        pages.append(answer.text)
    assert "Det finns ingen deltagare med ärendenumret ”finns-inte”." in pages[0]
    assert "Uppgiften saknas." in pages[1]


# --- erasure --------------------------------------------------------------------------------------------


def test_erasure_asks_twice_and_leaves_no_trace(
    ada: TestClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = {"Authorization": f"Bearer {SECRET}"}
    outside = TestClient(ada.app, base_url=BASE)
    assert outside.get("/api/v1/participants/QQ-4711/suggestions", headers=program).status_code == 200
    check(ada.get("/radering").text)
    sure = ada.post("/radering", data={"arende": "QQ-4711", "gor": "visa"})
    assert sure.status_code == 200
    check(sure.text)
    assert PLANTED not in sure.text
    assert "QQ-4711" in people(ada)
    for again in ("", "qq-4711", "QQ-471"):
        answer = ada.post("/radering", data={"arende": "QQ-4711", "gor": "radera", "igen": again})
        assert answer.status_code == 422
        assert "Inget har raderats" in answer.text
        check(answer.text)
    assert "QQ-4711" in people(ada)
    done = ada.post("/radering", data={"arende": "QQ-4711", "gor": "radera", "igen": " QQ-4711 "})
    assert done.headers["location"] == "/radering?klart=raderad"
    page = ada.get(done.headers["location"]).text
    assert "Deltagaren är raderad" in page
    assert "QQ-4711" not in page
    assert ada.post("/radering", data={"arende": "QQ-4711", "gor": "visa"}).status_code == 422
    for file in tmp_path.iterdir():
        content = file.read_bytes()
        assert PLANTED.encode() not in content, file.name
        assert b"QQ-4711" not in content, file.name
    said = capsys.readouterr()
    assert "QQ-4711" not in said.out + said.err
    assert log(ada, arende="QQ-4711") == []
    assert log(ada)[0] == ["Ada (administratör)", "raderade", "radering", "1"]


# --- settings, and all of them --------------------------------------------------------------------------


def test_settings_are_shown_without_secrets(ada: TestClient) -> None:
    page = ada.get("/installningar").text
    check(page)
    assert "30 minuter" in page
    assert "Finns, och visas aldrig" in page
    assert SECRET not in page
    assert "RATTPLATS" not in page


def test_every_page_is_in_english_too(ada: TestClient) -> None:
    as_(ada, "eva").get("/deltagare")
    ada.cookies.set(language.COOKIE, "en")
    for address in (*PAGES, "/konton", "/nytt-konto", "/konton/eva", "/enheter", "/mitt-konto"):
        page = ada.get(address)
        check(page.text, "en")
        left = set(re.findall(r"\w*[åäöÅÄÖ]\w*", re.sub(r"<[^>]+>", " ", page.text))) - {"Rätt"}
        assert left == set(), address


@pytest.mark.parametrize("name", ["eva", "lena", "ali"])
def test_nobody_else_has_these_pages(ada: TestClient, name: str) -> None:
    other = as_(ada, name)
    for address in PAGES:
        assert other.get(address).status_code == 404
        assert other.post(address, data={"arende": MINE, "gor": "radera", "igen": MINE}).status_code in (
            404,
            405,
        )
    assert MINE in people(ada)
