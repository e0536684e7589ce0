"""Stores for the tests: where PostgreSQL is, and an encoder that counts."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import psycopg

from data.model import load_blend
from matcher.text import Encoder
from matcher.text.encoder import Vectors
from service.store import Database, records
from service.store.kinds import KindName
from service.store.saving import Batch

POSTGRES = "postgresql://postgres@127.0.0.1:5432/postgres"


@lru_cache
def postgres_answers() -> bool:
    """Whether there is a PostgreSQL server to test on."""
    try:
        psycopg.connect(POSTGRES, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def no_postgres() -> str:
    return f"No PostgreSQL server answers at {POSTGRES}: the store was tested on SQLite only."


class Counting:
    """An encoder that remembers every text it was asked for."""

    def __init__(self, inner: Encoder) -> None:
        self.inner = inner
        self.asked: list[str] = []

    @property
    def id(self) -> str:
        return self.inner.id

    @property
    def hash(self) -> str:
        return self.inner.hash

    @property
    def dimensions(self) -> int:
        return self.inner.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        return self.inner.encode(texts)


def save(
    database: Database,
    kind: KindName,
    *documents: dict[str, Any],
    by: str = "test",
    encoder: Encoder | None = None,
) -> records.Written:
    """Write records as the service does; without an encoder, with the reference one."""
    batch = Batch.of(encoder or load_blend(), kind, documents)
    with database.write() as session:
        return batch.save(session, by)
