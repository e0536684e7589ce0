"""Law 4 over time: a pair listed on a day is judged and measured as the reference engine does that day."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.assess import assess
from matcher.engines.listed import OF_THE_DAY, Listing
from matcher.facts import World, pathways
from matcher.likeness import PlainLikeness
from matcher.rules import RULES
from tests.property.strategies import DATES, LAW, contexts, groups, participants, slots


@LAW
@given(
    groups(participants, "p", most=3),
    groups(slots, "s", most=4),
    contexts,
    st.lists(st.sampled_from(DATES), min_size=2, max_size=2),
)
def test_values_and_rules_on_any_day(people, places, context, days):
    pairs = [(p, s, d) for p in range(len(people)) for s in range(len(places)) for d in range(len(days))]
    rows, columns, which = (np.array(part) for part in zip(*pairs, strict=True))
    ordinals = np.array([day.toordinal() for day in days], dtype=np.int32)
    (group,) = Listing(places, context).groups(people)
    found = group.measure(rows, columns, ordinals[which])
    for index, (p, s, d) in enumerate(pairs):
        world = World(replace(context, date=days[d]))
        plain = assess(
            world.person(people[p]), world.place(places[s], pathways(places)[s]), world, PlainLikeness(world)
        )
        values = [contribution.value for contribution in plain.contributions]
        np.testing.assert_allclose(found.values[index], values, rtol=0, atol=1e-7)
        fails = {v.rule for v in plain.requirements if v.outcome == "fail"} - OF_THE_DAY
        assert fails == {rule.id for bit, rule in enumerate(RULES) if found.fails[index] >> bit & 1}


@LAW
@given(groups(participants, "p", most=3), groups(slots, "s", most=4), contexts, st.sampled_from(DATES))
def test_what_is_surely_out_fails(people, places, context, day):
    (group,) = Listing(places, context).groups(people)
    rows, columns = np.arange(len(people)), np.arange(len(places))
    out = group.surely_out(rows, columns, day.toordinal())
    assert out.shape == (len(people), len(places))
    some = group.measure(
        np.repeat(rows, len(places)),
        np.tile(columns, len(people)),
        np.full(out.size, day.toordinal(), dtype=np.int32),
    )
    assert (some.fails[out.ravel()] != 0).all()
