"""The sheet for the workplace on how to support: only what participant and coach choose to share."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from data.reference import support_advice
from matcher.vocabulary import SUPPORTS
from service.coach.desk import TheDesk, at, file
from service.pages import shown
from service.problems import NotFound

router = APIRouter(include_in_schema=False)


@router.get("/deltagare/{participant_id:path}/stod")
def support(
    desk: TheDesk,
    participant_id: str,
    plats: Annotated[str, Query(max_length=200)] = "",
    visa: Annotated[list[str] | None, Query(max_length=len(SUPPORTS))] = None,
) -> Response:
    """Choose what to share, preview what the employer sees, and print it. Nothing is chosen beforehand."""
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
    slot = desk.service.matching.slots().get(plats) if plats else None
    if plats and slot is None:
        raise NotFound
    needs = [code for code in SUPPORTS if code in (found.document.get("needs") or [])]
    chosen = [code for code in needs if code in (visa or [])]
    return shown(
        "support.html",
        case=found.case,
        slot=slot,
        needs=needs,
        known=found.document.get("needs") is not None,
        chosen=chosen,
        supports=SUPPORTS,
        advice=support_advice(),
        coach=found.person.coach_name or desk.account.full_name,
        at=at,
    )
