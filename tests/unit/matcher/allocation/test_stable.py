"""Deferred acceptance on instances that others have published, with the answers they give."""

import pytest

from matcher.allocation.market import NOBODY
from matcher.allocation.stable import deferred


def solve(wishes, ranks, seats):
    """Solve an instance written with names: who wants which places in order, and whom each place ranks."""
    places = list(ranks)
    mutual = {
        person: [place for place in wanted if person in ranks[place]] for person, wanted in wishes.items()
    }
    chosen = deferred(
        [[places.index(place) for place in wanted] for wanted in mutual.values()],
        [
            {places.index(place): ranks[place].index(person) for place in wanted}
            for person, wanted in mutual.items()
        ],
        [seats[place] for place in places],
        list(range(len(places))),
        [len(wishes)] * len(places),
    )
    return {
        person: None if place == NOBODY else places[place]
        for person, place in zip(wishes, chosen, strict=True)
    }


def from_matrix(matrix):
    """Read a ranking matrix: (the row's rank of the column, the column's rank of the row)."""
    names = "ABCD"[: len(matrix[0])]
    wishes = {
        row: [names[j] for _, j in sorted((mine, j) for j, (mine, _) in enumerate(cells))]
        for row, cells in enumerate(matrix)
    }
    ranks = {
        name: [i for _, i in sorted((cells[j][1], i) for i, cells in enumerate(matrix))]
        for j, name in enumerate(names)
    }
    return wishes, ranks, dict.fromkeys(names, 1)


def test_the_first_example_of_gale_and_shapley():
    """D. Gale and L. S. Shapley, College Admissions and the Stability of Marriage (1962), example 1."""
    matrix = [
        [(1, 3), (2, 2), (3, 1)],
        [(3, 1), (1, 3), (2, 2)],
        [(2, 2), (3, 1), (1, 3)],
    ]
    assert solve(*from_matrix(matrix)) == {0: "A", 1: "B", 2: "C"}


def test_the_second_example_of_gale_and_shapley():
    """The same paper, example 2: there is only one stable set of marriages."""
    matrix = [
        [(1, 3), (2, 3), (3, 2), (4, 3)],
        [(1, 4), (4, 1), (3, 3), (2, 2)],
        [(2, 2), (1, 4), (3, 4), (4, 1)],
        [(4, 1), (2, 2), (3, 1), (1, 4)],
    ]
    assert solve(*from_matrix(matrix)) == {0: "C", 1: "D", 2: "A", 3: "B"}


def test_the_example_of_the_national_resident_matching_program():
    """National Resident Matching Program, How the Matching Algorithm Works: two seats each."""
    wishes = {
        "Arthur": ["City"],
        "Sunny": ["City", "Mercy"],
        "Joseph": ["City", "General", "Mercy"],
        "Latha": ["Mercy", "City", "General"],
        "Darrius": ["City", "Mercy", "General"],
    }
    ranks = {
        "Mercy": ["Darrius", "Joseph"],
        "City": ["Darrius", "Arthur", "Sunny", "Latha", "Joseph"],
        "General": ["Darrius", "Arthur", "Joseph", "Latha"],
    }
    assert solve(wishes, ranks, dict.fromkeys(ranks, 2)) == {
        "Arthur": "City",
        "Sunny": None,
        "Joseph": "General",
        "Latha": "General",
        "Darrius": "City",
    }


@pytest.mark.parametrize(("limit", "expected"), [(2, [0, 1]), (1, [0, NOBODY]), (0, [NOBODY, NOBODY])])
def test_an_employer_with_a_limit_keeps_the_best_of_all_its_places(limit, expected):
    assert deferred([[0], [1]], [{0: 1}, {1: 2}], [1, 1], [0, 0], [limit]) == expected
