"""A participant's plan: /deltagare/{id}/plan, its print, the plan in easy Swedish, the file for others."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Response
from pydantic import ValidationError
from sqlalchemy.orm import Session

from data.records import values as v
from data.records.base import Part
from data.reference import milestones
from service.canonical import canonical
from service.coach.desk import Desk, File, TheDesk, at, file, go
from service.pages import shown
from service.pages.forms import Typed as TypedForm
from service.pages.forms import Wrong, of_error
from service.pages.language import marked as _
from service.pages.words import upper_first
from service.plans import plan, repository
from service.plans.days import holiday
from service.plans.meetings import MEETING_STATES, WITH
from service.plans.pattern import Pattern
from service.plans.plan import Elsewhere, Plan
from service.plans.steps import ACTORS, EASY_ACTORS, OPEN, OWN, STATES, nearer

router = APIRouter(include_in_schema=False)

DONE: Final = {
    "mal": _("Målet är sparat."),
    "delmal": _("Delmålet är sparat."),
    "fanns": _("Delmålet fanns redan i planen."),
    "full": _("Planen har redan så många delmål som ryms. Skriv om ett som är struket."),
    "borta": _("Det hindrar inte platsen längre. Inget delmål har lagts till."),
    "bokat": _("Mötet är bokat."),
    "mote": _("Mötet är sparat, och nästa möte är bokat."),
    "rattat": _("Mötet är sparat."),
    "avslutad": _("Mötet är sparat, och uppföljningen är avslutad."),
}
"""What a form did, said on the page after it."""

GOAL: Final = _("Slutmål")
SHOWN_CHANGES: Final = 100


class _Goal(Part):
    goal: v.Phrase


@router.get("/deltagare/{participant_id:path}/plan")
def page(desk: TheDesk, participant_id: str, klart: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Show the goal, the steps and the meetings."""
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
        return _page(desk, session, found, done=DONE.get(klart, ""))


def _page(
    desk: Desk,
    session: Session,
    found: File,
    *,
    done: str = "",
    error: Wrong | None = None,
    typed: str | None = None,
    theirs: str | None = None,
) -> Response:
    key = found.person.stored.id
    known = plan.read(session, key)
    today = desk.service.matching.today()
    following = repository.following(session, key)
    meetings = repository.meetings(session, key)
    waiting = next((one for one in meetings if one.state == "booked"), None)
    pattern = Pattern.of(desk.service.settings)
    wishes = found.document.get("goals") or found.document.get("goal_occupations") or []
    status = 422 if error else 409 if theirs is not None else 200
    return shown(
        "plan.html",
        status,
        case=found.case,
        person=found.person,
        plan=known,
        goal=typed if typed is not None else known.goal or upper_first("; ".join(wishes))[: v.MAX_PHRASE],
        error=error,
        theirs=theirs,
        done=done,
        today=today,
        steps=[(one, nearer(one, known.kinds)) for one in known.steps if one.state != "dropped"],
        dropped=known.of("dropped"),
        open_states=OPEN,
        states=STATES,
        actors=ACTORS,
        catalogue=milestones(),
        own=OWN,
        following=following,
        until=pattern.until(following.ended) if following and following.ended else None,
        waiting=waiting,
        free=holiday(waiting.due) if waiting else None,
        meetings=[one for one in meetings if one.state != "booked"],
        meeting_states=MEETING_STATES,
        with_whom=WITH,
        events=plan.history(repository.changes(session, key))[:SHOWN_CHANGES],
        at=at,
    )


@router.post("/deltagare/{participant_id:path}/plan")
def save(desk: TheDesk, form: TypedForm, participant_id: str) -> Response:
    """Store the goal, unless somebody else has stored another one meanwhile."""
    typed = str(form.get("goal", "")).strip()
    version = _version(str(form.get("version", "")))
    with desk.service.database.write() as session:
        found = file(desk, session, participant_id)
        key = found.person.stored.id
        try:
            goal = _Goal.model_validate({"goal": typed}).goal
            plan.save_goal(session, key, goal, version, by=desk.account.name)
        except ValidationError as problem:
            error = of_error(problem.errors()[0], "goal", GOAL)
            return _page(desk, session, found, error=error, typed=typed)
        except Elsewhere:
            theirs = plan.read(session, key).goal
            return _page(desk, session, found, typed=typed, theirs=theirs)
    return go(at(key, "plan", klart="mal"))


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _read(desk: Desk, participant_id: str) -> tuple[File, Plan, repository.Next | None]:
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
        key = found.person.stored.id
        following = repository.next_meetings(session, desk.account, key).get(key)
        return found, plan.read(session, key), following


def _ahead(desk: Desk, following: repository.Next | None) -> repository.Next | None:
    """Give the next meeting where it still lies ahead: a day that has passed helps nobody on paper."""
    ahead = following and following.due and following.due >= desk.service.matching.today()
    return following if ahead else None


@router.get("/deltagare/{participant_id:path}/plan/utskrift")
def printed(desk: TheDesk, participant_id: str) -> Response:
    """Give the plan on one page of paper."""
    found, known, following = _read(desk, participant_id)
    return shown(
        "plan_print.html",
        case=found.case,
        plan=known,
        coach=found.person.coach_name or desk.account.full_name,
        today=desk.service.matching.today(),
        states=STATES,
        actors=ACTORS,
        following=_ahead(desk, following),
        at=at,
    )


@router.get("/deltagare/{participant_id:path}/plan/latt")
def easy(desk: TheDesk, participant_id: str) -> Response:
    """Give the participant's own plan in easy Swedish."""
    found, known, following = _read(desk, participant_id)
    return shown(
        "plan_easy.html",
        case=found.case,
        plan=known,
        coach=found.person.coach_name or desk.account.full_name,
        actors=EASY_ACTORS,
        following=_ahead(desk, following),
        at=at,
    )


@router.get("/deltagare/{participant_id:path}/plan/fil")
def exported(desk: TheDesk, participant_id: str) -> Response:
    """Give the plan as a file for the others who help the participant."""
    found, known, following = _read(desk, participant_id)
    document = plan.shared(found.person.stored.id, known, following.due if following else None)
    name = {"Content-Disposition": 'attachment; filename="plan.json"'}
    return Response(canonical(document), headers=name, media_type="application/json")
