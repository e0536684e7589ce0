"""A place closes, is paused or is withdrawn: what was only suggested there ends, and the coach is told."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final, Literal

from sqlalchemy.orm import Session

from service.accounts import caseload
from service.placing import repository
from service.placing.repository import Course
from service.placing.states import PENDING
from service.store.clock import SWEDEN

How = Literal["closed", "paused", "withdrawn"]

REASONS: Final = {"closed": "place_closed", "paused": "place_paused", "withdrawn": "place_withdrawn"}
"""How → the code of the reason, in data/reference/reasons.json."""

BEGUN: Final = ("agreed", "started", "paused")


def end_for_slot(
    session: Session, slot_id: str, by: str, at: str, reason: str | None, *, how: How = "closed"
) -> int:
    """End the suggestions of a place that nothing has been agreed about; their coaches are told.

    What has been agreed or has begun goes on, as people have promised each other; those coaches are told too.
    Nobody is shared for the place any longer where the suggestion has ended.

    Parameters
    ----------
    by : account of whoever closes the place.
    at : the time, ISO 8601 in UTC.
    reason : why, in that person's own words; nothing about a participant.

    Returns
    -------
    The number of suggestions that were ended.
    """
    day = datetime.fromisoformat(at).astimezone(SWEDEN).date()
    ended = 0
    for course in repository.at_slot(session, slot_id, (*PENDING, *BEGUN)):
        after = replace(course, version=course.version + 1, told=False)
        if course.pending:
            after = replace(
                after, state="ended", ended_on=day, ended_by="employer", reason=REASONS[how], words=reason
            )
            caseload.unshare(session, course.participant_id, slot_id)
            ended += 1
        _tell(session, after, by=by, at=at, day=day, how=how, words=reason)
    return ended


def _tell(
    session: Session, course: Course, *, by: str, at: str, day: date, how: How, words: str | None
) -> None:
    repository.change(session, course)
    row = {
        "course_id": course.id,
        "number": course.version,
        "participant_id": course.participant_id,
        "step": "close",
        "state": course.state,
        "at": at,
        "by": by,
        "day": day,
        "side": "employer",
        "reason": REASONS[how],
        "words": words,
        "given": "{}",
    }
    repository.add_step(session, row)
