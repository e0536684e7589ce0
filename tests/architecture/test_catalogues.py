"""Every sentence, rule, factor and word of the matcher is named once, and used."""

import re
from pathlib import Path
from string import Formatter

import pytest

from data import reference
from matcher import Weights, messages_sv, vocabulary
from matcher.domain import Participant
from matcher.factors import FACTORS
from matcher.messages_sv import QUESTIONS, REACH, SENTENCES
from matcher.rules import RULES

ROOT = Path(__file__).parents[2]
CODE = {path: path.read_text(encoding="utf-8") for path in (ROOT / "matcher").rglob("*.py")}
WITHOUT_CATALOGUE = "\n".join(text for path, text in CODE.items() if path.name != "messages_sv.py")
ALL_CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for package in ("matcher", "data", "evaluation", "service")
    for path in (ROOT / package).rglob("*.py")
)
MADE = re.compile(r"(?:ask|reach|relax|given)\.")
"""Ids made from a field, a rule or a fact: `ask.days`, `reach.licence`, `relax.licence`, `given.locked`."""


def test_every_sentence_is_used():
    literal = set(re.findall(r"\"([a-z_]+\.[a-z_]+)\"", WITHOUT_CATALOGUE))
    assert not {id_ for id_ in SENTENCES if not MADE.match(id_)} - literal


def test_every_used_sentence_exists():
    used = re.findall(r"message\(\s*\"([a-z_]+\.[a-z_]+)\"", WITHOUT_CATALOGUE)
    assert used
    assert set(used) <= set(SENTENCES)


def test_no_id_stands_in_two_parts_of_the_catalogue():
    parts = (messages_sv.RULES, messages_sv.FACTORS, QUESTIONS, REACH, messages_sv.ALLOCATION)
    assert sum(map(len, parts)) == len(SENTENCES)


def test_questions_ask_for_fields_of_a_participant():
    assert {id_.removeprefix("ask.") for id_ in QUESTIONS} <= set(Participant.__dataclass_fields__)
    asked = set(re.findall(r"\"participant\.([a-z_0-9]+)\"", WITHOUT_CATALOGUE)) | {
        f"swedish_{part}" for part in ("spoken", "written")
    }
    asked_for_without_change = {id_.removeprefix("ask.") for id_ in QUESTIONS} - asked
    assert asked_for_without_change == {"skills", "experience", "goals"}  # asked by `assess.asked`


@pytest.mark.parametrize("id_", SENTENCES)
def test_a_sentence_is_whole(id_):
    sentence = SENTENCES[id_]
    assert sentence == " ".join(sentence.split())
    assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(sentence))
    ends = "?" if id_.startswith("ask.") else "."
    if sentence[0].isupper():
        assert sentence.endswith(ends)
    else:
        assert not sentence.endswith((".", "?"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_named_everywhere(rule):
    assert rule.label.sv
    assert rule.label.en
    assert rule.source
    assert f"reach.{rule.id}" in REACH
    assert f"\n## `{rule.id}`\n" in (ROOT / "docs/reference/rules.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.id)
def test_a_factor_is_named_everywhere(factor):
    assert factor.label.sv
    assert factor.label.en
    assert Weights.standard().values[factor.id] > 0
    assert f"\n## `{factor.id}`\n" in (ROOT / "docs/reference/factors.md").read_text(encoding="utf-8")


def test_factors_and_weights_have_the_same_order():
    assert [factor.id for factor in FACTORS] == list(Weights.standard().values)


@pytest.mark.parametrize(
    "name", [name for name in dir(vocabulary) if name.isupper()], ids=lambda name: name.lower()
)
def test_no_vocabulary_is_unused(name):
    assert len(re.findall(rf"\b{name}\b", ALL_CODE)) > 1


def test_every_work_condition_and_support_has_words_in_the_reference():
    folder = Path(reference.__file__).parent
    for file, codes in (("conditions.json", vocabulary.CONDITIONS), ("supports.json", vocabulary.SUPPORTS)):
        text = (folder / file).read_text(encoding="utf-8")
        assert all(f'"{code}"' in text for code in codes), file
