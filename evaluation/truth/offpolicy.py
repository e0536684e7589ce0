"""Off-policy estimates against the truth, on invented histories: there every choice has known chances.

Each history is one draw. The log holds the places that the coach looked at and the chance of each, so that
the true value of a policy over those places can be worked out, and every estimator held against it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.reference import context
from data.synthetic import Municipality, municipality
from data.synthetic.truth import step_chances, visible_fit
from evaluation.history import History, Outcomes, Table, by_time, history, table
from evaluation.history.days import days
from evaluation.offpolicy import Propensities, estimated, logged, one_of_first, value
from evaluation.tuning.logit import Outcome
from evaluation.tuning.sample import gather, known, rows
from matcher.weights import FACTORS, Weights

Floats = NDArray[np.float64]

ESTIMATORS = ("plain", "ips", "snips", "robust")


@dataclass(frozen=True, slots=True)
class OffPolicyTruth:
    """One history: the true value of a policy, and the estimates of it.

    Attributes
    ----------
    true : mean grade that the policy would have had.
    estimates : estimator → its figure.
    covered : estimator → whether its interval holds the truth.
    """

    true: float
    estimates: dict[str, float]
    covered: dict[str, bool]


def off_policy(seed: int, *, placements: int = 1200, first: int = 3, use_log: bool = True) -> OffPolicyTruth:
    """Estimate, on one invented history, what a policy by the factor of goals would have led to.

    Parameters
    ----------
    seed : of the history.
    placements : in it.
    first : how long the policy's list is.
    use_log : whether the logged chances are used, or are estimated as for a municipality without a log.
    """
    town = municipality(seed, participants=0, slots=0, placements=placements)
    past = history(town.past_participants, town.past_slots, town.placements)
    log = {d.placement_id: dict(zip(d.options, d.propensities, strict=True)) for d in town.traits.decisions}
    whole = table(past, context())
    whole = whole.take(_open_then(past))
    told = logged(past, whole, log)
    if told is None:
        raise ValueError("every decision of an invented history is logged")
    looked_at = told.chance > 0
    seen = rows(whole, looked_at)
    split = by_time(seen)
    judged, inside = seen.take(split.judge), np.isin(seen.owner, split.judge)
    learned_from = known(gather(seen), split.cut)
    outcome = Outcome(learned_from, np.array(list(Weights.standard().values.values())))
    model = (outcome, outcome.fit(0.003))
    policy = one_of_first(judged, judged.values[:, FACTORS.index("goals")].astype(np.float64), first)
    chances = Propensities(told.chance[looked_at][inside], logged=True)
    if not use_log:
        chances = estimated(judged, seen.take(split.learn))
    found = value(judged, policy, chances, model)
    true = float((policy * expected_grades(town, judged)).sum() / policy.sum())
    intervals = {name: getattr(found, name) for name in ESTIMATORS}
    return OffPolicyTruth(
        true,
        {name: interval.value for name, interval in intervals.items()},
        {name: bool(interval.low <= true <= interval.high) for name, interval in intervals.items()},
    )


def _open_then(past: History) -> NDArray[np.bool_]:
    """Say whose chosen place was open by its record, (n,): there the places do not depend on the choice."""
    when = days(past)
    at = np.searchsorted(when.day, past.day)
    return np.array(
        [slot in when.candidates(int(i)) for i, slot in zip(at, past.slot, strict=True)], dtype=np.bool_
    )


def expected_grades(town: Municipality, part: Table) -> Floats:
    """Give the true expected grade of every row of a table, (r,), by the model behind the history."""
    traits, grades = town.traits, Outcomes().grades
    people = np.array([traits.person[p.id] for p in part.participants], dtype=np.int64)
    places = np.array([traits.place[s.id] for s in part.slots], dtype=np.int64)
    who, where = people[part.participant[part.owner]], places[part.slot]
    fit = visible_fit(traits.people, who, traits.places, where)
    step = step_chances(fit, traits.people.motivation[who], traits.quality[where])
    left = (1 - step["employer_declines"]) * (1 - step["participant_declines"]) * (1 - step["no_show"])
    left = left * step["completes"]
    total = np.zeros(len(who))
    for name in ("hired", "subsidised_job", "studies"):
        total += left * step[name] * float(grades[name] or 0)
        left = left * (1 - step[name])
    return total + left * float(grades["completed"] or 0)


def errors(found: "list[OffPolicyTruth]") -> dict[str, float]:
    """Give the root mean square error of each estimator over histories."""
    return {
        name: float(np.sqrt(np.mean([(one.estimates[name] - one.true) ** 2 for one in found])))
        for name in ESTIMATORS
    }
