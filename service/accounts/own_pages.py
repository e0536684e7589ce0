"""The own account at a browser: the code after the password, an own password, where one is signed in."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request, Response

from service.accounts import guard, own, repository, second_factor
from service.accounts.account import ROLE_NAMES, Account
from service.accounts.guard import Signed
from service.accounts.pages import agent, go, minutes, remember, service_of
from service.accounts.passwords import OBJECTIONS
from service.pages import reader, shown
from service.pages.forms import Wrong
from service.pages.language import chosen, translated
from service.pages.language import marked as _
from service.problems import TooManyRequests
from service.store.clock import local

router = APIRouter(include_in_schema=False)

HOME: Final = "/mitt-konto"
PASSWORD: Final = f"{HOME}/losenord"
FACTOR: Final = f"{HOME}/tvafaktor"
CODE: Final = "/logga-in/kod"

SENTENCES: Final = {
    **OBJECTIONS,
    own.WRONG: (_("Det nuvarande lösenordet stämmer inte."), _("Skriv det igen.")),
    own.UNLIKE: (_("De två nya lösenorden är olika."), _("Skriv samma i båda fälten.")),
    own.SAME: (_("Det är lösenordet du redan har."), _("Välj ett nytt.")),
    "code": (
        _("Koden stämmer inte, är för gammal eller redan använd."),
        _("Vänta tills telefonen visar en ny kod och skriv den."),
    ),
    "wait": (_("Det har blivit för många försök."), _("Vänta en stund och försök igen.")),
}

DONE: Final = {
    "losenord": _("Lösenordet är bytt. Du är utloggad överallt utom här."),
    "avslutad": _("Inloggningen är avslutad."),
    "av": _("Engångskod behövs inte längre när du loggar in."),
}

Text = Annotated[str, Form(max_length=1000)]


def said(kind: str, at: str, label: str) -> Wrong:
    """Say what is wrong in the reader's language."""
    language = chosen(reader.request())
    message, remedy = SENTENCES[kind]
    return Wrong(at, *(translated(text, language) for text in (label, message, remedy)))


@router.get(CODE)
def code_form() -> Response:
    """Ask for the code from the telephone."""
    return _code()


@router.post(CODE)
def give_code(request: Request, account: Signed, kod: Text = "") -> Response:
    """Finish the sign-in."""
    try:
        token = own.give_code(service_of(request).accounts, account, kod, agent(request))
    except TooManyRequests as problem:
        return minutes(_code("wait"), problem)
    if token is None:
        return _code("code")
    return remember(request, go("/"), token)


def _code(wrong: str = "") -> Response:
    """Show the form without a menu: nobody is quite signed in yet."""
    errors = [said(wrong, "kod", _("Kod"))] if wrong else []
    return shown("code.html", 422 if wrong else 200, errors=errors, menu=())


@router.get(HOME)
def home(request: Request, account: Signed, klart: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Show the own account and where one is signed in."""
    with service_of(request).database.read() as session:
        signed_in = repository.sessions(session, account.name)
        left = len(repository.recovery_codes(session, account.name))
        found = repository.user(session, account.name)
    return shown(
        "account.html",
        sessions=signed_in,
        local=local,
        left=left,
        own=found.user if found else None,
        role=ROLE_NAMES[account.role],
        done=DONE.get(klart, ""),
    )


@router.post(f"{HOME}/logga-ut")
def sign_out(
    request: Request, account: Signed, inloggning: Annotated[str, Form(max_length=40)] = ""
) -> Response:
    """End one of the own sessions, or all but this one."""
    own.sign_out(service_of(request).accounts, account, inloggning or None)
    return go(f"{HOME}?klart=avslutad")


@router.get(PASSWORD)
def password_form(request: Request) -> Response:
    """Show the form to choose an own password."""
    return shown("password.html", errors=[], first=_first(request))


@router.post(PASSWORD)
def change_password(
    request: Request, account: Signed, nuvarande: Text = "", nytt: Text = "", igen: Text = ""
) -> Response:
    """Choose an own password."""
    first = _first(request)
    current = None if first else nuvarande
    fields = {
        own.WRONG: ("nuvarande", _("Nuvarande lösenord")),
        own.UNLIKE: ("igen", _("Nytt lösenord igen")),
    }
    try:
        wrong, token = own.change_password(
            service_of(request).accounts,
            account,
            current=current,
            new=nytt,
            again=igen,
            device=agent(request),
        )
    except TooManyRequests as problem:
        errors = [said("wait", "nuvarande", _("Nuvarande lösenord"))]
        return minutes(shown("password.html", 429, errors=errors, first=first), problem)
    if wrong is not None:
        at, label = fields.get(wrong, ("nytt", _("Nytt lösenord")))
        return shown("password.html", 422, errors=[said(wrong, at, label)], first=first)
    return remember(request, go("/" if first else f"{HOME}?klart=losenord"), token)


@router.get(FACTOR)
def factor_form(request: Request, account: Signed) -> Response:
    """Show how the second factor is turned on, or off."""
    return _factor(request, account, [])


@router.post(FACTOR)
def turn_on(request: Request, account: Signed, hemlighet: Text = "", kod: Text = "") -> Response:
    """Turn the second factor on, once the telephone shows the right code."""
    codes = own.turn_on(service_of(request).accounts, account, hemlighet, kod)
    if codes is None:
        return _factor(request, account, [said("code", "kod", _("Kod"))], secret=hemlighet)
    return shown("recovery.html", codes=codes)


@router.post(f"{FACTOR}/av")
def turn_off(request: Request, account: Signed, kod: Text = "") -> Response:
    """Turn the second factor off."""
    try:
        right = own.turn_off(service_of(request).accounts, account, kod)
    except TooManyRequests as problem:
        return minutes(_factor(request, account, [said("wait", "kod", _("Kod"))]), problem)
    return go(f"{HOME}?klart=av") if right else _factor(request, account, [said("code", "kod", _("Kod"))])


def _factor(request: Request, account: Account, errors: list[Wrong], secret: str = "") -> Response:
    made = secret if second_factor.usable(secret) else second_factor.new_secret()
    return shown(
        "second_factor.html",
        422 if errors else 200,
        errors=errors,
        secret=made,
        groups=[made[start : start + 4] for start in range(0, len(made), 4)],
        picture=second_factor.picture(made, account.name),
        needed=account.role in service_of(request).settings.second_factor_roles,
    )


def _first(request: Request) -> bool:
    """Whether a temporary password was used to sign in, so that an own one must be chosen now."""
    return guard.step_of(request) == PASSWORD
