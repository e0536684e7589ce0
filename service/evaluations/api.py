"""Evaluations: /api/v1/evaluations. Ordering one only writes it down; a process of its own works it out."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from data.records.base import Part
from service.api import crud, cursors
from service.api.declare import API, READ, WRITE, Cursor, IdempotencyKey, Limit, Page, answers
from service.api.route import ApiRoute, TheCall
from service.canonical import canonical
from service.evaluations import repository
from service.problems import Invalid, KeyUsed, NotFound
from service.store.idempotency import Answer

router = APIRouter(route_class=ApiRoute, prefix=f"{API}/evaluations", tags=["evaluations"])

EvaluationId = Annotated[str, Path(description="Utvärderingens id.", max_length=200)]


class NewEvaluation(Part):
    """What is ordered."""

    seed: int = Field(0, ge=0, le=2**32 - 1, description="Samma frö och samma historik ger samma rapport.")


class Evaluation(BaseModel):
    """An evaluation, and how far it has come."""

    id: str
    at: str
    by: str
    seed: int
    state: Literal["queued", "running", "done", "failed"]
    progress: str | None
    ended: str | None
    problem: str | None = Field(description="Varför det inte blev någon rapport.")


class EvaluationWithReport(Evaluation):
    """An evaluation with its report, when it is done."""

    document: dict[str, Any] | None = Field(
        description="Rapporten som JSON. Se docs/reference/evaluation.md."
    )


@router.get("", response_model=Page[Evaluation], responses=answers(*READ, Invalid))
def list_evaluations(call: TheCall, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lista utvärderingar i den ordning de beställdes."""
    after = cursors.decode(cursor)
    with call.service.database.read() as session:
        found = repository.page(session, limit=limit + 1, after=after)
    return crud.page([canonical(row) for row in found], [row["id"] for row in found], limit)


@router.post("", status_code=202, response_model=Evaluation, responses=answers(*WRITE, KeyUsed, Invalid))
def order_evaluation(
    call: TheCall, wanted: NewEvaluation, idempotency_key: IdempotencyKey = None
) -> Response:
    """Beställ en utvärdering av historiken i databasen. Medan en väntar eller räknas är svaret den."""

    def work(session: Session) -> Answer:
        row = repository.order(session, call.by, wanted.seed)
        return Answer(202, {"Location": f"{API}/evaluations/{row['id']}"}, canonical(row))

    answer = crud.once(call, idempotency_key, work)
    call.service.runner.wake()
    return answer


@router.get("/{record_id}", response_model=EvaluationWithReport, responses=answers(*READ, NotFound, Invalid))
def get_evaluation(call: TheCall, record_id: EvaluationId) -> Response:
    """Läs en utvärdering med dess rapport."""
    with call.service.database.read() as session:
        found = repository.get(session, record_id) if cursors.usable(record_id) else None
    if found is None:
        raise NotFound
    document = found.pop("document")
    text = canonical(found)[:-1] + f',"document":{document or "null"}}}'
    return Response(text, media_type=crud.JSON)


@router.get(
    "/{record_id}/report",
    response_class=Response,
    responses={200: {"content": {"text/html": {}}}, **answers(*READ, NotFound, Invalid)},
)
def get_report(call: TheCall, record_id: EvaluationId) -> Response:
    """Hämta rapporten som en fil att läsa i webbläsaren eller skriva ut."""
    with call.service.database.read() as session:
        found = repository.html(session, record_id) if cursors.usable(record_id) else None
    if found is None:
        raise NotFound
    headers = {"Content-Disposition": f'attachment; filename="utvardering-{record_id[:8]}.html"'}
    return Response(found, headers=headers, media_type="text/html")
