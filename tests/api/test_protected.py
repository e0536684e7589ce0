"""A protected person shifts nothing that others receive: the same bytes with and without the person.

Two stores alike but for people who are protected; every role asks each of them everything.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from service.accounts.permissions import ALLOWED
from service.app import create_app
from service.settings import Settings
from service.store import Database, migrate
from tests.api.conftest import BASE, DAY
from tests.support import world
from tests.support.accounts import CHEAP, HTML, a_token, sign_in
from tests.support.world import IDS, NAMES, SECRET, SLOT, STATES

API = "/api/v1"
HIDDEN = tuple(state for state in STATES if state.endswith(", protected") and state != "mine, protected")
"""Protected people whom none of the accounts here is the coach of."""

PEOPLE = NAMES | {"colleague": "vera"}
RUN = re.compile(r"[0-9a-f]{32}|[PA]-[A-Z0-9]{8}|\d{4}-\d\d-\d\d \d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.]{12}\+00:00")
"""What differs between any two stores: ids that are drawn at random, and the clock."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[TestClient]]:
    """The app on a store with the protected people, and on one without."""
    folder = tmp_path_factory.mktemp("protected")
    with ExitStack() as running:
        yield [
            running.enter_context(started(folder / name, left))
            for name, left in (("with", ()), ("without", HIDDEN))
        ]


def started(folder: Path, without: tuple[str, ...]) -> TestClient:
    folder.mkdir()
    url = f"sqlite:///{folder / 'store.sqlite3'}"
    database = Database.open(url)
    migrate.upgrade(database)
    world.fill(database, without=without)
    tokens = {role: a_token(database, name) for role, name in PEOPLE.items()}
    database.close()
    settings = Settings(database_url=url, token=SecretStr(SECRET), password_memory_kib=CHEAP)
    client = TestClient(create_app(settings, today=lambda: DAY), base_url=BASE, follow_redirects=False)
    client.tokens = tokens  # type: ignore[attr-defined]
    return client


def same(both: list[TestClient], role: str, method: str, path: str, **more: Any) -> Any:
    """Ask both stores; check that every byte and every header is the same; give the answer."""
    found = []
    for client in both:
        headers = client.tokens[role] | more.get("headers", {})  # type: ignore[attr-defined]
        answer = client.request(method, path, **more | {"headers": headers})
        kept = {name: value for name, value in answer.headers.items() if name != "date"}
        found.append((answer.status_code, kept, RUN.sub("#", answer.text), answer))
    assert found[0][:3] == found[1][:3], (role, method, path)
    return found[0][3]


def addresses() -> list[str]:
    ids = {"participants": [*IDS.values()], "placements": [f"x-{key}" for key in IDS.values()]}
    ids |= {"slots": [SLOT, "s2"], "employers": ["e1"], "weights": ["finns-inte"]}
    found = []
    for method, path in ALLOWED:
        if method != "GET" or not path.startswith(f"{API}/") or path.endswith(".json"):
            continue
        plural = path.removeprefix(f"{API}/").partition("/")[0]
        found += [
            path.replace("{record_id}", one)
            for one in (ids.get(plural, ["finns-inte"]) if "{" in path else [""])
        ]
    return found


@pytest.mark.parametrize("role", PEOPLE)
def test_every_answer_of_the_api(both: list[TestClient], role: str) -> None:
    for path in addresses():
        same(both, role, "GET", path)


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize("plural", ["participants", "placements", "slots", "employers"])
def test_every_page_of_a_list_and_its_cursors(both: list[TestClient], role: str, plural: str) -> None:
    cursor = None
    for _ in range(20):
        asked = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        answer = same(both, role, "GET", f"{API}/{plural}", params=asked)
        cursor = answer.json().get("next")
        if not cursor:
            break
    else:
        pytest.fail("the list never ends")


def test_what_is_written_and_its_versions(both: list[TestClient]) -> None:
    """Counters that all changes share must not show through: not in a tag, a location or a report."""
    one = {"id": "ny-1", "goals": ["Baka"]}
    made = same(both, "coach", "POST", f"{API}/participants", json=one)
    assert made.status_code == 201
    match = {"If-Match": made.headers["etag"]}
    changed = same(
        both, "coach", "PUT", f"{API}/participants/ny-1", json=one | {"licences": ["B"]}, headers=match
    )
    assert changed.status_code == 200
    assert changed.headers["etag"] != made.headers["etag"]
    same(both, "coach", "GET", f"{API}/participants/ny-1/suggestions")
    placed = {"id": "x-ny", "participant_id": "ny-1", "slot_id": SLOT}
    assert same(both, "coach", "POST", f"{API}/placements", json=placed).status_code == 201
    decided = {"slot_id": SLOT, "decision": "go_on"}
    path = f"{API}/participants/ny-1/decisions"
    answers = [client.post(path, json=decided, headers=client.tokens["coach"]) for client in both]  # type: ignore[attr-defined]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert same(both, "liaison", "POST", f"{API}/slots", json={"id": "s9"}).status_code == 201


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("role", PEOPLE)
def test_nothing_can_be_done_to_the_hidden(both: list[TestClient], role: str, state: str) -> None:
    if role == "administrator":
        return  # who may erase everybody is authorised, and sees nothing of the case
    key = IDS[state]
    match = {"If-Match": "*"}
    assert same(both, role, "DELETE", f"{API}/participants/{key}", headers=match).status_code == 404
    assert (
        same(both, role, "PUT", f"{API}/participants/{key}", json={"id": key}, headers=match).status_code
        == 404
    )
    placed = {"id": f"ny-{key}-{role}", "participant_id": key, "slot_id": SLOT}
    assert same(both, role, "POST", f"{API}/placements", json=placed).status_code in (404, 422)
    decided = {"slot_id": SLOT, "decision": "go_on"}
    assert same(both, role, "POST", f"{API}/participants/{key}/decisions", json=decided).status_code == 404


@pytest.mark.parametrize("role", PEOPLE)
def test_every_page(both: list[TestClient], role: str) -> None:
    """Pages too: lists, counts and the page of each participant."""
    name = PEOPLE[role]
    browsers = [sign_in(world.others(client), name) for client in both]
    for (method, path), row in ALLOWED.items():
        if method != "GET" or row.open or path.startswith((f"{API}/", "/metrics", "/mitt-konto")):
            continue
        keys = {"slot": (SLOT, "s2"), "employer": ("e1",)}.get(row.about, IDS.values())
        for key in keys if "{" in path else [""]:
            address = re.sub(r"{[^}]*}", key, path)
            answers = [browser.get(address, headers=HTML) for browser in browsers]
            texts = [RUN.sub("#", answer.text) for answer in answers]
            assert answers[0].status_code == answers[1].status_code, address
            assert texts[0] == texts[1], address
