"""Every measure on every task: values by hand, pairing, sources, and what is told apart."""

import numpy as np
import pytest

from evaluation.text import systems
from evaluation.text.measuring import measure, outcome, values
from evaluation.text.systems import OFFERS, Dense, Whole
from evaluation.text.task import Name, Task

TARGETS = ("a", "b", "c", "d")


def a_task(n=1, **changes):
    parts = {
        "name": Name("t", "Uppgift", "Task"),
        "metrics": ("mrr", "hit@1", "ndcg@10"),
        "queries": tuple(f"q{number}" for number in range(n)),
        "targets": TARGETS,
        "right": ({1: 0.75, 3: 0.25},) * n,
        "sources": tuple(f"s{number}" for number in range(n)),
    }
    return Task(**parts | changes)


def fixed(*scores):
    """Give a measure that scores the candidates like this, whatever is asked."""
    return Whole(lambda queries, _targets: np.tile(np.array(scores, np.float32), (len(queries), 1)))


def test_values_by_hand():
    second = 1 / np.log2(3)
    found = values(fixed(0.9, 0.8, 0.0, 0.1), a_task())
    assert found[0] == pytest.approx([1 / 2, 0, (0.75 * second + 0.25 / 2) / (0.75 + 0.25 * second)])


def test_what_is_left_out_is_no_candidate():
    found = values(fixed(0.9, 0.8, 0.0, 0.1), a_task(left_out=(frozenset({0}),)))
    assert found[0, :2].tolist() == [1, 1]


def test_differences_are_taken_query_by_query():
    task = a_task(40)
    hits = np.tile([[1.0], [0.0]], (20, 3))
    nearly = hits - np.linspace(0.1, 0.2, 40)[:, None]
    found = outcome(task, {"one": hits, "other": nearly}, seed=0)
    difference, own = found.rows["other"].behind["mrr"], found.rows["one"].means["mrr"]
    assert difference.value == pytest.approx(0.15)
    assert 0.13 < difference.low < difference.high < 0.17
    assert own.low < 0.4
    assert own.high > 0.6
    assert found.rows["one"].behind == {}


def test_queries_of_one_source_count_as_one():
    hits = np.repeat(np.random.default_rng(0).integers(0, 2, 30), 10).astype(float)[:, None]
    many = a_task(300, metrics=("mrr",))
    few = a_task(300, metrics=("mrr",), sources=tuple(f"s{number // 10}" for number in range(300)))
    wide, narrow = (outcome(task, {"one": hits}, seed=0) for task in (few, many))
    assert (wide.sources, narrow.sources) == (30, 300)
    width = [one.rows["one"].means["mrr"].high - one.rows["one"].means["mrr"].low for one in (wide, narrow)]
    assert width[0] > 2 * width[1]


def test_every_measure_does_every_task_and_each_text_is_encoded_once():
    encoded = []

    def encode(texts):
        encoded.extend(texts)
        return np.array([[ord(text[0]), len(text)] for text in texts], np.float32)

    said = []
    tasks = [a_task(3), a_task(2, name=Name("u", "Annan", "Other"))]
    found = measure(tasks, {"one": Dense(encode, 2, 0), "two": fixed(1, 2, 3, 4)}, seed=0, report=said.append)
    assert [one.task.name.key for one in found] == ["t", "u"]
    assert all(list(one.rows) == ["one", "two"] for one in found)
    assert sorted(encoded) == sorted({*TARGETS, "q0", "q1", "q2"})
    assert "one: 0 av 7 texter" in said
    assert "two: Annan" in said


def test_rapidfuzz_folds_case_and_signs():
    table = systems.fuzzy().similarity(["LAGER-arbetare"], ["lager arbetare", "kock"])
    assert table[0, 0] == 1
    assert table[0, 1] < 0.5


def test_the_measures_that_need_nothing_are_here():
    assert [key for key, offer in OFFERS.items() if not offer.needs] == [
        "blend",
        "bundled",
        "ngrams",
        "rapidfuzz",
    ]
    for key in ("blend", "bundled", "ngrams", "rapidfuzz"):
        assert not OFFERS[key].missing
        table = OFFERS[key].load().similarity(["städare", "kock"], ["Städare", "Kock", "Bagare"])
        assert table.shape == (2, 3)
        assert table.dtype == np.float32
        assert table.argmax(axis=1).tolist() == [0, 1]


@pytest.mark.parametrize("key", ["minilm", "e5"])
def test_the_models_of_others_give_vectors_when_they_are_installed(key):
    if OFFERS[key].missing:
        pytest.skip(f"{key} IS NOT INSTALLED: {OFFERS[key].install}")
    system = OFFERS[key].load()
    table = system.similarity(["car driver"], ["driver of a car", "banana"])
    assert table[0, 0] > table[0, 1]
    assert system.dimensions == 384
    assert system.size > 2**20


def test_a_measure_that_is_not_installed_is_missing():
    assert systems.Offer("x", "x", systems.fuzzy, ("no_such_module_anywhere",), "pip install it").missing
