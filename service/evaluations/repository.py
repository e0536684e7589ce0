"""All queries about evaluations."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from service.evaluations.models import Evaluations
from service.store.clock import now

STALE: Final = timedelta(minutes=2)
"""A process that has not said for so long that it lives is gone: the machine or the service was stopped."""
MOST_ATTEMPTS: Final = 3
GIVEN_UP: Final = (
    "Utvärderingen avbröts flera gånger innan den blev klar. Beställ en ny, eller se tjänstens logg."
)

_SHOWN: Final = ("id", "at", "by", "seed", "state", "progress", "ended", "problem")


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a process needs to know to work one out."""

    id: str
    seed: int


def order(session: Session, by: str, seed: int) -> dict[str, Any]:
    """Order an evaluation; while one waits or runs, that one is the answer."""
    waiting = select(*_columns()).where(Evaluations.state.in_(("queued", "running")))
    found = session.execute(waiting.order_by(Evaluations.id).limit(1)).mappings().first()
    return dict(found) if found else _added(session, by, seed, state="queued", attempts=0)


def begin(session: Session, by: str, seed: int) -> Ordered:
    """Write down one that this very service works out at once, since only it holds the file of groups.

    When the service dies, nobody can take it over: the next look for work lets it fail.
    """
    row = _added(session, by, seed, state="running", attempts=MOST_ATTEMPTS, beat=now())
    return Ordered(str(row["id"]), seed)


def _added(session: Session, by: str, seed: int, **more: Any) -> dict[str, Any]:
    at = now()
    row = {
        "id": f"{at[:19].replace(':', '').replace('-', '')}-{uuid.uuid4().hex[:8]}",
        "at": at,
        "by": by,
        "seed": seed,
    } | more
    session.execute(insert(Evaluations), [row])
    return {name: row.get(name) for name in _SHOWN}


def page(session: Session, *, limit: int, after: str = "") -> list[dict[str, Any]]:
    """List evaluations in the order they were ordered, from the one after `after`."""
    query = select(*_columns()).where(Evaluations.id > after).order_by(Evaluations.id).limit(limit)
    return [dict(row) for row in session.execute(query).mappings()]


def get(session: Session, id_: str) -> dict[str, Any] | None:
    """Find one, with its document."""
    query = select(*_columns(), Evaluations.document).where(Evaluations.id == id_)
    found = session.execute(query).mappings().first()
    return dict(found) if found else None


def html(session: Session, id_: str) -> str | None:
    """Find the page of one that is done."""
    return session.scalar(select(Evaluations.page).where(Evaluations.id == id_))


def waits(session: Session) -> bool:
    """Say whether there is anything to begin, or one whose process is gone."""
    return session.scalar(select(Evaluations.id).where(_idle()).limit(1)) is not None


def claim(session: Session) -> Ordered | None:
    """Take the oldest that nobody works on; one that was begun too often fails instead."""
    query = select(Evaluations.id, Evaluations.seed, Evaluations.attempts).where(_idle())
    for row in session.execute(query.order_by(Evaluations.id)).all():
        if row.attempts >= MOST_ATTEMPTS:
            finish(session, row.id, problem=GIVEN_UP)
            continue
        _set(session, row.id, state="running", attempts=row.attempts + 1, beat=now(), progress=None)
        return Ordered(row.id, row.seed)
    return None


def beat(session: Session, id_: str, progress: str | None = None) -> None:
    """Note that the process lives, and how far it has come when it says so."""
    _set(session, id_, beat=now(), **({} if progress is None else {"progress": progress}))


def release(session: Session, id_: str) -> None:
    """Put one back in the queue: the service is being stopped, which is no fault of the evaluation's."""
    attempts = session.scalar(select(Evaluations.attempts).where(Evaluations.id == id_)) or 1
    _set(session, id_, state="queued", beat=None, progress=None, attempts=attempts - 1)


def finish(
    session: Session,
    id_: str,
    *,
    document: str | None = None,
    html: str | None = None,
    problem: str | None = None,
) -> None:
    """Store what came of one: its report, or why there is none."""
    state = "failed" if problem else "done"
    _set(session, id_, state=state, ended=now(), progress=None, document=document, page=html, problem=problem)


def _columns() -> list[Any]:
    return [getattr(Evaluations, name) for name in _SHOWN]


def _idle() -> Any:
    gone = (datetime.now(UTC) - STALE).isoformat(timespec="milliseconds")
    return (Evaluations.state == "queued") | ((Evaluations.state == "running") & (Evaluations.beat < gone))


def _set(session: Session, id_: str, **values: Any) -> None:
    session.execute(update(Evaluations).where(Evaluations.id == id_).values(**values))
