"""Steps taken: what a decision begins, what a coach or a liaison does next, and all that follows from it.

Each function works inside the one writer's transaction of its caller: a step, the place that it books, the
placement that it writes and the follow-up that it begins are stored together or not at all.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from data.reference import placement_reasons
from service.accounts import caseload
from service.accounts.account import Account, Role
from service.canonical import canonical
from service.placing import booking, records, repository
from service.placing.given import Lack, NewStep, StepName, lacks
from service.placing.repository import Course, Taken
from service.placing.states import TRANSITIONS, Transition
from service.plans import followups
from service.plans.pattern import STANDARD, Pattern
from service.problems import AlreadyPlaced, Changed, PlaceClosed, PlaceFull, StepNotAllowed
from service.store import records as stored

Effect = Callable[[Session, Course, NewStep, "Actor", Course], Course]
"""What a step does beside moving the course: it is given the course after and before."""

DECLINED: Final[Mapping[str, str]] = {
    "employer": "declined_by_employer",
    "participant": "declined_by_participant",
}


class NotEnough(Exception):  # noqa: N818  # named by what is wrong
    """A step was given too little, or what cannot be.

    Attributes
    ----------
    lacks : what to mend.
    """

    def __init__(self, found: Sequence[Lack]) -> None:
        self.lacks = tuple(found)
        super().__init__(", ".join(one.kind for one in found))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step, and when.

    Attributes
    ----------
    at : the time, ISO 8601 in UTC.
    today : the day in Sweden.
    pattern : how often the municipality follows people up.
    """

    name: str
    role: Role
    at: str
    today: date
    pattern: Pattern = STANDARD


def suggest(session: Session, participant_id: str, slot_id: str, who: Actor) -> Course:
    """Begin a course when somebody goes on with a place; one that is open already stays as it is."""
    known = repository.open_at(session, participant_id, slot_id)
    if known is not None:
        return known
    course = Course(
        uuid.uuid4().hex,
        participant_id,
        slot_id,
        "suggested",
        1,
        repository.coach_of(session, participant_id),
        who.today,
    )
    repository.add(session, course)
    _note(session, course, "suggest", who, {})
    return course


def drop(session: Session, participant_id: str, slot_id: str, who: Actor, words: str | None) -> None:
    """End what was only suggested when somebody decides that the place is not relevant."""
    course = repository.open_at(session, participant_id, slot_id)
    if course is None or not course.pending:
        return
    after = replace(
        course,
        state="ended",
        version=course.version + 1,
        ended_on=who.today,
        ended_by="coach",
        reason="coach_other",
        words=words,
    )
    caseload.unshare(session, participant_id, slot_id)
    repository.change(session, after)
    given = {"side": "coach", "reason": "coach_other"} | ({"words": words} if words else {})
    _note(session, after, "decline", who, given)


def adopt(session: Session, placement_id: str, who: Actor) -> Course | None:
    """Follow a placement that goes on and was not begun here; it keeps its id.

    Returns
    -------
    The course; None when there is no such placement, or its place or person is not there.

    Raises
    ------
    AlreadyPlaced
        When the participant has another placement that runs.
    PlaceFull
        When more are booked here than the place takes.
    """
    known = repository.get(session, placement_id)
    if known is not None:
        return known
    kept = stored.get(session, "placement", placement_id)
    document = kept.document if kept else {}
    if document.get("outcome") != "ongoing":
        return None
    if stored.get(session, "slot", document["slot_id"]) is None:
        return None
    began = document.get("started_on") or document.get("suggested_on")
    started = date.fromisoformat(began) if began else who.today
    suggested = date.fromisoformat(document.get("suggested_on") or started.isoformat())
    who_for = document["participant_id"]
    coach = repository.coach_of(session, who_for)
    course = Course(
        placement_id, who_for, document["slot_id"], "started", 1, coach, suggested, started_on=started
    )
    if repository.elsewhere(session, course) or repository.open_at(session, who_for, course.slot_id):
        raise AlreadyPlaced
    if not booking.count_in(session, course.slot_id, by=who.name, at=who.at):
        raise PlaceFull
    repository.add(session, course)
    _note(session, course, "adopt", who, {}, day=started)
    followups.begin(session, who_for, who.today, who.name, pattern=who.pattern)
    return course


