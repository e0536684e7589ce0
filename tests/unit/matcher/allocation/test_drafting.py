"""A draft from records: locks, bans, limits, seats that are not known, and the reasons."""

import random

import pytest

from matcher import prepare
from matcher.allocation import CannotKeep, allocate
from matcher.domain import Slot
from tests.builders import a_context, a_participant, a_slot


def person(id_, priority=None, **changes):
    return a_participant(id=id_, priority=priority, **changes)


def place(id_, capacity=1, **changes):
    return a_slot(id=id_, employer_id=f"e-{id_}", **{"capacity": capacity, "filled": 0} | changes)


def draft(people, places, **more):
    return allocate(prepare(places, a_context()), people, **more)


def pairs(answer):
    return {one.participant_id: one.slot_id for one in answer.assigned}


def without(answer):
    return {one.participant_id: one for one in answer.unassigned}


GOOD = {"required_skills": ["truckkort"], "certificates_required": []}
"""A place that fits the matching participant better than one that asks for something else."""
POOR = {"required_skills": ["hjärnkirurgi"], "desired_skills": []}


def test_points_are_those_of_the_engine_and_the_total_is_their_sum():
    people, places = [person("p1"), person("p2")], [place("s1", **GOOD), place("s2", **POOR)]
    ready = prepare(places, a_context())
    answer = allocate(ready, people)
    for one in answer.assigned:
        known = {
            s.slot_id: s.assessment
            for s in ready.rank([next(p for p in people if p.id == one.participant_id)])[0].suggestions
        }
        assert one.assessment == known[one.slot_id]
    assert answer.to_dict()["total"] == sum(one.score for one in answer.assigned)


@pytest.mark.parametrize(("first", "second"), [(1, 2), (1, 3), (2, 3), (1, None), (2, None)])
def test_who_has_the_higher_priority_gets_the_last_seat(first, second):
    low, high = person("low", second), person("high", first, skills=[], goals=[])
    answer = draft([low, high], [place("s1", **GOOD)])
    assert pairs(answer) == {"high": "s1"}
    left = without(answer)["low"]
    assert (left.code, left.displaced[0].code) == ("taken", "priority")
    assert left.text.startswith(
        "Platserna som passar gick till andra. Platsen gick till någon med högre prioritet, fast med"
    )


def test_the_fact_that_decided_is_told_and_nobody_is_named():
    same = {"skills": ["truckkort"], "goals": ["lagerarbete"]}
    less = {"skills": [], "goals": ["sy kläder"], "experience": [], "certificates": []}
    cases = {
        "points": (person("low", 1, **less), person("high", 1, **same)),
        "alike": (person("low", 1, **same), person("high", 1, **same)),
        "priority": (person("low", 2, **less), person("high", 1, **same)),
    }
    said = {}
    for code, people in cases.items():
        (left,) = draft(people, [place("s1", **GOOD)]).unassigned
        assert left.displaced[0].code == code
        said[code] = left.displaced[0].message.text
        assert not {"low", "high"} & set(left.text.replace(".", " ").split())
    assert "poäng mer" in said["points"]
    assert said["alike"] == "Platsen gick till någon med ungefär lika många poäng."
    assert "högre prioritet och" in said["priority"]
    assert "poäng mer" in said["priority"]
    twin = draft((person("a", 2, **same), person("b", 1, **same)), [place("s1", **GOOD)]).unassigned[0]
    assert twin.displaced[0].message.text.endswith("högre prioritet och ungefär lika många poäng.")


@pytest.mark.parametrize(
    ("priority", "said"),
    [(1, "poäng mindre. Så får fler en plats"), (2, "lägre prioritet. Så får fler en plats")],
)
def test_somebody_gives_way_so_that_more_are_placed(priority, said):
    """The first fits both places, and the one that suits best; the other one fits only that."""
    first = person("first", 1, licences=["B"])
    other = person("other", priority, licences=[], skills=[], goals=[])
    best, only = place("best", licences_required=[], **GOOD), place("only", licences_required=["B"], **POOR)
    answer = draft([first, other], [best, only])
    assert pairs(answer) == {"first": "only", "other": "best"}
    (lost,) = next(one for one in answer.assigned if one.participant_id == "first").displaced
    assert (lost.slot_id, lost.code) == ("best", "together")
    assert said in lost.message.text
    assert answer.stability.blocking == 1
    assert lost.rather
    assert lost.text.endswith("Både deltagaren och platsen skulle hellre ha haft varandra.")
    assert answer.stability.some == (("first", lost),)
    (told,) = answer.stability.to_dict()["pairs"]
    assert (told["participant_id"], told["slot_id"], told["code"]) == ("first", "best", "together")
    assert said in told["text"]
    assert answer.stability.placed == 1
    assert "hellre skulle ha varandra än vad utkastet ger: 1." in answer.stability.message.text


