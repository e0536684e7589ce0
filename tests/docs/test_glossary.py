"""docs/glossary.md: every word that people read for a code is there, once, with the code it stands for."""

import re
from collections import Counter
from pathlib import Path

import pytest

from matcher import vocabulary
from matcher.factors import FACTORS
from matcher.rules import RULES

PAGE = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
SECTIONS = {
    title: [row for row in ROW.findall(text) if row[0] != "Swedish"]
    for title, text in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
}
LABELLED = {
    "Rules": {rule.id: rule.label.sv for rule in RULES},
    "Factors": {factor.id: factor.label.sv for factor in FACTORS},
    "Work conditions (arbetsförhållanden)": vocabulary.CONDITIONS,
    "Support (stöd)": vocabulary.SUPPORTS,
    "How a placement ended": vocabulary.OUTCOMES,
    "Days and travel": vocabulary.DAYS | vocabulary.MODES,
}


@pytest.mark.parametrize("section", LABELLED)
def test_a_section_says_what_the_code_says(section):
    labels = {code: getattr(label, "sv", label) for code, label in LABELLED[section].items()}
    assert {code.strip("`"): swedish for swedish, code, _ in SECTIONS[section]} == labels
    for swedish, code, meaning in SECTIONS[section]:
        label = LABELLED[section][code.strip("`")]
        if not isinstance(label, str):
            assert meaning == label.en, swedish


def test_every_vocabulary_has_its_section():
    known = {code for labels in LABELLED.values() for code in labels}
    for name, codes in vars(vocabulary).items():
        if name.isupper() and isinstance(codes, dict):
            assert set(codes) <= known, name


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_has_a_term_and_a_name_once(section):
    for column in (0, 1):
        counts = Counter(row[column] for row in SECTIONS[section] if row[column] != "–")
        assert max(counts.values()) == 1, counts.most_common(1)
