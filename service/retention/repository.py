"""What is old enough to leave, and its removal.

Something has happened with a participant when any table about people says so: each table that names the
participant is asked by its columns of time, so that a new one cannot be forgotten.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Table, delete, func, or_, select, update
from sqlalchemy.orm import Session

from service.accounts.models import Attempts, Caseload, Sessions, Tokens, Users
from service.evaluations.models import Evaluations
from service.store.schema import Base, Decisions, IdempotencyKeys, Participants, SuggestionRuns

TIMES: Final = ("at", "since", "made")
"""Columns of text that say when something was done; columns of days are known by their type."""

OWN_TABLES: Final = {
    "runs": (SuggestionRuns, SuggestionRuns.at),
    "evaluations": (Evaluations, Evaluations.at),
    "tokens": (Tokens, Tokens.ends_at),
    "sessions": (Sessions, Sessions.began),
    "attempts": (Attempts, Attempts.at),
    "answers": (IdempotencyKeys, IdempotencyKeys.at),
}
"""Kind → its table, and the column that says how old a row is."""


def idle(session: Session, before: str, *, unprotected: bool = False, only: str | None = None) -> list[str]:
    """List the participants with whom nothing has happened since a time, in the order of their ids.

    Parameters
    ----------
    unprotected : leave protected persons out.
    only : look at this one alone.
    """
    query = select(Participants.id).order_by(Participants.id)
    for table in Base.metadata.sorted_tables:
        name = next((one for one in ("participant_id", "subject") if one in table.c), None)
        times = list(_since(table, before)) if name else []
        if name and times:
            busy = select(table.c[name]).where(or_(*times), table.c[name].is_not(None))
            query = query.where(Participants.id.not_in(busy))
    if unprotected:
        hidden = select(Caseload.participant_id).where(Caseload.protected)
        query = query.where(Participants.id.not_in(hidden))
    if only is not None:
        query = query.where(Participants.id == only)
    return list(session.scalars(query))


def _since(table: Table, before: str) -> Iterator[ColumnElement[bool]]:
    day: date = datetime.fromisoformat(before).date()
    for column in table.c:
        if isinstance(column.type, Date):
            yield column >= day
        elif column.name in TIMES or column.name.endswith("_at"):
            yield column >= before


def count(session: Session, kind: str, before: str) -> int:
    """Count the rows of a kind that are older than a time."""
    table, where = _old(kind, before)
    return session.scalar(select(func.count()).select_from(table).where(*where)) or 0


def remove(session: Session, kind: str, before: str) -> int:
    """Remove the rows of a kind that are older than a time; say how many there were."""
    number = count(session, kind, before)
    table, where = _old(kind, before)
    session.execute(delete(table).where(*where))
    return number


def closed(session: Session, before: str) -> list[str]:
    """List the accounts that were closed before a time, and still hold more than their names."""
    told = (Users.unit_id, Users.password_hash, Users.directory_id, Users.totp_secret)
    more = or_(Users.full_name != Users.name, *(column.is_not(None) for column in told))
    query = select(Users.name).where(Users.closed_at < before, more)
    return list(session.scalars(query.order_by(Users.name)))


def empty(session: Session, names: Sequence[str]) -> None:
    """Empty accounts: the name stays, so that nobody else is given it; all else leaves, in every table."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column is Users.__table__.c.name and key.ondelete == "CASCADE":
                session.execute(delete(table).where(key.parent.in_(names)))
    nothing = dict.fromkeys(("unit_id", "password_hash", "password_ends", "directory_id", "totp_secret"))
    values = nothing | {"full_name": Users.name, "totp_on": False, "totp_step": 0}
    session.execute(update(Users).where(Users.name.in_(names)).values(**values))


def _old(kind: str, before: str) -> tuple[Any, list[ColumnElement[bool]]]:
    table, at = OWN_TABLES[kind]
    where: list[ColumnElement[bool]] = [at < before]
    if kind == "runs":  # what a decision rests on is kept as long as the decision
        where.append(SuggestionRuns.id.not_in(select(Decisions.run_id).where(Decisions.run_id.is_not(None))))
    return table, where
