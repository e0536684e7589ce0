"""Whose a participant is, who is protected, and what a coach has shared."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from service.accounts.account import Account
from service.accounts.models import Caseload, Shares
from service.store.clock import now
from service.store.schema import Participants
from service.store.vectors import CHUNK


class Case(NamedTuple):
    """Whose a participant is.

    Attributes
    ----------
    coach : name of the coach's account, if there is one.
    protected : whether only the own coach may know that the person is here.
    """

    participant_id: str
    unit: str | None
    coach: str | None
    protected: bool
    since: str


def of(session: Session, participant_id: str) -> Case | None:
    """Say whose a participant is; None for nobody's."""
    row = session.get(Caseload, participant_id)
    return Case(row.participant_id, row.unit_id, row.coach, row.protected, row.since) if row else None


def assign(
    session: Session,
    participant_ids: Sequence[str],
    *,
    unit: str | None,
    coach: str | None,
    protected: bool | None = None,
) -> None:
    """Give participants to a unit and a coach.

    Parameters
    ----------
    protected : whether they are protected from now on; None leaves it as it is.
    """
    query = select(Caseload.participant_id, Caseload.protected)
    known = {
        row.participant_id: row.protected
        for start in range(0, len(participant_ids), CHUNK)
        for row in session.execute(
            query.where(Caseload.participant_id.in_(participant_ids[start : start + CHUNK]))
        )
    }
    at = now()
    rows = [
        {
            "participant_id": key,
            "unit_id": unit,
            "coach": coach,
            "protected": known.get(key, False) if protected is None else protected,
            "since": at,
        }
        for key in participant_ids
    ]
    _put(session, [row for row in rows if row["participant_id"] not in known], insert(Caseload))
    _put(session, [row for row in rows if row["participant_id"] in known], update(Caseload))
    if protected:
        for key in participant_ids:  # few: whoever is protected is so one by one
            session.execute(delete(Shares).where(Shares.participant_id == key))


def take(session: Session, participant_id: str, account: Account) -> None:
    """Give a new participant to the coach who made the record."""
    assign(session, [participant_id], unit=account.unit, coach=account.name)


def unassigned(session: Session) -> int:
    """Count the participants who are nobody's."""
    taken = select(Caseload.participant_id)
    query = select(func.count()).select_from(Participants).where(Participants.id.not_in(taken))
    return session.scalar(query) or 0


def share(session: Session, participant_id: str, slot_id: str, account: Account) -> None:
    """Let those who find places see a participant for one place; a protected person is never shared.

    Raises
    ------
    ValueError
        When the person is protected.
    """
    case = of(session, participant_id)
    if case is not None and case.protected:
        raise ValueError("Den som har skyddade uppgifter kan inte delas.")
    unshare(session, participant_id, slot_id)
    row = {"participant_id": participant_id, "slot_id": slot_id, "by": account.name, "at": now()}
    session.execute(insert(Shares), [row])


def unshare(session: Session, participant_id: str, slot_id: str) -> None:
    """Take a share back."""
    gone = delete(Shares).where(Shares.participant_id == participant_id, Shares.slot_id == slot_id)
    session.execute(gone)


def _put(session: Session, rows: list[dict[str, Any]], statement: Any) -> None:
    if rows:
        session.execute(statement, rows)
