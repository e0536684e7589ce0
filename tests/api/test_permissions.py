"""Every cell of the table of permissions, by a real request; and that the table is whole.

One app, one small municipality with somebody in every state. Changes are asked for with a version that
nobody has, so that what is allowed answers 412 and nothing moves.
"""

import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from starlette.testclient import TestClient

from service.accounts import permissions
from service.accounts.permissions import ALLOWED, Rule
from service.app import create_app
from service.settings import Settings
from service.store import Database, migrate
from tests.api.conftest import BASE, DAY
from tests.support import world
from tests.support.accounts import CHEAP, HTML, sign_in
from tests.support.world import EVALUATION, IDS, NAMES, ROLES, SECRET, SLOT, STATES, shows

API = "/api/v1"
GUARDED = [row for row in ALLOWED.values() if not row.open]
PROGRAMS = [row for row in GUARDED if row.path.startswith((f"{API}/", "/metrics"))]
PAGES = [row for row in GUARDED if row not in PROGRAMS]
NUMBER = itertools.count()

QUERY: dict[str, dict[str, str]] = {
    "/deltagare/{participant_id}/arbetsplats": {"plats": SLOT},
    "/deltagare/{participant_id}/jamfor": {"plats": SLOT},
}
"""What a page needs in its address besides the id."""

FORMS: dict[str, dict[str, str]] = {
    "/platser/{slot_id}/pausa": {"till": "i morgon"},
    "/deltagare/{participant_id}/beslut": {"plats": SLOT, "beslut": "dismiss"},
    "/deltagare/{participant_id}/dela": {"plats": SLOT, "dela": "nej"},
    "/deltagare/{participant_id}/steg/nara": {"plats": SLOT, "regel": "licence", "av": "participant"},
    "/deltagare/{participant_id}/steg/sort": {"sort": "cv"},
    "/deltagare/{participant_id}/praktik/{course_id}": {"steg": "introduce", "version": "99"},
}
"""What is typed where an empty form would be refused before anybody is looked for."""

SAMPLES: dict[str, str] = {
    "slot": SLOT,
    "employer": "e1",
    "account": "bo",
    "unit": "norra",
    "evaluation": EVALUATION,
}
"""What an id names → one that exists."""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    url = f"sqlite:///{tmp_path_factory.mktemp('permissions') / 'store.sqlite3'}"
    database = Database.open(url)
    migrate.upgrade(database)
    world.fill(database)
    headers = world.headers(database)
    database.close()
    settings = Settings(database_url=url, token=SecretStr(SECRET), password_memory_kib=CHEAP, jobs=False)
    app = create_app(settings, today=lambda: DAY)
    with TestClient(app, base_url=BASE, follow_redirects=False) as running:
        running.tokens = headers  # type: ignore[attr-defined]
        SAMPLES["weights"] = running.get(f"{API}/weights", headers=headers["program"]).json()["items"][0][
            "version"
        ]
        SAMPLES["allocation"] = running.post(
            f"{API}/allocations", json={"participants": [IDS["mine"]]}, headers=headers["coach"]
        ).json()["id"]
        yield running


def test_every_route_has_a_row_and_every_row_a_route(client: TestClient) -> None:
    assert set(permissions.addresses(client.app.routes)) == set(ALLOWED)  # type: ignore[attr-defined]


def test_the_app_does_not_start_with_a_route_that_has_no_row() -> None:
    app = FastAPI()
    app.add_api_route("/glomd", lambda: None)
    with pytest.raises(RuntimeError, match="GET /glomd"):
        permissions.complete(app.routes)


def ask(client: TestClient, row: Rule, role: str, key: str) -> Any:
    """Make the request of a row about one thing, by somebody with a role."""
    path = re.sub(r"{[^}]*}", key, row.path)
    if row in PROGRAMS:
        return client.request(row.method, path, headers=client.tokens[role] | extra(row), **body(row, key))  # type: ignore[attr-defined]
    browser = sign_in(world.others(client), NAMES[role])
    return browser.request(row.method, path, headers=HTML, params=QUERY.get(row.path), **body(row, key))


def extra(row: Rule) -> dict[str, str]:
    if row.path == f"{API}/imports/{{kind}}":
        return {"Content-Type": "text/csv"}
    return {"If-Match": '"ingen"'} if row.method in ("PUT", "DELETE") else {}


def body(row: Rule, key: str) -> dict[str, Any]:
    if row.path.startswith(f"{API}/imports"):
        return {"content": b"id;title\ns1;Lagerarbetare\n"}
    if row.path not in {one.path for one in PROGRAMS}:
        return {"data": FORMS.get(row.path, {})} if row.method == "POST" else {}
    if row.path.endswith("/steps"):
        return {"json": {"step": "introduce", "version": 99}}
    if row.path.endswith("/allocations"):
        return {"json": {"participants": [key]}} if row.method == "POST" else {}
    if row.path.endswith("/decisions"):
        return {"json": {"slot_id": "finns-inte", "decision": "go_on"}}
    if row.method == "POST":
        return {"json": {"id": f"ny-{next(NUMBER)}"} | placed(row, key)}
    return {"json": {"id": key} | placed(row, key.removeprefix("x-"))} if row.method == "PUT" else {}


