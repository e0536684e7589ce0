"""reindex, and a text model that cannot be used."""

import sys

import pytest

from data.model import ModelDamaged, load_blend
from matcher.text import CharNgrams
from service.store import Database, upkeep


@pytest.mark.usefixtures("store")
def test_a_rebuild_after_a_change_of_model_says_what_it_did(run, people, places, store, monkeypatch):
    monkeypatch.setattr("service.cli.records.read_model", lambda _name: CharNgrams(dimensions=64))
    assert run("import", "participants", people).code == 0
    assert run("import", "slots", places).code == 0
    database = Database.open(f"sqlite:///{store}")
    assert upkeep.waiting(database, load_blend()) == 5  # one participant has no texts
    answer = run("reindex")
    assert (answer.code, answer.err) == (0, "")
    assert f"Textmodellen är {load_blend().id}." in answer.out
    assert "6 poster gicks igenom" in answer.out
    assert upkeep.waiting(database, load_blend()) == 0
    database.close()
    assert "0 fick nya vektorer och 0 gamla vektorer togs bort" in run("reindex").out


@pytest.mark.usefixtures("store")
def test_a_model_that_is_not_here_is_said_before_anything_is_done(run, people, monkeypatch):
    monkeypatch.setenv("RATTPLATS_TEXT_MODEL", "finns/inte")
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)  # its import takes seconds
    for words in (["reindex"], ["serve"], ["import", "participants", people]):
        answer = run(*words)
        assert answer.code == 2
        assert "finns/inte" in answer.err


def test_damaged_files_of_the_model_stop_a_command_in_plain_words(run, people, places, monkeypatch):
    def damaged(_name=None):
        raise ModelDamaged("Textmodellen är skadad: tokenizer.json saknas.")

    monkeypatch.setattr("data.model.load_blend", damaged)
    answer = run("rank", "--participants", people, "--slots", places)
    assert answer.code == 2
    assert answer.err == "Fel: Textmodellen är skadad: tokenizer.json saknas.\n"
