"""Drafts in both stores: what goes with a person, and the last seat when many confirm at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from matcher import Weights
from service.accounts import Account
from service.allocations import deciding, drafting, repository
from service.allocations.deciding import Refused
from service.allocations.models import AllocationLines, AllocationRules, Allocations
from service.allocations.shapes import NewAllocation
from service.api.route import Call
from service.app import create_app
from service.settings import Settings
from service.store import Database, erasure, weights
from service.store.schema import Decisions
from tests.integration.test_erasure import everything
from tests.support.accounts import an_account, give
from tests.support.stores import save

DAY = date(2026, 11, 23)
PEOPLE = 8
"""So many are given the one seat, each in a draft of their own."""


@pytest.fixture
def call(database: Database, url: str) -> Iterator[Call]:
    an_account(database, "eva", unit="norr")
    save(database, "slot", {"id": "s", "title": "Lager", "employer_id": "e", "capacity": 1, "filled": 0})
    for number in range(PEOPLE):
        save(database, "participant", {"id": f"Zebra-{number}"})
        give(database, [f"Zebra-{number}"], unit="norr", coach="eva")
    with database.write() as session:
        weights.ensure(session, Weights.standard())
    app = create_app(Settings(database_url=url, jobs=False), today=lambda: DAY)
    yield Call(app.state.service, Account("eva", "Eva", "coach", "norr", people="own"), "")
    app.state.service.database.close()


def a_draft(call: Call, **asked: Any) -> str:
    made = drafting.made(call, NewAllocation.model_validate(asked))
    with call.service.database.write() as session:
        made.store(session)
    return str(made.head["id"])


def test_a_text_that_no_id_can_be_is_no_place_to_go_on_from(call: Call, database: Database) -> None:
    with database.read() as session:
        assert repository.page(session, call.account, limit=1, before="a\x00b") == []


def test_an_erased_person_leaves_no_trace_in_a_draft(call: Call, database: Database) -> None:
    pair = {"participant_id": "Zebra-1", "slot_id": "s", "reason": "Qvarnström ska dit"}
    key = a_draft(call, participants=["Zebra-0", "Zebra-1"], locks=[pair])
    assert "Qvarnström" in everything(database)
    for person in ("Zebra-1", "Zebra-0"):
        with database.write() as session:
            erasure.erase(session, person, by="eva", at="now")
        database.scrub()
        assert person not in everything(database)
    assert "Qvarnström" not in everything(database)
    with database.read() as session:
        assert repository.get(session, call.account, key) is None
        assert session.scalar(select(func.count()).select_from(AllocationRules)) == 0
        assert session.scalar(select(func.count()).select_from(Allocations)) == 1


def test_the_last_seat_goes_to_one_when_all_confirm_at_once(call: Call, database: Database) -> None:
    keys = {f"Zebra-{n}": a_draft(call, participants=[f"Zebra-{n}"]) for n in range(PEOPLE)}

    def confirm(person: str) -> str:
        try:
            deciding.confirm(call, keys[person], person)
        except Refused as refused:
            return refused.said
        return "won"

    with ThreadPoolExecutor(PEOPLE) as pool:
        won = list(pool.map(confirm, keys))
    assert sorted(won) == sorted(["won", *[deciding.FULL] * (PEOPLE - 1)])
    with database.read() as session:
        states = list(session.scalars(select(AllocationLines.state)))
        assert states.count("confirmed") == 1
        assert session.scalar(select(func.count()).select_from(Decisions)) == 1
        assert repository.promised(session) == {"s": 1}
