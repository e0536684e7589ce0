"""A stored run is worked out again to the same bytes, whatever has happened since."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from data.reference import context as reference_context
from matcher import Context, Weights
from matcher.text import CharNgrams
from service.answers import NotStored
from service.matching import Matching
from service.replay import replay
from service.store import Database, erasure, records, runs, upkeep
from tests.support.stores import save

DAY = date(2026, 11, 23)
OPEN = {"open_from": "2026-11-01", "capacity": 2, "filled": 0}

MakeContext = Callable[[date], Context]


@pytest.fixture
def context() -> MakeContext:
    return lambda day: replace(reference_context(date=day), seed=7)


@pytest.fixture
def matching(database: Database, context: MakeContext) -> Matching:
    world = context(DAY)
    upkeep.prepare(database, world.encoder, world.weights)
    for number in range(12):
        slot = {"id": f"s{number}", "title": ["Kock", "Lagerarbetare", "Städare"][number % 3]}
        save(database, "slot", slot | OPEN, encoder=world.encoder)
    save(database, "participant", {"id": "p", "goals": ["Jobba på lager"]}, encoder=world.encoder)
    save(database, "participant", {"id": "q"}, encoder=world.encoder)
    return Matching(database, context, lambda: DAY)


def test_a_run_gives_the_same_bytes_after_everything_has_changed(
    database: Database, matching: Matching, context: MakeContext
) -> None:
    first = matching.suggest("p", top=4, by="eva").run
    assert replay(database, first, context).identical is True

    save(database, "participant", {"id": "p", "goals": ["Laga mat"]})
    save(database, "slot", {"id": "s1", "title": "Kock", "paused": True} | OPEN)
    save(database, "slot", {"id": "ny", "title": "Lagerarbetare"} | OPEN)
    with database.write() as session:
        records.remove(session, "slot", "s4", by="eva", at="now")
        erasure.erase(session, "q", by="eva", at="now")
    second = matching.suggest("p", top=4, by="eva").run

    for run in (first, second):
        report = replay(database, run, context)
        assert report.identical is True, report
        assert report.text == "Samma svar, tecken för tecken."
    with database.read() as session:
        assert runs.latest(session) == [second]
        a, b = runs.get(session, first), runs.get(session, second)
    assert a is not None
    assert b is not None
    assert a.output_hash != b.output_hash
    assert (a.by, a.seed, a.date) == ("eva", 7, DAY)


def test_a_run_keeps_its_weights(database: Database, matching: Matching, context: MakeContext) -> None:
    run = matching.suggest("p", top=4, by="eva").run
    values = dict(Weights.standard().values) | {"skills": 10.0, "goals": 40.0}
    other = Weights(values, note="Andra")

    def now(day: date) -> Context:
        return replace(context(day), weights=other)

    upkeep.prepare(database, now(DAY).encoder, other)
    later = Matching(database, now, lambda: DAY).suggest("p", top=4, by="eva").run
    assert replay(database, run, now).identical is True
    assert replay(database, later, context).identical is True


def test_another_text_model_is_said_plainly(
    database: Database, matching: Matching, context: MakeContext
) -> None:
    run = matching.suggest("p", top=4, by="eva").run
    report = replay(database, run, lambda day: replace(context(day), encoder=CharNgrams(dimensions=64)))
    assert report.identical is None
    assert "textmodellen" in report.text


def test_an_erased_participant_cannot_be_worked_out(
    database: Database, matching: Matching, context: MakeContext
) -> None:
    run = matching.suggest("p", top=4, by="eva").run
    with database.write() as session:
        erasure.erase(session, "p", by="eva", at="now")
    report = replay(database, run, context)
    assert report.identical is None
    assert "raderats" in report.text
    with pytest.raises(NotStored):
        matching.suggest("p", top=4, by="eva")


def test_input_that_is_gone_is_said_plainly(
    database: Database, matching: Matching, context: MakeContext
) -> None:
    run = matching.suggest("p", top=4, by="eva").run
    with database.write() as session:
        session.execute(text("DELETE FROM record_versions WHERE id = 's3'"))
    report = replay(database, run, context)
    assert report.identical is None
    assert "Underlaget" in report.text


@pytest.mark.parametrize(
    ("column", "expected"),
    [("by", "Något annat i förklaringen"), ("shown", "Visades då"), ("program", "version 0.0.0")],
)
def test_a_difference_is_named(
    database: Database, matching: Matching, context: MakeContext, column: str, expected: str
) -> None:
    """As if an earlier program had answered otherwise."""
    run = matching.suggest("p", top=4, by="eva").run
    with database.write() as session:
        session.execute(text(f"UPDATE suggestion_runs SET {column} = '0.0.0', output_hash = 'x'"))  # noqa: S608
    report = replay(database, run, context)
    assert report.identical is False
    assert expected in " ".join(report.differences)


def test_erased_while_the_matcher_works(
    database: Database, matching: Matching, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run of somebody who is erased between the two transactions is not stored."""
    write = database.write

    def erased_first() -> object:
        monkeypatch.undo()
        with write() as session:
            erasure.erase(session, "p", by="eva", at="now")
        return write()

    monkeypatch.setattr(database, "write", erased_first)
    with pytest.raises(NotStored):
        matching.suggest("p", top=4, by="eva")
    with database.read() as session:
        assert runs.latest(session) == []
