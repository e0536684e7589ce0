"""Law 8, weights are artefacts: immutable, versioned and hashed."""

import json
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import Weights
from matcher.weights import FACTORS
from tests.property.strategies import LAW


@st.composite
def weights(draw):
    """Points of 100 shared out over the factors."""
    cuts = sorted(draw(st.lists(st.integers(0, 1000), min_size=len(FACTORS) - 1, max_size=len(FACTORS) - 1)))
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, 1000], strict=True)]
    text = st.text(max_size=20)
    return Weights(
        {factor: share / 10 for factor, share in zip(FACTORS, shares, strict=True)},
        author=draw(text),
        date=draw(st.dates()).isoformat(),
        note=draw(text),
        evidence=draw(text),
    )


@LAW
@given(weights())
def test_a_round_trip_gives_the_same_version(own):
    again = Weights.from_dict(json.loads(json.dumps(own.to_dict())))
    assert again == own
    assert again.version == own.version
    assert json.dumps(again.to_dict()) == json.dumps(own.to_dict())


@LAW
@given(weights(), weights())
def test_equal_version_exactly_when_equal(first, second):
    assert (first.version == second.version) == (first == second)


@LAW
@given(weights(), st.sampled_from(["author", "date", "note", "evidence"]))
def test_any_change_gives_a_new_version_and_a_tampered_file_is_refused(own, field):
    document = own.to_dict()
    document[field] += "!"
    with pytest.raises(ValueError, match="never changed in place"):
        Weights.from_dict(document)
    del document["version"]
    assert Weights.from_dict(document).version != own.version


@LAW
@given(weights(), st.sampled_from(FACTORS), st.sampled_from(FACTORS))
def test_moved_points_are_found(own, source, target):
    document = json.loads(json.dumps(own.to_dict()))
    if source == target or document["weights"][source] < 1:
        return
    document["weights"][source] -= 1
    document["weights"][target] += 1
    with pytest.raises(ValueError, match="weights are never changed in place"):
        Weights.from_dict(document)


@LAW
@given(weights())
def test_nothing_can_be_written(own):
    with pytest.raises(FrozenInstanceError):
        own.values = {}
    with pytest.raises(TypeError):
        own.values["skills"] = 100.0


@LAW
@given(st.dictionaries(st.sampled_from([*FACTORS, "looks"]), st.floats(), max_size=9))
def test_weights_that_are_no_weights_are_refused(values):
    if set(values) == set(FACTORS) and all(v >= 0 for v in values.values()) and sum(values.values()) == 100:
        assert Weights(values).values == values
        return
    with pytest.raises(ValueError, match="weight"):
        Weights(values)
