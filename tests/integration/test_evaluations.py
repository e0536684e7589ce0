"""Evaluations of the store's history: the queue outlives services, and a real one is worked out."""

import json
import re
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
import structlog
from sqlalchemy import update

from data.synthetic import municipality
from service.accounts.models import Caseload
from service.evaluations import repository, work
from service.evaluations.models import Evaluations
from service.evaluations.past import Past, Unusable, checked, past
from service.evaluations.repository import GIVEN_UP, MOST_ATTEMPTS
from service.evaluations.runner import DIED, Runner
from service.settings import Settings
from service.store import records
from service.store.clock import now
from tests.evaluation.histories import a_person, a_placement, an_open_slot, day
from tests.support.stores import save


def ordered(database, seed=0):
    with database.write() as session:
        return repository.order(session, "eva", seed)["id"]


def state(database, id_):
    with database.read() as session:
        return repository.get(session, id_)


def claimed(database):
    with database.write() as session:
        return repository.claim(session)


def grow_old(database):
    """Let the last sign of life be long ago."""
    old = (datetime.now(UTC) - 2 * repository.STALE).isoformat(timespec="milliseconds")
    with database.write() as session:
        session.execute(update(Evaluations).values(beat=old))


def test_while_one_waits_an_order_gives_that_one(database):
    first = ordered(database)
    assert ordered(database, seed=5) == first
    with database.write() as session:
        repository.finish(session, first, document="{}", html="<p>")
    assert ordered(database, seed=5) != first


def test_one_is_taken_once_and_again_only_when_its_process_is_gone(database):
    id_ = ordered(database)
    assert claimed(database).id == id_
    assert claimed(database) is None
    grow_old(database)
    assert claimed(database).id == id_
    with database.write() as session:
        repository.beat(session, id_, "Läser")
    assert claimed(database) is None
    assert state(database, id_)["progress"] == "Läser"


def test_one_that_never_gets_done_fails_in_the_end(database):
    id_ = ordered(database)
    for _ in range(MOST_ATTEMPTS):
        assert claimed(database).id == id_
        grow_old(database)
    assert claimed(database) is None
    assert (state(database, id_)["state"], state(database, id_)["problem"]) == ("failed", GIVEN_UP)


def test_a_stop_of_the_service_costs_no_attempt(database):
    id_ = ordered(database)
    for _ in range(MOST_ATTEMPTS + 1):
        assert claimed(database).id == id_
        with database.write() as session:
            repository.release(session, id_)
    assert state(database, id_)["state"] == "queued"


def test_records_are_as_they_were_when_they_first_mattered(database):
    save(database, "participant", {"id": "p", "goals": ["först"]}, {"id": "q"})
    save(database, "slot", {"id": "s", "title": "Först"}, {"id": "t", "title": "Borttagen"})
    later = str((datetime.now(UTC) + timedelta(days=2)).date())
    save(
        database,
        "placement",
        {"id": "a", "participant_id": "p", "slot_id": "s", "suggested_on": "2020-01-01"},
    )
    save(database, "placement", {"id": "b", "participant_id": "q", "slot_id": "s", "suggested_on": later})
    save(database, "placement", {"id": "c", "participant_id": "okänd", "slot_id": "s"})
    save(database, "participant", {"id": "p", "goals": ["sedan"]}, {"id": "q", "goals": ["sedan"]})
    with database.write() as session:
        records.remove(session, "slot", "t", by="eva", at=now())
    with database.read() as session:
        found = past(session)
    assert {p.id: p.goals for p in found.participants} == {"p": ("först",), "q": ("sedan",)}
    assert {s.id: s.title for s in found.slots} == {"s": "Först", "t": "Borttagen"}
    assert [p.id for p in found.placements] == ["a", "b"]
    assert found.notes == (
        "Placeringar vars deltagare eller plats inte finns i databasen: 1. De är inte med.",
    )


def test_protected_people_are_in_no_figure(database):
    save(database, "participant", {"id": "p"})
    save(database, "slot", {"id": "s"})
    save(
        database,
        "placement",
        {"id": "a", "participant_id": "p", "slot_id": "s", "suggested_on": "2026-01-01"},
    )
    with database.write() as session:
        session.add(Caseload(participant_id="p", protected=True, since=now()))
    with database.read() as session:
        found = past(session)
    assert (found.participants, found.placements, found.notes) == ((), (), ())


