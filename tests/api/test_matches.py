"""Suggestions, candidates, reach and decisions over HTTP."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from data.reference import context
from matcher import Participant, Slot, Weights, candidates, rank, reach, texts_of
from service.canonical import canonical
from tests.api.conftest import DAY, MakeClient
from tests.support.stores import Counting

API = "/api/v1"
OPEN = {"open_from": "2026-11-01", "capacity": 2, "filled": 0}
SLOTS: list[dict[str, Any]] = [
    {"id": "s1", "title": "Lagerarbetare", "required_skills": ["truckkort"], "licences_required": ["B"]},
    {"id": "s2", "title": "Kock", "tasks": "Laga lunch och diska", "licences_required": []},
    {"id": "s3", "title": "Städare", "licences_required": ["CE"]},
]
PEOPLE: list[dict[str, Any]] = [
    {"id": "AME 2026/1", "licences": ["B"], "skills": ["truckkort"], "goals": ["Jobba på lager"]},
    {"id": "p2", "goals": ["Laga mat"]},
    {"id": "tom"},
]
PERSON = "AME%202026%2F1"


@pytest.fixture
def filled(client: TestClient) -> TestClient:
    for slot in SLOTS:
        assert client.post(f"{API}/slots", json=slot | OPEN).status_code == 201
    for person in PEOPLE:
        assert client.post(f"{API}/participants", json=person).status_code == 201
    return client


def test_suggestions_are_the_object_of_rank(filled: TestClient) -> None:
    answer = filled.get(f"{API}/participants/{PERSON}/suggestions", params={"top": 2})
    assert answer.status_code == 200, answer.text
    world = context(date=DAY)
    people = [Participant(**PEOPLE[0])]
    (expected,) = rank(people, [Slot(**slot, **OPEN) for slot in SLOTS], world, top=2)
    found = answer.json()
    assert found.pop("run")
    assert canonical(found) == canonical(
        {
            "weights": world.weights.version,
            "model": world.encoder.id,
            "date": DAY.isoformat(),
            "results": [expected.to_dict()],
        }
    )
    assert found["results"][0]["suggestions"][0]["slot_id"] == "s1"


def test_candidates_and_reach_are_those_of_the_matcher(filled: TestClient) -> None:
    people = [Participant(**person) for person in sorted(PEOPLE, key=lambda p: str(p["id"]))]
    slots = [Slot(**slot, **OPEN) for slot in SLOTS]
    world = context(date=DAY)
    for address, expected in (
        ("slots/s1/candidates?top=1", candidates(people, slots, "s1", world, top=1).to_dict()),
        ("slots/s1/reach", reach(people, slots, "s1", world).to_dict()),
    ):
        found = filled.get(f"{API}/{address}").json()
        assert canonical({key: found[key] for key in expected}) == canonical(expected)
        assert found["weights"] == world.weights.version


@pytest.mark.parametrize("person", ["tom", "p2"])
def test_little_known_gives_questions_and_no_error(filled: TestClient, person: str) -> None:
    result = filled.get(f"{API}/participants/{person}/suggestions").json()["results"][0]
    assert result["considered"] == 3
    assert result["questions"]


def test_no_places_at_all(client: TestClient) -> None:
    client.post(f"{API}/participants", json={"id": "p"})
    result = client.get(f"{API}/participants/p/suggestions").json()["results"][0]
    assert (result["considered"], result["suggestions"]) == (0, [])


def test_no_people_at_all(client: TestClient) -> None:
    client.post(f"{API}/slots", json={"id": "s"})
    assert client.get(f"{API}/slots/s/candidates").json()["suggestions"] == []
    assert client.get(f"{API}/slots/s/reach").json()["considered"] == 0


def test_changes_to_places_and_people_show_at_once(filled: TestClient) -> None:
    def seen() -> list[str]:
        answer = filled.get(f"{API}/participants/{PERSON}/suggestions").json()["results"][0]
        return [suggestion["slot_id"] for suggestion in answer["suggestions"]]

    assert "s1" in seen()
    new = SLOTS[0] | OPEN | {"paused": True}
    filled.put(f"{API}/slots/s1", json=new, headers={"If-Match": "*"})
    assert "s1" not in seen()
    filled.post(f"{API}/slots", json={"id": "s9", "title": "Lager"} | OPEN)
    assert "s9" in seen()
    filled.delete(f"{API}/slots/s9", headers={"If-Match": "*"})
    assert "s9" not in seen()

    def considered() -> int:
        return int(filled.get(f"{API}/slots/s2/reach").json()["considered"])

    assert considered() == 3
    filled.delete(f"{API}/participants/p2", headers={"If-Match": "*"})
    assert considered() == 2
    filled.post(f"{API}/participants", json={"id": "ny"})
    assert considered() == 3


def test_another_process_sees_the_same(filled: TestClient, make_client: MakeClient) -> None:
    other = make_client()
    filled.post(f"{API}/slots", json={"id": "s9", "title": "Lager"} | OPEN)
    answer = other.get(f"{API}/participants/{PERSON}/suggestions").json()["results"][0]
    assert answer["considered"] == 4


def test_nothing_stored_is_encoded_again(
    filled: TestClient, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fresh process works places and people out from stored vectors alone."""
    world = context(date=DAY)
    encoder = Counting(world.encoder)
    counted = replace(world, encoder=encoder)
    monkeypatch.setattr("service.app.contexts", lambda _settings, _weights: lambda _day: counted)
    client = make_client()
    stored = {text for slot in SLOTS for text in texts_of(Slot(**slot), world)}
    stored |= {text for person in PEOPLE for text in texts_of(Participant(**person), world)}
    reference = {text for o in world.occupations for text in (o.label, *o.synonyms, *o.tasks)}
    assert stored - reference
    assert not (stored - reference) & set(encoder.asked)
    encoder.asked.clear()
    assert client.get(f"{API}/participants/{PERSON}/suggestions").status_code == 200
    assert set(encoder.asked) <= {""}
    for address in ("slots/s1/candidates", "slots/s1/reach"):
        assert client.get(f"{API}/{address}").status_code == 200
    assert not (stored - reference) & set(encoder.asked)


