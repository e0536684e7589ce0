"""A real browser for the tests: Debian's Chromium, driven by Playwright, with axe for accessibility."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from service.accounts.guard import cookie_name

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
RULES: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS_TOO = os.environ.get("RATTPLATS_AXE") == "whole"
"""Whether colours are measured narrow and without scripts too: the same ones, in two thirds of the time."""
LOOK = """rules => axe.run(document, rules).then(({ violations }) => violations.flatMap(
    ({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`)))"""


def chromium() -> str | None:
    """Say where the browser is; RATTPLATS_CHROMIUM names another one."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser"))
    return os.environ.get("RATTPLATS_CHROMIUM") or next(filter(None, found), None)


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start the browser; it is closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve an app on a free port of this machine; give its address."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            thread.join(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


def cookie(app: FastAPI, address: str, name: str) -> Any:
    """Sign an account in without its password, and give the cookie that says so."""
    service = app.state.service
    with service.database.write() as session:
        token = service.accounts.begin(session, name, "Chromium, Linux", second=True)
    return {"name": cookie_name(secure=service.settings.secure), "value": token, "url": address}


def violations(page: Page, *, colours: bool = True) -> list[str]:
    """Give what axe finds wrong with a page, one line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    left_out = {} if colours else {"rules": {"color-contrast": {"enabled": False}}}
    return list(page.evaluate(LOOK, RULES | left_out))