def take(session: Session, course: Course, asked: NewStep, who: Actor) -> Course:
    """Take a step. The same step sent again, from the same version and by the same account, is one step.

    Returns
    -------
    The course as it has become.

    Raises
    ------
    Changed
        When somebody else has taken a step since `asked.version` was read.
    StepNotAllowed
        When the step does not follow from the state, or is not this role's.
    NotEnough
        When what is given is not enough.
    PlaceFull, PlaceClosed, AlreadyPlaced
        When the place cannot be booked, or another placement is in the way.
    """
    if asked.version is not None and asked.version != course.version:
        if _taken_already(session, course, asked, who):
            return course
        raise Changed
    row = TRANSITIONS[asked.step]
    word = row.word(who.role)
    known = caseload.of(session, course.participant_id)
    hidden = known is not None and known.protected and word in ("plain", "shared")
    if course.state not in row.before or word == "-" or hidden:
        raise StepNotAllowed
    found = list(lacks(asked, course, row, who.role, who.today))
    if found:
        raise NotEnough(found)
    after = replace(
        course,
        state=row.to(course.state),
        version=course.version + 1,
        told=course.told and who.role != "liaison",
    )
    after = _EFFECTS[asked.step](session, after, asked, who, course)
    _leave(session, course, after, who)
    repository.change(session, after)
    _note(session, after, asked.step, who, asked.kept, day=asked.on, side=after.ended_by)
    _write(session, after, row, who)
    return after


def sharing(session: Session, participant_id: str, slot_id: str, step: StepName, who: Actor) -> None:
    """Share somebody for a place, or take it back, whichever way the course there has gone.

    Doing it twice does nothing more.
    """
    course = repository.open_at(session, participant_id, slot_id)
    if course is None and step == "share":
        course = suggest(session, participant_id, slot_id, who)
    if course is not None and course.state in TRANSITIONS[step].before:
        take(session, course, NewStep.model_validate({"step": step}), who)
    elif step == "unshare":
        caseload.unshare(session, participant_id, slot_id)


def read(session: Session, course: Course) -> None:
    """Remember that a coach has read what somebody else changed."""
    if not course.told:
        repository.change(session, replace(course, told=True))


def _taken_already(session: Session, course: Course, asked: NewStep, who: Actor) -> bool:
    """Say whether the step was taken from the version that the asker had read, by the asker."""
    then = [one for one in repository.steps(session, course.id) if one.number == (asked.version or 0) + 1]
    return any(_same(one, asked, who) for one in then)


def _same(taken: Taken, asked: NewStep, who: Actor) -> bool:
    return (taken.step, taken.by, taken.given) == (asked.step, who.name, asked.kept)


def _share(session: Session, after: Course, _asked: NewStep, who: Actor, _before: Course) -> Course:
    sharer = Account(who.name, who.name, who.role)
    caseload.share(session, after.participant_id, after.slot_id, sharer)
    return after


def _unshare(session: Session, after: Course, _asked: NewStep, _who: Actor, _before: Course) -> Course:
    caseload.unshare(session, after.participant_id, after.slot_id)
    return after


def _plain(_session: Session, after: Course, _asked: NewStep, _who: Actor, _before: Course) -> Course:
    return after


def _agree(session: Session, after: Course, asked: NewStep, who: Actor, _before: Course) -> Course:
    place = stored.get(session, "slot", after.slot_id)
    document = place.document if place else {}
    if document.get("paused") or document.get("open_until", "9999") < who.today.isoformat():
        raise PlaceClosed
    if repository.agreed_elsewhere(session, after):
        raise AlreadyPlaced
    if not booking.room(session, after.slot_id):
        raise PlaceFull
    booking.book(session, after.slot_id, by=who.name, at=who.at)
    return _with_hours(after, asked)


