"""A place in a form: /ny-plats and /platser/{id}/redigera; /platskrav counts while somebody writes."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from data.records import SlotRecord
from matcher import Slot
from service.api import crud
from service.canonical import canonical
from service.coach.desk import Desk, TheDesk, go
from service.forming import typed
from service.forming.choices import level_guide
from service.forming.fields import Fact, differences
from service.forming.helping import Help, helped
from service.forming.typed import Typed
from service.liaison import openings, repository, rewording
from service.liaison.fields import CODECS, FIRST, OPENING, REST, choices
from service.liaison.openings import at
from service.liaison.reaching import told
from service.pages import shown
from service.pages.forms import Typed as TypedForm
from service.pages.forms import Wrong, wrong
from service.placing import guarding
from service.problems import AlreadyExists, Changed

router = APIRouter(include_in_schema=False)

NEW: Final = "/ny-plats"

KEPT: Final = ("id", "employer_id", "lat", "lon")
"""Fields that an advertisement gives and the form does not show: they go with the form."""

LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""What an id is made of: no letter is like a figure."""

NOT_COPIED: Final = ("id", "filled", "paused", "open_from", "open_until")
"""What is not the same for a place that is made from another."""

Origins = Mapping[str, Sequence[str]]
"""Name of a field → where its value was read."""


def fresh(letter: str) -> str:
    """Make an id for a place or an employer."""
    return f"{letter}-{''.join(secrets.choice(LETTERS) for _ in range(8))}"


