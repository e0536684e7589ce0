"""Platser: /api/v1/slots."""

from fastapi import APIRouter, Response

from data.records import SlotRecord
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
    MunicipalityFilter,
    Page,
    RecordId,
    answers,
)
from service.api.route import ApiRoute, TheCall
from service.problems import AlreadyExists, CapacityBooked, Invalid, KeyUsed, NotFound

router = APIRouter(route_class=ApiRoute, prefix=f"{API}/slots", tags=["slots"])


@router.get("", response_model=Page[SlotRecord], responses=answers(*READ, Invalid))
def list_slots(
    call: TheCall,
    municipality: MunicipalityFilter = None,
    employer_id: IdFilter = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Lista platser, en sida i taget."""
    return crud.listed(call, "slot", limit, cursor, municipality=municipality, employer_id=employer_id)


@router.post(
    "", status_code=201, response_model=SlotRecord, responses=answers(*WRITE, AlreadyExists, KeyUsed, Invalid)
)
def create_slot(call: TheCall, record: SlotRecord, idempotency_key: IdempotencyKey = None) -> Response:
    """Skapa en plats. Finns id:t redan blir svaret 409."""
    return crud.created(call, "slot", record, idempotency_key)


@router.get("/{record_id:path}", response_model=SlotRecord, responses=answers(*READ, NotFound, Invalid))
def get_slot(call: TheCall, record_id: RecordId) -> Response:
    """Läs en plats. Svarets ETag är versionen."""
    return crud.one(call, "slot", record_id)


@router.put(
    "/{record_id:path}", response_model=SlotRecord, responses=answers(*CHANGE, CapacityBooked, Invalid)
)
def replace_slot(
    call: TheCall, record_id: RecordId, record: SlotRecord, if_match: IfMatch = None
) -> Response:
    """Ersätt platsen med en ny version. If-Match säger vilken version som ändras."""
    return crud.replaced(call, "slot", record_id, record, if_match)


@router.delete("/{record_id:path}", status_code=204, responses=answers(*REMOVE, Invalid))
def delete_slot(call: TheCall, record_id: RecordId, if_match: IfMatch = None) -> Response:
    """Ta bort platsen. Historiken blir kvar, så att tidigare förslag kan förklaras."""
    return crud.removed(call, "slot", record_id, if_match)
