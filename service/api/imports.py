"""Files into the store: /api/v1/imports/{kind}. The whole file, or nothing of it."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from data.loaders import BadFile, Loaded, load
from data.records import ParticipantRecord, PlacementRecord, SlotRecord
from data.records.base import Record
from service.api import crud
from service.api.declare import API, WRITE, IdempotencyKey, answers
from service.api.route import ApiRoute, Call, TheCall
from service.canonical import canonical
from service.placing import guarding
from service.problems import BadFileContent, BadRequest, KeyUsed, NotFound, UnsupportedType
from service.store.idempotency import Answer
from service.store.kinds import KindName
from service.store.saving import Batch

router = APIRouter(route_class=ApiRoute, prefix=f"{API}/imports", tags=["imports"])

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MULTIPART: Final = "multipart/form-data"
NAMES: Final = {
    "text/csv": "filen.csv",
    "application/json": "filen.json",
    "text/plain": "filen",
    "application/vnd.ms-excel": "filen",
    "application/octet-stream": "filen",
    XLSX: "filen.xlsx",
    "": "filen",
}
"""Types of content that are read, and what the file is called when nobody says."""

KINDS: Final[dict[str, tuple[KindName, type[Record]]]] = {
    "participants": ("participant", ParticipantRecord),
    "slots": ("slot", SlotRecord),
    "placements": ("placement", PlacementRecord),
}

Plural = Literal["participants", "slots", "placements"]


class ImportedRecord(BaseModel):
    """What became of one record of the file."""

    number: int
    id: str
    result: Literal["created", "updated", "unchanged"]


class ImportAnswer(BaseModel):
    """What became of a file: how many of each, notes for the person, and every record in its order."""

    kind: Plural
    created: int
    updated: int
    unchanged: int
    notes: list[str]
    records: list[ImportedRecord]


FILE: Final = {"schema": {"type": "string", "format": "binary"}}
BODY: Final = {
    "required": True,
    "content": {kind: FILE for kind in NAMES if kind}
    | {
        MULTIPART: {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        }
    },
}


@router.post(
    "/{kind}",
    response_model=ImportAnswer,
    responses=answers(*WRITE, NotFound, KeyUsed, BadFileContent),
    openapi_extra={"requestBody": BODY},
)
async def create_import(
    call: TheCall,
    request: Request,
    kind: str,
    filename: Annotated[
        str | None, Query(max_length=200, description="Vad filen heter; .csv, .json eller .xlsx.")
    ] = None,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Läs in en fil med deltagare, platser eller placeringar: hela filen, eller inget av den."""
    if kind not in KINDS:
        raise NotFound
    content, name = await _file(request)
    return await run_in_threadpool(_take_in, call, kind, content, filename or name, idempotency_key)


async def _file(request: Request) -> tuple[bytes, str]:
    """Give the bytes of the file and its name."""
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent != MULTIPART:
        if sent not in NAMES:
            raise UnsupportedType(
                f"Filen har en typ som inte kan läsas. Skicka {', '.join(filter(None, NAMES))}."
            )
        return await request.body(), NAMES[sent]
    async with request.form(max_files=1, max_fields=10) as form:
        for value in form.values():
            if isinstance(value, UploadFile):
                return await value.read(), value.filename or "filen"
    raise BadRequest("Formuläret har ingen fil. Skicka den i fältet file.")


def _take_in(call: Call, plural: str, content: bytes, name: str, key: str | None) -> Response:
    try:
        return _store(call, plural, load(plural, content, name), name, key)  # type: ignore[arg-type]  # of KINDS
    except BadFile as bad:
        raise BadFileContent(
            f"Filen har {bad.total} fel. Inget har sparats. Rätta dem och skicka filen igen.",
            errors=[_error(problem) for problem in bad.problems],
        ) from None


def _store(call: Call, plural: str, loaded: Loaded, name: str, key: str | None) -> Response:
    kind, record = KINDS[plural]
    documents = [crud.plain(record.from_domain(found)) for found in loaded.records]
    batch = Batch.of(call.service.encoder, kind, documents)

    def work(session: Session) -> Answer:
        guarding.check_file(session, kind, documents, loaded, name)
        written = batch.save(session, call.by)
        crud.shown(kind, documents)
        results = {"created": written.created, "updated": written.updated, "unchanged": written.unchanged}
        became = {key: result for result, group in results.items() for key in group}
        report = {
            "kind": plural,
            "notes": list(loaded.notes),
            "records": [
                {"number": number, "id": document["id"], "result": became[document["id"]]}
                for number, document in enumerate(documents, start=1)
            ],
        } | {result: len(group) for result, group in results.items()}
        return Answer(200, {}, canonical(report), None if kind == "slot" else "")

    return crud.once(call, key, work)


def _error(problem: Any) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column,
        "message": problem.message,
        "remedy": problem.remedy,
    }
