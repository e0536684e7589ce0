"""The town exercises every rule: each passes, fails and, where it can, is unknown."""

from collections import Counter
from datetime import date

import numpy as np
import pytest

from data.reference import context
from data.synthetic import TODAY
from matcher.facts import World
from matcher.rules import RULES

SAMPLE = 3000


@pytest.fixture(scope="module")
def world():
    return World(context(date=TODAY))


@pytest.fixture(scope="module")
def sides(town, world):
    return [world.person(p) for p in town.participants], [world.place(s, None) for s in town.slots]


@pytest.fixture(scope="module")
def outcomes(sides, world):
    people, places = sides
    rng = np.random.default_rng(7)
    pairs = zip(rng.integers(len(people), size=SAMPLE), rng.integers(len(places), size=SAMPLE), strict=True)
    return [[rule.judge(people[i], places[j], world).outcome for rule in RULES] for i, j in pairs]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_passes_fails_and_asks(rule, outcomes):
    counts = Counter(row[RULES.index(rule)] for row in outcomes)
    assert counts["pass"] >= 0.03 * SAMPLE
    assert counts["fail"] >= 0.03 * SAMPLE
    assert counts["unknown"] > 0


def test_a_reasonable_part_of_the_pairs_is_eligible(outcomes):
    eligible = sum("fail" not in row for row in outcomes) / SAMPLE
    assert 0.08 <= eligible <= 0.16


def test_nearly_everyone_has_a_place(sides, world):
    people, places = sides

    def fits(person, place):
        return all(rule.judge(person, place, world).outcome != "fail" for rule in RULES)

    alone = sum(not any(fits(person, place) for place in places) for person in people)
    assert alone <= 0.03 * len(people)


def test_today_is_the_day_of_the_project():
    assert date(2026, 11, 21) == TODAY
