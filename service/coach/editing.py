"""A participant in a form: /ny-deltagare and /deltagare/{id}/redigera; and /ord, which helps with words."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request, Response

from service import audit
from service.api import crud
from service.canonical import canonical
from service.coach.desk import Desk, TheDesk, at, file, go
from service.coach.fields import FIELDS, FIRST, PARTICIPANT, REST, choices, codecs
from service.forming import typed
from service.forming.choices import level_guide
from service.forming.fields import Fact, differences
from service.forming.helping import Help, helped, wordlists
from service.forming.typed import Typed
from service.pages import shown
from service.pages.forms import Typed as TypedForm
from service.pages.forms import Wrong, wrong
from service.problems import AlreadyExists, Changed

router = APIRouter(include_in_schema=False)

WordField = Literal["yrken", "fardigheter", "intyg", "sprak", "arbetsgivare"]

NEW: Final = "/ny-deltagare"


@router.get("/ord")
def words(
    request: Request, desk: TheDesk, falt: WordField, q: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Give words that a typed text may mean, for the script of the form."""
    found = wordlists(request).near(falt, q, list(desk.service.matching.slots().values()))
    return Response(canonical({"words": found}), media_type="application/json")


@router.get(NEW)
def blank(_desk: TheDesk) -> Response:
    """Show an empty form, with what is the same for most."""
    audit.shown()
    empty = typed.of_document(PARTICIPANT, {}, "", codecs({}))
    return _form(empty)


@router.post(NEW)
def create(request: Request, desk: TheDesk, form: TypedForm) -> Response:
    """Store a new participant, who becomes the coach's own."""
    audit.shown()
    given = typed.of_form(PARTICIPANT, form)
    if (answer := _helped(request, desk, form, given)) is not None:
        return answer
    made, errors = typed.record(PARTICIPANT, given, {}, codecs(_employers(desk)))
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
    filled = typed.of_document(
        PARTICIPANT, stored.document, crud.etag(stored.payload), codecs(_employers(desk))
    )
    return _form(filled, participant_id=stored.id)


@router.post("/deltagare/{participant_id:path}/redigera")
def change(request: Request, desk: TheDesk, form: TypedForm, participant_id: str) -> Response:
    """Store the changes, unless somebody else has changed the participant meanwhile."""
    given = typed.of_form(PARTICIPANT, form)
    with desk.service.database.read() as session:
        stored = file(desk, session, participant_id).person.stored
    given.texts["id"] = stored.id
    if (answer := _helped(request, desk, form, given, stored.id)) is not None:
        return answer
    # An employer without a place now is known by its id alone, and stays as it was.
    employers = {key: key for key in stored.document.get("excluded_employers") or ()} | _employers(desk)
    made, errors = typed.record(PARTICIPANT, given, stored.document, codecs(employers))
    if made is None:
        return _form(given, errors=errors, participant_id=stored.id)
    try:
        crud.replaced(desk.call, "participant", stored.id, made, given.version)
    except Changed:
        mine = crud.plain(made)
        found = differences(PARTICIPANT, stored.document, mine, codecs(employers))
        given.version = crud.etag(stored.payload)
        return _form(given, status=409, unlike=found, clash=True, participant_id=stored.id)
    return go(at(stored.id, klart="andrad"))


def _employers(desk: Desk) -> dict[str, str]:
    slots = desk.service.matching.slots().values()
    return {slot.employer_id: slot.employer_name or slot.employer_id for slot in slots if slot.employer_id}


def _helped(
    request: Request, desk: Desk, form: TypedForm, given: Typed, participant_id: str = ""
) -> Response | None:
    """Do what a button inside the form asks for. Store nothing."""
    slots = list(desk.service.matching.slots().values())
    found = helped(request, PARTICIPANT, form, given, slots)
    return None if found is None else _form(given, help_=found, participant_id=participant_id)


def _form(
    given: Typed,
    *,
    errors: Sequence[Wrong] = (),
    help_: Help | None = None,
    status: int = 200,
    unlike: Sequence[tuple[Fact, Fact]] = (),
    clash: bool = False,
    participant_id: str = "",
) -> Response:
    done = help_ or Help("")
    given.fill(PARTICIPANT, done.more)
    names = {typed.name_of(error.at) for error in errors} | {typed.name_of(done.focus)}
    return shown(
        "participant_form.html",
        422 if errors else status,
        given=given,
        first=FIRST,
        rest=REST,
        open_rest=bool(names & PARTICIPANT.folded) or clash,
        errors={error.at: error for error in reversed(errors)},
        summary=errors,
        hits=done.hits,
        focus=done.focus,
        differences=unlike,
        clash=clash,
        choices=choices,
        guide=level_guide(),
        participant_id=participant_id,
        fixed={"id": participant_id} if participant_id else {},
        origins={},
        action=at(participant_id, "redigera") if participant_id else NEW,
        at=at,
    )
