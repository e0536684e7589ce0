"""Three years of placements, held against the model that they were drawn from."""

import dataclasses
from collections import Counter
from datetime import timedelta

import numpy as np
import pytest

from data.synthetic import TODAY, municipality
from data.synthetic import town as building
from data.synthetic.truth import COEFFICIENTS, FEATURES, POLICY, VISIBLE
from matcher.vocabulary import OUTCOMES

ENDED = {"hired", "subsidised_job", "studies", "completed", "interrupted"}
NEVER_STARTED = {"no_show", "declined_by_employer", "declined_by_participant"}


def test_every_outcome_occurs_with_a_believable_share(town):
    counts = Counter(p.outcome for p in town.placements)
    assert set(counts) == set(OUTCOMES)
    parts = {outcome: count / len(town.placements) for outcome, count in counts.items()}
    assert all(0.02 <= part <= 0.40 for part in parts.values())
    assert parts["hired"] < parts["completed"] < parts["interrupted"]


def test_the_history_spans_three_years_and_only_recent_ones_go_on(town):
    days = [p.suggested_on for p in town.placements]
    assert days == sorted(days)
    assert days[0] >= TODAY - timedelta(days=3 * 365 + 3)
    assert days[-1] - days[0] > timedelta(days=2.8 * 365)
    assert all(p.started_on > TODAY - timedelta(days=190) for p in town.placements if p.outcome == "ongoing")


def test_dates_are_in_order(town):
    for p in town.placements:
        if p.outcome in NEVER_STARTED:
            assert p.started_on is None
            assert p.ended_on is None
        else:
            assert p.suggested_on <= p.started_on <= TODAY
        if p.outcome in ENDED:
            assert p.started_on <= p.ended_on <= TODAY
        if p.outcome == "ongoing":
            assert (p.ended_on, p.ended_by, p.reason) == (None, None, None)


def test_nothing_happens_on_a_weekend(town):
    assert all(p.suggested_on.weekday() < 5 for p in town.placements)
    assert all(p.started_on.weekday() < 5 for p in town.placements if p.started_on)


def test_a_decline_is_ended_by_the_one_who_declined(town):
    for p in town.placements:
        if p.outcome.startswith("declined_by_"):
            assert p.outcome == f"declined_by_{p.ended_by}"


def test_the_history_is_of_past_people_and_places(town):
    people, places = {p.id for p in town.past_participants}, {s.id for s in town.past_slots}
    assert {p.participant_id for p in town.placements} == people
    assert {p.slot_id for p in town.placements} <= places
    assert not people & {p.id for p in town.participants}
    assert not places & {s.id for s in town.slots}


def test_past_places_had_room_for_those_who_started(town):
    started = Counter(p.slot_id for p in town.placements if p.started_on)
    assert all(s.capacity is None or s.capacity >= started[s.id] for s in town.past_slots)


def test_records_of_employers_grow_and_never_tell_the_future(town):
    started = Counter()
    owner = {s.id: s.employer_id for s in town.past_slots}
    for p in town.placements:
        if p.ended_on:
            started[owner[p.slot_id]] += 1
    first = {}
    for s in (*town.past_slots, *town.slots):
        if s.employer_placements is not None:
            assert s.employer_hired <= s.employer_completed <= s.employer_placements
            first.setdefault(s.employer_id, s.employer_placements)
    now = {s.employer_id: s.employer_placements for s in town.slots if s.employer_placements is not None}
    assert now["A001"] >= started["A001"]
    assert first["A001"] < started["A001"]


def test_propensities_are_those_of_the_choice(town):
    for placement, decision in zip(town.placements, town.traits.decisions, strict=True):
        assert decision.placement_id == placement.id
        assert placement.slot_id in decision.options
        assert len(set(decision.options)) == len(decision.options) == 8
        assert sum(decision.propensities) == pytest.approx(1, abs=1e-7)


