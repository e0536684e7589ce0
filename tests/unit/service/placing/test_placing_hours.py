"""Hours that grow, and studies that never take more than a quarter."""

from hypothesis import given
from hypothesis import strategies as st

from service.placing.hours import LONGEST, Hours, most_study

HALVES = st.integers(2, 80).map(lambda n: n / 2)


@st.composite
def agreed(draw: st.DrawFn) -> Hours:
    start, full = sorted(draw(st.tuples(HALVES, HALVES)))
    weeks = draw(st.integers(1, LONGEST)) if start < full else 0
    study = draw(st.floats(0, most_study(full)))
    return Hours(start, full, weeks, study)


@given(agreed())
def test_hours_begin_at_the_first_never_fall_and_end_at_the_full(hours: Hours) -> None:
    weeks = [hours.week(number) for number in range(1, hours.weeks + 3)]
    assert weeks[0] == (hours.start if hours.weeks else hours.full)
    assert weeks == sorted(weeks)
    assert weeks[-1] == hours.full
    assert all(week * 2 == int(week * 2) for week in weeks)


@given(agreed())
def test_studies_take_at_most_a_quarter_of_every_week(hours: Hours) -> None:
    for number in range(1, hours.weeks + 3):
        assert hours.studying(number) <= hours.week(number) / 4
        assert hours.studying(number) <= hours.study


@given(agreed())
def test_the_table_says_every_week_once(hours: Hours) -> None:
    rows = hours.table()
    told = {}
    for first, last, week, study in rows:
        for number in range(first, (last or hours.weeks + 5) + 1):
            assert number not in told
            told[number] = week, study
    assert rows[-1][1] is None
    for number, said in told.items():
        assert said == (hours.week(number), hours.studying(number))
