"""user add and weights."""

import json

import pytest

from matcher.weights import FACTORS, Weights


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
