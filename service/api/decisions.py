"""Decisions: /api/v1/participants/{id}/decisions. A person decides; the service writes it down.

To go on with a place begins the course of a placement there (see `service.placing`).
"""

import uuid
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import Field
from sqlalchemy.orm import Session

from data.records import values as v
from data.records.base import Part
from service.api import crud
from service.api.declare import API, WRITE, IdempotencyKey, RecordId, answers
from service.api.route import ApiRoute, Call, TheCall
from service.canonical import canonical
from service.placing import taking
from service.placing.taking import Actor
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
        return Answer(201, {}, canonical(decided(call, session, record_id, decision)), record_id)

    return crud.once(call, idempotency_key, work)


def decided(call: Call, session: Session, record_id: str, decision: NewDecision) -> dict[str, str]:
    """Write a decision down, and what follows from it, in a transaction that is open.

    Raises
    ------
    NotFound
        When there is no such participant whom the caller sees.
    Invalid
        When there is no such place, or the run is another participant's.
    """
    crud.found(call, session, "participant", record_id)
    if records.get(session, "slot", decision.slot_id) is None:
        raise _unknown(
            "/slot_id", "Platsen finns inte.", "Läs listan över platser och skriv ett id därifrån."
        )
    if decision.run and not runs.belongs(session, decision.run, record_id):
        raise _unknown("/run", "Körningen gäller inte den här deltagaren.", "Utelämna den, eller rätta id:t.")
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
    who = Actor(call.by, call.account.role, str(row["at"]), call.service.matching.today())
    if decision.decision == "go_on":
        taking.suggest(session, record_id, decision.slot_id, who)
    else:
        taking.drop(session, record_id, decision.slot_id, who, decision.reason)
    return {("run" if key == "run_id" else key): value for key, value in row.items() if value is not None}


def _unknown(pointer: str, message: str, remedy: str) -> Invalid:
    return Invalid(errors=[{"pointer": pointer, "message": message, "remedy": remedy}])
