"""The benchmark: its pieces by hand, and a small run as a whole."""

import json
import sys
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from typer.testing import CliRunner

from data.reference import context
from data.synthetic import municipality
from evaluation import bench
from evaluation.memory import Family
from matcher import Context, Participant, prepare
from service.cli.app import app


def test_the_bare_product_finds_the_largest_of_each_row_in_order():
    draw = np.random.default_rng(1)
    left, right = draw.normal(size=(7, 4)).astype(np.float32), draw.normal(size=(30, 4)).astype(np.float32)
    columns, values = bench.bare(left, right, 5)
    products = left @ right.T
    assert np.array_equal(columns, np.argsort(-products, axis=1)[:, :5])
    assert np.allclose(values, np.sort(products, axis=1)[:, ::-1][:, :5])


def test_the_bare_product_is_the_same_in_small_blocks(monkeypatch):
    draw = np.random.default_rng(2)
    left, right = draw.normal(size=(9, 4)).astype(np.float32), draw.normal(size=(6, 4)).astype(np.float32)
    whole = bench.bare(left, right, 3)[0]
    monkeypatch.setattr(bench, "BLOCK_BYTES", 50)
    assert np.array_equal(bench.bare(left, right, 3)[0], whole)


def test_the_bare_product_of_fewer_places_than_asked_gives_all():
    assert bench.bare(np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32), 10)[0].shape == (2, 2)


def test_a_record_gets_the_mean_direction_of_its_texts():
    person = Participant("D", skills=["a", "b"])
    rows = {"a": np.array([1, 0], np.float32), "b": np.array([0, 1], np.float32)}
    assert bench.texts_of_all([person], Context()) == ["a", "b"]
    [one, none] = bench.one_each([person, Participant("E")], rows, Context())
    assert np.allclose(one, [2**-0.5, 2**-0.5])
    assert not none.any()


@pytest.mark.parametrize(("seconds", "rounds"), [(0.0, 5), (2.0, 3), (31.0, 1)])
def test_short_work_is_timed_more_often_and_by_turns(monkeypatch, seconds, rounds):
    clock, order, watched = iter(range(1000)), [], []

    @contextmanager
    def watching():
        watched.append(len(order))
        yield Family(most=10**15 + len(watched))

    monkeypatch.setattr(bench.time, "perf_counter", lambda: next(clock) * seconds)
    monkeypatch.setattr(bench, "watched_memory", watching)
    monkeypatch.setattr(bench.gc, "collect", lambda: None)  # which takes its time where much is loaded
    works = {"engine": lambda: order.append("engine") or "svar", "bare": lambda: order.append("bare")}
    result, medians, counted, memory = bench.timed(works)
    assert (result, medians, counted) == ("svar", {"engine": seconds, "bare": seconds}, rounds)
    warm_up = 1 if rounds > 1 else 0
    assert order == ["engine", "bare"] * (warm_up + rounds)
    assert watched == [0, 1]  # the first run of each, and no other
    assert memory == {"engine": 10**15 + 1, "bare": 10**15 + 2}


@pytest.fixture(scope="module")
def small():
    town = municipality(5, participants=6, employers=10, slots=20, placements=0, today=bench.DAY)
    world = context(date=bench.DAY)
    texts = bench.texts_of_all((*town.participants, *town.slots), world)
    rows = dict(zip(texts, world.encoder.encode(texts), strict=True))
    answers = prepare(town.slots, world, vectors=rows).rank(
        town.participants, top=bench.TOP, near=0, questions=0, vectors=rows
    )
    return town, world, answers


def compare(small, answers=None):
    town, world, true = small
    return bench.check(town.participants, town.slots, answers or true, world, sample=2, seed=0)


def test_the_timed_answers_are_those_of_the_reference_engine(small):
    found = compare(small)
    assert found.differences == ()
    assert found.largest_difference <= bench.TOLERANCE
    assert (found.participants, found.slots) == (2, 20)
    assert found.suggestions > 0


def test_they_are_also_when_only_some_places_are_drawn(small, monkeypatch):
    monkeypatch.setattr(bench, "DRAWN", 5)
    found = compare(small)
    assert found.differences == ()
    assert found.slots < 20


def test_a_different_order_is_found(small):
    turned = tuple(replace(answer, suggestions=answer.suggestions[::-1]) for answer in small[2])
    assert any("annan ordning" in line for line in compare(small, turned).differences)


def test_a_better_place_left_out_is_found(small):
    cut = tuple(replace(answer, suggestions=answer.suggestions[1:]) for answer in small[2])
    assert any("andra platser" in line for line in compare(small, cut).differences)


def test_different_points_are_found(small):
    def richer(suggestion):
        first, *rest = suggestion.assessment.contributions
        more = (replace(first, points=first.points + 1e-5), *rest)
        return replace(suggestion, assessment=replace(suggestion.assessment, contributions=more))

    raised = tuple(replace(a, suggestions=tuple(map(richer, a.suggestions))) for a in small[2])
    assert any("andra poäng" in line for line in compare(small, raised).differences)


WORDS = ["bench", "--participants", "4", "--slots", "12", "--sample", "1"]


def test_the_command_gives_every_figure():
    answer = CliRunner().invoke(app, [*WORDS, "--json"])
    assert answer.exit_code == 0
    figures = json.loads(answer.stdout)
    assert figures["pairs"] == 48
    assert {"texts", "columns", "engine", "bare"} <= figures["seconds"].keys()
    for step in ("engine", "bare"):
        assert figures["pairs_per_second"][step] == pytest.approx(48 / figures["seconds"][step])
    expected = figures["seconds"]["engine"] / figures["seconds"]["bare"]
    assert figures["engine_ratio"]["bare"] == pytest.approx(expected)
    assert 0 < figures["eligible_share"] < 1
    assert figures["memory"]["all"] >= figures["memory"]["engine"] > 0
    assert figures["check"]["differences"] == []


def test_the_command_reads_in_swedish():
    answer = CliRunner().invoke(app, WORDS)
    assert answer.exit_code == 0
    assert "4 deltagare × 12 platser = 48 par" in answer.stdout
    assert "Samma svar som referensmotorn" in answer.stdout
    assert "Minne som mest" in answer.stdout


def test_the_command_ends_with_1_when_the_engines_differ(monkeypatch):
    true = bench.check

    def differing(*words, **options):
        return replace(true(*words, **options), differences=("deltagare D0001: andra platser",))

    monkeypatch.setattr(bench, "check", differing)
    answer = CliRunner().invoke(app, WORDS)
    assert answer.exit_code == 1
    assert "FEL" in answer.stdout
    assert "deltagare D0001" in answer.stdout


def test_faiss_is_compared_when_it_is_there(monkeypatch):
    class Index:
        def __init__(self, dimensions):
            self.vectors = np.empty((0, dimensions), np.float32)

        def add(self, vectors):
            self.vectors = np.vstack([self.vectors, vectors])

        def search(self, queries, top):
            return bench.bare(queries, self.vectors, top)

    monkeypatch.setitem(sys.modules, "faiss", type("faiss", (), {"IndexFlatIP": Index}))
    result = bench.run(2, 12, seed=0, sample=1, report=lambda _: None, processes=2)
    assert result.processes == 2
    assert result.seconds["faiss"] > 0
    assert result.to_dict()["engine_ratio"]["faiss"] == pytest.approx(
        result.seconds["engine"] / result.seconds["faiss"]
    )