def test_a_lock_is_kept_and_said():
    people, places = [person("p1"), person("p2", 1)], [place("s1", **GOOD), place("s2", **POOR)]
    answer = draft(people, places, locks=[("p1", "s1")])
    assert pairs(answer) == {"p1": "s1", "p2": "s2"}
    locked, other = answer.assigned
    assert (locked.locked, other.locked) == (True, False)
    assert [(one.slot_id, one.code) for one in other.displaced] == [("s1", "locked")]
    assert locked.displaced == ()


def test_a_ban_is_kept_and_said():
    answer = draft(
        [person("p1")], [place("s1"), place("s2")], bans=[("p1", "s1"), ("p9", "s1"), ("p1", "s9")]
    )
    assert pairs(answer) == {"p1": "s2"}
    answer = draft([person("p1")], [place("s1")], bans=[("p1", "s1")])
    (left,) = answer.unassigned
    assert (left.code, left.fits, left.displaced) == ("banned", 1, ())
    assert left.text == "Varje plats som passar är utesluten för deltagaren i den här fördelningen."


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"locks": [("p1", "s1")], "bans": [("p1", "s1")]}, "både låst och utesluten"),
        ({"locks": [("p1", "s1"), ("p1", "s2")]}, "låst till två platser"),
        ({"locks": [("p1", "s3")]}, "Ett krav hindrar deltagaren från platsen."),
        ({"locks": [("p1", "s1"), ("p2", "s1")]}, "än den har lediga platser"),
        ({"locks": [("p1", "s4"), ("p2", "s5")], "per_employer": 1}, "Fler är låsta till arbetsgivaren än 1"),
    ],
)
def test_a_lock_that_cannot_be_kept_is_refused(more, said):
    places = [place("s1"), place("s2"), place("s3", licences_required=["D"])]
    places += [a_slot(id=f"s{i}", employer_id="e", capacity=1, filled=0) for i in (4, 5)]
    with pytest.raises(CannotKeep, match=said) as error:
        draft([person("p1"), person("p2")], places, **more)
    assert error.value.participant_id in ("p1", "p2")
    assert error.value.slot_id in ("s1", "s2", "s3", "s5")
    if "krav" in said:
        assert error.value.because.text in str(error.value)


def test_somebody_who_does_not_take_part_cannot_be_locked():
    with pytest.raises(KeyError):
        draft([person("p1")], [place("s1")], locks=[("p9", "s1")])


def test_one_employer_is_not_flooded():
    places = [a_slot(id=f"s{i}", employer_id="e", capacity=2, filled=0) for i in range(3)]
    people = [person(f"p{i}") for i in range(5)]
    assert len(draft(people, places).assigned) == 5
    answer = draft(people, places, per_employer=2)
    assert len(answer.assigned) == 2
    assert {one.code for one in answer.unassigned} == {"employer"}
    assert "redan har fått så många som högst får komma" in answer.unassigned[0].text
    assert len(draft(people, places, per_employer=3, gone={"s0": 1}).assigned) == 2, "a promise counts"


def test_what_is_promised_is_taken():
    answer = draft([person("p1")], [place("s1")], gone={"s1": 1})
    (left,) = answer.unassigned
    assert (left.code, left.displaced[0].code) == ("taken", "gone")


def test_only_some_places_take_part():
    answer = draft([person("p1"), person("p2")], [place("s1"), place("s2")], among={"s2"})
    assert len(answer.assigned) == 1
    assert dict(answer.left) == {"s2": 0}


@pytest.mark.parametrize(
    ("seats", "known"),
    [
        ({"capacity": 2, "filled": 0}, True),
        ({"capacity": None, "filled": None}, False),
        ({"capacity": 5, "filled": None}, False),
    ],
)
def test_where_seats_are_not_known_one_is_counted_on(seats, known):
    answer = draft([person("p1"), person("p2"), person("p3")], [a_slot(id="s", **seats)])
    assert len(answer.assigned) == (2 if known else 1)
    assert {one.seats_known for one in answer.assigned} == {known}


