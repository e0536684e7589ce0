"""The shape of the store: forward, back and forward again, filled; and equal to the models."""

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from matcher.weights import Weights
from service.accounts import service as accounts
from service.store import Database, migrate, records, weights
from service.store.schema import Base
from tests.support.stores import save


def fill(database: Database) -> None:
    save(database, "slot", {"id": "s", "title": "Lager", "employer_id": "e", "employer_name": "Lager AB"})
    save(database, "participant", {"id": "p", "goals": ["Jag vill köra truck"]})
    save(database, "placement", {"id": "x", "participant_id": "p", "slot_id": "s"})
    with database.write() as session:
        weights.activate(session, Weights.standard(), by="eva", reason="Början")
        accounts.add(session, "eva", "coach")
        accounts.add_token(session, "eva")
        accounts.add(session, "bo", "liaison")


def test_up_down_up_on_a_filled_store(database: Database) -> None:
    fill(database)

    migrate.downgrade(database, "base")
    assert migrate.current(database) is None
    assert set(inspect(database.writer).get_table_names()) <= {"alembic_version"}

    migrate.upgrade(database)
    assert migrate.current(database) == migrate.head()
    fill(database)
    with database.read() as session:
        assert records.count(session, "slot") == 1


def test_going_back_leaves_no_trigger_or_function(database: Database) -> None:
    left = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT count(*) FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace "
        "WHERE n.nspname = 'public'",
    }[database.dialect]

    def number() -> Any:
        with database.reader.connect() as connection:
            return connection.scalar(text(left))

    assert number() >= 12
    migrate.downgrade(database, "base")
    assert number() == 0


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    fill(database)
    migrate.upgrade(database)
    with database.read() as session:
        assert records.count(session, "participant") == 1


def test_migrated_store_is_what_the_models_say(database: Database) -> None:
    with database.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_no_model_loads_lazily(table: str) -> None:
    mapper = next(m for m in Base.registry.mappers if m.local_table.name == table)
    assert not list(mapper.relationships), "a relationship needs lazy='raise'; none is needed so far"
