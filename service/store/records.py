"""Records and their history: read, write, delete, and any past state.

Whoever writes holds the revision counter (see `service.store.database`), so what a writer reads
cannot change before it commits.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update
from sqlalchemy.orm import Session

from service.canonical import canonical
from service.store import vectors
from service.store.kinds import KINDS, Kind, KindName
from service.store.schema import Counter, RecordVersions

Document = Mapping[str, Any]
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it is kept: its JSON text and the revision that wrote it."""

    id: str
    payload: str
    revision: int

    @property
    def document(self) -> dict[str, Any]:
        """The record as JSON."""
        document: dict[str, Any] = json.loads(self.payload)
        return document


@dataclass(frozen=True, slots=True)
class Change:
    """One step of history: what a record became, or None when it was deleted.

    An erased participant is a step without an id.
    """

    id: str
    payload: str | None
    revision: int

    @property
    def document(self) -> dict[str, Any] | None:
        """The record as JSON."""
        return None if self.payload is None else json.loads(self.payload)


@dataclass(frozen=True, slots=True)
class Written:
    """What became of records that were written: record id → its revision."""

    created: Mapping[str, int]
    updated: Mapping[str, int]
    unchanged: Mapping[str, int]

    def revision(self, record_id: str) -> int:
        """Give the revision of one of the records."""
        return (dict(self.created) | dict(self.updated) | dict(self.unchanged))[record_id]


def get(session: Session, kind: KindName, record_id: str, *, where: Condition | None = None) -> Stored | None:
    """Find one record by its id.

    Parameters
    ----------
    where : what must hold for it too, as that somebody may see it.
    """
    table = KINDS[kind].table
    query = select(table.id, table.payload, table.revision).where(table.id == record_id)
    row = session.execute(query if where is None else query.where(where)).first()
    return Stored(*row) if row else None


def page(
    session: Session,
    kind: KindName,
    *,
    limit: int,
    after: str = "",
    where: Condition | None = None,
    **filters: str | None,
) -> list[Stored]:
    """List records in the order of their ids, from the one after `after`.

    Parameters
    ----------
    where : what must hold for a record too, as that somebody may see it.
    filters : column → the value it must have; None does not filter.
    """
    table = KINDS[kind].table
    query = select(table.id, table.payload, table.revision).where(table.id > after)
    if where is not None:
        query = query.where(where)
    for field, value in filters.items():
        if value is not None:
            query = query.where(getattr(table, field) == value)
    return [Stored(*row) for row in session.execute(query.order_by(table.id).limit(limit))]


def count(session: Session, kind: KindName) -> int:
    """Count the records of a kind."""
    return session.scalar(select(func.count()).select_from(KINDS[kind].table)) or 0


def ids(session: Session, kind: KindName, *, where: Condition) -> frozenset[str]:
    """Give the ids of the records that a condition holds for."""
    return frozenset(session.scalars(select(KINDS[kind].table.id).where(where)))


def existing(session: Session, kind: KindName, ids: Sequence[str]) -> dict[str, Stored]:
    """Find those of some ids that are stored."""
    table = KINDS[kind].table
    query = select(table.id, table.payload, table.revision)
    return {
        row.id: Stored(*row)
        for part in _parts(ids)
        for row in session.execute(query.where(table.id.in_(part)))
    }


