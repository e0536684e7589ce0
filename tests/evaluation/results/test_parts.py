"""The figures of each part: right, and no part of fewer than five can be worked out from the others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.fairness.groups import UNKNOWN
from evaluation.results import results
from evaluation.results.figures import by_period
from evaluation.results.hiding import Told
from evaluation.results.parts import REST, parts
from evaluation.results.people import BEST, people
from tests.evaluation.histories import a_placement


def everybody(outcomes):
    return people(
        [a_placement(i, participant_id=f"p{i:04d}", outcome=outcome) for i, outcome in enumerate(outcomes)]
    )


def divided(sizes):
    """Give n people in parts, by the outcomes of each part: (hired, studies, completed)."""
    outcomes, codes = [], []
    for code, (hired, studies, completed) in enumerate(sizes):
        outcomes += ["hired"] * hired + ["studies"] * studies + ["completed"] * completed
        codes += [code] * (hired + studies + completed)
    all_ = everybody(outcomes)
    names = [f"del {i}" for i in range(len(sizes))]
    return parts(all_, names, np.array(codes), Told([]))


def test_a_part_has_the_figures_of_its_own_people():
    first, second = divided([(10, 20, 30), (5, 6, 89)])
    assert (first["name"], first["supported"]) == ("del 0", 60)
    assert (first["onward"]["people"], first["onward"]["of"]) == (30, 60)
    assert first["onward"]["value"] == 30 / 60
    assert first["self_support"]["people"] == 10
    assert second["onward"]["value"] == 11 / 100
    assert first["first_placement"] is None, "all of them have begun, which tells of each"


def test_the_time_to_the_first_placement_counts_those_who_have_not_begun():
    all_ = everybody((["completed"] * 30 + ["no_show"] * 10) * 2)
    first, second = parts(all_, ["a", "b"], np.array([0] * 40 + [1] * 40), Told([]))
    assert first["first_placement"] == second["first_placement"]
    assert (first["first_placement"]["people"], first["first_placement"]["placed"]) == (40, 30)
    assert first["first_placement"]["days"] == 10


def test_the_parts_agree_with_the_whole():
    outcomes = (["hired"] * 12 + ["completed"] * 20) * 3
    placements = [
        a_placement(i, participant_id=f"p{i:04d}", outcome=outcome) for i, outcome in enumerate(outcomes)
    ]
    whole, all_ = results(placements), people(placements)
    (year,) = parts(all_, *by_period(all_, 12), Told([]))
    assert (year["supported"], year["onward"]["value"]) == (whole["supported"], whole["onward"]["value"])


def test_those_in_no_part_are_a_part():
    all_ = everybody(["hired"] * 10 + ["studies"] * 10 + ["completed"] * 40)
    codes = np.array([0] * 30 + [UNKNOWN] * 30)
    codes[::2] = codes[::2][::-1]
    assert [row["name"] for row in parts(all_, ["a"], codes, Told([]))] == ["a", REST]


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        pytest.param([(9, 9, 9), (9, 9, 9), (9, 9, 3)], "onward", id="few who did not go on"),
        pytest.param([(9, 9, 9), (9, 9, 9), (1, 1, 9)], "onward", id="few who went on"),
        pytest.param([(9, 9, 9), (9, 9, 9), (9, 2, 9)], "self_support", id="what is between the two"),
    ],
)
def test_a_small_number_hides_its_part_and_another(sizes, hidden):
    rows = divided(sizes)
    assert rows[2][hidden] is None
    assert sum(row[hidden] is None for row in rows) >= 2


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)).filter(any),
        min_size=1,
        max_size=6,
    )
)
def test_nothing_below_five_is_shown_or_left_when_the_shown_parts_are_taken_from_the_whole(sizes):
    rows = divided(sizes)
    told = [size for size in sizes if any(size)]
    for figure, count in (("onward", lambda s: s[0] + s[1]), ("self_support", lambda s: s[0])):
        left_in = left_out = hidden = 0
        for row, size in zip(rows, told, strict=True):
            if row[figure] is None:
                hidden += 1
                left_in, left_out = left_in + count(size), left_out + sum(size) - count(size)
            else:
                assert row[figure]["people"] == count(size) >= 5
                assert row[figure]["of"] - row[figure]["people"] >= 5
        if hidden and hidden < len(rows):
            assert hidden > 1
            assert min(left_in, left_out) >= 5
    for row, size in zip(rows, told, strict=True):
        if row["onward"] and row["self_support"]:
            assert size[1] >= 5, "jobs and all that leads on would tell of the few who study"


def test_best_outcomes_are_in_the_order_that_parts_rest_on():
    assert BEST[:3] == ("hired", "subsidised_job", "studies")
