"""Every row of every rule's table, on every engine."""

import pytest

from matcher import explain, rank
from matcher.rules import RULES
from tests.spec.rules import TABLES

CASES = [pytest.param(rule, row, id=f"{rule}: {row.says}") for rule, rows in TABLES.items() for row in rows]


def test_every_rule_has_a_table_that_passes_fails_and_does_not_know():
    assert list(TABLES) == [rule.id for rule in RULES]
    for rule, rows in TABLES.items():
        assert {row.verdict for row in rows} == {"pass", "fail", "unknown"}, rule
        assert len({row.says for row in rows}) == len(rows), rule


@pytest.mark.parametrize(("rule", "row"), CASES)
def test_the_rule_says_so(rule, row):
    person, slot, context = row.records()
    assessment = explain(person, slot, context)
    verdict = next(v for v in assessment.requirements if v.rule == rule)
    assert verdict.outcome == row.verdict
    assert (f"{verdict.remedy.by}: {verdict.remedy.text}" if verdict.remedy else None) == row.remedy
    assert verdict.asks == row.asks
    assert row.text in (None, verdict.text)
    assert {v.rule for v in assessment.failed} <= {rule}


@pytest.mark.parametrize("engine", ["numpy", "reference"])
@pytest.mark.parametrize(("rule", "row"), CASES)
def test_every_engine_says_so(engine, rule, row):
    person, slot, context = row.records()
    (ranking,) = rank([person], [slot], context, engine=engine, questions=30)
    assert ranking.eligible == (row.verdict != "fail")
    if row.verdict == "fail":
        opens = bool(row.remedy) and row.remedy.count("; ") < 2
        assert len(ranking.near_misses) == opens
        for miss in ranking.near_misses:
            said = f"{miss.changes[0].by}: " + "; ".join(change.text for change in miss.changes)
            assert said == row.remedy
        return
    verdict = next(v for v in ranking.suggestions[0].assessment.requirements if v.rule == rule)
    assert verdict.outcome == row.verdict
    asked = {f"participant.{question.field}" for question in ranking.questions}
    assert {ask for ask in row.asks if ask.startswith("participant.")} <= asked
