"""What the demo's invented participants have been through: courses in every state, plans, and meetings.

Everything is done by the functions that the pages call, on the days when it would have been done.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy.orm import Session

from data.reference import context
from matcher import Participant, Slot, prepare
from service.accounts import Account, caseload, demo
from service.coach.reasons import REASONS
from service.coach.repository import people
from service.liaison import demo as openings
from service.liaison import repository as places
from service.liaison.standing import closed, stands
from service.placing import booking, end_for_slot, repository, taking
from service.placing.given import NewStep
from service.placing.taking import Actor
from service.plans import demo as plans
from service.plans.days import working_day
from service.store import records, runs
from service.store.clock import now

Given = Mapping[str, Any]
Step = tuple[str, int, Given]

HOURS: Final[Given] = {"hours_to": 20}
SOFT: Final[Given] = {"hours_from": 8, "hours_to": 24, "ramp_weeks": 6, "study_hours": 6}


@dataclass(frozen=True, slots=True)
class Way:
    """How far somebody has come at a place.

    Attributes
    ----------
    steps : each with the days from the first day of the placement, and what it is given.
    weeks : since the first day of the placement, or until it.
    plan : key of the plans of `service.plans.demo`.
    late : whether the latest meeting has not been written up.
    closes : whether the place closes before anything is agreed.
    """

    steps: Sequence[Step]
    weeks: int
    plan: str
    late: bool = False
    closes: bool = False


COACHES: Final = tuple(user for user in demo.USERS if user.role == "coach")

MET: Final[tuple[Step, ...]] = (("share", -12, {}), ("introduce", -9, {}))
BEGUN: Final[tuple[Step, ...]] = (*MET, ("agree", -6, HOURS), ("start", 0, {}))
SOFTLY: Final[tuple[Step, ...]] = (*MET, ("agree", -6, SOFT), ("start", 0, {}))


def _why(side: str, reason: str) -> Given:
    return {"side": side, "reason": reason}


def _end(outcome: str, side: str, reason: str | None = None) -> Given:
    return {"outcome": outcome, "side": side, "reason": reason}


WAYS: Final = (
    Way((), 0, "near"),
    Way(SOFTLY, 9, "there"),
    Way(MET, 0, "near"),
    Way((*MET, ("agree", -6, HOURS)), -1, "soon"),
    Way(BEGUN, 5, "there", late=True),
    Way((*BEGUN, ("pause", 28, _why("participant", "leave"))), 6, "there"),
    Way((*BEGUN, ("end", 84, _end("hired", "plan"))), 16, "after"),
    Way((*BEGUN, ("end", 42, _end("interrupted", "participant", "travel"))), 8, "new", late=True),
    Way((), 0, "near", closes=True),
    Way((*MET, ("decline", -5, _why("employer", "no_supervisor"))), 1, "near"),
    Way((*SOFTLY, ("end", 70, _end("studies", "participant", "began_studies"))), 14, "after"),
    Way((*MET, ("agree", -6, HOURS), ("no_show", 0, {})), 2, "soon", late=True),
    Way((*BEGUN, ("end", 56, _end("completed", "plan"))), 11, "near", late=True),
    Way((*MET, ("decline", -5, _why("coach", "better_place"))), 1, "near"),
)
"""What the participants of a coach have been through, one after another."""

LATE: Final = 21
"""Days ago that a meeting was left, where it is late."""

DISMISSED: Final = (REASONS["Deltagaren"][2], REASONS["Arbetet"][0], REASONS["Uppgifterna"][1])
"""Why places were not relevant for the participants who have not come that far."""

UNIT: Final = ((-9, 8), (None, 6), (12, 7))
"""Of the people of a unit who have no coach yet: days until the meeting, and how many have it then."""

CHOICES: Final = 12
"""Places that are tried for a participant, the best first."""


def fill(session: Session, everybody: Sequence[Participant], slots: Sequence[Slot], today: date) -> None:
    """Let the demo's coaches have worked for some months; accounts and places are there already."""
    open_ = [slot for slot in slots if stands(slot, today) == "open"][openings.PAUSED :]
    ready = prepare(open_, context(date=today))
    for user in COACHES:
        seen = people(session, Account(user.name, user.full_name, "coach", people="plain"), own=True)
        begun = repository.open_ones(session)
        own = [one.stored.document for one in seen if one.stored.id not in begun]
        rankings = ready.rank([Participant(**one) for one in own], top=CHOICES, near=0, questions=0)
        for way, document, ranking in zip(WAYS, own, rankings, strict=False):
            plans.write(session, document, way.plan, today, by=user.name)
            found = (one.slot_id for one in ranking.suggestions if booking.room(session, one.slot_id))
            if (slot_id := next(found, None)) is not None:
                _walk(session, (document["id"], slot_id), way, _actor(user.name, today))
        rest = zip(own[len(WAYS) :], rankings[len(WAYS) :], strict=True)
        for number, (document, ranking) in enumerate(rest):
            for place in ranking.suggestions[:1]:
                reason = DISMISSED[number % len(DISMISSED)]
                _decide(session, document["id"], place.slot_id, _actor(user.name, today), reason)
            if number % 2:
                plans.write(session, document, "new", today, by=user.name)
                plans.follow(session, document["id"], today + timedelta(days=number), today, by=user.name)
    _wait(session, [one.id for one in everybody], today)


