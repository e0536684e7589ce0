"""Nothing about fewer than five people is shown, nor can be worked out from what is."""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evaluation.small import BUT_FEW, FEW, LEAST, MOST_GROUPS, WITH_IT, clash, enough, part, safe, shown

COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=8)


@given(COUNTS)
def test_what_is_hidden_cannot_be_worked_out_from_the_sum(counts):
    hidden = [n for n, told in zip(counts, shown(counts), strict=True) if isinstance(told, str)]
    if any(n < LEAST for n in counts):
        alone = len(hidden) == len(counts)
        assert (len(hidden) >= 2 and sum(hidden) >= LEAST) or alone
    else:
        assert not hidden


@given(COUNTS)
def test_no_small_number_is_shown_and_every_other_one_is_itself(counts):
    for count, told in zip(counts, shown(counts), strict=True):
        assert told in ({FEW} if count < LEAST else {count, WITH_IT})


@given(COUNTS)
def test_without_a_sum_only_the_small_ones_are_hidden(counts):
    assert [isinstance(told, str) for told in shown(counts, summed=False)] == [n < LEAST for n in counts]


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_part_is_shown_only_when_the_rest_may_be_too(one, other):
    told = part(one, one + other)
    assert isinstance(told, int) == enough(one, other)
    assert told in {one, FEW, BUT_FEW}


def people_of(cells, sizes):
    """Give groups of people from kinds of people: which groups each kind is in, and how many they are."""
    return [np.repeat([cell[g] for cell in cells], sizes).astype(bool) for g in range(len(cells[0]))]


def known(group, rows):
    """Say whether a group of kinds of people is a sum, with signs, of the rows."""
    if not len(rows):
        return False
    signs = np.linalg.lstsq(rows.T, np.array(group, dtype=float), rcond=None)[0]
    return np.allclose(rows.T @ signs, group)


KINDS = st.integers(1, 5).flatmap(
    lambda groups: st.tuples(
        st.lists(st.tuples(*[st.integers(0, 1)] * groups), min_size=1, max_size=6, unique=True),
        st.lists(st.integers(1, 9), min_size=6, max_size=6),
    )
)


@given(KINDS)
@example(([(1, 1, 1, 1), (1, 1, 0, 0), (1, 1, 0, 1), (1, 0, 0, 0)], [9, 9, 3, 9, 1, 1]))
def test_no_sum_of_what_is_shown_is_about_one_to_four(made):
    """Every group of kinds of people is tried: can its indicator be solved for from the rows shown?"""
    cells, sizes = made
    sizes = sizes[: len(cells)]
    groups = people_of(cells, sizes)
    told = safe(groups)
    rows = np.array([[cell[g] for cell in cells] for g in range(len(groups)) if told[g]], dtype=float)
    few = [g for g in product((0, 1), repeat=len(cells)) if 0 < np.dot(g, sizes) < LEAST]
    assert not [group for group in few if known(group, rows)]
    for g, group in enumerate(groups):  # and nothing is hidden without a reason
        if not told[g] and group.sum() >= LEAST:
            before = [[cell[i] for cell in cells] for i in range(g + 1) if told[i] or i == g]
            assert any(known(one, np.array(before, dtype=float)) for one in few)


def test_too_many_groups_are_refused():
    with pytest.raises(ValueError, match="at most"):
        safe([np.ones(5, dtype=bool)] * (MOST_GROUPS + 1))


@pytest.mark.parametrize(
    ("both", "one", "other", "neither", "told"),
    [
        (20, 0, 3, 40, True),
        (20, 3, 0, 40, True),
        (0, 20, 20, 3, True),
        (3, 20, 20, 0, True),
        (3, 3, 3, 3, False),
        (20, 0, 0, 40, False),
        (20, 0, 5, 40, False),
    ],
)
def test_two_groups_clash_when_a_few_can_be_worked_out(both, one, other, neither, told):
    sizes = [both, one, other, neither]
    first, second = np.repeat([1, 1, 0, 0], sizes).astype(bool), np.repeat([1, 0, 1, 0], sizes).astype(bool)
    assert clash(first, second[None, :]) == told
    assert clash(second, first[None, :]) == told
    assert not clash(first, np.empty((0, len(first)), dtype=bool))
