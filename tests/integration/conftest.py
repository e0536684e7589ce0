"""Stores for the tests: every test that asks for `database` runs on SQLite and on PostgreSQL."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from matcher.text import CharNgrams
from service.store import Database, migrate
from tests.support.stores import POSTGRES, Counting, no_postgres, postgres_answers


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, copied for each test."""
    path = tmp_path_factory.mktemp("template") / "store.sqlite3"
    database = Database.open(f"sqlite:///{path}")
    migrate.upgrade(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """A migrated PostgreSQL database, copied for each test and dropped at the end."""
    if not postgres_answers():
        pytest.skip(no_postgres())
    name = f"rattplats_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        database = Database.open(f"{POSTGRES.rsplit('/', 1)[0]}/{name}")
        migrate.upgrade(database)
        database.close()
        yield name
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


MakeUrl = Callable[[], str]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store of one's own, migrated and empty."""
    if request.param == "sqlite":
        path = tmp_path / "store.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    template = request.getfixturevalue("postgres_template")
    name = f"{template}_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        yield f"{POSTGRES.rsplit('/', 1)[0]}/{name}"
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """An open store of one's own."""
    database = Database.open(url)
    yield database
    database.close()


@pytest.fixture
def encoder() -> Counting:
    """An encoder that remembers what it was asked."""
    return Counting(CharNgrams())


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly when half of these tests could not run."""
    if not postgres_answers():
        terminalreporter.write_sep("!", "PostgreSQL WAS NOT TESTED", red=True, bold=True)
        terminalreporter.write_line(no_postgres())
