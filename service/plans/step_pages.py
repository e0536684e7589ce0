"""Steps of a plan: /deltagare/{id}/steg, a near miss turned into one, and nearer steps to the goal."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Response
from sqlalchemy.orm import Session

from data.reference import milestones
from service.coach.desk import Desk, File, TheDesk, at, file, go
from service.coach.suggesting import card
from service.pages import shown
from service.pages.forms import Typed as TypedForm
from service.pages.forms import Wrong
from service.plans import plan, repository, steps
from service.plans.followups import key_after
from service.plans.nearer import barriers, showing, step_of
from service.plans.plan import Elsewhere, Full
from service.plans.steps import ACTORS, FIELDS, OWN, STATES, Step, Typed
from service.problems import NotFound

router = APIRouter(include_in_schema=False)

RANKED: Final = 100
"""So many places are looked through for those where a trade can be shown."""

Key = Annotated[str, Query(max_length=64)]
Place = Annotated[str, Form(max_length=200)]
Word = Annotated[str, Form(max_length=50)]


@router.get("/deltagare/{participant_id:path}/steg")
def form(desk: TheDesk, participant_id: str, steg: Key = "", sort: Key = "") -> Response:
    """Show a step in a form, or an empty one for a new step of some kind."""
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
        row = repository.milestone(session, found.person.stored.id, steg) if steg else None
    if steg and row is None:
        raise NotFound
    if row is not None:
        known = Step.of(row)
        return _form(found, steps.of_step(known), known.key, version=known.version)
    return _form(found, _blank(sort), plan.new_key())


def _blank(kind: str) -> dict[str, str]:
    known = milestones().get(kind)
    chosen = {"kind": known.code, "actor": known.actor} if known else {"kind": OWN, "actor": ""}
    return dict.fromkeys(FIELDS, "") | chosen | {"state": "waiting"}


def _form(
    found: File,
    given: Mapping[str, str],
    key: str,
    *,
    version: int = 0,
    errors: Sequence[Wrong] = (),
    theirs: Step | None = None,
) -> Response:
    return shown(
        "step.html",
        422 if errors else 409 if theirs else 200,
        case=found.case,
        person=found.person,
        given=given,
        key=key,
        version=version,
        summary=errors,
        errors={error.at: error for error in reversed(errors)},
        differences=_differences(theirs, given) if theirs else [],
        clash=theirs is not None,
        catalogue=milestones(),
        own=OWN,
        actors=ACTORS,
        states=STATES,
        labels=FIELDS,
        at=at,
    )


def _differences(theirs: Step, given: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Say what differs between what is stored and what was typed: name of the field, theirs and mine."""
    known = steps.of_step(theirs)
    return [(name, known[name], given[name]) for name in FIELDS if known[name] != given[name]]


@router.post("/deltagare/{participant_id:path}/steg")
def save(desk: TheDesk, form: TypedForm, participant_id: str) -> Response:
    """Store a new step, or the changes of one, unless somebody else has changed it meanwhile."""
    given = steps.of_form(form)
    key, version = str(form.get("steg", "")), str(form.get("version", ""))
    number = int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else 0
    typed, errors = steps.checked(given)
    with desk.service.database.write() as session:
        found = file(desk, session, participant_id)
        if not plan.is_key(key):
            key = plan.new_key()
        if typed is None:
            return _form(found, given, key, version=number, errors=errors)
        try:
            return _saved(desk, session, found, key, version=number, typed=typed)
        except Elsewhere:
            row = repository.milestone(session, found.person.stored.id, key)
            assert row is not None  # noqa: S101  # somebody else has changed it, so it is there
            return _form(found, given, key, version=row.version, theirs=Step.of(row))


def _saved(desk: Desk, session: Session, found: File, key: str, *, version: int, typed: Typed) -> Response:
    own = found.person.stored.id
    done = "delmal"
    try:
        if version:
            plan.change_step(session, own, key, version, typed, by=desk.account.name)
        elif not plan.add_step(session, own, key, typed, by=desk.account.name):
            # Sent again, or gone back to: what differs from the stored step is shown and not lost.
            plan.change_step(session, own, key, 0, typed, by=desk.account.name)
    except LookupError:
        raise NotFound from None
    except Full:
        done = "full"
    return go(at(own, "plan", klart=done))


@router.post("/deltagare/{participant_id:path}/steg/nara")
def of_near_miss(
    desk: TheDesk, participant_id: str, *, plats: Place = "", regel: Word = "", av: Word = ""
) -> Response:
    """Make steps of what would open a place: what one requirement asks of one of the two."""
    with desk.service.database.read() as session:
        own = file(desk, session, participant_id).person.stored.id
    (weighed,) = desk.weigh(own, [plats]).assessments
    changes = [
        change
        for verdict in weighed.failed
        if verdict.rule == regel
        for remedy in verdict.remedies
        if remedy.by == av
        for change in remedy.changes
    ]
    if not changes:
        return go(at(own, "plan", klart="borta"))
    new = False
    full = False
    with desk.service.database.write() as session:
        file(desk, session, participant_id)
        for change in changes:
            kind, text, actor = step_of(change)
            key = key_after(own, f"{plats}\n{regel}\n{text}")
            typed = Typed(kind=kind, text=text, actor=actor)
            try:
                new |= plan.add_step(session, own, key, typed, by=desk.account.name, slot_id=plats)
            except Full:
                full = True
    return go(at(own, "plan", klart="full" if full else "delmal" if new else "fanns"))


@router.post("/deltagare/{participant_id:path}/steg/sort")
def of_kind(desk: TheDesk, participant_id: str, sort: Word = "", plats: Place = "") -> Response:
    """Add a step of the catalogue as it stands there, once; perhaps at a place."""
    known = milestones().get(sort)
    with desk.service.database.write() as session:
        own = file(desk, session, participant_id).person.stored.id
        slot = desk.service.matching.slots().get(plats) if plats else None
        if known is None or (plats and slot is None):
            raise NotFound
        text = f"{known.label.sv}: {slot.title or slot.id}"[:200] if slot else None
        there = {(step.kind, step.text) for step in plan.read(session, own).steps if step.open}
        done = "fanns"
        if (known.code, text) not in there:
            typed = Typed(kind=known.code, text=text, actor=known.actor)
            try:
                plan.add_step(
                    session, own, plan.new_key(), typed, by=desk.account.name, slot_id=plats or None
                )
                done = "delmal"
            except Full:
                done = "full"
    return go(at(own, "plan", klart=done))


@router.get("/deltagare/{participant_id:path}/narmare")
def nearer(desk: TheDesk, participant_id: str) -> Response:
    """Show nearer steps to a goal that is out of reach now."""
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
        known = plan.read(session, found.person.stored.id)
    suggested = desk.suggest(found.person.stored.id, RANKED)
    stops = barriers(known.goal, found.document)
    titles = {key: slot.title or "" for key, slot in suggested.slots.items()}
    trades = [trade for barrier in stops for trade in barrier.trade.near]
    places = showing(suggested.ranking, titles, trades, desk.service.encoder)
    return shown(
        "nearer.html",
        case=found.case,
        plan=known,
        wishes=found.document.get("goals") or found.document.get("goal_occupations") or [],
        barriers=stops,
        catalogue=milestones(),
        cards=[card(one, suggested.slots) for one in places],
        misses=suggested.ranking.near_misses,
        slots=suggested.slots,
        run=suggested.run,
        at=at,
    )
