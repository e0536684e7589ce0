"""What judges is unknown to what learns."""

import numpy as np
import pytest

from evaluation.enough import enough
from evaluation.history import Split, by_participant, by_time, leaks, table
from tests.builders import a_context
from tests.evaluation.histories import a_history, a_person, a_placement, an_open_slot, day


def judged(*facts):
    """Build a table of (participant, day, day the outcome was known or None)."""
    placements = [
        a_placement(
            n,
            participant_id=who,
            suggested_on=day(when),
            started_on=day(when),
            ended_on=None if known is None else day(known),
            outcome="ongoing" if known is None else "completed",
        )
        for n, (who, when, known) in enumerate(facts, 1)
    ]
    people = [a_person(who) for who in sorted({who for who, _, _ in facts})]
    slots = [an_open_slot(capacity=None), an_open_slot("s2")]
    return table(a_history(placements, slots, people), a_context())


FACTS = [
    ("a", 1, 20),
    ("b", 2, 60),
    ("c", 3, 50),
    ("d", 4, None),
    ("a", 50, 70),
    ("e", 51, None),
    ("f", 52, 80),
]
CUT = day(50).toordinal()


def test_what_was_not_known_at_the_cut_is_not_learned_from():
    split = by_time(judged(*FACTS), CUT)
    assert split.learn.tolist() == [0]  # known on day 50 is too late: the day is already one that judges
    assert split.judge.tolist() == [4, 5, 6]
    assert split.left == 3


def test_nobody_is_on_both_sides_when_they_are_apart():
    split = by_time(judged(*FACTS), CUT, apart=True)
    assert split.learn.tolist() == []


def test_without_a_day_seven_in_ten_come_before():
    found = judged(*[("a", n, n) for n in range(10)])
    split = by_time(found)
    assert (len(split.learn), len(split.judge)) == (7, 3)


def test_each_participant_is_judged_once_and_never_learned_from_then():
    found = judged(*[(f"p{n % 9}", n, n + 1) for n in range(40)])
    splits = list(by_participant(found, folds=4, seed=3))
    assert sorted(np.concatenate([s.judge for s in splits]).tolist()) == list(range(40))
    for split in splits:
        assert not set(found.participant[split.learn]) & set(found.participant[split.judge])
        assert leaks(found, split) == ()
    again = list(by_participant(found, folds=4, seed=3))
    assert all((a.judge == b.judge).all() for a, b in zip(splits, again, strict=True))
    assert any(
        len(a.judge) != len(b.judge) or (a.judge != b.judge).any()
        for a, b in zip(splits, by_participant(found, folds=4, seed=4), strict=True)
    )


@pytest.mark.parametrize("apart", [True, False])
def test_a_clean_split_has_no_leak(apart):
    found = judged(*FACTS)
    assert leaks(found, by_time(found, CUT, apart=apart), apart=apart) == ()


@pytest.mark.parametrize(
    ("learn", "judge", "cut", "apart", "kinds"),
    [
        ([0, 4], [4, 5], CUT, False, {"both", "later", "unknown"}),
        ([0, 1], [4], CUT, False, {"unknown"}),
        ([0, 3], [4], CUT, False, {"unknown"}),
        ([0, 6], [5], CUT, False, {"later", "unknown"}),
        ([0], [4], CUT, True, {"participant"}),
        ([0], [4], None, False, {"participant"}),
    ],
)
def test_a_leak_is_found_and_named(learn, judge, cut, apart, kinds):
    found = leaks(judged(*FACTS), Split(np.array(learn), np.array(judge), cut), apart=apart)
    assert {leak.kind for leak in found} == kinds
    assert all(leak.count and str(leak.count) in leak.text for leak in found)


class TestEnough:
    @pytest.mark.parametrize("judgement", ["choice", "outcome"])
    def test_nothing_says_nothing(self, judgement):
        said = enough(table(a_history([]), a_context()), judgement, share=0.5)
        assert (said.rankable, said.missing) == (False, 100)
        assert "Inget kan sägas" in said.text

    @pytest.mark.parametrize(("n", "missing"), [(1, 98), (5, 90), (30, 40)])
    def test_too_few_says_how_many_are_missing(self, n, missing):
        said = enough(judged(*[(f"p{i}", i, 90) for i in range(n)]), share=0.5)
        assert (said.rankable, said.participants, said.missing) == (False, n, missing)
        assert f"ungefär {missing} placeringar till" in said.text

    def test_the_same_person_often_is_still_one(self):
        said = enough(judged(*[("a", i, 90) for i in range(80)]))
        assert (said.placements, said.participants, said.rankable) == (80, 1, False)

    def test_fifty_people_are_enough_but_not_when_all_went_alike(self):
        found = judged(*[(f"p{i}", i, 90) for i in range(50)])
        assert enough(found).rankable
        said = enough(found, "outcome")
        assert not said.rankable
        assert "samma betyg" in said.text

    def test_with_nothing_else_to_choose_nothing_is_said(self):
        past = a_history([a_placement(i, suggested_on=day(i)) for i in range(3)])
        found = table(past, a_context())
        assert enough(found).placements == 0
        assert found.notes[-1].startswith("Placeringar utan någon annan plats att välja den dagen: 3.")

    def test_what_goes_on_says_nothing_of_how_it_went(self):
        assert enough(judged(*[(f"p{i}", i, None) for i in range(60)]), "outcome").placements == 0


def test_a_history_splits_as_its_table_does():
    placements = [
        a_placement(n, suggested_on=day(n), started_on=day(n), ended_on=day(n + 30 * (n % 3)))
        for n in range(20)
    ]
    past = a_history(placements, [an_open_slot(capacity=None)])
    for first, second in (
        (by_time(past), by_time(table(past, a_context()))),
        *zip(by_participant(past), by_participant(table(past, a_context())), strict=True),
    ):
        assert (first.learn.tolist(), first.judge.tolist()) == (second.learn.tolist(), second.judge.tolist())
        assert leaks(past, first) == ()
