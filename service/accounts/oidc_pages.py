"""Signing in with the municipality's own directory at a browser: /logga-in/katalog and its answer."""

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from service.accounts import guard, oidc
from service.accounts.pages import agent, form, go, inside, remember, service_of
from service.accounts.service import SIGN_IN
from service.problems import NotFound

if TYPE_CHECKING:
    from service.accounts.oidc import Directory

router = APIRouter(include_in_schema=False)

HERE: Final = f"{SIGN_IN}/katalog"
BACK: Final = f"{HERE}/svar"
MINUTES: Final = 10
"""How long one may take at the directory."""

Short = Annotated[str, Query(max_length=2000)]


@router.get(HERE)
def ask(request: Request, till: Short = "") -> Response:
    """Send the browser to the directory."""
    directory = _directory(request)
    flow = oidc.Flow.new()
    try:
        answer: Response = go(directory.ask(flow, _back(request)))
    except oidc.Refused:
        return form(request, 503, error="directory", till=till)
    secure = service_of(request).settings.secure
    for name, value in ((_cookie(request), flow.write()), (f"{_cookie(request)}-till", inside(till))):
        answer.set_cookie(
            name, value, max_age=MINUTES * 60, path="/", secure=secure, httponly=True, samesite="lax"
        )
    return answer


@router.get(BACK)
def answered(request: Request, code: Short = "", state: Short = "") -> Response:
    """Let in whom the directory has named."""
    directory, accounts = _directory(request), service_of(request).accounts
    flow = oidc.Flow.read(request.cookies.get(_cookie(request), ""))
    till = inside(request.cookies.get(f"{_cookie(request)}-till", ""))
    try:
        claims = directory.answer(oidc.same(flow, state), _back(request), code)
        with accounts.database.write() as session:
            name = oidc.account(session, accounts.settings, claims)
            token = accounts.begin(session, name, agent(request), second=True)
    except oidc.Refused:
        return _forget(request, form(request, 403, error="directory", till=till))
    return _forget(request, remember(request, go(till), token))


def _directory(request: Request) -> "Directory":
    found: Directory | None = request.app.state.directory
    if found is None:
        raise NotFound
    return found


def _back(request: Request) -> str:
    """Give the address of the answer, as the browser sees it."""
    scheme = "https" if service_of(request).settings.secure else "http"
    return f"{scheme}://{request.headers['host']}{BACK}"


def _cookie(request: Request) -> str:
    return f"{guard.cookie_name(secure=service_of(request).settings.secure)}-katalog"


def _forget(request: Request, answer: Response) -> Response:
    for name in (_cookie(request), f"{_cookie(request)}-till"):
        answer.delete_cookie(name, path="/", secure=service_of(request).settings.secure, httponly=True)
    return answer
