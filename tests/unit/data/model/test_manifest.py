"""The manifest: what a model's folder must hold, to the byte."""

import json

import pytest

from data.model import manifest
from tests.support.models import static_model


@pytest.fixture
def folder(tmp_path):
    return static_model(tmp_path / "model", ["kock"])


def test_what_is_written_is_what_is_checked(folder):
    found = manifest.check(folder)
    assert found == manifest.write(folder, id="liten", dense=0.6, grouped=0.0)
    assert (found.id, found.dense, found.grouped) == ("liten", 0.6, 0.0)
    assert set(found.sha256) == {
        "config_sentence_transformers.json",
        "model.safetensors",
        "modules.json",
        "tokenizer.json",
    }


def test_the_hash_follows_the_files_and_not_the_name_the_shares_or_the_card(folder):
    before = manifest.check(folder).hash
    (folder / "README.md").write_text("kort", encoding="utf-8")
    assert manifest.write(folder, id="annan", dense=0.5, grouped=0.2).hash == before
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    assert manifest.write(folder, id="annan", dense=0.5, grouped=0.2).hash != before


def damage_weights(folder):
    path = folder / "model.safetensors"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (damage_weights, "model.safetensors har inte det innehåll"),
        (lambda folder: (folder / "tokenizer.json").unlink(), "tokenizer.json saknas"),
        (lambda folder: (folder / "config.json").write_text("{}"), "config.json hör inte dit"),
        (lambda folder: (folder / "manifest.json").unlink(), "manifest.json saknas"),
        (lambda folder: (folder / "manifest.json").write_text("[1]"), "manifest.json saknas eller går inte"),
        (lambda folder: (folder / "manifest.json").write_text('{"id": "x"}'), "går inte att läsa"),
        (
            lambda folder: (folder / "manifest.json").write_text(
                json.dumps({"id": "x", "dense": 0.5, "grouped": 0.0, "sha256": 3})
            ),
            "går inte att läsa",
        ),
    ],
)
def test_damage_is_found_and_named(folder, damage, said):
    damage(folder)
    with pytest.raises(manifest.ModelDamaged, match=said) as caught:
        manifest.check(folder)
    assert str(folder) in str(caught.value)
    assert "Hämta programmet på nytt" in str(caught.value)