def queries(client: TestClient, address: str) -> int:
    database = client.app.state.service.database  # type: ignore[attr-defined]
    seen: list[str] = []

    def listen(_c: object, _u: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engines = {database.reader, database.writer}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", listen)
    assert client.get(address).status_code == 200
    for engine in engines:
        event.remove(engine, "before_cursor_execute", listen)
    return len(seen)


@pytest.mark.parametrize(
    "address",
    [
        "participants",
        f"participants/{PERSON}",
        f"participants/{PERSON}/suggestions",
        "slots",
        "slots/s1/reach",
    ],
)
def test_the_number_of_queries_does_not_grow(filled: TestClient, address: str) -> None:
    filled.get(f"{API}/{address}")
    before = queries(filled, f"{API}/{address}")
    rows = "".join(f"n{number};Plats {number};kassa|truck\n" for number in range(150))
    filled.post(
        f"{API}/imports/slots",
        content=f"id;title;required_skills\n{rows}".encode(),
        headers={"Content-Type": "text/csv"},
    )
    rows = "".join(f"n{number};kassa|truck\n" for number in range(150))
    filled.post(
        f"{API}/imports/participants",
        content=f"id;skills\n{rows}".encode(),
        headers={"Content-Type": "text/csv"},
    )
    filled.get(f"{API}/{address}")
    assert queries(filled, f"{API}/{address}") == before <= (17 if "suggestions" in address else 11)


class TestRuns:
    def test_a_run_says_who_what_and_by_which_means(self, filled: TestClient, store: str) -> None:
        answer = filled.get(f"{API}/participants/{PERSON}/suggestions", params={"top": 1}).json()
        connection = sqlite3.connect(store.removeprefix("sqlite:///"))
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT * FROM suggestion_runs").fetchall()
        connection.close()
        (run,) = rows
        assert run["id"] == answer["run"]
        assert (run["participant_id"], run["by"], run["top"]) == ("AME 2026/1", "lokal", 1)
        assert run["weights_version"] == answer["weights"]
        assert run["date"] == DAY.isoformat()
        best = answer["results"][0]["suggestions"][0]
        assert run["shown"] == canonical([{"slot_id": "s1", "score": best["score"]}])

    def test_a_failed_request_stores_no_run(self, filled: TestClient, store: str) -> None:
        filled.get(f"{API}/participants/ingen/suggestions")
        filled.get(f"{API}/participants/{PERSON}/suggestions", params={"top": 0})
        connection = sqlite3.connect(store.removeprefix("sqlite:///"))
        (count,) = connection.execute("SELECT count(*) FROM suggestion_runs").fetchone()
        connection.close()
        assert count == 0


class TestDecisions:
    def test_go_on_and_dismiss(self, filled: TestClient) -> None:
        run = filled.get(f"{API}/participants/{PERSON}/suggestions").json()["run"]
        address = f"{API}/participants/{PERSON}/decisions"
        made = filled.post(address, json={"slot_id": "s1", "decision": "go_on", "run": run})
        assert made.status_code == 201, made.text
        assert made.json()["participant_id"] == "AME 2026/1"
        assert (made.json()["by"], made.json()["run"]) == ("lokal", run)
        reason = {"slot_id": "s2", "decision": "dismiss", "reason": "För långt från förskolan"}
        assert filled.post(address, json=reason).json()["reason"] == "För långt från förskolan"

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            ({"slot_id": "ingen", "decision": "go_on"}, "/slot_id"),
            ({"slot_id": "s1", "decision": "kanske"}, "/decision"),
            ({"slot_id": "s1", "decision": "go_on", "run": "ingen"}, "/run"),
            ({"slot_id": "s1", "decision": "dismiss", "reason": "Ring 19121212-1212"}, "/reason"),
            ({"decision": "go_on"}, "/slot_id"),
        ],
    )
    def test_bad_decisions(self, filled: TestClient, body: dict[str, str], pointer: str) -> None:
        answer = filled.post(f"{API}/participants/{PERSON}/decisions", json=body)
        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]

    def test_a_run_about_somebody_else(self, filled: TestClient) -> None:
        run = filled.get(f"{API}/participants/p2/suggestions").json()["run"]
        body = {"slot_id": "s1", "decision": "go_on", "run": run}
        assert filled.post(f"{API}/participants/{PERSON}/decisions", json=body).status_code == 422

    def test_about_nobody(self, filled: TestClient) -> None:
        body = {"slot_id": "s1", "decision": "go_on"}
        for person in ("ingen", "%00"):
            assert filled.post(f"{API}/participants/{person}/decisions", json=body).status_code == 404

    def test_once(self, filled: TestClient) -> None:
        body, key = {"slot_id": "s1", "decision": "go_on"}, {"Idempotency-Key": "k"}
        answers = [
            filled.post(f"{API}/participants/{PERSON}/decisions", json=body, headers=key).json()["id"]
            for _ in range(2)
        ]
        assert answers[0] == answers[1]


