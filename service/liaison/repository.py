"""Every query of the pages for places. Each is about many at once: as many queries for one as for all.

People are only those whom coaches have shared, or counts; nobody who is protected is either.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from service.accounts import Account
from service.accounts.models import Shares, Users
from service.accounts.permissions import countable, sees
from service.liaison.models import EmployerContacts, SlotSteps
from service.placing.models import Courses
from service.placing.states import BOOKED
from service.store.clock import now
from service.store.records import Stored
from service.store.schema import Employers, Participants, Placements, Slots


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did with a place.

    Attributes
    ----------
    step : ``pause``, ``open`` or ``close``.
    by : what the person is called.
    """

    step: str
    at: str
    by: str
    until: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A day when somebody spoke to an employer."""

    day: date
    by: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Shared:
    """A participant whom a coach has shared for a place.

    Attributes
    ----------
    by : what the coach is called.
    at : when, ISO 8601.
    """

    participant: Stored
    by: str
    at: str


def employers(session: Session) -> list[Stored]:
    """List all employers, in the order of their ids."""
    query = select(Employers.id, Employers.payload, Employers.revision).order_by(Employers.id)
    return [Stored(*row) for row in session.execute(query)]


def slots_of(session: Session, employer_id: str) -> list[Stored]:
    """List the places of an employer."""
    query = select(Slots.id, Slots.payload, Slots.revision).where(Slots.employer_id == employer_id)
    return [Stored(*row) for row in session.execute(query.order_by(Slots.id))]


def steps(session: Session, slot_id: str) -> list[Step]:
    """List what has been done with a place, the latest first."""
    query = (
        select(SlotSteps.step, SlotSteps.at, Users.full_name, SlotSteps.by, SlotSteps.until, SlotSteps.reason)
        .join(Users, Users.name == SlotSteps.by, isouter=True)
        .where(SlotSteps.slot_id == slot_id)
        .order_by(SlotSteps.at.desc(), SlotSteps.id)
    )
    return [
        Step(step, at, name or by, until, reason)
        for step, at, name, by, until, reason in session.execute(query)
    ]


def add_step(
    session: Session, slot_id: str, step: str, *, by: str, at: str, until: date | None, reason: str | None
) -> None:
    """Write down what somebody did with a place."""
    row = {"id": uuid.uuid4().hex, "slot_id": slot_id, "step": step, "by": by, "at": at}
    session.execute(insert(SlotSteps), [row | {"until": until, "reason": reason}])


def contacts(session: Session, employer_id: str) -> list[Contact]:
    """List the contacts with an employer, the latest first."""
    query = (
        select(EmployerContacts.day, Users.full_name, EmployerContacts.by, EmployerContacts.note)
        .join(Users, Users.name == EmployerContacts.by, isouter=True)
        .where(EmployerContacts.employer_id == employer_id)
        .order_by(EmployerContacts.day.desc(), EmployerContacts.at.desc())
    )
    return [Contact(day, name or by, note) for day, name, by, note in session.execute(query)]


def add_contact(session: Session, employer_id: str, *, by: str, day: date, note: str | None) -> None:
    """Write down that somebody spoke to an employer."""
    row = {"id": uuid.uuid4().hex, "employer_id": employer_id, "by": by, "at": now(), "day": day}
    session.execute(insert(EmployerContacts), [row | {"note": note}])


def last_contacts(session: Session) -> dict[str, date]:
    """Give the day of the last contact with each employer that somebody has spoken to."""
    query = select(EmployerContacts.employer_id, func.max(EmployerContacts.day))
    return {row[0]: row[1] for row in session.execute(query.group_by(EmployerContacts.employer_id))}


def shared_numbers(session: Session) -> dict[str, int]:
    """Count the people that are shared for each place for which somebody is."""
    query = select(Shares.slot_id, func.count()).where(countable(Shares.participant_id))
    return {row[0]: row[1] for row in session.execute(query.group_by(Shares.slot_id))}


def shared(session: Session, account: Account, slot_id: str) -> list[Shared]:
    """List the people that coaches have shared for a place, those who have waited longest first."""
    query = (
        select(
            Participants.id,
            Participants.payload,
            Participants.revision,
            Users.full_name,
            Shares.by,
            Shares.at,
        )
        .join(Shares, Shares.participant_id == Participants.id)
        .join(Users, Users.name == Shares.by, isouter=True)
        .where(Shares.slot_id == slot_id, sees(account, slot_id=slot_id))
        .order_by(Shares.at, Participants.id)
    )
    return [
        Shared(Stored(key, payload, revision), name or by, at)
        for key, payload, revision, name, by, at in session.execute(query)
    ]


def unshare(session: Session, slot_id: str) -> None:
    """Take back what is shared for a place, but for people who are there or have agreed to come."""
    there = select(Courses.participant_id).where(Courses.slot_id == slot_id, Courses.state.in_(BOOKED))
    session.execute(delete(Shares).where(Shares.slot_id == slot_id, Shares.participant_id.not_in(there)))


def placements(session: Session, employer_id: str | None = None) -> list[Mapping[str, str]]:
    """List the placements at places that are here, of everybody who may be counted.

    Returns
    -------
    Of each the place, its employer, when it began and how it ended; never whose it is.
    """
    query = (
        select(Placements.id, Placements.payload, Placements.revision, Slots.id, Slots.employer_id)
        .join(Slots, Slots.id == Placements.slot_id)
        .where(countable(Placements.participant_id))
        .order_by(Placements.id)
    )
    if employer_id is not None:
        query = query.where(Slots.employer_id == employer_id)
    found: list[Mapping[str, str]] = []
    for key, payload, revision, slot_id, employer in session.execute(query):
        document = Stored(key, payload, revision).document
        told = {"slot_id": slot_id, "employer_id": employer or ""}
        for name in ("started_on", "outcome"):
            if document.get(name):
                told[name] = document[name]
        found.append(told)
    return found
