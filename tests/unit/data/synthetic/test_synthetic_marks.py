"""What was made here is known again, whichever file of it one has."""

from data.synthetic import invented, municipality
from matcher import Placement, Slot

TOWN = municipality(participants=5, employers=5, slots=10, placements=20)


def test_places_and_placements_are_known_each_by_itself():
    assert invented(TOWN.slots)
    assert invented(TOWN.past_slots)
    assert invented((), TOWN.placements)


def test_every_employer_and_every_placement_bears_the_mark():
    assert all(invented([slot]) for slot in TOWN.past_slots if slot.employer_name)
    assert all(invented((), [placement]) for placement in TOWN.placements)


def test_what_others_have_is_not_taken_for_invented():
    assert not invented([Slot("p1", employer_name="Katrineholms kommun")], [Placement("h1", "p1", "s1")])
