"""Every query about courses. Those about many people are as many for one as for all."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, Select, insert, or_, select, update
from sqlalchemy.orm import Session

from service.accounts.account import Account
from service.accounts.models import Caseload, Users
from service.accounts.permissions import sees
from service.placing.hours import Hours
from service.placing.models import Courses, CourseSteps
from service.placing.states import PENDING, RUNNING
from service.store import records
from service.store.schema import Placements


@dataclass(frozen=True, slots=True)
class Course:
    """One participant's way at one place, as it is now; see `service.placing.models.Courses`."""

    id: str
    participant_id: str
    slot_id: str
    state: str
    version: int
    coach: str | None
    suggested_on: date
    begins_on: date | None = None
    until: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    hours_from: float | None = None
    hours_to: float | None = None
    ramp_weeks: int | None = None
    study_hours: float | None = None
    outcome: str | None = None
    ended_by: str | None = None
    reason: str | None = None
    words: str | None = None
    told: bool = True

    @property
    def open(self) -> bool:
        """Whether it has not ended."""
        return self.state != "ended"

    @property
    def pending(self) -> bool:
        """Whether nothing has been agreed yet."""
        return self.state in PENDING

    @property
    def running(self) -> bool:
        """Whether the participant is at the place, or has a break from it."""
        return self.state in RUNNING

    @property
    def hours(self) -> Hours | None:
        """What was agreed about hours, if anything was."""
        if self.hours_to is None:
            return None
        start = self.hours_to if self.hours_from is None else self.hours_from
        return Hours(start, self.hours_to, self.ramp_weeks or 0, self.study_hours or 0.0)


NAMES: Final = tuple(Course.__dataclass_fields__)
COLUMNS: Final = [getattr(Courses, name) for name in NAMES]


@dataclass(frozen=True, slots=True)
class Taken:
    """One step that was taken.

    Attributes
    ----------
    state : after the step.
    by, name : the account that took it, and what it is called.
    """

    number: int
    step: str
    state: str
    at: str
    by: str
    name: str
    day: date
    side: str | None
    reason: str | None
    words: str | None
    given: Mapping[str, Any]


def get(session: Session, course_id: str) -> Course | None:
    """Find a course by its id."""
    return next(iter(all_of(session, select(*COLUMNS).where(Courses.id == course_id))), None)


def of(session: Session, participant_id: str) -> list[Course]:
    """List somebody's courses, the latest first."""
    return all_of(session, _latest_first().where(Courses.participant_id == participant_id))


def open_ones(session: Session) -> dict[str, list[Course]]:
    """Give all courses that have not ended: participant id → courses."""
    found: dict[str, list[Course]] = {}
    for course in all_of(session, _latest_first().where(Courses.state != "ended")):
        found.setdefault(course.participant_id, []).append(course)
    return found


def open_at(session: Session, participant_id: str, slot_id: str) -> Course | None:
    """Find the course of somebody at a place that has not ended."""
    query = select(*COLUMNS).where(
        Courses.participant_id == participant_id, Courses.slot_id == slot_id, Courses.state != "ended"
    )
    return next(iter(all_of(session, query)), None)


def at_slot(session: Session, slot_id: str, states: Sequence[str]) -> list[Course]:
    """List the courses at a place that are in one of some states."""
    query = select(*COLUMNS).where(Courses.slot_id == slot_id, Courses.state.in_(states))
    return all_of(session, query.order_by(Courses.id))


def seen(
    session: Session, account: Account, only: str | None = None, *, ended: bool = True
) -> dict[str, list[Course]]:
    """Give the courses of each participant that an account sees, the latest first.

    A liaison sees those at the places that the person has been shared for.

    Parameters
    ----------
    ended : whether those that have ended are with, too.
    """
    query = _latest_first().where(sees(account, Courses.participant_id, slot_id=Courses.slot_id))  # type: ignore[arg-type]
    if only is not None:
        query = query.where(Courses.participant_id == only)
    if not ended:
        query = query.where(or_(Courses.state != "ended", ~Courses.told))
    found: dict[str, list[Course]] = {}
    for course in all_of(session, query):
        found.setdefault(course.participant_id, []).append(course)
    return found


