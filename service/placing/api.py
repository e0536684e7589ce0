"""Courses of placements: /api/v1/participants/{id}/courses, and the steps of each."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from service.accounts import caseload, permissions
from service.api import cursors
from service.api.crud import JSON, once
from service.api.declare import API, READ, WRITE, IdempotencyKey, RecordId, answers
from service.api.route import ApiRoute, Call, TheCall
from service.canonical import canonical
from service.placing import repository, taking
from service.placing.given import SENTENCES, Lack, NewStep
from service.placing.repository import Course
from service.placing.states import allowed
from service.placing.taking import Actor, NotEnough
from service.plans.pattern import Pattern
from service.problems import (
    AlreadyPlaced,
    Changed,
    Invalid,
    KeyUsed,
    NotFound,
    PlaceClosed,
    PlaceFull,
    StepNotAllowed,
)
from service.store import records
from service.store.clock import now
from service.store.idempotency import Answer

router = APIRouter(route_class=ApiRoute, prefix=API, tags=["courses"])

CourseId = Annotated[str, Path(description="Praktikens id.", max_length=200)]


class CourseAnswer(BaseModel):
    """One participant's way at one place. What is not known is left out."""

    id: str = Field(description="Praktikens id. Placeringen som den skriver har samma.")
    participant_id: str
    slot_id: str
    state: str = Field(description="Läget: suggested, shared, introduced, agreed, started, paused, ended.")
    version: int = Field(description="Det senaste stegets nummer. Skicka det med nästa steg.")
    coach: str | None = None
    suggested_on: str
    begins_on: str | None = None
    until: str | None = None
    started_on: str | None = None
    ended_on: str | None = None
    hours_from: float | None = None
    hours_to: float | None = None
    ramp_weeks: int | None = None
    study_hours: float | None = None
    outcome: str | None = None
    ended_by: str | None = None
    reason: str | None = None
    words: str | None = None
    told: bool = Field(description="Om coachen har läst det som någon annan ändrade.")
    steps: list[str] = Field(description="Steg som den som frågar kan ta nu.")


class Courses(BaseModel):
    """All courses of a participant that the caller sees, the latest first."""

    items: list[CourseAnswer]


@router.get(
    "/participants/{record_id:path}/courses",
    response_model=Courses,
    response_model_exclude_none=True,
    responses=answers(*READ, NotFound, Invalid),
)
def list_courses(call: TheCall, record_id: RecordId) -> Response:
    """Lista en deltagares praktik, från förslag till avslut. Den senaste först."""
    with call.service.database.read() as session:
        found = _of(call, session, record_id)
        protected = _protected(session, record_id)
    items = [_document(call, course, protected=protected) for course in found]
    return Response(canonical({"items": items}), media_type=JSON)


@router.post(
    "/participants/{record_id:path}/courses/{course_id}/steps",
    status_code=201,
    response_model=CourseAnswer,
    response_model_exclude_none=True,
    responses=answers(
        *WRITE, NotFound, Changed, StepNotAllowed, PlaceFull, PlaceClosed, AlreadyPlaced, KeyUsed, Invalid
    ),
)
def take_step(
    call: TheCall,
    record_id: RecordId,
    course_id: CourseId,
    step: NewStep,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Ta nästa steg i en praktik. Platsen bokas när ni kommer överens, och ingen plats bokas två gånger."""

    def work(session: Session) -> Answer:
        usable = cursors.usable(record_id) and cursors.usable(course_id)
        course = repository.one_seen(session, call.account, record_id, course_id) if usable else None
        if course is None:
            raise NotFound
        pattern = Pattern.of(call.service.settings)
        who = Actor(call.by, call.account.role, now(), call.service.matching.today(), pattern)
        try:
            after = taking.take(session, course, step, who)
        except NotEnough as problem:
            raise Invalid(errors=[_error(lack) for lack in problem.lacks]) from None
        protected = _protected(session, record_id)
        return Answer(201, {}, canonical(_document(call, after, protected=protected)), record_id)

    return once(call, idempotency_key, work)


def _of(call: Call, session: Session, record_id: str) -> list[Course]:
    """Give the courses that the caller sees; who sees the participant may see that there are none."""
    usable = cursors.usable(record_id)
    found = repository.seen(session, call.account, record_id).get(record_id, []) if usable else []
    if found:
        return found
    where = permissions.sees(call.account)
    if not usable or records.get(session, "participant", record_id, where=where) is None:
        raise NotFound
    return []


def _protected(session: Session, participant_id: str) -> bool:
    known = caseload.of(session, participant_id)
    return known is not None and known.protected


def _document(call: Call, course: Course, *, protected: bool) -> dict[str, Any]:
    """Give the JSON of a course, with the steps that the caller may take."""
    known = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name in Course.__dataclass_fields__
        if (value := getattr(course, name)) is not None
    }
    steps = [row.step for row in allowed(course.state, call.account.role, protected=protected)]
    return known | {"steps": steps}


def _error(lack: Lack) -> dict[str, str]:
    message, remedy = (sentence.format_map(dict(lack.words)) for sentence in SENTENCES[lack.kind])
    return {"pointer": f"/{lack.field}", "message": message, "remedy": remedy}
