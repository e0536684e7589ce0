"""weights list, show, diff and activate: versions are kept, and evidence of harm asks for a reason."""

import json

import pytest

from matcher.weights import FACTORS, Weights
from service.store import Database, weights

STANDARD = Weights.standard()
EVEN = Weights(dict.fromkeys(FACTORS, 12.5), note="Lika")


def learned(low: float, high: float, other: str = STANDARD.version) -> Weights:
    """Weights whose evaluation says how they compared."""
    values = dict(STANDARD.values) | {"skills": 25.0, "goals": 25.0}
    found = {"other": other, "measure": "nDCG@10", "value": (low + high) / 2, "low": low, "high": high}
    reasons = [{"factor": "goals", "text": "Mål spådde goda utfall."}]
    return Weights(values, note="Lärda", evaluation={"comparison": found, "reasons": reasons})


@pytest.fixture
def saved(tmp_path):
    """Write weights to a file and give its path."""

    def save(own: Weights):
        file = tmp_path / f"{own.version}.json"
        file.write_text(json.dumps(own.to_dict()), encoding="utf-8")
        return file

    return save


def active(store) -> str | None:
    database = Database.open(f"sqlite:///{store}")
    with database.read() as session:
        found = weights.active_version(session)
    database.close()
    return found


def test_the_weights_in_use_can_be_saved_and_used(run, tmp_path, monkeypatch):
    monkeypatch.setenv("RATTPLATS_DATABASE_URL", f"sqlite:///{tmp_path / 'ingen.sqlite3'}")
    answer = run("weights", "show", "--json")
    assert Weights.from_dict(answer.json) == STANDARD
    text = run("weights", "show").out
    assert STANDARD.version in text
    assert "Färdigheter      30,0 poäng" in text
    assert not (tmp_path / "ingen.sqlite3").exists()


@pytest.mark.usefixtures("store")
def test_the_list_names_those_in_use(run, saved, monkeypatch):
    monkeypatch.setenv("RATTPLATS_WEIGHTS_FILE", str(saved(EVEN)))
    answer = run("weights", "list", "--json")
    assert answer.json["in_use"] == EVEN.version
    assert EVEN.to_dict() in answer.json["weights"]
    assert f"{EVEN.version}  2026-11-21  Rätt plats: Lika  (används nu)" in run("weights", "list").out


@pytest.mark.usefixtures("store")
def test_a_version_that_is_not_stored_is_said(run):
    answer = run("weights", "show", "weights-000000000000")
    assert answer.code == 2
    assert "weights-000000000000" in answer.err


def test_activated_weights_are_in_use_and_recorded(run, store, saved):
    answer = run("weights", "activate", saved(EVEN), "--reason", "Vi prövar", "--json")
    assert answer.code == 0
    assert "bär inga siffror" in answer.err
    assert answer.json["version"] == EVEN.version
    assert answer.json["replaced"] == STANDARD.version
    assert active(store) == EVEN.version
    listed = run("weights", "list", "--json").json
    assert listed["in_use"] == EVEN.version
    assert {w["version"] for w in listed["weights"]} == {EVEN.version, STANDARD.version}
    assert [(a["version"], a["reason"]) for a in listed["activations"]] == [(EVEN.version, "Vi prövar")]
    text = run("weights", "list").out
    assert f"{EVEN.version}  av kommandoraden: Vi prövar" in text
    assert run("weights", "show", "--json").json["version"] == EVEN.version


def test_activating_again_changes_nothing(run, store, saved):
    run("weights", "activate", saved(EVEN))
    again = run("weights", "activate", EVEN.version)
    assert again.code == 0
    assert "används redan" in again.err
    assert len(run("weights", "list", "--json").json["activations"]) == 1


def test_measured_harm_needs_a_reason(run, store, saved):
    worse = saved(learned(-0.08, -0.02))
    refused = run("weights", "activate", worse)
    assert refused.code == 2
    assert "sämre" in refused.err
    assert "−0,050 (95 %: −0,080 till −0,020)" in refused.err
    assert "--reason" in refused.err
    assert active(store) is None
    for empty in ("", "  "):
        assert run("weights", "activate", worse, "--reason", empty).code == 2
    accepted = run("weights", "activate", worse, "--reason", "Nämnden har beslutat")
    assert accepted.code == 0
    assert "sämre" in accepted.err
    assert run("weights", "list", "--json").json["activations"][0]["reason"] == "Nämnden har beslutat"


