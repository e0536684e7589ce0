"""Records over HTTP: create, read, replace, delete, and lists."""

from typing import Any

import pytest
from starlette.testclient import TestClient

API = "/api/v1"
RECORDS: dict[str, dict[str, Any]] = {
    "participants": {
        "id": "AME 2026/12",
        "municipality": "0180",
        "skills": [{"label": "Kassa", "years": 2.0}],
    },
    "slots": {"id": "s1", "title": "Butiksmedarbetare", "employer_id": "e1", "municipality": "0180"},
    "employers": {"id": "e9", "name": "Bageri & Co"},
    "placements": {"id": "x1", "participant_id": "AME 2026/12", "slot_id": "s1", "outcome": "completed"},
}

each = pytest.mark.parametrize("plural", sorted(RECORDS))


@each
def test_create_read_replace_delete(client: TestClient, plural: str) -> None:
    record = RECORDS[plural]
    made = client.post(f"{API}/{plural}", json=record)
    assert made.status_code == 201, made.text
    assert made.json() == record
    address = made.headers["location"]

    read = client.get(address)
    assert (read.status_code, read.json()) == (200, record)
    assert read.headers["etag"] == made.headers["etag"]

    changed = {"participants": {"goals": ["Baka"]}, "slots": {"tasks": "Packa upp"}}
    new = record | changed.get(plural, {"name": "Annat"} if plural == "employers" else {"reason": "Flytt"})
    put = client.put(address, json=new, headers={"If-Match": read.headers["etag"]})
    assert (put.status_code, put.json()) == (200, new)
    assert put.headers["etag"] != read.headers["etag"]

    stale = client.put(address, json=record, headers={"If-Match": read.headers["etag"]})
    assert stale.status_code == 412
    assert client.get(address).json() == new

    assert client.delete(address, headers={"If-Match": read.headers["etag"]}).status_code == 412
    gone = client.delete(address, headers={"If-Match": put.headers["etag"]})
    assert (gone.status_code, gone.content) == (204, b"")
    assert client.get(address).status_code == 404


@each
def test_a_change_must_say_which_version(client: TestClient, plural: str) -> None:
    address = client.post(f"{API}/{plural}", json=RECORDS[plural]).headers["location"]
    assert client.put(address, json=RECORDS[plural]).status_code == 428
    assert client.delete(address).status_code == 428
    assert client.get(address).status_code == 200


@each
def test_the_same_id_twice_is_refused(client: TestClient, plural: str) -> None:
    client.post(f"{API}/{plural}", json=RECORDS[plural])
    again = client.post(f"{API}/{plural}", json=RECORDS[plural])
    assert again.status_code == 409
    assert again.json()["type"] == "urn:rattplats:problem:already-exists"


@each
def test_an_id_cannot_change(client: TestClient, plural: str) -> None:
    made = client.post(f"{API}/{plural}", json=RECORDS[plural])
    put = client.put(
        made.headers["location"], json=RECORDS[plural] | {"id": "annat"}, headers={"If-Match": "*"}
    )
    assert put.status_code == 422
    assert put.json()["errors"][0]["pointer"] == "/id"


@each
@pytest.mark.parametrize("verb", ["get", "put", "delete"])
def test_what_is_not_there_is_not_found(client: TestClient, plural: str, verb: str) -> None:
    more = {"json": RECORDS[plural] | {"id": "ingen"}} if verb == "put" else {}
    answer = getattr(client, verb)(f"{API}/{plural}/ingen", headers={"If-Match": '"1"'}, **more)
    assert answer.status_code == 404


def test_any_version_may_be_changed_when_asked_for(client: TestClient) -> None:
    client.post(f"{API}/employers", json=RECORDS["employers"])
    put = client.put(f"{API}/employers/e9", json={"id": "e9"}, headers={"If-Match": "*"})
    assert put.status_code == 200
    some = f'"99", {put.headers["etag"]}'
    assert client.delete(f"{API}/employers/e9", headers={"If-Match": some}).status_code == 204


def test_pages_follow_each_other_and_end(client: TestClient) -> None:
    ids = [f"s{number:02}" for number in range(7)]
    for key in reversed(ids):
        client.post(f"{API}/slots", json={"id": key, "municipality": "0180"})
    client.post(f"{API}/slots", json={"id": "annan", "municipality": "1480"})
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(3):
        more = {"cursor": cursor} if cursor else {}
        page = client.get(f"{API}/slots", params={"limit": 3, "municipality": "0180"} | more).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert seen == ids
    assert cursor is None


