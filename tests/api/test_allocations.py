"""/api/v1/allocations from outside: drafts, refusals, whom one may divide among, and who sees the draft."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from service.store import Database
from tests.api.conftest import MakeClient
from tests.support.accounts import CHEAP, a_token, an_account, give
from tests.support.stores import save

ADDRESS = "/api/v1/allocations"
OPEN = {"open_from": "2026-11-01", "filled": 0}


def pair(participant_id: str, slot_id: str) -> dict[str, str]:
    return {"participant_id": participant_id, "slot_id": slot_id}


@pytest.fixture
def filled(store: str) -> dict[str, dict[str, str]]:
    """Two coaches of one unit and one of another, a liaison, five people and two places."""
    database = Database.open(store)
    for name, unit in (("eva", "norr"), ("bo", "norr"), ("sam", "syd")):
        an_account(database, name, unit=unit)
    an_account(database, "lena", "liaison")
    save(database, "slot", {"id": "s1", "title": "Lagerarbetare", "employer_id": "e1", "capacity": 1} | OPEN)
    save(database, "slot", {"id": "s2", "title": "Kock", "employer_id": "e1", "capacity": 2} | OPEN)
    for number, (unit, coach) in enumerate(
        [("norr", "eva"), ("norr", "eva"), ("norr", "bo"), ("syd", "sam"), ("norr", "eva")]
    ):
        save(database, "participant", {"id": f"p{number}", "priority": 1 + number % 3})
        give(database, [f"p{number}"], unit=unit, coach=coach, protected=number == 4)
    headers = {name: a_token(database, name) for name in ("eva", "bo", "sam", "lena")}
    database.close()
    return headers


@pytest.fixture
def client(filled: dict[str, Any], make_client: MakeClient) -> TestClient:
    return make_client(password_memory_kib=CHEAP)


def test_a_draft_is_stored_and_read_again(client: TestClient, filled: dict[str, dict[str, str]]) -> None:
    eva = filled["eva"]
    asked = {
        "participants": ["p0", "p1", "p2"],
        "locks": [{"participant_id": "p2", "slot_id": "s1", "reason": "Har varit på besök där."}],
        "bans": [{"participant_id": "p0", "slot_id": "s1"}],
        "per_employer": 2,
    }
    made = client.post(ADDRESS, json=asked, headers=eva)
    assert made.status_code == 201
    found = made.json()
    assert made.headers["Location"] == f"{ADDRESS}/{found['id']}"
    lines = {line["participant_id"]: line for line in found["assignments"]}
    assert lines["p2"] | {"slot_id": "s1", "locked": True, "state": "draft"} == lines["p2"]
    assert len(lines) == 2
    assert [line["code"] for line in found["unassigned"]] == ["taken"]
    assert found["total"] == sum(line["score"] for line in lines.values())
    assert {(rule["participant_id"], rule["rule"], rule.get("reason")) for rule in found["rules"]} == {
        ("p2", "lock", "Har varit på besök där."),
        ("p0", "ban", None),
    }
    assert client.get(made.headers["Location"], headers=eva).json() == found
    (head,) = client.get(ADDRESS, headers=eva).json()["items"]
    assert head == {name: found[name] for name in head}


def test_the_same_question_gives_the_same_answer(client: TestClient, filled: dict[str, Any]) -> None:
    answers = [
        client.post(ADDRESS, json={"participants": order}, headers=filled["eva"]).json()
        for order in (["p0", "p1", "p2"], ["p2", "p1", "p0"], ["p0", "p1", "p2", "p2"])
    ]
    for name in ("total", "by_priority", "stability", "seats_left"):
        assert answers[0][name] == answers[1][name] == answers[2][name]
    ways = [{line["participant_id"]: line for line in answer["assignments"]} for answer in answers]
    assert ways[0] == ways[1] == ways[2]


def test_without_names_everybody_whom_one_sees_takes_part(client: TestClient, filled: dict[str, Any]) -> None:
    for name, people in (("eva", {"p0", "p1", "p2", "p4"}), ("bo", {"p0", "p1", "p2"}), ("sam", {"p3"})):
        found = client.post(ADDRESS, json={}, headers=filled[name]).json()
        assert {line["participant_id"] for line in found["assignments"] + found["unassigned"]} == people


def test_a_post_is_answered_once(client: TestClient, filled: dict[str, Any]) -> None:
    headers = filled["eva"] | {"Idempotency-Key": "en"}
    one, two = (client.post(ADDRESS, json={"participants": ["p0"]}, headers=headers) for _ in range(2))
    assert one.json() == two.json()
    assert len(client.get(ADDRESS, headers=filled["eva"]).json()["items"]) == 1


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"participants": ["p0", "p3"]}, "/participants/1"),
        ({"participants": ["finns-inte"]}, "/participants/0"),
        ({"participants": []}, "/participants"),
        ({"participants": ["p0"], "slots": ["s9"]}, "/slots/0"),
        ({"participants": ["p0"], "locks": [pair("p1", "s1")]}, "/locks/0/participant_id"),
        ({"participants": ["p0"], "slots": ["s1"], "bans": [pair("p0", "s2")]}, "/bans/0/slot_id"),
        ({"participants": ["p0", "p1"], "locks": [pair("p0", "s1"), pair("p1", "s1")]}, "/locks/1"),
        ({"per_employer": 0}, "/per_employer"),
        ({"per_employer": 10**30}, "/per_employer"),
        ({"locks": [pair("p0", "s1") | {"reason": "19811228-9874"}]}, "/locks/0/reason"),
        ({"something": 1}, "/something"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(
    client: TestClient, filled: dict[str, Any], asked: dict[str, Any], pointer: str
) -> None:
    answer = client.post(ADDRESS, json=asked, headers=filled["eva"])
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:rattplats:problem:invalid"
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
    assert client.get(ADDRESS, headers=filled["eva"]).json()["items"] == []


def test_somebody_hidden_is_refused_as_somebody_who_is_not_there(
    client: TestClient, filled: dict[str, Any]
) -> None:
    """Another unit's participant, a colleague's protected one, and nobody at all: the same answer."""
    answers = {
        client.post(ADDRESS, json={"participants": [key]}, headers=filled["bo"]).text
        for key in ("p3", "p4", "finns-inte")
    }
    assert len(answers) == 1


def test_a_draft_is_there_only_for_who_sees_everybody_in_it(
    client: TestClient, filled: dict[str, Any]
) -> None:
    shared = client.post(ADDRESS, json={"participants": ["p0", "p2"]}, headers=filled["eva"]).json()["id"]
    hidden = client.post(ADDRESS, json={"participants": ["p0", "p4"]}, headers=filled["eva"]).json()["id"]
    bo = filled["bo"]
    assert client.get(f"{ADDRESS}/{shared}", headers=bo).status_code == 200
    missing = client.get(f"{ADDRESS}/finns-inte", headers=bo)
    for name, key in (("bo", hidden), ("sam", shared), ("lena", shared)):
        answer = client.get(f"{ADDRESS}/{key}", headers=filled[name])
        assert (answer.status_code, answer.content) == (404, missing.content)
    assert [one["id"] for one in client.get(ADDRESS, headers=bo).json()["items"]] == [shared]
    everything = client.get(ADDRESS, headers=filled["eva"]).json()["items"]
    assert [one["id"] for one in everything] == sorted([shared, hidden], reverse=True)
    assert client.get(ADDRESS, headers=filled["lena"]).status_code == 404
    assert client.post(ADDRESS, json={}, headers=filled["lena"]).status_code == 404


def test_drafts_come_page_by_page_the_latest_first(client: TestClient, filled: dict[str, Any]) -> None:
    eva = filled["eva"]
    made = [client.post(ADDRESS, json={"participants": ["p0"]}, headers=eva).json()["id"] for _ in range(3)]
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = client.get(
            ADDRESS, params={"limit": 2} | ({"cursor": cursor} if cursor else {}), headers=eva
        ).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == sorted(made, reverse=True)


def test_nobody_is_placed_by_a_draft(client: TestClient, filled: dict[str, Any]) -> None:
    client.post(ADDRESS, json={"participants": ["p0", "p1"]}, headers=filled["eva"])
    assert client.get("/api/v1/placements", headers=filled["eva"]).json()["items"] == []
    courses = client.get("/api/v1/participants/p0/courses", headers=filled["eva"]).json()
    assert not courses.get("items")
    for slot in ("s1", "s2"):
        assert client.get(f"/api/v1/slots/{slot}", headers=filled["eva"]).json()["filled"] == 0
