"""Nothing about fewer than five people is shown, nor can be worked out from what is."""

from hypothesis import given
from hypothesis import strategies as st

from evaluation.small import BUT_FEW, FEW, LEAST, WITH_IT, enough, part, shown

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
