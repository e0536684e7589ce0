"""/vikter: the versions of the weights, how they differ, and which one is used."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Response
from sqlalchemy.orm import Session

from matcher.weights import Weights
from service import choosing
from service.analyst import charts, repository
from service.analyst.desk import Desk, TheDesk, go
from service.coach.explaining import FACTOR_LABELS, MEANING
from service.pages import shown
from service.pages.forms import Wrong
from service.pages.language import chosen, translated
from service.pages.language import marked as _
from service.pages.reader import request
from service.problems import NotFound
from service.store import weights
from service.store.clock import local

router = APIRouter(include_in_schema=False)

DONE: Final = {
    "sparad": _("Vikterna är sparade som en ny version. De används inte förrän du tar dem i bruk."),
    "i-bruk": _("Vikterna används nu för alla nya förslag."),
}
REASONS: Final = {
    "empty": (
        _("Skriv varför vikterna ska användas."),
        _("Några ord räcker, så att andra förstår det senare."),
    ),
    "long": (_("Texten är för lång: här ryms 2000 tecken."), _("Korta texten.")),
    "identity": (
        _("Här står ett personnummer, och sådana får inte sparas."),
        _("Ta bort numret."),
    ),
    "harm": (
        _("Siffrorna talar emot de här vikterna, och du har inte skrivit varför de ändå ska användas."),
        _("Skriv skälet, eller välj en annan version."),
    ),
    "pinned": (
        _("Vikterna är bestämda i tjänstens inställningar (RATTPLATS_WEIGHTS_FILE) och kan inte bytas här."),
        _("Be den som sköter tjänsten att ta bort inställningen först."),
    ),
}
"""Why weights cannot be put to use → what is wrong, and how to mend it."""

Version = Annotated[str, Query(max_length=60)]


@router.get("/vikter")
def versions(desk: TheDesk, klart: Annotated[str, Query(max_length=20)] = "") -> Response:
    """List the versions, the one in use first, and when each was put to use."""
    with desk.service.database.read() as session:
        found = repository.versions(session)
        used = desk.in_use(session)
    known = {used.version: used} | {one.version: one for one in found.weights}
    return shown(
        "weights.html",
        used=used,
        found=list(known.values()),
        activations=found.activations,
        labels=FACTOR_LABELS,
        meaning=MEANING,
        longest=max(used.values.values()),
        comparison=choosing.comparison,
        pinned=desk.pinned,
        local=local,
        done=DONE.get(klart, ""),
    )


@router.get("/vikter/jamfor")
def compare(desk: TheDesk, a: Version = "", b: Version = "") -> Response:
    """Show how two versions differ."""
    with desk.service.database.read() as session:
        found = repository.versions(session).weights
        used = desk.in_use(session)
        first = find(desk, session, a) if a else used
        second = find(desk, session, b) if b else used
    known = {used.version: used} | {one.version: one for one in found}
    return shown(
        "weights_compare.html",
        found=list(known.values()),
        used=used,
        first=first,
        second=second,
        moved=choosing.differences(second, first),
        longest=max(*first.values.values(), *second.values.values()),
        side_by_side=charts.side_by_side,
        labels=FACTOR_LABELS,
    )


@router.get("/vikter/{version}")
def version(desk: TheDesk, version: str, klart: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Show one version: its points, what it rests on, and how it differs from the one in use."""
    return _version(desk, version, done=DONE.get(klart, ""))


@router.post("/vikter/{version}")
def activate(desk: TheDesk, version: str, skal: Annotated[str, Form(max_length=10_000)] = "") -> Response:
    """Put a version to use, with a note of why."""
    try:
        reason = choosing.reason_of(skal)
    except choosing.BadReason as bad:
        with desk.service.database.read() as session:
            new, used = find(desk, session, version), desk.in_use(session)
        if new.version == used.version:  # the page has no field for a reason then
            return go(f"/vikter/{version}")
        harmed = str(bad) == "empty" and choosing.harm(new, used) is not None
        return _version(desk, version, 422, skal=skal, errors=[_wrong("harm" if harmed else str(bad))])
    if desk.pinned:
        return _version(desk, version, 422, skal=skal, errors=[_wrong("pinned")])
    with desk.service.database.write() as session:
        new, used = find(desk, session, version), desk.in_use(session)
        if new.version != used.version or weights.active_version(session) != new.version:
            choosing.put_to_use(session, new, used, by=desk.account.name, reason=reason)
    return go(f"/vikter/{version}?klart=i-bruk")


def find(desk: Desk, session: Session, version: str) -> Weights:
    """Find a version of the store, or the one in use.

    Raises
    ------
    NotFound
        When there is no such version.
    """
    found = weights.get(session, version)
    if found is None:
        used = desk.in_use(session)
        if used.version != version:
            raise NotFound
        found = used
    return found


def _wrong(kind: str) -> Wrong:
    tongue = chosen(request())
    message, remedy = REASONS[kind]
    return Wrong(
        "skal", translated(_("Skäl"), tongue), translated(message, tongue), translated(remedy, tongue)
    )


def _version(desk: Desk, version: str, status: int = 200, **values: Any) -> Response:
    with desk.service.database.read() as session:
        found, used = find(desk, session, version), desk.in_use(session)
    known = {
        "found": found,
        "used": used,
        "moved": choosing.differences(found, used),
        "why": choosing.reasons(found),
        "harm": choosing.harm(found, used),
        "told": choosing.comparison(found),
        "remark": choosing.remark(found, used) if found.version != used.version else None,
        "longest": max(*found.values.values(), *used.values.values()),
        "side_by_side": charts.side_by_side,
        "labels": FACTOR_LABELS,
        "pinned": desk.pinned,
    }
    return shown("weights_version.html", status, **({"done": "", "errors": [], "skal": ""} | known | values))
