"""/arbetsgivare: employers, how their placements went, and when somebody last spoke to them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Query, Response
from pydantic import ValidationError
from sqlalchemy.orm import Session

from service.api import crud, cursors
from service.api.employer_record import EmployerRecord
from service.coach.desk import Desk, TheDesk, go
from service.liaison import repository
from service.liaison.editing import fresh
from service.liaison.openings import Found, Row, plain
from service.liaison.openings import at as slot_at
from service.liaison.outcomes import earlier, outcomes
from service.liaison.portfolio import IDLE, QUIET, Employer, everybody, name_of
from service.liaison.reading import DAYS, PHRASES, read
from service.liaison.rewording import in_text
from service.liaison.standing import STANDS, stands
from service.pages import shown
from service.pages.forms import Wrong, of_error, wrong
from service.pages.language import marked as _
from service.problems import Changed, NotFound
from service.store import records
from service.store.clock import now
from service.store.records import Stored

router = APIRouter(include_in_schema=False)

ON_PAGE: Final = 25

DONE: Final = {
    "ny": _("Arbetsgivaren är sparad."),
    "andrad": _("Ändringarna är sparade."),
    "kontakt": _("Kontakten är sparad."),
}
NAME: Final = _("Arbetsgivarens namn")
DAY: Final = _("Dag")
NOTE: Final = _("Vad ni kom fram till")

Sort = Literal["namn", "-namn", "kontakt", "-kontakt", "oppna", "-oppna"]
Line = Annotated[str, Form(max_length=2000)]


_EARLY: Final = date.min

_KEYS: Final[Mapping[str, Callable[[Employer], Any]]] = {
    "namn": lambda one: (plain(one.name), one.id),
    "kontakt": lambda one: (one.contact or _EARLY, plain(one.name), one.id),
    "oppna": lambda one: (one.open, plain(one.name), one.id),
}


@router.get("/arbetsgivare")
def home(
    desk: TheDesk,
    *,
    visa: Literal["", "hor-av"] = "",
    sok: Found = "",
    sortera: Sort = "namn",
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """List employers."""
    with desk.service.database.read() as session:
        found = everybody(desk, session)
    words = sok.casefold().split()
    chosen = [
        one for one in found if (not visa or one.nudge) and all(word in one.name.casefold() for word in words)
    ]
    chosen.sort(key=_KEYS[sortera.removeprefix("-")], reverse=sortera.startswith("-"))
    last = max(1, -(-len(chosen) // ON_PAGE))
    page = min(sida, last)
    asked = {"visa": visa, "sok": sok, "sortera": sortera}
    return shown(
        "employers.html",
        rows=chosen[(page - 1) * ON_PAGE : page * ON_PAGE],
        everybody=len(found),
        found=len(chosen),
        nudges=sum(one.nudge for one in found),
        asked=asked,
        link=lambda **changes: (
            "/arbetsgivare?" + urlencode({k: w for k, w in (asked | changes).items() if w})
        ),
        page=page,
        last=last,
        at=at,
        quiet=QUIET,
        idle=IDLE,
    )


@router.get("/ny-arbetsgivare")
def blank(_desk: TheDesk) -> Response:
    """Ask for the name of a new employer."""
    return _form("")


@router.post("/ny-arbetsgivare")
def create(desk: TheDesk, namn: Line = "") -> Response:
    """Store a new employer."""
    with desk.service.database.read() as session:
        known = {name_of(one).casefold(): one.id for one in repository.employers(session)}
    made, errors = _named(namn, fresh("A"))
    if made is None or errors:
        return _form(namn, errors=errors)
    if (there := known.get((made.name or "").casefold())) is not None:
        return _form(namn, errors=[wrong("known_employer", "namn", NAME, made.name)], there=there)
    crud.created(desk.call, "employer", made, None)
    return go(at(made.id, klart="ny"))


@router.get("/arbetsgivare/{employer_id:path}/redigera")
def edit(desk: TheDesk, employer_id: str) -> Response:
    """Show the name of an employer in a form."""
    with desk.service.database.read() as session:
        found = _stored(session, employer_id)
    return _form(found.document.get("name") or "", employer=found)


@router.post("/arbetsgivare/{employer_id:path}/redigera")
def change(
    desk: TheDesk, employer_id: str, namn: Line = "", version: Annotated[str, Form(max_length=200)] = ""
) -> Response:
    """Store another name, in the employer's places too."""
    with desk.service.database.read() as session:
        found = _stored(session, employer_id)
    made, errors = _named(namn, found.id)
    if made is None or errors:
        return _form(namn, errors=errors, employer=found)
    by, made_at = desk.account.name, now()
    try:
        with desk.service.database.write() as session:
            before = _stored(session, employer_id)
            crud.check(before.payload, version)
            records.write(session, "employer", [crud.plain(made)], by=by, at=made_at)
            places = [
                {**one.document, "employer_name": made.name} for one in repository.slots_of(session, found.id)
            ]
            records.write(session, "slot", places, by=by, at=made_at)
    except Changed:
        return _form(namn, employer=before, clash=True)
    return go(at(found.id, klart="andrad"))


