"""A place is paused, opened again or closed: its record changes, and those who wait for it are told."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Form, Response

from service import placing
from service.coach.desk import Desk, TheDesk, go
from service.liaison import openings, repository, standing
from service.liaison.openings import CLOSED, at
from service.liaison.reading import DAYS, PHRASES, read
from service.liaison.rewording import in_text
from service.pages.forms import Wrong, wrong
from service.pages.language import marked as _
from service.store import records
from service.store.clock import now

router = APIRouter(include_in_schema=False)

UNTIL: Final = _("Pausa till och med")
WHY: Final = _("Varför, om du vill")

Words = Annotated[str, Form(max_length=2000)]
Day = Annotated[str, Form(max_length=40)]


@router.post("/platser/{slot_id:path}/pausa")
def pause(desk: TheDesk, slot_id: str, till: Day = "", varfor: Words = "") -> Response:
    """Pause a place until a day, or until somebody opens it again."""
    today = desk.service.matching.today()
    errors: list[Wrong] = []
    until = read(DAYS, till, "till", UNTIL, errors)
    if until is not None and until < today:
        errors.append(wrong("past_day", "till", UNTIL, until.isoformat()))
    reason = _words(varfor, "pausa-varfor", errors)
    if errors:
        return _again(desk, slot_id, errors, till=till, varfor=varfor)
    return _take(desk, slot_id, "pause", until=until, reason=reason)


@router.post("/platser/{slot_id:path}/oppna")
def reopen(desk: TheDesk, slot_id: str) -> Response:
    """Open a place that is paused or closed."""
    return _take(desk, slot_id, "open")


@router.post("/platser/{slot_id:path}/stang")
def close(desk: TheDesk, slot_id: str, orsak: Words = "", ord: Words = "") -> Response:  # noqa: A002 - a field's name
    """Close a place, with a reason."""
    errors: list[Wrong] = []
    own = _words(ord, "stang-ord", errors)
    reason = " ".join(part for part in (orsak if orsak in CLOSED else "", own or "") if part)
    if not reason and not errors:
        errors.append(wrong("missing", "orsak", _("Orsak")))
    if errors:
        return _again(desk, slot_id, errors, orsak=orsak, ord=ord)
    return _take(desk, slot_id, "close", reason=reason)


def _words(text: str, at_: str, errors: list[Wrong]) -> str | None:
    said: str | None = read(PHRASES, text, at_, WHY, errors)
    errors += in_text(said or "", at_, WHY)
    return said


def _again(desk: Desk, slot_id: str, errors: list[Wrong], **kept: str) -> Response:
    by_field = {error.at: error for error in reversed(errors)}
    return openings.page(desk, slot_id, 422, errors=by_field, summary=errors, kept=kept)


_HOW: Final[Mapping[str, Literal["paused", "closed"]]] = {"pause": "paused", "close": "closed"}
_DONE: Final = {"pause": "pausad", "open": "oppnad", "close": "stangd"}


def _take(
    desk: Desk, slot_id: str, step: str, *, until: date | None = None, reason: str | None = None
) -> Response:
    """Change the record, write the step down, and end what was only suggested: all of it or nothing."""
    today, by, made = desk.service.matching.today(), desk.account.name, now()
    with desk.service.database.write() as session:
        before = dict(openings.stored(session, slot_id).document)
        match step:
            case "pause":
                changed = standing.paused(before, until)
            case "open":
                changed = standing.opened(before, today)
            case _:
                changed = standing.closed(before, today)
        if changed != before:  # the same button twice has one effect
            records.write(session, "slot", [changed], by=by, at=made)
            repository.add_step(session, slot_id, step, by=by, at=made, until=until, reason=reason)
            if step != "open":
                placing.end_for_slot(session, slot_id, by, made, reason, how=_HOW[step])
                repository.unshare(session, slot_id)
    return go(at(slot_id, klart=_DONE[step]))
