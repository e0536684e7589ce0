"""Evaluations over HTTP: ordering is only writing down, and the report is for analysts."""

import time
from concurrent.futures import Future

import pytest

from service.evaluations import repository
from service.evaluations.figures import Figures
from tests.support.stores import save

URL = "/api/v1/evaluations"
SAYS_WHAT_IT_GOT = """
import json, sys
rows = sys.stdin.buffer.read().decode().splitlines()
print(json.dumps({"document": json.dumps({"rows": len(rows), "words": sys.argv[1:]}), "html": "<p>"}))
"""
"""Stands for the process that works an evaluation out."""


def test_an_order_waits_and_stands_in_the_list(make_client):
    client = make_client(jobs=False)
    made = client.post(URL, json={"seed": 3})
    assert (made.status_code, made.json()["state"], made.json()["seed"]) == (202, "queued", 3)
    assert made.headers["location"] == f"{URL}/{made.json()['id']}"
    assert client.get(URL).json() == {"items": [made.json()], "next": None}
    one = client.get(made.headers["location"]).json()
    assert one == made.json() | {"document": None}
    assert client.get(f"{made.headers['location']}/report").status_code == 404


def test_a_second_order_gives_the_one_that_waits(make_client):
    client = make_client(jobs=False)
    first, second = (client.post(URL, json={}).json()["id"] for _ in range(2))
    assert first == second


def test_a_report_comes_as_json_and_as_a_file(make_client):
    client = make_client(jobs=False)
    made = client.post(URL, json={}).json()
    with client.app.state.service.database.write() as session:
        repository.claim(session)
        repository.finish(session, made["id"], document='{"kind":"x"}', html="<!doctype html><p>å")
    found = client.get(f"{URL}/{made['id']}").json()
    assert (found["state"], found["document"]) == ("done", {"kind": "x"})
    page = client.get(f"{URL}/{made['id']}/report")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-disposition"].startswith("attachment;")
    assert page.text == "<!doctype html><p>å"


def test_a_failed_one_says_why(make_client):
    client = make_client(jobs=False)
    made = client.post(URL, json={}).json()
    with client.app.state.service.database.write() as session:
        repository.claim(session)
        repository.finish(session, made["id"], problem="Historiken har fel.")
    found = client.get(f"{URL}/{made['id']}").json()
    assert (found["state"], found["problem"], found["document"]) == ("failed", "Historiken har fel.", None)


def test_what_is_not_there_and_what_is_not_right(make_client):
    client = make_client(jobs=False)
    assert client.get(f"{URL}/finns-inte").status_code == 404
    assert client.post(URL, json={"seed": -1}).status_code == 422
    assert client.post(URL, json={"annat": "x"}).status_code == 422


@pytest.fixture
def grouping(make_client, store, monkeypatch):
    """A client of a service with six placements, whose file of groups is checked in this very process."""
    monkeypatch.setattr("service.evaluations.runner.ARGUMENTS", ("-c", SAYS_WHAT_IT_GOT))
    client = make_client()
    service = client.app.state.service
    own = {"slot_id": "s", "outcome": "completed", "suggested_on": "2026-01-01"}
    save(service.database, "slot", {"id": "s"})
    save(service.database, "participant", *({"id": f"d{i}"} for i in range(6)))
    save(service.database, "placement", *({"id": f"h{i}", "participant_id": f"d{i}"} | own for i in range(6)))

    def ask(what, *question):
        answer = Future()
        answer.set_result(getattr(Figures(service.settings), what)(*question))
        return answer

    monkeypatch.setattr(service.runner.bench, "ask", ask)
    return client


GROUPS = "participant_id;indelning\n" + "".join(f"d{i};Grupp-Zq{i % 2}\n" for i in range(6))


def test_groups_come_with_the_order_and_are_kept_nowhere(grouping, tmp_path):
    sent = {"seed": 4, "groups": GROUPS}
    made = grouping.post(URL, json=sent, headers={"Idempotency-Key": "en"})
    assert made.status_code == 202, made.text
    again = grouping.post(URL, json=sent, headers={"Idempotency-Key": "en"})
    assert again.json() == made.json()
    deadline = time.monotonic() + 60
    while (found := grouping.get(made.headers["location"]).json())["state"] == "running":
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert found["document"] == {"rows": 7, "words": ["4", "groups"]}
    assert not any(b"Grupp-Zq" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_one_comparison_of_groups_at_a_time(grouping, monkeypatch):
    monkeypatch.setattr("service.evaluations.runner.ARGUMENTS", ("-c", "import time; time.sleep(60)"))
    assert grouping.post(URL, json={"groups": GROUPS}).status_code == 202
    busy = grouping.post(URL, json={"groups": GROUPS})
    assert (busy.status_code, busy.headers["retry-after"]) == (429, "60")
    assert "räknas redan" in busy.json()["detail"]


@pytest.mark.parametrize(
    ("groups", "slug", "said"),
    [
        ("", "bad-file", "Kolumnen participant_id saknas."),
        ("participant_id;kön\nd1;a\nd1;b\n", "bad-file", "Deltagaren d1 står två gånger."),
        ("participant_id;kön\nd1;a\nd2;b\n", "invalid", "Färre än fem"),
    ],
)
def test_groups_that_cannot_be_used(grouping, groups, slug, said):
    answer = grouping.post(URL, json={"groups": groups})
    assert (answer.status_code, answer.json()["type"]) == (422, f"urn:rattplats:problem:{slug}")
    assert said in answer.json()["errors"][0]["message"]
    assert grouping.get(URL).json()["items"] == []


def test_a_service_that_works_nothing_out_takes_no_groups(make_client):
    answer = make_client(jobs=False).post(URL, json={"groups": GROUPS})
    assert answer.status_code == 422
    assert "RATTPLATS_JOBS" in answer.json()["errors"][0]["remedy"]