def test_what_is_not_known_stops_nobody_and_is_said():
    (one,) = draft([person("p1", licences=None)], [place("s1", licences_required=["B"])]).assigned
    assert "licence" in {unknown["rule"] for unknown in one.to_dict()["unknown"]}


def test_nobody_without_a_place_is_left_without_a_word():
    answer = draft(
        [person("p1", licences=[])],
        [place("s1", licences_required=["B"]), place("s2", licences_required=["D"])],
    )
    (left,) = answer.unassigned
    assert (left.code, left.fits, left.displaced) == ("none_fits", 0, ())
    assert {miss.slot_id for miss in left.near_misses} == {"s1", "s2"}


def test_a_near_miss_helps_only_where_a_seat_is_left_or_would_be():
    people = [person("p1", licences=[]), person("p2", licences=["B"])]
    answer = draft(
        people,
        [
            place("s1", licences_required=["B"]),
            place("s2", filled=1),
            place("s3", filled=1, paused=True, licences_required=["D"]),
        ],
    )
    (left,) = answer.unassigned
    assert [miss.slot_id for miss in left.near_misses] == ["s2"], "the seat of s1 is given away"


def test_the_order_of_everything_says_nothing():
    rng = random.Random(5)
    people = [
        person(f"p{i}", rng.choice([None, 1, 2, 3]), licences=rng.choice([["B"], [], None]))
        for i in range(12)
    ]
    places = [place(f"s{i}", rng.choice([1, 2]), licences_required=rng.choice([["B"], []])) for i in range(5)]
    more = {"locks": [("p1", "s1")], "bans": [("p2", "s2"), ("p3", "s3")], "per_employer": 2}
    if "B" not in (people[1].licences or ()):
        more["locks"] = []
    first = draft(people, places, **more)
    for _ in range(6):
        rng.shuffle(people)
        rng.shuffle(places)
        other = draft(people, places, **more)
        assert {one.participant_id: one for one in other.assigned} == {
            one.participant_id: one for one in first.assigned
        }
        assert without(other) == without(first)
        assert (other.groups, other.stability, dict(other.left)) == (
            first.groups,
            first.stability,
            dict(first.left),
        )


def test_ties_turn_with_the_day_and_the_seed():
    people = [person(f"p{i}") for i in range(6)]
    ready = [prepare([place("s1")], a_context(seed=seed)) for seed in range(12)]
    assert len({allocate(one, people).assigned[0].participant_id for one in ready}) > 2


def test_groups_say_what_came_of_each_order_of_priority():
    people = [person("p1", 1), person("p2", 2), person("p3", 2), person("p4")]
    answer = draft(people, [place("s1", 2)])
    shown = [(group.priority, group.people, group.placed) for group in answer.groups]
    assert shown == [(1, 1, 1), (2, 2, 1), (3, 1, 0)]
    assert [group.floor is None for group in answer.groups] == [False, False, True]
    assert answer.groups[2].lowest is None
    assert answer.groups[0].lowest == answer.groups[0].total


def test_a_poor_place_is_avoided_when_a_fair_division_exists():
    """Two alike people: one good and two middling places. Nobody is left with what is poor for them."""
    people = [person("p1"), person("p2")]
    good, poor = place("good", **GOOD), Slot("poor", employer_id="x", capacity=1, filled=0)
    even = place("even", **POOR)
    answer = draft(people, [good, poor, even])
    assert set(pairs(answer).values()) == {"good", "even"}
    assert [group.poor for group in answer.groups] == [0]
    answer = draft(people, [good, poor])
    assert [group.poor for group in answer.groups] == [1]


def test_stages_are_told():
    told = []
    draft([person("p1")], [place("s1")], progress=told.append)
    assert told == ["fitting", "dividing", "explaining"]


def test_nobody_and_nothing():
    answer = draft([], [place("s1")])
    assert (answer.assigned, answer.unassigned, answer.total, answer.groups) == ((), (), 0, ())
    answer = draft([person("p1")], [])
    assert without(answer)["p1"].code == "none_fits"
    assert answer.to_dict()["seats_left"] == 0
