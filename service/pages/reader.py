"""Who reads: the request that is being answered, so that every page knows its reader's language and menu."""

from contextvars import ContextVar
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

_REQUEST: Final[ContextVar[Request]] = ContextVar("request")


class Reading:
    """The layer around the routes that remembers the request while it is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope.setdefault("state", {})
            _REQUEST.set(Request(scope))
        await self.app(scope, receive, send)


def request() -> Request:
    """Give the request that is being answered."""
    return _REQUEST.get()
