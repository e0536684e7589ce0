"""Plans and follow-ups in the store: two who write at once, one booked meeting a person, and erasure."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.accounts import caseload
from service.accounts.account import Account
from service.plans import followups, late, plan, repository
from service.plans.followups import Written
from service.plans.lateness import late_by_unit
from service.plans.models import FollowUps, Milestones, PlanChanges
from service.plans.pattern import Pattern
from service.plans.plan import Full
from service.plans.steps import Step, Typed
from service.store import Database, erasure
from tests.integration.test_erasure import everything
from tests.support.accounts import an_account, give
from tests.support.stores import save

WHO = "D-1"
DAY = date(2026, 11, 23)
CV = Typed(kind="cv", actor="participant")
PLANTED = "Zebrafink Qvarnström"


@pytest.fixture
def person(database: Database) -> str:
    save(database, "participant", {"id": WHO})
    return WHO


def booked(session: Session) -> tuple[date, str | None] | None:
    found = repository.booked(session, WHO)
    return (found.due, found.clock) if found else None


def test_a_goal_has_a_version_and_nobody_overwrites_anybody(database: Database, person: str) -> None:
    with database.write() as session:
        plan.save_goal(session, person, "Kock", 0, by="eva")
    with database.write() as session:
        plan.save_goal(session, person, "Kock", 0, by="eva")  # the same press again
    with database.write() as session, pytest.raises(plan.Elsewhere):
        plan.save_goal(session, person, "Bagare", 0, by="bo")
    with database.write() as session:
        plan.save_goal(session, person, "Bagare", 1, by="bo")
    with database.read() as session:
        assert (plan.read(session, person).goal, plan.read(session, person).version) == ("Bagare", 2)
        assert [(one.kind, one.by) for one in repository.changes(session, person)] == [
            ("goal", "eva"),
            ("goal", "bo"),
        ]


def test_a_step_is_added_once_and_changed_by_one_at_a_time(database: Database, person: str) -> None:
    key = plan.new_key()
    for expected in (True, False):
        with database.write() as session:
            assert plan.add_step(session, person, key, CV, by="eva") is expected
    done = CV.model_copy(update={"state": "reached"})
    for _ in range(2):
        with database.write() as session:
            plan.change_step(session, person, key, 1, done, by="eva")
    with database.write() as session, pytest.raises(plan.Elsewhere):
        plan.change_step(session, person, key, 1, CV, by="bo")
    with database.write() as session, pytest.raises(LookupError):
        plan.change_step(session, person, plan.new_key(), 1, CV, by="bo")
    with database.read() as session:
        (row,) = repository.milestones(session, person)
        assert (row.state, row.version) == ("reached", 2)
        assert len(repository.changes(session, person)) == 2


def test_a_key_of_somebody_else_s_step_reaches_nothing(database: Database, person: str) -> None:
    save(database, "participant", {"id": "D-2"})
    key = plan.new_key()
    with database.write() as session:
        plan.add_step(session, "D-2", key, CV, by="bo")
        assert plan.add_step(session, person, key, CV, by="eva")
        plan.change_step(session, person, key, 1, CV.model_copy(update={"state": "doing"}), by="eva")
    with database.read() as session:
        assert [one.state for one in repository.milestones(session, "D-2")] == ["waiting"]


def test_a_plan_holds_no_more_than_a_person_can_follow(database: Database, person: str) -> None:
    with database.write() as session:
        for _ in range(plan.MOST):
            plan.add_step(session, person, plan.new_key(), CV, by="eva")
        with pytest.raises(Full):
            plan.add_step(session, person, plan.new_key(), CV, by="eva")


def test_steps_come_in_the_order_they_are_due_and_those_without_a_day_last(
    database: Database, person: str
) -> None:
    days = [None, date(2027, 1, 1), date(2026, 12, 1), None]
    with database.write() as session:
        for number, due in enumerate(days):
            typed = CV.model_copy(update={"due": due, "text": str(number)})
            plan.add_step(session, person, f"{number:032x}", typed, by="eva")
    with database.read() as session:
        assert [Step.of(one).text for one in repository.milestones(session, person)] == ["2", "1", "0", "3"]


def test_a_placement_that_starts_books_the_first_meeting_once(database: Database, person: str) -> None:
    for _ in range(3):
        with database.write() as session:
            followups.begin(session, person, DAY, "eva")
    with database.read() as session:
        assert booked(session) == (date(2026, 12, 7), None)
        assert session.scalar(select(func.count()).select_from(FollowUps)) == 1
        known = repository.following(session, person)
        assert known is not None
        assert (known.since, known.ended, known.closed, known.by) == (DAY, None, None, "eva")


def test_a_meeting_that_is_sooner_stays_and_one_that_is_later_moves(database: Database, person: str) -> None:
    with database.write() as session:
        followups.follow(session, person, DAY, by="eva")
        followups.book(session, person, "x", date(2026, 11, 30), time(9, 0), by="eva")
        followups.begin(session, person, DAY, "eva")
        assert booked(session) == (date(2026, 11, 30), "09:00")
        followups.begin(session, person, date(2026, 11, 9), "eva", pattern=Pattern(first_days=7))
        assert booked(session) == (date(2026, 11, 16), None)


def test_after_the_end_the_person_is_followed_on_by_the_month(database: Database, person: str) -> None:
    with database.write() as session:
        followups.begin(session, person, DAY, "eva")
    for _ in range(2):
        with database.write() as session:
            followups.after(session, person, date(2026, 12, 4))
    with database.write() as session:
        assert booked(session) == (date(2026, 12, 7), None), "what was booked stays"
        known = repository.booked(session, person)
        assert known is not None
        followups.write(session, known, 1, Written("held", date(2026, 12, 7), "Började arbeta."), by="eva")
        followups.after(session, person, date(2026, 12, 4))
        assert booked(session) == (date(2027, 1, 4), None)
        following = repository.following(session, person)
        assert following is not None
        assert (following.since, following.ended, following.by) == (DAY, date(2026, 12, 4), "eva")


def test_who_was_never_followed_up_is_from_the_end_on(database: Database, person: str) -> None:
    with database.write() as session:
        followups.after(session, person, date(2026, 11, 20), by="bo")
    with database.read() as session:
        assert booked(session) == (date(2026, 12, 21), None), "20 December is a Sunday"


def test_a_new_placement_after_the_end_begins_close_again(database: Database, person: str) -> None:
    with database.write() as session:
        followups.after(session, person, date(2026, 11, 20), by="bo")
        followups.begin(session, person, date(2026, 11, 23), "bo")
        assert booked(session) == (date(2026, 12, 7), None)
        following = repository.following(session, person)
        assert following is not None
        assert following.ended is None


def test_writing_up_twice_is_once_and_two_who_write_see_each_other(database: Database, person: str) -> None:
    mine = Written("held", DAY, "Bra vecka.", "Öka tiden.", 12.5, ("participant", "coach"))
    with database.write() as session:
        followups.begin(session, person, date(2026, 11, 9), "eva")
        known = repository.booked(session, person)
        assert known is not None
        key = known.id
    for new in (True, False):
        with database.write() as session:
            known = repository.meeting(session, person, key)
            assert known is not None
            assert followups.write(session, known, 1, mine, by="eva") is new
            followups.book(session, person, key, date(2026, 12, 7), None, by="eva")
    with database.write() as session:
        known = repository.meeting(session, person, key)
        assert known is not None
        with pytest.raises(followups.Elsewhere):
            followups.write(session, known, 1, Written("missed", DAY, "Kom inte."), by="bo")
    with database.read() as session:
        assert [(one.state, one.hours) for one in repository.meetings(session, person)] == [
            ("booked", None),
            ("held", 12.5),
        ]


def test_the_store_itself_keeps_a_person_from_two_booked_meetings(database: Database, person: str) -> None:
    row = {"participant_id": person, "due": DAY, "state": "booked", "with_whom": "", "version": 1}
    row |= {"at": "now", "by": "eva"}
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(insert(FollowUps), [row | {"id": "a"}, row | {"id": "b"}])
    with database.write() as session:
        session.execute(insert(FollowUps), [row | {"id": "a"}, row | {"id": "b", "state": "held"}])


def test_ending_cancels_what_is_booked_and_says_why(database: Database, person: str) -> None:
    with database.write() as session:
        followups.begin(session, person, DAY, "eva")
    for _ in range(2):
        with database.write() as session:
            followups.close(session, person, date(2026, 12, 1), "Har fast arbete.", by="eva")
    with database.read() as session:
        assert booked(session) is None
        known = repository.following(session, person)
        assert known is not None
        assert (known.closed, known.reason) == (date(2026, 12, 1), "Har fast arbete.")
        assert repository.next_meetings(session, Account("x", "X", "program", people="any")) == {}
        kinds = [one.kind for one in repository.changes(session, person)]
        assert kinds == ["meeting", "meeting", "closing"]


def test_an_erased_participant_leaves_no_trace_of_plan_or_meeting(database: Database, person: str) -> None:
    save(database, "participant", {"id": "annan"})
    for key, said in ((person, PLANTED), ("annan", "Någon annan")):
        with database.write() as session:
            plan.save_goal(session, key, f"{said} blir kock", 0, by="eva")
            own = Typed(kind="own", text=said, actor="coach", reason=said, note=said, state="not_reached")
            plan.add_step(session, key, plan.new_key(), own, by="eva")
            followups.begin(session, key, DAY, "eva")
            known = repository.booked(session, key)
            assert known is not None
            followups.write(session, known, 1, Written("held", DAY, said, said), by="eva")
            followups.close(session, key, DAY, said, by="eva")
    assert PLANTED in everything(database)
    with database.write() as session:
        erasure.erase(session, person, by="eva", at="now")
    database.scrub()
    left = everything(database)
    assert "Zebrafink" not in left
    assert WHO not in left
    assert left.count("Någon annan") >= 6
    with database.read() as session:
        for table in (Milestones, PlanChanges, FollowUps):
            assert (
                session.scalar(select(func.count()).select_from(table).where(table.participant_id == WHO))
                == 0
            )


def crowd(database: Database, number: int, due: date | None) -> None:
    """So many more who are followed up, with a meeting on a day or none at all."""
    with database.read() as session:
        before = len(repository.next_meetings(session, Account("x", "X", "program", people="any")))
    for n in range(before, before + number):
        save(database, "participant", {"id": f"P-{n}"})
        with database.write() as session:
            followups.follow(session, f"P-{n}", DAY, by="eva")
            if due is not None:
                followups.book(session, f"P-{n}", "x", due, None, by="eva")


def test_late_and_missing_are_counts_never_below_five(database: Database) -> None:
    an_account(database, "eva", unit="norr")
    analyst = Account("ali", "Ali", "analyst", people="count")

    def counted() -> list[object]:
        with database.read() as session:
            found = late(session, analyst, DAY)
        return [
            one if isinstance(one, int) else one.sv for one in (found.followed, found.late, found.missing)
        ]

    assert counted() == ["färre än 5"] * 3
    crowd(database, 4, DAY - timedelta(days=1))
    assert counted() == ["färre än 5"] * 3
    crowd(database, 7, DAY)
    assert counted() == [11, "färre än 5", "färre än 5"], "four of eleven are late: too few to show"
    crowd(database, 2, DAY - timedelta(days=30))
    assert counted() == [13, 6, "färre än 5"]
    crowd(database, 5, None)
    assert counted() == [18, 6, 5]
    liaison = Account("lena", "Lena", "liaison", people="shared")
    with database.read() as session:
        assert late(session, liaison, DAY) == late(session, analyst, DAY), "a liaison sees the same counts"
    give(database, ["P-0"], unit="norr", coach="eva", protected=True)
    assert counted() == [17, 5, 5], "who is protected is not counted"


def test_late_and_missing_by_unit_and_none_below_five_can_be_worked_out(database: Database) -> None:
    an_account(database, "eva", unit="norr")
    an_account(database, "bo", unit="syd")
    analyst = Account("ali", "Ali", "analyst", people="count")

    def counted() -> list[tuple[object, ...]]:
        with database.read() as session:
            whole, units = late_by_unit(session, analyst, DAY)
        return [
            (one.unit, *(n if isinstance(n, int) else n.sv for n in (one.followed, one.late, one.missing)))
            for one in (whole, *units)
        ]

    assert counted() == [(None, *["färre än 5"] * 3)]
    crowd(database, 12, DAY - timedelta(days=1))
    crowd(database, 20, DAY)
    give(database, [f"P-{n}" for n in (*range(9), *range(12, 25))], unit="norr", coach="eva")
    give(database, [f"P-{n}" for n in (*range(9, 12), *range(25, 32))], unit="syd", coach="bo")
    few = "färre än 5"
    assert counted() == [
        (None, 32, 12, few),
        ("Enhet norr", 22, "visas inte", few),
        ("Enhet syd", 10, few, few),
    ], "three are late in the south: the north may not tell"
    crowd(database, 8, DAY - timedelta(days=1))
    give(database, [f"P-{n}" for n in range(32, 40)], unit="syd", coach="bo")
    assert counted()[0] == (None, 40, 20, few)
    assert counted()[1:] == [("Enhet norr", 22, 9, few), ("Enhet syd", 18, 11, few)]
    give(database, [f"P-{n}" for n in range(9)], unit="norr", coach="eva", protected=True)
    assert counted() == [
        (None, 31, 11, few),
        ("Enhet norr", 13, few, few),
        ("Enhet syd", 18, "visas inte", few),
    ]


def test_a_coach_s_own_meetings_are_those_of_the_own_people(database: Database) -> None:
    for name in ("eva", "bo"):
        an_account(database, name, unit="norr")
    crowd(database, 3, DAY)
    give(database, ["P-0", "P-1"], unit="norr", coach="eva")
    give(database, ["P-2"], unit="norr", coach="bo")
    with database.write() as session:
        caseload.assign(session, ["P-1"], unit="norr", coach="bo")
    with database.read() as session:
        assert [one.participant_id for one in repository.of_coach(session, "eva")] == ["P-0"]
        assert len(repository.in_calendar(session, "bo")) == 2
