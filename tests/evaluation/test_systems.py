"""Every system orders by what it says it orders by, and they are compared on the same decisions."""

import builtins
from dataclasses import replace

import numpy as np
import pytest

from evaluation.extras import MissingExtra
from evaluation.history import by_time, history, table
from evaluation.metrics import measure
from evaluation.systems import allowed, compared, line_up
from evaluation.systems.base import System
from evaluation.systems.challenger import by_challenger
from evaluation.systems.lineup import TODAY
from evaluation.systems.plain import by_chance, by_distance, by_popularity, by_rules
from evaluation.systems.text import by_text, mean_vectors
from evaluation.tuning.sample import Sample, gather, known
from matcher import Context, Participant, Weights
from matcher.text import CharNgrams
from matcher.vocabulary import Label
from matcher.weights import FACTORS
from tests.builders import a_context
from tests.evaluation.histories import a_person, a_placement, an_open_slot, day
from tests.evaluation.learning import a_learnable_table
from tests.evaluation.tables import a_table
from tests.support.stores import Counting

NEAR, FAR = {"lat": 59.0, "lon": 16.2}, {"lat": 59.2, "lon": 16.2}


@pytest.fixture(scope="module")
def past():
    people = [
        a_person("p1", lat=59.0, lon=16.2, goals=["laga mat i ett kök"], skills=[]),
        a_person("p2", lat=59.0, lon=16.2, goals=["städa"], skills=[]),
    ]
    slots = [
        an_open_slot("near", title="Städare", employer_id="a", capacity=9, **NEAR),
        an_open_slot("far", title="Laga mat i ett kök", employer_id="b", capacity=9, **FAR),
        an_open_slot(
            "nowhere",
            title="Chaufför",
            employer_id="b",
            capacity=9,
            lat=None,
            lon=None,
            municipality=None,
            postcode=None,
        ),
    ]
    placements = [
        a_placement(1, participant_id="p1", slot_id="far", suggested_on=day(1)),
        a_placement(2, participant_id="p2", slot_id="nowhere", suggested_on=day(2)),
        a_placement(3, participant_id="p1", slot_id="near", suggested_on=day(3)),
    ]
    return history(people, slots, placements)


@pytest.fixture(scope="module")
def judged(past):
    return table(past, a_context(date=None))


def by_decision(judged, system, number):
    """Scores of one decision by the id of the place."""
    rows = range(judged.offsets[number], judged.offsets[number + 1])
    return {judged.slots[judged.slot[row]].id: system.scores[row] for row in rows}


def test_chance_ties_everything_and_rules_tie_two_groups(judged):
    assert set(by_chance(judged).scores.tolist()) == {0.0}
    assert (by_rules(judged).scores == judged.eligible).all()


def test_the_nearest_comes_first_and_an_unknown_point_last(judged):
    found = by_decision(judged, by_distance(judged, a_context(date=None)), 0)
    assert found["near"] > found["far"] > found["nowhere"]
    assert found["near"] == pytest.approx(0, abs=0.1)
    assert found["far"] == pytest.approx(-22.2, abs=0.3)


def test_popularity_counts_only_what_was_before(judged, past):
    system = by_popularity(judged, past)
    assert by_decision(judged, system, 0) == {"near": 0, "far": 0, "nowhere": 0}
    assert by_decision(judged, system, 1) == {"near": 0, "far": 1, "nowhere": 1}
    assert by_decision(judged, system, 2) == {"near": 0, "far": 2, "nowhere": 2}


def test_texts_that_are_alike_come_first(judged):
    system = by_text(judged, CharNgrams(), a_context(date=None), id_="ngrams", label=Label("b", "n"))
    cook, cleaner = by_decision(judged, system, 0), by_decision(judged, system, 1)
    assert max(cook, key=cook.get) == "far"
    assert max(cleaner, key=cleaner.get) == "near"


def test_a_record_without_texts_has_no_direction():
    vectors = mean_vectors([Participant("x")], CharNgrams(dimensions=64), Context())
    assert vectors.shape == (1, 64)
    assert not vectors.any()


def test_the_challenger_never_falls_with_a_factor():
    learned_from = known(gather(a_learnable_table(800)))
    base = a_table([list(range(40))], [0])
    values = np.random.default_rng(1).random((40, 8)).astype(np.float32)
    before = by_challenger(replace(base, values=values), learned_from).scores
    for column in range(8):
        raised = values.copy()
        raised[:, column] = np.minimum(1, raised[:, column] + 0.3)
        # What was open stays the same, so that only the place itself is better.
        both = replace(a_table([list(range(80))], [0]), values=np.concatenate([raised, values]))
        scores = by_challenger(both, learned_from).scores
        assert (scores[:40] >= scores[40:] - 1e-12).all()
    assert len(set(before.round(6))) > 5


