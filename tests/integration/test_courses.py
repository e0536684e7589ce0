"""The course of a placement, from a suggestion to how it ended, on both stores."""

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import DBAPIError

from service.accounts import Account, caseload
from service.placing import end_for_slot, repository, taking
from service.placing.given import NewStep
from service.placing.models import Courses, CourseSteps
from service.placing.repository import Course
from service.placing.sound import faults
from service.placing.states import TRANSITIONS, Transition
from service.placing.taking import NotEnough
from service.problems import AlreadyPlaced, Changed, PlaceClosed, PlaceFull, StepNotAllowed
from service.store import Database, erasure, migrate, runs
from service.store.clock import now
from tests.support.courses import DAY, ENOUGH, HOURS, WAY, a_town, kept, suggest, take, who
from tests.support.stores import save


def steps(database: Database, course: str) -> list[str]:
    with database.read() as session:
        return [one.step for one in repository.steps(session, course)]


def filled(database: Database, slot: str = "s") -> Any:
    return (kept(database, "slot", slot) or {}).get("filled")


def test_the_whole_way_writes_the_placement_that_evaluation_reads(database: Database) -> None:
    a_town(database)
    course = take(database, suggest(database), "share", "introduce")
    assert kept(database, "placement", course.id) is None
    course = take(database, course, "agree", "start")
    assert kept(database, "placement", course.id) == {
        "id": course.id,
        "participant_id": "d0",
        "slot_id": "s",
        "suggested_on": "2026-11-23",
        "started_on": "2026-11-23",
        "outcome": "ongoing",
    }
    late = who(today=date(2027, 2, 26))
    course = take(database, course, "pause", by=late, on=date(2027, 1, 4))
    course = take(database, course, "resume", "end", by=late)
    assert kept(database, "placement", course.id) == {
        "id": course.id,
        "participant_id": "d0",
        "slot_id": "s",
        "suggested_on": "2026-11-23",
        "started_on": "2026-11-23",
        "ended_on": "2027-02-26",
        "outcome": "completed",
        "ended_by": "plan",
    }
    assert steps(database, course.id) == ["suggest", *WAY, "pause", "resume", "end"]


def test_of_one_day_the_latest_stands_first(database: Database) -> None:
    a_town(database)
    slots = [f"p{number}" for number in range(6)]
    save(database, "slot", *({"id": slot, "title": "Lager"} for slot in slots))
    with database.write() as session:
        for second, slot in enumerate(slots):
            by = replace(who(), at=f"2026-11-23T08:00:0{second}.000+00:00")
            taking.suggest(session, "d0", slot, by)
        assert [one.slot_id for one in repository.of(session, "d0")] == slots[::-1]


def test_a_place_is_taken_at_the_agreement_and_let_go_at_the_end(database: Database) -> None:
    a_town(database, capacity=2, filled=1)
    course = take(database, suggest(database), "share", "introduce")
    assert filled(database) == 1
    course = take(database, course, "agree")
    assert filled(database) == 2
    take(database, course, "start", "end")
    assert filled(database) == 1


@pytest.mark.parametrize(("capacity", "before"), [(1, 0), (1, None), (3, 2)])
def test_the_last_place_is_booked_once(database: Database, capacity: int, before: int | None) -> None:
    a_town(database, capacity=capacity, filled=before)
    first, second = (take(database, suggest(database, key), "share", "introduce") for key in ("d0", "d1"))
    take(database, first, "agree")
    with pytest.raises(PlaceFull):
        take(database, second, "agree")
    assert filled(database) == capacity
    with database.read() as session:
        found = repository.get(session, second.id)
    assert found == second
    take(database, first, "decline")
    take(database, second, "agree")


def test_where_nobody_has_said_how_many_places_there_are_nobody_is_refused(database: Database) -> None:
    a_town(database, capacity=None, filled=None)
    for key in ("d0", "d1", "d2"):
        take(database, suggest(database, key), "share", "introduce", "agree")
    assert filled(database) is None


