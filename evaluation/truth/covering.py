"""Whether intervals hold the truth: hundreds of invented histories whose truth is known.

For each invented municipality a large population is drawn with the generator's own people, places, coaches
and outcomes. Of every person it is known what each place would have been chosen with, and how it would
have gone, so the true value of a figure is its mean over the whole population, exactly. A history is
then a random sample of the persons, with choices and outcomes drawn anew; its interval holds the truth or
does not. No text is made: what is tested is the statistics, not the matcher.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.synthetic import TODAY
from data.synthetic.employers import draw_employers
from data.synthetic.history import OPTIONS, choose, past_days
from data.synthetic.people import draw_people
from data.synthetic.places import draw_places
from data.synthetic.truth import POLICY, step_chances, visible_fit
from evaluation.calibration import ordered
from evaluation.history.table import Table
from evaluation.intervals import Interval, compare, mean_interval, ratio_interval, wilson
from evaluation.metrics import measure, placed
from matcher.weights import FACTORS

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Bools = NDArray[np.bool_]

POPULATION: Final = 8000
"""People of a municipality that histories are drawn from."""
DECISIONS: Final = 13_000
SLOTS: Final = 4000
MUNICIPALITIES: Final = 10
HISTORIES: Final = 500
NOMINAL: Final = (0.93, 0.97)
"""Between these shares of the intervals of 95 % must hold the truth."""
PEOPLE: Final = 200
"""Participants of one history."""

ONE: Final = np.array(POLICY)
"""A system that ranks as the coaches wish."""
OTHER: Final = np.array([1.0, 1.0, 0.0, 2.0, 0.0, 0.0, 0.0])
"""A simpler system, to compare with."""


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """Everybody in a municipality, with d decisions among `OPTIONS` places each.

    Attributes
    ----------
    person : of each decision, ascending, (d,).
    starts : first decision of each person, and d at the end.
    chance : that each place is chosen, (d, options).
    good : chance that it goes well, (d, options).
    scores : of two systems, each (d, options).
    """

    person: Whole
    starts: Whole
    chance: Floats
    good: Floats
    scores: tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often intervals held the truth.

    Attributes
    ----------
    figure : which figure.
    held, histories : in how many histories the interval held it.
    low, high : Wilson's interval of the share.
    width : mean width of the intervals.
    """

    figure: str
    held: int
    histories: int
    low: float
    high: float
    width: float

    @property
    def share(self) -> float:
        """Share of the intervals that held the truth."""
        return self.held / self.histories


def population(seed: int) -> Population:
    """Draw a municipality, and know everything about it."""
    today = TODAY.toordinal()
    firms = draw_employers(seed, 150)
    people = draw_people(seed, "past", past_days(seed, "people", POPULATION, today))
    places = draw_places(seed, "past", past_days(seed, "places", SLOTS, today), firms)
    choices = choose(seed, people, places, DECISIONS, today)
    order = np.argsort(choices.person, kind="stable")
    person, rows = choices.person[order], choices.options[order].ravel()
    pairs = np.repeat(person, OPTIONS)
    fit = visible_fit(people, pairs, places, rows)
    steps = step_chances(fit, people.motivation[pairs], firms.quality[places.employer[rows]])
    begins = (1 - steps["employer_declines"]) * (1 - steps["participant_declines"]) * (1 - steps["no_show"])
    return Population(
        person=person,
        starts=np.searchsorted(person, np.arange(POPULATION + 1)).astype(np.int64),
        chance=(choices.propensities / choices.propensities.sum(axis=1, keepdims=True))[order],
        good=(begins * steps["completes"]).reshape(-1, OPTIONS),
        scores=((fit @ ONE).reshape(-1, OPTIONS), (fit @ OTHER).reshape(-1, OPTIONS)),
    )


def truths(all_: Population) -> dict[str, float]:
    """Give the true value of each figure: over everybody, every choice and every outcome."""
    found = [_figures(all_, scores) for scores in all_.scores]
    mrr = [_per_person(all_.person, (all_.chance * f[0]).sum(axis=1)).mean() for f in found]
    return {
        "ndcg@3": float(_per_person(all_.person, (all_.chance * found[0][1]).sum(axis=1)).mean()),
        "skillnad i mrr": float(mrr[0] - mrr[1]),
        "andel bra": float((all_.chance * all_.good).sum(axis=1).mean()),
        "ordning": _order(all_),
    }


def _figures(all_: Population, scores: Floats) -> tuple[Floats, Floats]:
    """Give the reciprocal rank and nDCG@3 of each decision, had each of its places been chosen."""
    found = [
        placed(_table(all_.person, np.full(len(scores), place)), scores.ravel()) for place in range(OPTIONS)
    ]
    ranks, gains = [f.reciprocal_rank() for f in found], [f.ndcg(3) for f in found]
    return np.stack(ranks, axis=1), np.stack(gains, axis=1)


def _per_person(person: Whole, values: Floats) -> Floats:
    people, index, counts = np.unique(person, return_inverse=True, return_counts=True)
    means: Floats = np.bincount(index, values, len(people)) / counts
    return means