def test_the_challenger_finds_what_matters_and_is_the_same_each_time():
    whole = a_learnable_table(3000, choice=(4.5, 3, 1.5, 0.7, 0, 0, 0, 0))
    split = by_time(whole)
    judged = whole.take(split.judge)
    learned_from = known(gather(whole), split.cut)
    first, second = (by_challenger(judged, learned_from, seed=3) for _ in range(2))
    assert (first.scores == second.scores).all()
    chance = measure(judged, np.zeros(len(judged.slot)), "outcome").mean("ndcg@10")
    assert measure(judged, first.scores, "outcome").mean("ndcg@10") > chance + 0.05


def test_without_the_extra_the_challenger_says_how_to_get_it(monkeypatch, judged, past):
    real = builtins.__import__

    def without(name, *rest, **named):
        if name.startswith("lightgbm"):
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    nothing = Sample(*[np.empty((0, 8)), np.empty((0, 9)), *[np.empty(0)] * 5])
    with pytest.raises(MissingExtra, match=r"rattplats\[evaluation\]"):
        by_challenger(judged, nothing)
    found = line_up(past, judged, a_context(date=None), today=Weights.standard(), learned_from=nothing)
    assert "LightGBM" in " ".join(found.notes)
    assert "challenger" not in {system.id for system in found.systems}


def test_all_systems_score_every_row(judged, past, monkeypatch):
    told = []
    monkeypatch.setattr("evaluation.systems.lineup.load_encoder", CharNgrams)
    even = Weights(dict.fromkeys(FACTORS, 12.5))
    found = line_up(
        past,
        judged,
        a_context(date=None),
        today=Weights.standard(),
        learned=even,
        learned_from=known(gather(a_learnable_table(300))),
        report=told.append,
    )
    ids = [system.id for system in found.systems]
    assert ids == ["random", "nearest", "popular", "rules", "ngrams", "today", "learned", "challenger"]
    assert all(np.isfinite(system.scores).all() for system in found.systems)
    assert all(system.scores.shape == judged.slot.shape for system in found.systems)
    assert (found["learned"].scores == judged.score(even, rules=False)).all()
    assert "Textmodellen finns inte här" in found.notes[0]
    assert told[0] == "Ordnar platserna på enkla sätt"

    class Model(Counting):
        hash = "another"

    monkeypatch.setattr("evaluation.systems.lineup.load_encoder", lambda: Model(CharNgrams()))
    dense = line_up(past, judged, a_context(date=None), today=Weights.standard())
    assert "dense" in {system.id for system in dense.systems}
    assert not dense.notes


def test_only_what_is_allowed_is_kept():
    whole = a_table([[0, 1, 2], [0, 1], [2]], [1, 0, 2], fails=[4, 0, 0, 8, 0, 0])
    small, kept = allowed(whole)
    assert kept.tolist() == [False, True, True, False, False, True]
    assert small.slot.tolist() == [1, 2, 2]
    assert small.offsets.tolist() == [0, 2, 3]
    assert small.slot[small.chosen].tolist() == [1, 2]


def test_differences_are_held_against_the_reference_and_corrected():
    whole = a_learnable_table(400, choice=(6.0,) + (0.0,) * 7)
    systems = [
        System("random", Label("Slumpen", "Random"), np.zeros(len(whole.slot))),
        System("today", TODAY, whole.values[:, 0].astype(np.float64)),
        System("worse", Label("Sämre", "Worse"), -whole.values[:, 0].astype(np.float64)),
    ]
    rows = {row.id: row for row in compared(whole, systems, "choice")}
    assert rows["today"].difference is None
    assert rows["today"].to_dict()["difference"] is None
    assert rows["random"].difference.difference.high < 0
    assert rows["worse"].figures["hit@1"].value < rows["random"].figures["hit@1"].value
    assert rows["random"].p >= rows["random"].difference.p
    document = rows["random"].to_dict()
    assert document["label"] == "Slumpen"
    assert document["difference"]["low"] <= document["difference"]["value"] <= document["difference"]["high"]
    assert document["figures"]["rank"]["value"] == pytest.approx(0.5)
