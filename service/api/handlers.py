"""Errors of the libraries into problems of the catalogue."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from data.loaders.messages import swedish
from service import pages
from service.accounts.guard import GoTo
from service.api.declare import API
from service.logs import log
from service.pages import troubles
from service.problems import BadRequest, Invalid, MethodNotAllowed, NotFound, NotSaved, Problem, TooLarge

BY_STATUS: Final[Mapping[int, type[Problem]]] = {
    404: NotFound,
    405: MethodNotAllowed,
    413: TooLarge,
}


def install(app: FastAPI) -> None:
    """Let an app answer with problems only."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(GoTo, _go_to)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    for unavailable in (OperationalError, InterfaceError, PoolTimeoutError):
        app.add_exception_handler(unavailable, _not_saved)


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101  # registered for it
    return answer(request, error)


async def _go_to(_request: Request, error: Exception) -> Response:
    assert isinstance(error, GoTo)  # noqa: S101  # registered for it
    return RedirectResponse(error.where, 303)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for it
    return answer(request, BY_STATUS.get(error.status_code, BadRequest)(headers=error.headers))


def answer(request: Request, problem: Problem) -> Response:
    """Answer a program with a problem, and a person at a browser with a page that says the same."""
    person = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(API)
    if not person:
        return problem.response()
    page = pages.shown("problem.html", problem.status, detail=troubles.said(problem))
    page.headers.update(problem.headers)
    return page


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # registered for it
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return answer(request, BadRequest())
    return answer(request, Invalid(errors=[_said(one) for one in found[:200]]))


async def _not_saved(request: Request, error: Exception) -> Response:
    log.error("store unavailable", error=type(error).__name__)
    return answer(request, NotSaved(headers={"Retry-After": "5"}))


def _said(error: Mapping[str, Any]) -> dict[str, str]:
    message, remedy = swedish(error)
    return _where(error["loc"]) | {"message": message, "remedy": remedy}


def _where(loc: Sequence[int | str]) -> dict[str, str]:
    """Say where a value stands: a JSON pointer in the body, or the name of a parameter."""
    place, *rest = map(str, loc)
    if place == "body":
        return {"pointer": "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in rest)}
    return {"header" if place == "header" else "parameter": rest[-1] if rest else place}
