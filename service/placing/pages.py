"""/deltagare/{id}/praktik/{course}: one placement on a page, with the steps that can be taken now."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Response
from pydantic import ValidationError
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from data.reference import placement_reasons
from service.api import cursors
from service.coach.cases import anchor, course_at
from service.coach.desk import Desk, File, TheDesk, at, file, go
from service.pages import language, reader, shown
from service.pages.forms import Typed, Wrong, of_error
from service.pages.language import marked as _
from service.pages.words import Writer, upper_first
from service.placing import repository, taking
from service.placing.given import SENTENCES as LACKS
from service.placing.given import Lack, NewStep
from service.placing.repository import Course
from service.placing.states import AFTER, SIDES, STATES, STEPS, TRANSITIONS, allowed
from service.placing.taking import NotEnough
from service.problems import AlreadyPlaced, Changed, NotFound, PlaceClosed, PlaceFull, StepNotAllowed

router = APIRouter(include_in_schema=False)

READ: Final = "las"
"""The button that says that somebody has read what has changed; no step of the course."""

FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "on": ("dag", _("Dag")),
    "begins_on": ("borjar", _("Första dag")),
    "until": ("slutar", _("Sista dag, om den är bestämd")),
    "hours_from": ("timmar_fran", _("Timmar i veckan i början")),
    "hours_to": ("timmar", _("Timmar i veckan")),
    "ramp_weeks": ("veckor", _("Antal veckor som timmarna ökar")),
    "study_hours": ("studier", _("Timmar i veckan för studier")),
    "outcome": ("utfall", _("Hur gick det?")),
    "reason": ("skal", _("Skäl")),
    "words": ("ord", _("Egna ord, om du vill")),
    "coach": ("coach", _("Ny coach")),
}
"""Field of a step → its name in the form, and its label."""

SENT: Final[Mapping[str, tuple[str, ...]]] = {
    "day": ("on",),
    "hours": ("begins_on", "until", "hours_from", "hours_to", "ramp_weeks", "study_hours"),
    "why": ("reason", "words"),
    "end": ("outcome", "reason", "words"),
    "coach": ("coach",),
}
"""What a step needs → the fields that its form has."""

CHOOSE: Final = _("Välj")

NUMBERS: Final = ("hours_from", "hours_to", "ramp_weeks", "study_hours")

BUTTONS: Final[Mapping[str, str]] = {
    "share": _("Dela med arbetsgivarkontakt"),
    "unshare": _("Sluta dela"),
    "introduce": _("Deltagaren har träffat arbetsgivaren"),
    "agree": _("Vi är överens om praktik"),
    "start": _("Praktiken har börjat"),
    "no_show": _("Deltagaren kom inte"),
    "decline": _("Det blir ingen praktik"),
    "change": _("Ändra timmarna"),
    "pause": _("Gör uppehåll"),
    "resume": _("Praktiken fortsätter"),
    "end": _("Praktiken är slut"),
    "hand_over": _("Byt coach"),
}
"""Step → what its button says."""

REFUSED: Final = {
    PlaceFull: _("Platsen är fullbokad. Någon annan kan ha hunnit före. Inget har sparats."),
    PlaceClosed: _("Platsen är pausad eller stängd och går inte att boka. Inget har sparats."),
    AlreadyPlaced: _(
        "Deltagaren har redan en annan praktik som pågår eller är överenskommen. Inget har sparats."
    ),
    StepNotAllowed: _("Steget går inte att ta härifrån. Inget har sparats."),
}
"""What stands in the way → what the page says."""

DONE: Final = {
    "steg": _("Steget är sparat."),
    "foljs": _("Praktiken följs nu här."),
}

PlacementId = Annotated[str, Form(max_length=200)]


@router.post("/deltagare/{participant_id:path}/praktik")
def adopt(desk: TheDesk, participant_id: str, placering: PlacementId = "") -> Response:
    """Follow a placement that goes on and was not begun here."""
    with desk.service.database.write() as session:
        found = file(desk, session, participant_id)
        mine = any(one["id"] == placering for one in found.case.placements)
        course = taking.adopt(session, placering, desk.actor) if mine else None
    if course is None:  # it has ended or gone meanwhile: the participant's page says what there is
        return go(at(found.person.stored.id))
    return go(f"{course_at(course)}?klart=foljs")


@router.get("/deltagare/{participant_id:path}/praktik/{course_id}")
def course_page(
    desk: TheDesk, participant_id: str, course_id: str, klart: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """Show one placement: where it stands, what has happened, and what can be done now."""
    with desk.service.database.read() as session:
        found, course = _course(desk, session, participant_id, course_id)
        return _page(desk, session, found, course, done=DONE.get(klart, ""))


@router.post("/deltagare/{participant_id:path}/praktik/{course_id}")
def step(desk: TheDesk, form: Typed, participant_id: str, course_id: str) -> Response:
    """Take a step. A form that is sent twice takes it once; one from an older page shows what has changed."""
    name = str(form.get("steg", ""))
    if name not in (READ, *TRANSITIONS):
        raise NotFound
    again: dict[str, Any] = {"typed": form}
    try:
        with desk.service.database.write() as session:
            found, course = _course(desk, session, participant_id, course_id)
            if name == READ:
                taking.read(session, course)
                return go(at(found.person.stored.id, klart="last"))
            asked, again["errors"] = _asked(name, form)
            if asked is not None:
                return go(_onward(taking.take(session, course, asked, desk.actor), asked))
        status = 422
    except NotEnough as problem:
        again["errors"], status = [_wrong(name, lack) for lack in problem.lacks], 422
    except Changed:
        again["since"], status = _version(form), 409
    except tuple(REFUSED) as problem:
        again["refused"], status = REFUSED[type(problem)], 409
    with desk.service.database.read() as session:
        found, course = _course(desk, session, participant_id, course_id)
        return _page(desk, session, found, course, status=status, **again)


def _course(desk: Desk, session: Session, participant_id: str, course_id: str) -> tuple[File, Course]:
    found = file(desk, session, participant_id)
    key = found.person.stored.id
    usable = cursors.usable(course_id)
    course = repository.one_seen(session, desk.account, key, course_id) if usable else None
    if course is None:
        raise NotFound
    return found, course


def _onward(course: Course, asked: NewStep) -> str:
    """Give the page after a step: where something on file was wrong, the form, at that very field."""
    known = placement_reasons().get(str(asked.reason))
    if known is not None and known.field is not None:
        return f"{at(course.participant_id, 'redigera')}#{anchor(known.field)}"
    return f"{course_at(course)}?klart=steg"


def _version(form: FormData) -> int:
    text = str(form.get("version", ""))
    return int(text[:9]) if text.isascii() and text.isdecimal() else 0


def _asked(name: str, form: FormData) -> tuple[NewStep | None, list[Wrong]]:
    """Read the form of a step; what cannot be read is said."""
    values: dict[str, Any] = {"step": name, "version": _version(form)}
    wanted = {field for need in TRANSITIONS[name].needs for field in SENT.get(need, ())}
    for field in wanted:
        text = str(form.get(FIELDS[field][0], "")).strip()
        if text:
            values[field] = _number(text) if field in NUMBERS else text
    why = values.pop("reason", None)
    if why == "plan":
        values["side"] = "plan"
    elif why in placement_reasons():
        values |= {"reason": why, "side": placement_reasons()[why].side}
    try:
        return NewStep.model_validate(values), []
    except ValidationError as problem:
        errors = problem.errors()
    found = []
    for error in errors:
        field = str(error["loc"][0]) if error["loc"] else ""
        if field not in FIELDS:
            raise NotFound
        found.append(of_error(error, *_field(name, field)))
    return None, found


def _number(text: str) -> float | str:
    try:
        return float(text.replace(",", ".").replace("\N{NO-BREAK SPACE}", ""))
    except ValueError:
        return text


def _field(name: str, field: str) -> tuple[str, str]:
    sent, label = FIELDS["reason" if field == "side" else field]
    return f"{name}-{sent}", label


def _wrong(name: str, lack: Lack) -> Wrong:
    """Say one lack in the reader's language."""
    where, label = _field(name, lack.field)
    tongue = language.chosen(reader.request())
    kind = "reason_missing" if lack.kind == "side_missing" else lack.kind
    message, remedy = (language.translated(one, tongue).format_map(dict(lack.words)) for one in LACKS[kind])
    return Wrong(where, language.translated(label, tongue), message, remedy)


