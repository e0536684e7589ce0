"""What has been kept long enough leaves, on both stores; whatever has happened lately keeps a person."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Date, insert, select, text, update

from service.accounts import managing
from service.accounts import repository as accounts
from service.accounts.models import RecoveryCodes, Sessions, Users
from service.accounts.passwords import Hasher
from service.accounts.service import BadUser
from service.audit import cutting
from service.audit.verifying import verify
from service.evaluations.models import Evaluations
from service.plans.models import CalendarFeeds
from service.retention import repository, rules
from service.settings import Settings
from service.store import Database, records
from service.store.schema import Base, Decisions, SuggestionRuns
from tests.integration.test_audit import an_event, run, unguarded, write
from tests.integration.test_erasure import PLANTED, everything, plant
from tests.support.accounts import CHEAP, an_account

PERSON, OTHER = "QQ-4711", "annan-1"
OLD = "2020-01-01T10:00:00.000+00:00"
HASHER = Hasher(CHEAP)
LIMIT = "2024-01-01T00:00:00.000+00:00"


def aged(database: Database) -> None:
    """Let everything be years old."""
    with database.write() as session:
        if database.dialect == "sqlite":
            for (name,) in session.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            ).all():
                session.execute(text(f"DROP TRIGGER {name}"))
        else:
            session.execute(text("ALTER TABLE record_versions DISABLE TRIGGER USER"))
        for table in Base.metadata.sorted_tables:
            if {"participant_id", "subject"} & set(table.c.keys()):
                days: dict[Any, Any] = {c: date(2020, 1, 1) for c in table.c if isinstance(c.type, Date)}
                clocks = {c: OLD for c in table.c if c.name in repository.TIMES and c not in days}
                if days or clocks:
                    session.execute(update(table).values(days | clocks))


def idle(database: Database, before: str = LIMIT) -> list[str]:
    with database.read() as session:
        return repository.idle(session, before)


def test_nobody_leaves_while_something_is_new(database: Database) -> None:
    plant(database, PERSON, OTHER)
    assert idle(database) == []
    aged(database)
    assert idle(database) == sorted([PERSON, OTHER])


@pytest.mark.parametrize("table", ["decisions", "suggestion_runs", "caseload", "shares", "record_versions"])
def test_any_event_keeps_a_person(database: Database, table: str) -> None:
    plant(database, PERSON, OTHER)
    aged(database)
    known = Base.metadata.tables[table]
    who = known.c.get("participant_id", known.c.get("subject"))
    clock = known.c.get("at", known.c.get("since"))
    with database.write() as session:
        session.execute(update(known).where(who == PERSON).values({clock: "2026-01-01T10:00:00.000+00:00"}))
    assert idle(database) == [OTHER]


def test_a_dry_run_changes_nothing_and_apply_does_what_it_said(database: Database) -> None:
    plant(database, PERSON, OTHER)
    aged(database)
    limits = rules.limits(Settings(), datetime(2026, 11, 23, tzinfo=UTC))
    before = everything(database)
    due = {one.limit.kind: one.number for one in rules.due(database, limits)}
    assert due["participants"] == 2
    assert due["answers"] == 4
    assert everything(database) == before
    done = rules.apply(database, limits, by="ada")
    assert done["participants"] == 2
    assert {one.limit.kind: one.number for one in rules.due(database, limits)} == dict.fromkeys(due, 0)
    left = everything(database)
    assert PLANTED not in left
    assert PERSON not in left
    with database.read() as session:
        assert verify(session).fault is None
        assert verify(session).rows == 2


def test_whoever_something_happens_with_meanwhile_stays(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the counting and the erasing somebody opens the case again."""
    plant(database, PERSON, OTHER)
    aged(database)
    asked = repository.idle
    first = True

    def then(session: Any, before: str, **more: Any) -> list[str]:
        nonlocal first
        found = asked(session, before, **more)
        if first:
            first = False
            with database.write() as other:
                other.execute(
                    text("UPDATE caseload SET since = :at WHERE participant_id = :p"),
                    {"at": "2026-11-01T10:00:00.000+00:00", "p": PERSON},
                )
        return found

    monkeypatch.setattr(repository, "idle", then)
    limit = rules.Limit("participants", LIMIT)
    assert rules.apply(database, (limit,), by="ada")["participants"] == 1
    with database.read() as session:
        assert records.get(session, "participant", PERSON) is not None
        assert records.get(session, "participant", OTHER) is None


