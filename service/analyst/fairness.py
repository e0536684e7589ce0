"""/rattvisa: whether groups of participants fare differently on the way from place to job.

The groups come in a file of their own. It is checked, sent to the process that works the evaluation out, and
forgotten: it is never written to the store, to a disk or to a log. What stays is the report, which holds no
figure about fewer than five people.
"""

import json
from typing import Any, Final

from fastapi import APIRouter, Response
from starlette.datastructures import UploadFile

from service.analyst import charts, desk, repository
from service.analyst.desk import TheDesk, go
from service.pages import shown
from service.pages.forms import Typed, Wrong
from service.pages.language import chosen, translated
from service.pages.language import marked as _
from service.pages.reader import request
from service.store.clock import local

router = APIRouter(include_in_schema=False)

LONG: Final = 60.0
"""Seconds that whoever has sent a file of groups waits for the process that reads it."""

STEPS: Final = {
    "eligible": _("Öppna platser som kan föreslås"),
    "listed": _("Poäng för de främsta förslagen"),
    "chosen": _("Coachens val fanns på listan"),
    "placed": _("Placeringen började"),
    "completed": _("Praktiken genomfördes"),
    "job": _("Fick jobb"),
}
"""Step of the way → what it is called."""

WRONG: Final = {
    "missing": (_("Ingen fil är vald."), _("Välj en fil med grupper.")),
    "few": (
        _("Färre än fem av dem i filen har en placering, så inget kan jämföras."),
        _("Kontrollera att filen har samma ärendenummer som här."),
    ),
    "busy": (
        _("En annan jämförelse räknas redan."),
        _("Vänta tills den är klar och lämna filen igen."),
    ),
    "off": (
        _("Den här tjänsten är inställd på att inte räkna några siffror."),
        _("Be den som sköter tjänsten att ändra inställningen RATTPLATS_JOBS."),
    ),
    "failed": (_("Filen gick inte att läsa just nu."), _("Försök igen om en stund.")),
}


@router.get("/rattvisa")
def page(desk_: TheDesk) -> Response:
    """Show the latest comparison of groups, and take a file for a new one."""
    return _page(desk_)


@router.post("/rattvisa")
def compare(desk_: TheDesk, sent: Typed) -> Response:
    """Check a file of groups, and let an evaluation be worked out with it."""
    file = sent.get("fil")
    content = file.file.read() if isinstance(file, UploadFile) else b""
    if not content:
        return _refused(desk_, "missing")
    name = (file.filename if isinstance(file, UploadFile) else None) or "filen"
    told = desk_.ask("groups", "", content, name, seconds=LONG)
    if told.figures is None:
        return _refused(desk_, "off" if told.stand == "off" else "failed")
    if told.figures["problems"]:
        return _page(desk_, 422, problems=told.figures["problems"], total=told.figures["total"])
    if not told.figures["enough"]:
        return _refused(desk_, "few")
    made = desk_.service.runner.with_groups(desk_.account.name, 0, content)
    return _refused(desk_, "busy") if made is None else go(f"/utvarderingar/{made}?klart=bestalld")


def _refused(desk_: desk.Desk, kind: str) -> Response:
    tongue = chosen(request())
    message, remedy = WRONG[kind]
    error = Wrong(
        "fil",
        translated(_("Fil med grupper"), tongue),
        translated(message, tongue),
        translated(remedy, tongue),
    )
    return _page(desk_, 422, errors=[error])


def _page(desk_: desk.Desk, status: int = 200, **values: Any) -> Response:
    with desk_.service.database.read() as session:
        found = repository.latest(session, groups=True)
        any_ = found or repository.latest(session)
        history = repository.placements(session, desk_.account)
    document = json.loads(any_[1]) if any_ else None
    blank: dict[str, Any] = {"errors": [], "problems": [], "total": 0}
    return shown(
        "fairness.html",
        status,
        found=any_[0] if any_ else None,
        document=document if document and document.get("funnel") else None,
        groups=(document or {}).get("fairness"),
        history=history,
        steps=STEPS,
        interval=charts.interval,
        local=local,
        **(blank | values),
    )
