"""Evaluations: /api/v1/evaluations. Ordering one only writes it down; a process of its own works it out."""

from concurrent.futures.process import BrokenProcessPool
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from data.records.base import Part
from service.api import crud, cursors
from service.api.declare import API, READ, WRITE, Cursor, IdempotencyKey, Limit, Page, answers
from service.api.route import ApiRoute, Call, TheCall
from service.canonical import canonical
from service.evaluations import repository
from service.problems import BadFileContent, Invalid, KeyUsed, NotFound, TooManyRequests
from service.store import idempotency
from service.store.idempotency import Answer

router = APIRouter(route_class=ApiRoute, prefix=f"{API}/evaluations", tags=["evaluations"])

LONG: Final = 60.0
"""Seconds that whoever has sent a file of groups waits for the process that reads it."""
LATER: Final = {"Retry-After": "60"}
ROW: Final = ("row", "column", "message", "remedy")

EvaluationId = Annotated[str, Path(description="Utvärderingens id.", max_length=200)]


class NewEvaluation(Part):
    """What is ordered."""

    seed: int = Field(0, ge=0, le=2**32 - 1, description="Samma frö och samma historik ger samma rapport.")

    groups: str | None = Field(
        None,
        max_length=1_000_000,
        description=(
            "Innehållet i en CSV-fil med grupper, för att jämföra dem: participant_id och en kolumn för "
            "varje indelning. Den används en gång och sparas aldrig."
        ),
    )


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


@router.post(
    "",
    status_code=202,
    response_model=Evaluation,
    responses=answers(*WRITE, KeyUsed, Invalid, BadFileContent),
)
def order_evaluation(
    call: TheCall, wanted: NewEvaluation, idempotency_key: IdempotencyKey = None
) -> Response:
    """Beställ en utvärdering av historiken i databasen. Medan en väntar eller räknas är svaret den.

    Med en fil med grupper räknas den för sig, och en i taget.
    """
    if wanted.groups is not None:
        return _with_groups(call, wanted.seed, wanted.groups.encode(), idempotency_key)

    def work(session: Session) -> Answer:
        return _ordered(repository.order(session, call.by, wanted.seed))

    answer = crud.once(call, idempotency_key, work)
    call.service.runner.wake()
    return answer


def _ordered(row: dict[str, Any]) -> Answer:
    return Answer(202, {"Location": f"{API}/evaluations/{row['id']}"}, canonical(row))


def _with_groups(call: Call, seed: int, content: bytes, key: str | None) -> Response:
    """Check a file of groups, and let an evaluation be worked out with it; nothing keeps the file."""
    with call.service.database.write() as session:
        answer = crud.recalled(session, call, key)
    if answer is None:
        _check(call, content)
        id_ = call.service.runner.with_groups(call.by, seed, content)
        if id_ is None:
            raise TooManyRequests(
                "En annan jämförelse av grupper räknas redan. Vänta tills den är klar och skicka filen igen.",
                headers=LATER,
            )
        with call.service.database.write() as session:
            row = repository.get(session, id_) or {}
            row.pop("document", None)
            answer = _ordered(row)
            if key:
                idempotency.keep(session, key, call.by, call.digest, answer)
    return Response(answer.body, answer.status, dict(answer.headers), crud.JSON)


def _check(call: Call, content: bytes) -> None:
    """Refuse a file that cannot be used, before anything is worked out."""
    if not call.service.settings.jobs:
        raise _unusable(
            "Den här tjänsten är inställd på att inte räkna några siffror.",
            "Be den som sköter tjänsten att ändra inställningen RATTPLATS_JOBS.",
        )
    asked = call.service.runner.bench.ask("groups", "", content, "filen")
    try:
        told = asked.result(LONG) if asked is not None else None
    except (TimeoutError, BrokenProcessPool):
        told = None
    if told is None:
        raise TooManyRequests("Filen gick inte att läsa just nu. Försök igen om en stund.", headers=LATER)
    if told["problems"]:
        raise BadFileContent(
            f"Filen med grupper har {told['total']} fel. Inget har sparats. Rätta dem och skicka den igen.",
            errors=[dict(zip(ROW, problem, strict=True)) for problem in told["problems"]],
        )
    if not told["enough"]:
        raise _unusable(
            "Färre än fem av dem i filen har en placering, så inget kan jämföras.",
            "Kontrollera att filen har samma ärendenummer som databasen.",
        )


def _unusable(message: str, remedy: str) -> Invalid:
    return Invalid(errors=[{"pointer": "/groups", "message": message, "remedy": remedy}])


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
