"""user add, weights and replay."""

import datetime as dt
import json

import pytest
from sqlalchemy import update

from data.model import load_encoder
from data.reference import context
from matcher.weights import FACTORS, Weights
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


def test_the_weights_in_use_can_be_saved_and_used(run):
    answer = run("weights", "show", "--json")
    assert Weights.from_dict(answer.json) == Weights.standard()
    text = run("weights", "show").out
    assert Weights.standard().version in text
    assert "30,0 poäng" in text


@pytest.mark.usefixtures("store")
def test_the_list_names_those_in_use(run, tmp_path, monkeypatch):
    file = tmp_path / "vikter.json"
    mine = Weights(dict.fromkeys(FACTORS, 12.5), note="Lika")
    file.write_text(json.dumps(mine.to_dict()), encoding="utf-8")
    monkeypatch.setenv("RATTPLATS_WEIGHTS_FILE", str(file))
    answer = run("weights", "list", "--json")
    assert answer.json["in_use"] == mine.version
    assert mine.to_dict() in answer.json["weights"]
    assert f"{mine.version}  2026-11-21  Rätt plats: Lika  (används nu)" in run("weights", "list").out


@pytest.mark.usefixtures("store")
def test_a_version_that_is_not_stored_is_said(run):
    answer = run("weights", "show", "weights-000000000000")
    assert answer.code == 2
    assert "weights-000000000000" in answer.err


@pytest.fixture
def made(run, people, places, store):
    """A suggestion run, made as the service makes it."""
    assert run("import", "participants", people).code == 0
    assert run("import", "slots", places).code == 0
    database = Database.open(f"sqlite:///{store}")
    upkeep.prepare(database, load_encoder(), Weights.standard())
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
