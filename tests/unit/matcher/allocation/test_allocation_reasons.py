"""Why somebody did not get a place that gives more: the best, and those that would rather have had them."""

import numpy as np

from matcher import Slot
from matcher.allocation.market import Market
from matcher.allocation.reasons import MOST, Given


def test_a_place_that_would_rather_is_told_of_also_when_it_is_not_among_the_best():
    """The first person got the last of six places; each other place went to somebody with more or less."""
    places = 6
    others = [(1 + place, place, points) for place, points in enumerate((95.0, 92.0, 90.0, 60.0, 88.0))]
    wishes = [(0, place, 90.0 - 5 * place) for place in range(places)]
    row, column, points = (np.array(values) for values in zip(*sorted(wishes + others), strict=True))
    market = Market(
        priority=np.zeros(places, dtype=np.int64),
        seats=np.ones(places, dtype=np.int64),
        employer=np.arange(places),
        limits=np.full(places, 9),
        row=row,
        column=column,
        points=points,
    )
    given = Given(
        market=market,
        slots=tuple(Slot(f"s{place}") for place in range(places)),
        chosen=np.array([5, 0, 1, 2, 3, 4]),
        locked=np.zeros(places, dtype=bool),
        left=np.zeros(places, dtype=np.int64),
        rather=frozenset({(0, 3)}),
    )
    told, *_rest = given.displaced()
    assert [(one.slot_id, one.rather) for one in told] == [
        *((f"s{place}", False) for place in range(MOST)),
        ("s3", True),
    ]
    assert told[3].code == "together"
    assert given.blocking() == [(0, told[3])]
