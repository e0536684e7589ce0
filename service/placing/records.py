"""The placement of the contract that a course writes, so that evaluation and results read it."""

from typing import Any

from sqlalchemy.orm import Session

from service.placing.repository import Course
from service.store import records


def write(session: Session, course: Course, *, by: str, at: str, reason: str | None = None) -> None:
    """Write the placement of a course: when it begins, when it ends, and when somebody declines.

    Parameters
    ----------
    reason : why, as people read it.
    """
    kept = records.get(session, "placement", course.id)
    document: dict[str, Any] = {
        "id": course.id,
        "participant_id": course.participant_id,
        "slot_id": course.slot_id,
        "suggested_on": course.suggested_on.isoformat(),
    }
    told = {
        "started_on": course.started_on and course.started_on.isoformat(),
        "ended_on": course.ended_on.isoformat() if course.started_on and course.ended_on else None,
        "outcome": course.outcome or "ongoing",
        "ended_by": course.ended_by,
        "reason": reason,
    }
    document |= {name: value for name, value in told.items() if value is not None}
    if kept is not None and "suggested_on" not in kept.document:
        del document["suggested_on"]
    records.write(session, "placement", [document], by=by, at=at)
