"""Signing in and out at a browser: /logga-in, /logga-ut."""

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from starlette.responses import RedirectResponse

from service import pages
from service.accounts import guard
from service.accounts.devices import device
from service.accounts.guard import MaybeSigned
from service.accounts.service import SIGN_IN, WrongSignIn
from service.problems import TooManyRequests

if TYPE_CHECKING:
    from service.running import Service

router = APIRouter(include_in_schema=False)

Till = Annotated[str, Query(max_length=2000)]


def go(where: str) -> RedirectResponse:
    """Answer a form with the next page."""
    return RedirectResponse(where, 303)


def inside(till: str) -> str:
    """Give the page to go to after signing in: one of our own, else the start page.

    Examples
    --------
    >>> inside("/deltagare?sida=2"), inside("//ond.example"), inside("https://ond.example"), inside("")
    ('/deltagare?sida=2', '/', '/', '/')
    """
    safe = till.startswith("/") and till[1:2] not in ("/", "\\") and till.isprintable() and till.isascii()
    return till if safe else "/"


def agent(request: Request) -> str:
    """Name the browser."""
    return device(request.headers.get("user-agent", ""))


def remember(request: Request, answer: Response, token: str) -> Response:
    """Give the browser the secret of its session, for as long as it is open."""
    secure = service_of(request).settings.secure
    answer.set_cookie(
        guard.cookie_name(secure=secure), token, path="/", secure=secure, httponly=True, samesite="lax"
    )
    return answer


def service_of(request: Request) -> "Service":
    """Give the running service."""
    found: Service = request.app.state.service
    return found


def minutes(answer: Response, problem: TooManyRequests) -> Response:
    """Say with an answer when to try again."""
    answer.status_code = problem.status
    answer.headers["Retry-After"] = problem.headers["Retry-After"]
    return answer


@router.get(SIGN_IN)
def sign_in_form(request: Request, account: MaybeSigned, till: Till = "") -> Response:
    """Show the form to sign in."""
    if account is not None:
        return go(inside(till))
    return form(request, till=till)


@router.post(SIGN_IN)
def sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    till: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Sign in with a name and a password."""
    service = service_of(request)
    try:
        token = service.accounts.sign_in(name, password, agent(request), guard.address_of(request))
    except WrongSignIn:
        return form(request, 401, till=till, name=name, error="wrong")
    except TooManyRequests as problem:
        wait = -(-int(problem.headers["Retry-After"]) // 60)
        return minutes(form(request, till=till, name=name, error="wait", minutes=wait), problem)
    return remember(request, go(inside(till)), token)


@router.post("/logga-ut")
def sign_out(request: Request) -> Response:
    """End the session, and let the browser forget it."""
    service = service_of(request)
    caller = service.accounts.person(guard.cookie_of(request))
    if caller is not None:
        service.accounts.sign_out(caller.account)
    answer = go(SIGN_IN)
    secure = service.settings.secure
    name = guard.cookie_name(secure=secure)
    answer.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")
    return answer


def form(request: Request, status: int = 200, **values: object) -> Response:
    """Show the form to sign in, with what was typed and what went wrong."""
    settings = service_of(request).settings
    blank = {
        "name": "",
        "error": "",
        "minutes": 0,
        "till": "",
        "directory": settings.oidc_label if settings.oidc_issuer else "",
    }
    return pages.shown("sign_in.html", status, **(blank | values))
