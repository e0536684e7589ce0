"""Every address that shows people writes a row of the log first, with whom it shows; else nothing leaves."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from service.accounts.permissions import Rule
from service.audit import notes, repository
from service.audit.repository import Sought
from service.audit.verifying import verify
from service.store import Database
from tests.api.conftest import MakeClient
from tests.api.test_permissions import API, GUARDED, PAGES, SAMPLES, ask, client
from tests.support.world import IDS, ROLES, SLOT

__all__ = ["client"]

MINE = IDS["mine"]
LOGGED = [row for row in GUARDED if any(row.personal(role) for role in ROLES)]
PEOPLE = [row for row in LOGGED if set(row.cells.values()) & {"own", "plain", "shared", "any"}]


def store(client: TestClient) -> Database:
    database: Database = client.app.state.service.database  # type: ignore[attr-defined]
    return database


def key(row: Rule) -> str:
    if row.about == "placement":
        return f"x-{MINE}"
    return "participants" if "imports" in row.path else SAMPLES.get(row.about, MINE)


def askers(row: Rule) -> Iterator[str]:
    for role in ROLES:
        if row.word(role) not in ("-", "yes") and not (row in PAGES and role == "program"):
            yield role


def named(text: str) -> set[str]:
    """Whose ids stand in a text, as words: the hash of the style sheet may hold their letters."""
    return {one for one in IDS.values() if re.search(rf"\b{one}\b", text)}


def last(client: TestClient) -> int:
    with store(client).read() as session:
        return repository.latest(session)[0]


def about(client: TestClient, after: int) -> list[tuple[str, str, set[str]]]:
    """The rows after a number: action, outcome, and whom each is about."""
    query = text(
        "SELECT e.number, e.action, e.outcome, p.participant_id FROM audit_entries e "
        "LEFT JOIN audit_subjects s ON s.number = e.number LEFT JOIN audit_people p ON p.alias = s.alias "
        "WHERE e.number > :n ORDER BY e.number"
    )
    found: dict[int, tuple[str, str, set[str]]] = {}
    with store(client).read() as session:
        for number, action, outcome, who in session.execute(query, {"n": after}):
            found.setdefault(number, (action, outcome, set()))[2].update({who} - {None})
    return list(found.values())


@contextmanager
def unwritable(client: TestClient) -> Iterator[None]:
    """Let the log refuse every row."""
    with store(client).write() as session:
        session.execute(
            text("CREATE TRIGGER broken BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no'); END")
        )
    try:
        yield
    finally:
        with store(client).write() as session:
            session.execute(text("DROP TRIGGER broken"))


@pytest.mark.parametrize("row", [row for row in PEOPLE if row.method == "GET"], ids=lambda r: r.path)
def test_what_is_not_logged_is_not_shown(client: TestClient, row: Rule) -> None:
    for role in askers(row):
        before = ask(client, row, role, key(row))
        with unwritable(client):
            answer = ask(client, row, role, key(row))
        if before.status_code == 200 and answer.status_code == 200:
            assert named(before.text) == set(), "whoever shows nobody may answer"
            continue
        assert answer.status_code == 503, (role, answer.text[:200])
        assert "Inget har sparats och inget visas" in answer.text
        assert answer.headers["retry-after"]
        assert "Jobba på lager" not in answer.text
        assert named(answer.text) <= {MINE}, "MINE was asked for"


@pytest.mark.parametrize("row", PEOPLE, ids=lambda row: f"{row.method} {row.path}")
def test_every_address_says_whom_it_shows(
    client: TestClient, row: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is logged as seen for want of a call of `audit.shown`."""
    vague = []
    due = notes.Note.due

    def watched(note: notes.Note, session: Any, status: int = 200) -> Any:
        if status < 400 and not note.told and note.everybody is not None and not note.counts:
            vague.append(note.what)
        return due(note, session, status)

    monkeypatch.setattr(notes.Note, "due", watched)
    for role in askers(row):
        ask(client, row, role, key(row))
    assert vague == [], "call audit.shown with the people on the page"