def write(
    session: Session,
    kind: KindName,
    documents: Sequence[Document],
    *,
    by: str,
    at: str,
    texts: vectors.Texts | None = None,
) -> Written:
    """Create or replace records; equal content is left as it is.

    Parameters
    ----------
    documents : validated JSON of the contract, each with an id of its own.
    by : who writes.
    at : the time, ISO 8601 in UTC.
    texts : the encoded texts of the records, for participants and slots.
    """
    known = KINDS[kind]
    before = existing(session, kind, [document["id"] for document in documents])
    payloads = {document["id"]: canonical(document) for document in documents}
    changed = [d for d in documents if d["id"] not in before or before[d["id"]].payload != payloads[d["id"]]]
    first = _take(session, len(changed)) if changed else 0
    revisions = {document["id"]: first + step for step, document in enumerate(changed)}
    rows = [
        {"id": d["id"], "payload": payloads[d["id"]], "revision": revisions[d["id"]]} | known.columns(d)
        for d in changed
    ]
    _put(session, known, rows, before)
    if changed:
        subject = known.subject
        history = [
            {
                "revision": revisions[d["id"]],
                "kind": kind,
                "id": d["id"],
                "subject": d.get(subject) if subject else None,
                "payload": payloads[d["id"]],
                "deleted": False,
                "at": at,
                "by": by,
            }
            for d in changed
        ]
        session.execute(insert(RecordVersions), history)
        if texts:
            vectors.write(session, kind, list(revisions), texts)
    return Written(
        created={key: rev for key, rev in revisions.items() if key not in before},
        updated={key: rev for key, rev in revisions.items() if key in before},
        unchanged={key: row.revision for key, row in before.items() if key not in revisions},
    )


def remove(session: Session, kind: KindName, record_id: str, *, by: str, at: str) -> None:
    """Delete a record and keep its history; a participant is erased instead, by `erasure`."""
    known = KINDS[kind]
    subject = None
    if known.subject:
        column = getattr(known.table, known.subject)
        subject = session.scalar(select(column).where(known.table.id == record_id))
    session.execute(delete(known.table).where(known.table.id == record_id))
    mark_deleted(session, kind, record_id, by=by, at=at, subject=subject)
    vectors.drop_unused(session, vectors.unlink(session, kind, [record_id]))


def mark_deleted(
    session: Session, kind: KindName, record_id: str, *, by: str, at: str, subject: str | None = None
) -> None:
    """Write in the history that a record is gone."""
    row = {"revision": _take(session, 1), "kind": kind, "id": record_id, "subject": subject, "deleted": True}
    session.execute(insert(RecordVersions), [row | {"at": at, "by": by, "payload": None}])


def revision(session: Session, kind: KindName) -> int:
    """Give the revision of the latest change to a kind; 0 before the first."""
    return session.scalar(select(func.max(RecordVersions.revision)).where(RecordVersions.kind == kind)) or 0


def changes(session: Session, kind: KindName, after: int) -> list[Change]:
    """List the latest change of each record that changed after a revision."""
    return [Change(row.id, row.payload, row.revision) for row in _latest(session, kind, after=after)]


def as_of(session: Session, kind: KindName, at_revision: int, record_id: str | None = None) -> list[Stored]:
    """Give the records as they were when a revision had just been written, in the order of their ids."""
    rows = _latest(session, kind, until=at_revision, record_id=record_id)
    return [Stored(row.id, row.payload, row.revision) for row in rows if row.payload is not None]


def _latest(
    session: Session,
    kind: KindName,
    *,
    after: int = 0,
    until: int | None = None,
    record_id: str | None = None,
) -> Sequence[Row[str, str | None, int]]:
    versions = RecordVersions
    wanted = [versions.kind == kind, versions.revision > after]
    if until is not None:
        wanted.append(versions.revision <= until)
    if record_id is not None:
        wanted.append(versions.id == record_id)
    last = select(func.max(versions.revision)).where(*wanted).group_by(versions.id)
    query = select(versions.id, versions.payload, versions.revision).where(versions.revision.in_(last))
    return session.execute(query.order_by(versions.id)).all()


def _take(session: Session, number: int) -> int:
    """Take the next revisions; return the first."""
    taken = update(Counter).values(value=Counter.value + number).returning(Counter.value)
    return session.execute(taken).scalar_one() - number + 1


def _put(session: Session, kind: Kind, rows: list[dict[str, Any]], before: Mapping[str, Stored]) -> None:
    new = [row for row in rows if row["id"] not in before]
    old = [row for row in rows if row["id"] in before]
    if new:
        session.execute(insert(kind.table), new)
    if old:
        session.execute(update(kind.table), old)


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), vectors.CHUNK):
        yield ids[start : start + vectors.CHUNK]
