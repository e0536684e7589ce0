"""The best division, as a table: who gets which place, one case a line, read as a specification.

A row of points is a person, a column is a place, and ``-`` is a pair that a requirement stops. A division is
written with the letter of each person's place. docs/reference/allocation.md says the same in words.
"""

import pytest

from matcher.allocation.division import divide
from matcher.allocation.market import NO_LIMIT, NOBODY
from matcher.allocation.stable import stable
from tests.property.markets import a_market

LETTERS = "ABCDE"

CASES = """
what                                                      | points                | priority | seats | limit | division | stable
the most points together                                  | 90 80 / 85 20         | 1 1      | 1 1   |       | B A      | A B
a place for both comes before points                      | 90 40 / 80 -          | 1 1      | 1 1   |       | B A      | A -
a higher priority comes before points                     | 30 / 90               | 1 3      | 1     |       | A -      | A -
2 comes before 3, and not known stands with 3             | 90 / 30 / 80          | 3 2 3    | 1     |       | - A -    | - A -
a higher priority gives way for a place, not for points   | 80 79 / 90 -          | 1 3      | 1 1   |       | B A      | A -
with room for both, the higher priority has the better    | 80 70 / 90 10         | 1 3      | 1 1   |       | A B      | A B
two seats take two                                        | 50 40 / 60 40         | 1 1      | 2 1   |       | A A      | A A
whoever gets least gets as much as can be                 | 90 60 / 70 20         | 1 1      | 1 1   |       | B A      | A B
nobody gets less than half of the best, if it can be so   | 10 - - / - 90 46 / - 90 44 | 1 1 1 | 1 1 1 |     | A C B    | A B C
then the sum decides                                      | 60.2 60.1 / 60.9 60.3 | 1 1      | 1 1   |       | B A      | B A
one employer gets no more than the limit                  | 50 40 / 60 30         | 1 1      | 1 1   | 1     | - A      | - A
the limit falls on whoever has the lower priority         | 50 40 / 60 30         | 1 2      | 1 1   | 1     | A -      | A -
a place without a seat is nobody's                        | 50 40                 | 1        | 0 1   |       | B        | B
nothing fits                                              | - - / 50 -            | 1 2      | 1 1   |       | - A      | - A
"""  # noqa: E501 - a table is read across

ROWS = [[cell.strip() for cell in line.split("|")] for line in CASES.strip().splitlines()[1:]]


def market_of(points, priority, seats, limit):
    table = [[None if cell == "-" else float(cell) for cell in row.split()] for row in points.split("/")]
    places = len(table[0])
    return a_market(
        table,
        priority=[int(order) - 1 for order in priority.split()],
        seats=[int(number) for number in seats.split()],
        employer=[0] * places if limit else None,
        limits=[int(limit)] if limit else [NO_LIMIT] * places,
    )


def written(chosen):
    return " ".join("-" if place == NOBODY else LETTERS[place] for place in chosen.tolist())


@pytest.mark.parametrize(
    ("points", "priority", "seats", "limit", "division", "steady"),
    [row[1:] for row in ROWS],
    ids=[row[0] for row in ROWS],
)
def test_the_best_division(points, priority, seats, limit, *, division, steady):
    market = market_of(points, priority, seats, limit)
    assert written(divide(market).chosen) == division
    assert written(stable(market)) == steady
