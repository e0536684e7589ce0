"""Records from outside that courses here contradict: refused, said where, and nothing of them is stored."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.test_courses import AGREE, begun, courses, slug

API = "/api/v1"
CSV = {"Content-Type": "text/csv"}


def going(key: str = "x", person: str = "p1", place: str = "s2", **known: Any) -> dict[str, Any]:
    return {"id": key, "participant_id": person, "slot_id": place, "outcome": "ongoing"} | known


@pytest.fixture
def town(client: TestClient) -> TestClient:
    """Two places for two; p1 is at s1, and p2 has agreed to come there."""
    for slot in ("s1", "s2"):
        client.post(f"{API}/slots", json={"id": slot, "capacity": 2, "filled": 0})
    for person in ("p1", "p2", "p3", "p4"):
        client.post(f"{API}/participants", json={"id": person})
    for person in ("p1", "p2"):
        assert client.post(begun(client, person, "s1"), json=AGREE).status_code == 201
    (course,) = courses(client, "p1")
    where = f"{API}/participants/p1/courses/{course['id']}/steps"
    assert client.post(where, json={"step": "start"}).status_code == 201
    return client


def everything(client: TestClient) -> Any:
    return [client.get(f"{API}/{plural}").json() for plural in ("slots", "placements", "participants")]


def test_a_placement_that_goes_on_elsewhere_is_refused(town: TestClient) -> None:
    before = everything(town)
    answer = town.post(f"{API}/placements", json=going())
    assert (answer.status_code, slug(answer)) == (409, "already-placed")
    assert [one["pointer"] for one in answer.json()["errors"]] == ["/participant_id"]
    assert everything(town) == before
    assert town.post(f"{API}/placements", json=going(outcome="completed")).status_code == 201
    headers = {"If-Match": "*"}
    assert slug(town.put(f"{API}/placements/x", json=going(), headers=headers)) == "already-placed"


def test_a_placement_that_goes_on_needs_room(town: TestClient) -> None:
    before = everything(town)
    answer = town.post(f"{API}/placements", json=going(person="p3", place="s1"))
    assert (answer.status_code, slug(answer)) == (409, "place-full")
    assert [one["pointer"] for one in answer.json()["errors"]] == ["/slot_id"]
    assert everything(town) == before
    for key, person, place in (("x", "p3", "s2"), ("y", "p4", "s2"), ("z", "p3", "borta")):
        assert town.post(f"{API}/placements", json=going(key, person, place)).status_code == 201
    assert slug(town.post(f"{API}/placements", json=going("w", "p2", "s2"))) == "place-full"
    again = town.put(
        f"{API}/placements/x", json=going("x", "p3", "s2", reason="Trivs."), headers={"If-Match": "*"}
    )
    assert again.status_code == 200, "somebody who was there before may stay"


def test_whoever_has_agreed_to_come_is_counted_once(town: TestClient) -> None:
    assert town.post(f"{API}/placements", json=going("x", "p2", "s1")).status_code == 201


def test_a_place_cannot_take_fewer_than_are_booked(town: TestClient) -> None:
    before = everything(town)
    for sent in ({"capacity": 1}, {"capacity": 1, "filled": 1}, {"capacity": 0, "filled": 0}):
        answer = town.put(f"{API}/slots/s1", json={"id": "s1"} | sent, headers={"If-Match": "*"})
        assert (answer.status_code, slug(answer)) == (409, "capacity-booked")
        (error,) = answer.json()["errors"]
        assert error["pointer"] == "/capacity"
        assert "minst 2" in error["remedy"]
        assert everything(town) == before
    for sent in ({}, {"capacity": 2}, {"capacity": 3, "filled": 2}):
        answer = town.put(f"{API}/slots/s1", json={"id": "s1"} | sent, headers={"If-Match": "*"})
        assert answer.status_code == 200


def refused(town: TestClient, plural: str, content: str) -> list[tuple[int, str]]:
    before = everything(town)
    kind = CSV if content.startswith("id") else {"Content-Type": "application/json"}
    answer = town.post(f"{API}/imports/{plural}", content=content.encode(), headers=kind)
    assert (answer.status_code, slug(answer)) == (422, "bad-file"), answer.text
    assert everything(town) == before, "nothing half written"
    assert all(one["message"] and one["remedy"] for one in answer.json()["errors"])
    return [(one["row"], one["column"]) for one in answer.json()["errors"]]


def test_a_file_is_refused_by_row_and_column(town: TestClient) -> None:
    assert refused(town, "slots", "id;capacity\ns9;1\n\ns1;1\n") == [(4, "capacity")]
    rows = "id;participant_id;slot_id;outcome\nx;p9;s1;completed\ny;p1;s2;ongoing\nz;p3;s1;ongoing\n"
    assert refused(town, "placements", rows) == [(3, "participant_id"), (4, "slot_id")]
    items = [going("x", "p3"), going("y", "p4"), going("z", "p2")]
    assert refused(town, "placements", json.dumps(items)) == [(3, "slot_id")]


def test_a_file_that_ends_one_placement_leaves_room_for_the_next(town: TestClient) -> None:
    for key, person in (("x", "p3"), ("y", "p4")):
        assert town.post(f"{API}/placements", json=going(key, person)).status_code == 201
    items = [going("z", "p2"), going("x", "p3", outcome="completed")]
    answer = town.post(f"{API}/imports/placements", json=items)
    assert answer.status_code == 200, answer.text


def test_what_the_service_gives_away_can_be_read_in_again(town: TestClient) -> None:
    for plural in ("slots", "placements"):
        items = town.get(f"{API}/{plural}").json()["items"]
        answer = town.post(f"{API}/imports/{plural}", json=items)
        assert answer.status_code == 200, answer.text
        assert answer.json()["unchanged"] == len(items)
