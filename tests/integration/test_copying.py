"""A copy holds every row about a person, in whatever table; and nobody else's."""

from typing import Any

from sqlalchemy import inspect, text

from service.administration.copying import collect
from service.audit import chain
from service.audit.chain import Event
from service.store import Database, copying
from service.store.clock import now
from tests.integration.test_erasure import PLANTED, plant

PERSON, OTHER = "QQ-4711", "annan-1"


def naming(database: Database, who: str) -> dict[str, int]:
    """Count the rows of each table in which some value is the person's id."""
    found = {}
    with database.reader.connect() as connection:
        for table in inspect(connection).get_table_names():
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).all()  # noqa: S608 - its own tables
            if number := sum(who in row for row in rows):
                found[table] = number
    return found


def test_every_row_that_names_the_person_is_in_the_copy(database: Database) -> None:
    plant(database, PERSON, OTHER)
    with database.read() as session:
        found = copying.everything(session, PERSON)
    counts = {table: len(rows) for table, rows in found.items()}
    named = naming(database, PERSON)
    assert named
    assert {table: counts.get(table, 0) for table in named} == named
    assert PLANTED in repr(found)
    assert OTHER not in repr({table: rows for table, rows in found.items() if table != "idempotency_keys"})


def test_nobody_has_nothing(database: Database) -> None:
    plant(database, PERSON, OTHER)
    with database.read() as session:
        assert copying.everything(session, "finns-inte") == {}
        assert collect(session, "") == {}


def test_who_has_read_is_a_part_of_it(database: Database) -> None:
    plant(database, PERSON, OTHER)
    with database.write() as session:
        known: dict[str, Any] = {"at": now(), "by": "eva", "role": "coach", "action": "read"}
        chain.append(session, [Event(**known, what="GET /deltagare", ids=[PERSON, OTHER])])
        chain.append(session, [Event(**known, what="GET /deltagare", ids=[OTHER])])
    with database.read() as session:
        rows = collect(session, PERSON)["loggen"]
    assert [(row["vem"], row["gjorde"], row["vad"]) for row in rows] == [
        ("eva", "läste", "listan över deltagare")
    ]
