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


def opened(template: Path, folder: Path, running: ExitStack) -> SignedIn:
    """Start an app on a copy of the municipality."""
    settings = Settings(database_url=copied(template, folder), password_memory_kib=CHEAP)
    app = create_app(settings, today=lambda: DAY)
    running.enter_context(TestClient(app, base_url=BASE))

    def enter(name: str) -> TestClient:
        return sign_in(TestClient(app, base_url=BASE, headers=dict(HTML)), name)

    return enter


@pytest.fixture(scope="session")
def shared(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignedIn]:
    """One app for all tests that only read: starting one takes longer than most tests."""
    with ExitStack() as running:
        yield opened(template, tmp_path_factory.mktemp("shared"), running)


@pytest.fixture
def signed_in(
    request: pytest.FixtureRequest, shared: SignedIn, template: Path, tmp_path: Path
) -> Iterator[SignedIn]:
    """Give a client at whose browser an account is signed in; a test that writes has a store of its own."""
    if request.node.get_closest_marker("writes") is None:
        yield shared
        return
    with ExitStack() as running:
        yield opened(template, tmp_path, running)


@pytest.fixture
def coach(signed_in: SignedIn) -> TestClient:
    return signed_in(COACH)
