"""Courses of placements from outside: what is answered, refused and done once."""

from typing import Any

import pytest
from starlette.testclient import TestClient

API = "/api/v1"
AGREE = {"step": "agree", "begins_on": "2026-11-30", "hours_to": 20}


@pytest.fixture
def course(client: TestClient) -> str:
    """A course of p1 at s1, met the employer; and where its steps are posted."""
    for slot in ("s1", "s2"):
        client.post(f"{API}/slots", json={"id": slot, "capacity": 1, "filled": 0})
    for person in ("p1", "p2"):
        client.post(f"{API}/participants", json={"id": person})
    return begun(client, "p1", "s1")


def begun(client: TestClient, person: str, slot: str) -> str:
    client.post(f"{API}/participants/{person}/decisions", json={"slot_id": slot, "decision": "go_on"})
    where = next(f"{API}/participants/{person}/courses/{one['id']}/steps" for one in courses(client, person))
    assert client.post(where, json={"step": "introduce"}).status_code == 201
    return where


def courses(client: TestClient, person: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{API}/participants/{person}/courses").json()["items"]
    return found


def slug(answer: Any) -> str:
    return str(answer.json()["type"]).rpartition(":")[2]


def test_to_go_on_begins_a_course_that_says_what_may_be_done(client: TestClient) -> None:
    client.post(f"{API}/slots", json={"id": "s1"})
    client.post(f"{API}/participants", json={"id": "p1"})
    assert courses(client, "p1") == []
    for _ in range(2):
        client.post(f"{API}/participants/p1/decisions", json={"slot_id": "s1", "decision": "go_on"})
    (course,) = courses(client, "p1")
    assert course["state"] == "suggested"
    assert course["version"] == 1
    assert course["steps"] == ["share", "introduce", "decline"]
    client.post(
        f"{API}/participants/p1/decisions", json={"slot_id": "s1", "decision": "dismiss", "reason": "Nej"}
    )
    (course,) = courses(client, "p1")
    assert (course["state"], course["ended_by"], course["words"]) == ("ended", "coach", "Nej")


def test_the_way_books_the_place_and_writes_the_placement(client: TestClient, course: str) -> None:
    answer = client.post(course, json=AGREE)
    assert answer.status_code == 201
    assert answer.json()["steps"] == ["start", "no_show", "decline", "change", "hand_over"]
    assert client.get(f"{API}/slots/s1").json()["filled"] == 1
    client.post(course, json={"step": "start"})
    (placement,) = client.get(f"{API}/placements").json()["items"]
    assert (placement["id"], placement["outcome"]) == (answer.json()["id"], "ongoing")
    client.post(course, json={"step": "end", "outcome": "hired", "side": "plan"})
    (placement,) = client.get(f"{API}/placements").json()["items"]
    assert (placement["outcome"], placement["ended_by"]) == ("hired", "plan")
    slot = client.get(f"{API}/slots/s1").json()
    assert slot["filled"] == 0


def test_every_refusal_says_which_and_changes_nothing(client: TestClient, course: str) -> None:
    other = begun(client, "p2", "s1")
    assert slug(client.post(course, json={"step": "start"})) == "step-not-allowed"
    assert client.post(course, json=AGREE).status_code == 201
    full = client.post(other, json=AGREE)
    assert (full.status_code, slug(full)) == (409, "place-full")
    second = begun(client, "p1", "s2")
    assert slug(client.post(second, json=AGREE)) == "already-placed"
    etag = client.get(f"{API}/slots/s2").headers["etag"]
    closed = {"id": "s2", "capacity": 1, "filled": 0, "paused": True}
    client.put(f"{API}/slots/s2", json=closed, headers={"If-Match": etag})
    third = begun(client, "p2", "s2")
    assert slug(client.post(third, json=AGREE)) == "place-closed"
    stale = client.post(other, json=AGREE | {"version": 1})
    assert (stale.status_code, slug(stale)) == (412, "changed")
    assert {one["state"] for one in courses(client, "p2")} == {"introduced"}


def test_what_is_missing_is_pointed_at(client: TestClient, course: str) -> None:
    answer = client.post(course, json={"step": "agree", "hours_to": 20, "study_hours": 6})
    assert answer.status_code == 422
    assert {one["pointer"] for one in answer.json()["errors"]} == {"/begins_on", "/study_hours"}
    assert "Skriv högst 5 timmar" in str(answer.json())
    assert client.post(course, json={"step": "fly"}).status_code == 422
    assert client.post(course, json={"step": "decline", "side": "coach", "reason": "lazy"}).status_code == 422


def test_the_same_step_sent_again_is_taken_once(client: TestClient, course: str) -> None:
    version = courses(client, "p1")[0]["version"]
    said = [client.post(course, json=AGREE | {"version": version}) for _ in range(3)]
    assert [one.status_code for one in said] == [201] * 3
    assert {one.json()["version"] for one in said} == {version + 1}
    key = {"Idempotency-Key": "en"}
    one, two = (client.post(course, json={"step": "start"}, headers=key) for _ in range(2))
    assert one.content == two.content
    assert courses(client, "p1")[0]["version"] == version + 2


def test_nobodys_courses_are_not_there(client: TestClient, course: str) -> None:
    assert client.get(f"{API}/participants/finns-inte/courses").status_code == 404
    other = course.replace("/p1/", "/p2/")
    assert client.post(other, json=AGREE).status_code == 404


def test_a_place_with_a_course_is_closed_and_not_removed(client: TestClient, course: str) -> None:
    assert course
    answer = client.delete(f"{API}/slots/s1", headers={"If-Match": "*"})
    assert (answer.status_code, slug(answer)) == (409, "in-use")
