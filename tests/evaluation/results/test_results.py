"""The outcome figures: by hand, with Ångemodellen's as a worked example, and never about fewer than five."""

import json
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.fairness import Groups
from evaluation.results import results
from evaluation.results.people import BEST, people
from evaluation.results.survival import curve, median
from matcher.vocabulary import OUTCOMES
from service.cli.results import lines
from tests.evaluation.histories import a_placement, day


def of(outcomes, **changes):
    """Give each of some participants one placement."""
    return [
        a_placement(i, participant_id=f"p{i:03d}", outcome=outcome, **changes)
        for i, outcome in enumerate(outcomes)
    ]


def test_angemodellen():
    """88 people supported, 55 % to work or studies; the aim was 30 %."""
    onward = ["hired"] * 20 + ["subsidised_job"] * 16 + ["studies"] * 12
    found = results(of(onward + ["completed"] * 25 + ["interrupted"] * 15), aim=0.30)
    assert found["supported"] == 88
    assert (found["onward"]["people"], found["onward"]["of"]) == (48, 88)
    assert found["onward"]["value"] == pytest.approx(48 / 88, abs=1e-6)
    n, p, z = 88, 48 / 88, 1.959964
    middle, half = p + z**2 / (2 * n), z * (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5
    assert found["onward"]["low"] == pytest.approx((middle - half) / (1 + z**2 / n), abs=1e-6)
    assert found["onward"]["high"] == pytest.approx((middle + half) / (1 + z**2 / n), abs=1e-6)
    assert found["aim"] == {"share": 0.30, "verdict": "reached"}
    text = "\n".join(lines({"synthetic": False, **found}))
    assert "48 av 88: 55\xa0% (44\xa0till\xa065)" in text
    assert "30\xa0%, nått" in text


@pytest.mark.parametrize(("hits", "verdict"), [(20, "missed"), (50, "open"), (80, "reached"), (2, None)])
def test_an_aim_is_reached_or_missed_only_when_the_whole_interval_says_so(hits, verdict):
    found = results(of(["hired"] * hits + ["completed"] * (100 - hits)), aim=0.5)
    assert found["aim"]["verdict"] == verdict


def test_a_person_counts_once_by_the_best_outcome():
    placements = [
        a_placement(1, outcome="interrupted"),
        a_placement(
            2, outcome="subsidised_job", suggested_on=day(100), started_on=day(110), ended_on=day(200)
        ),
        a_placement(3, outcome="hired", suggested_on=day(210), started_on=day(215), ended_on=day(300)),
    ]
    found = people(placements)
    assert (len(found), BEST[found.best[0]]) == (1, "hired")
    assert (found.subsidised[0], found.hired_after[0]) == (True, True)
    assert (found.began[0], found.placed[0]) == (day(10).toordinal(), day(20).toordinal())
    assert found.left[0] == day(300).toordinal()
    assert not people(placements[::-1][:2][::-1][:1]).hired_after[0]


def test_a_job_before_the_subsidised_one_does_not_count_as_after_it():
    placements = [
        a_placement(1, outcome="hired"),
        a_placement(
            2, outcome="subsidised_job", suggested_on=day(100), started_on=day(110), ended_on=day(200)
        ),
    ]
    assert not people(placements).hired_after[0]


def test_one_who_never_came_was_not_placed_and_one_who_is_there_has_not_left():
    never = people([a_placement(1, outcome="no_show", ended_on=None)])
    assert np.isnan(never.placed[0])
    there = people([a_placement(1), a_placement(2, outcome="ongoing", ended_on=None)])
    assert np.isnan(there.left[0])


def test_people_without_a_placement_are_supported_too():
    found = results(of(["hired"] * 10), supported=[f"x{i}" for i in range(10)])
    assert (found["supported"], found["onward"]["value"]) == (20, 0.5)
    assert any("inte har föreslagits någon plats: 10" in note for note in found["notes"])


def test_freireichs_patients():
    """Weeks in remission of 21 patients with 6-MP (Freireich et al. 1963): the median is 23 weeks."""
    days = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    went = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    found = curve(np.array(days, dtype=float), np.array(went, dtype=bool))
    assert found.time.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.left == pytest.approx([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5)
    assert (found.low[0], found.high[0]) == pytest.approx((0.6197, 0.9516), abs=5e-5)
    middle = median(np.array(days, dtype=float), np.array(went, dtype=bool))
    assert (middle.value, middle.low) == (23, 13)
    assert np.isnan(middle.high)


def test_waiting_counts_those_who_still_wait():
    placed = of(["completed"] * 10, suggested_on=day(0), started_on=day(10), ended_on=day(60))
    waiting = [
        a_placement(
            i, participant_id=f"w{i}", suggested_on=day(0), started_on=None, ended_on=None, outcome=None
        )
        for i in range(100, 120)
    ]
    found = results([*placed, *waiting])["first_placement"]
    assert (found["people"], found["placed"], found["days"]) == (30, 10, None)
    assert results(placed)["first_placement"]["days"] == 10


def test_periods_and_units_divide_the_same_people():
    late = timedelta(days=400)
    placements = of(["hired"] * 10 + ["completed"] * 10)
    placements += [
        a_placement(i, participant_id=f"q{i}", suggested_on=day(10) + late, started_on=day(20) + late,
                    ended_on=day(80) + late, outcome="studies" if i % 2 else "completed")
        for i in range(200, 220)
    ]  # fmt: skip
    ids = sorted({p.participant_id for p in placements})
    units = Groups(tuple(ids), {"enhet": tuple("Norr" if id_[0] == "p" else "Söder" for id_ in ids)}, "0")
    found = results(placements, units=units, months=3)
    assert [row["name"] for row in found["periods"]] == ["2025 kvartal 1", "2026 kvartal 1"]
    assert [row["supported"] for row in found["units"][0]["rows"]] == [20, 20]
    assert all(row["onward"]["value"] == 0.5 for row in found["periods"])
    only = results(placements, since=day(100))
    assert (only["supported"], [row["name"] for row in only["periods"]]) == (20, ["2026"])
    assert results(placements, until=day(100))["supported"] == 20


@pytest.mark.parametrize("n", [0, 1, 4])
def test_of_fewer_than_five_nothing_is_told(n):
    found = results(of(["hired"] * n), aim=0.3)
    assert found["supported"] == ("färre än 5" if n else 0)
    assert found["onward"]["value"] is None
    assert found["aim"]["verdict"] is None
    assert found["first_placement"]["days"] is None
    text = "\n".join(lines({"synthetic": False, **found}))
    assert "nan" not in text
    assert "None" not in text


def numbers(value):
    """Give every number that stands as a count of people."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name in {"people", "of", "supported", "placed"} and isinstance(part, int):
                yield part
            else:
                yield from numbers(part)
    elif isinstance(value, list):
        for part in value:
            yield from numbers(part)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([*OUTCOMES, None]), st.integers(0, 900), st.sampled_from("abc")),
        max_size=60,
    )
)
def test_no_count_of_people_is_below_five_and_no_hidden_part_can_be_worked_out(rows):
    placements = [
        a_placement(i, participant_id=f"p{i}", outcome=o, suggested_on=day(d), started_on=None, ended_on=None)
        for i, (o, d, _) in enumerate(rows)
    ]
    units = Groups(tuple(f"p{i}" for i in range(len(rows))), {"enhet": tuple(u for *_, u in rows)}, "0")
    found = results(placements, units=units, months=6)
    assert all(count == 0 or count >= 5 for count in numbers(found)), json.dumps(found)
    for table in (found["periods"], *(one["rows"] for one in found["units"])):
        hidden = [row for row in table if row["onward"] is None]
        shown = [row["onward"] for row in table if row["onward"] is not None]
        if hidden and shown and isinstance(found["onward"]["people"], int):
            left = found["onward"]["people"] - sum(one["people"] for one in shown)
            people = found["supported"] - sum(one["of"] for one in shown)
            assert len(hidden) > 1
            assert min(left, people - left) >= 5
