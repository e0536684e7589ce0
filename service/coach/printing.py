"""Sheets to print: for the meeting, for the participant in easy Swedish, and for the workplace."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Response

from service.coach.desk import TheDesk, at, file
from service.coach.fields import FIRST, facts
from service.coach.suggesting import card
from service.pages import shown
from service.plans import plan, repository
from service.plans.steps import ACTORS, OPEN
from service.problems import NotFound

router = APIRouter(include_in_schema=False)

ON_PAPER: Final = 3
"""So many suggestions fit on the sheet for the meeting; one fewer beside the steps of a plan."""

WHY: Final = 2
"""So many sentences that speak for a place stand on paper, and one of what is not known; its card has all."""

QUESTIONS: Final = 3

STEPS: Final = 6
"""So many steps of the plan fit; how many more there are is said."""

KNOWN: Final = {
    *(field.name for field in FIRST.fields),
    "experience",
    "certificates",
    "available_from",
    "days",
}
"""What of the participant stands on the sheet: it must fit on one page, and hold nothing sensitive."""


@router.get("/deltagare/{participant_id:path}/mote")
def meeting(desk: TheDesk, participant_id: str) -> Response:
    """Give the sheet for the meeting: what is known, the plan, what to ask, and places to talk about."""
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
        key = found.person.stored.id
        known_plan = plan.read(session, key)
        due = found.case.meeting
        ahead = due is not None and due > desk.service.matching.today()
        booked = repository.booked(session, key) if ahead else None
    suggested = desk.suggest(found.person.stored.id, ON_PAPER + len(found.case.decided))
    open_ones = [one for one in suggested.ranking.suggestions if one.slot_id not in found.case.decided]
    steps = known_plan.of(*OPEN)
    room = ON_PAPER - 1 if steps else ON_PAPER
    known = [fact for _, group in facts(found.document) for fact in group if fact.field.name in KNOWN]
    return shown(
        "meeting.html",
        case=found.case,
        coach=desk.account.full_name,
        day=suggested.context.date,
        cards=[card(one.assessment, suggested.slots, one.rank) for one in open_ones[:room]],
        going=[suggested.slots[one.slot_id] for one in found.case.going if one.slot_id in suggested.slots],
        known=[fact for fact in known if fact.values is not None],
        questions=suggested.ranking.questions[:QUESTIONS],
        most_why=WHY,
        run=suggested.run,
        goal=known_plan.goal,
        steps=steps,
        most_steps=STEPS,
        actors=ACTORS,
        booked=booked,
        at=at,
    )


@router.get("/deltagare/{participant_id:path}/blad")
def sheet(desk: TheDesk, participant_id: str) -> Response:
    """Give the participant's own sheet, in easy Swedish: the places that were decided on together."""
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
    slots = desk.service.matching.slots()
    return shown(
        "sheet.html",
        case=found.case,
        coach=desk.account.full_name,
        going=[slots[one.slot_id] for one in found.case.going if one.slot_id in slots],
        at=at,
    )


@router.get("/deltagare/{participant_id:path}/arbetsplats")
def workplace(
    desk: TheDesk, participant_id: str, plats: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Preview and print what the employer sees: a first name written by hand, and skills. Nothing else."""
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
    slot = desk.service.matching.slots().get(plats)
    if slot is None:
        raise NotFound
    skills = [
        skill["label"] if isinstance(skill, dict) else skill for skill in found.document.get("skills") or []
    ]
    return shown(
        "workplace.html",
        case=found.case,
        slot=slot,
        skills=skills,
        course=found.case.course(plats),
        coach=desk.account.full_name,
        at=at,
    )