def _change(_session: Session, after: Course, asked: NewStep, _who: Actor, _before: Course) -> Course:
    return _with_hours(after, asked)


def _with_hours(after: Course, asked: NewStep) -> Course:
    return replace(
        after,
        begins_on=asked.begins_on or after.begins_on,
        until=asked.until,
        hours_from=asked.hours_from,
        hours_to=asked.hours_to,
        ramp_weeks=asked.ramp_weeks,
        study_hours=asked.study_hours,
    )


def _start(session: Session, after: Course, asked: NewStep, who: Actor, _before: Course) -> Course:
    if repository.elsewhere(session, after):
        raise AlreadyPlaced
    day = asked.on or who.today
    followups.begin(session, after.participant_id, day, who.name, pattern=who.pattern)
    return replace(after, started_on=day)


def _no_show(_session: Session, after: Course, asked: NewStep, who: Actor, _before: Course) -> Course:
    return replace(after, ended_on=asked.on or who.today, outcome="no_show", ended_by="participant")


def _decline(_session: Session, after: Course, asked: NewStep, who: Actor, _before: Course) -> Course:
    return replace(
        after,
        ended_on=who.today,
        outcome=DECLINED.get(str(asked.side)),
        ended_by=asked.side,
        reason=asked.reason,
        words=asked.words,
    )


def _end(session: Session, after: Course, asked: NewStep, who: Actor, _before: Course) -> Course:
    day = asked.on or who.today
    assert asked.outcome is not None  # noqa: S101  # `lacks` has seen to it
    booking.learn(session, after.slot_id, asked.outcome, by=who.name, at=who.at)
    followups.after(session, after.participant_id, day, by=who.name, pattern=who.pattern)
    return replace(
        after,
        ended_on=day,
        outcome=asked.outcome,
        ended_by=asked.side,
        reason=asked.reason,
        words=asked.words,
    )


def _hand_over(session: Session, after: Course, asked: NewStep, _who: Actor, _before: Course) -> Course:
    if asked.coach not in {name for name, _ in repository.colleagues(session, after.participant_id)}:
        raise NotEnough([Lack("coach", "coach_unknown", {})])
    known = caseload.of(session, after.participant_id)
    unit = known.unit if known else None
    caseload.assign(session, [after.participant_id], unit=unit, coach=asked.coach)
    return replace(after, coach=asked.coach, told=False)


_EFFECTS: Final[Mapping[str, Effect]] = {
    "share": _share,
    "unshare": _unshare,
    "introduce": _plain,
    "agree": _agree,
    "start": _start,
    "no_show": _no_show,
    "decline": _decline,
    "change": _change,
    "pause": _plain,
    "resume": _plain,
    "end": _end,
    "hand_over": _hand_over,
}


def _leave(session: Session, before: Course, after: Course, who: Actor) -> None:
    """Let go of the place and of the share when a course ends."""
    if after.open:
        return
    if not before.pending:
        booking.release(session, after.slot_id, by=who.name, at=who.at)
    caseload.unshare(session, after.participant_id, after.slot_id)


def _note(
    session: Session,
    course: Course,
    step: str,
    who: Actor,
    given: Mapping[str, Any],
    *,
    day: date | None = None,
    side: str | None = None,
) -> None:
    row = {
        "course_id": course.id,
        "number": course.version,
        "participant_id": course.participant_id,
        "step": step,
        "state": course.state,
        "at": who.at,
        "by": who.name,
        "day": day or who.today,
        "side": given.get("side") or (side if step == "no_show" else None),
        "reason": given.get("reason"),
        "words": given.get("words"),
        "given": canonical(given),
    }
    repository.add_step(session, row)


def _write(session: Session, course: Course, row: Transition, who: Actor) -> None:
    """Write the placement where the step begins or ends one."""
    if row.step == "start" or (not course.open and course.outcome is not None):
        said = [placement_reasons()[course.reason].label.sv] if course.reason else []
        text = " ".join([*said, *([course.words] if course.words else [])]) or None
        records.write(session, course, by=who.name, at=who.at, reason=text)
