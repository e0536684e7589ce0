"""An erased participant leaves nothing behind: not in a table, not in the file, not in the journal."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from matcher.weights import Weights
from service.accounts import Account, caseload, repository
from service.accounts import service as accounts
from service.store import Database, erasure, idempotency, records, runs, weights
from service.store.idempotency import Answer
from tests.support.stores import save

PLANTED = "Zebrafink Qvarnström"


def everything(database: Database) -> str:
    """Every value of every table."""
    with database.reader.connect() as connection:
        tables = inspect(connection).get_table_names()
        return repr([connection.execute(text(f'SELECT * FROM "{table}"')).all() for table in tables])  # noqa: S608


def a_run(participant: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"run-{participant}",
        "at": "2026-11-21T10:00:00.000+00:00",
        "by": "eva",
        "participant_id": participant,
        "revision": 1,
        "date": date(2026, 11, 21),
        "seed": 0,
        "top": 10,
        "weights_version": Weights.standard().version,
        "model_id": "m",
        "model_hash": "h",
        "program": "0.1.0",
        "inputs_hash": "i",
        "considered": 1,
        "eligible": 1,
        "shown": "[]",
        "output_hash": "o",
    } | changes


def plant(database: Database, key: str, other: str) -> None:
    """Put a person, and traces of the person, wherever there is room."""
    with database.write() as session:
        weights.ensure(session, Weights.standard())
    save(database, "slot", {"id": "s", "title": "Kök"})
    save(database, "participant", {"id": other, "goals": ["Baka"]})
    save(database, "participant", {"id": key, "goals": [f"{PLANTED} ett"]})
    save(database, "participant", {"id": key, "goals": [f"{PLANTED} två"], "skills": [{"label": PLANTED}]})
    save(database, "placement", {"id": "x1", "participant_id": key, "slot_id": "s", "reason": PLANTED})
    save(database, "placement", {"id": "x2", "participant_id": key, "slot_id": "s", "reason": PLANTED})
    save(database, "placement", {"id": "x3", "participant_id": other, "slot_id": "s", "reason": "Flyttade"})
    with database.write() as session:
        if repository.user(session, "eva") is None:
            accounts.add(session, "eva", "coach")
        for person in (key, other):
            caseload.assign(session, [person], unit=None, coach="eva")
            caseload.share(session, person, "s", Account("eva", "Eva", "coach"))
    with database.write() as session:
        records.remove(session, "placement", "x2", by="eva", at="now")
        decision = {
            "id": "d",
            "at": "now",
            "by": "eva",
            "slot_id": "s",
            "run_id": None,
            "decision": "dismiss",
        }
        for person in (key, other):
            runs.add(session, a_run(person))
            reason = PLANTED if person == key else "Inte nu"
            runs.decide(session, decision | {"id": f"d-{person}", "participant_id": person, "reason": reason})
        for name, subject in (("one", key), ("many", ""), ("other", other), ("place", None)):
            body = PLANTED if subject in (key, "") else "annan"
            idempotency.keep(session, name, "eva", "hash", Answer(201, {}, body, subject))


def test_no_table_holds_a_trace(database: Database) -> None:
    plant(database, "QQ-4711", "annan-1")
    assert PLANTED in everything(database)
    with database.write() as session:
        erasure.erase(session, "QQ-4711", by="eva", at="now")
    database.scrub()
    left = everything(database)
    assert "Zebrafink" not in left
    assert "QQ-4711" not in left
    for kept in ("annan-1", "Flyttade", "Inte nu", "d-annan-1", "run-annan-1"):
        assert kept in left


def test_the_history_says_that_somebody_was_erased(database: Database) -> None:
    start = save(database, "participant", {"id": "p"}).revision("p")
    with database.write() as session:
        erasure.erase(session, "p", by="eva", at="now")
    with database.read() as session:
        assert [(c.id, c.payload) for c in records.changes(session, "participant", start)] == [("", None)]
        assert records.as_of(session, "participant", start) == []


@pytest.mark.parametrize("seed", range(4))
def test_no_byte_of_the_file_or_its_journal_holds_a_trace(
    sqlite_template: Path, tmp_path: Path, seed: int
) -> None:
    """Among many neighbours of many sizes, so that pages of the file are split and merged."""
    path = tmp_path / "store.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database.open(f"sqlite:///{path}")
    draw = random.Random(seed)
    people = [
        {
            "id": f"{PLANTED}-{number}" if number % 3 == 0 else f"granne-{number}",
            "goals": [(f"{PLANTED} " if number % 3 == 0 else "granne ") * draw.randint(1, 40)]
            * draw.randint(1, 6),
        }
        for number in range(60)
    ]
    for person in draw.sample(people, len(people)):
        save(database, "participant", person)
        save(database, "participant", person | {"hours_per_week": 20})
    for person in draw.sample(people, len(people)):
        if PLANTED in person["id"]:
            with database.write() as session:
                erasure.erase(session, str(person["id"]), by="eva", at="now")
    database.scrub()
    assert b"granne-1" in path.read_bytes()
    for file in tmp_path.iterdir():
        assert b"Zebrafink" not in file.read_bytes(), file.name
    database.close()
