"""Drafts of a division: /api/v1/allocations. Nothing here places anybody."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from sqlalchemy.orm import Session

from service import audit
from service.allocations import drafting, repository
from service.allocations.repository import Draft
from service.allocations.shapes import AllocationAnswer, AllocationHead, NewAllocation
from service.api import crud, cursors
from service.api.declare import API, READ, WRITE, Cursor, IdempotencyKey, Limit, Page, answers
from service.api.route import ApiRoute, TheCall
from service.canonical import canonical
from service.problems import Invalid, KeyUsed, NotFound
from service.store.idempotency import Answer

router = APIRouter(route_class=ApiRoute, prefix=f"{API}/allocations", tags=["allocations"])

AllocationId = Annotated[str, Path(description="Utkastets id.", max_length=200)]


@router.get("", response_model=Page[AllocationHead], responses=answers(*READ, Invalid))
def list_allocations(call: TheCall, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lista utkast, det senaste först. Ett utkast visas för den som får se alla som är med i det."""
    before = cursors.decode(cursor)
    with call.service.database.read() as session:
        found = repository.page(session, call.account, limit=limit + 1, before=before)
    audit.shown()
    return crud.page([canonical(_head(row)) for row in found], [row["id"] for row in found], limit)


@router.post(
    "", status_code=201, response_model=AllocationAnswer, responses=answers(*WRITE, KeyUsed, Invalid)
)
def create_allocation(
    call: TheCall, wanted: NewAllocation, idempotency_key: IdempotencyKey = None
) -> Response:
    """Fördela platser på en grupp. Svaret är ett utkast: varje rad bekräftas av deltagarens egen coach."""
    draft = drafting.made(call, wanted)

    def work(session: Session) -> Answer:
        draft.store(session)
        stored = repository.get(session, call.account, str(draft.head["id"]))
        assert stored is not None  # noqa: S101  # whoever made it sees everybody in it
        return Answer(201, {"Location": f"{API}/allocations/{stored.id}"}, canonical(document(stored)), "")

    return crud.once(call, idempotency_key, work)


@router.get("/{record_id}", response_model=AllocationAnswer, responses=answers(*READ, NotFound, Invalid))
def get_allocation(call: TheCall, record_id: AllocationId) -> Response:
    """Läs ett utkast, och vad som har blivit av varje rad."""
    with call.service.database.read() as session:
        usable = cursors.usable(record_id)
        found = repository.get(session, call.account, record_id) if usable else None
    if found is None:
        raise NotFound
    audit.shown(line.participant_id for line in found.lines)
    return Response(canonical(document(found)), media_type=crud.JSON)


def _head(row: Mapping[str, Any]) -> dict[str, Any]:
    figures = drafting.figures(row)
    kept = {name: figures[name] for name in ("weights", "model", "date", "people", "placed", "total")}
    return {name: row[name] for name in ("id", "at", "by", "previous")} | kept


def document(draft: Draft) -> dict[str, Any]:
    """Give the object of `allocate`, with what has become of each line."""
    lines = [{**line.document, "state": line.state} for line in draft.lines if line.slot_id is not None]
    return (
        drafting.figures(draft.head)
        | {name: draft.head[name] for name in ("id", "at", "by", "previous")}
        | {
            "assignments": lines,
            "unassigned": [dict(line.document) for line in draft.lines if line.slot_id is None],
            "rules": [
                {
                    "participant_id": rule.participant_id,
                    "slot_id": rule.slot_id,
                    "rule": rule.rule,
                    "by": rule.by,
                    "at": rule.at,
                }
                | ({} if rule.reason is None else {"reason": rule.reason})
                for rule in draft.rules
            ],
            "newer": draft.newer,
        }
    )
