"""The way from open place to job in six steps, a participant at a time, and what each share is made of.

==========  ==============================================  ==========================================
step        its share                                       what it is made of
==========  ==============================================  ==========================================
eligible    of the open places, those that no rule stops    what is lost, by rule
listed      points of the first k places, of 100            what is gained, by factor
chosen      of the decisions, those for a listed place      what is lost, by rule, or further down
placed      of the decisions, those that began              what is lost, by who declined
completed   of those begun, those carried through           what is lost, by who ended it
job         of those carried through, those to a job        what is lost, by how it ended instead
==========  ==============================================  ==========================================

A place that several rules stop counts in equal parts on each of them. That is the Shapley value of each rule,
so that the parts always add up to the whole.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evaluation.history.placements import History
from evaluation.history.table import Table
from evaluation.lists import NOBODY, top
from matcher.engines.listed import OF_THE_DAY
from matcher.factors import FACTORS
from matcher.rules import RULES
from matcher.vocabulary import OUTCOMES
from matcher.weights import Weights

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Bools = NDArray[np.bool_]
Total = Callable[[Floats | Bools], Floats]
"""Adds a column of decisions (n,) up by participant (p,)."""

TOP: Final = 10
"""Length of the list of suggestions."""
ENDED: Final = 0.95
"""Share of the outcomes that are known after the time that the last two steps wait."""
BELOW: Final = "below"
_REFUSED: Final = ("declined_by_employer", "declined_by_participant", "no_show")
_THROUGH: Final = ("hired", "subsidised_job", "studies", "completed")
_JOBS: Final = ("hired", "subsidised_job")
_PARTIES: Final = {"participant": "deltagaren", "employer": "arbetsgivaren", "coach": "coachen"}


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step: a share ``Σ upper / Σ lower`` over participants.

    Attributes
    ----------
    id : name in the JSON.
    label, base : what the share is of what, in Swedish.
    short : a word or two for pictures and tables.
    upper, lower : of each participant, (p,).
    parts : name → (p,); they add up to `upper` when `gain`, else to ``lower − upper``.
    labels : name of each part → what people call it.
    gain : whether the parts are what is gained.
    counted : whether upper and lower are numbers of decisions, and not shares or points.
    """

    id: str
    label: str
    base: str
    short: str
    upper: Floats
    lower: Floats
    parts: Mapping[str, Floats]
    labels: Mapping[str, str]
    gain: bool = False
    counted: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """All steps on the same p participants.

    Attributes
    ----------
    participant : rows of the participants in the table's records, ascending, (p,).
    steps : in the order of the way.
    some : decisions of each participant with at least one place to suggest, (p,).
    decisions : decisions of each participant, (p,).
    rules : for each rule the share of the open places that it stops, whatever else stops them.
    without : rule → share of the open places that would be left without that rule alone, as sums like
        those of the first step, (p,).
    top : length of the list.
    """

    participant: Whole
    steps: tuple[Step, ...]
    some: Floats
    decisions: Floats
    rules: tuple[Step, ...]
    without: Mapping[str, Floats]
    top: int

    def __getitem__(self, id_: str) -> Step:
        return next(step for step in self.steps if step.id == id_)


def steps(table: Table, past: History, weights: Weights, *, k: int = TOP, seed: int = 0) -> Steps:
    """Follow every decision from open places to job.

    Parameters
    ----------
    table : decisions with their candidates.
    past : the history that the table is of.
    weights : of the score that lists are made by.
    k : length of the list.
    seed : of ties.
    """
    people, who = np.unique(table.participant, return_inverse=True)

    def total(column: Floats | Bools) -> Floats:
        return np.bincount(who, column, minlength=len(people)).astype(np.float64)

    rules = _Blame(table)
    lists = top(table, table.score(weights), k, seed=seed)
    ones = np.ones(len(table))
    eligible, lost = rules.of_places()
    listed = _Listed(table, lists, weights)
    inside = (lists == table.chosen[:, None]).any(axis=1) if len(table) else np.empty(0, dtype=np.bool_)
    rule_names = {rule.id: rule.label.sv for rule in RULES}
    found = (
        Step(
            "eligible",
            "Öppna platser som inget krav stoppar",
            "öppna platser, per beslut",
            "kan föreslås",
            total(eligible),
            total(ones),
            {name: total(part) for name, part in lost.items()},
            rule_names,
            counted=False,
        ),
        Step(
            "listed",
            f"Poäng för de {k} främsta, av 100",
            "beslut med minst en plats att föreslå",
            "poäng i listan",
            total(listed.mean.sum(axis=1)),
            total(listed.some),
            {f.id: total(listed.mean[:, i]) for i, f in enumerate(FACTORS)},
            {f.id: f.label.sv for f in FACTORS},
            gain=True,
            counted=False,
        ),
        Step(
            "chosen",
            f"Coachens val fanns bland de {k} främsta",
            "beslut",
            "vald från listan",
            total(inside),
            total(ones),
            {name: total(part) for name, part in rules.of_chosen(inside).items()},
            rule_names | {BELOW: "stod längre ner i listan"},
        ),
        *_outcomes(table, past, total),
    )
    stops = tuple(
        Step(
            rule.id,
            rule.label.sv,
            "öppna platser, per beslut",
            rule.label.sv,
            total(rules.stopped(bit)),
            total(ones),
            {},
            {},
            counted=False,
        )
        for bit, rule in enumerate(RULES)
        if rule.id not in OF_THE_DAY
    )
    without = {rule.id: total(rules.without(bit)) for bit, rule in enumerate(RULES)}
    return Steps(people, found, total(listed.some), total(ones), stops, without, k)