@pytest.mark.parametrize(("low", "high"), [(-0.08, 0.0), (-0.05, 0.05), (0.01, 0.05)])
def test_an_interval_that_reaches_zero_is_no_harm(run, store, saved, low, high):
    answer = run("weights", "activate", saved(learned(low, high)))
    assert (answer.code, answer.err) == (0, "")
    assert active(store) == learned(low, high).version


def test_going_back_from_better_weights_needs_a_reason(run, store, saved):
    better = learned(0.01, 0.05)
    assert run("weights", "activate", saved(better)).code == 0
    refused = run("weights", "activate", STANDARD.version)
    assert refused.code == 2
    assert f"{better.version}, som används nu, var bättre än {STANDARD.version}" in refused.err
    assert run("weights", "activate", STANDARD.version, "--reason", "Fel i underlaget").code == 0
    assert active(store) == STANDARD.version


def test_figures_against_other_weights_are_pointed_out(run, store, saved):
    answer = run("weights", "activate", saved(learned(-0.08, -0.02, other=EVEN.version)))
    assert answer.code == 0
    assert f"jämför med {EVEN.version}" in answer.err


def test_a_setting_goes_before_the_store(run, store, saved, monkeypatch):
    monkeypatch.setenv("RATTPLATS_WEIGHTS_FILE", str(saved(EVEN)))
    answer = run("weights", "activate", STANDARD.version)
    assert answer.code == 2
    assert "RATTPLATS_WEIGHTS_FILE" in answer.err
    assert active(store) is None


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("reason", "said"), [("x" * 2001, "2000"), ("enligt 19121212-1212", "personnummer")])
def test_a_reason_that_cannot_be_kept_is_refused(run, saved, reason, said):
    answer = run("weights", "activate", saved(EVEN), "--reason", reason)
    assert answer.code == 2
    assert said in answer.err


@pytest.mark.usefixtures("store")
def test_a_difference_is_shown_with_its_reasons(run, saved):
    new = learned(-0.08, -0.02)
    answer = run("weights", "diff", saved(new), "--json").json
    assert (answer["from"], answer["to"]) == (STANDARD.version, new.version)
    assert [row["factor"] for row in answer["factors"]][:2] == ["skills", "goals"]
    assert [row["change"] for row in answer["factors"]] == [-5.0, 5.0, *[0.0] * 6]
    assert answer["factors"][1]["reason"] == "Mål spådde goda utfall."
    assert "sämre" in answer["objection"]
    text = run("weights", "diff", saved(new), STANDARD.version).out
    assert "Mål              20,0 →  25,0  +5,0  Mål spådde goda utfall." in text
    assert "Färdigheter      30,0 →  25,0  −5,0" in text
    assert "sämre" in text
    assert run("weights", "diff", saved(EVEN), saved(EVEN), "--json").json["objection"] is None


@pytest.mark.parametrize("evaluation", [5, "bra", [1]])
def test_an_evaluation_that_is_no_object_is_refused(run, tmp_path, evaluation):
    file = tmp_path / "vikter.json"
    file.write_text(
        json.dumps({"weights": dict(STANDARD.values), "evaluation": evaluation}), encoding="utf-8"
    )
    answer = run("weights", "show", file)
    assert answer.code == 2
    assert "evaluation ska vara ett objekt" in answer.err
    with pytest.raises(ValueError, match="must be an object"):
        Weights.from_dict(json.loads(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("broken", [None, 5, {}, {"value": "x"}, {"value": 1, "low": 1, "high": 1}])
def test_a_comparison_that_cannot_be_read_is_none(run, store, saved, broken):
    own = Weights(dict.fromkeys(FACTORS, 12.5), evaluation={"comparison": broken, "reasons": "inga"})
    answer = run("weights", "activate", saved(own))
    assert answer.code == 0
    assert "bär inga siffror" in answer.err


def test_the_evaluation_is_part_of_the_version_and_cannot_be_changed():
    own = learned(0.01, 0.05)
    assert own.version != Weights(own.values, note=own.note).version
    again = Weights.from_dict(json.loads(json.dumps(own.to_dict())))
    assert again == own
    with pytest.raises(TypeError):
        own.evaluation["comparison"]["low"] = 1.0
    document = own.to_dict()
    document["evaluation"]["comparison"]["low"] = 0.02
    with pytest.raises(ValueError, match="never changed in place"):
        Weights.from_dict(document)


def test_weights_without_an_evaluation_keep_their_version():
    """Versions that stores and runs name already."""
    assert STANDARD.version == "weights-4184596b25dc"
