"""What every route of the API does before its own work: who calls, and is the body JSON."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from service.accounts.account import Account
from service.accounts.guard import guard
from service.canonical import digest
from service.problems import UnsupportedType
from service.running import Service


class ApiRoute(APIRoute):
    """A route that first asks who calls, and reads only JSON where it declares a JSON body."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Put the checks before the work."""
        work = super().get_route_handler()
        wants_json = self.body_field is not None

        async def handle(request: Request) -> Response:
            service: Service = request.app.state.service
            account = await run_in_threadpool(guard, request)
            assert account is not None  # noqa: S101  # no address of the API is open
            body = await request.body()
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if wants_json and kind != "application/json":
                raise UnsupportedType
            target = f"{request.method} {request.url.path}?{request.url.query} {kind}\n".encode()
            request.state.call = Call(service, account, digest(target + body))
            return await work(request)

        return handle


@dataclass(frozen=True, slots=True)
class Call:
    """One request.

    Attributes
    ----------
    account : who calls, and which people this address shows the account.
    digest : hash of the method, the address and the body.
    """

    service: Service
    account: Account
    digest: str

    @property
    def by(self) -> str:
        """Who calls, as it is kept with every change."""
        return self.account.name


def _call(request: Request) -> Call:
    call: Call = request.state.call
    return call


TheCall = Annotated[Call, Depends(_call)]
