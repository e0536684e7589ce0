"""What must hold of all courses at every moment: looked at in the store itself, after whatever happened.

``faults(session)`` is asked by the tests after every step, by the simulation, and after a process was killed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from service.placing import repository
from service.placing.models import Courses, CourseSteps
from service.placing.repository import COLUMNS, Course
from service.placing.states import BOOKED
from service.plans.models import FollowUps
from service.store.records import Stored
from service.store.schema import Participants, Placements, Record, Slots

Condition = ColumnElement[bool]
Column = InstrumentedAttribute[str]
Documents = Mapping[str, Mapping[str, Any]]


def faults(session: Session, about: str | None = None) -> list[str]:
    """List all that is not as it must be; nothing when all is well.

    Parameters
    ----------
    about : look only at this participant's courses, and at the places where they are.
    """
    near: Condition = true()
    if about is not None:
        places = select(Courses.slot_id).where(Courses.participant_id == about)
        near = or_(Courses.participant_id == about, Courses.slot_id.in_(places))
    courses = repository.all_of(session, select(*COLUMNS).where(near).order_by(Courses.id))
    slots = _documents(session, Slots, near, Courses.slot_id)
    placements = _documents(session, Placements, near, Courses.id)
    people = set(session.scalars(select(Participants.id)))
    steps: dict[str, list[tuple[int, str]]] = {}
    query = select(CourseSteps.course_id, CourseSteps.number, CourseSteps.state)
    if about is not None:
        query = query.where(CourseSteps.course_id.in_(select(Courses.id).where(near)))
    for course_id, number, state in session.execute(query.order_by(CourseSteps.number)):
        steps.setdefault(course_id, []).append((number, state))
    booked = set(session.scalars(select(FollowUps.participant_id).where(FollowUps.state == "booked")))
    return [
        *_room(courses, slots),
        *_one_each(courses),
        *_orphans(courses, people, slots, steps),
        *(fault for course in courses for fault in _whole(course, steps.get(course.id, []))),
        *(fault for course in courses for fault in _written(course, placements.get(course.id))),
        *(
            f"{c.id}: ingen uppföljning är bokad"
            for c in courses
            if c.running and c.participant_id not in booked
        ),
    ]


def _documents(session: Session, table: type[Record], near: Condition, key: Column) -> Documents:
    """Give the JSON of the records that the courses looked at point to."""
    query = select(table.id, table.payload, table.revision).where(table.id.in_(select(key).where(near)))
    return {row[0]: Stored(*row).document for row in session.execute(query)}


def _room(courses: Sequence[Course], slots: Documents) -> Iterator[str]:
    """Look that nothing is oversold, and that no place says that fewer are there than are booked."""
    for slot_id, held in Counter(c.slot_id for c in courses if c.state in BOOKED).items():
        slot = slots.get(slot_id, {})
        if slot.get("capacity") is not None and held > slot["capacity"]:
            yield f"{slot_id}: {held} bokade av {slot['capacity']}"
        if slot.get("filled") is not None and held > slot["filled"]:
            yield f"{slot_id}: {held} bokade, men posten säger {slot['filled']}"


def _one_each(courses: Sequence[Course]) -> Iterator[str]:
    for name, states in (("pågående", ("started", "paused")), ("överenskomna", ("agreed",))):
        for person, number in Counter(c.participant_id for c in courses if c.state in states).items():
            if number > 1:
                yield f"{person}: {number} {name}"
    for (person, slot), number in Counter((c.participant_id, c.slot_id) for c in courses if c.open).items():
        if number > 1:
            yield f"{person}: {number} öppna vid {slot}"


def _orphans(
    courses: Sequence[Course], people: set[str], slots: Documents, steps: Mapping[str, Any]
) -> Iterator[str]:
    for course in courses:
        if course.participant_id not in people or course.slot_id not in slots:
            yield f"{course.id}: deltagaren eller platsen finns inte"
    for course_id in steps.keys() - {course.id for course in courses}:
        yield f"{course_id}: steg utan praktik"


def _whole(course: Course, steps: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Look that the steps are all there, and that the last one led to where the course is."""
    if [number for number, _ in steps] != list(range(1, course.version + 1)):
        yield f"{course.id}: stegen är {[number for number, _ in steps]}, versionen {course.version}"
    elif steps[-1][1] != course.state:
        yield f"{course.id}: läget är {course.state}, sista steget ledde till {steps[-1][1]}"


def _written(course: Course, placement: Mapping[str, Any] | None) -> Iterator[str]:
    """Look that the placement of the contract says the same as the course."""
    outcome = course.outcome or ("ongoing" if course.running else None)
    started = course.started_on.isoformat() if course.started_on else None
    ended = course.ended_on.isoformat() if course.started_on and course.ended_on else None
    said = placement or {}
    if (said.get("outcome"), said.get("started_on"), said.get("ended_on")) != (outcome, started, ended):
        yield f"{course.id}: placeringen säger {dict(said)}, praktiken {outcome} {started} {ended}"