@pytest.fixture
def filled(database):
    """A store with the history of a small invented municipality."""
    town = municipality(participants=1, employers=20, slots=1, placements=60)
    from service.cli.records import documents

    save(database, "slot", *documents(town.past_slots))
    save(database, "participant", *documents(town.past_participants))
    save(database, "placement", *documents(town.placements))
    return database


def until_ended(database, id_):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        found = state(database, id_)
        if found["state"] in {"done", "failed"}:
            return found
        time.sleep(0.2)
    raise AssertionError(found)


def test_what_is_ordered_is_worked_out_by_another_process(filled, url):
    runner = Runner(filled, Settings(database_url=url))
    runner.start()
    try:
        id_ = ordered(filled)
        runner.wake()
        found = until_ended(filled, id_)
    finally:
        runner.stop()
    assert (found["state"], found["problem"]) == ("done", None)
    document = json.loads(found["document"])
    assert (document["synthetic"], document["data"]["placements"]) == (True, 60)
    with filled.read() as session:
        assert "<html lang=" in repository.html(session, id_)


@pytest.fixture
def alone(database, url, monkeypatch, capfd):
    """The work of the process, in this one: gives its last line, and all that it wrote beside its lines."""
    monkeypatch.setenv("RATTPLATS_DATABASE_URL", url)
    monkeypatch.setattr(work.os, "nice", lambda _: None)
    monkeypatch.setattr(sys, "stdout", sys.stdout)  # which the work exchanges

    before = structlog.get_config()

    def run():
        code = work.main(["0"])
        lines, beside = capfd.readouterr()
        return code, json.loads(lines.splitlines()[-1]), beside

    yield run
    structlog.configure(**before)


def test_faults_of_the_history_are_told_without_a_placement_or_anybody(database, alone):
    save(database, "participant", {"id": "DELTAGARE7"})
    save(database, "slot", {"id": "PLATS7"})
    told = {"participant_id": "DELTAGARE7", "slot_id": "PLATS7"}
    dates = {"suggested_on": "2026-01-02", "started_on": "2026-01-15", "ended_on": "2026-01-15"}
    save(database, "placement", {"id": "PLACERING7"} | told | dates | {"outcome": "ongoing"})
    code, found, beside = alone()
    assert code == 0, beside
    assert found["problem"].startswith(
        "Placeringarna i databasen har fel som måste rättas först, i fältet outc"
    )
    for words in (found["problem"], beside):
        assert not re.search(r"[A-Z]7|2026-0", words)


def test_several_fields_are_listed():
    people, slots = (a_person(), a_person("p2")), (an_open_slot(),)
    wrong = (a_placement(1, ended_on=day(5)), a_placement(2, outcome="ongoing"), a_placement(2, slot_id="s9"))
    with pytest.raises(Unusable, match=r"i fälten ended_on, id, outcome och slot_id\. Vilka"):
        checked(Past(people, slots, wrong, 1, ()))


def test_what_nobody_foresaw_is_logged_by_type_and_place_alone(database, alone, monkeypatch):
    def failing(*_words, **_options):
        raise ValueError("deltagare DELTAGARE7 på PLACERING7")

    monkeypatch.setattr(work, "evaluate", failing)
    save(database, "participant", {"id": "DELTAGARE7"})
    code, last, beside = alone()
    assert (code, "problem" in last) == (1, False)
    logged = json.loads(beside)
    assert (logged["event"], logged["error"]) == ("evaluation failed", "ValueError")
    assert logged["where"].endswith("failing")
    assert "7" not in beside.replace(logged["where"], "").replace(logged["timestamp"], "")


def test_a_process_that_dies_fails_its_evaluation_and_stopping_puts_it_back(database, monkeypatch):
    runner = Runner(database, Settings(database_url="sqlite:///finns-inte.sqlite3"))
    id_ = ordered(database)
    monkeypatch.setattr("service.evaluations.runner.sys.executable", "/bin/false")
    runner.start()
    assert until_ended(database, id_)["problem"] == DIED
    runner.stop()

    stopped = Runner(database, Settings(database_url="sqlite:///finns-inte.sqlite3"))
    again = ordered(database)
    monkeypatch.setattr("service.evaluations.runner.sys.executable", "/bin/sleep")
    monkeypatch.setattr("service.evaluations.runner.ARGUMENTS", ("60",))
    stopped.start()
    while state(database, again)["state"] == "queued":
        time.sleep(0.05)
    stopped.stop()
    assert state(database, again)["state"] == "queued"
