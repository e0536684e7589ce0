"""Weights learned from history: the models, the cut in time, and what they find where the truth is known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import check_grad

from evaluation.history import by_participant, by_time
from evaluation.systems import System
from evaluation.systems.lineup import LEARNED, TODAY
from evaluation.truth.weights import recovered
from evaluation.tuning.evidence import TooLittle, require, weigh
from evaluation.tuning.learn import GRID, learn, rounded, shared_out
from evaluation.tuning.logit import Choice, Outcome, shares
from evaluation.tuning.reasons import reasons
from evaluation.tuning.sample import alternatives, blocks, gather, known, open_to
from matcher import Weights
from matcher.weights import FACTORS
from tests.evaluation.histories import a_history, a_placement
from tests.evaluation.learning import FIRST, LONG, a_learnable_table
from tests.evaluation.tables import a_table

EVEN = Weights(dict.fromkeys(FACTORS, 12.5))
POINTS = np.full(8, 12.5)
TRUE = np.array([3.0, 2.0, 1.0, 0.5, 0.25, 0.0, 0.0, 0.0])


@pytest.fixture(scope="module")
def whole():
    return a_learnable_table()


def as_weights(points):
    return Weights(dict(zip(FACTORS, points.tolist(), strict=True)))


def test_what_was_open_is_the_weighted_mean_of_the_places(monkeypatch):
    table = a_table([[0, 1], [0, 1, 2]], [1, 2], weight=[1, 1, 1, 3, 1])
    values = np.arange(40, dtype=np.float32).reshape(5, 8)
    table = replace(table, values=values)
    expected = np.stack([(values[0] + values[1]) / 2, (values[2] + 3 * values[3] + values[4]) / 5])
    assert np.allclose(open_to(table), expected)
    monkeypatch.setattr("evaluation.tuning.sample.BLOCK", 2)
    assert [d.stop - d.start for d, _ in blocks(table)] == [1, 1]
    assert np.allclose(open_to(table), expected)


def test_late_refusals_do_not_outweigh_jobs_that_take_longer():
    """Half of the placements go well, but that takes 150 days to know: the weights put it right."""
    table = a_learnable_table(8000, outcome=(0.0,) * 8, seed=3)
    truth = (table.grade[table.day < FIRST + 500] > 0).mean()
    asof = FIRST + 600
    late = known(gather(table), asof)
    assert (late.known_on < asof).all()
    naive = (late.grade > 0).mean()
    assert naive < truth - 0.03
    assert np.average(late.grade > 0, weights=late.weight) == pytest.approx(truth, abs=0.02)
    assert late.weight.mean() == pytest.approx(1)
    assert set(np.unique(late.day[late.grade > 0] + LONG < asof)) == {True}


def test_alternatives_keep_what_was_chosen():
    table = a_learnable_table(50, places=9)
    few = alternatives(table, most=3, seed=1)
    assert (np.diff(few.offsets) == 4).all()
    assert (few.slot[few.chosen] == table.slot[table.chosen]).all()
    assert (few.values[few.chosen] == table.values[table.chosen]).all()


@pytest.mark.parametrize("penalty", [0.0, 0.05, np.inf])
def test_gradients_are_right(whole, penalty):
    sample = known(gather(whole.take(np.arange(300))))
    model = Outcome(sample, POINTS)
    k = 1 if np.isinf(penalty) else 8
    basis = POINTS[:, None] / 100 if np.isinf(penalty) else np.eye(8)
    pull = np.zeros((1, 1)) if np.isinf(penalty) else penalty * np.eye(8)
    state = np.concatenate([np.linspace(0.1, 0.5, k), np.linspace(-0.3, 0.3, 9), [-0.4, 0.2, -0.1]])
    x = sample.x @ basis
    assert (
        check_grad(lambda s: model._loss(s, x, pull)[0], lambda s: model._loss(s, x, pull)[1], state) < 1e-5
    )
    choice = Choice(alternatives(whole.take(np.arange(100))), POINTS)
    own, columns = state[:k], choice._x @ basis
    assert (
        check_grad(
            lambda s: choice._loss(s, columns, pull)[0], lambda s: choice._loss(s, columns, pull)[1], own
        )
        < 1e-5
    )


def test_a_strong_penalty_keeps_todays_proportions(whole):
    today = np.array([40.0, 20.0, 10.0, 10.0, 5.0, 5.0, 5.0, 5.0])
    sample = known(gather(whole))
    for model in (Outcome(sample, today), Choice(alternatives(whole), today)):
        held = model.fit(np.inf).slopes
        assert np.allclose(shared_out(held, POINTS), today) or not held.any()
    near = Outcome(sample, today).fit(1e4).slopes
    assert np.allclose(shared_out(near, POINTS), today, atol=0.1)
    free = Outcome(sample, today).fit(0.0).slopes
    assert not np.allclose(shared_out(free, POINTS), today, atol=3)


def test_slopes_of_a_large_history_are_the_true_ones():
    table = a_learnable_table(20_000, seed=5)
    found = Outcome(known(gather(table)), POINTS).fit(0.0).slopes
    assert np.allclose(found, TRUE, atol=0.2)


def test_expected_grades_lie_between_the_worst_and_the_best(whole):
    sample = known(gather(whole))
    model = Outcome(sample, POINTS)
    fitted = model.fit(0.01)
    expected = model.expected(fitted, sample.x, sample.around)
    assert (expected > 0).all()
    assert (expected < 4).all()
    assert np.average(expected, weights=sample.weight) == pytest.approx(
        np.average(sample.grade, weights=sample.weight), abs=0.03
    )
    better = model.expected(fitted, sample.x + 0.1 * np.eye(8)[0], sample.around)
    assert (better > expected).all()


def test_one_step_is_near_to_a_new_fit(whole):
    sample = known(gather(whole))
    draw = np.random.default_rng(0)
    times = draw.exponential(size=(4, len(sample)))
    model = Outcome(sample, POINTS)
    fitted = model.fit(0.003)
    stepped = model.again(fitted, 0.003, np.concatenate([np.ones((1, len(sample))), times]))
    assert np.allclose(stepped[0], fitted.slopes, atol=0.01)
    for own, found in zip(times, stepped[1:], strict=True):
        weight = sample.weight * own
        refit = Outcome(replace(sample, weight=weight / weight.mean()), POINTS).fit(0.003).slopes
        assert np.allclose(found, refit, atol=0.12)


def test_learned_weights_find_the_true_order(whole):
    found = learn(whole, by_time(whole), EVEN)
    assert found.moved
    assert found.points.sum() == 100
    assert [FACTORS[i] for i in np.argsort(-found.points)[:3]] == ["skills", "experience", "goals"]
    assert found.points[5:].max() < found.points[2]
    true = 100 * TRUE / TRUE.sum()
    assert ((found.low - 4 <= true) & (true <= found.high + 4)).all()
    assert found.trials[0][0] == np.inf
    assert min(loss for _, loss, _ in found.trials) < found.trials[0][1]


def test_the_choice_is_another_target():
    table = a_learnable_table(1000, choice=(0, 0, 0, 0, 0, 1.0, 2.0, 4.0))
    split = by_time(table)
    chosen = learn(table, split, EVEN, target="choice", draws=20).points
    assert [FACTORS[i] for i in np.argsort(-chosen)[:3]] == ["pathway", "support", "hours"]
    outcome = learn(table, split, EVEN, draws=20).points
    assert FACTORS[int(outcome.argmax())] == "skills"


def test_nothing_from_after_the_cut_is_learned():
    whole = a_learnable_table(700)
    split = by_time(whole)
    late = whole.day >= split.cut
    other = replace(whole, grade=np.where(late, 4.0 - whole.grade, whole.grade))
    for target in ("outcome", "choice"):
        small = {"draws": 5, "target": target}
        assert (learn(whole, split, EVEN, **small).points == learn(other, split, EVEN, **small).points).all()


def test_without_signal_todays_weights_stay():
    today = Weights.standard()
    found = []
    for seed in range(11, 16):
        table = a_learnable_table(600, outcome=(0.0,) * 8, seed=seed)
        found.append(learn(table, by_time(table), today, draws=5))
    stayed = [one for one in found if not one.moved]
    assert len(stayed) >= 4
    for one in stayed:
        assert one.points.tolist() == one.low.tolist() == one.high.tolist() == list(today.values.values())


def test_the_same_seed_gives_the_same_weights_also_without_a_cut(whole):
    split = next(by_participant(whole))
    first, second = (learn(whole, split, EVEN, seed=4, draws=10) for _ in range(2))
    for name in ("points", "low", "high", "slopes"):
        assert (getattr(first, name) == getattr(second, name)).all()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=8, max_size=8))
def test_points_add_up_to_100_in_half_points(slopes):
    points = rounded(np.array(slopes), POINTS)
    assert points.sum() == 100
    assert (points >= 0).all()
    assert (points % GRID == 0).all()
    assert np.abs(points - shared_out(np.array(slopes), POINTS)).max() < GRID + 1e-6
    as_weights(points)


def test_reasons_say_what_moved_and_what_may_be_chance(whole):
    split = by_time(whole)
    found = learn(whole, split, EVEN)
    why = {reason.factor: reason for reason in reasons(found, EVEN, known(gather(whole), split.cut))}
    assert "betydde mer för hur det gick än dagens vikt säger." in why["skills"].text
    assert why["skills"].good_above > why["skills"].good_below
    assert "Bland placeringar med högt värde på Färdigheter gick" in why["skills"].text
    assert "betydde mindre" in why["pathway"].text
    assert why["skills"].text.startswith("Från 12,5 till ")
    unmoved = reasons(replace(found, penalty=np.inf), EVEN, known(gather(whole.take(np.arange(5)))))
    assert [reason.text for reason in unmoved] == ["Oförändrad."] * 8


def a_lineup(judged, learned):
    return (
        System("random", TODAY, np.zeros(len(judged.slot))),
        System("today", TODAY, judged.score(EVEN, rules=False)),
        System("learned", LEARNED, judged.score(as_weights(learned.points), rules=False)),
    )


def test_better_worse_and_not_shown_are_said(whole):
    """The choice follows the outcome's slopes here, so that the right order also finds what went well."""
    table = a_learnable_table(2000, choice=tuple(TRUE * 1.5))
    split = by_time(table)
    judged = table.take(split.judge)
    learned = learn(table, split, EVEN, draws=20)
    better = weigh(judged, a_lineup(judged, learned), learned)
    assert better.better
    assert not better.worse
    assert {"random", "today"} <= set(better.beaten)
    assert "bättre än dagens: skillnaden i nDCG@10 efter hur det gick är +0," in better.text
    comparison = better.comparison(EVEN.version)
    assert comparison["other"] == EVEN.version
    assert 0 < comparison["low"] < comparison["value"] < comparison["high"]

    wrong = replace(learned, points=learned.points[::-1].copy())
    worse = weigh(judged, a_lineup(judged, wrong), wrong)
    assert worse.worse
    assert "Ta dem inte i bruk." in worse.text

    nearly = replace(learned, points=POINTS + np.array([0.5, -0.5, 0, 0, 0, 0, 0, 0]))
    unsure = weigh(judged.take(np.arange(150)), a_lineup(judged.take(np.arange(150)), nearly), nearly)
    assert not unsure.better
    assert not unsure.worse
    assert unsure.text.startswith("Det går inte att säga")

    same = replace(learned, points=POINTS, penalty=np.inf)
    told = weigh(judged, a_lineup(judged, same), same)
    assert "inget skäl att lämna" in told.text
    assert told.comparison("x")["low"] == told.comparison("x")["high"] == 0.0


