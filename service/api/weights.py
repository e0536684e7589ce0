"""Weights that have been in use: /api/v1/weights. They can only be read."""

from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel

from service.api import crud, cursors
from service.api.declare import API, READ, Cursor, Limit, Page, RecordId, answers
from service.api.route import ApiRoute, TheCall
from service.canonical import canonical
from service.problems import Invalid, NotFound
from service.store import weights

router = APIRouter(route_class=ApiRoute, prefix=f"{API}/weights", tags=["weights"])


class WeightsAnswer(BaseModel):
    """One version of the weights, and what it rests on."""

    version: str
    weights: dict[str, float]
    author: str
    date: str
    note: str
    evidence: str
    evaluation: dict[str, Any] | None = None


@router.get("", response_model=Page[WeightsAnswer], responses=answers(*READ, Invalid))
def list_weights(call: TheCall, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lista de vikter som har använts."""
    after = cursors.decode(cursor)
    with call.service.database.read() as session:
        found = weights.page(session, limit=limit + 1, after=after)
    return crud.page([canonical(w.to_dict()) for w in found], [w.version for w in found], limit)


@router.get("/{record_id:path}", response_model=WeightsAnswer, responses=answers(*READ, NotFound, Invalid))
def get_weights(call: TheCall, record_id: RecordId) -> Response:
    """Läs en version av vikterna. Den ändras aldrig, så versionen är också dess ETag."""
    with call.service.database.read() as session:
        found = weights.get(session, record_id) if cursors.usable(record_id) else None
    if found is None:
        raise NotFound
    headers = {"ETag": f'"{found.version}"'}
    return Response(canonical(found.to_dict()), headers=headers, media_type=crud.JSON)
