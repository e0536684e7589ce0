"""The administrator's pages for accounts and units: /konton, /enheter. No case content is ever on them."""

from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Request, Response

from service.accounts import caseload, managing, repository, service
from service.accounts.account import ROLE_NAMES, ROLES
from service.accounts.guard import Signed
from service.accounts.pages import go, service_of
from service.accounts.permissions import KINDS
from service.accounts.service import BadUser
from service.pages import reader, shown
from service.pages.forms import Wrong
from service.pages.language import chosen, translated
from service.pages.language import marked as _
from service.problems import NotFound
from service.store.clock import local

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=300)]

KIND_NAMES: Final = {
    "participants": _("deltagare"),
    "slots": _("platser"),
    "employers": _("arbetsgivare"),
    "placements": _("placeringar"),
    "weights": _("vikter"),
    "imports": _("att läsa in filer"),
    "evaluations": _("utvärderingar"),
}
"""What a token can be limited to, as people call it."""

DONE: Final = {
    "sparat": _("Sparat. Är rollen eller enheten en annan loggar kontot in på nytt."),
    "stangt": _("Kontot är stängt och utloggat överallt."),
    "oppet": _("Kontot är öppet igen."),
    "upplast": _("Kontot kan logga in på nytt direkt."),
    "kod": _("Engångskoden är avstängd och kontot utloggat."),
    "indragen": _("Nyckeln är indragen."),
    "enhet": _("Enheten finns nu."),
    "fordelat": _("Alla deltagare utan enhet hör nu till enheten."),
}


@router.get("/konton")
def users(request: Request) -> Response:
    """List the accounts."""
    with service_of(request).database.read() as session:
        found = repository.users(session)
    return shown("users.html", found=found, roles=ROLE_NAMES)


@router.get("/nytt-konto")
def new_form(request: Request) -> Response:
    """Show the form for a new account."""
    return _new(request)


@router.post("/nytt-konto")
def create(
    request: Request, namn: Text = "", helanamnet: Text = "", roll: Text = "", enhet: Text = ""
) -> Response:
    """Add an account, and show its temporary password once."""
    accounts = service_of(request).accounts
    given = {"namn": namn, "helanamnet": helanamnet, "roll": roll, "enhet": enhet}
    try:
        with accounts.database.write() as session:
            password = managing.create(
                session, accounts.hasher, name=namn.strip(), full_name=helanamnet, role=roll, unit=enhet
            )
    except BadUser as bad:
        return _new(request, 422, errors=[_wrong(bad, "namn", _("Användarnamn"))], **given)
    return shown("secret.html", name=namn.strip(), password=password, token=None)


def _new(request: Request, status: int = 200, **values: Any) -> Response:
    with service_of(request).database.read() as session:
        units = repository.units(session)
    blank = {"namn": "", "helanamnet": "", "roll": "coach", "enhet": "", "errors": []}
    return shown("new_user.html", status, units=units, roles=ROLES, role_names=ROLE_NAMES, **(blank | values))


