"""Vectors of texts: made when a record is written, read when it is ranked.

A vector is kept under the hash of its text, never with the text, and as exact float32, so that a
replay sees the same numbers as the first answer. It is packed, since vectors of n-grams are
mostly zeros.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import and_, delete, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from data.reference import context
from matcher import Participant, Slot
from matcher import texts_of as matched_texts
from matcher.facts import World
from matcher.text import CharNgrams, Encoder
from service.canonical import digest
from service.store.kinds import KindName
from service.store.schema import RecordTexts, TextVectors

Vector = NDArray[np.float32]

CHUNK: Final = 5_000
"""Values in one query: both stores allow more, and a query stays small."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of records about to be written, encoded in one batch outside the transaction.

    Attributes
    ----------
    model_hash : of the encoder.
    uses : record id → hashes of its texts.
    vectors : hash of a text → its packed vector.
    """

    model_hash: str
    uses: Mapping[str, frozenset[str]]
    vectors: Mapping[str, bytes]


def domain(kind: KindName, document: Mapping[str, Any]) -> Participant | Slot | None:
    """Give the matcher's view of a stored record, or None for a kind that it never sees."""
    if kind == "participant":
        return Participant(**document)
    return Slot(**document) if kind == "slot" else None


@cache
def _world() -> World:
    """Give the reference tables that add texts to a record's own, such as the names of languages."""
    return World(context(encoder=CharNgrams()))


def texts_of(record: Participant | Slot) -> tuple[str, ...]:
    """Give the texts whose vectors a record needs."""
    return matched_texts(record, _world())


def encode(encoder: Encoder, kind: KindName, documents: Iterable[Mapping[str, Any]]) -> Texts:
    """Encode every text of some records, each distinct text once."""
    uses: dict[str, frozenset[str]] = {}
    texts: dict[str, str] = {}
    for document in documents:
        record = domain(kind, document)
        mine = {digest(text): text for text in texts_of(record)} if record else {}
        uses[document["id"]] = frozenset(mine)
        texts |= mine
    packed = [pack(row) for row in encoder.encode(list(texts.values()))]
    return Texts(encoder.hash, uses, dict(zip(texts, packed, strict=True)))


def pack(vector: Vector) -> bytes:
    """Write a vector as bytes."""
    return zlib.compress(np.ascontiguousarray(vector, dtype="<f4").tobytes(), level=1)


def unpack(packed: bytes) -> Vector:
    """Read a vector from bytes."""
    return np.frombuffer(zlib.decompress(packed), dtype="<f4").astype(np.float32, copy=False)


def write(session: Session, kind: KindName, ids: Sequence[str], texts: Texts) -> None:
    """Store the vectors of records just written, and drop those that nobody uses any more."""
    before = unlink(session, kind, ids)
    uses = [{"kind": kind, "id": key, "text_hash": text} for key in ids for text in sorted(texts.uses[key])]
    wanted = {use["text_hash"] for use in uses}
    rows = [
        {"model_hash": texts.model_hash, "text_hash": key, "vector": texts.vectors[key]}
        for key in sorted(wanted)
    ]
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    if uses:
        session.execute(insert(RecordTexts), uses)
        session.execute(insert(TextVectors).on_conflict_do_nothing(), rows)
    drop_unused(session, before - wanted)


def unlink(session: Session, kind: KindName, ids: Sequence[str]) -> set[str]:
    """Forget which texts some records use; return the hashes of those texts."""
    before: set[str] = set()
    for start in range(0, len(ids), CHUNK):
        mine = RecordTexts.kind == kind, RecordTexts.id.in_(ids[start : start + CHUNK])
        before |= set(session.scalars(delete(RecordTexts).where(*mine).returning(RecordTexts.text_hash)))
    return before


def drop_unused(session: Session, hashes: Iterable[str]) -> None:
    """Remove, of these vectors, those that no record uses."""
    ordered = sorted(hashes)
    for start in range(0, len(ordered), CHUNK):
        used = exists().where(RecordTexts.text_hash == TextVectors.text_hash)
        session.execute(
            delete(TextVectors)
            .where(TextVectors.text_hash.in_(ordered[start : start + CHUNK]), ~used)
            .execution_options(synchronize_session=False)
        )


def waiting(session: Session, model_hash: str) -> int:
    """Count the records that use a text without a vector from a model."""
    lacking = select(RecordTexts.kind, RecordTexts.id).where(~_encoded(model_hash)).distinct()
    return session.scalar(select(func.count()).select_from(lacking.subquery())) or 0


def linked(session: Session, model_hash: str, kind: KindName, ids: Sequence[str]) -> dict[str, set[str]]:
    """Give, for each of some records, the hashes of the texts it uses that a model has encoded.

    A text that is used and not encoded is given as an empty hash, so that the set equals no other.
    """
    encoded = and_(TextVectors.text_hash == RecordTexts.text_hash, TextVectors.model_hash == model_hash)
    query = (
        select(RecordTexts.id, TextVectors.text_hash)
        .join(TextVectors, encoded, isouter=True)
        .where(RecordTexts.kind == kind, RecordTexts.id.in_(ids))
    )
    found: dict[str, set[str]] = {}
    for key, text in session.execute(query):
        found.setdefault(key, set()).add(text or "")
    return found


def drop_stale(session: Session, model_hash: str) -> int:
    """Remove a chunk of the vectors of other models, and of texts that no record uses.

    Returns
    -------
    How many were removed; 0 when none are left.
    """
    unused = ~exists().where(RecordTexts.text_hash == TextVectors.text_hash)
    stale = or_(TextVectors.model_hash != model_hash, unused)
    chosen = list(session.scalars(select(TextVectors.text_hash).where(stale).distinct().limit(CHUNK)))
    if not chosen:
        return 0
    removed = delete(TextVectors).where(stale, TextVectors.text_hash.in_(chosen))
    return session.execute(removed.execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined,no-any-return]


def _encoded(model_hash: str) -> Any:
    return exists().where(
        TextVectors.text_hash == RecordTexts.text_hash, TextVectors.model_hash == model_hash
    )


def read(
    session: Session, model_hash: str, kind: KindName, ids: Sequence[str] | None = None
) -> dict[str, Vector]:
    """Read the vectors of some records, or of all of a kind: hash of a text → its vector."""
    uses = select(RecordTexts.text_hash).where(RecordTexts.kind == kind)
    if ids is not None:
        uses = uses.where(RecordTexts.id.in_(ids))
    query = select(TextVectors.text_hash, TextVectors.vector).where(
        TextVectors.model_hash == model_hash, TextVectors.text_hash.in_(uses)
    )
    return {key: unpack(packed) for key, packed in session.execute(query)}


def by_text(record: Participant | Slot, vectors: Mapping[str, Vector]) -> dict[str, Vector]:
    """Give the stored vectors of a record under its texts, as the matcher wants them."""
    found = {text: vectors.get(digest(text)) for text in texts_of(record)}
    return {text: vector for text, vector in found.items() if vector is not None}