def test_filters(client: TestClient) -> None:
    for record in (
        {"id": "a", "participant_id": "p", "slot_id": "s"},
        {"id": "b", "participant_id": "q", "slot_id": "s"},
    ):
        client.post(f"{API}/placements", json=record)
    client.post(f"{API}/slots", json=RECORDS["slots"])
    client.post(f"{API}/slots", json={"id": "s2"})

    def ids(address: str) -> list[str]:
        return [item["id"] for item in client.get(f"{API}/{address}").json()["items"]]

    assert ids("placements?participant_id=q") == ["b"]
    assert ids("placements?slot_id=s") == ["a", "b"]
    assert ids("slots?employer_id=e1") == ["s1"]
    assert ids("participants?municipality=0180") == []


@pytest.mark.parametrize("cursor", ["%00", "AAAA", "å", "====", "a", "AA", "x" * 401])
def test_a_cursor_that_nobody_made_is_refused(client: TestClient, cursor: str) -> None:
    answer = client.get(f"{API}/slots", params={"cursor": cursor})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "cursor"


@pytest.mark.parametrize("limit", ["0", "-1", "201", "9" * 19, "9" * 5000, "många", "1.5", ""])
def test_limits_are_bounded(client: TestClient, limit: str) -> None:
    answer = client.get(f"{API}/slots", params={"limit": limit})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "limit"


def test_an_employer_with_places_cannot_be_removed(client: TestClient) -> None:
    client.post(f"{API}/slots", json=RECORDS["slots"])
    answer = client.delete(f"{API}/employers/e1", headers={"If-Match": "*"})
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:rattplats:problem:in-use"
    assert client.get(f"{API}/employers/e1").status_code == 200


class TestIdempotency:
    def test_a_repeated_post_gets_the_same_answer(self, client: TestClient) -> None:
        key = {"Idempotency-Key": "abc-1"}
        first = client.post(f"{API}/slots", json=RECORDS["slots"], headers=key)
        second = client.post(f"{API}/slots", json=RECORDS["slots"], headers=key)
        assert (second.status_code, second.content) == (201, first.content)
        assert second.headers["etag"] == first.headers["etag"]
        assert second.headers["location"] == first.headers["location"]

    def test_a_key_belongs_to_one_request(self, client: TestClient) -> None:
        key = {"Idempotency-Key": "abc-1"}
        client.post(f"{API}/slots", json=RECORDS["slots"], headers=key)
        for address, body in (("slots", {"id": "annan"}), ("employers", RECORDS["slots"])):
            other = client.post(f"{API}/{address}", json={"id": body["id"]}, headers=key)
            assert other.status_code == 409
            assert other.json()["type"] == "urn:rattplats:problem:idempotency-key-used"
        assert client.get(f"{API}/slots/annan").status_code == 404

    def test_a_refused_post_keeps_no_key(self, client: TestClient) -> None:
        key = {"Idempotency-Key": "abc-1"}
        client.post(f"{API}/slots", json=RECORDS["slots"])
        assert client.post(f"{API}/slots", json=RECORDS["slots"], headers=key).status_code == 409
        client.delete(f"{API}/slots/s1", headers={"If-Match": "*"})
        assert client.post(f"{API}/slots", json=RECORDS["slots"], headers=key).status_code == 201

    @pytest.mark.parametrize("key", ["", " ", "x" * 201, "å".encode("latin-1")])
    def test_a_key_has_bounds(self, client: TestClient, key: str | bytes) -> None:
        answer = client.post(
            f"{API}/slots",
            json=RECORDS["slots"],
            headers=[(b"idempotency-key", key if isinstance(key, bytes) else key.encode())],
        )
        assert answer.status_code == 422


def test_an_erased_participant_is_gone_everywhere(client: TestClient) -> None:
    key = {"Idempotency-Key": "abc-1"}
    made = client.post(f"{API}/participants", json=RECORDS["participants"], headers=key)
    client.post(f"{API}/placements", json=RECORDS["placements"])
    address = made.headers["location"]
    assert client.delete(address, headers={"If-Match": made.headers["etag"]}).status_code == 204
    assert client.get(f"{API}/placements/x1").status_code == 404
    assert client.get(f"{address}/suggestions").status_code == 404
    # the key is free again: nothing about the person was kept with it
    assert client.post(f"{API}/participants", json={"id": "ny"}, headers=key).status_code == 201