def test_weights_can_be_read_and_not_written(client: TestClient) -> None:
    page = client.get(f"{API}/weights").json()
    (weights,) = page["items"]
    assert sum(weights["weights"].values()) == pytest.approx(100)
    assert client.get(f"{API}/weights/{weights['version']}").json() == weights
    for verb in ("post", "put", "delete"):
        assert getattr(client, verb)(f"{API}/weights/{weights['version']}").status_code == 405


def test_weights_of_a_file_are_used_and_stored(make_client: MakeClient, tmp_path: Path) -> None:
    values = dict(Weights.standard().values) | {"skills": 10.0, "goals": 40.0}
    weights = Weights(values, author="Eva", note="Mer om mål")
    file = tmp_path / "vikter.json"
    file.write_text(canonical(weights.to_dict()), encoding="utf-8")
    client = make_client(weights_file=file)
    client.post(f"{API}/participants", json={"id": "p"})
    assert client.get(f"{API}/participants/p/suggestions").json()["weights"] == weights.version
    assert client.get(f"{API}/weights/{weights.version}").json()["note"] == "Mer om mål"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"weights": {"skills": 100}}'])
def test_weights_that_cannot_be_used_stop_the_start(
    make_client: MakeClient, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "vikter.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"vikter\.json går inte att använda"):
        make_client(weights_file=file)
