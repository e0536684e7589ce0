"""What is known of titles and groups: means of what stands beside them, along few axes."""

import numpy as np
import pytest

from data.model.material import Group, Material, Occupation
from data.model.training import known
from matcher.text.known import key

AXES = {"mat": 0, "Kock": 1, "Biträde": 2, "Smed": 3, "Kökspersonal": 4, "såser": 5}
MATERIAL = Material(
    occupations=tuple(Occupation(name, name, "0000") for name in ("Kock", "Biträde", "Smed")),
    groups=(Group("0000", "Kökspersonal", "", ("Kock", "Biträde"), ()),),
)
PAIRS = {
    "phrase": [("mat", "Kock", 1.0), ("mat", "Kökspersonal", 0.5)],
    "group_skill": [("Kökspersonal", "såser", 1.0)],
    "substitute": [("Kock", "Biträde", 1.0), ("Biträde", "Smed", 0.4)],
}


def encode(texts):
    rows = np.zeros((len(texts), len(AXES) + 1), np.float32)
    rows[range(len(texts)), [AXES.get(text, len(AXES)) for text in texts]] = 1
    return rows


@pytest.fixture(scope="module")
def learnt():
    return known.learn(MATERIAL, PAIRS, encode)


def move(learnt, label):
    row = int(np.searchsorted(learnt.keys, key(label)))
    assert learnt.keys[row] == key(label)
    return learnt.moves[row].astype(float) @ learnt.axes.astype(float)


def test_a_title_moves_to_what_is_said_of_it_and_to_where_two_steps_lead(learnt):
    """One step leads from a cook to a helper, and from there back (5 times in 7) or on to a smith."""
    around = np.array([1, 0.4]) / np.hypot(1, 0.4) * known.STANDS
    expected = {AXES["mat"]: known.SAID, AXES["Kock"]: around[0], AXES["Smed"]: around[1]}
    np.testing.assert_allclose(
        move(learnt, "kock"), [expected.get(at, 0.0) for at in range(len(AXES) + 1)], atol=0.01
    )


def test_a_group_moves_to_what_it_holds(learnt):
    found = move(learnt, "Kökspersonal")
    assert found[AXES["såser"]] == pytest.approx(known.HOLDS, abs=0.01)
    assert found[AXES["mat"]] == pytest.approx(0, abs=0.01)


def test_a_title_that_nobody_speaks_of_stays(learnt):
    assert not move(learnt, "Hamnvärd").any()  # of the project's own table, in no pair


def test_it_is_the_same_each_time(learnt):
    assert known.learn(MATERIAL, PAIRS, encode).hash == learnt.hash
