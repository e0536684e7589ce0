"""Points that add up to 100: what was set stays, the rest keeps its proportions; the address holds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.weights import FACTORS, Weights
from service.analyst import scale

BASE = dict(Weights.standard().values)
HALVES = st.integers(0, 200).map(lambda halves: halves / 2)


def test_nothing_changed_is_nothing_changed() -> None:
    assert scale.rescaled(BASE, BASE) == BASE


def test_the_rest_shares_what_is_left_as_it_did() -> None:
    found = scale.rescaled(BASE, BASE | {"skills": 65.0})
    assert found["skills"] == 65
    for name in FACTORS[1:]:
        assert abs(found[name] - BASE[name] * 35 / 70) <= 0.5


def test_a_factor_can_be_set_to_nothing() -> None:
    found = scale.rescaled(BASE, BASE | {"goals": 0.0})
    assert found["goals"] == 0
    assert sum(found.values()) == 100


@pytest.mark.parametrize(
    ("given", "error"),
    [(BASE | {"skills": 60.0, "goals": 60.0}, scale.TooMany), (dict.fromkeys(FACTORS, 1.0), scale.TooFew)],
)
def test_what_cannot_be_part_of_100(given: dict[str, float], error: type[ValueError]) -> None:
    with pytest.raises(error, match=r"^(120|8)\.0$"):
        scale.rescaled(BASE, given)


@given(st.dictionaries(st.sampled_from(FACTORS), HALVES, max_size=7))
def test_the_sum_is_100_and_what_was_set_stands(moved: dict[str, float]) -> None:
    given = BASE | moved
    set_ = {name: given[name] for name in FACTORS if given[name] != BASE[name]}
    if sum(set_.values()) > 100:
        with pytest.raises(scale.TooMany):
            scale.rescaled(BASE, given)
        return
    found = scale.rescaled(BASE, given)
    assert sum(found.values()) == 100
    assert {name: found[name] for name in set_} == set_
    assert all(points >= 0 and points * 2 == int(points * 2) for points in found.values())
    assert Weights(found).values == found
    assert scale.read(scale.written(found)) == found


@pytest.mark.parametrize(
    "text", ["", "100", "1_2_3", "x_0_0_0_0_0_0_100", "-1_1_0_0_0_0_0_100", "nan_0_0_0_0_0_0_100"]
)
def test_an_address_that_holds_anything_else(text: str) -> None:
    assert scale.read(text) is None