def _page(
    desk: Desk,
    session: Session,
    found: File,
    course: Course,
    *,
    status: int = 200,
    typed: FormData | None = None,
    errors: Sequence[Wrong] = (),
    since: int | None = None,
    refused: str = "",
    done: str = "",
) -> Response:
    given: Mapping[str, Any] = typed or {}
    tongue = language.chosen(reader.request())
    rows = allowed(course.state, desk.account.role, protected=found.person.protected)
    taken = repository.steps(session, course.id)
    coaches = repository.coaches(session, course.participant_id)
    colleagues = [one for one in coaches if one[0] != found.person.coach]
    rows = [row for row in rows if "coach" not in row.needs or colleagues]
    opened = str(given.get("steg", ""))
    if errors and all(row.step != opened for row in rows):  # the page has no form where they could be mended
        errors, refused, status = (), REFUSED[StepNotAllowed], 409
    return shown(
        "course.html",
        status,
        case=found.case,
        person=found.person,
        course=course,
        slots=desk.service.matching.slots(),
        rows=rows,
        taken=taken,
        states=STATES,
        said=STEPS,
        buttons=BUTTONS,
        sides=SIDES,
        fields=FIELDS,
        reasons=placement_reasons(),
        ending=[("", language.translated(CHOOSE, tongue))]
        + [(code, upper_first(Writer(tongue).outcome(code))) for code in AFTER],
        choose=CHOOSE,
        colleagues=colleagues,
        names={one.by: one.name for one in taken} | dict(coaches),
        today=desk.service.matching.today(),
        typed=given,
        opened=opened,
        errors={error.at: error for error in reversed(errors)},
        summary=errors,
        since=[one for one in taken if since is not None and one.number > since],
        clash=since is not None,
        refused=refused,
        done=done,
        at=at,
        course_at=course_at,
    )