def placed(row: Rule, key: str) -> dict[str, str]:
    return {"participant_id": key, "slot_id": SLOT} if "/placements" in row.path else {}


def denied(client: TestClient, answer: Any, row: Rule, key: str) -> bool:
    """Whether an answer is, but for the id that was asked for, the one for what does not exist."""
    if answer.status_code != 404:
        return False
    if row in PROGRAMS:
        assert answer.content == client.get(f"{API}/finns-inte", headers=client.tokens["program"]).content  # type: ignore[attr-defined]
    return True


def answered(answer: Any) -> bool:
    """Whether somebody was let in: the request was understood and done, or refused for what it said."""
    assert answer.status_code < 500, answer.text
    away = answer.headers.get("location", "").startswith("/logga-in")
    return answer.status_code not in (401, 403, 404, 405) and not away


ONE = [row for row in GUARDED if row.about in ("participant", "placement")]
REST = [row for row in GUARDED if row not in ONE]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", ONE, ids=lambda row: f"{row.method} {row.path}")
def test_a_cell_for_each_state_of_a_participant(client: TestClient, row: Rule, role: str) -> None:
    if row in PAGES and role == "program":
        pytest.skip("a program has no browser")
    ids = {state: (f"x-{key}" if row.about == "placement" else key) for state, key in IDS.items()}
    missing = ask(client, row, role, "finnsinte")
    assert denied(client, missing, row, "finnsinte")
    for state, key in ids.items():
        answer = ask(client, row, role, key)
        if shows(row.word(role), state):
            assert answered(answer), (state, answer.status_code, answer.text[:300])
        else:
            assert denied(client, answer, row, key), (state, answer.status_code)
            assert answer.text.replace(key, "finnsinte") == missing.text, state


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", REST, ids=lambda row: f"{row.method} {row.path}")
def test_a_cell_of_what_is_about_nobody_or_many(client: TestClient, row: Rule, role: str) -> None:
    if row in PAGES and role == "program":
        pytest.skip("a program has no browser")
    sample = "slots" if "imports" in row.path else SAMPLES.get(row.about, IDS["mine"])
    answer = ask(client, row, role, sample)
    if row.word(role) == "-":
        assert denied(client, answer, row, sample), (answer.status_code, answer.text[:300])
    else:
        assert answered(answer), (answer.status_code, answer.text[:300])
        if row.about in SAMPLES and "{" in row.path:
            assert denied(client, ask(client, row, role, "finnsinte"), row, "finnsinte")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("plural", ["participants", "placements"])
def test_a_list_holds_just_those_whom_the_cell_shows(client: TestClient, plural: str, role: str) -> None:
    word = ALLOWED["GET", f"{API}/{plural}"].word(role)
    answer = client.get(f"{API}/{plural}", params={"limit": 200}, headers=client.tokens[role])  # type: ignore[attr-defined]
    listed = {item.get("participant_id", item["id"]) for item in answer.json().get("items", [])}
    for state, key in IDS.items():
        assert (key in listed) == shows(word, state), state


@pytest.mark.parametrize("role", ROLES)
def test_candidates_are_just_those_whom_the_cell_shows(client: TestClient, role: str) -> None:
    word = ALLOWED["GET", f"{API}/slots/{{record_id}}/candidates"].word(role)
    answer = client.get(f"{API}/slots/{SLOT}/candidates?top=100", headers=client.tokens[role])  # type: ignore[attr-defined]
    found = {one["participant_id"] for one in answer.json().get("suggestions", [])}
    expected = {key for state, key in IDS.items() if shows(word, state)}
    assert found & set(IDS.values()) == expected
    if role != "program":
        assert answer.json().get("considered", 0) == len(expected) or role in (
            "analyst",
            "administrator",
            "coach",
        )


@pytest.mark.parametrize("role", ROLES)
def test_reach_counts_just_those_whom_the_cell_counts(client: TestClient, role: str) -> None:
    word = ALLOWED["GET", f"{API}/slots/{{record_id}}/reach"].word(role)
    answer = client.get(f"{API}/slots/s2/reach", headers=client.tokens[role])  # type: ignore[attr-defined]
    counted = sum(shows(word, state) for state in STATES)
    assert (answer.status_code == 200) == (word != "-")
    if word == "count":
        people = client.get(f"{API}/participants?limit=200", headers=client.tokens["program"]).json()["items"]  # type: ignore[attr-defined]
        new = sum(person["id"] not in IDS.values() for person in people)
        assert answer.json()["considered"] == counted + new >= 5
        assert '"fails":1' not in answer.text
        assert "färre än 5 av" in answer.text


def test_nobody_is_let_in_unknown(client: TestClient) -> None:
    for row in GUARDED:
        path = re.sub(r"{[^}]*}", IDS["mine"], row.path)
        answer = client.request(row.method, path, headers={"Origin": BASE})
        if row in PROGRAMS:
            assert answer.status_code == 401, path
        else:
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/logga-in"), path


def test_a_row_of_the_table_says_every_role() -> None:
    for row in GUARDED:
        assert set(row.cells) == set(ROLES), row
        assert set(row.cells.values()) <= {"-", "yes", "count", "shared", "own", "plain", "any"}, row
        assert row.path.startswith((f"{API}/", "/metrics")) or row.word("program") == "-", row
