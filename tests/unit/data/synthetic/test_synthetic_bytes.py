"""The same seed gives the same bytes, wherever and however often."""

import dataclasses
import hashlib
import os
import subprocess
import sys
from datetime import date, timedelta

import pytest

from data.synthetic import municipality

SMALL = {"participants": 40, "employers": 30, "slots": 60, "placements": 80}
PINNED = "ff35525e212de4c219c1796a3c44ae3e7603104856399fdfc9d098a876a8b098"


def plain(value):
    if dataclasses.is_dataclass(value):
        return [(f.name, plain(getattr(value, f.name))) for f in dataclasses.fields(value)]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return sorted(value.items())
    return str(value)


def digest(town):
    seen = (
        town.participants,
        town.slots,
        town.placements,
        town.past_participants,
        town.past_slots,
        town.traits.decisions,
    )
    return hashlib.sha256(repr(plain(seen)).encode()).hexdigest()


def town():
    return municipality(**SMALL)


def test_the_bytes_are_those_of_every_other_machine():
    """A change of texts or shares changes this digest: renew it on purpose, never to silence a machine."""
    assert digest(town()) == PINNED


def test_the_order_of_sets_does_not_matter():
    code = "import sys; sys.path.insert(0, sys.argv[1])\n"
    code += "from test_synthetic_bytes import digest, town\nprint(digest(town()))"
    run = subprocess.run(  # noqa: S603 - this file, this interpreter
        [sys.executable, "-c", code, os.path.dirname(__file__)],  # noqa: PTH120
        env=os.environ | {"PYTHONHASHSEED": "4711"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == PINNED


def test_another_seed_gives_another_town():
    assert digest(municipality(seed=1, **SMALL)) != digest(municipality(seed=2, **SMALL))


def test_people_of_today_do_not_depend_on_how_much_history_there_is():
    some, more = municipality(**SMALL), municipality(**SMALL | {"placements": 200})
    assert some.participants == more.participants


def test_dates_follow_today():
    later = municipality(**SMALL, today=date(2027, 3, 1))
    assert max(p.suggested_on for p in later.placements) <= date(2027, 3, 1) - timedelta(days=40)
    assert later.slots[0].id == municipality(**SMALL).slots[0].id


@pytest.mark.parametrize(
    "sizes",
    [
        {"participants": 0, "employers": 0, "slots": 0, "placements": 0},
        {"participants": 1, "employers": 1, "slots": 1, "placements": 1},
        {"participants": 3, "employers": 2, "slots": 0, "placements": 0},
        {"participants": 0, "employers": 5, "slots": 4, "placements": 3},
    ],
)
def test_small_towns_work(sizes):
    town = municipality(**sizes)
    assert len(town.participants) == sizes["participants"]
    assert len(town.slots) == sizes["slots"]
    assert len(town.placements) == sizes["placements"]


@pytest.mark.parametrize("sizes", [{"slots": -1}, {"seed": -1}, {"employers": 0}])
def test_impossible_towns_are_refused(sizes):
    with pytest.raises(ValueError, match="employer"):
        municipality(**sizes)
