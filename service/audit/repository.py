"""Every query of the page that shows the log, and of its retention."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, false, func, select, update
from sqlalchemy.orm import Session

from service.accounts.models import Users
from service.audit.models import AuditEntries, AuditHead, AuditPeople, AuditSubjects
from service.store.clock import SWEDEN


@dataclass(frozen=True, slots=True)
class Sought:
    """Which rows of the log are asked for; empty for all.

    Attributes
    ----------
    by : name of an account.
    participant : the exact id; whoever is not here, or is erased, has no rows.
    day : in Sweden.
    """

    by: str = ""
    participant: str = ""
    day: date | None = None


class Entry(NamedTuple):
    """A row of the log as the page shows it."""

    number: int
    at: str
    by: str
    full_name: str | None
    role: str
    action: str
    what: str
    outcome: str
    people: int


def latest(session: Session) -> tuple[int, str]:
    """Give the number and hash of the last row; 0 and nothing before the first."""
    row = session.execute(select(AuditHead.number, AuditHead.hash)).one()
    return row.number, row.hash


def beginning(session: Session) -> tuple[int, str]:
    """Give the number and hash of the last row that has left the log; 0 and nothing before the first cut."""
    row = session.execute(select(AuditHead.cut_number, AuditHead.cut_hash)).first()
    return (row.cut_number, row.cut_hash) if row else (0, "")


def begin_after(session: Session, number: int, summed: str) -> None:
    """Let the log begin after a row, by its number and hash."""
    session.execute(update(AuditHead).values(cut_number=number, cut_hash=summed))


def last_before(session: Session, before: str) -> int:
    """Give the number of the last row that is older than a time, as are all before it."""
    start = beginning(session)[0]
    young = select(func.min(AuditEntries.number)).where(
        AuditEntries.at >= before, AuditEntries.number > start
    )
    found = session.scalar(young)
    return latest(session)[0] if found is None else found - 1


def up_to(session: Session, number: int) -> int:
    """Count the rows as far as a number."""
    return session.scalar(select(func.count(AuditEntries.number)).where(AuditEntries.number <= number)) or 0


def first(session: Session) -> int:
    """Give the lowest number that is stored."""
    return session.scalar(select(func.min(AuditEntries.number))) or 0


def hash_of(session: Session, number: int) -> str:
    """Give the hash of a row."""
    return session.scalars(select(AuditEntries.hash).where(AuditEntries.number == number)).one()


def last_anchor(session: Session) -> str | None:
    """Give what the latest row of a cut holds; None when there is none."""
    query = select(AuditEntries.subjects).where(AuditEntries.action == "cut")
    return session.scalar(query.order_by(AuditEntries.number.desc()).limit(1))


def remove_rows(session: Session, first: int, last: int) -> None:
    """Remove rows of the log, which the database allows before its beginning only."""
    for table in (AuditSubjects, AuditEntries):
        session.execute(delete(table).where(table.number.between(first, last)))


def alias(session: Session, participant_id: str) -> str | None:
    """Give the alias of a participant in the log; None for who has none, or is not here."""
    return session.scalar(select(AuditPeople.alias).where(AuditPeople.participant_id == participant_id))


def entries(session: Session, sought: Sought, *, start: int, most: int) -> list[Entry]:
    """List rows, the latest first."""
    query = (
        select(
            AuditEntries.number,
            AuditEntries.at,
            AuditEntries.by,
            Users.full_name,
            AuditEntries.role,
            AuditEntries.action,
            AuditEntries.what,
            AuditEntries.outcome,
            AuditEntries.people,
        )
        .outerjoin(Users, Users.name == AuditEntries.by)
        .where(*_where(session, sought))
        .order_by(AuditEntries.number.desc())
    )
    return [Entry(*row) for row in session.execute(query.offset(start).limit(most))]


def count(session: Session, sought: Sought) -> int:
    """Count the rows that are asked for."""
    return session.scalar(select(func.count(AuditEntries.number)).where(*_where(session, sought))) or 0


def everything(session: Session, participant_id: str) -> list[dict[str, Any]]:
    """Give every row about a participant, the first first, for a copy to the person."""
    query = (
        select(AuditEntries.at, AuditEntries.by, AuditEntries.role, AuditEntries.action, AuditEntries.what)
        .where(*_where(session, Sought(participant=participant_id)), AuditEntries.outcome == "done")
        .order_by(AuditEntries.number)
    )
    return [dict(row) for row in session.execute(query).mappings()]


def _where(session: Session, sought: Sought) -> Sequence[ColumnElement[bool]]:
    if "\x00" in sought.by + sought.participant:  # in no name and no id, and PostgreSQL takes no such text
        return [false()]
    found: list[ColumnElement[bool]] = [AuditEntries.number > select(AuditHead.cut_number).scalar_subquery()]
    if sought.by:
        found.append(AuditEntries.by == sought.by)
    if sought.day is not None:
        first, last = (_midnight(sought.day + timedelta(days=step)) for step in (0, 1))
        found += [AuditEntries.at >= first, AuditEntries.at < last]
    if sought.participant:
        known = alias(session, sought.participant)
        numbers = select(AuditSubjects.number).where(AuditSubjects.alias == known)
        found.append(false() if known is None else AuditEntries.number.in_(numbers))
    return found


def _midnight(day: date) -> str:
    """Give when a day begins in Sweden, as the store writes time."""
    begins = datetime.combine(day, time(), SWEDEN).astimezone(UTC)
    return begins.isoformat(timespec="milliseconds")
