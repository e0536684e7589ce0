"""user, unit and replay."""

import datetime as dt
import re

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


@pytest.mark.usefixtures("store")
def test_a_unit_an_account_in_it_and_a_password_that_must_be_changed(run):
    assert run("unit", "add", "norra", "Norra enheten").code == 0
    assert "redan" in run("unit", "add", "norra", "Norra").err
    answer = run("user", "add", "anna", "--role", "coach", "--unit", "norra", "--no-token")
    assert (answer.code, answer.out) == (0, "")
    assert re.search(r"Tillfälligt lösenord: (\w{4}-){3}\w{4}\n", answer.err)
    (anna,) = run("user", "list", "--json").json
    assert anna == {
        "name": "anna",
        "full_name": "anna",
        "role": "coach",
        "unit": "norra",
        "second_factor": False,
        "closed": False,
    }
    assert "Norra enheten" in run("user", "list").out
    assert "1 konton" in run("unit", "list").out
    assert run("user", "add", "bo", "--role", "coach", "--unit", "mars").code == 2


@pytest.mark.usefixtures("store")
def test_an_account_is_reset_closed_opened_and_given_a_token(run):
    run("user", "add", "anna", "--role", "coach")
    run("user", "add", "ada", "--role", "administrator")
    assert re.fullmatch(r"(\w{4}-){3}\w{4}\n", run("user", "reset", "anna").out)
    assert run("user", "lock", "anna").code == 0
    assert "stängt" in run("user", "list").out
    assert run("user", "unlock", "anna").code == 0
    assert "stängt" not in run("user", "list").out
    assert "minst en administratör" in run("user", "lock", "ada").err
    assert len(run("user", "token", "anna", "--kinds", "slots", "--read-only").out.strip()) >= 32
    for words in (("--kinds", "hemligheter"), ("--days", "0")):
        assert run("user", "token", "anna", *words).code == 2
    for command in ("reset", "lock", "unlock", "token"):
        assert "inget konto" in run("user", command, "ingen").err


@pytest.mark.usefixtures("store")
def test_a_password_of_ones_own_is_asked_for_and_weighed(run, monkeypatch):
    answers = iter(
        ["Sommaren2026!", "kanel buss igelkott", "nej", "kanel buss igelkott", "kanel buss igelkott"]
    )
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    words = ("user", "add", "anna", "--role", "coach", "--password")
    assert "vanligt ord" in run(*words).err
    assert "olika" in run(*words).err
    answer = run(*words)
    assert answer.code == 0
    assert "Tillfälligt" not in answer.err


def test_the_store_of_a_demo_is_not_served_to_others(run, store):
    from service.accounts import service

    with_demo = Database.open(f"sqlite:///{store}")
    with with_demo.write() as session:
        service.add(session, "demo-coach", "coach")
    with_demo.close()
    answer = run("serve")
    assert answer.code == 2
    assert "demons konton" in answer.err


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