class _Blame:
    """Shares what is lost out over the rules that stop it."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._many = np.maximum(np.bitwise_count(table.fails), 1)

    def _share(self, bit: int) -> Floats:
        """Give each row's loss that is put on one rule, (r,)."""
        share: Floats = (self._table.fails >> np.uint16(bit) & 1) / self._many
        return share

    def _mean(self, column: Floats) -> Floats:
        """Take the mean over the places of each decision, (n,)."""
        table = self._table
        if not len(table):
            return np.empty(0)
        first = table.offsets[:-1]
        mean: Floats = np.add.reduceat(column * table.weight, first) / np.add.reduceat(table.weight, first)
        return mean

    def of_places(self) -> tuple[Floats, dict[str, Floats]]:
        """Give the share that no rule stops, and what each rule takes, (n,) each."""
        eligible = self._mean(self._table.eligible.astype(np.float64))
        return eligible, {rule.id: self._mean(self._share(bit)) for bit, rule in enumerate(RULES)}

    def of_chosen(self, inside: Bools) -> dict[str, Floats]:
        """Give why the chosen place was not in the list, (n,) each."""
        chosen = self._table.chosen
        stopped = {rule.id: self._share(bit)[chosen] for bit, rule in enumerate(RULES)}
        return stopped | {BELOW: (~inside & self._table.eligible[chosen]).astype(np.float64)}

    def stopped(self, bit: int) -> Floats:
        """Give the share that a rule stops, (n,)."""
        return self._mean((self._table.fails >> np.uint16(bit) & 1).astype(np.float64))

    def without(self, bit: int) -> Floats:
        """Give the share that would be left without one rule, (n,)."""
        others = self._table.fails & np.uint16(~(1 << bit) & 0xFFFF)
        return self._mean((others == 0).astype(np.float64))


class _Listed:
    """The lists of suggestions: whether there is one, and its mean points by factor."""

    def __init__(self, table: Table, lists: Whole, weights: Weights) -> None:
        shown = lists != NOBODY
        self.some = shown.any(axis=1).astype(np.float64)
        points = table.values[np.where(shown, lists, 0)] if len(table) else np.empty((0, 1, len(FACTORS)))
        scale = np.array([weights.values[f.id] for f in FACTORS]) / 100
        sums = (points * shown[..., None] if len(table) else points).sum(axis=1, dtype=np.float64) * scale
        self.mean: Floats = sums / np.maximum(shown.sum(axis=1), 1)[:, None]


def _outcomes(table: Table, past: History, total: Total) -> Sequence[Step]:
    """Give the steps that people take: placed, completed, job."""
    records = [past.placements[row] for row in table.decision]
    outcome = np.array([p.outcome or "" for p in records], dtype=object)
    began = ~np.isnan(past.started[table.decision]) | np.isin(outcome, (*_THROUGH, "interrupted"))
    began &= ~np.isin(outcome, _REFUSED)
    answered = began | np.isin(outcome, _REFUSED)
    through, ended = np.isin(outcome, _THROUGH), np.isin(outcome, (*_THROUGH, "interrupted"))
    old = table.day <= _last_settled(table)
    party = np.array([p.ended_by if p.ended_by in _PARTIES else "other" for p in records], dtype=object)
    broken = (outcome == "interrupted") & old
    finished = through & old
    return (
        Step(
            "placed",
            "Började på platsen",
            "beslut med känt svar",
            "började",
            total(began),
            total(answered),
            {name: total(outcome == name) for name in _REFUSED},
            {name: OUTCOMES[name].sv for name in _REFUSED},
        ),
        Step(
            "completed",
            "Genomförde",
            "avslutade placeringar",
            "genomförde",
            total(finished),
            total(ended & old),
            {name: total(broken & (party == name)) for name in (*_PARTIES, "other")},
            {name: f"avbröts av {who}" for name, who in _PARTIES.items()}
            | {"other": "avbröts, av vem är inte känt"},
        ),
        Step(
            "job",
            "Fick jobb",
            "genomförda placeringar",
            "fick jobb",
            total(np.isin(outcome, _JOBS) & old),
            total(finished),
            {name: total((outcome == name) & old) for name in ("studies", "completed")},
            {name: OUTCOMES[name].sv for name in ("studies", "completed")},
        ),
    )


def _last_settled(table: Table) -> float:
    """Give the last day whose placements have nearly all ended, so that late ones do not look worse."""
    delay = table.known_on - table.day
    known = delay[~np.isnan(delay)]
    if not len(known):
        return -np.inf
    last = max(float(np.nanmax(table.known_on)), float(table.day.max()))
    return last - float(np.quantile(known, ENDED))
