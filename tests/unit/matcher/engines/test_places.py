"""How the vectorised engine cuts its work: batches, blocks, processes and leaders change no answer."""

from datetime import date

import pytest

from data.reference import context
from data.synthetic import municipality
from matcher import Participant, Slot, candidates, prepare, rank, reach
from matcher.engines import places as engine
from tests.builders import a_context

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def town():
    return municipality(seed=11, participants=24, employers=30, slots=60, placements=0)


@pytest.fixture(scope="module")
def world():
    return context(date=TODAY)


@pytest.fixture(scope="module")
def whole(town, world):
    return rank(town.participants, town.slots, world, top=5)


def test_many_blocks_in_two_processes_answer_as_one(town, world, whole, monkeypatch):
    monkeypatch.setattr(engine, "GROUP_PAIRS", 5 * len(town.slots))
    monkeypatch.setattr(engine, "BLOCK_PAIRS", 2 * len(town.slots))
    assert rank(town.participants, town.slots, world, top=5, processes=2) == whole


def test_many_batches_answer_as_one(town, world, whole, monkeypatch):
    monkeypatch.setattr(engine, "TABLE_CELLS", 7 * len(town.slots))
    assert rank(town.participants, town.slots, world, top=5) == whole


def test_every_block_and_batch_of_one_participant(town, world, whole, monkeypatch):
    monkeypatch.setattr(engine, "GROUP_PAIRS", 1)
    monkeypatch.setattr(engine, "BLOCK_PAIRS", 1)
    monkeypatch.setattr(engine, "TABLE_CELLS", 1)
    assert rank(town.participants, town.slots, world, top=5) == whole


def test_the_reference_gives_the_same(town, world, whole):
    assert rank(town.participants, town.slots, world, top=5, engine="reference") == whole


@pytest.mark.parametrize("top", [0, 1, 3, 1000])
def test_as_many_as_asked_for(town, world, top):
    fast = rank(town.participants, town.slots, world, top=top, near=0, questions=0)
    assert fast == rank(
        town.participants, town.slots, world, top=top, near=0, questions=0, engine="reference"
    )
    assert all(len(answer.suggestions) == min(top, answer.eligible) for answer in fast)


def test_leaders_are_enough_only_as_a_start(world):
    """Places that lead by meaning alone may lose to one that the rest of the factors lifts."""
    wishes = [Slot(f"w{i}", title="Florist", open_from=TODAY) for i in range(50)]
    lifted = Slot(
        "lifted", title="Blomsterhandlare", open_from=TODAY, hours_min=10, hours_max=10, days=["mon"],
        min_swedish_spoken="B1", min_swedish_written="B1", offers=["step_free"], employer_placements=9,
        employer_hired=9,
    )  # fmt: skip
    person = Participant(
        "p", goals=["florist", "blomsterhandlare"], hours_per_week=20, days=["mon"], needs=["step_free"],
        swedish_spoken="B1", swedish_written="B1",
    )  # fmt: skip
    places = [*wishes, lifted]
    assert rank([person], places, world, top=1) == rank([person], places, world, top=1, engine="reference")
    assert rank([person], places, world, top=1)[0].suggestions[0].slot_id == "lifted"


def test_known_vectors_are_used_instead_of_the_encoder(town, world, whole):
    texts = {text for slot in town.slots for text in (slot.title, slot.tasks) if text}
    vectors = dict(zip(sorted(texts), world.encoder.encode(sorted(texts)), strict=True))
    places = prepare(town.slots, world, vectors=vectors)
    assert places.rank(town.participants, top=5, vectors=vectors) == whole


def test_an_unknown_place_is_a_key_error(town, world):
    for ask in (candidates, reach):
        with pytest.raises(KeyError, match="nowhere"):
            ask(town.participants, town.slots, "nowhere", world)


def test_candidates_in_many_blocks(town, world, monkeypatch):
    slot = town.slots[0]
    whole = candidates(town.participants, town.slots, slot.id, world, top=3)
    monkeypatch.setattr(engine, "BLOCK_PAIRS", 1)
    assert candidates(town.participants, town.slots, slot.id, world, top=3) == whole
    assert candidates(town.participants, town.slots, slot.id, world, top=3, near=0).near_misses == ()


def test_nothing_to_rank(world):
    assert rank([], [], world) == ()
    assert rank([], [Slot("s")], world) == ()
    assert rank([Participant("p")], [], world)[0].considered == 0
    assert candidates([], [Slot("s")], "s", world).eligible == 0


def test_a_limit_below_the_wait_for_the_bus_fails_however_near_the_places_may_lie():
    """Both sides without a point, in the same municipality: the way is short, the wait is not."""
    world = a_context()
    person = Participant("p", municipality="1280", travel_max_minutes=0, travel_modes=["public"])
    place = Slot("s", municipality="1280")
    for engine_name in ("numpy", "reference"):
        assert rank([person], [place], world, engine=engine_name)[0].eligible == 0