@router.get(NEW)
def blank(
    desk: TheDesk,
    arbetsgivare: Annotated[str, Query(max_length=200)] = "",
    som: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Show an empty form, or one that is filled in from an employer or from another place."""
    slots = desk.service.matching.slots()
    document: dict[str, Any] = {}
    if som in slots:
        with desk.service.database.read() as session:
            before = openings.stored(session, som).document
        document = {name: value for name, value in before.items() if name not in NOT_COPIED}
    elif arbetsgivare:
        name = _employers(desk).get(arbetsgivare)
        document = {"employer_id": arbetsgivare, "employer_name": name} if name else {}
    given = typed.of_document(OPENING, document, "", CODECS)
    return form(desk, given, kept=document, copied=som if som in slots else "")


@router.post(NEW)
def create(request: Request, desk: TheDesk, sent: TypedForm) -> Response:
    """Store a new place."""
    given = typed.of_form(OPENING, sent)
    kept = {name: value for name in KEPT if (value := typed.one(sent, f"med.{name}")[:200])}
    origins = origins_of(sent)
    if (answer := _helped(request, desk, sent, given, kept=kept, origins=origins)) is not None:
        return answer
    before = {name: _number(value) if name in ("lat", "lon") else value for name, value in kept.items()}
    made, errors = _record(desk, given, {"id": fresh("P")} | before)
    if made is None:
        return form(desk, given, errors=errors, kept=kept, origins=origins)
    try:
        crud.created(desk.call, "slot", made, None)
    except AlreadyExists:
        with desk.service.database.read() as session:
            there = openings.stored(session, made.id)
        if there.payload != canonical(crud.plain(made)):
            taken = [wrong("known_place", "title", OPENING.fields["title"].label)]
            return form(desk, given, errors=taken, kept=kept, origins=origins, there=there.id)
    return go(at(made.id, klart="ny"))  # also when the same form is sent twice


@router.get("/platser/{slot_id:path}/redigera")
def edit(desk: TheDesk, slot_id: str) -> Response:
    """Show a place in the form."""
    with desk.service.database.read() as session:
        stored = openings.stored(session, slot_id)
    filled = typed.of_document(OPENING, stored.document, crud.etag(stored.payload), CODECS)
    return form(desk, filled, slot_id=stored.id)


@router.post("/platser/{slot_id:path}/redigera")
def change(request: Request, desk: TheDesk, sent: TypedForm, slot_id: str) -> Response:
    """Store the changes, unless somebody else has changed the place meanwhile."""
    given = typed.of_form(OPENING, sent)
    with desk.service.database.read() as session:
        stored = openings.stored(session, slot_id)
    if (answer := _helped(request, desk, sent, given, slot_id=stored.id)) is not None:
        return answer
    made, errors = _record(desk, given, stored.document)
    if made is None:
        return form(desk, given, errors=errors, slot_id=stored.id)
    with desk.service.database.read() as session:
        booked = guarding.clashes(session, "slot", [crud.plain(made)])
    if booked:
        label = OPENING.fields["capacity"].label
        fewer = [wrong("capacity_booked", "capacity", label, booked=one.booked) for one in booked]
        return form(desk, given, errors=fewer, slot_id=stored.id)
    try:
        crud.replaced(desk.call, "slot", stored.id, made, given.version)
    except Changed:
        found = differences(OPENING, stored.document, crud.plain(made), CODECS)
        given.version = crud.etag(stored.payload)
        return form(desk, given, status=409, unlike=found, clash=True, slot_id=stored.id)
    return go(at(stored.id, klart="andrad"))


@router.post("/platskrav")
def demands(desk: TheDesk, sent: TypedForm) -> Response:
    """Count what the requirements of a place that is being written cost, for the script of the form."""
    given = typed.of_form(OPENING, sent)
    return shown("reach.html", reach=told(desk, draft(given)), warnings=rewording.found(given), alone=True)


def draft(given: Typed) -> Slot:
    """Make a place of what can be read in the form so far; what is wrong is not known."""
    made, errors = typed.record(OPENING, given, {"id": "-"}, CODECS)
    for name in {typed.name_of(error.at) for error in errors}:
        known = OPENING.fields[name]
        if known.kind == "rows":
            given.rows[name], given.none = [], given.none - {name}
        elif known.kind == "codes":
            given.states[name], given.chosen[name] = "unknown", []
        else:
            given.texts[name] = ""
    if made is None:
        made, _none = typed.record(OPENING, given, {"id": "-"}, CODECS)
    return made.to_domain() if made is not None else Slot("-")


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _employers(desk: Desk) -> dict[str, str]:
    """Give id → name of every employer that has one."""
    with desk.service.database.read() as session:
        found = repository.employers(session)
    return {one.id: one.document.get("name") or one.id for one in found}


def _record(desk: Desk, given: Typed, before: Mapping[str, Any]) -> tuple[SlotRecord | None, list[Wrong]]:
    """Make the record of what was typed, with its employer; stop what is missing or must be reworded."""
    made, errors = typed.record(OPENING, given, before, CODECS)
    if not given.texts["title"]:
        errors.append(wrong("missing", "title", OPENING.fields["title"].label))
    errors += rewording.found(given)
    if made is None or errors:
        typed.in_order(OPENING, errors)
        return None, errors
    changes: dict[str, Any] = {"employer_id": _employer(desk, made)}
    moved = (made.municipality, made.postcode) != (before.get("municipality"), before.get("postcode"))
    if moved and ("municipality" in before or "postcode" in before):
        changes |= {"lat": None, "lon": None}  # the point was that of the old address
    return made.model_copy(update=changes), []


def _employer(desk: Desk, made: SlotRecord) -> str | None:
    """Give the id of the employer that is named: the one known by that name, or a new one."""
    if made.employer_name is None:
        return made.employer_id
    known = _employers(desk)
    name = made.employer_name.casefold()
    if made.employer_id and known.get(made.employer_id, made.employer_name).casefold() == name:
        return made.employer_id
    return next((key for key, said in known.items() if said.casefold() == name), fresh("A"))


def _helped(
    request: Request,
    desk: Desk,
    sent: TypedForm,
    given: Typed,
    *,
    slot_id: str = "",
    kept: Mapping[str, Any] | None = None,
    origins: Origins | None = None,
) -> Response | None:
    """Do what a button inside the form asks for. Store nothing."""
    slots = list(desk.service.matching.slots().values())
    found = helped(request, OPENING, sent, given, slots)
    if found is None and sent.get("rakna"):
        found = Help("krav")
    if found is None:
        return None
    return form(desk, given, help_=found, slot_id=slot_id, kept=kept, origins=origins)


def origins_of(sent: TypedForm) -> Origins:
    """Read where values were read, as the form carries it."""
    return {
        name: words
        for name in OPENING.fields
        if (words := [text[:400] for text in sent.getlist(f"last.{name}") if isinstance(text, str)][:10])
    }


def form(
    desk: Desk,
    given: Typed,
    *,
    errors: Sequence[Wrong] = (),
    help_: Help | None = None,
    status: int = 200,
    unlike: Sequence[tuple[Fact, Fact]] = (),
    clash: bool = False,
    slot_id: str = "",
    kept: Mapping[str, Any] | None = None,
    origins: Origins | None = None,
    copied: str = "",
    there: str = "",
    notes: Sequence[tuple[str, str]] = (),
) -> Response:
    """Show a place in the form, with what its requirements cost.

    Parameters
    ----------
    kept : values that the form does not show and that go with it.
    origins : where values were read, when they come from an advertisement.
    copied : the place that the form was filled in from.
    there : the place that is stored under the same id already.
    notes : what to look at in an advertisement: what is the matter, and what to do.
    """
    done = help_ or Help("")
    reach = told(desk, draft(_copy(given)))
    given.fill(OPENING, done.more)
    names = {typed.name_of(error.at) for error in errors} | {typed.name_of(done.focus)}
    carried = {name: value for name, value in (kept or {}).items() if name in KEPT}
    if not slot_id:
        carried.setdefault("id", fresh("P"))
    return shown(
        "opening_form.html",
        422 if errors else status,
        given=given,
        first=FIRST,
        rest=REST,
        open_rest=bool(names & OPENING.folded) or clash or bool(origins),
        errors={error.at: error for error in reversed(errors)},
        summary=errors,
        warnings=() if errors else rewording.found(given),
        hits=done.hits,
        focus=done.focus,
        differences=unlike,
        clash=clash,
        choices=choices,
        guide=level_guide(),
        fixed={},
        kept=carried,
        origins=origins or {},
        notes=notes,
        copied=copied,
        there=there,
        slot_id=slot_id,
        reach=reach,
        action=at(slot_id, "redigera") if slot_id else NEW,
        at=at,
    )


def _copy(given: Typed) -> Typed:
    """Copy what was typed, so that a count changes nothing of it."""
    return Typed(
        dict(given.texts),
        dict(given.states),
        {name: list(codes) for name, codes in given.chosen.items()},
        {name: [list(row) for row in rows] for name, rows in given.rows.items()},
        set(given.none),
        given.version,
    )
