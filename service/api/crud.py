"""The work that participants, slots, employers and placements share."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from fastapi import Response
from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service import audit
from service.accounts import caseload, permissions
from service.api import cursors
from service.api.declare import API
from service.api.route import Call
from service.canonical import canonical, digest
from service.placing import guarding
from service.problems import AlreadyExists, Changed, InUse, Invalid, KeyUsed, NotFound, VersionNeeded
from service.store import erasure, idempotency, records
from service.store.clock import now
from service.store.idempotency import Answer
from service.store.kinds import KINDS, KindName
from service.store.saving import Batch

JSON = "application/json"


def listed(call: Call, kind: KindName, limit: int, cursor: str | None, **filters: str | None) -> Response:
    """Answer with one page of a kind."""
    after = cursors.decode(cursor)
    with call.service.database.read() as session:
        found = records.page(session, kind, limit=limit + 1, after=after, where=seen(call, kind), **filters)
    shown(kind, [row.document for row in found[:limit]])
    return page([row.payload for row in found], [row.id for row in found], limit)


def page(payloads: Sequence[str], ids: Sequence[str], limit: int) -> Response:
    """Answer with the first `limit` payloads, and a cursor when there are more."""
    following = canonical(cursors.encode(ids[limit - 1]) if len(ids) > limit else None)
    return Response(f'{{"items":[{",".join(payloads[:limit])}],"next":{following}}}', media_type=JSON)


def shown(kind: KindName, documents: Sequence[Mapping[str, Any]]) -> None:
    """Have it logged whom records are about."""
    subject = KINDS[kind].subject
    if subject:
        audit.shown(document.get(subject) for document in documents)


def one(call: Call, kind: KindName, record_id: str) -> Response:
    """Answer with one record."""
    with call.service.database.read() as session:
        stored = found(call, session, kind, record_id)
    return Response(stored.payload, headers={"ETag": etag(stored.payload)}, media_type=JSON)


def seen(call: Call, kind: KindName) -> permissions.Condition | None:
    """Give the condition under which the caller sees a record; None when the kind is about nobody."""
    subject = KINDS[kind].subject
    return permissions.sees(call.account, getattr(KINDS[kind].table, subject)) if subject else None


def found(call: Call, session: Session, kind: KindName, record_id: str) -> records.Stored:
    """Find a record that the caller sees, or raise `NotFound`."""
    where = seen(call, kind)
    stored = records.get(session, kind, record_id, where=where) if cursors.usable(record_id) else None
    if stored is None:
        raise NotFound
    shown(kind, [stored.document])
    return stored


def about_somebody_seen(call: Call, session: Session, kind: KindName, document: Mapping[str, Any]) -> None:
    """Refuse a placement of somebody whom the caller does not see, just as one of nobody."""
    if kind != "placement" or call.account.people == "any":
        return
    about = document.get("participant_id")
    where = permissions.sees(call.account)
    if about is None or records.get(session, "participant", about, where=where) is None:
        raise Invalid(
            errors=[
                {
                    "pointer": "/participant_id",
                    "message": "Deltagaren finns inte.",
                    "remedy": "Skriv id:t för en av dina deltagare.",
                }
            ]
        )


def created(call: Call, kind: KindName, record: BaseModel, key: str | None) -> Response:
    """Store a new record."""
    document = plain(record)
    written = canonical(document)
    batch = Batch.of(call.service.encoder, kind, [document])
    subject = KINDS[kind].subject

    def work(session: Session) -> Answer:
        if records.get(session, kind, document["id"]):
            raise AlreadyExists
        about_somebody_seen(call, session, kind, document)
        guarding.check(session, kind, document)
        batch.save(session, call.by)
        shown(kind, [document])
        if kind == "participant" and call.account.people == "own":
            caseload.take(session, document["id"], call.account)
        where = {"Location": f"{API}/{kind}s/{quote(document['id'], safe='')}", "ETag": etag(written)}
        return Answer(201, where, written, document.get(subject) if subject else None)

    return once(call, key, work)


def replaced(call: Call, kind: KindName, record_id: str, record: BaseModel, match: str | None) -> Response:
    """Store a record in place of the version that the caller has read."""
    document = plain(record)
    if document["id"] != record_id:
        raise Invalid(
            errors=[
                {
                    "pointer": "/id",
                    "message": "Id:t i innehållet är inte det i adressen.",
                    "remedy": "Skriv samma id. Ett id kan inte ändras; skapa i så fall en ny post.",
                }
            ]
        )
    batch = Batch.of(call.service.encoder, kind, [document])
    with call.service.database.write() as session:
        check(found(call, session, kind, record_id).payload, match)
        about_somebody_seen(call, session, kind, document)
        guarding.check(session, kind, document)
        batch.save(session, call.by)
        shown(kind, [document])
    written = canonical(document)
    return Response(written, headers={"ETag": etag(written)}, media_type=JSON)


def erased(call: Call, participant_id: str, match: str | None) -> Response:
    """Erase a participant and all that belongs to the person."""
    with call.service.database.write() as session:
        check(found(call, session, "participant", participant_id).payload, match)
        erasure.erase(session, participant_id, by=call.by, at=now())
    call.service.database.scrub()
    return Response(status_code=204)


def removed(call: Call, kind: KindName, record_id: str, match: str | None) -> Response:
    """Delete the version of a record that the caller has read."""
    try:
        with call.service.database.write() as session:
            check(found(call, session, kind, record_id).payload, match)
            records.remove(session, kind, record_id, by=call.by, at=now())
    except IntegrityError:
        raise InUse from None
    return Response(status_code=204)


def once(call: Call, key: str | None, work: Callable[[Session], Answer]) -> Response:
    """Do the work of a post, unless the same post has been answered; then answer the same."""
    with call.service.database.write() as session:
        answer = recalled(session, call, key)
        if answer is None:
            answer = work(session)
            if key:
                idempotency.keep(session, key, call.by, call.digest, answer)
    return Response(answer.body, answer.status, dict(answer.headers), JSON)


def recalled(session: Session, call: Call, key: str | None) -> Answer | None:
    """Find what the same post was answered before."""
    try:
        return idempotency.recall(session, key, call.by, call.digest) if key else None
    except idempotency.KeyReused:
        raise KeyUsed from None


def check(payload: str, match: str | None) -> None:
    """Refuse a change of another version than the stored one."""
    if match is None:
        raise VersionNeeded
    if match.strip() != "*" and etag(payload) not in [part.strip() for part in match.split(",")]:
        raise Changed


def etag(payload: str) -> str:
    """Give the entity tag of a record: of its content alone.

    A number that counts all changes would tell how many there are that the reader does not see.
    """
    return f'"{digest(payload)[:32]}"'


def plain(record: BaseModel) -> dict[str, Any]:
    """Give the JSON of a record, without what is not known."""
    return record.model_dump(mode="json", exclude_none=True)
