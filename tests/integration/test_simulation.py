"""A municipality lives three years through the service's own functions, and the figures are counted twice."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data.records import PlacementRecord
from evaluation.results import results
from matcher.vocabulary import ONWARD
from service.placing import simulation
from service.placing.lived import Lived
from service.placing.sound import faults
from service.store import Database, migrate


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Lived]]:
    database = Database.open(f"sqlite:///{tmp_path_factory.mktemp('lived') / 'store.sqlite3'}")
    migrate.upgrade(database)
    yield database, simulation.simulate(database, years=3, seed=7, participants=18, slots=14)
    database.close()


def test_all_that_must_hold_held_after_every_step(lived: tuple[Database, Lived]) -> None:
    database, told = lived
    assert told.faults == []
    assert told.days > 740
    with database.read() as session:
        assert faults(session) == []


def test_every_state_step_and_outcome_occurs(lived: tuple[Database, Lived]) -> None:
    """Every reason occurs too in the larger municipality of the command; here there are too few people."""
    _, told = lived
    assert [one for one in told.never() if not one.startswith("reasons")] == []
    assert len([one for one in told.never() if one.startswith("reasons")]) < 15


def test_the_figures_of_the_store_are_those_of_the_diary(lived: tuple[Database, Lived]) -> None:
    database, told = lived
    records = [PlacementRecord.model_validate(one).to_domain() for one in simulation.placements(database)]
    found = results(records)
    mine = {key: {outcome for outcome, _ in ways.values()} for key, ways in told.diary.items()}
    assert len(records) == sum(len(ways) for ways in told.diary.values())
    assert found["supported"] == len(mine)
    onward = sum(bool(outcomes & set(ONWARD)) for outcomes in mine.values())
    shown = found["onward"]
    assert shown["of"] == len(mine)
    hidden = min(onward, len(mine) - onward) < 5
    assert shown["value"] is None if hidden else shown["value"] == pytest.approx(onward / len(mine), abs=1e-6)


def test_what_somebody_erased_did_is_nowhere(lived: tuple[Database, Lived]) -> None:
    database, told = lived
    assert told.erased > 0
    assert {one["participant_id"] for one in simulation.placements(database)} == set(told.diary)


def test_the_same_seed_lives_the_same_life(tmp_path: Path) -> None:
    said = []
    for name in ("a", "b"):
        database = Database.open(f"sqlite:///{tmp_path / name}.sqlite3")
        migrate.upgrade(database)
        told = simulation.simulate(
            database, years=1, seed=3, participants=4, slots=4, begins=date(2027, 3, 1)
        )
        said.append((told.steps, told.outcomes, told.refused, told.meetings))
        database.close()
    assert said[0] == said[1]
