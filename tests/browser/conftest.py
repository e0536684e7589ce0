"""One browser, one server and one invented municipality for all tests of this folder."""

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from service.app import create_app
from service.settings import Settings
from tests.support.accounts import CHEAP
from tests.support.browser import browsing, chromium, cookie, serving
from tests.support.town import COACH, DAY, build

WIDTHS = (1280, 320)
WAYS = ((1280, True), (320, False))
"""How a walk is taken: wide with scripts, and narrow without."""
WITHOUT = (
    "NO BROWSER: the pages were NOT tested in a real browser. Install it with: apt-get install chromium "
    "(or name one in RATTPLATS_CHROMIUM), then run: make test"
)

OpenPage = Callable[..., Page]


class NoBrowser(UserWarning):
    """Said at the end of the test run, so that nobody takes the browser tests for done."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if chromium() is None:
        warnings.filterwarnings("always", category=NoBrowser)
        warnings.warn(WITHOUT, NoBrowser, stacklevel=1)
        pytest.skip(WITHOUT)
    with browsing() as found:
        yield found


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    town = build(tmp_path_factory.mktemp("town"))
    settings = Settings(database_url=f"sqlite:///{town.path}", password_memory_kib=CHEAP)
    return create_app(settings, today=lambda: DAY)


@pytest.fixture(scope="session")
def address(app: FastAPI) -> Iterator[str]:
    with serving(app) as where:
        yield where


@pytest.fixture
def open_page(browser: Browser, app: FastAPI, address: str) -> Iterator[OpenPage]:
    """Give a page where an account is signed in; whatever the browser complains of fails the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def make(name: str | None = COACH, *, width: int = 1280, script: bool = True, **more: Any) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            locale="sv-SE",
            **more,
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        if name is not None:
            context.add_cookies([cookie(app, address, name)])
        page = context.new_page()
        page.on("request", lambda asked: asked.url.startswith(address) or complaints.append(asked.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        return page

    yield make
    for context in contexts:
        context.close()
    expected = "the server responded with a status of"  # pages of errors are pages too
    assert [one for one in complaints if expected not in one] == []