@router.get("/konton/{user_name}")
def user(request: Request, user_name: str, klart: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Show one account."""
    return _user(request, user_name, done=DONE.get(klart, ""))


@router.post("/konton/{user_name}")
def change(
    request: Request,
    user_name: str,
    account: Signed,
    *,
    gor: Annotated[str, Form(max_length=20)] = "",
    helanamnet: Text = "",
    roll: Text = "",
    enhet: Text = "",
    nyckel: Annotated[str, Form(max_length=40)] = "",
    till: Text = "",
    skriver: Annotated[str, Form(max_length=3)] = "",
    dagar: Annotated[int, Form(ge=1, le=3650)] = 365,
    nar: Annotated[list[str] | None, Form(max_length=20)] = None,
) -> Response:
    """Do one thing with an account."""
    accounts = service_of(request).accounts
    works: dict[str, tuple[Callable[[Session], Any], str]] = {
        "spara": (
            lambda s: managing.change(s, user_name, full_name=helanamnet, role=roll, unit=enhet),
            "sparat",
        ),
        "losenord": (lambda s: managing.reset(s, user_name, accounts.hasher), ""),
        "stang": (lambda s: managing.close(s, user_name), "stangt"),
        "oppna": (lambda s: managing.reopen(s, user_name), "oppet"),
        "las-upp": (lambda s: managing.unlock(s, user_name), "upplast"),
        "engangskod": (lambda s: managing.without_factor(s, user_name), "kod"),
        "dra-in": (lambda s: repository.revoke(s, user_name, nyckel), "indragen"),
        "nyckel": (
            lambda s: service.add_token(
                s,
                user_name,
                label=till.strip() or "nyckel",
                writes=skriver == "ja",
                kinds=tuple(kind for kind in KINDS if kind in (nar or ())),
                days=dagar,
            ),
            "",
        ),
    }
    if gor not in works or (gor == "stang" and user_name == account.name):
        return _user(request, user_name, 422)
    work, done = works[gor]
    try:
        with accounts.database.write() as session:
            if repository.user(session, user_name) is None:
                raise NotFound
            secret = work(session)
    except BadUser as bad:
        return _user(request, user_name, 422, errors=[_wrong(bad, "roll", _("Konto"))])
    if gor == "losenord":
        return shown("secret.html", name=user_name, password=secret, token=None)
    if gor == "nyckel":
        return shown("secret.html", name=user_name, password=None, token=secret)
    return go(f"/konton/{user_name}?klart={done}")


def _user(request: Request, name: str, status: int = 200, **values: Any) -> Response:
    with service_of(request).database.read() as session:
        found = repository.user(session, name)
        if found is None:
            raise NotFound
        known = {
            "user": found.user,
            "units": repository.units(session),
            "sessions": len(repository.sessions(session, name)),
            "tokens": repository.tokens(session, name),
            "locked": managing.locked_until(session, name),
        }
    blank: dict[str, Any] = {
        "done": "",
        "errors": [],
        "local": local,
        "kinds": KINDS,
        "kind_names": KIND_NAMES,
    }
    return shown("user.html", status, roles=ROLES, role_names=ROLE_NAMES, **(blank | known | values))


@router.get("/enheter")
def units(request: Request, klart: Annotated[str, Query(max_length=20)] = "") -> Response:
    """List the units."""
    return _units(request, done=DONE.get(klart, ""))


@router.post("/enheter")
def add_unit(request: Request, namn: Text = "") -> Response:
    """Add a unit."""
    try:
        with service_of(request).database.write() as session:
            managing.add_unit(session, namn)
    except BadUser as bad:
        return _units(request, 422, errors=[_wrong(bad, "namn", _("Enhetens namn"))], namn=namn)
    return go("/enheter?klart=enhet")


@router.post("/enheter/{unit_id}/fordela")
def share_out(request: Request, unit_id: str, gor: Annotated[str, Form(max_length=20)] = "") -> Response:
    """Give every participant who is nobody's to a unit."""
    try:
        with service_of(request).database.write() as session:
            managing.known_unit(session, unit_id)
            if gor != "fordela":
                return go("/enheter")
            managing.share_out(session, unit_id)
    except BadUser:
        raise NotFound from None
    return go("/enheter?klart=fordelat")


def _units(request: Request, status: int = 200, **values: Any) -> Response:
    with service_of(request).database.read() as session:
        sizes = managing.sizes(session)
        unassigned = caseload.unassigned(session)
    blank: dict[str, Any] = {"done": "", "errors": [], "namn": ""}
    return shown("units.html", status, units=sizes, unassigned=unassigned, **(blank | values))


def _wrong(bad: BadUser, at: str, label: str) -> Wrong:
    """Say in the reader's language what is wrong and how to mend it."""
    tongue = chosen(reader.request())
    message, remedy = (
        translated(text, tongue).format_map(bad.words) if text else "" for text in (bad.message, bad.remedy)
    )
    return Wrong(at, translated(label, tongue), message, remedy)