def test_what_an_import_says_of_a_place_cannot_hide_what_is_booked(database: Database) -> None:
    a_town(database, capacity=1)
    first, second = (take(database, suggest(database, key), "share", "introduce") for key in ("d0", "d1"))
    take(database, first, "agree")
    save(database, "slot", {"id": "s", "title": "Lager", "employer_id": "e", "capacity": 1, "filled": 0})
    with pytest.raises(PlaceFull):
        take(database, second, "agree")


def test_nobody_has_two_running_placements_or_two_agreements(database: Database) -> None:
    a_town(database)
    first = take(database, suggest(database), *WAY[:3])
    second = take(database, suggest(database, slot="t"), "share", "introduce")
    with pytest.raises(AlreadyPlaced):
        take(database, second, "agree")
    first = take(database, first, "start")
    second = take(database, second, "agree")
    with pytest.raises(AlreadyPlaced):
        take(database, second, "start")
    take(database, first, "pause")
    with pytest.raises(AlreadyPlaced):
        take(database, second, "start")
    take(database, first, "resume", "end")
    take(database, second, "start")


def test_a_placement_of_the_past_that_goes_on_counts_and_can_be_followed_here(database: Database) -> None:
    a_town(database)
    old = {
        "id": "x",
        "participant_id": "d0",
        "slot_id": "t",
        "started_on": "2026-09-01",
        "outcome": "ongoing",
    }
    save(database, "placement", old)
    course = take(database, suggest(database), *WAY[:3])
    with pytest.raises(AlreadyPlaced):
        take(database, course, "start")
    with database.write() as session:
        adopted = taking.adopt(session, "x", who())
        assert adopted == taking.adopt(session, "x", who())
    assert adopted is not None
    assert (adopted.state, adopted.started_on, filled(database, "t")) == ("started", date(2026, 9, 1), 1)
    take(database, adopted, "end")
    assert kept(database, "placement", "x") == old | {
        "ended_on": "2026-11-23",
        "outcome": "completed",
        "ended_by": "plan",
    }
    take(database, course, "start")


def test_the_same_step_sent_again_is_one_step(database: Database) -> None:
    a_town(database)
    course = take(database, suggest(database), "share", "introduce")
    take(database, course, "agree", version=3)
    again = take(database, course, "agree", version=3)
    assert (again.state, again.version, filled(database)) == ("agreed", 4, 1)
    take(database, course, "start", version=4)
    assert take(database, course, "agree", version=3).state == "started"


@pytest.mark.parametrize(
    "other",
    [
        {"by": who("bo")},
        {"hours_to": 25},
    ],
)
def test_another_step_from_a_version_that_is_gone_is_refused(database: Database, other: Any) -> None:
    a_town(database)
    course = take(database, suggest(database), "share", "introduce")
    take(database, course, "agree", version=3)
    with pytest.raises(Changed):
        take(database, course, "agree", version=3, **other)
    with pytest.raises(Changed):
        take(database, course, "decline", version=3)
    assert steps(database, course.id)[-1] == "agree"


def test_a_step_that_the_table_does_not_name_is_refused(database: Database) -> None:
    """Every state, step and role, against the table read by itself."""
    a_town(database)
    course = suggest(database)
    way = ("share", "introduce", "agree", "start", "pause", "resume", "end")
    for state, step in zip(
        ("suggested", *[TRANSITIONS[one].after for one in way]), (*way, None), strict=True
    ):
        for role, row in itertools.product(("coach", "liaison", "program"), TRANSITIONS.values()):
            expected = state in row.before and (
                role != "liaison" or row.step in ("introduce", "agree", "decline")
            )
            assert allowed(database, course, row, role) == expected, (state, row.step, role)
        if step:
            course = take(database, course, step)
    assert course.state == "ended"


def allowed(database: Database, course: Course, row: Transition, role: Any) -> bool:
    """Take a step, look, and undo it."""
    given = {"side": "employer", "reason": "no_answer"} if row.step == "decline" else {}
    asked = NewStep.model_validate({"step": row.step} | ENOUGH.get(row.step, {}) | given)
    with database.write() as session, session.begin_nested() as undone:
        try:
            after = taking.take(session, course, asked, who("lena" if role == "liaison" else "eva", role))
        except StepNotAllowed:
            return False
        finally:
            undone.rollback()
    assert after.state == row.to(course.state)
    return True