def one_seen(session: Session, account: Account, participant_id: str, course_id: str) -> Course | None:
    """Find one of somebody's courses that an account sees."""
    query = select(*COLUMNS).where(
        Courses.id == course_id,
        Courses.participant_id == participant_id,
        sees(account, Courses.participant_id, slot_id=Courses.slot_id),  # type: ignore[arg-type]
    )
    return next(iter(all_of(session, query)), None)


def elsewhere(session: Session, course: Course) -> bool:
    """Say whether the participant has another placement: a course that runs, or one kept as ongoing."""
    query = select(Courses.id).where(
        Courses.participant_id == course.participant_id,
        Courses.id != course.id,
        Courses.state.in_(RUNNING),
    )
    if session.scalar(query.limit(1)) is not None:
        return True
    kept = select(Placements.id, Placements.payload, Placements.revision).where(
        Placements.participant_id == course.participant_id, Placements.id != course.id
    )
    return any(
        records.Stored(*row).document.get("outcome") == "ongoing" for row in session.execute(kept).all()
    )


def agreed_elsewhere(session: Session, course: Course) -> bool:
    """Say whether the participant has an agreement about another place."""
    query = select(Courses.id).where(
        Courses.participant_id == course.participant_id,
        Courses.id != course.id,
        Courses.state == "agreed",
    )
    return session.scalar(query.limit(1)) is not None


def steps(session: Session, course_id: str) -> list[Taken]:
    """List the steps of a course, the first first."""
    query = (
        select(CourseSteps, Users.full_name)
        .join(Users, Users.name == CourseSteps.by, isouter=True)
        .where(CourseSteps.course_id == course_id)
        .order_by(CourseSteps.number)
    )
    return [
        Taken(
            row.number,
            row.step,
            row.state,
            row.at,
            row.by,
            name or row.by,
            row.day,
            row.side,
            row.reason,
            row.words,
            json.loads(row.given),
        )
        for row, name in session.execute(query)
    ]


def coach_of(session: Session, participant_id: str) -> str | None:
    """Give the account of somebody's coach."""
    return session.scalar(select(Caseload.coach).where(Caseload.participant_id == participant_id))


def coaches(session: Session, participant_id: str) -> list[tuple[str, str]]:
    """List the coaches of the unit that somebody belongs to: account and name."""
    mine = select(Caseload.unit_id).where(Caseload.participant_id == participant_id).scalar_subquery()
    query = (
        select(Users.name, Users.full_name)
        .where(Users.role == "coach", Users.closed_at.is_(None), Users.unit_id == mine)
        .order_by(Users.full_name, Users.name)
    )
    return [(name, full) for name, full in session.execute(query)]


def colleagues(session: Session, participant_id: str) -> list[tuple[str, str]]:
    """List the coaches of the unit but the own one: account and name."""
    own = coach_of(session, participant_id)
    return [one for one in coaches(session, participant_id) if one[0] != own]


def add(session: Session, course: Course) -> None:
    """Store a new course."""
    session.execute(insert(Courses), [{name: getattr(course, name) for name in NAMES}])


def change(session: Session, course: Course) -> None:
    """Store a course as it has become."""
    values = {name: getattr(course, name) for name in NAMES if name != "id"}
    session.execute(update(Courses).where(Courses.id == course.id).values(**values))


def add_step(session: Session, row: Mapping[str, Any]) -> None:
    """Store a step."""
    session.execute(insert(CourseSteps), [dict(row)])


def _latest_first() -> Select[Any]:
    first = select(CourseSteps.at).where(CourseSteps.course_id == Courses.id, CourseSteps.number == 1)
    begun = first.correlate(Courses).scalar_subquery()
    return select(*COLUMNS).order_by(Courses.suggested_on.desc(), begun.desc(), Courses.id)


def all_of(session: Session, query: Select[Any]) -> list[Course]:
    """Give the courses that a query of `COLUMNS` finds."""
    rows: Sequence[Row[Any]] = session.execute(query).all()
    return [Course(**dict(zip(NAMES, row, strict=True))) for row in rows]
