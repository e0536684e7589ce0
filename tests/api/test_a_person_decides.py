"""Law 9, a person decides: nothing becomes a placement or a decision but by an authenticated person's act."""

import sqlite3
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.api.conftest import MakeClient

API = "/api/v1"
SECRET = "en-hemlighet-som-bara-testet-vet-om-1234"
SLOTS = ("s1", "s2")
PEOPLE = ("p1", "p2")

asking = st.one_of(
    st.builds("/participants/{}/suggestions".format, st.sampled_from(PEOPLE)),
    st.builds("/slots/{}/candidates".format, st.sampled_from(SLOTS)),
    st.builds("/slots/{}/reach".format, st.sampled_from(SLOTS)),
    st.sampled_from(["/participants", "/slots", "/employers", "/placements", "/weights"]),
)
importing = st.tuples(
    st.sampled_from(["participants", "slots"]),
    st.lists(st.sampled_from("abc"), unique=True, min_size=1),
)
acts = st.one_of(
    st.tuples(st.sampled_from(["/placements", "/participants/p1/decisions"]), st.just("post")),
    st.tuples(st.just("/placements/x"), st.sampled_from(["put", "delete"])),
)


def decided(store: str) -> int:
    """Count the placements and decisions in the store."""
    database = sqlite3.connect(store.removeprefix("sqlite:///"))
    counts = [database.execute(f"select count(*) from {table}") for table in ("placements", "decisions")]  # noqa: S608
    total = sum(row[0] for cursor in counts for row in cursor)
    database.close()
    return total


def fill(client: TestClient, **headers: Any) -> None:
    for slot in SLOTS:
        document = {"id": slot, "title": "Lagerarbetare", "capacity": 1, "filled": 0, "licences_required": []}
        assert client.post(f"{API}/slots", json=document, **headers).status_code == 201
    for person in PEOPLE:
        document = {"id": person, "goals": ["jobba på lager"], "licences": ["B"]}
        assert client.post(f"{API}/participants", json=document, **headers).status_code == 201


LAW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_suggestions_and_imports_decide_nothing(client: TestClient, store: str) -> None:
    fill(client)

    @LAW
    @given(st.lists(st.one_of(asking, importing), max_size=8))
    def steps_of_the_machine(steps: list[str | tuple[str, list[str]]]) -> None:
        for step in steps:
            if isinstance(step, str):
                answer = client.get(API + step)
            else:
                kind, ids = step
                content = [{"id": name} for name in ids]
                answer = client.post(f"{API}/imports/{kind}", json=content)
            assert answer.status_code == 200, answer.text
        assert decided(store) == 0

    steps_of_the_machine()


def test_nobody_decides_without_saying_who_they_are(make_client: MakeClient, store: str) -> None:
    client = make_client(token=SECRET)
    fill(client, headers={"Authorization": f"Bearer {SECRET}"})

    @LAW
    @given(acts, st.one_of(st.none(), st.text("abcXYZ123-_", max_size=60).filter(lambda t: t != SECRET)))
    def act_of_a_stranger(act: tuple[str, str], token: str | None) -> None:
        path, method = act
        document = {
            "/placements": {"id": "x", "participant_id": "p1", "slot_id": "s1"},
            "/placements/x": {"id": "x", "participant_id": "p1", "slot_id": "s1"},
            "/participants/p1/decisions": {"slot_id": "s1", "decision": "dismiss"},
        }[path]
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        content = {} if method == "delete" else {"json": document}
        assert client.request(method, API + path, headers=headers, **content).status_code == 401
        assert decided(store) == 0

    act_of_a_stranger()


def test_a_decision_names_the_person_who_made_it(make_client: MakeClient, store: str) -> None:
    client = make_client(token=SECRET)
    headers = {"Authorization": f"Bearer {SECRET}"}
    fill(client, headers=headers)
    document = {"slot_id": "s1", "decision": "go_on"}
    answer = client.post(f"{API}/participants/p1/decisions", json=document, headers=headers)
    assert answer.status_code == 201
    assert answer.json()["by"] == "drift"
    assert decided(store) == 1