@pytest.mark.parametrize(
    "row", [row for row in PEOPLE if row.about == "participant"], ids=lambda row: f"{row.method} {row.path}"
)
def test_a_participant_in_the_address_is_in_the_row(client: TestClient, row: Rule) -> None:
    for role in askers(row):
        before = last(client)
        answer = ask(client, row, role, MINE)
        rows = about(client, before)
        assert rows, role
        assert all(who == {MINE} for _, _, who in rows), rows
        assert rows[0][0] == ("read" if row.method == "GET" else "write")
        assert rows[-1][1] == ("done" if answer.status_code < 400 else "refused")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "path", [f"{API}/participants", f"{API}/placements", f"{API}/slots/{SLOT}/candidates"]
)
def test_a_list_is_logged_with_just_those_on_it(client: TestClient, path: str, role: str) -> None:
    before = last(client)
    answer = client.get(path, headers=client.tokens[role])  # type: ignore[attr-defined]
    listed = answer.json().get("items") or answer.json().get("suggestions") or []
    shown = {one.get("participant_id", one.get("id")) for one in listed}
    rows = about(client, before)
    if answer.status_code == 200 and shown:
        assert [(action, outcome) for action, outcome, _ in rows] == [("read", "done")]
        assert shown <= rows[0][2]
        with store(client).read() as session:
            assert repository.entries(session, Sought(), start=0, most=1)[0].people == len(rows[0][2])
    elif answer.status_code == 404:
        assert [(action, outcome) for action, outcome, _ in rows] == [("read", "refused")]


def test_who_tries_is_noted_also_when_there_is_nobody(client: TestClient) -> None:
    hidden = IDS["another unit's, protected"]
    for one, expected in ((hidden, {hidden}), ("finns-inte", set())):
        before = last(client)
        headers = client.tokens["coach"]  # type: ignore[attr-defined]
        assert client.get(f"{API}/participants/{one}", headers=headers).status_code == 404
        assert about(client, before) == [("read", "refused", expected)]


def test_what_is_not_about_people_leaves_no_row(client: TestClient) -> None:
    before = last(client)
    for path in ("/healthz", f"{API}/slots", f"{API}/employers", f"{API}/weights"):
        assert client.get(path, headers=client.tokens["program"]).status_code == 200  # type: ignore[attr-defined]
    assert client.get(f"{API}/participants").status_code == 401
    assert last(client) == before


def test_a_change_and_its_row_are_one(make_client: MakeClient) -> None:
    """When the row cannot be written the change is not made; when the change is undone so is the row."""
    client = make_client()
    with unwritable(client):
        answer = client.post(f"{API}/participants", json={"id": "ny"})
        assert answer.status_code == 503
        assert answer.json()["type"] == "urn:rattplats:problem:not-logged"
    assert last(client) == 0
    assert client.get(f"{API}/participants").json()["items"] == []
    assert client.post(f"{API}/participants", json={"id": "ny"}).status_code == 201
    assert client.post(f"{API}/participants", json={"id": "ny"}).status_code == 409
    assert [row[:2] for row in about(client, 0)] == [("write", "done")], "the list before was empty"
    again = client.get(f"{API}/participants/ny/suggestions")
    assert again.status_code == 200
    assert about(client, 1) == [("read", "done", {"ny"})]
    match = {"If-Match": client.get(f"{API}/participants/ny").headers["etag"]}
    assert client.delete(f"{API}/participants/ny", headers=match).status_code == 204
    with store(client).read() as session:
        assert [one.action for one in repository.entries(session, Sought(), start=0, most=9)] == [
            "erase",
            "read",
            "read",
            "write",
        ]
        assert verify(session).fault is None


def test_an_import_is_logged_with_everybody_in_the_file(make_client: MakeClient) -> None:
    client = make_client()
    file = json.dumps([{"id": f"p{number}"} for number in range(30)])
    headers = {"Content-Type": "application/json"}
    assert client.post(f"{API}/imports/participants", content=file, headers=headers).status_code == 200
    assert about(client, 0) == [("write", "done", {f"p{number}" for number in range(30)})]


def test_the_whole_chain_is_whole(client: TestClient) -> None:
    with store(client).read() as session:
        assert verify(session).fault is None
