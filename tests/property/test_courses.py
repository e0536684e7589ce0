"""Any steps by anybody in any order: the store and a plain model of placements say the same, always.

The model knows the table of states and four numbers; it is a page of plain Python. After every step the
invariants are asked of the store itself. A longer run: ``make courses``.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from service.accounts import caseload
from service.placing import end_for_slot, repository, taking
from service.placing.given import NewStep
from service.placing.sound import faults
from service.placing.states import BOOKED, PENDING, RUNNING, TRANSITIONS
from service.placing.taking import Actor, NotEnough
from service.problems import AlreadyPlaced, Changed, PlaceFull, StepNotAllowed
from service.store import Database, erasure, migrate, records
from service.store.clock import now
from tests.support.accounts import an_account
from tests.support.courses import DAY, ENOUGH

RUNS = int(os.environ.get("RATTPLATS_COURSE_RUNS", "12"))
PEOPLE = ("d0", "d1", "d2")
PLACES = {"s": 1, "t": 2, "u": None}
ANYBODY = st.sampled_from(PEOPLE)
ANYWHERE = st.sampled_from(sorted(PLACES))


@cache
def template() -> Path:
    """A store with three people and three places, copied for each run."""
    path = Path(tempfile.mkdtemp(prefix="rattplats-courses-")) / "store.sqlite3"
    database = Database.open(f"sqlite:///{path}")
    migrate.upgrade(database)
    an_account(database, "eva", unit="norra")
    an_account(database, "bo", unit="norra")
    an_account(database, "lena", "liaison")
    with database.write() as session:
        fill(session)
    database.close()
    return path


def fill(session: Session) -> None:
    places = [
        {"id": key, "employer_id": "e"} | ({"capacity": room, "filled": 0} if room else {})
        for key, room in PLACES.items()
    ]
    records.write(session, "employer", [{"id": "e"}], by="test", at=now())
    records.write(session, "slot", places, by="test", at=now())
    for key in PEOPLE:
        person(session, key)


def person(session: Session, key: str) -> None:
    records.write(session, "participant", [{"id": key}], by="test", at=now())
    caseload.assign(session, [key], unit="norra", coach="eva")


@dataclass(frozen=True)
class Model:
    """One course, as anybody would keep it on paper."""

    person: str
    place: str
    state: str
    version: int
    outcome: str | None = None


class Courses(RuleBasedStateMachine):
    """Steps, shares, decisions, closings and erasures in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="rattplats-run-"))
        shutil.copy(template(), self.folder / "store.sqlite3")
        self.database = Database.open(f"sqlite:///{self.folder / 'store.sqlite3'}")
        self.model: dict[str, Model] = {}

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with self.database.write() as session:
            yield session

    def open_at(self, who: str, place: str) -> str | None:
        return next(
            (k for k, m in self.model.items() if (m.person, m.place) == (who, place) and m.state != "ended"),
            None,
        )

    def held(self, place: str) -> int:
        return sum(m.place == place and m.state in BOOKED for m in self.model.values())

    def somewhere(self, who: str, states: tuple[str, ...], but: str) -> bool:
        return any(k != but and m.person == who and m.state in states for k, m in self.model.items())

    @initialize(who=ANYBODY, place=ANYWHERE)
    def begin(self, who: str, place: str) -> None:
        self.suggest(who, place)

    @rule(who=ANYBODY, place=ANYWHERE)
    def suggest(self, who: str, place: str) -> None:
        with self.writing() as session:
            course = taking.suggest(session, who, place, actor("eva"))
        known = self.open_at(who, place)
        assert (known is None) == (course.id not in self.model)
        self.model.setdefault(course.id, Model(who, place, "suggested", 1))

    @rule(who=ANYBODY, place=ANYWHERE)
    def dismiss(self, who: str, place: str) -> None:
        with self.writing() as session:
            taking.drop(session, who, place, actor("eva"), "Inte nu")
        key = self.open_at(who, place)
        if key and self.model[key].state in PENDING:
            self.ended(key, None)

    @rule(
        data=st.data(),
        step=st.sampled_from(sorted(TRANSITIONS)),
        name=st.sampled_from(["eva", "bo", "lena"]),
        lag=st.sampled_from([None, 0, 0, 0, 1]),
        little=st.integers(0, 9),
    )
    def take(self, data: Any, step: str, name: str, lag: int | None, little: int) -> None:
        if not self.model:
            return
        key = data.draw(st.sampled_from(list(self.model)))
        before = self.model[key]
        row, role = TRANSITIONS[step], "liaison" if name == "lena" else "coach"
        given = {} if not little else ENOUGH.get(step, {})
        if name == "lena" and step == "decline" and given:
            given = {"side": "employer", "reason": "no_answer"}
        version = None if lag is None else before.version - lag
        asked = NewStep.model_validate({"step": step, "version": version} | given)
        expected = self.expect(key, row, role, given, lag)
        if lag == 1 and self.same_as_last(key, asked, name):
            expected = None
        try:
            with self.writing() as session:
                course = repository.get(session, key)
                assert course is not None
                after = taking.take(session, course, asked, actor(name))
            refused: type[Exception] | None = None
        except (StepNotAllowed, Changed, NotEnough, PlaceFull, AlreadyPlaced) as problem:
            refused = type(problem)
        assert refused is expected, (step, before)
        if refused is not None:
            return
        if after.version == before.version:
            return
        outcome = {"no_show": "no_show", "end": "completed"}.get(step)
        if step == "decline":
            outcome = "declined_by_employer" if name == "lena" else "declined_by_participant"
        self.model[key] = replace(
            before, state=row.to(before.state), version=before.version + 1, outcome=outcome
        )

    def same_as_last(self, key: str, asked: NewStep, name: str) -> bool:
        with self.database.read() as session:
            last = repository.steps(session, key)[-1]
        return (last.step, last.by, last.given) == (asked.step, name, asked.kept)

    def expect(self, key: str, row: Any, role: str, given: Any, lag: int | None) -> type[Exception] | None:
        """Say what the paper says must happen; None that the step is taken."""
        m = self.model[key]
        if lag == 1:
            return Changed
        liaison = role == "liaison" and row.step not in ("introduce", "agree", "decline")
        if m.state not in row.before or liaison:
            return StepNotAllowed
        if not given and row.step in ENOUGH:
            return NotEnough
        if row.step == "agree":
            if self.somewhere(m.person, ("agreed",), key):
                return AlreadyPlaced
            room = PLACES[m.place]
            return PlaceFull if room is not None and self.held(m.place) >= room else None
        if row.step == "start" and self.somewhere(m.person, RUNNING, key):
            return AlreadyPlaced
        if row.step == "hand_over" and self.coach(m.person) == given["coach"]:
            return NotEnough
        return None

    def coach(self, who: str) -> str | None:
        with self.database.read() as session:
            return repository.coach_of(session, who)

    @rule(place=ANYWHERE)
    def close(self, place: str) -> None:
        with self.writing() as session:
            number = end_for_slot(session, place, "lena", now(), None)
        pending = [k for k, m in self.model.items() if m.place == place and m.state in PENDING]
        assert number == len(pending)
        for key, m in list(self.model.items()):
            if key in pending:
                self.ended(key, None)
            elif m.place == place and m.state in BOOKED:
                self.model[key] = replace(m, version=m.version + 1)

    @rule(who=ANYBODY)
    def erase(self, who: str) -> None:
        with self.writing() as session:
            erasure.erase(session, who, by="ada", at=now())
            person(session, who)
        self.model = {k: m for k, m in self.model.items() if m.person != who}

    def ended(self, key: str, outcome: str | None) -> None:
        m = self.model[key]
        self.model[key] = replace(m, state="ended", version=m.version + 1, outcome=outcome)

    @invariant()
    def the_store_says_what_the_paper_says(self) -> None:
        with self.database.read() as session:
            stored = {c.id: c for who in PEOPLE for c in repository.of(session, who)}
            assert faults(session) == []
            slots = {key: records.get(session, "slot", key) for key in PLACES}
        assert {
            key: Model(c.participant_id, c.slot_id, c.state, c.version, c.outcome)
            for key, c in stored.items()
        } == self.model
        for key, room in PLACES.items():
            slot = slots[key]
            assert slot is not None
            assert slot.document.get("filled") == (self.held(key) if room else None)


def actor(name: str) -> Actor:
    return Actor(name, "liaison" if name == "lena" else "coach", now(), max(DAY, date(2026, 11, 23)))


def test_courses_are_what_a_plain_model_says() -> None:
    chosen = settings(
        max_examples=RUNS,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Courses, settings=chosen)  # type: ignore[no-untyped-call]
