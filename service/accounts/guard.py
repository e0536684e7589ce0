"""The one place where a request is let in: who calls, and what the table of permissions says.

`guard` is a dependency of the whole app, so that no address can be served without it; the API asks it
before it reads the body.
"""

from typing import TYPE_CHECKING, Annotated, Final
from urllib.parse import quote

from fastapi import Depends, Request

from service.accounts import permissions
from service.accounts.account import Account
from service.accounts.service import SIGN_IN, Caller
from service.audit import notes
from service.problems import NotFound, NotSignedIn

if TYPE_CHECKING:
    from service.running import Service

PLAIN_COOKIE: Final = "rattplats"
SAFE_COOKIE: Final = "__Host-rattplats"
"""Name of the cookie over https: a browser takes it from this very host only."""

PROGRAMS: Final = ("/api/", "/metrics")
"""Addresses that programs call: who must sign in there is told so, and not sent to a page."""

FINISHING: Final = ("/logga-in/kod", "/mitt-konto/losenord", "/mitt-konto/tvafaktor")
"""Pages that a sign-in is finished on."""


class GoTo(Exception):  # noqa: N818  # not an error: somewhere else first
    """Another page comes first.

    Parameters
    ----------
    where : its path.
    """

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(where)


def guard(request: Request) -> Account | None:
    """Let a request in, or not.

    Returns
    -------
    Who calls, knowing which people this address shows; None where nobody has to sign in and nobody has.

    Raises
    ------
    NotSignedIn
        When a program has not said who it is.
    GoTo
        When a person must sign in first, or finish the sign-in.
    NotFound
        When the table denies the address: to everybody, or to this role.
    """
    state = request.state
    if not hasattr(state, "account"):
        state.account = _let_in(request)
    found: Account | None = state.account
    return found


def _let_in(request: Request) -> Account | None:
    service: Service = request.app.state.service
    path = request.scope["route"].path_format
    row = permissions.rule(request.method, path)
    if row is None:
        raise NotFound
    cookie = cookie_of(request)
    if path.startswith(PROGRAMS):
        caller = service.accounts.program(request.headers.get("authorization"), cookie)
    else:
        caller = service.accounts.person(cookie)
    service.accounts.limiter.request(caller.account.name if caller else address_of(request))
    if row.open:
        return caller.account if caller and caller.step is None else None
    if caller is None:
        raise _sign_in(request, path)
    if caller.step is not None and path != caller.step:
        raise _sign_in(request, path) if path.startswith(PROGRAMS) else GoTo(caller.step)
    request.state.step = caller.step
    account = permissions.may(caller.account, row)
    _note(request, row, account or caller.account)
    if account is None or not _within(caller, row):
        raise NotFound
    return account


def _note(request: Request, row: permissions.Rule, account: Account) -> None:
    """Have it logged that somebody asks an address that shows people."""
    if not row.personal(account.role):
        return
    named = next(iter(request.path_params.values()), None)
    notes.let_in(
        by=account.name,
        role=account.role,
        method=row.method,
        path=row.path,
        about=named if row.about == "participant" else None,
        counts=account.people == "count",
        everybody=lambda: permissions.sees(account, slot_id=named if row.about == "slot" else None),
    )


def _within(caller: Caller, row: permissions.Rule) -> bool:
    """Whether a bearer token reaches so far."""
    token = caller.token
    if token is None:
        return True
    if row.method not in ("GET", "HEAD") and not token.writes:
        return False
    return not token.kinds or permissions.kind(row.path) in token.kinds.split()


def _sign_in(request: Request, path: str) -> Exception:
    if path.startswith(PROGRAMS):
        return NotSignedIn(headers={"WWW-Authenticate": "Bearer"})
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    till = asked if request.method == "GET" and asked != "/" else ""
    return GoTo(f"{SIGN_IN}?till={quote(till, safe='/')}" if till else SIGN_IN)


def step_of(request: Request) -> str | None:
    """Give the page that the sign-in of who asks must be finished on."""
    step: str | None = getattr(request.state, "step", None)
    return step


def address_of(request: Request) -> str:
    """Give where a request comes from."""
    return request.client.host if request.client else "?"


def cookie_of(request: Request) -> str | None:
    """Give the secret of the session that the browser sends, if it does."""
    service: Service = request.app.state.service
    return request.cookies.get(cookie_name(secure=service.settings.secure))


def cookie_name(*, secure: bool) -> str:
    """Name the cookie."""
    return SAFE_COOKIE if secure else PLAIN_COOKIE


def signed_in(account: Annotated[Account | None, Depends(guard)]) -> Account:
    """Give who is signed in.

    Raises
    ------
    NotSignedIn
        When the address is open and nobody is: an address that asks for this must not be open.
    """
    if account is None:
        raise NotSignedIn
    return account


Signed = Annotated[Account, Depends(signed_in)]
"""Who is signed in, for a route of a page."""

MaybeSigned = Annotated[Account | None, Depends(guard)]
"""Who is signed in, if anybody is, for a page that is open to all."""
