"""The log of who read and wrote: a chain in which every change is found, on both stores."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from service.audit import chain, repository, writer
from service.audit.chain import SEALED, Event, sealed
from service.audit.notes import Note
from service.audit.verifying import verify
from service.audit.writer import Writer
from service.logs import drop_personal
from service.store import Database, erasure
from service.store.clock import now
from tests.support.stores import save

PEOPLE = [f"p{number:02}" for number in range(12)]
ROUNDS = 640


def an_event(**changes: Any) -> Event:
    known = {"at": now(), "by": "eva", "role": "coach", "action": "read", "what": "GET /deltagare"}
    return Event(**known | changes)


def write(database: Database, *events: Event) -> None:
    with database.write() as session:
        chain.append(session, events)


def fill(database: Database, rows: int = 40) -> None:
    """A log of reading and writing, with one person erased in the middle of it."""
    draw = random.Random(1)
    save(database, "participant", *({"id": one} for one in PEOPLE))
    for number in range(rows):
        ids = draw.sample(PEOPLE, draw.choice((1, 1, 1, 3, 12)))
        action, outcome = draw.choice((("read", "done"), ("write", "done"), ("read", "refused")))
        who = draw.choice((("eva", "coach"), ("lena", "liaison"), ("drift", "program")))
        write(database, an_event(by=who[0], role=who[1], action=action, outcome=outcome, ids=ids))
        if number == rows // 2:
            with database.write() as session:
                erasure.erase(session, PEOPLE[0], by="ada", at=now())


def found(database: Database, **since: Any) -> Any:
    with database.read() as session:
        return verify(session, **since)


def test_an_untouched_log_is_whole(database: Database) -> None:
    assert found(database).fault is None
    assert found(database).rows == 0
    fill(database)
    report = found(database)
    assert report.fault is None
    assert report.rows == report.number == 41
    with database.read() as session:
        known = repository.latest(session)
    assert (report.number, report.hash) == known


# --- tampering ------------------------------------------------------------------------------------------


def run(session: Session, statement: str, **values: Any) -> Any:
    return session.execute(text(statement), values)


def numbers(session: Session) -> list[int]:
    return [row[0] for row in run(session, "SELECT number FROM audit_entries ORDER BY number")]


def row_of(session: Session, number: int) -> dict[str, Any]:
    return dict(run(session, "SELECT * FROM audit_entries WHERE number = :n", n=number).mappings().one())


COLUMNS: dict[str, Callable[[random.Random], Any]] = {
    "at": lambda draw: f"2026-01-{draw.randint(1, 28):02}T10:00:00.000+00:00",
    "by": lambda draw: draw.choice(("bo", "vera", "")),
    "role": lambda draw: draw.choice(("analyst", "")),
    "action": lambda draw: draw.choice(("skim", "")),
    "what": lambda draw: draw.choice(("GET /annat", "")),
    "outcome": lambda draw: draw.choice(("maybe", "")),
    "people": lambda draw: draw.randint(50, 90),
    "subjects": lambda draw: f"{draw.getrandbits(256):064x}",
    "previous": lambda draw: f"{draw.getrandbits(256):064x}",
    "hash": lambda draw: f"{draw.getrandbits(256):064x}",
}


def change(session: Session, draw: random.Random) -> None:
    """Any column of any row; half of the time the row's own hash is made anew."""
    number, column = draw.choice(numbers(session)), draw.choice(sorted(COLUMNS))
    run(
        session,
        f'UPDATE audit_entries SET "{column}" = :v WHERE number = :n',  # noqa: S608 - a column of the table
        v=COLUMNS[column](draw),
        n=number,
    )
    if column != "hash" and draw.random() < 0.5:
        row = row_of(session, number)
        made = sealed({name: row[name] for name in SEALED})
        run(session, "UPDATE audit_entries SET hash = :h WHERE number = :n", h=made, n=number)