@router.post("/arbetsgivare/{employer_id:path}/kontakt")
def contact(desk: TheDesk, employer_id: str, dag: Line = "", vad: Line = "") -> Response:
    """Write down that somebody spoke to an employer."""
    errors: list[Wrong] = []
    when = read(DAYS, dag, "dag", DAY, errors)
    if when is None and not errors:
        errors.append(wrong("missing", "dag", DAY))
    elif when is not None and when > desk.service.matching.today():
        errors.append(wrong("future_day", "dag", DAY, when.isoformat()))
    note = read(PHRASES, vad, "vad", NOTE, errors)
    errors += in_text(note or "", "vad", NOTE)
    if errors or when is None:
        return _page(desk, employer_id, errors=errors, kept={"dag": dag, "vad": vad})
    with desk.service.database.write() as session:
        found = _stored(session, employer_id)
        if repository.Contact(when, desk.account.full_name, note) not in repository.contacts(
            session, found.id
        ):  # the same button twice has one effect
            repository.add_contact(session, found.id, by=desk.account.name, day=when, note=note)
    return go(at(found.id, klart="kontakt"))


@router.get("/arbetsgivare/{employer_id:path}")
def one(desk: TheDesk, employer_id: str, klart: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Show one employer: its places, how placements went, and contacts."""
    return _page(desk, employer_id, done=DONE.get(klart, ""))


def _page(
    desk: Desk,
    employer_id: str,
    *,
    done: str = "",
    errors: Sequence[Wrong] = (),
    kept: Mapping[str, str] | None = None,
) -> Response:
    today = desk.service.matching.today()
    with desk.service.database.read() as session:
        found = _stored(session, employer_id)
        contacts = repository.contacts(session, found.id)
        placements = repository.placements(session, found.id)
    slots = [slot for slot in desk.service.matching.slots().values() if slot.employer_id == found.id]
    rows = [Row(slot, stands(slot, today), 0, today) for slot in slots]
    rows.sort(key=lambda row: (plain(row.slot.title), row.slot.id))
    return shown(
        "employer.html",
        422 if errors else 200,
        employer=found,
        name=name_of(found),
        stands=STANDS,
        rows=rows,
        contacts=contacts,
        outcomes=outcomes([one["outcome"] for one in placements if "outcome" in one]),
        earlier=earlier(slots),
        done=done,
        errors={error.at: error for error in reversed(errors)},
        summary=errors,
        kept=kept or {"dag": today.isoformat(), "vad": ""},
        at=at,
        slot_at=slot_at,
    )


def _named(text: str, employer_id: str) -> tuple[EmployerRecord | None, list[Wrong]]:
    try:
        made = EmployerRecord.model_validate({"id": employer_id, "name": text})
    except ValidationError as problem:
        return None, [of_error(problem.errors()[0], "namn", NAME)]
    return made, []


def _form(
    name: str,
    *,
    errors: Sequence[Wrong] = (),
    employer: Stored | None = None,
    clash: bool = False,
    there: str = "",
) -> Response:
    return shown(
        "employer_form.html",
        422 if errors else 409 if clash else 200,
        name=name,
        employer=employer,
        stored=name_of(employer) if employer else "",
        version=crud.etag(employer.payload) if employer else "",
        errors={error.at: error for error in reversed(errors)},
        summary=errors,
        clash=clash,
        there=there,
        at=at,
    )


def _stored(session: Session, employer_id: str) -> Stored:
    found = records.get(session, "employer", employer_id) if cursors.usable(employer_id) else None
    if found is None:
        raise NotFound
    return found


def at(employer_id: str, page: str = "", /, **query: str) -> str:
    """Write the address of one of an employer's pages."""
    asked = f"?{urlencode(query)}" if query else ""
    return f"/arbetsgivare/{quote(employer_id, safe='')}{'/' if page else ''}{page}{asked}"
