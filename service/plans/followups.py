"""Follow-ups: the next meeting is always booked, from the beginning of a placement until some time after it.

`begin` and `after` are called by whatever starts and ends a placement, in the same transaction.
"""

import uuid
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final, Literal

from sqlalchemy.orm import Session

from service.plans import repository
from service.plans.models import Followings, FollowUps
from service.plans.pattern import STANDARD, Pattern
from service.store.clock import now

Held = Literal["held", "missed"]

OF: Final = uuid.UUID("6d9f4a52-36c0-4c0e-9d5c-2f8f7f2f5f0e")
"""Names the ids of meetings that follow from another one, so that a repeated press books the same."""


class Elsewhere(Exception):  # noqa: N818  # named by what is wrong
    """Somebody else has changed the meeting since it was read."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written about a meeting.

    Attributes
    ----------
    state : whether it took place.
    next_step : what is to be done until the next one.
    hours : attended a week since the last one, where that is known.
    with_whom : codes of those who took part.
    """

    state: Held
    held_on: date
    done: str
    next_step: str | None = None
    hours: float | None = None
    with_whom: tuple[str, ...] = ()

    def columns(self) -> dict[str, Any]:
        """Give the columns of the table."""
        return {
            "state": self.state,
            "held_on": self.held_on,
            "done": self.done,
            "next_step": self.next_step,
            "hours": self.hours,
            "with_whom": " ".join(self.with_whom),
        }


def begin(session: Session, participant_id: str, on: date, by: str, *, pattern: Pattern = STANDARD) -> None:
    """Follow a participant up from the day that a placement starts, and book the first meeting.

    A meeting that is booked already stays where it is sooner. Doing it twice does nothing more.

    Parameters
    ----------
    on : the first day of the placement.
    by : name of the account that started it.
    pattern : the municipality's own, as ``Pattern.of(settings)``.
    """
    _follow(session, participant_id, since=on, ended=None, by=by)
    day = pattern.following(on, on)
    waiting = repository.booked(session, participant_id)
    if waiting is None:
        book(session, participant_id, fresh(), day, None, by=by)
    elif waiting.due > day:
        move(session, waiting, day, None, by=by)


def after(
    session: Session, participant_id: str, ended: date, *, by: str | None = None, pattern: Pattern = STANDARD
) -> None:
    """Go on following a participant up by the month for some time after a placement has ended, or work began.

    A booked meeting stays. Doing it twice does nothing more.

    Parameters
    ----------
    ended : the last day of the placement.
    by : name of the account that ended it; who began the follow-up when nobody is given.
    pattern : the municipality's own, as ``Pattern.of(settings)``.
    """
    known = repository.following(session, participant_id)
    who = by or (known.by if known else "")
    since = known.since if known and known.closed is None else ended
    _follow(session, participant_id, since=since, ended=ended, by=who)
    if repository.booked(session, participant_id) is None:
        day = pattern.following(since, ended, ended)
        book(session, participant_id, fresh(), day, None, by=who)


def _follow(session: Session, participant_id: str, *, since: date, ended: date | None, by: str) -> None:
    known = repository.following(session, participant_id)
    if known and (known.since, known.ended, known.closed) == (since, ended, None):
        return
    row = {"participant_id": participant_id, "since": since, "ended": ended, "closed": None, "reason": None}
    repository.put(session, Followings, row | {"at": now(), "by": by})


def follow(session: Session, participant_id: str, today: date, *, by: str) -> None:
    """Follow a participant up from today, where nobody does yet."""
    known = repository.following(session, participant_id)
    if known is None or known.closed is not None:
        _follow(session, participant_id, since=today, ended=known.ended if known else None, by=by)


def fresh() -> str:
    """Give a reason that no other meeting follows from."""
    return uuid.uuid4().hex


def key_after(participant_id: str, reason: str) -> str:
    """Give the id of the meeting that follows from something, the same each time."""
    return uuid.uuid5(OF, f"{participant_id}\n{reason}").hex


def book(
    session: Session, participant_id: str, reason: str, due: date, clock: time | None, *, by: str
) -> None:
    """Book a meeting, unless the same one has been booked before.

    Parameters
    ----------
    reason : what it follows from, so that a repeated press books the same meeting.
    """
    key = key_after(participant_id, reason)
    if repository.meeting(session, participant_id, key) is not None:
        return
    row = {
        "participant_id": participant_id,
        "id": key,
        "due": due,
        "clock": _clock(clock),
        "state": "booked",
        "held_on": None,
        "done": None,
        "next_step": None,
        "hours": None,
        "with_whom": "",
        "version": 1,
    }
    _keep(session, row, by)


def move(session: Session, known: FollowUps, due: date, clock: time | None, *, by: str) -> None:
    """Move a booked meeting."""
    row = _row(known) | {"due": due, "clock": _clock(clock), "version": known.version + 1}
    _keep(session, row, by)


def write(session: Session, known: FollowUps, version: int, written: Written, *, by: str) -> bool:
    """Write up a meeting; say whether anything was new.

    Parameters
    ----------
    version : the one that was read.

    Raises
    ------
    Elsewhere
        When somebody else has written something else meanwhile.
    """
    row = _row(known)
    after = row | written.columns()
    if after == row:
        return False
    if known.version != version:
        raise Elsewhere
    _keep(session, after | {"version": version + 1}, by)
    return True


def close(session: Session, participant_id: str, today: date, reason: str, *, by: str) -> None:
    """End the follow-up of a participant; a booked meeting is cancelled."""
    known = repository.following(session, participant_id)
    waiting = repository.booked(session, participant_id)
    if waiting is not None:
        row = _row(waiting) | {"state": "cancelled", "version": waiting.version + 1}
        _keep(session, row, by)
    if known is None or known.closed is not None:
        return
    row = {
        "participant_id": participant_id,
        "since": known.since,
        "ended": known.ended,
        "closed": today,
        "reason": reason,
        "at": now(),
        "by": by,
    }
    repository.put(session, Followings, row)
    document = {"closed": today.isoformat(), "reason": reason}
    repository.record(session, participant_id, "closing", participant_id, document, by=by)


def _clock(clock: time | None) -> str | None:
    return f"{clock:%H:%M}" if clock else None


def _row(known: FollowUps) -> dict[str, Any]:
    columns = (column.name for column in FollowUps.__table__.columns)
    return {name: getattr(known, name) for name in columns if name not in ("at", "by")}


def _keep(session: Session, row: dict[str, Any], by: str) -> None:
    repository.put(session, FollowUps, row | {"at": now(), "by": by})
    hidden = ("participant_id", "id", "version")
    document = {name: _plain(value) for name, value in row.items() if name not in hidden and value}
    repository.record(session, row["participant_id"], "meeting", row["id"], document, by=by)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
