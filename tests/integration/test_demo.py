"""The demo on its first day: courses in every state, plans, and meetings held, missed, late and to come."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from data.synthetic import municipality
from service.accounts import Account
from service.accounts import demo as accounts
from service.accounts.passwords import Hasher
from service.analyst import repository as analyst
from service.cli.records import documents
from service.liaison import demo as openings
from service.placing import demo
from service.placing.models import Courses, CourseSteps
from service.placing.sound import faults
from service.placing.states import AFTER, STATES
from service.plans.lateness import late_by_unit
from service.plans.models import FollowUps, Milestones, Plans
from service.plans.steps import STATES as STEP_STATES
from service.store import Database
from service.store.saving import Batch
from tests.support.accounts import CHEAP

DAY = date(2026, 11, 23)
ANALYST = Account("a", "A", "analyst", people="count")


def filled(path: Path) -> Database:
    database = Database.open(f"sqlite:///{path}")
    place = municipality(seed=1, participants=280, slots=150, placements=0, today=DAY)
    with database.write() as session:
        Batch("participant", documents(place.participants), None).save(session, "demo")
        Batch("slot", documents(place.slots), None).save(session, "demo")
        accounts.fill(session, [person.id for person in place.participants], Hasher(CHEAP))
        openings.fill(session, place.slots, DAY)
        demo.fill(session, place.participants, place.slots, DAY)
    return database


def rows(database: Database, *columns: Any) -> list[tuple[Any, ...]]:
    with database.read() as session:
        return sorted((tuple(row) for row in session.execute(select(*columns))), key=repr)


@pytest.fixture(scope="module")
def lived(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, Database]:
    """The demo, filled twice."""
    made = []
    for name in ("one", "two"):
        path = tmp_path_factory.mktemp(name) / "demo.sqlite3"
        path.write_bytes(sqlite_template.read_bytes())
        made.append(filled(path))
    return made[0], made[1]


def test_every_state_occurs_and_nothing_is_wrong(lived: tuple[Database, Database]) -> None:
    database = lived[0]
    assert {state for (state,) in rows(database, Courses.state)} == set(STATES)
    sides = {side for (side,) in rows(database, CourseSteps.side) if side}
    assert sides == {"participant", "employer", "coach", "plan"}
    outcomes = {one.outcome for one in _courses(database)}
    assert outcomes >= {*AFTER[:1], *AFTER[2:], "no_show", "declined_by_employer"}
    assert any(not one.told for one in _courses(database)), "a place has closed, and a coach is to read it"
    with database.read() as session:
        assert faults(session) == []


def _courses(database: Database) -> list[Courses]:
    with database.read() as session:
        return list(session.scalars(select(Courses)))


def test_plans_and_meetings_are_of_every_kind(lived: tuple[Database, Database]) -> None:
    database = lived[0]
    assert {state for (state,) in rows(database, Milestones.state)} == set(STEP_STATES)
    assert len(rows(database, Plans.participant_id)) >= 40
    meetings = Counter(state for (state,) in rows(database, FollowUps.state))
    assert meetings["held"] >= 20
    assert meetings["missed"] >= 4
    with database.read() as session:
        whole, units = late_by_unit(session, ANALYST, DAY)
    for one in (whole, *units):
        assert isinstance(one.followed, int)
        assert isinstance(one.late, int)
        assert isinstance(one.missing, int), "each unit has a figure to show"
        reasons = Counter(one.reason for one in analyst.dismissed(session, ANALYST))
    assert min(reasons.values()) >= 5, "and a reason to show"
    held = [day for state, day in rows(database, FollowUps.state, FollowUps.held_on) if state == "held"]
    assert max(held) <= DAY


def test_the_same_each_time(lived: tuple[Database, Database]) -> None:
    wanted = (
        (Courses.participant_id, Courses.slot_id, Courses.state, Courses.suggested_on),
        (Milestones.participant_id, Milestones.id, Milestones.state),
        (FollowUps.participant_id, FollowUps.due, FollowUps.state),
    )
    for columns in wanted:
        assert rows(lived[0], *columns) == rows(lived[1], *columns)
