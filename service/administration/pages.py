"""/registerutdrag and /radering, for one person whose case is not shown; and /installningar."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Request, Response

from service import audit
from service.accounts.guard import Signed
from service.accounts.pages import go, service_of
from service.administration import copying, overview
from service.api import cursors
from service.audit import notes
from service.pages import forms, language, reader, shown
from service.pages.forms import Wrong
from service.pages.language import marked as _
from service.store import erasure, records
from service.store.clock import now

router = APIRouter(include_in_schema=False)

Number = Annotated[str, Form(max_length=300)]

COPY, ERASURE = "/registerutdrag", "/radering"
LABEL: Final = _("Deltagarens ärendenummer")
DONE: Final = {"raderad": _("Deltagaren är raderad. Inget om personen finns kvar i tjänsten.")}


@router.get(COPY)
def copy_form() -> Response:
    """Ask whom a copy is for."""
    return _copy("")


@router.post(COPY)
def copy(request: Request, arende: Number = "") -> Response:
    """Give a file with everything about one participant, as it is for the person; nothing of it is shown."""
    number = arende.strip()
    notes.reading()
    with service_of(request).database.read() as session:
        found = copying.collect(session, number) if cursors.usable(number) else {}
    if not found:
        audit.shown()
        return _copy(number, 422, errors=[_nobody("arende", number)])
    audit.shown([number])
    at = now()
    name = f"registerutdrag-{at[:10]}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(copying.packed(found, number, at), headers=headers, media_type="application/zip")


def _copy(number: str, status: int = 200, **values: Any) -> Response:
    return shown("copy.html", status, **({"arende": number, "errors": []} | values))


@router.get(ERASURE)
def erase_form(klart: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Ask who is to be erased."""
    return _erase("", done=DONE.get(klart, ""))


@router.post(ERASURE)
def erase(
    request: Request,
    account: Signed,
    *,
    arende: Number = "",
    igen: Number = "",
    gor: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Erase a participant, in two steps: first what will happen, then the case number once more."""
    number = arende.strip()
    database = service_of(request).database
    audit.shown()
    with database.read() as session:
        there = cursors.usable(number) and records.get(session, "participant", number) is not None
    if not there:
        return _erase(number, 422, errors=[_nobody("arende", number)])
    if gor != "radera":
        return _erase(number, sure=True)
    if igen.strip() != number:
        return _erase(number, 422, sure=True, errors=[_differs()])
    with database.write() as session:
        if records.get(session, "participant", number) is not None:
            erasure.erase(session, number, by=account.name, at=now())
    database.scrub()
    return go(f"{ERASURE}?klart=raderad")


def _erase(number: str, status: int = 200, **values: Any) -> Response:
    blank: dict[str, Any] = {"arende": number, "errors": [], "sure": False, "done": ""}
    return shown("erase.html", status, **(blank | values))


def _nobody(at: str, number: str) -> Wrong:
    kind = "nobody" if number else "missing"
    return forms.wrong(kind, at, LABEL, number)


def _differs() -> Wrong:
    return forms.wrong("not_the_same", "igen", _("Ärendenumret en gång till"))


@router.get("/installningar")
def settings(request: Request) -> Response:
    """Show the settings that matter; secrets only as there or not."""
    service = service_of(request)
    tongue = language.chosen(reader.request())
    return shown(
        "settings.html", groups=overview.groups(service.settings, service.database.dialect), tongue=tongue
    )
