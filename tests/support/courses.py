"""Courses of placements for the tests: a small town of people and places, and steps taken in it."""

from datetime import date
from typing import Any

from service.accounts.account import Role
from service.placing import repository, taking
from service.placing.given import NewStep
from service.placing.repository import Course
from service.placing.taking import Actor
from service.store import Database
from service.store.clock import now
from tests.support.accounts import an_account, give
from tests.support.stores import save

DAY = date(2026, 11, 23)
HOURS: dict[str, Any] = {"begins_on": DAY, "hours_to": 20}
WHY: dict[str, Any] = {"side": "participant", "reason": "travel"}
BREAK: dict[str, Any] = {"side": "participant", "reason": "leave"}
PLANNED: dict[str, Any] = {"outcome": "completed", "side": "plan"}

ENOUGH: dict[str, dict[str, Any]] = {
    "agree": HOURS,
    "decline": WHY,
    "change": HOURS,
    "pause": BREAK,
    "end": PLANNED,
    "hand_over": {"coach": "bo", "side": "coach", "reason": "coach_leaves"},
}
"""Step → what is enough to take it."""

WAY = ("share", "introduce", "agree", "start")
"""From a suggestion to the first day."""


def who(name: str = "eva", role: Role = "coach", today: date = DAY) -> Actor:
    return Actor(name, role, now(), today)


def a_town(database: Database, *, people: int = 3, capacity: int | None = 1, filled: int | None = 0) -> None:
    """Fill a store: coaches ``eva`` and ``bo``, people ``d0`` … and the places ``s`` and ``t``."""
    an_account(database, "eva", unit="norra")
    an_account(database, "bo", unit="norra")
    an_account(database, "lena", "liaison")
    for key in ("s", "t"):
        place = {"id": key, "title": "Lager", "employer_id": "e", "capacity": capacity, "filled": filled}
        save(database, "slot", {name: value for name, value in place.items() if value is not None})
    ids = [f"d{number}" for number in range(people)]
    save(database, "participant", *({"id": key} for key in ids))
    give(database, ids, unit="norra", coach="eva")


def suggest(database: Database, participant: str = "d0", slot: str = "s", **by: Any) -> Course:
    with database.write() as session:
        return taking.suggest(session, participant, slot, who(**by))


def take(
    database: Database,
    course: Course,
    *steps: str,
    version: int | None = None,
    by: Actor | None = None,
    **given: Any,
) -> Course:
    """Take steps with what is enough, or with what is given; give the course as it has become."""
    for step in steps:
        with database.write() as session:
            found = repository.get(session, course.id)
            assert found is not None
            asked = NewStep.model_validate({"step": step, "version": version} | ENOUGH.get(step, {}) | given)
            course = taking.take(session, found, asked, by or who())
    return course


def kept(database: Database, kind: Any, key: str) -> dict[str, Any] | None:
    from service.store import records

    with database.read() as session:
        found = records.get(session, kind, key)
        return found.document if found else None