def _order(all_: Population) -> float:
    """Give the chance that one that went well had the higher score, over all pairs of decisions."""
    score = all_.scores[0].ravel()
    order = np.argsort(score, kind="stable")
    well = (all_.chance * all_.good).ravel()[order]
    badly = (all_.chance * (1 - all_.good)).ravel()[order]
    below = np.concatenate([[0.0], np.cumsum(badly)])
    levels = score[order]
    first, after = np.searchsorted(levels, levels, "left"), np.searchsorted(levels, levels, "right")
    return float((well * (below[first] + below[after]) / 2).sum() / (well.sum() * badly.sum()))


def figures(all_: Population, draw: np.random.Generator, people: int, seed: int) -> dict[str, Interval]:
    """Draw a history of so many participants, and work the figures out as an evaluation does."""
    sample = draw.integers(0, len(all_.starts) - 1, people)
    counts = np.diff(all_.starts)[sample]
    who = np.repeat(np.arange(people), counts)
    first = np.cumsum(counts) - counts
    decisions = np.arange(len(who)) + np.repeat(all_.starts[sample] - first, counts)
    steps = np.cumsum(all_.chance[decisions], axis=1)
    picked = np.minimum((steps < draw.random(len(decisions))[:, None]).sum(axis=1), OPTIONS - 1)
    good = draw.random(len(decisions)) < all_.good[decisions, picked]
    table = _table(who, picked)
    one, other = (measure(table, scores[decisions].ravel(), ks=(3,)) for scores in all_.scores)
    score = all_.scores[0][decisions, picked]
    went = np.bincount(who, good, people).astype(np.float64)
    return {
        "ndcg@3": mean_interval(one.values["ndcg@3"], seed=seed),
        "skillnad i mrr": compare(one.values["mrr"], other.values["mrr"], seed=seed).difference,
        "andel bra": ratio_interval(went, counts.astype(np.float64), seed=seed),
        "ordning": ordered(score, good, who, seed=seed),
    }


def _table(who: Whole, picked: Whole) -> Table:
    """Write decisions among `OPTIONS` places each as a table, of which only the choice is read."""
    n = len(who)
    return Table(
        participants=(),
        slots=(),
        decision=np.arange(n),
        participant=who,
        day=np.zeros(n, dtype=np.int64),
        chosen=np.arange(n) * OPTIONS + picked,
        grade=np.full(n, np.nan),
        censored=np.zeros(n, dtype=np.bool_),
        known_on=np.full(n, np.nan),
        offsets=np.arange(n + 1) * OPTIONS,
        slot=np.tile(np.arange(OPTIONS), n),
        values=np.zeros((n * OPTIONS, len(FACTORS)), dtype=np.float32),
        fails=np.zeros(n * OPTIONS, dtype=np.uint16),
        weight=np.ones(n * OPTIONS, dtype=np.float32),
        notes=(),
    )


def run(
    histories: int, *, people: int = PEOPLE, seed: int = 0
) -> Iterator[tuple[int, Mapping[str, tuple[float, Interval]]]]:
    """Draw histories, and give each with the truth and the interval of every figure.

    Parameters
    ----------
    histories : how many, dealt evenly over the municipalities.
    people : participants of each.
    seed : of everything.
    """
    for number in range(MUNICIPALITIES):
        everybody = population(seed + number)
        true = truths(everybody)
        for history in range(number, histories, MUNICIPALITIES):
            draw = np.random.default_rng([seed, history])
            found = figures(everybody, draw, people, seed=history)
            yield history, {name: (true[name], interval) for name, interval in found.items()}


def coverage(results: Iterable[Mapping[str, tuple[float, Interval]]]) -> list[Coverage]:
    """Count how often the intervals held the truth."""
    kept = list(results)
    answer = []
    for figure in kept[0]:
        pairs = [one[figure] for one in kept]
        held = sum(interval.low <= true <= interval.high for true, interval in pairs)
        width = float(np.mean([interval.high - interval.low for _, interval in pairs]))
        answer.append(Coverage(figure, held, len(pairs), *wilson(held, len(pairs)), width))
    return answer


def main(arguments: Sequence[str]) -> int:
    """Say how often 95 % intervals hold the truth; histories and participants may be given.

    Returns
    -------
    0 when every figure's share lies within `NOMINAL`, else 1.
    """
    histories, people = [*map(int, arguments), *(HISTORIES, PEOPLE)[len(arguments) :]]
    found = coverage(one for _, one in run(histories, people=people))
    lines = [f"{histories} påhittade historiker med {people} deltagare var; intervall på 95 procent:"]
    for one in found:
        share, low, high = (_percent(x) for x in (one.share, one.low, one.high))
        lines.append(f"  {one.figure:15s} {share} procent håller sanningen (95 % intervall {low}–{high})")
    outside = [one.figure for one in found if not NOMINAL[0] <= one.share <= NOMINAL[1]]
    if outside:
        lines.append(f"Utanför {_percent(NOMINAL[0])}–{_percent(NOMINAL[1])} procent: {', '.join(outside)}.")
    sys.stdout.write("\n".join(lines) + "\n")
    return int(bool(outside))


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".replace(".", ",")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