def test_a_protected_person_is_never_shared_nor_handed_over(database: Database) -> None:
    a_town(database)
    course = suggest(database)
    with database.write() as session:
        caseload.assign(session, ["d0"], unit="norra", coach="eva", protected=True)
    with pytest.raises(StepNotAllowed):
        take(database, course, "share")
    course = take(database, course, "introduce")
    course = take(database, course, "agree")
    with pytest.raises(StepNotAllowed):
        take(database, course, "hand_over")


LACKING: list[tuple[str, dict[str, Any], str]] = [
    ("agree", {"begins_on": None}, "begins_missing"),
    ("agree", {"until": date(2026, 11, 1)}, "until_early"),
    ("agree", {"hours_to": None}, "hours_missing"),
    ("agree", {"hours_to": 0.5}, "hours_few"),
    ("agree", {"hours_to": 41}, "hours_many"),
    ("agree", {"hours_from": 30}, "ramp_down"),
    ("agree", {"hours_from": 0}, "hours_few"),
    ("agree", {"hours_from": 10}, "ramp_missing"),
    ("agree", {"study_hours": 5.5}, "study_many"),
    ("introduce", {"on": date(2026, 11, 24)}, "day_future"),
    ("introduce", {"on": date(2026, 11, 22)}, "day_early"),
    ("decline", {"side": None}, "side_missing"),
    ("decline", {"side": "plan"}, "side_missing"),
    ("decline", {"reason": None}, "reason_missing"),
    ("decline", {"reason": "no_answer"}, "reason_other"),
    ("decline", {"reason": "leave"}, "reason_other"),
]


def test_what_is_not_enough_is_said_and_nothing_is_kept(database: Database) -> None:
    a_town(database)
    course = take(database, suggest(database), "share")
    for step, given, kind in LACKING:
        with pytest.raises(NotEnough) as problem:
            take(database, course, step, **given)
        assert kind in [one.kind for one in problem.value.lacks]
    assert steps(database, course.id) == ["suggest", "share"]
    assert filled(database) == 0


UNENDED: list[tuple[dict[str, Any], str]] = [
    ({"outcome": None}, "outcome_missing"),
    ({"outcome": "interrupted"}, "plan_broken"),
    ({"outcome": "interrupted", "side": "employer"}, "reason_missing"),
    ({"on": date(2026, 11, 22)}, "day_early"),
]


def test_an_end_says_how_it_went_who_ended_it_and_why(database: Database) -> None:
    a_town(database)
    course = take(database, suggest(database), *WAY)
    for given, kind in UNENDED:
        with pytest.raises(NotEnough) as problem:
            take(database, course, "end", **given)
        assert [one.kind for one in problem.value.lacks] == [kind]


def test_a_quarter_of_the_time_may_be_for_studies(database: Database) -> None:
    a_town(database)
    course = take(database, suggest(database), *WAY[:2])
    course = take(database, course, "agree", study_hours=5, hours_from=10, ramp_weeks=4)
    assert course.hours is not None
    assert course.hours.studying(1) == 2.5
    assert course.hours.studying(5) == 5


@pytest.mark.parametrize(
    ("side", "reason", "outcome"),
    [
        ("participant", "travel", "declined_by_participant"),
        ("employer", "no_answer", "declined_by_employer"),
        ("coach", "better_place", None),
    ],
)
def test_who_said_no_is_kept_apart(database: Database, side: str, reason: str, outcome: str | None) -> None:
    a_town(database)
    course = take(database, suggest(database), "share")
    course = take(database, course, "decline", side=side, reason=reason, words="Ring i vår.")
    written = kept(database, "placement", course.id)
    assert (course.ended_by, course.reason, course.outcome) == (side, reason, outcome)
    assert (written or {}).get("outcome") == outcome
    if written:
        assert written["ended_by"] == side
        assert written["reason"].endswith("Ring i vår.")
        assert "started_on" not in written
    with database.read() as session:
        assert not caseload_shared(session)


