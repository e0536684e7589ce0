"""The log is cut from its beginning: what stays is a chain, and no other cut goes unseen. Both stores."""

import random

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from service.audit import chain, cutting, repository
from service.audit.verifying import verify
from service.store import Database, erasure
from service.store.clock import now
from tests.integration.test_audit import an_event, fill, found, numbers, remove, row_of, run, unguarded, write
from tests.support.stores import save

OLD, NEW = "2020-01-01T10:00:00.000+00:00", "2026-01-01T10:00:00.000+00:00"
LIMIT = "2024-01-01T00:00:00.000+00:00"


def aged(database: Database, old: int = 12, new: int = 5) -> None:
    """Old rows, then new ones, about two people; the first of them is erased in the old part."""
    save(database, "participant", {"id": "borta"}, {"id": "kvar"})
    for number in range(old - 1):
        write(database, an_event(at=OLD, ids=["borta", "kvar"] if number % 2 else ["kvar"]))
    with database.write() as session:
        erasure.erase(session, "borta", by="ada", at=OLD)
    for _ in range(new):
        write(database, an_event(at=NEW, ids=["kvar"]))


def cut(database: Database, before: str = LIMIT) -> int:
    return cutting.cut(database, before, by="ada")


def due(database: Database, before: str = LIMIT) -> int:
    with database.read() as session:
        return cutting.due(session, before)


def test_a_cut_log_is_whole_and_says_where_it_begins(database: Database) -> None:
    aged(database)
    assert due(database) == 12
    assert found(database).rows == 17, "counting changes nothing"
    assert cut(database) == 12
    report = found(database)
    assert report.fault is None
    assert (report.cut, report.rows, report.number) == (12, 6, 18)
    with database.read() as session:
        assert numbers(session) == [13, 14, 15, 16, 17, 18]
        assert run(session, "SELECT min(number) FROM audit_subjects").scalar() == 13
        last = repository.entries(session, repository.Sought(), start=0, most=1)[0]
    assert (last.action, last.by, last.role) == ("cut", "ada", "command")
    assert due(database) == 0
    assert cut(database) == 0
    assert found(database).rows == 6, "and with nothing to cut no row says so"


def test_it_is_cut_again_and_all_of_it(database: Database) -> None:
    aged(database)
    cut(database)
    assert cut(database, "2099") == 6
    report = found(database)
    assert report.fault is None
    assert (report.cut, report.rows, report.number) == (18, 1, 19)
    write(database, an_event(ids=["kvar"]))
    assert found(database).fault is None


def test_a_row_that_was_noted_is_held_as_far_as_it_can_be(database: Database) -> None:
    aged(database)
    with database.read() as session:
        sums = {number: row_of(session, number)["hash"] for number in (3, 12, 15)}
    cut(database)
    assert found(database, since=(15, sums[15])).fault is None
    assert found(database, since=(12, sums[12])).fault is None, "the row that the chain hangs on"
    assert found(database, since=(12, sums[3])).fault.kind == "since"
    gone = found(database, since=(3, sums[3])).fault
    assert gone.kind == "gone"
    assert "gallrad" in gone.text


def test_a_younger_row_that_stands_before_an_old_one_stays(database: Database) -> None:
    """Requests at once may take their times in another order than their numbers."""
    save(database, "participant", {"id": "kvar"})
    for at in (OLD, NEW, OLD, NEW):
        write(database, an_event(at=at, ids=["kvar"]))
    assert due(database) == 1
    assert cut(database) == 1
    assert found(database).rows == 4


def test_what_is_not_whole_is_not_cut(database: Database) -> None:
    aged(database)
    with database.write() as session:
        unguarded(session)
        run(session, "UPDATE audit_entries SET people = 9 WHERE number = 4")
    with pytest.raises(cutting.NotWhole) as refused:
        cut(database)
    assert refused.value.fault.number == 4
    assert due(database) == 12
    with database.read() as session:
        assert len(numbers(session)) == 17


def test_a_break_in_the_middle_of_a_cut_is_no_fault(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    aged(database)
    monkeypatch.setattr(cutting, "AT_ONCE", 5)
    removed = repository.remove_rows

    def broken(session: Session, first: int, last: int) -> None:
        if first > 5:
            raise RuntimeError
        removed(session, first, last)

    monkeypatch.setattr(repository, "remove_rows", broken)
    with pytest.raises(RuntimeError):
        cut(database)
    report = found(database)
    assert report.fault is None
    assert (report.cut, report.rows) == (12, 6)
    assert due(database) == 7, "what is left of it waits"
    monkeypatch.undo()
    assert cut(database) == 7
    assert due(database) == 0
    assert found(database).rows == 6, "it was cut once"


def behead(session: Session, last: int) -> None:
    """Take the first rows away and move the beginning, as whoever owns the database can."""
    kept = row_of(session, last)
    remove(session, random.Random(), [one for one in numbers(session) if one <= last])
    values = {"n": kept["number"], "h": kept["hash"]}
    run(session, "UPDATE audit_head SET cut_number = :n, cut_hash = :h", **values)


def test_a_beginning_that_nobody_answers_for_is_found(database: Database) -> None:
    aged(database)
    for first in (2, 14, 17):
        if first == 14:
            cut(database)
        with Session(database.writer) as session:
            unguarded(session)
            behead(session, first)
            fault = verify(session).fault
            assert fault is not None
            assert fault.kind == "start"
            session.rollback()


def test_a_beginning_that_is_moved_back_or_away_is_found(database: Database) -> None:
    aged(database)
    cut(database)
    for number, summed in ((0, ""), (11, "x"), (12, "x"), (13, "x")):
        with Session(database.writer) as session:
            unguarded(session)
            run(session, "UPDATE audit_head SET cut_number = :n, cut_hash = :h", n=number, h=summed)
            assert verify(session).fault is not None
            session.rollback()


def test_the_database_itself_refuses_the_rest(database: Database) -> None:
    aged(database)
    cut(database)
    for statement in (
        "DELETE FROM audit_entries WHERE number = 13",
        "DELETE FROM audit_subjects WHERE number = 13",
        "UPDATE audit_head SET cut_number = 3",
        "UPDATE audit_head SET cut_number = number",
        "UPDATE audit_entries SET people = 0",
    ):
        with pytest.raises(DBAPIError), database.write() as session:
            run(session, statement)
    assert found(database).fault is None


def test_a_log_of_mixed_rows_can_be_cut_anywhere(database: Database) -> None:
    """With people who are erased before, in and after the part that goes."""
    fill(database, 20)
    with database.read() as session:
        times = [row[0] for row in run(session, "SELECT at FROM audit_entries ORDER BY number").all()]
    for at in (times[3], times[10], times[12], times[-1]):
        cut(database, at)
        assert found(database).fault is None
    with database.write() as session:
        for (one,) in run(session, "SELECT id FROM participants").all():
            erasure.erase(session, one, by="ada", at=now())
    assert found(database).fault is None
    with database.read() as session:
        assert session.execute(text("SELECT count(*) FROM audit_people")).scalar() == 0


def test_the_anchor_is_bound_to_its_row() -> None:
    assert chain.anchor(12, "ab") != chain.anchor(1, "2ab")
