"""A participant's plan for programs: /api/v1/participants/{id}/plan."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from service.api import crud
from service.api.declare import API, READ, RecordId, answers
from service.api.route import ApiRoute, TheCall
from service.canonical import canonical
from service.plans import plan, repository
from service.problems import Invalid, NotFound

router = APIRouter(route_class=ApiRoute, prefix=API, tags=["plans"])

Actor = Literal[
    "participant", "coach", "social_services", "employment_service", "insurance_agency", "employer", "school"
]


class SharedStep(BaseModel):
    """Ett delmål, utan coachens anteckning och deltagarens egna skäl."""

    model_config = ConfigDict(extra="forbid")

    id: str
    kind: str = Field(description="Vilket delmål i listan, eller own för ett eget.")
    title: str
    actor: Actor
    due: str | None
    state: Literal["waiting", "doing", "reached", "not_reached"]


class SharedPlan(BaseModel):
    """Planen som den lämnas till andra som hjälper deltagaren."""

    model_config = ConfigDict(extra="forbid")

    participant_id: str
    goal: str | None = Field(description="Slutmålet, med deltagarens ord.")
    steps: list[SharedStep]
    next_meeting: str | None = Field(description="Dagen för nästa uppföljning.")


@router.get(
    "/participants/{record_id:path}/plan",
    response_model=SharedPlan,
    responses=answers(*READ, NotFound, Invalid),
)
def get_plan(call: TheCall, record_id: RecordId) -> Response:
    """Läs deltagarens plan: slutmål, delmål och nästa uppföljning."""
    with call.service.database.read() as session:
        key = crud.found(call, session, "participant", record_id).id
        following = repository.next_meetings(session, call.account, key).get(key)
        document = plan.shared(key, plan.read(session, key), following.due if following else None)
    return Response(canonical(document), media_type=crud.JSON)
