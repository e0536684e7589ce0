"""What the store needs of a service: the weights in use, and vectors from its text model.

A vector belongs to one model and is only ever read for that one. Records without vectors from the model in
use are still ranked right: their texts are encoded when they are asked about. `reindex` saves that time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from matcher.text import Encoder
from matcher.weights import Weights
from service.canonical import digest
from service.store import records, vectors, weights
from service.store.database import Database
from service.store.kinds import KindName

KINDS: Final[tuple[KindName, ...]] = ("participant", "slot")
"""Kinds whose texts are compared."""

PAGE: Final = 500
"""Records encoded at a time: each page is stored before the next, so that a break costs no more than one."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What a rebuild did.

    Attributes
    ----------
    records : records looked at.
    encoded : records that lacked vectors from the model, and have them now.
    removed : vectors of other models, or of texts that nobody uses, that were removed.
    """

    records: int
    encoded: int
    removed: int


def prepare(database: Database, encoder: Encoder, in_use: Weights) -> int:
    """Store the weights in use.

    Returns
    -------
    The number of records that wait for `reindex`.
    """
    with database.write() as session:
        weights.ensure(session, in_use)
    return waiting(database, encoder)


def waiting(database: Database, encoder: Encoder) -> int:
    """Count the records that have a text without a vector from this model."""
    with database.read() as session:
        return vectors.waiting(session, encoder.hash)


def reindex(database: Database, encoder: Encoder, progress: Progress = lambda _done, _of: None) -> Reindexed:
    """Give every record vectors from this model, and remove the vectors of others.

    A page of records is encoded and stored at a time, so a rebuild that was broken off goes on where it
    was. A record that somebody changes meanwhile is left alone: whoever writes it encodes it.

    Parameters
    ----------
    progress : is told how many records are done, and of how many.
    """
    with database.read() as session:
        total = sum(records.count(session, kind) for kind in KINDS)
    done = encoded = 0
    progress(done, total)
    for kind in KINDS:
        after = ""
        while page := _page(database, kind, after):
            encoded += _encode(database, encoder, kind, page)
            done += len(page)
            after = page[-1].id
            progress(done, total)
    removed = 0
    while number := _remove(database, encoder):
        removed += number
    return Reindexed(done, encoded, removed)


def _page(database: Database, kind: KindName, after: str) -> list[records.Stored]:
    with database.read() as session:
        return records.page(session, kind, limit=PAGE, after=after)


def _encode(database: Database, encoder: Encoder, kind: KindName, page: Iterable[records.Stored]) -> int:
    with database.read() as session:
        lacking = _lacking(session, encoder, kind, page)
    if not lacking:
        return 0
    texts = vectors.encode(encoder, kind, [row.document for row in lacking])
    before = {row.id: row.revision for row in lacking}
    with database.write() as session:
        now = records.existing(session, kind, sorted(before))
        same = [key for key, row in now.items() if row.revision == before[key]]
        vectors.write(session, kind, same, texts)
    return len(same)


def _lacking(
    session: Session, encoder: Encoder, kind: KindName, page: Iterable[records.Stored]
) -> list[records.Stored]:
    """Find the records whose texts are not all linked and encoded by this model."""
    rows = list(page)
    linked = vectors.linked(session, encoder.hash, kind, [row.id for row in rows])
    return [row for row in rows if _texts(kind, row) != linked.get(row.id, set())]


def _texts(kind: KindName, row: records.Stored) -> set[str]:
    record = vectors.domain(kind, row.document)
    return set(map(digest, vectors.texts_of(record))) if record else set()


def _remove(database: Database, encoder: Encoder) -> int:
    with database.write() as session:
        return vectors.drop_stale(session, encoder.hash)
