"""/utvarderingar, /rattvisa and /orsaker: order, follow, read; groups leave no trace; reasons as counts."""

import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from starlette.testclient import TestClient

from service.coach.reasons import REASONS
from service.evaluations import repository
from service.store import Database
from service.store.clock import now
from service.store.schema import Decisions, Participants
from tests.support.outline import check
from tests.support.past import ANALYST
from tests.web.analyst.conftest import opened

GROUP = "Grupp-Xq7"
"""A group's name that stands nowhere else."""


def store(client: TestClient) -> Database:
    database: Database = client.app.state.service.database  # type: ignore[attr-defined]
    return database


def people(client: TestClient) -> list[str]:
    with store(client).read() as session:
        return list(session.scalars(select(Participants.id).order_by(Participants.id)))


def until_ended(client: TestClient, address: str) -> str:
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        page = client.get(address).text
        if "data-wait" not in page:
            return page
        time.sleep(0.5)
    raise AssertionError("the evaluation never ended")


def test_nothing_is_there_at_first(analyst: TestClient) -> None:
    for address in ("/utvarderingar", "/rattvisa", "/orsaker"):
        page = analyst.get(address)
        assert page.status_code == 200
        check(page.text)
    assert "Ingen utvärdering är gjord än" in analyst.get("/utvarderingar").text
    assert "Det finns för få skäl att visa" in analyst.get("/orsaker").text


@pytest.mark.writes
def test_an_order_is_followed_and_read(past: Path, tmp_path: Path) -> None:
    with ExitStack() as running:
        client = opened(past, tmp_path, running)(ANALYST)
        made = client.post("/utvarderingar")
        check(made.text)
        where = made.url.path
        assert "Utvärderingen är beställd" in made.text
        assert "Följ den" in client.get("/utvarderingar").text
        assert client.post("/utvarderingar").url.path == where, "while one waits that one is the answer"
        page = until_ended(client, where)
        check(page)
        assert "Det här går att säga" in page
        report = client.get(f"{where}/rapport")
        policy = report.headers["content-security-policy"]
        assert "sandbox" in policy
        assert "style-src 'sha256-" in policy
        assert "unsafe" not in policy
        assert client.get(f"{where}/fil?form=json").json()["kind"] == "rattplats-evaluation"
        attached = client.get(f"{where}/fil?form=html").headers["content-disposition"]
        assert attached.startswith("attachment;")
        assert "Vägen från plats till jobb" in client.get("/rattvisa").text


@pytest.mark.writes
def test_one_that_failed_says_why_and_offers_a_new_one(past: Path, tmp_path: Path) -> None:
    with ExitStack() as running:
        client = opened(past, tmp_path, running, jobs=False)(ANALYST)
        where = client.post("/utvarderingar").url.path
        assert "inställd på att inte räkna" in client.get(where).text
        with store(client).write() as session:
            repository.finish(session, where.rpartition("/")[2], problem="Historiken har ett fel.")
        page = client.get(where).text
        check(page)
        assert "Historiken har ett fel." in page
        assert client.get(f"{where}/rapport").status_code == 404
        assert client.get(f"{where}/fil?form=json").status_code == 404


@pytest.mark.parametrize("under", ["", "/rapport", "/fil"])
def test_one_that_is_not_there(analyst: TestClient, under: str) -> None:
    assert analyst.get(f"/utvarderingar/finns-inte{under}").status_code == 404


def file(text: str) -> dict[str, tuple[str, bytes, str]]:
    return {"fil": ("grupper.csv", text.encode(), "text/csv")}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "Ingen fil är vald"),
        ("id;kön\na;b\n", "participant_id"),
        ("participant_id;kön\nD1;man\nD1;kvinna\n", "två gånger"),
        ("participant_id;kön\n19811228-9874;man\n", "personnummer"),
        ("participant_id;kön\nokänd-1;man\nokänd-2;kvinna\n", "Färre än fem"),
    ],
)
def test_a_file_of_groups_that_cannot_be_used(analyst: TestClient, content: str, said: str) -> None:
    page = analyst.post("/rattvisa", files=file(content))
    assert page.status_code == 422
    check(page.text)
    assert said in page.text
    assert "19811228" not in page.text


@pytest.mark.writes
def test_groups_are_compared_and_their_file_is_nowhere(past: Path, tmp_path: Path) -> None:
    with ExitStack() as running:
        client = opened(past, tmp_path, running)(ANALYST)
        ids = people(client)
        rows = [f"{key};{GROUP if i % 3 else 'andra'};hemligt-{i % 2}" for i, key in enumerate(ids)]
        made = client.post("/rattvisa", files=file("participant_id;indelning;del\n" + "\n".join(rows)))
        assert made.status_code == 200
        where = made.url.path
        again = client.post("/rattvisa", files=file("participant_id;indelning;del\n" + "\n".join(rows)))
        assert "räknas redan" in again.text
        until_ended(client, where)
        page = client.get("/rattvisa").text
        check(page)
        assert GROUP in page
        assert "Skillnader mellan grupper" in page
        assert client.get("/utvarderingar").text.count(">Ja<") == 1
    lines = {row.encode() for row in rows}
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert GROUP.encode() in kept, "the report holds the names of groups"
    assert not [line for line in lines if line in kept], "and nobody's group"


@pytest.mark.writes
def test_reasons_are_counted_by_people_wrong_data_first(past: Path, tmp_path: Path) -> None:
    first, second = REASONS["Uppgifterna"][0], REASONS["Deltagaren"][0]
    with ExitStack() as running:
        client = opened(past, tmp_path, running, jobs=False)(ANALYST)
        ids = people(client)
        told = [(key, first) for key in ids[:7] for _ in range(2)] + [(key, second) for key in ids[:4]]
        told += [(ids[0], f"{first} Hon har bytt körkort.")]
        rows = [
            {
                "id": str(i),
                "at": now(),
                "by": "anna",
                "participant_id": key,
                "slot_id": "s",
                "run_id": None,
                "decision": "dismiss",
                "reason": reason,
            }
            for i, (key, reason) in enumerate(told)
        ]
        with store(client).write() as session:
            session.execute(insert(Decisions), rows)
        page = client.get("/orsaker").text
    check(page)
    assert page.index("Uppgifterna</h3>") < page.index("Deltagaren</h3>")
    assert f'{first}</th><td class="number" data-name="Deltagare">7</td>' in page
    assert f'{second}</th><td class="number" data-name="Deltagare">färre än 5</td>' in page
    assert "körkort." not in page, "nobody's own words"
