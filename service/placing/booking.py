"""Places that are taken: booked when a placement is agreed on, let go when it ends. Never oversold.

Whoever calls holds the writer's turn (see `service.store.database`), so nobody books between the count and
the write. How many are there stands in the place's own record (`filled`), which the rule `capacity` reads;
what an import or a form writes there can never hide what is booked here.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.vocabulary import CARRIED_THROUGH, HIRED
from service.placing.models import Courses
from service.placing.states import BOOKED
from service.store import records
from service.store.schema import Slots


def booked(session: Session, slot_id: str) -> int:
    """Count the courses that take a place here."""
    query = select(func.count()).where(Courses.slot_id == slot_id, Courses.state.in_(BOOKED))
    return session.scalar(query) or 0


def taken(document: dict[str, Any], held: int) -> int:
    """Say how many places are taken: as the record says, and never fewer than are booked."""
    return max(document.get("filled") or 0, held)


def room(session: Session, slot_id: str) -> bool:
    """Say whether a place is left; where nobody has said how many there are, one is."""
    document = _document(session, slot_id)
    capacity = document.get("capacity")
    return capacity is None or taken(document, booked(session, slot_id)) < capacity


def book(session: Session, slot_id: str, *, by: str, at: str) -> None:
    """Take a place. Call it before the course becomes one that takes a place, and after `room`.

    Where nobody has said how many are there, that stays unknown until every place is booked here.
    """
    document = _document(session, slot_id)
    held = booked(session, slot_id)
    if document.get("filled") is not None or held + 1 == document.get("capacity"):
        _write(session, [document | {"filled": taken(document, held) + 1}], by=by, at=at)


def count_in(session: Session, slot_id: str, *, by: str, at: str) -> bool:
    """Count in somebody who is at the place already; give False when more are booked than it takes.

    Whoever wrote how many are there has most likely counted the person.
    """
    document = _document(session, slot_id)
    held, capacity, filled = booked(session, slot_id), document.get("capacity"), document.get("filled")
    if capacity is not None and held >= capacity:
        return False
    if filled is not None and filled <= held:
        _write(session, [document | {"filled": held + 1}], by=by, at=at)
    return True


def release(session: Session, slot_id: str, *, by: str, at: str) -> None:
    """Let a place go. Call it while the course still takes it."""
    document = _document(session, slot_id)
    if document.get("filled") is not None:
        filled = max(document["filled"] - 1, booked(session, slot_id) - 1, 0)
        _write(session, [document | {"filled": filled}], by=by, at=at)


def release_all(session: Session, participant_id: str, *, by: str, at: str) -> None:
    """Let go of every place that somebody takes; called before the person is erased."""
    query = select(Courses.slot_id).where(Courses.participant_id == participant_id, Courses.state.in_(BOOKED))
    for slot_id in session.scalars(query.order_by(Courses.id)).all():
        release(session, slot_id, by=by, at=at)


def learn(session: Session, slot_id: str, outcome: str, *, by: str, at: str) -> None:
    """Count a placement that has ended among the employer's own, on each of its places.

    The factor `pathway` reads these counts, shrunk by how few they are. Weights are never touched.
    """
    document = _document(session, slot_id)
    employer = document.get("employer_id")
    alike = [document]
    if employer is not None:
        query = select(Slots.id, Slots.payload, Slots.revision).where(Slots.employer_id == employer)
        alike = [records.Stored(*row).document for row in session.execute(query.order_by(Slots.id))]
    added = {
        "employer_placements": 1,
        "employer_completed": int(outcome in CARRIED_THROUGH),
        "employer_hired": int(outcome in HIRED),
    }
    changed = [one | {name: (one.get(name) or 0) + more for name, more in added.items()} for one in alike]
    _write(session, changed, by=by, at=at)


def _document(session: Session, slot_id: str) -> dict[str, Any]:
    stored = records.get(session, "slot", slot_id)
    assert stored is not None  # noqa: S101  # a course points at a place that is there
    return stored.document


def _write(session: Session, documents: Sequence[dict[str, Any]], *, by: str, at: str) -> None:
    records.write(session, "slot", documents, by=by, at=at)
