"""A municipality that lives some years through the service's own functions: every state, reason and outcome.

Nothing is written past the functions that the pages and the API call. What each person met with is noted in a
diary beside the store, so that figures made from the store can be held against it. Who goes where is drawn,
not matched: it says nothing about how good suggestions are.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from data.records import ParticipantRecord, SlotRecord
from data.reference import placement_reasons
from data.synthetic import municipality
from service.accounts import caseload
from service.accounts import repository as accounts_repository
from service.accounts import service as accounts
from service.accounts.account import Role
from service.placing import end_for_slot, repository, taking
from service.placing.given import NewStep
from service.placing.lived import Lived
from service.placing.repository import Course
from service.placing.sound import faults
from service.placing.states import AFTER, STATES, TRANSITIONS
from service.placing.taking import Actor
from service.plans import followups
from service.plans import repository as plans
from service.plans.days import working_day
from service.plans.followups import Written
from service.plans.models import FollowUps
from service.plans.pattern import STANDARD
from service.problems import AlreadyPlaced, PlaceClosed, PlaceFull
from service.store import Database, erasure, records
from service.store.saving import Batch

if TYPE_CHECKING:
    from service.placing.withdrawing import How

COACHES: Final = ("coach1", "coach2", "coach3", "coach4")
UNITS: Final = ("norra", "sodra")
LIAISON: Final = "kontakt"
PROTECTED: Final = 0.03
"""Share of the people whose identity is protected."""

CHANCES: Final[dict[str, tuple[tuple[str, float], ...]]] = {
    "suggested": (("share", 0.12), ("introduce", 0.02), ("decline", 0.02), ("drop", 0.01)),
    "shared": (("introduce", 0.10), ("agree", 0.02), ("decline", 0.03), ("unshare", 0.01)),
    "introduced": (("agree", 0.16), ("decline", 0.04)),
    "agreed": (("start", 0.30), ("no_show", 0.015), ("decline", 0.01), ("change", 0.01)),
    "started": (("end", 0.012), ("pause", 0.006), ("change", 0.003), ("hand_over", 0.003)),
    "paused": (("resume", 0.08), ("end", 0.008), ("change", 0.004)),
}
"""State → the chance of each step on a working day."""

OUTCOMES: Final = (0.24, 0.16, 0.12, 0.26, 0.22)
"""Chance of each way to end, in the order of `AFTER`."""

SUGGESTED: Final = 0.04
"""Chance a day that somebody without a place gets one to go on with."""

CLOSED: Final = 0.08
"""Chance a day that a liaison closes, pauses or withdraws a place; another one opens again."""

ERASED: Final = 0.008
"""Chance a day that somebody is erased."""

Progress = Callable[[str], None]


class Town:
    """A municipality on a day.

    Parameters
    ----------
    database : an empty, migrated store.
    """

    def __init__(self, database: Database, *, seed: int, participants: int, slots: int, begins: date) -> None:
        self.database = database
        self.draw = random.Random(seed)  # noqa: S311  # chance, not a secret
        self.day = begins
        self.lived = Lived()
        made = municipality(
            seed, participants=participants, slots=slots, employers=slots * 3 // 5, placements=0, today=begins
        )
        self.slots = [slot.id for slot in made.slots]
        self.people = [person.id for person in made.participants]
        self.shut: list[str] = []
        self.hidden: set[str] = set()
        with database.write() as session:
            for unit in UNITS:
                accounts_repository.add_unit(session, unit, f"Arbetsmarknadsenheten {unit}")
            for number, coach in enumerate(COACHES):
                accounts.add(session, coach, "coach", unit=UNITS[number % len(UNITS)])
            accounts.add(session, LIAISON, "liaison")
            places = [
                _open(SlotRecord.from_domain(slot).model_dump(mode="json", exclude_none=True))
                for slot in made.slots
            ]
            Batch("slot", places, None).save(session, LIAISON)
            people = [
                ParticipantRecord.from_domain(person).model_dump(mode="json", exclude_none=True)
                for person in made.participants
            ]
            Batch("participant", people, None).save(session, COACHES[0])
            for number, key in enumerate(self.people):
                coach = COACHES[number % len(COACHES)]
                hidden = self.draw.random() < PROTECTED
                self.hidden |= {key} if hidden else set()
                unit = UNITS[number % len(UNITS)]
                caseload.assign(session, [key], unit=unit, coach=coach, protected=hidden)

    @property
    def at(self) -> str:
        """The time of the day when all is written."""
        return f"{self.day.isoformat()}T09:00:00.000+00:00"

    def who(self, name: str, role: Role = "coach") -> Actor:
        """Give somebody who takes a step today."""
        return Actor(name, role, self.at, self.day)

    def live(self, until: date, progress: Progress) -> None:
        """Live every working day before one."""
        while self.day < until:
            if working_day(self.day) == self.day:
                self._work()
                self.lived.days += 1
                progress(self.day.isoformat())
            self.day += timedelta(days=1)

    def _work(self) -> None:
        self._meet()
        with self.database.read() as session:
            everybody = repository.open_ones(session)
        for key in self.people:
            ways = everybody.get(key, [])
            busy = any(not course.pending for course in ways)
            if not busy and len(ways) < 3 and self.draw.random() < SUGGESTED:
                self._suggest(key)
            for course in ways:
                self._maybe(course)
        if self.draw.random() < CLOSED:
            self._close()
        if self.draw.random() < ERASED and len(self.people) > 1:
            self._erase()
        with self.database.read() as session:
            self._look(faults(session))

    def _look(self, found: Sequence[str]) -> None:
        self.lived.faults += [f"{self.day}: {fault}" for fault in found]

    def _meet(self) -> None:
        """Hold the meetings that are due, and book the next, or end the follow-up when its time is over."""
        with self.database.read() as session:
            query = select(FollowUps.participant_id, FollowUps.id).where(
                FollowUps.state == "booked", FollowUps.due <= self.day
            )
            due = [(key, meeting) for key, meeting in session.execute(query.order_by(FollowUps.id))]
        for key, meeting in due:
            with self.database.write() as session:
                self._hold(session, key, meeting)
            self.lived.meetings += 1

    def _hold(self, session: Any, key: str, meeting: str) -> None:
        known = plans.meeting(session, key, meeting)
        following = plans.following(session, key)
        if known is None or following is None:
            return
        by = repository.coach_of(session, key) or COACHES[0]
        came = self.draw.random() < 0.93
        written = Written(
            "held" if came else "missed", self.day, "Vi gick igenom veckan." if came else "Kom inte."
        )
        followups.write(session, known, known.version, written, by=by)
        ended = following.ended
        running = any(course.running for course in repository.of(session, key))
        if not running and ended is not None and self.day >= STANDARD.until(ended):
            followups.close(session, key, self.day, "Uppföljningen är klar.", by=by)
            return
        day = STANDARD.following(following.since, self.day, ended)
        followups.book(session, key, meeting, day, None, by=by)

    def _suggest(self, key: str) -> None:
        slot = self.draw.choice(self.slots)
        with self.database.write() as session:
            coach = repository.coach_of(session, key) or COACHES[0]
            course = taking.suggest(session, key, slot, self.who(coach))
        if course.version == 1:
            self._note("suggest", course)

    def _maybe(self, course: Course) -> None:
        """Take a step, or none, as chance has it."""
        left = self.draw.random()
        if course.state == "agreed" and course.begins_on is not None and course.begins_on > self.day:
            return
        for step, chance in CHANCES[course.state]:
            left -= chance
            if left < 0:
                if step == "drop":
                    self._drop(course)
                elif not (course.participant_id in self.hidden and step in ("share", "unshare", "hand_over")):
                    self._take(course, step)
                return
        if course.participant_id in self.hidden and course.state == "suggested" and left < 0.1:
            self._take(course, "introduce")

    def _drop(self, course: Course) -> None:
        with self.database.write() as session:
            now_ = repository.get(session, course.id)
            taking.drop(session, course.participant_id, course.slot_id, self.who(COACHES[0]), "Inte nu.")
            after = repository.get(session, course.id)
        if now_ is not None and now_.pending and after is not None:
            self._note("decline", after)

    def _take(self, course: Course, step: str) -> None:
        try:
            with self.database.write() as session:
                known = repository.get(session, course.id)
                if known is None or known.state != course.state:
                    return
                coach = repository.coach_of(session, course.participant_id) or COACHES[0]
                by_liaison = course.state == "shared" and step in ("introduce", "decline") and self._once(0.4)
                who = self.who(LIAISON, "liaison") if by_liaison else self.who(coach)
                given = self._given(session, course, step, liaison=by_liaison)
                if given is None:
                    return
                after = taking.take(session, known, NewStep.model_validate({"step": step} | given), who)
                if not after.told:
                    taking.read(session, after)
                self._look(faults(session, course.participant_id))
        except (PlaceFull, PlaceClosed, AlreadyPlaced) as problem:
            self.lived.refused[type(problem).__name__] += 1
            return
        self._note(step, after)

    def _once(self, chance: float) -> bool:
        return self.draw.random() < chance

    def _given(self, session: Any, course: Course, step: str, *, liaison: bool) -> dict[str, Any] | None:
        """Draw what a step is given."""
        needs = TRANSITIONS[step].needs
        given: dict[str, Any] = {}
        if "hours" in needs:
            full = self.draw.choice((10, 15, 20, 25, 30, 40))
            begins = course.started_on or working_day(self.day + timedelta(days=self.draw.randrange(15)))
            given |= {"begins_on": begins, "hours_to": full}
            if self._once(0.4):
                given |= {"hours_from": full / 2, "ramp_weeks": self.draw.randrange(1, 13)}
            if self._once(0.3):
                given["study_hours"] = full / 4
        if "coach" in needs:
            others = repository.colleagues(session, course.participant_id)
            if not others:
                return None
            given["coach"] = self.draw.choice(others)[0]
        if "end" in needs:
            given["outcome"] = self.draw.choices(AFTER, OUTCOMES)[0]
            if given["outcome"] != "interrupted" and self._once(0.85):
                return given | {"side": "plan"}
        if "why" in needs or "end" in needs:
            codes = [
                code
                for code, known in placement_reasons().items()
                if step in known.steps and (not liaison or known.side == "employer")
            ]
            given["reason"] = self.draw.choice(codes)
            given["side"] = placement_reasons()[given["reason"]].side
        return given

    def _close(self) -> None:
        """Close a place; the one that has been closed longest opens again."""
        slot = self.draw.choice([key for key in self.slots if key not in self.shut])
        ways: tuple[How, ...] = ("closed", "paused", "withdrawn")
        how = self.draw.choice(ways)
        with self.database.write() as session:
            pending = repository.at_slot(session, slot, ("suggested", "shared", "introduced"))
            number = end_for_slot(session, slot, LIAISON, self.at, None, how=how)
            self._set(session, slot, paused=True)
            for course in repository.at_slot(session, slot, tuple(STATES)):
                taking.read(session, course)
        self.shut.append(slot)
        self.lived.steps["close"] += number
        self.lived.reasons[f"place_{how}"] += number
        self.lived.states["ended"] += len(pending)
        if len(self.shut) > max(2, len(self.slots) // 10):
            with self.database.write() as session:
                self._set(session, self.shut.pop(0), paused=False)

    def _set(self, session: Any, slot: str, *, paused: bool) -> None:
        stored = records.get(session, "slot", slot)
        if stored is not None:
            records.write(session, "slot", [stored.document | {"paused": paused}], by=LIAISON, at=self.at)

    def _erase(self) -> None:
        key = self.people.pop(self.draw.randrange(len(self.people)))
        with self.database.write() as session:
            erasure.erase(session, key, by="admin", at=self.at)
        self.lived.diary.pop(key, None)
        self.lived.erased += 1

    def _note(self, step: str, course: Course) -> None:
        """Write the diary, beside the store."""
        lived = self.lived
        lived.steps[step] += 1
        lived.states[course.state] += 1
        if course.state == "ended":
            lived.sides[course.ended_by or ""] += 1
            lived.reasons[course.reason or ""] += 1
        elif step in ("pause", "hand_over"):
            with self.database.read() as session:
                lived.reasons[repository.steps(session, course.id)[-1].reason or ""] += 1
        told = "ongoing" if step == "start" else course.outcome
        if told is not None:
            lived.outcomes[told] += 1
            lived.diary.setdefault(course.participant_id, {})[course.id] = told, course.started_on


def _open(document: dict[str, Any]) -> dict[str, Any]:
    """Give a place that is open until somebody closes it, with nobody there and no earlier outcomes."""
    left_out = (
        "open_from",
        "open_until",
        "paused",
        "employer_placements",
        "employer_completed",
        "employer_hired",
    )
    kept = {name: value for name, value in document.items() if name not in left_out}
    return kept | {"filled": 0, "capacity": document.get("capacity") or 1}


def simulate(
    database: Database,
    *,
    years: int,
    seed: int,
    participants: int = 300,
    slots: int = 250,
    begins: date = date(2026, 11, 23),
    progress: Progress = lambda _day: None,
) -> Lived:
    """Let a municipality live some years on an empty store.

    Parameters
    ----------
    begins : the first day.
    progress : is told each day that has been lived.

    Returns
    -------
    What happened, and what was not as it must be.
    """
    town = Town(database, seed=seed, participants=participants, slots=slots, begins=begins)
    town.live(date(begins.year + years, begins.month, begins.day), progress)
    return town.lived


def placements(database: Database) -> Iterator[dict[str, Any]]:
    """Give every placement of a store."""
    after = ""
    with database.read() as session:
        while page := records.page(session, "placement", limit=500, after=after):
            yield from (one.document for one in page)
            after = page[-1].id
