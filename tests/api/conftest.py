"""The app with a store of its own; calls go through its whole stack."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from service.store import Database, migrate

DAY = date(2026, 11, 23)
BASE = "http://127.0.0.1:8000"

MakeClient = Callable[..., TestClient]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, copied for each test."""
    path = tmp_path_factory.mktemp("template") / "store.sqlite3"
    database = Database.open(f"sqlite:///{path}")
    migrate.upgrade(database)
    database.close()
    return path


@pytest.fixture
def store(migrated: Path, tmp_path: Path) -> str:
    """The address of an empty store."""
    path = tmp_path / "store.sqlite3"
    shutil.copy(migrated, path)
    return f"sqlite:///{path}"


@pytest.fixture
def make_client(store: str) -> Iterator[MakeClient]:
    """Start an app with some settings and give a client of it."""
    with ExitStack() as running:

        def make(*, base_url: str = BASE, **changes: Any) -> TestClient:
            app = create_app(Settings(database_url=store, **changes), today=lambda: DAY)
            return running.enter_context(TestClient(app, base_url=base_url))

        yield make


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    """A client of an app on loopback, without a token."""
    return make_client()
