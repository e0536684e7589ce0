"""Vectors are made when a record is written, and leave with their last user."""

import numpy as np
from sqlalchemy import func, select

from data.model import load_blend
from matcher import Slot
from service.store import Database, erasure, records, vectors
from service.store.saving import Batch
from service.store.schema import TextVectors
from service.store.vectors import texts_of
from tests.support.stores import Counting, save

SLOT = {"id": "s", "title": "Lagerarbetare", "tasks": "Plocka och packa varor"}


def number(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(TextVectors)) or 0


def test_a_stored_vector_is_the_very_vector(database: Database) -> None:
    save(database, "slot", SLOT)
    record = Slot(**SLOT)
    with database.read() as session:
        found = vectors.by_text(record, vectors.read(session, load_blend().hash, "slot"))
    assert set(found) == set(texts_of(record))
    for text, vector in found.items():
        np.testing.assert_array_equal(vector, load_blend().encode([text])[0])


def test_each_distinct_text_is_encoded_once(database: Database, encoder: Counting) -> None:
    Batch.of(encoder, "slot", [SLOT, SLOT | {"id": "t"}])
    assert sorted(encoder.asked) == sorted(set(texts_of(Slot(**SLOT))))


def test_a_vector_leaves_with_its_last_user(database: Database) -> None:
    save(database, "slot", {"id": "a", "title": "Kock"}, {"id": "b", "title": "Kock"})
    one = number(database)
    with database.write() as session:
        records.remove(session, "slot", "a", by="test", at="now")
    assert number(database) == one
    save(database, "slot", {"id": "b", "title": "Bagare"})
    assert number(database) == one
    with database.write() as session:
        records.remove(session, "slot", "b", by="test", at="now")
    assert number(database) == 0


def test_a_text_shared_with_an_erased_participant_stays(database: Database) -> None:
    save(database, "slot", {"id": "s", "title": "Kock"})
    before = number(database)
    save(database, "participant", {"id": "p", "goal_occupations": ["Kock"], "goals": ["Baka bröd"]})
    with database.write() as session:
        erasure.erase(session, "p", by="test", at="now")
    assert number(database) == before
