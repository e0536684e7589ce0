"""The division of a group: the best of all divisions, by brute force; and what always holds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.allocation.assigning import NotBest, heaviest, prices
from matcher.allocation.division import divide
from matcher.allocation.market import NOBODY
from matcher.allocation.stable import rather, stable
from tests.property.markets import divisions, markets, merit, table_of
from tests.property.strategies import LAW


@LAW
@given(market=markets())
def test_no_division_there_is_is_better(market):
    found = divide(market)
    every = list(divisions(market))
    chosen = tuple(found.chosen.tolist())
    assert chosen in every, "seats, limits, and only pairs that fit"
    best = max(merit(market, one) for one in every)
    assert merit(market, chosen) == best
    assert tuple(found.floors.values()) == best[1]


@LAW
@given(market=markets(people=5), data=st.data())
def test_prices_prove_the_best_and_nothing_else(market, data):
    weights = np.array(
        data.draw(st.lists(st.integers(0, 6), min_size=len(market.row), max_size=len(market.row)))
    )
    weights = weights.astype(np.float64)
    value = dict(zip(table_of(market), weights.tolist(), strict=True))
    every = {one: sum(value[i, j] for i, j in enumerate(one) if j != NOBODY) for one in divisions(market)}
    chosen = tuple(heaviest(market, weights).tolist())
    assert every[chosen] == max(every.values())
    for one, total in every.items():
        if total == max(every.values()):
            face = prices(market, weights, np.array(one))
        else:
            with pytest.raises(NotBest):
                prices(market, weights, np.array(one))
    face = prices(market, weights, np.array(chosen))
    for one, total in every.items():
        used = [k for k, (i, j) in enumerate(value) if one[i] == j]
        arrays = np.array(one)
        meets = (
            face.pairs[used].all()
            and (arrays[face.placed] >= 0).all()
            and (market.taken(arrays) == market.seats)[face.filled].all()
            and (market.taken_of(arrays) == market.limits)[face.full].all()
        )
        assert meets == (total == every[chosen]), "the face holds the best divisions, and no other"


@LAW
@given(market=markets(), data=st.data())
def test_one_more_seat_never_makes_it_worse(market, data):
    place = data.draw(st.integers(0, len(market.seats) - 1))
    seats = market.seats.copy()
    seats[place] += 1
    more = replace(market, seats=seats)
    assert merit(more, divide(more).chosen.tolist()) >= merit(market, divide(market).chosen.tolist())


@LAW
@given(market=markets())
def test_a_lower_priority_never_costs_a_higher_one_a_place(market):
    placed = merit(market, divide(market).chosen.tolist())[0]
    for order in (1, 2):
        fewer = market.some(market.priority[market.row] < order)
        assert placed[:order] == merit(fewer, divide(fewer).chosen.tolist())[0][:order]


@LAW
@given(market=markets(people=5, places=4))
def test_the_stable_division_has_no_pair_that_would_rather(market):
    chosen = stable(market)
    assert tuple(chosen.tolist()) in set(divisions(market))
    assert rather(market, chosen).tolist() == []


def blocks(market, chosen, person, place):
    """Whether a person and a place would both rather, as one would say it."""
    table = table_of(market)
    points = table[person, place]
    if chosen[person] != NOBODY and table[person, chosen[person]] >= points:
        return False

    def standing(who, where):
        return market.priority[who], -table[who, where]

    mine = market.priority[person], -points
    there = [i for i, j in enumerate(chosen) if j == place]
    if len(there) >= market.seats[place]:
        return any(mine < standing(i, place) for i in there)
    employer = market.employer[place]
    of = [(i, j) for i, j in enumerate(chosen) if j != NOBODY and market.employer[j] == employer]
    if len([pair for pair in of if pair[0] != person]) < market.limits[employer]:
        return True
    return any(mine < standing(i, j) for i, j in of)


@LAW
@given(market=markets(), data=st.data())
def test_pairs_that_would_rather_are_just_those(market, data):
    chosen = data.draw(st.sampled_from(list(divisions(market))))
    found = {(int(market.row[k]), int(market.column[k])) for k in rather(market, np.array(chosen))}
    assert found == {pair for pair in table_of(market) if blocks(market, chosen, *pair)}


@LAW
@given(market=markets(people=4, places=3))
def test_a_free_seat_is_never_wanted(market):
    """What is given up for the sum is a seat that somebody sits on, or the limit of an employer."""
    chosen = divide(market).chosen
    left = market.seats - market.taken(chosen)
    room = (market.limits - market.taken_of(chosen))[market.employer]
    for pair in rather(market, chosen):
        assert not (left[market.column[pair]] > 0 and room[market.column[pair]] > 0)
