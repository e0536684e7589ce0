"""Every query about plans and follow-ups. Those about many people are as many for one as for all."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import and_, delete, func, insert, select, update
from sqlalchemy.orm import Session

from service.accounts.account import Account
from service.accounts.models import Caseload, Units, Users
from service.accounts.permissions import counts, sees
from service.canonical import canonical
from service.plans.models import CalendarFeeds, Followings, FollowUps, Milestones, PlanChanges, Plans
from service.store.clock import now


@dataclass(frozen=True, slots=True)
class Next:
    """A participant's next meeting, of somebody who is followed up; `due` is None when none is booked."""

    participant_id: str
    due: dt.date | None
    clock: str | None


class Change(NamedTuple):
    """One change of a plan: what it was about, what it became, when, and what the person is called."""

    kind: str
    subject: str
    document: str
    at: str
    by: str


def plan(session: Session, participant_id: str) -> Plans | None:
    """Find the goal of a participant."""
    return session.get(Plans, participant_id)


def milestones(session: Session, participant_id: str) -> list[Milestones]:
    """List the steps of a plan, in the order they are due; those without a day last, as they were added."""
    query = (
        select(Milestones)
        .where(Milestones.participant_id == participant_id)
        .order_by(Milestones.due.is_(None), Milestones.due, Milestones.made, Milestones.id)
    )
    return list(session.scalars(query))


def milestone(session: Session, participant_id: str, key: str) -> Milestones | None:
    """Find a step of a participant's plan."""
    return session.get(Milestones, (participant_id, key))


def following(session: Session, participant_id: str) -> Followings | None:
    """Say how a participant is followed up, if at all."""
    return session.get(Followings, participant_id)


def meetings(session: Session, participant_id: str) -> list[FollowUps]:
    """List the meetings of a participant, the latest first."""
    query = (
        select(FollowUps)
        .where(FollowUps.participant_id == participant_id)
        .order_by(FollowUps.due.desc(), FollowUps.id)
    )
    return list(session.scalars(query))


def meeting(session: Session, participant_id: str, key: str) -> FollowUps | None:
    """Find a meeting of a participant."""
    return session.get(FollowUps, (participant_id, key))


def booked(session: Session, participant_id: str) -> FollowUps | None:
    """Find the meeting that is booked for a participant."""
    query = select(FollowUps).where(FollowUps.participant_id == participant_id, FollowUps.state == "booked")
    return session.scalar(query)


def put(session: Session, table: type[Any], row: Mapping[str, Any]) -> None:
    """Store a row, in place of the one with the same key if there is one."""
    keys = [column.name for column in table.__table__.primary_key]
    same = and_(*(getattr(table, key) == row[key] for key in keys))
    values = {name: value for name, value in row.items() if name not in keys}
    if not session.execute(update(table).where(same).values(**values)).rowcount:  # type: ignore[attr-defined]
        session.execute(insert(table), [dict(row)])
    session.expire_all()


def record(
    session: Session, participant_id: str, kind: str, subject: str, document: Mapping[str, Any], *, by: str
) -> None:
    """Keep what a goal, a step or a meeting became."""
    last = select(func.max(PlanChanges.number)).where(PlanChanges.participant_id == participant_id)
    row = {
        "participant_id": participant_id,
        "number": (session.scalar(last) or 0) + 1,
        "kind": kind,
        "subject": subject,
        "document": canonical({name: value for name, value in document.items() if value is not None}),
        "at": now(),
        "by": by,
    }
    session.execute(insert(PlanChanges), [row])


def changes(session: Session, participant_id: str) -> list[Change]:
    """List the changes of a plan, the first one first."""
    query = (
        select(
            PlanChanges.kind,
            PlanChanges.subject,
            PlanChanges.document,
            PlanChanges.at,
            func.coalesce(Users.full_name, PlanChanges.by),
        )
        .join(Users, Users.name == PlanChanges.by, isouter=True)
        .where(PlanChanges.participant_id == participant_id)
        .order_by(PlanChanges.number)
    )
    return [Change(*row) for row in session.execute(query)]


def name_of(session: Session, account: str) -> str:
    """Give what an account is called."""
    return session.scalar(select(Users.full_name).where(Users.name == account)) or account


