"""The app over a small invented municipality, with people signed in at a browser without scripts."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from tests.support.accounts import CHEAP, HTML, sign_in
from tests.support.town import COACH, DAY, copied

BASE = "http://127.0.0.1:8000"

SignedIn = Callable[[str], TestClient]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("town")


@pytest.fixture
def signed_in(template: Path, tmp_path: Path) -> Iterator[SignedIn]:
    """Give a client at whose browser an account is signed in."""
    settings = Settings(database_url=copied(template, tmp_path), password_memory_kib=CHEAP)
    with ExitStack() as running:
        app = create_app(settings, today=lambda: DAY)
        running.enter_context(TestClient(app, base_url=BASE))

        def enter(name: str) -> TestClient:
            return sign_in(TestClient(app, base_url=BASE, headers=HTML), name)

        yield enter


@pytest.fixture
def coach(signed_in: SignedIn) -> TestClient:
    return signed_in(COACH)