def _walk(session: Session, pair: tuple[str, str], way: Way, coach: Actor) -> None:
    """Take somebody the whole way at a place.

    Parameters
    ----------
    coach : who does it, as of today.
    """
    (participant_id, slot_id), by, today = pair, coach.name, coach.today
    first = working_day(today - timedelta(weeks=way.weeks))
    before = min(first, today) - timedelta(days=14)
    _decide(session, participant_id, slot_id, _actor(by, before))
    course = taking.suggest(session, participant_id, slot_id, _actor(by, before))
    for step, days, given in way.steps:
        day = min(working_day(first + timedelta(days=days)), today)
        plans.meet(session, participant_id, day, by=by)
        asked = {"begins_on": first} if step == "agree" else {}
        wanted = NewStep.model_validate({"step": step} | asked | dict(given))
        course = taking.take(session, course, wanted, _actor(by, max(day, before)))
    plans.meet(session, participant_id, today - timedelta(days=LATE if way.late else 0), by=by)
    if way.closes:
        _close(session, slot_id, today)


def _actor(by: str, day: date) -> Actor:
    return Actor(by, "coach", min(f"{day.isoformat()}T09:00:00.000+00:00", now()), day)


def _decide(
    session: Session, participant_id: str, slot_id: str, who: Actor, reason: str | None = None
) -> None:
    """Go on with a place or, where a reason is given, dismiss it."""
    row = {
        "id": uuid.uuid5(plans.OF, f"{participant_id}\n{slot_id}").hex,
        "at": who.at,
        "by": who.name,
        "participant_id": participant_id,
        "slot_id": slot_id,
        "run_id": None,
        "decision": "dismiss" if reason else "go_on",
        "reason": reason,
    }
    runs.decide(session, row)


def _close(session: Session, slot_id: str, today: date) -> None:
    """Let the liaison close a place: what was only suggested there ends, and the coach is told."""
    stored = records.get(session, "slot", slot_id)
    assert stored is not None  # noqa: S101  # somebody has just been suggested there
    at = _actor(openings.LIAISON, today).at
    records.write(session, "slot", [closed(stored.document, today)], by=openings.LIAISON, at=at)
    places.add_step(session, slot_id, "close", by=openings.LIAISON, at=at, until=None, reason=openings.REASON)
    end_for_slot(session, slot_id, openings.LIAISON, at, openings.REASON)


def _wait(session: Session, participant_ids: Sequence[str], today: date) -> None:
    """Follow up some of those who have no coach yet: late, without a meeting, and in time."""
    cases = [known for key in participant_ids if (known := caseload.of(session, key)) is not None]
    for coach in COACHES:
        waiting = iter(one for one in cases if (one.unit, one.coach) == (coach.unit, None))
        for days, number in UNIT:
            due = None if days is None else today + timedelta(days=days)
            for one in islice(waiting, number):
                plans.follow(session, one.participant_id, due, today, by=coach.name)