def test_choices_follow_the_propensities(town):
    """The mean propensity of what was chosen equals its expectation, within three standard errors."""
    pairs = list(zip(town.placements, town.traits.decisions, strict=True))
    chosen = [d.propensities[d.options.index(p.slot_id)] for p, d in pairs]
    expected = [sum(q * q for q in d.propensities) for _, d in pairs]
    spread = [sum(q**3 for q in d.propensities) - e * e for (_, d), e in zip(pairs, expected, strict=True)]
    assert abs(sum(chosen) - sum(expected)) < 3 * sum(spread) ** 0.5


@pytest.mark.parametrize(
    ("step", "outcome"),
    [("employer_declines", "declined_by_employer"), ("participant_declines", "declined_by_participant")],
)
def test_declines_follow_their_chances(town, step, outcome):
    pairs = [
        (p, d) for p, d in zip(town.placements, town.traits.decisions, strict=True)
        if step == "employer_declines" or p.outcome != "declined_by_employer"
    ]  # fmt: skip
    chances = [d.chances[step] for _, d in pairs]
    spread = sum(c * (1 - c) for c in chances) ** 0.5
    assert abs(sum(p.outcome == outcome for p, _ in pairs) - sum(chances)) < 3 * spread


def test_the_truth_can_be_asked_for_any_pair(town):
    placement, decision = town.placements[0], town.traits.decisions[0]
    assert town.traits.chances(placement.participant_id, placement.slot_id) == decision.chances
    open_pair = town.participants[0].id, town.slots[0].id
    assert 0 < town.traits.success(*open_pair) < 1
    assert set(town.traits.visible(*open_pair)) == set(VISIBLE)
    assert all(0 <= value <= 1 for value in town.traits.visible(*open_pair).values())


def test_success_is_worked_out_from_the_steps(town):
    pair = town.participants[1].id, town.slots[1].id
    c = town.traits.chances(*pair)
    expected = (
        (1 - c["employer_declines"]) * (1 - c["participant_declines"]) * (1 - c["no_show"]) * c["completes"]
    )
    assert town.traits.success(*pair) == pytest.approx(expected)


def test_coaches_choose_better_than_chance(town):
    rng = np.random.default_rng(3)
    chosen, any_place = [], []
    for p in town.placements:
        chosen.append(town.traits.success(p.participant_id, p.slot_id))
        other = town.past_slots[rng.integers(len(town.past_slots))]
        any_place.append(town.traits.success(p.participant_id, other.id))
    assert np.mean(chosen) > np.mean(any_place) + 0.05


def test_the_tables_of_the_model_fit_together():
    assert len(POLICY) == len(VISIBLE)
    assert all(len(row) == len(FEATURES) for row in COEFFICIENTS.values())


def test_records_do_not_know_motivation(monkeypatch):
    """Other hidden motivation, another history, but the very same participants."""
    sizes = {"participants": 50, "slots": 50, "placements": 150}
    before = municipality(**sizes)
    drawn = building.draw_people

    def unmoved(*args):
        people = drawn(*args)
        return dataclasses.replace(people, motivation=people.motivation * 0 - 3)

    monkeypatch.setattr(building, "draw_people", unmoved)
    after = municipality(**sizes)
    assert after.placements != before.placements
    assert after.participants == before.participants
    assert after.past_participants == before.past_participants


def test_places_do_not_know_the_quality_of_supervision(monkeypatch):
    """Without a history and an earlier record, other hidden quality leaves every record as it was."""
    sizes = {"participants": 20, "slots": 80, "placements": 0}
    before = municipality(**sizes)
    drawn = building.draw_employers

    def poor(*args):
        employers = drawn(*args)
        return dataclasses.replace(employers, quality=employers.quality * 0 - 3)

    monkeypatch.setattr(building, "draw_employers", poor)
    after = municipality(**sizes)
    counts = ("employer_placements", "employer_completed", "employer_hired")

    def bare(slot):
        return dataclasses.replace(slot, **dict.fromkeys(counts))

    assert list(map(bare, after.slots)) == list(map(bare, before.slots))
    assert after.slots != before.slots
