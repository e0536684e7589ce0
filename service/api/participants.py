"""Deltagare: /api/v1/participants."""

from fastapi import APIRouter, Response

from data.records import ParticipantRecord
from service.api import crud
from service.api.declare import (
    API,
    CHANGE,
    READ,
    REMOVE,
    WRITE,
    Cursor,
    IdempotencyKey,
    IfMatch,
    Limit,
    MunicipalityFilter,
    Page,
    RecordId,
    answers,
)
from service.api.route import ApiRoute, TheCall
from service.problems import AlreadyExists, Invalid, KeyUsed, NotFound

router = APIRouter(route_class=ApiRoute, prefix=f"{API}/participants", tags=["participants"])


@router.get("", response_model=Page[ParticipantRecord], responses=answers(*READ, Invalid))
def list_participants(
    call: TheCall, municipality: MunicipalityFilter = None, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Lista deltagare, en sida i taget."""
    return crud.listed(call, "participant", limit, cursor, municipality=municipality)


@router.post(
    "",
    status_code=201,
    response_model=ParticipantRecord,
    responses=answers(*WRITE, AlreadyExists, KeyUsed, Invalid),
)
def create_participant(
    call: TheCall, record: ParticipantRecord, idempotency_key: IdempotencyKey = None
) -> Response:
    """Skapa en deltagare. Finns id:t redan blir svaret 409."""
    return crud.created(call, "participant", record, idempotency_key)


@router.get(
    "/{record_id:path}", response_model=ParticipantRecord, responses=answers(*READ, NotFound, Invalid)
)
def get_participant(call: TheCall, record_id: RecordId) -> Response:
    """Läs en deltagare. Svarets ETag är versionen."""
    return crud.one(call, "participant", record_id)


@router.put("/{record_id:path}", response_model=ParticipantRecord, responses=answers(*CHANGE, Invalid))
def replace_participant(
    call: TheCall, record_id: RecordId, record: ParticipantRecord, if_match: IfMatch = None
) -> Response:
    """Ersätt deltagaren med en ny version. If-Match säger vilken version som ändras."""
    return crud.replaced(call, "participant", record_id, record, if_match)


@router.delete("/{record_id:path}", status_code=204, responses=answers(*REMOVE, Invalid))
def delete_participant(call: TheCall, record_id: RecordId, if_match: IfMatch = None) -> Response:
    """Radera deltagaren och allt som hör till: versioner, placeringar, förslag och beslut."""
    return crud.erased(call, record_id, if_match)