def next_meetings(session: Session, account: Account, only: str | None = None) -> dict[str, Next]:
    """Give the next meeting of each participant who is followed up and whom an account sees.

    Returns
    -------
    Participant id → the meeting.
    """
    query = _followed().where(sees(account, Followings.participant_id))
    if only is not None:
        query = query.where(Followings.participant_id == only)
    return {one.participant_id: one for one in _read(session, query)}


def stands(following: Next | None, today: dt.date) -> tuple[bool, dt.date | None, bool]:
    """Say whether somebody is followed up, when the next meeting is, and whether that day has passed."""
    day = following.due if following else None
    return following is not None, day, day is not None and day < today


def of_coach(session: Session, coach: str) -> list[Next]:
    """Give the next meeting of each participant whose coach somebody is, the earliest first."""
    query = _followed().join(Caseload, Caseload.participant_id == Followings.participant_id)
    found = _read(session, query.where(Caseload.coach == coach))
    return sorted(found, key=lambda one: (one.due or dt.date.min, one.clock or "", one.participant_id))


def in_calendar(session: Session, coach: str) -> Sequence[tuple[str, dt.date, str | None, int, str]]:
    """Give the booked meetings of a coach's own people: id, day, time, version and when it was written."""
    query = (
        select(FollowUps.id, FollowUps.due, FollowUps.clock, FollowUps.version, FollowUps.at)
        .join(Caseload, Caseload.participant_id == FollowUps.participant_id)
        .where(Caseload.coach == coach, FollowUps.state == "booked")
        .order_by(FollowUps.due, FollowUps.id)
    )
    return [(key, due, clock, version, at) for key, due, clock, version, at in session.execute(query)]


def _followed() -> Any:
    waits = and_(FollowUps.participant_id == Followings.participant_id, FollowUps.state == "booked")
    return (
        select(Followings.participant_id, FollowUps.due, FollowUps.clock)
        .join(FollowUps, waits, isouter=True)
        .where(Followings.closed.is_(None))
    )


def _read(session: Session, query: Any) -> Iterator[Next]:
    for key, due, clock in session.execute(query):
        yield Next(key, due, clock)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many are followed up, have a meeting that is late, and have none booked.

    Attributes
    ----------
    unit : what it is called; None for those of no unit.
    """

    unit: str | None
    followed: int
    late: int
    missing: int


def waiting(session: Session, account: Account, today: dt.date) -> list[Waiting]:
    """Count those an account may count, unit by unit, in the order of the units' names."""
    late = func.count().filter(FollowUps.due < today)
    missing = func.count().filter(FollowUps.due.is_(None))
    waits = and_(FollowUps.participant_id == Followings.participant_id, FollowUps.state == "booked")
    query = (
        select(Units.name, func.count(), late, missing)
        .select_from(Followings)
        .join(FollowUps, waits, isouter=True)
        .join(Caseload, Caseload.participant_id == Followings.participant_id, isouter=True)
        .join(Units, Units.id == Caseload.unit_id, isouter=True)
        .where(Followings.closed.is_(None), counts(account, Followings.participant_id))
        .group_by(Units.name)
    )
    found = [Waiting(*row) for row in session.execute(query).all()]
    return sorted(found, key=lambda one: (one.unit is None, one.unit or ""))


def feed_of(session: Session, token_hash: str) -> Users | None:
    """Find whose calendar a secret address leads to."""
    query = (
        select(Users)
        .join(CalendarFeeds, CalendarFeeds.user == Users.name)
        .where(CalendarFeeds.token_hash == token_hash)
    )
    return session.scalar(query)


def feed_made(session: Session, user: str) -> str | None:
    """Say when the secret address of an account was made; None when there is none."""
    return session.scalar(select(CalendarFeeds.made).where(CalendarFeeds.user == user))


def put_feed(session: Session, user: str, token_hash: str) -> None:
    """Give an account a new secret address; the old one leads nowhere any more."""
    put(session, CalendarFeeds, {"user": user, "token_hash": token_hash, "made": now()})


def drop_feed(session: Session, user: str) -> None:
    """Take the secret address of an account away."""
    session.execute(delete(CalendarFeeds).where(CalendarFeeds.user == user))
