"""One journey through the whole API, on both stores: create, suggest, decide, replay, erase."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from starlette.testclient import TestClient

from data.reference import context
from service.app import create_app
from service.replay import replay
from service.settings import Settings
from service.store import Database

DAY = date(2026, 11, 23)
API = "/api/v1"


@pytest.fixture
def client(url: str) -> Iterator[TestClient]:
    app = create_app(Settings(database_url=url), today=lambda: DAY)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def test_from_a_file_to_an_erased_participant(client: TestClient, url: str) -> None:
    slots = "id;title;open_from;capacity;filled\ns1;Kock;2026-11-01;1;0\ns2;Städare;2026-11-01;1;0\n".encode()
    people = b"id;goals\np1;laga mat\np2;inga\n"
    for kind, content in (("slots", slots), ("participants", people)):
        report = client.post(f"{API}/imports/{kind}", content=content, headers={"Content-Type": "text/csv"})
        assert report.json()["created"] == 2

    answer = client.get(f"{API}/participants/p1/suggestions").json()
    assert answer["results"][0]["considered"] == 2
    decision = {"slot_id": "s1", "decision": "go_on", "run": answer["run"]}
    assert client.post(f"{API}/participants/p1/decisions", json=decision).status_code == 201
    placement = {"id": "x", "participant_id": "p1", "slot_id": "s1", "outcome": "ongoing"}
    assert client.post(f"{API}/placements", json=placement).status_code == 201

    database = Database.open(url)
    assert replay(database, answer["run"], lambda day: context(date=day)).identical is True
    database.close()

    etag = client.get(f"{API}/participants/p1").headers["etag"]
    assert client.delete(f"{API}/participants/p1", headers={"If-Match": etag}).status_code == 204
    assert [row["id"] for row in client.get(f"{API}/participants").json()["items"]] == ["p2"]
    assert client.get(f"{API}/placements").json()["items"] == []
    assert client.get(f"{API}/slots/s1/reach").json()["considered"] == 1
    assert client.delete(f"{API}/slots/s1", headers={"If-Match": "*"}).status_code == 204
    assert client.get("/readyz").status_code == 200


def test_one_of_many_changes_of_one_version_wins(client: TestClient) -> None:
    made = client.post(f"{API}/slots", json={"id": "s"})
    match = {"If-Match": made.headers["etag"]}

    def change(number: int) -> int:
        new = {"id": "s", "title": f"Titel {number}"}
        return client.put(f"{API}/slots/s", json=new, headers=match).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(change, range(16))) == [200] + [412] * 15


def test_one_key_at_once_from_many_is_one_record(client: TestClient) -> None:
    def create(_: int) -> tuple[int, str]:
        answer = client.post(f"{API}/slots", json={"id": "s"}, headers={"Idempotency-Key": "k"})
        return answer.status_code, answer.headers["etag"]

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(create, range(16)))) == 1


def test_many_ask_while_places_change(client: TestClient) -> None:
    client.post(f"{API}/participants", json={"id": "p", "goals": ["Laga mat"]})

    def work(number: int) -> int:
        if number % 3 == 0:
            return client.post(f"{API}/slots", json={"id": f"s{number}", "title": "Kock"}).status_code
        return client.get(f"{API}/participants/p/suggestions").status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(work, range(30))) == {200, 201}
    assert client.get(f"{API}/participants/p/suggestions").json()["results"][0]["considered"] == 10
