"""Placeringar: /api/v1/placements."""

from fastapi import APIRouter, Response

from data.records import PlacementRecord
from service.api import crud
from service.api.declare import (
    API,
    CHANGE,
    READ,
    REMOVE,
    WRITE,
    Cursor,
    IdempotencyKey,
    IdFilter,
    IfMatch,
    Limit,
    Page,
    RecordId,
    answers,
)
from service.api.route import ApiRoute, TheCall
from service.problems import AlreadyExists, AlreadyPlaced, Invalid, KeyUsed, NotFound, PlaceFull

router = APIRouter(route_class=ApiRoute, prefix=f"{API}/placements", tags=["placements"])


@router.get("", response_model=Page[PlacementRecord], responses=answers(*READ, Invalid))
def list_placements(
    call: TheCall,
    participant_id: IdFilter = None,
    slot_id: IdFilter = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Lista placeringar, en sida i taget."""
    return crud.listed(call, "placement", limit, cursor, participant_id=participant_id, slot_id=slot_id)


@router.post(
    "",
    status_code=201,
    response_model=PlacementRecord,
    responses=answers(*WRITE, AlreadyExists, AlreadyPlaced, PlaceFull, KeyUsed, Invalid),
)
def create_placement(
    call: TheCall, record: PlacementRecord, idempotency_key: IdempotencyKey = None
) -> Response:
    """Skapa en placering. Finns id:t redan blir svaret 409."""
    return crud.created(call, "placement", record, idempotency_key)


@router.get("/{record_id:path}", response_model=PlacementRecord, responses=answers(*READ, NotFound, Invalid))
def get_placement(call: TheCall, record_id: RecordId) -> Response:
    """Läs en placering. Svarets ETag är versionen."""
    return crud.one(call, "placement", record_id)


@router.put(
    "/{record_id:path}",
    response_model=PlacementRecord,
    responses=answers(*CHANGE, AlreadyPlaced, PlaceFull, Invalid),
)
def replace_placement(
    call: TheCall, record_id: RecordId, record: PlacementRecord, if_match: IfMatch = None
) -> Response:
    """Ersätt placeringen med en ny version. If-Match säger vilken version som ändras."""
    return crud.replaced(call, "placement", record_id, record, if_match)


@router.delete("/{record_id:path}", status_code=204, responses=answers(*REMOVE, Invalid))
def delete_placement(call: TheCall, record_id: RecordId, if_match: IfMatch = None) -> Response:
    """Ta bort placeringen. Historiken blir kvar tills deltagaren raderas."""
    return crud.removed(call, "placement", record_id, if_match)
