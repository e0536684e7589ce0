"""/gallring: how much has been kept long enough, and its removal once a word has been typed."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Request, Response

from service import audit
from service.accounts.guard import Signed
from service.accounts.pages import go, service_of
from service.accounts.small import FEW, FEWEST
from service.audit.cutting import NotWhole
from service.pages import forms, language, reader, shown
from service.pages.forms import Wrong
from service.pages.language import marked as _
from service.retention import rules
from service.store.clock import local

router = APIRouter(include_in_schema=False)

ADDRESS: Final = "/gallring"
WORD: Final = "gallra"
"""What is typed to confirm."""

DONE: Final = {"gallrat": _("Gallringen är gjord.")}


@router.get(ADDRESS)
def retention(request: Request, klart: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Show what has been kept long enough; nothing is changed."""
    return _page(request, done=DONE.get(klart, ""))


@router.post(ADDRESS)
def apply(request: Request, account: Signed, bekrafta: Annotated[str, Form(max_length=300)] = "") -> Response:
    """Remove it, once the word is typed."""
    audit.shown()  # each participant who is erased has a row of the own
    if bekrafta.strip().casefold() != WORD:
        wrong = forms.wrong("not_the_word", "bekrafta", _("Bekräfta"), word=WORD)
        return _page(request, 422, errors=[wrong])
    service = service_of(request)
    try:
        rules.apply(service.database, rules.limits(service.settings), by=account.name)
    except NotWhole:
        return _page(request, 409, errors=[_not_whole()])
    return go(f"{ADDRESS}?klart=gallrat")


def _not_whole() -> Wrong:
    tongue = language.chosen(reader.request())
    label, message, remedy = (
        language.translated(text, tongue)
        for text in (
            _("Loggen"),
            _("Någon har ändrat i loggen. Därför har inget tagits bort."),
            _("Säg till den som sköter servern, så att det blir utrett först."),
        )
    )
    return Wrong("bekrafta", label, message, remedy)


def _page(request: Request, status: int = 200, **values: Any) -> Response:
    service = service_of(request)
    found = rules.due(service.database, rules.limits(service.settings))
    blank: dict[str, Any] = {"done": "", "errors": []}
    return shown(
        "retention.html",
        status,
        due=found,
        names=rules.NAMES,
        fewest=FEWEST,
        few=FEW,
        word=WORD,
        local=local,
        **(blank | values),
    )