def remove(session: Session, draw: random.Random, chosen: list[int] | None = None) -> None:
    """A row in the middle or at the end."""
    for number in chosen or [draw.choice(numbers(session))]:
        run(session, "DELETE FROM audit_subjects WHERE number = :n", n=number)
        run(session, "DELETE FROM audit_entries WHERE number = :n", n=number)


def cut(session: Session, draw: random.Random) -> None:
    """The last rows, up to all of them."""
    every = numbers(session)
    remove(session, draw, every[-draw.randint(1, len(every)) :])


def close_up(session: Session, draw: random.Random) -> None:
    """A row is taken away and those after it are numbered and hashed anew; the end is left."""
    every = numbers(session)
    gone = draw.choice(every[:-1])
    remove(session, draw, [gone])
    run(session, "UPDATE audit_subjects SET number = 9000 + number WHERE number > :n", n=gone)
    last = row_of(session, gone - 1)["hash"] if gone > 1 else ""
    for number in every[every.index(gone) + 1 :]:
        row = row_of(session, number) | {"number": number - 1, "previous": last}
        last = sealed({name: row[name] for name in SEALED})
        run(session, "DELETE FROM audit_entries WHERE number = :n", n=number)
        insert(session, row | {"hash": last})
    run(session, "UPDATE audit_subjects SET number = number - 9001 WHERE number > 9000")