def test_a_run_that_a_decision_rests_on_stays(database: Database) -> None:
    plant(database, PERSON, OTHER)
    aged(database)
    with database.write() as session:
        session.execute(
            update(Decisions).where(Decisions.participant_id == OTHER).values(run_id=f"run-{OTHER}")
        )
        assert repository.remove(session, "runs", LIMIT) == 1
        assert session.scalars(select(SuggestionRuns.id)).all() == [f"run-{OTHER}"]


# --- accounts, evaluations and the log itself -----------------------------------------------------------


def apply(database: Database, kind: str, before: str = LIMIT) -> int:
    limit = rules.Limit(kind, before)
    counted = rules.due(database, (limit,))[0].number
    assert rules.apply(database, (limit,), by="ada")[kind] == counted, "what is counted is what leaves"
    assert rules.due(database, (limit,))[0].number == 0
    return counted


def closed(database: Database, name: str, at: str | None) -> None:
    an_account(database, name, unit="norr", full_name=f"{name.title()} Ek")
    with database.write() as session:
        accounts.change(session, name, password_hash="h", totp_secret="t", totp_on=True, closed_at=at)
        accounts.change(session, name, directory_id=f"d-{name}")
        session.execute(insert(RecoveryCodes), [{"user": name, "code_hash": f"c-{name}"}])
        session.execute(insert(CalendarFeeds), [{"user": name, "token_hash": f"f-{name}", "made": OLD}])
        row = {"id": name, "token_hash": f"s-{name}", "user": name, "second": True, "device": "d"}
        session.execute(insert(Sessions), [row | {"began": OLD, "seen": OLD}])


def test_an_account_that_was_closed_long_ago_is_emptied_and_its_name_stays_taken(database: Database) -> None:
    for name, at in (("gammal", OLD), ("nyss", "2026-01-01T10:00:00.000+00:00"), ("oppen", None)):
        closed(database, name, at)
    assert apply(database, "accounts") == 1
    with database.read() as session:
        left = {row.name: row for row in session.scalars(select(Users))}
        for table in (RecoveryCodes, CalendarFeeds, Sessions):
            assert sorted(session.scalars(select(table.user))) == ["nyss", "oppen"], table
    empty = left["gammal"]
    assert (empty.full_name, empty.unit_id, empty.closed_at) == ("gammal", None, OLD)
    assert (empty.password_hash, empty.directory_id, empty.totp_secret) == (None, None, None)
    assert not empty.totp_on
    assert (left["nyss"].full_name, left["oppen"].full_name) == ("Nyss Ek", "Oppen Ek")
    with database.write() as session, pytest.raises(BadUser):
        managing.create(session, HASHER, name="gammal", full_name="", role="coach", unit=None)
    with database.write() as session:
        managing.reopen(session, "gammal")
        assert managing.reset(session, "gammal", HASHER), "and it can be opened for the same person again"


def test_evaluations_leave_when_they_are_old(database: Database) -> None:
    row = {"by": "ada", "seed": 1, "state": "done", "attempts": 1}
    with database.write() as session:
        for number, at in enumerate((OLD, OLD, "2026-01-01T10:00:00.000+00:00")):
            session.execute(insert(Evaluations), [row | {"id": str(number), "at": at, "document": PLANTED}])
    assert apply(database, "evaluations") == 2
    with database.read() as session:
        assert session.scalars(select(Evaluations.id)).all() == ["2"]


def test_the_log_is_cut_and_whole(database: Database) -> None:
    plant(database, PERSON, OTHER)
    for at in (OLD, OLD, "2026-01-01T10:00:00.000+00:00"):
        write(database, an_event(at=at, ids=[PERSON, OTHER]))
    assert apply(database, "audit") == 2
    with database.read() as session:
        report = verify(session)
    assert (report.fault, report.cut, report.rows) == (None, 2, 2)


def test_nothing_at_all_leaves_when_the_log_is_not_whole(database: Database) -> None:
    plant(database, PERSON, OTHER)
    for _ in range(3):
        write(database, an_event(at=OLD, ids=[OTHER]))
    aged(database)
    with database.write() as session:
        unguarded(session)
        run(session, "UPDATE audit_entries SET people = 7 WHERE number = 2")
    before = everything(database)
    with pytest.raises(cutting.NotWhole):
        rules.apply(database, rules.limits(Settings(), datetime(2026, 11, 23, tzinfo=UTC)), by="ada")
    assert everything(database) == before
