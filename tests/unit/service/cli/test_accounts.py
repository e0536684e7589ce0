"""user add and replay."""

import datetime as dt

import pytest
from sqlalchemy import update

from data.model import load_blend
from data.reference import context
from matcher.weights import Weights
from service.matching import Matching
from service.store import Database, upkeep
from service.store.schema import SuggestionRuns


@pytest.mark.usefixtures("store")
def test_a_new_user_gets_a_key_alone_on_standard_output(run):
    answer = run("user", "add", "anna", "--role", "coach")
    assert answer.code == 0
    assert len(answer.out.strip()) >= 32
    assert "visas bara den här gången" in answer.err
    assert answer.out.strip() not in answer.err


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("name", "role", "said"),
    [("anna", "chef", "Rollen"), ("Anna B", "coach", "Användarnamnet"), ("", "coach", "Användarnamnet")],
)
def test_a_user_that_cannot_be_is_refused(run, name, role, said):
    answer = run("user", "add", name, "--role", role)
    assert answer.code == 2
    assert answer.out == ""
    assert said in answer.err


@pytest.mark.usefixtures("store")
def test_a_name_is_given_once(run):
    assert run("user", "add", "anna", "--role", "coach").code == 0
    answer = run("user", "add", "anna", "--role", "analyst")
    assert answer.code == 2
    assert "redan" in answer.err


@pytest.fixture
def made(run, people, places, store):
    """A suggestion run, made as the service makes it."""
    assert run("import", "participants", people).code == 0
    assert run("import", "slots", places).code == 0
    database = Database.open(f"sqlite:///{store}")
    upkeep.prepare(database, load_blend(), Weights.standard())
    matching = Matching(database, lambda day: context(date=day), lambda: dt.date(2026, 11, 21))
    yield database, matching.suggest("D-1", top=5, by="test").run
    database.close()


def test_a_run_is_given_again_to_the_byte(run, made):
    answer = run("replay", made[1])
    assert (answer.code, answer.out) == (0, f"Körning {made[1]}: Samma svar, tecken för tecken.\n")
    assert run("replay", made[1], "--json").json == {"run": made[1], "identical": True, "differences": []}


def test_a_run_that_comes_out_differently_ends_with_1(run, made):
    database, run_id = made
    with database.write() as session:
        session.execute(update(SuggestionRuns).values(output_hash="0" * 64))
    answer = run("replay", run_id)
    assert answer.code == 1
    assert "Svaret blev ett annat." in answer.out


@pytest.mark.usefixtures("store")
def test_a_run_that_is_not_there_is_said(run):
    answer = run("replay", "5f1e0c5a", "--json")
    assert answer.code == 2
    assert answer.out == ""
    assert "Körningen finns inte." in answer.err