def insert(session: Session, row: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    places = ", ".join(f":{name}" for name in row)
    run(session, f"INSERT INTO audit_entries ({names}) VALUES ({places})", **row)  # noqa: S608 - its columns


def add(session: Session, draw: random.Random) -> None:
    """A well-made row after the last, or under a number of its own."""
    last = row_of(session, numbers(session)[-1])
    row = {name: last[name] for name in SEALED} | {"by": "bo", "subjects": "", "previous": last["hash"]}
    row["number"] = draw.choice((last["number"] + 1, last["number"] + 5, 0, -3))
    insert(session, row | {"hash": sealed(row)})


def swap(session: Session, draw: random.Random) -> None:
    """Two rows change places."""
    one, two = draw.sample(numbers(session), 2)
    first, second = row_of(session, one), row_of(session, two)
    for number, row in ((one, second), (two, first)):
        columns = [name for name in row if name != "number"]
        sets = ", ".join(f'"{name}" = :{name}' for name in columns)
        values = {name: row[name] for name in columns} | {"n": number}
        run(session, f"UPDATE audit_entries SET {sets} WHERE number = :n", **values)  # noqa: S608 - its columns


def hide(session: Session, draw: random.Random) -> None:
    """Somebody is taken out of a row, put into one, or changed for somebody else."""
    every = run(session, "SELECT number, alias FROM audit_subjects ORDER BY number, alias").all()
    number, alias = draw.choice(every)
    how = draw.choice(("out", "in", "other"))
    if how != "in":
        run(session, "DELETE FROM audit_subjects WHERE number = :n AND alias = :a", n=number, a=alias)
    if how != "out":
        run(
            session, "INSERT INTO audit_subjects VALUES (:n, :a)", n=number, a=f"{draw.getrandbits(128):032x}"
        )


def mistake(session: Session, draw: random.Random) -> None:
    """An alias is given to somebody else, or is nobody's any more."""
    people = run(
        session, "SELECT participant_id, salt, alias FROM audit_people ORDER BY participant_id"
    ).all()
    one, two = draw.sample(people, 2)
    how = draw.choice(("swap", "salt", "forget"))
    run(session, "DELETE FROM audit_people WHERE participant_id IN (:a, :b)", a=one[0], b=two[0])
    for mine, other in ((one, two), (two, one)) if how == "swap" else ((one, one),):
        salt = f"{draw.getrandbits(128):032x}" if how == "salt" else mine[1]
        if how != "forget":
            run(session, "INSERT INTO audit_people VALUES (:p, :s, :a)", p=mine[0], s=salt, a=other[2])


def end(session: Session, draw: random.Random) -> None:
    """The head says something else, or is away."""
    if draw.random() < 0.2:
        run(session, "DELETE FROM audit_head")
    elif draw.random() < 0.5:
        run(session, "UPDATE audit_head SET number = :n", n=draw.randint(0, 30))
    else:
        run(session, "UPDATE audit_head SET hash = :h", h=f"{draw.getrandbits(256):064x}")


TAMPERINGS = (change, change, change, remove, cut, close_up, add, swap, hide, mistake, end)


def unguarded(session: Session) -> None:
    """Take the triggers away, as whoever owns the database can."""
    if session.get_bind().dialect.name == "sqlite":
        for (name,) in run(session, "SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            run(session, f"DROP TRIGGER {name}")
        run(session, "PRAGMA defer_foreign_keys = ON")
    else:
        for table in ("audit_entries", "audit_subjects", "audit_people", "audit_head"):
            run(session, f"ALTER TABLE {table} DISABLE TRIGGER USER")
        run(session, "ALTER TABLE audit_subjects DROP CONSTRAINT fk_audit_subjects_number")


def test_every_tampering_is_found(database: Database) -> None:
    fill(database)
    missed = []
    done: dict[str, int] = {}
    for seed in range(ROUNDS if database.dialect == "sqlite" else ROUNDS // 4):
        draw = random.Random(seed)
        tamper = TAMPERINGS[seed % len(TAMPERINGS)]
        with Session(database.writer) as session:
            unguarded(session)
            tamper(session, draw)
            if verify(session).fault is None:
                missed.append((tamper.__name__, seed))
            session.rollback()
        done[tamper.__name__] = done.get(tamper.__name__, 0) + 1
    assert missed == []
    assert len(done) == len(set(TAMPERINGS))
    assert found(database).fault is None, "and what was undone is whole"


def test_a_log_made_anew_is_found_by_a_row_that_was_noted(database: Database) -> None:
    fill(database, 12)
    noted = found(database)
    with Session(database.writer) as session:
        unguarded(session)
        run(session, "UPDATE audit_entries SET \"by\" = 'bo' WHERE number = 3")
        last = ""
        for number in numbers(session):
            row = row_of(session, number) | {"previous": last}
            last = sealed({name: row[name] for name in SEALED})
            values = {"p": row["previous"], "h": last, "n": number}
            run(session, "UPDATE audit_entries SET previous = :p, hash = :h WHERE number = :n", **values)
        run(session, "UPDATE audit_head SET hash = :h", h=last)
        assert verify(session).fault is None, "nothing inside the database tells"
        fault = verify(session, since=(noted.number, noted.hash)).fault
        assert fault is not None
        assert fault.kind == "since"
        session.rollback()
    assert found(database, since=(noted.number, noted.hash)).fault is None
    assert found(database, since=(noted.number + 1, noted.hash)).fault is not None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET people = 0",
        "DELETE FROM audit_entries WHERE number = 1",
        "UPDATE audit_subjects SET alias = 'x'",
        "DELETE FROM audit_subjects",
        "UPDATE audit_people SET alias = 'x'",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_itself_says_no(database: Database, statement: str) -> None:
    fill(database, 3)
    with pytest.raises(DBAPIError), database.write() as session:
        run(session, statement)
    assert found(database).fault is None


# --- people ---------------------------------------------------------------------------------------------


def test_an_erased_person_leaves_a_chain_that_is_whole_and_leads_to_nobody(database: Database) -> None:
    save(database, "participant", {"id": "QQ-4711"}, {"id": "kvar"})
    write(database, an_event(ids=["QQ-4711", "kvar"]), an_event(ids=["QQ-4711"]))
    with database.read() as session:
        alias = repository.alias(session, "QQ-4711")
        assert alias is not None
    with database.write() as session:
        erasure.erase(session, "QQ-4711", by="ada", at=now())
    with database.read() as session:
        assert repository.alias(session, "QQ-4711") is None
        assert repository.alias(session, "kvar") is not None
        last = repository.entries(session, repository.Sought(), start=0, most=1)[0]
        assert (last.action, last.by, last.people) == ("erase", "ada", 1)
        salts = [row[0] for row in run(session, "SELECT participant_id FROM audit_people")]
    assert salts == ["kvar"]
    assert found(database).fault is None


def test_who_has_seen_somebody_is_answered_for_lists_too(database: Database) -> None:
    save(database, "participant", *({"id": one} for one in PEOPLE))
    write(database, an_event(ids=PEOPLE), an_event(ids=PEOPLE[:1]), an_event(by="bo", ids=PEOPLE[1:]))
    with database.read() as session:
        for who, expected in ((PEOPLE[0], ["eva", "eva"]), (PEOPLE[1], ["bo", "eva"]), ("ingen", [])):
            sought = repository.Sought(participant=who)
            rows = repository.entries(session, sought, start=0, most=10)
            assert [row.by for row in rows] == expected
            assert repository.count(session, sought) == len(expected)


def test_nothing_is_found_for_a_text_that_no_name_can_be(database: Database) -> None:
    write(database, an_event())
    with database.read() as session:
        for sought in (repository.Sought(by="a\x00b"), repository.Sought(participant="a\x00b")):
            assert repository.count(session, sought) == 0
            assert repository.entries(session, sought, start=0, most=10) == []


def test_people_who_are_not_stored_are_counted_and_not_kept(database: Database) -> None:
    write(database, an_event(ids=["finns-inte"]))
    with database.read() as session:
        assert run(session, "SELECT people, subjects FROM audit_entries").all() == [(1, "")]
        assert "finns-inte" not in repr(run(session, "SELECT * FROM audit_people").all())


# --- many at once ---------------------------------------------------------------------------------------


def a_note(*ids: str) -> Note:
    return Note(personal=True, by="eva", role="coach", what="GET /deltagare", ids=set(ids), told=True)


def test_two_services_on_one_store_write_one_chain(url: str) -> None:
    """Each has its own connections and its own queue, as two processes have."""
    stores = [Database.open(url) for _ in range(2)]
    save(stores[0], "participant", *({"id": one} for one in PEOPLE))
    writers = [Writer(store) for store in stores]
    with ThreadPoolExecutor(16) as pool:
        work = [
            pool.submit(writers[number % 2].write, a_note(PEOPLE[number % 12]), 200) for number in range(200)
        ]
        for one in work:
            one.result()
    report = found(stores[0])
    assert report.fault is None
    assert report.rows == 200
    for store in stores:
        store.close()


def test_those_who_wait_are_written_together_and_told_together(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(database, "participant", {"id": "p"})
    writer = Writer(database)
    transactions = 0
    write = database.write

    def counted() -> Any:
        nonlocal transactions
        transactions += 1
        return write()

    monkeypatch.setattr(database, "write", counted)
    with ThreadPoolExecutor(20) as pool:
        with write():  # somebody else holds the store: all the others gather
            work = [pool.submit(writer.write, a_note("p"), 200) for _ in range(20)]
            while len(writer._queue) + 1 < 20:
                pass
        for one in work:
            one.result()
    assert transactions == 2
    assert found(database).rows == 20
    with database.write() as session:
        run(session, BREAK[database.dialect])
    with pytest.raises(DBAPIError):
        writer.write(a_note("p"), 200)


def test_once_a_day_the_last_row_is_noted_outside_the_database(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(database, "participant", {"id": "p"})
    service = Writer(database)
    with capture_logs() as lines:
        for day in ("21", "21", "22"):
            monkeypatch.setattr(writer, "now", lambda day=day: f"2026-11-{day}T10:00:00.000+00:00")
            service.write(a_note("p"), 200)
    noted = [drop_personal(None, "info", line)["row"].partition(":") for line in lines]
    assert [number for number, _, _ in noted] == ["1", "3"]
    for number, _, summed in noted:
        assert found(database, since=(int(number), summed)).fault is None


BREAK = {
    "sqlite": "CREATE TRIGGER broken BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no'); END",
    "postgresql": "ALTER TABLE audit_entries ADD CONSTRAINT broken CHECK (number < 0) NOT VALID",
}
"""Makes the log unwritable."""
