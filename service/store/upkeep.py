"""What the store needs when a service starts: the weights in use, and vectors from its model."""

from sqlalchemy import exists, select

from matcher.text import Encoder
from matcher.weights import Weights
from service.store import records, vectors, weights
from service.store.database import Database
from service.store.kinds import KindName
from service.store.schema import RecordTexts, TextVectors


def prepare(database: Database, encoder: Encoder, in_use: Weights) -> int:
    """Store the weights in use, and encode what this model has not encoded yet.

    Returns
    -------
    The number of records that were encoded: all of them after a change of model, else none.
    """
    with database.write() as session:
        weights.ensure(session, in_use)
    return sum(_encode_missing(database, encoder, kind) for kind in ("participant", "slot"))


def _encode_missing(database: Database, encoder: Encoder, kind: KindName) -> int:
    encoded = exists().where(
        TextVectors.text_hash == RecordTexts.text_hash, TextVectors.model_hash == encoder.hash
    )
    with database.read() as session:
        query = select(RecordTexts.id).where(RecordTexts.kind == kind, ~encoded).distinct()
        ids = list(session.scalars(query))
        stored = records.existing(session, kind, ids)
    texts = vectors.encode(encoder, kind, [row.document for row in stored.values()])
    with database.write() as session:
        present = sorted(records.existing(session, kind, ids))
        vectors.write(session, kind, present, texts)
    return len(ids)
