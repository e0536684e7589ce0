"""Decisions: /api/v1/participants/{id}/decisions. A person decides; the service writes it down."""

import uuid
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import Field
from sqlalchemy.orm import Session

from data.records import values as v
from data.records.base import Part
from service.api import crud
from service.api.declare import API, WRITE, IdempotencyKey, RecordId, answers
from service.api.route import ApiRoute, TheCall
from service.canonical import canonical
from service.problems import Invalid, KeyUsed, NotFound
from service.store import records, runs
from service.store.clock import now
from service.store.idempotency import Answer

router = APIRouter(route_class=ApiRoute, prefix=API, tags=["decisions"])


class NewDecision(Part):
    """What somebody has decided about a place for a participant."""

    slot_id: v.Id = Field(description="Platsen som beslutet gäller. Den behöver inte vara föreslagen.")
    decision: Literal["go_on", "dismiss"] = Field(
        description="go_on: gå vidare med platsen. dismiss: inte aktuellt."
    )
    reason: v.Phrase | None = Field(None, description="Varför, med egna ord. Aldrig om hälsa.")
    run: v.Id | None = Field(None, description="Körningen som visade platsen, om den var föreslagen.")


class Decision(NewDecision):
    """A decision as it was stored."""

    id: str
    participant_id: str
    at: str
    by: str


@router.post(
    "/participants/{record_id:path}/decisions",
    status_code=201,
    response_model=Decision,
    responses=answers(*WRITE, NotFound, KeyUsed, Invalid),
)
def create_decision(
    call: TheCall, record_id: RecordId, decision: NewDecision, idempotency_key: IdempotencyKey = None
) -> Response:
    """Spara vad någon har bestämt: gå vidare med en plats, eller inte aktuellt."""

    def work(session: Session) -> Answer:
        crud.found(call, session, "participant", record_id)
        if records.get(session, "slot", decision.slot_id) is None:
            raise _unknown(
                "/slot_id", "Platsen finns inte.", "Läs listan över platser och skriv ett id därifrån."
            )
        if decision.run and not runs.belongs(session, decision.run, record_id):
            raise _unknown(
                "/run", "Körningen gäller inte den här deltagaren.", "Utelämna den, eller rätta id:t."
            )
        row = {
            "id": uuid.uuid4().hex,
            "at": now(),
            "by": call.by,
            "participant_id": record_id,
            "slot_id": decision.slot_id,
            "run_id": decision.run,
            "decision": decision.decision,
            "reason": decision.reason,
        }
        runs.decide(session, row)
        shown = {
            ("run" if key == "run_id" else key): value for key, value in row.items() if value is not None
        }
        return Answer(201, {}, canonical(shown), record_id)

    return crud.once(call, idempotency_key, work)


def _unknown(pointer: str, message: str, remedy: str) -> Invalid:
    return Invalid(errors=[{"pointer": pointer, "message": message, "remedy": remedy}])
