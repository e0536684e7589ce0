"""How the vectorised engine cuts its work changes no answer."""

import random

import pytest

from matcher import Participant, Slot, candidates, rank
from matcher.engines import places as engine
from tests.builders import PARTICIPANT, SLOT, a_context
from tests.property import strategies
from tests.property.drawing import drawn

CONTEXT = a_context()


@pytest.mark.parametrize("blocks", [1, 40, 100])
@pytest.mark.parametrize("cells", [100, 1 << 27])
def test_small_blocks_groups_and_batches_give_the_same(monkeypatch, blocks, cells):
    rng = random.Random(blocks)
    people = [drawn(Participant, strategies.PARTICIPANT, PARTICIPANT, rng, f"p{i}") for i in range(7)]
    places = [drawn(Slot, strategies.SLOT, SLOT, rng, f"s{i}") for i in range(40)]
    whole = rank(people, places, CONTEXT, top=4)
    reverse = candidates(people, places, "s7", CONTEXT, top=2, near=2)
    monkeypatch.setattr(engine, "BLOCK_PAIRS", blocks)
    monkeypatch.setattr(engine, "GROUP_PAIRS", 2 * blocks)
    monkeypatch.setattr(engine, "TABLE_CELLS", cells)
    assert rank(people, places, CONTEXT, top=4) == whole
    assert candidates(people, places, "s7", CONTEXT, top=2, near=2) == reverse
