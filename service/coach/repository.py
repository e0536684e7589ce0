"""Every query of the coach's pages. Each is about many people at once: as many queries for one as for all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.accounts import Account
from service.accounts.models import Caseload, Shares, Users
from service.accounts.permissions import sees
from service.coach.cases import Decided
from service.store.records import Stored
from service.store.schema import Decisions, Participants, Placements, RecordVersions


@dataclass(frozen=True, slots=True)
class Person:
    """A participant and whose the person is.

    Attributes
    ----------
    changed : when the record was last changed, ISO 8601.
    coach, coach_name : the own coach's account, and what it is called.
    """

    stored: Stored
    changed: str
    coach: str | None
    coach_name: str | None
    protected: bool


def people(session: Session, account: Account, *, own: bool = False, only: str | None = None) -> list[Person]:
    """List the participants that an account sees, in the order of their ids.

    Parameters
    ----------
    own : only those whose coach the account is.
    only : only the one with this id.
    """
    query = (
        select(
            Participants.id,
            Participants.payload,
            Participants.revision,
            RecordVersions.at,
            Caseload.coach,
            Users.full_name,
            Caseload.protected,
        )
        .join(RecordVersions, RecordVersions.revision == Participants.revision)
        .join(Caseload, Caseload.participant_id == Participants.id, isouter=True)
        .join(Users, Users.name == Caseload.coach, isouter=True)
        .where(sees(account))
        .order_by(Participants.id)
    )
    if own:
        query = query.where(Caseload.coach == account.name)
    if only is not None:
        query = query.where(Participants.id == only)
    return [
        Person(Stored(key, payload, revision), at, coach, name, bool(protected))
        for key, payload, revision, at, coach, name, protected in session.execute(query)
    ]


def _among(account: Account, only: str | None) -> Select[str]:
    query = select(Participants.id).where(sees(account))
    return query if only is None else query.where(Participants.id == only)


def decided(session: Session, account: Account, only: str | None = None) -> dict[str, dict[str, Decided]]:
    """Give the latest decision about each place, for each participant that an account sees.

    Returns
    -------
    Participant id → slot id → decision.
    """
    query = (
        select(
            Decisions.participant_id,
            Decisions.slot_id,
            Decisions.decision,
            Decisions.reason,
            Decisions.at,
            Users.full_name,
            Decisions.by,
        )
        .join(Users, Users.name == Decisions.by, isouter=True)
        .where(Decisions.participant_id.in_(_among(account, only)))
        .order_by(Decisions.at, Decisions.id)
    )
    found: dict[str, dict[str, Decided]] = {}
    for who, slot, decision, reason, at, name, by in session.execute(query):
        found.setdefault(who, {})[slot] = Decided(slot, decision, reason, at, name or by)
    return found


def shared(session: Session, account: Account, only: str | None = None) -> dict[str, set[str]]:
    """Give the places that each participant is shared for: participant id → slot ids."""
    query = select(Shares.participant_id, Shares.slot_id).where(
        Shares.participant_id.in_(_among(account, only))
    )
    found: dict[str, set[str]] = {}
    for who, slot in session.execute(query):
        found.setdefault(who, set()).add(slot)
    return found


def placements(
    session: Session, account: Account, only: str | None = None
) -> Mapping[str, list[dict[str, Any]]]:
    """Give the placements of each participant that an account sees: participant id → placements."""
    query = (
        select(Placements.participant_id, Placements.id, Placements.payload, Placements.revision)
        .where(Placements.participant_id.in_(_among(account, only)))
        .order_by(Placements.id)
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for who, key, payload, revision in session.execute(query):
        found.setdefault(str(who), []).append(Stored(key, payload, revision).document)
    return found
