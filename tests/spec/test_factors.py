"""Every row of every factor's table, on every engine."""

import pytest

from matcher import explain, rank
from matcher.factors import FACTORS
from tests.spec.factors import OTHERS, TABLES

CASES = [
    pytest.param(factor, row, id=f"{factor}: {row.says}") for factor, rows in TABLES.items() for row in rows
]


def test_every_factor_has_a_table_with_something_and_nothing():
    assert list(TABLES) == [factor.id for factor in FACTORS]
    for factor, rows in TABLES.items():
        assert any(row.value > 0 for row in rows), factor
        assert any(row.value == 0 for row in rows), factor
        assert len({row.says for row in rows}) == len(rows), factor


@pytest.mark.parametrize(("factor", "row"), CASES)
def test_the_factor_is_worth(factor, row):
    person, slot, context = row.records()
    contributions = {c.factor: c for c in explain(person, slot, context, slots=[slot, *OTHERS]).contributions}
    assert contributions[factor].value == pytest.approx(row.value, abs=1e-9)
    assert contributions[factor].points == pytest.approx(row.value * context.weights.values[factor], abs=1e-6)
    assert contributions[factor].text.endswith(".")


@pytest.mark.parametrize("engine", ["numpy", "reference"])
@pytest.mark.parametrize(("factor", "row"), CASES)
def test_every_engine_gives_the_same_points(engine, factor, row):
    person, slot, context = row.records()
    (ranking,) = rank([person], [slot, *OTHERS], context, engine=engine)
    suggestion = next(s for s in ranking.suggestions if s.slot_id == slot.id)
    points = {c.factor: c.points for c in suggestion.assessment.contributions}
    assert points[factor] == pytest.approx(row.value * context.weights.values[factor], abs=1e-6)
