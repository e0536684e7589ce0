"""The app over a municipality with a past, with people signed in at a browser without scripts."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from tests.support.accounts import CHEAP, HTML, sign_in
from tests.support.past import ANALYST, PLACEMENTS, copied
from tests.support.town import DAY

BASE = "http://127.0.0.1:8000"

SignedIn = Callable[[str], TestClient]


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("past")


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    """On a busy machine a process may take its time to begin; what is tested is what it answers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.analyst.results.PATIENCE", 240.0)
        yield


def opened(
    template: Path, folder: Path, running: ExitStack, *, placements: int = PLACEMENTS, **more: object
) -> SignedIn:
    """Start an app on a copy of the municipality."""
    settings = Settings(
        database_url=copied(template, folder, placements=placements), password_memory_kib=CHEAP, **more
    )  # type: ignore[arg-type]
    app = create_app(settings, today=lambda: DAY)
    running.enter_context(TestClient(app, base_url=BASE))

    def enter(name: str) -> TestClient:
        return sign_in(TestClient(app, base_url=BASE, headers=dict(HTML)), name)

    return enter


@pytest.fixture(scope="session")
def shared_past(past: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignedIn]:
    """One app for all tests that only read."""
    with ExitStack() as running:
        yield opened(past, tmp_path_factory.mktemp("shared"), running)


@pytest.fixture
def enter(
    request: pytest.FixtureRequest, shared_past: SignedIn, past: Path, tmp_path: Path
) -> Iterator[SignedIn]:
    """Give a client at whose browser an account is signed in; a test that writes has a store of its own."""
    if request.node.get_closest_marker("writes") is None:
        yield shared_past
        return
    with ExitStack() as running:
        yield opened(past, tmp_path, running)


@pytest.fixture
def analyst(enter: SignedIn) -> TestClient:
    return enter(ANALYST)
