"""A participant in a form: /ny-deltagare and /deltagare/{id}/redigera; and /ord, which helps with words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response

from data.records import ParticipantRecord
from service.api import crud
from service.canonical import canonical
from service.coach import typed
from service.coach.desk import Desk, TheDesk, at, file, go
from service.coach.fields import FIELDS, FIRST, REST, Fact, choices, facts, level_guide
from service.coach.typed import Typed
from service.coach.wordlist import Wordlists
from service.pages import shown
from service.pages.forms import Typed as TypedForm
from service.pages.forms import Wrong, wrong
from service.problems import AlreadyExists, Changed

router = APIRouter(include_in_schema=False)

WordField = Literal["yrken", "fardigheter", "intyg", "sprak", "arbetsgivare"]

NEW: Final = "/ny-deltagare"


@dataclass(frozen=True, slots=True)
class Hits:
    """Words that were found for a row, without a script.

    Attributes
    ----------
    at : id of the row, as ``skills-2``.
    """

    at: str
    words: Sequence[str]


@router.get("/ord")
def words(
    request: Request, desk: TheDesk, falt: WordField, q: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Give words that a typed text may mean, for the script of the form."""
    found = _wordlists(request).near(falt, q, list(desk.service.matching.slots().values()))
    return Response(canonical({"words": found}), media_type="application/json")


def _wordlists(request: Request) -> Wordlists:
    state = request.app.state
    if not hasattr(state, "wordlists"):
        state.wordlists = Wordlists(state.service.encoder)
    lists: Wordlists = state.wordlists
    return lists


@router.get(NEW)
def blank(_desk: TheDesk) -> Response:
    """Show an empty form, with what is the same for most."""
    empty = typed.of_document({}, "", {})
    return _form(empty)


@router.post(NEW)
def create(request: Request, desk: TheDesk, form: TypedForm) -> Response:
    """Store a new participant, who becomes the coach's own."""
    given = typed.of_form(form)
    if (helped := _helped(request, desk, form, given)) is not None:
        return helped
    made, errors = typed.record(given, {}, _employers(desk))
    if made is None:
        return _form(given, errors=errors)
    try:
        crud.created(desk.call, "participant", made, None)
    except AlreadyExists:
        return _form(given, errors=[wrong("taken", "id", FIELDS["id"].label)])
    return go(at(made.id, klart="ny"))


@router.get("/deltagare/{participant_id:path}/redigera")
def edit(desk: TheDesk, participant_id: str) -> Response:
    """Show a participant in the form."""
    with desk.service.database.read() as session:
        stored = file(desk, session, participant_id).person.stored
    filled = typed.of_document(stored.document, crud.etag(stored.payload), _employers(desk))
    return _form(filled, participant_id=stored.id)


@router.post("/deltagare/{participant_id:path}/redigera")
def change(request: Request, desk: TheDesk, form: TypedForm, participant_id: str) -> Response:
    """Store the changes, unless somebody else has changed the participant meanwhile."""
    given = typed.of_form(form)
    with desk.service.database.read() as session:
        stored = file(desk, session, participant_id).person.stored
    given.texts["id"] = stored.id
    if (helped := _helped(request, desk, form, given, stored.id)) is not None:
        return helped
    # An employer without a place now is known by its id alone, and stays as it was.
    employers = {key: key for key in stored.document.get("excluded_employers") or ()} | _employers(desk)
    made, errors = typed.record(given, stored.document, employers)
    if made is None:
        return _form(given, errors=errors, participant_id=stored.id)
    try:
        crud.replaced(desk.call, "participant", stored.id, made, given.version)
    except Changed:
        differences = _differences(stored.document, made, employers)
        given.version = crud.etag(stored.payload)
        return _form(given, status=409, differences=differences, clash=True, participant_id=stored.id)
    return go(at(stored.id, klart="andrad"))


def _employers(desk: Desk) -> dict[str, str]:
    slots = desk.service.matching.slots().values()
    return {slot.employer_id: slot.employer_name or slot.employer_id for slot in slots if slot.employer_id}


def _differences(
    stored: Mapping[str, Any], mine: ParticipantRecord, employers: Mapping[str, str]
) -> list[tuple[Fact, Fact]]:
    theirs = [fact for _, group in facts(stored, employers) for fact in group]
    ours = [fact for _, group in facts(crud.plain(mine), employers) for fact in group]
    return [(a, b) for a, b in zip(theirs, ours, strict=True) if a.values != b.values]


def _helped(
    request: Request, desk: Desk, form: TypedForm, given: Typed, participant_id: str = ""
) -> Response | None:
    """Do what a button inside the form asks for: find words, take one, or give more rows. Store nothing."""
    take, find, more = (str(form.get(name, "")) for name in ("ta", "finn", "fler"))
    hits = None
    where = ""
    if take:
        where, _, word = take.partition("=")
        row = _row(given, where)
        if row is not None:
            row[0] = word
    elif find:
        where = find
        row = _row(given, where)
        if row is not None:
            field = FIELDS[where.rpartition("-")[0]]
            slots = list(desk.service.matching.slots().values())
            hits = Hits(where, _wordlists(request).near(field.words, row[0], slots))
    elif more:
        name = more if more in given.rows else ""
        where = f"{name}-{len(given.rows[name])}" if name else ""
    if not where:
        return None
    return _form(given, hits=hits, focus=where, more=more, participant_id=participant_id)


def _row(given: Typed, where: str) -> list[str] | None:
    name, _, number = where.rpartition("-")
    rows = given.rows.get(name, [])
    usable = number.isascii() and number.isdecimal() and int(number[:4]) < len(rows)
    return rows[int(number)] if usable else None


def _form(
    given: Typed,
    *,
    errors: Sequence[Wrong] = (),
    hits: Hits | None = None,
    focus: str = "",
    more: str = "",
    status: int = 200,
    differences: Sequence[tuple[Fact, Fact]] = (),
    clash: bool = False,
    participant_id: str = "",
) -> Response:
    given.fill(more)
    names = {error.at.partition("-")[0].partition(".")[0] for error in errors} | {focus.partition("-")[0]}
    rest = {field.name for group in REST for field in group.fields}
    return shown(
        "participant_form.html",
        422 if errors else status,
        given=given,
        first=FIRST,
        rest=REST,
        open_rest=bool(names & rest) or clash,
        errors={error.at: error for error in reversed(errors)},
        summary=errors,
        hits=hits,
        focus=focus,
        differences=differences,
        clash=clash,
        choices=choices,
        guide=level_guide(),
        participant_id=participant_id,
        action=at(participant_id, "redigera") if participant_id else NEW,
        at=at,
    )
