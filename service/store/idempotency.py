"""Answers to repeated posts: the same key and the same request give the same answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from service.store.clock import now
from service.store.schema import IdempotencyKeys

KEPT: Final = timedelta(hours=24)
"""How long an answer is kept for a repeated post."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a post answered.

    Attributes
    ----------
    subject : the participant whom the answer is about; empty for several, None for nobody.
    """

    status: int
    headers: Mapping[str, str]
    body: str
    subject: str | None = None


class KeyReused(Exception):  # noqa: N818  # named by what is wrong
    """The key has been used for another request."""


def recall(session: Session, key: str, by: str, request_hash: str) -> Answer | None:
    """Find the answer that was given to the same request under the same key.

    Raises
    ------
    KeyReused
        When the key was used for a request that differs.
    """
    expired = (datetime.now(UTC) - KEPT).isoformat(timespec="milliseconds")
    session.execute(delete(IdempotencyKeys).where(IdempotencyKeys.at < expired))
    row = session.get(IdempotencyKeys, (key, by))
    if row is None:
        return None
    if row.request_hash != request_hash:
        raise KeyReused
    return Answer(row.status, json.loads(row.headers), row.body, row.subject)


def keep(session: Session, key: str, by: str, request_hash: str, answer: Answer) -> None:
    """Keep the answer to a post."""
    row = {
        "key": key,
        "by": by,
        "request_hash": request_hash,
        "at": now(),
        "subject": answer.subject,
        "status": answer.status,
        "headers": json.dumps(dict(answer.headers)),
        "body": answer.body,
    }
    session.execute(insert(IdempotencyKeys), [row])
