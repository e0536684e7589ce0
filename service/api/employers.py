"""Arbetsgivare: /api/v1/employers."""

from fastapi import APIRouter, Response

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
    Page,
    RecordId,
    answers,
)
from service.api.employer_record import EmployerRecord
from service.api.route import ApiRoute, TheCall
from service.problems import AlreadyExists, InUse, Invalid, KeyUsed, NotFound

router = APIRouter(route_class=ApiRoute, prefix=f"{API}/employers", tags=["employers"])


@router.get("", response_model=Page[EmployerRecord], responses=answers(*READ, Invalid))
def list_employers(call: TheCall, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lista arbetsgivare, en sida i taget."""
    return crud.listed(call, "employer", limit, cursor)


@router.post(
    "",
    status_code=201,
    response_model=EmployerRecord,
    responses=answers(*WRITE, AlreadyExists, KeyUsed, Invalid),
)
def create_employer(
    call: TheCall, record: EmployerRecord, idempotency_key: IdempotencyKey = None
) -> Response:
    """Skapa en arbetsgivare. Finns id:t redan blir svaret 409."""
    return crud.created(call, "employer", record, idempotency_key)


@router.get("/{record_id:path}", response_model=EmployerRecord, responses=answers(*READ, NotFound, Invalid))
def get_employer(call: TheCall, record_id: RecordId) -> Response:
    """Läs en arbetsgivare. Svarets ETag är versionen."""
    return crud.one(call, "employer", record_id)


@router.put("/{record_id:path}", response_model=EmployerRecord, responses=answers(*CHANGE, Invalid))
def replace_employer(
    call: TheCall, record_id: RecordId, record: EmployerRecord, if_match: IfMatch = None
) -> Response:
    """Ersätt arbetsgivaren med en ny version. If-Match säger vilken version som ändras."""
    return crud.replaced(call, "employer", record_id, record, if_match)


@router.delete("/{record_id:path}", status_code=204, responses=answers(*REMOVE, InUse, Invalid))
def delete_employer(call: TheCall, record_id: RecordId, if_match: IfMatch = None) -> Response:
    """Ta bort arbetsgivaren. Det går bara när den inte har några platser."""
    return crud.removed(call, "employer", record_id, if_match)