@pytest.mark.parametrize("n", [0, 1, 5, 30])
def test_too_little_history_is_refused(n):
    placements = [a_placement(i, outcome=["hired", "interrupted"][i % 2]) for i in range(n)]
    placements = [
        replace(p, suggested_on=p.suggested_on.replace(day=1 + i % 11)) for i, p in enumerate(placements)
    ]
    past = a_history(placements)
    table = a_learnable_table(200).take(np.arange(n))
    with pytest.raises(TooLittle) as refused:
        require(past, known(gather(table)), table)
    assert ("inga placeringar" if n == 0 else "placering") in str(refused.value)
    if n > 1:
        assert "placeringar till" in str(refused.value)


def test_one_outcome_only_is_refused():
    past = a_history([a_placement(1), a_placement(2, suggested_on=a_placement().suggested_on.replace(day=2))])
    table = a_learnable_table(200)
    with pytest.raises(TooLittle, match="Alla 2 placeringar som kan bedömas gick lika"):
        require(past, known(gather(table)), table)


def test_one_kind_of_outcome_too_few_is_refused(whole):
    past = a_history([a_placement(1)])
    sample = known(gather(whole))
    lopsided = replace(sample, grade=np.where(np.arange(len(sample)) < 5, 4.0, 0.0))
    with pytest.raises(TooLittle, match="gick 5 bra"):
        require(past, lopsided, whole)
    with pytest.raises(TooLittle, match="Det går inte att pröva lärda vikter"):
        require(past, sample, whole.take(np.arange(10)))


def test_shares_add_up_and_weigh_what_rows_stand_for():
    table = a_table([[0, 1], [2]], [0, 2], weight=[1, 3, 1])
    share, losses = shares(table, np.zeros(3))
    assert share.tolist() == [1 / 4, 3 / 4, 1.0]
    assert losses.tolist() == [pytest.approx(np.log(4)), 0.0]
    assert [len(part) for part in shares(table.take(np.arange(0)), np.empty(0))] == [0, 0]


def test_on_an_invented_municipality_the_true_order_is_found():
    """Short; `make evaluation-truth` draws more and larger ones."""
    found = recovered(0, placements=3000)
    assert found.learned.sum() == 100
    assert found.order > 0.3
    assert found.grades["learned"] > found.grades["even"]
    assert found.grades["true"] > found.grades["even"]