def caseload_shared(session: Any) -> int:
    return int(session.scalar(text("SELECT count(*) FROM shares")))


def test_a_place_that_closes_ends_what_was_only_suggested_and_tells(database: Database) -> None:
    a_town(database, capacity=3)
    suggested = suggest(database, "d0")
    shared = take(database, suggest(database, "d1"), "share")
    agreed = take(database, suggest(database, "d2"), *WAY[:3])
    elsewhere = suggest(database, "d0", "t")
    with database.write() as session:
        assert end_for_slot(session, "s", "lena", now(), "Ingen handledare", how="paused") == 2
        assert end_for_slot(session, "t", "lena", now(), None) == 1
    with database.read() as session:
        after = {
            one.id: one
            for one in map(repository.get, [session] * 4, [suggested.id, shared.id, agreed.id, elsewhere.id])
            if one
        }
        assert caseload_shared(session) == 1, "what is agreed is shared still"
    assert [after[one.id].state for one in (suggested, shared, agreed, elsewhere)] == [
        "ended",
        "ended",
        "agreed",
        "ended",
    ]
    assert not any(one.told for one in after.values())
    assert {after[one.id].reason for one in (suggested, shared)} == {"place_paused"}
    assert after[shared.id].words == "Ingen handledare"
    assert steps(database, shared.id) == ["suggest", "share", "close"]
    assert kept(database, "placement", shared.id) is None, "the place closed; nobody declined"
    with database.write() as session:
        taking.read(session, after[shared.id])
    with database.read() as session:
        assert repository.get(session, shared.id) == replace(after[shared.id], told=True)


@pytest.mark.parametrize("closed", [{"paused": True}, {"open_until": "2026-11-22"}])
def test_a_closed_place_cannot_be_booked(database: Database, closed: Any) -> None:
    a_town(database)
    course = take(database, suggest(database), *WAY[:2])
    save(database, "slot", {"id": "s", "employer_id": "e", "capacity": 1, "filled": 0} | closed)
    with pytest.raises(PlaceClosed):
        take(database, course, "agree")


def test_the_coach_stays_unless_changed_with_a_reason(database: Database) -> None:
    a_town(database)
    course = take(database, suggest(database), *WAY)
    assert course.coach == "eva"
    with pytest.raises(NotEnough):
        take(database, course, "hand_over", coach="lena")
    with pytest.raises(NotEnough):
        take(database, course, "hand_over", reason=None)
    course = take(database, course, "hand_over")
    with database.read() as session:
        assert (course.coach, repository.coach_of(session, "d0")) == ("bo", "bo")
        assert repository.steps(session, course.id)[-1].reason == "coach_leaves"


def test_a_placement_books_its_follow_up_and_goes_on_after_the_end(database: Database) -> None:
    a_town(database)
    course = take(database, suggest(database), *WAY)
    with database.read() as session:
        (due,) = session.scalars(text("SELECT due FROM follow_ups WHERE participant_id = 'd0'"))
        assert str(due) > "2026-11-23"
    take(database, course, "end")
    with database.read() as session:
        assert list(session.scalars(text("SELECT ended FROM followings WHERE participant_id = 'd0'")))


def test_what_an_employer_did_teaches_its_places_and_nothing_else(database: Database) -> None:
    a_town(database, capacity=3)
    save(database, "slot", {"id": "annan", "employer_id": "f", "employer_placements": 4, "employer_hired": 1})
    before = weights(database)
    for key, given in (
        ("d0", {"outcome": "hired", "side": "plan"}),
        ("d1", {"outcome": "studies", "side": "plan"}),
        ("d2", {"outcome": "interrupted", "side": "employer", "reason": "less_work"}),
    ):
        take(database, take(database, suggest(database, key), *WAY), "end", **given)
    for slot in ("s", "t"):
        found = kept(database, "slot", slot) or {}
        names = ("employer_placements", "employer_completed", "employer_hired")
        assert [found.get(name) for name in names] == [3, 2, 1]
    assert (kept(database, "slot", "annan") or {})["employer_placements"] == 4
    assert weights(database) == before, "a reason never changes weights by itself"


