"""What every request passes: host, origin and size; and what every answer carries.

One ASGI layer around the routes. It also counts, logs without anything about people, and turns a
fault in the service into a problem that gives nothing away.
"""

import time
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.declare import API
from service.logs import log, where
from service.metrics import Metrics
from service.problems import CrossSite, Problem, TooLarge, Unexpected
from service.settings import Settings

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
"""Names under which a service on loopback is called; any other is a rebound name (DNS rebinding)."""

SAME_SITE: Final = ("same-origin", "same-site", "none")
OWN: Final = ("same-origin", "none")
SAFE: Final = ("GET", "HEAD", "OPTIONS")
"""Methods that change nothing."""

FILES: Final = (f"{API}/imports/", "/import/", "/rattvisa")
"""Addresses that take whole files."""

API_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser says of its own forms: Origin: null
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Gate:
    """The layer around the routes."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self.app = app
        self.settings = settings
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _protect(MutableHeaders(scope=message), https=self.settings.https)
            await send(message)

        try:
            headers = Headers(scope=scope)
            self._know(scope["method"], scope["path"], headers)
            body = await self._read(scope, headers, receive)
            if body is not None:
                await self.app(scope, body, answer)
        except Problem as problem:
            await problem.response()(scope, receive, answer)
        except Exception as error:  # noqa: BLE001  # the last line: nothing of the error may reach anybody
            log.error("failed", error=type(error).__name__, where=where(error))
            if not status:
                await Unexpected().response()(scope, receive, answer)
        finally:
            taken = time.perf_counter() - began
            route = getattr(scope.get("route"), "path_format", "other")
            self.metrics.observe(scope["method"], route, status, taken)
            log.info("request", method=scope["method"], route=route, status=status, ms=round(taken * 1000, 1))

    def _know(self, method: str, path: str, headers: Headers) -> None:
        """Refuse a host name that is not ours, and what another web site's page sends."""
        host = headers.get("host", "").lower()
        name = host if host.endswith("]") else host.rsplit(":", 1)[0]
        known = (*self.settings.public_hosts, *(LOOPBACK if self.settings.loopback else ()))
        if known and name not in known:
            raise CrossSite
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        api = path.startswith(f"{API}/")
        if method in SAFE:
            followed = not api and headers.get("sec-fetch-mode") == "navigate"  # a link to a page
            if site not in (None, *SAME_SITE) and not followed:
                raise CrossSite
            return
        if site not in (None, *OWN) or (origin is not None and _netloc(origin) != host):
            raise CrossSite
        # A browser says where a form comes from; who acts by a cookie or on a page must be a browser.
        if site is None and origin is None and (not api or "cookie" in headers):
            raise CrossSite

    async def _read(self, scope: Scope, headers: Headers, receive: Receive) -> Receive | None:
        """Read the body, as long as it is small enough, and hand it on in one piece.

        Nothing is handed on when the caller went away: half a file must not look like a whole one.
        """
        importing = scope["path"].startswith(FILES)
        limit = self.settings.max_import_bytes if importing else self.settings.max_body_bytes
        stated = headers.get("content-length", "0")
        if not stated.isdecimal() or len(stated) > 15 or int(stated) > limit:
            raise TooLarge(headers={"Connection": "close"})
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > limit:
                raise TooLarge(headers={"Connection": "close"})
        handed = False

        async def replay() -> Message:
            nonlocal handed
            if handed:
                return await receive()
            handed = True
            return {"type": "http.request", "body": bytes(body), "more_body": False}

        return replay


def _netloc(origin: str) -> str | None:
    """Give the host and port that a page says it comes from; None when it says what no browser does."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None


def _protect(headers: MutableHeaders, *, https: bool) -> None:
    if https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    page = headers.get("content-type", "").startswith("text/html")
    headers.setdefault("Content-Security-Policy", PAGE_POLICY if page else API_POLICY)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
