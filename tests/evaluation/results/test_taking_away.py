"""No number about one to four people can be worked out by taking one shown number from another."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaluation.fairness import Groups
from evaluation.results import results
from evaluation.results.people import BEST
from matcher.vocabulary import ONWARD
from tests.evaluation.histories import a_placement, day

KINDS = [*BEST[:-1], "interrupted", "no_show", "declined_by_employer", None]
RANK = {kind: BEST.index(kind) if kind in BEST else BEST.index("other") for kind in KINDS}


def a_town(rows):
    """Give placements, all ids and units: a row is (outcomes, year, begun, unit) and how many are alike.

    One with no outcomes is supported without a placement.
    """
    placements, ids, units = [], [], []
    for (outcomes, year, begun, unit), alike in rows:
        for _ in range(alike):
            ids.append(f"p{len(ids):04d}")
            units.append(unit)
            for step, outcome in enumerate(outcomes):
                first = 366 * year + 30 * step
                placements.append(
                    a_placement(
                        len(placements),
                        participant_id=ids[-1],
                        outcome=outcome,
                        suggested_on=day(first),
                        started_on=day(first + 5) if begun else None,
                        ended_on=None if outcome == "ongoing" else day(first + 25),
                    )
                )
    return placements, ids, Groups(tuple(ids), {"enhet": tuple(units)}, "")


def numbers(found, placements, ids, units):
    """Give every number that is shown, with those it is about as this test counts them."""
    own = {id_: [p for p in placements if p.participant_id == id_] for id_ in ids}
    best = {id_: min((RANK[p.outcome] for p in own[id_]), default=BEST.index("other")) for id_ in ids}
    all_, begun = set(ids), {id_ for id_ in ids if own[id_]}
    onward = {id_ for id_ in ids if best[id_] < len(ONWARD)}
    hired = {id_ for id_ in ids if best[id_] == 0}
    placed = {id_ for id_ in ids if any(p.started_on and came(p.outcome) for p in own[id_])}
    sets = (onward, hired, begun, placed)
    through = {id_ for id_ in ids if any(RANK[p.outcome] <= BEST.index("completed") for p in own[id_])}
    subsidised = {id_ for id_ in ids if any(p.outcome == "subsidised_job" for p in own[id_])}
    after = {id_ for id_ in subsidised if later_job(own[id_])}
    yield found["supported"], all_
    yield from shares(found, all_, sets)
    yield found["subsidised"]["after_training"]["of"], through
    yield found["subsidised"]["after_training"]["people"], subsidised
    yield found["subsidised"]["then_hired"]["of"], subsidised
    yield found["subsidised"]["then_hired"]["people"], after
    for row in found["kinds"]:
        yield row["people"], {id_ for id_ in ids if best[id_] == BEST.index(row["kind"])}
    for note in found["notes"]:
        if "inte har föreslagits" in note and (number := note.split(": ")[1].split(".")[0]).isdigit():
            yield int(number), all_ - begun
    years = {id_: str(min(p.suggested_on for p in own[id_]).year) if own[id_] else "inte känt" for id_ in ids}
    of_unit = dict(zip(units.ids, units.variables["enhet"], strict=True))
    for rows, which in ((found["periods"], years), (found["units"][0]["rows"], of_unit)):
        for row in rows:
            inside = {id_ for id_ in ids if which[id_] == row["name"]}
            yield row["supported"], inside
            yield from shares(row, inside, sets)


def came(outcome):
    return outcome != "no_show" and "declined" not in str(outcome)


def later_job(own):
    kinds = [p.outcome for p in own]
    return "hired" in kinds[kinds.index("subsidised_job") :]


def shares(row, inside, sets):
    onward, hired, begun, placed = sets
    for name, group in (("onward", onward), ("self_support", hired)):
        if row[name]:
            yield row[name]["people"], inside & group
            yield row[name]["of"], inside
    if row["first_placement"]:
        yield row["first_placement"]["people"], inside & begun
        yield row["first_placement"]["placed"], inside & placed


def check(rows):
    """Hold every pair of shown numbers, one about some of those that the other is about."""
    placements, ids, units = a_town(rows)
    found = results(placements, supported=ids, units=units, months=12)
    told = [(n, group) for n, group in numbers(found, placements, ids, units) if isinstance(n, int) and n]
    for number, group in told:
        assert number == len(group)
        assert number >= 5
    for _, one in told:
        for _, other in told:
            if one <= other:
                assert len(other - one) not in range(1, 5), (sorted(other - one), len(one), len(other))
    ever = [len(group) for number, group in told if number == found["supported"]]
    for month in found["on_support"]:
        if isinstance(month["people"], int) and ever:
            assert ever[0] - month["people"] not in range(1, 5)
    return found


def some(alike, *outcomes, year=0, begun=True, unit="Norr"):
    return (outcomes, year, begun, unit), alike


MANY = some(40, "completed")


@pytest.mark.parametrize(
    ("rows", "hidden"),
    [
        pytest.param(
            [some(17, "hired"), some(3, "studies"), MANY],
            lambda found: found["self_support"]["people"],
            id="work or studies less jobs leaves the three who study",
        ),
        pytest.param(
            [some(9, "hired"), some(3, "subsidised_job"), some(12, "studies"), some(6, "interrupted"), MANY],
            lambda found: found["kinds"][2]["people"],
            id="two of the three kinds leave the third, though a smaller one is elsewhere",
        ),
        pytest.param(
            [some(30, "hired"), some(2, "completed"), some(20, "interrupted")],
            lambda found: found["subsidised"]["after_training"]["of"],
            id="carried through less work or studies leaves the two who got no further",
        ),
        pytest.param(
            [some(9, "hired"), some(12, "subsidised_job"), some(2, "subsidised_job", "hired"), MANY],
            lambda found: found["subsidised"]["after_training"]["people"],
            id="two kinds of subsidised jobs leave the two who went on",
        ),
        pytest.param(
            [some(8, "interrupted", begun=False), some(30, "hired"), some(3, begun=False)],
            lambda found: found["first_placement"]["people"],
            id="supported less suggested leaves the three who were never",
        ),
        pytest.param(
            [some(30, "hired"), some(3, "interrupted"), some(10, "interrupted", begun=False)],
            lambda found: found["first_placement"]["placed"],
            id="begun less work or studies leaves the three who broke off",
        ),
        pytest.param(
            [some(20, "completed"), some(2, "completed", year=1), some(30, "completed", year=1, unit="Ny")],
            lambda found: found["units"][0]["rows"][1]["supported"],
            id="a year less a unit that is all of that year",
        ),
        pytest.param(
            [some(3, "completed"), some(30, "completed", year=1), some(9, begun=False)],
            lambda found: found["periods"][1]["supported"],
            id="those never suggested are known, so another year is hidden beside a small one",
        ),
    ],
)
def test_what_would_leave_a_few_is_hidden(rows, hidden):
    assert isinstance(hidden(check(rows)), str)


def test_what_leaves_nobody_few_is_shown():
    found = check(
        [
            some(20, "hired"),
            some(10, "studies", year=1),
            some(30, "completed", unit="Ny"),
            some(20, "interrupted", year=1, begun=False, unit="Ny"),
        ]
    )
    assert (found["supported"], found["onward"]["people"], found["self_support"]["people"]) == (80, 30, 20)
    assert found["subsidised"]["after_training"]["of"] == 60
    assert [row["supported"] for row in found["periods"]] == [50, 30]
    assert [row["people"] for row in found["kinds"] if isinstance(row["people"], int)] == [20, 10, 30, 20]


def test_a_month_with_all_but_a_few_is_hidden():
    found = check([some(50, "ongoing", "completed"), some(3, "completed")])
    assert found["on_support"][0] == {"month": "2025-01", "people": 53}
    assert found["on_support"][1] == {"month": "2025-02", "people": "visas inte"}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.tuples(
                st.lists(st.sampled_from(KINDS), max_size=2).map(tuple),
                st.integers(0, 2),
                st.booleans(),
                st.sampled_from(["Norr", "Söder", "Ny"]),
            ),
            st.integers(1, 12),
        ),
        max_size=10,
    )
)
@example([some(7, kind) for kind in KINDS])
def test_no_difference_of_shown_nested_numbers_is_one_to_four(rows):
    assert check(rows)