def weights(database: Database) -> list[Any]:
    with database.read() as session:
        return [
            session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608
            for table in ("weights", "weight_activations")
        ]


def test_the_database_itself_refuses_two_running_placements(database: Database) -> None:
    a_town(database)
    take(database, suggest(database), *WAY)
    row = {"participant_id": "d0", "version": 1, "suggested_on": DAY, "told": True, "slot_id": "t"}
    with pytest.raises(DBAPIError), database.write() as session:
        session.execute(insert(Courses), [row | {"id": "y", "state": "paused"}])
    with pytest.raises(DBAPIError), database.write() as session:
        session.execute(insert(Courses), [row | {"id": "y", "state": "suggested", "slot_id": "finns-inte"}])


def test_the_database_itself_refuses_to_change_a_step(database: Database) -> None:
    a_town(database)
    suggest(database)
    with pytest.raises(DBAPIError), database.write() as session:
        session.execute(update(CourseSteps).values(by="någon annan"))


def test_somebody_erased_leaves_no_course_and_takes_no_place(database: Database) -> None:
    from tests.integration.test_erasure import PLANTED, everything

    a_town(database)
    course = take(database, suggest(database), *WAY)
    take(database, course, "end", side="coach", reason="plan_changed", words=PLANTED)
    take(database, suggest(database, slot="t"), *WAY[:3])
    save(database, "placement", {"id": "annans", "participant_id": "d1", "slot_id": "s"})
    assert PLANTED in everything(database)
    assert filled(database, "t") == 1
    with database.write() as session:
        erasure.erase(session, "d0", by="ada", at=now())
    database.scrub()
    left = everything(database)
    assert PLANTED not in left
    assert "'d0'" not in left
    assert course.id not in left
    assert "annans" in left
    assert filled(database, "t") == 0


def test_courses_are_seen_as_the_permissions_say(database: Database) -> None:
    a_town(database)
    take(database, suggest(database, "d0"), "share")
    suggest(database, "d1")
    with database.read() as session:
        coach = Account("bo", "Bo", "coach", "norra", people="own")
        stranger = Account("sam", "Sam", "coach", "sodra", people="own")
        liaison = Account("lena", "Lena", "liaison", people="shared")
        assert set(repository.seen(session, coach)) == {"d0", "d1"}
        assert not repository.seen(session, stranger)
        assert set(repository.seen(session, liaison)) == {"d0"}


def test_hours_are_kept_with_the_course(database: Database) -> None:
    a_town(database)
    course = take(database, suggest(database), *WAY[:2])
    course = take(database, course, "agree", hours_from=10, ramp_weeks=4, until=date(2027, 2, 26))
    changed = take(database, course, "change", hours_to=30, hours_from=None)
    assert (changed.hours_to, changed.hours_from, changed.begins_on) == (30, None, HOURS["begins_on"])


def test_decisions_from_before_become_courses(database: Database) -> None:
    a_town(database)
    migrate.downgrade(database, "0008")
    row = {"by": "eva", "run_id": None, "reason": None}
    told = (
        ("d0", "s", "go_on", "1"),
        ("d1", "s", "go_on", "2"),
        ("d2", "s", "go_on", "3"),
        ("d2", "s", "dismiss", "4"),
    )
    with database.write() as session:
        for who_, slot, decision, minute in told:
            at = f"2026-11-21T10:0{minute}:00.000+00:00"
            one = {
                "id": f"{who_}-{minute}",
                "at": at,
                "participant_id": who_,
                "slot_id": slot,
                "decision": decision,
            }
            runs.decide(session, row | one)
        caseload.share(session, "d1", "s", Account("eva", "Eva", "coach"))
    migrate.upgrade(database)
    with database.read() as session:
        states = {key: [one.state for one in repository.of(session, key)] for key in ("d0", "d1", "d2")}
        assert faults(session) == []
    assert states == {"d0": ["suggested"], "d1": ["shared"], "d2": []}
