"""The truth behind the synthetic history: traits and coefficients that no matcher may see.

Kept apart from the records, so that an evaluation can be held against what is really so. The
model is written out in docs/reference/synthetic.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final, TypeVar

import numpy as np

from data.synthetic.draws import Floats, Whole
from data.synthetic.people import People
from data.synthetic.places import Places
from data.synthetic.themes import likeness
from data.synthetic.towns import kilometres

VISIBLE: Final = ("skills", "goals", "level", "commute", "hours", "support", "clash")
"""What a coach can see of a pair, each in [0, 1]; ``clash`` is 1 where the work has a condition
that the person cannot do."""

FEATURES: Final = ("constant", *VISIBLE, "motivation", "quality")
"""Columns of the outcome model; the last two are the hidden traits of person and employer."""

COEFFICIENTS: Final[Mapping[str, tuple[float, ...]]] = {
    # constant, skills, goals, level, commute, hours, support, clash, motivation, quality
    "employer_declines": (-0.7, -1.1, 0.0, -1.0, 0.0, -0.4, 0.0, 0.5, -0.2, 0.0),
    "participant_declines": (-0.9, 0.0, -1.3, 0.0, -0.9, 0.0, -0.2, 0.6, -0.2, -0.1),
    "no_show": (-1.8, 0.0, -0.5, -0.2, -0.6, 0.0, -0.2, 0.3, -0.7, 0.0),
    "completes": (-2.3, 0.9, 1.1, 0.8, 0.6, 0.5, 0.7, -0.9, 0.7, 0.6),
    "hired": (-3.1, 1.3, 0.5, 0.8, 0.2, 0.3, 0.0, -0.3, 0.5, 0.7),
    "subsidised_job": (-2.2, 0.7, 0.3, 0.2, 0.0, 0.1, 0.3, 0.0, 0.3, 0.5),
    "studies": (-1.9, -0.3, 0.4, 0.3, 0.0, 0.0, 0.1, 0.0, 0.4, 0.0),
}
"""Log-odds of each step, each given that the ones before did not settle the placement."""

POLICY: Final = (3.0, 2.5, 1.5, 1.5, 0.5, 1.0, -1.5)
"""How strongly a coach goes by each visible thing when choosing among places."""

TASTE: Final = 0.8
"""Spread of a coach's hidden liking for an employer's kind of work."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What lay behind one placement.

    Attributes
    ----------
    placement_id, coach : which placement, and the coach (index) who chose.
    options : ids of the places that the coach chose among.
    propensities : probability of choosing each of them; they sum to 1.
    chances : probability of each step of `COEFFICIENTS` for the chosen place.
    """

    placement_id: str
    coach: int
    options: tuple[str, ...]
    propensities: tuple[float, ...]
    chances: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Traits:
    """Hidden traits of a municipality. For evaluation only: never give them to the matcher.

    Attributes
    ----------
    people, places : profiles, present ones first and then past ones.
    person, place : id → row in `people` and in `places`.
    quality : hidden trait of each place's employer, (places,).
    decisions : what lay behind each placement, in the order of the history.
    """

    people: People
    places: Places
    person: Mapping[str, int]
    place: Mapping[str, int]
    quality: Floats
    decisions: tuple[Decision, ...]

    def visible(self, participant_id: str, slot_id: str) -> Mapping[str, float]:
        """Give the visible fit of any pair, by `VISIBLE`."""
        x = self._visible(participant_id, slot_id)
        return dict(zip(VISIBLE, x[0].tolist(), strict=True))

    def chances(self, participant_id: str, slot_id: str) -> Mapping[str, float]:
        """Give the true probability of each step for any pair, by the names of `COEFFICIENTS`."""
        i, j = self.person[participant_id], self.place[slot_id]
        table = step_chances(
            self._visible(participant_id, slot_id), self.people.motivation[[i]], self.quality[[j]]
        )
        return {step: float(chance[0]) for step, chance in table.items()}

    def success(self, participant_id: str, slot_id: str) -> float:
        """Give the true probability that a placement of this pair starts and is carried through."""
        chances = self.chances(participant_id, slot_id)
        starts = (1 - chances["employer_declines"]) * (1 - chances["participant_declines"])
        return starts * (1 - chances["no_show"]) * chances["completes"]

    def _visible(self, participant_id: str, slot_id: str) -> Floats:
        i, j = self.person[participant_id], self.place[slot_id]
        return visible_fit(self.people, np.array([i]), self.places, np.array([j]))


def visible_fit(people: People, i: Whole, places: Places, j: Whole) -> Floats:
    """Give the visible fit of n pairs.

    Parameters
    ----------
    people, i : profiles, and the row of each pair's person (n,).
    places, j : profiles, and the row of each pair's place (n,).

    Returns
    -------
    array (n, 7), columns as in `VISIBLE`, each in [0, 1].
    """
    table, asked = likeness(), places.work[j]
    past = np.where(people.work[i] >= 0, table[people.work[i], asked[:, None]], 0.0)
    ahead = people.spoken[i] - places.spoken[j]
    away = kilometres(people.lat[i], people.lon[i], places.lat[j], places.lon[j])
    needs = people.needs[i]
    unmet = (needs & ~places.offers[j]).sum(axis=1) / np.maximum(1, needs.sum(axis=1))
    clash = (people.cannot[i] & places.conditions[j] & ~places.adaptable[j]).any(axis=1)
    return np.stack(
        [
            past.max(axis=1),
            table[people.goal[i], asked],
            np.where(ahead < 0, np.maximum(0.0, 1 + ahead / 4), np.maximum(0.0, 1 - ahead / 20)),
            np.maximum(0.0, 1 - away / people.reach[i]),
            np.minimum(1.0, people.hours[i] / places.hours[j]),
            1 - unmet,
            clash.astype(np.float64),
        ],
        axis=1,
    )


def step_chances(visible: Floats, motivation: Floats, quality: Floats) -> dict[str, Floats]:
    """Give the probability (n,) of each step of `COEFFICIENTS`.

    Rounded to nine decimals: the exponential may differ in the last bit between machines.
    """
    return {
        step: np.round(
            1 / (1 + np.exp(-(c[0] + visible @ np.array(c[1:8]) + c[8] * motivation + c[9] * quality))), 9
        )
        for step, c in COEFFICIENTS.items()
    }


Profiles = TypeVar("Profiles", People, Places)


def joined(parts: Sequence[Profiles]) -> Profiles:
    """Put groups of profiles after each other."""
    kind = type(parts[0])
    return kind(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(kind)))
