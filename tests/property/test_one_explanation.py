"""Law 1, one explanation: what is shown adds up to the score, exactly."""

import json
from itertools import permutations

import pytest
from hypothesis import given

from matcher import rank
from matcher.factors import FACTORS
from matcher.rules import RULES
from tests.property.strategies import LAW, contexts, groups, participants, slots

ENGINES = ("numpy", "reference")


@pytest.mark.parametrize("engine", ENGINES)
@LAW
@given(people=groups(participants, "p", 2), places=groups(slots, "s", 4), context=contexts)
def test_points_add_up_to_the_score_in_any_order(engine, people, places, context):
    for ranking in rank(people, places, context, engine=engine):
        for suggestion in ranking.suggestions:
            assessment = suggestion.assessment
            parts = [assessment.base, *(c.points for c in assessment.contributions)]
            assert sum(parts) == suggestion.score
            assert sum(reversed(parts)) == suggestion.score
            assert all(sum(some) == suggestion.score for some in permutations([*parts[:6], sum(parts[6:])]))
            assert 0 <= suggestion.score <= 100


@pytest.mark.parametrize("engine", ENGINES)
@LAW
@given(people=groups(participants, "p", 2), places=groups(slots, "s", 4), context=contexts)
def test_points_are_value_times_weight(engine, people, places, context):
    for ranking in rank(people, places, context, engine=engine):
        for suggestion in ranking.suggestions:
            assert [c.factor for c in suggestion.assessment.contributions] == [f.id for f in FACTORS]
            for contribution in suggestion.assessment.contributions:
                assert 0 <= contribution.value <= 1
                assert contribution.weight == context.weights.values[contribution.factor]
                assert contribution.points == pytest.approx(
                    contribution.value * contribution.weight, abs=1e-6
                )


@pytest.mark.parametrize("engine", ENGINES)
@LAW
@given(people=groups(participants, "p", 2), places=groups(slots, "s", 4), context=contexts)
def test_json_says_the_same(engine, people, places, context):
    for ranking in rank(people, places, context, engine=engine):
        document = json.loads(json.dumps(ranking.to_dict(), ensure_ascii=False, default=sorted))
        for shown, suggestion in zip(document["suggestions"], ranking.suggestions, strict=True):
            assert shown["score"] == suggestion.score
            assert shown["base"] + sum(c["points"] for c in shown["contributions"]) == shown["score"]
            assert [r["rule"] for r in shown["requirements"]] == [rule.id for rule in RULES]
            assert all(r["verdict"] in {"pass", "unknown"} for r in shown["requirements"])
            texts = [part["text"] for part in shown["contributions"] + shown["requirements"]]
            assert all(text.strip() and "None" not in text and "{" not in text for text in texts)
