"""Which weights are in use is recorded, and the service goes by the record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from data.reference import context
from matcher import Context, Weights
from matcher.weights import FACTORS
from service.matching import Matching
from service.replay import replay
from service.store import Database, upkeep, weights
from tests.support.stores import save

DAY = date(2026, 11, 23)
EVEN = Weights(dict.fromkeys(FACTORS, 12.5), note="Lika", evaluation={"figures": [0.5, None, {"a": "å"}]})

MakeContext = Callable[[date], Context]


@pytest.fixture
def make() -> MakeContext:
    return lambda day: context(date=day)


@pytest.fixture
def filled(database: Database, make: MakeContext) -> Database:
    upkeep.prepare(database, make(DAY).encoder, Weights.standard())
    save(database, "slot", {"id": "s", "title": "Kock", "open_from": "2026-11-01"})
    save(database, "participant", {"id": "p", "goals": ["Laga mat"]})
    return database


def activate(database: Database, own: Weights, reason: str | None = None) -> None:
    with database.write() as session:
        weights.activate(session, own, by="eva", reason=reason)


def test_no_version_is_found_for_a_text_that_none_can_be(database: Database) -> None:
    with database.read() as session:
        assert weights.get(session, "a\x00b") is None


def test_the_last_activation_is_in_use(database: Database) -> None:
    with database.read() as session:
        assert weights.active(session) is None
    activate(database, EVEN, "Prov")
    activate(database, Weights.standard())
    activate(database, EVEN)
    with database.read() as session:
        assert weights.active(session) == EVEN
        kept = [(made.version, made.by, made.reason) for made in weights.activations(session)]
        assert len(weights.page(session, limit=9)) == 2
    standard = Weights.standard().version
    assert kept == [(EVEN.version, "eva", None), (standard, "eva", None), (EVEN.version, "eva", "Prov")]


@pytest.mark.parametrize(
    "change", ["UPDATE weight_activations SET reason = 'annat'", "DELETE FROM weight_activations"]
)
def test_an_activation_is_never_changed_or_removed(database: Database, change: str) -> None:
    activate(database, EVEN)
    with pytest.raises(DBAPIError, match="activations are never"), database.write() as session:
        session.execute(text(change))


def test_a_running_service_uses_what_is_put_to_use(filled: Database, make: MakeContext) -> None:
    matching = Matching(filled, make, lambda: DAY)
    first = matching.suggest("p", top=1, by="eva")
    assert first.document["weights"] == Weights.standard().version
    activate(filled, EVEN)
    second = matching.suggest("p", top=1, by="eva")
    assert second.document["weights"] == EVEN.version
    assert matching.candidates("s", top=1)["weights"] == EVEN.version
    activate(filled, Weights.standard())
    assert matching.suggest("p", top=1, by="eva").document["weights"] == Weights.standard().version
    for run in (first.run, second.run):
        assert replay(filled, run, make).identical is True


def test_weights_of_the_settings_go_before_the_store(filled: Database, make: MakeContext) -> None:
    other = Weights(Weights.standard().values, note="Andra")
    activate(filled, EVEN)
    with filled.write() as session:
        weights.ensure(session, other)
    pinned = Matching(filled, lambda day: replace(make(day), weights=other), lambda: DAY, pinned=True)
    assert pinned.suggest("p", top=1, by="eva").document["weights"] == other.version
