"""Factors `experience` and `goals`: how near the place is to what was done before, and to what is wanted.

The value is the likeness of the participant's nearest text to the place (title, occupation or
tasks), from 0 at `NEAR` to 1 at `ALIKE`. Work abroad counts as much as work in Sweden. What the code of an
occupation says counts three quarters for earlier work, since a code stands for many kinds of work.
"""

from typing import Final

import numpy as np

from matcher.columns import Array, Pairs, look
from matcher.factors.base import Factor
from matcher.facts import Person, Place, World
from matcher.likeness import ALIKE, CODED, NEAR, Likeness, scaled, to_place
from matcher.vocabulary import Label
from matcher.wording import Message, message


def _nearest(
    texts: tuple[str, ...], place: Place, likeness: Likeness, *, coded: float = 1.0
) -> tuple[float, str]:
    found = ((to_place(likeness, text, place, coded=coded), text) for text in texts)
    return max(found, default=(0.0, ""))


def measure_experience(
    person: Person, place: Place, _world: World, likeness: Likeness
) -> tuple[float, Message]:
    """Measure the nearest of the earlier occupations."""
    best, text = _nearest(person.past, place, likeness, coded=CODED)
    value = scaled(best)
    if value > 0:
        work = next(work for work in person.record.experience or () if work.title == text)
        if work.years:
            return value, message("experience.near_years", title=text, years=work.years)
        return value, message("experience.near", title=text)
    if not person.past and person.record.experience is None:
        return 0.0, message("experience.unknown")
    return 0.0, message("experience.far" if person.past else "experience.none")


def measure_goals(person: Person, place: Place, _world: World, likeness: Likeness) -> tuple[float, Message]:
    """Measure the nearest of the goals."""
    best, text = _nearest(person.goals, place, likeness)
    value = scaled(best)
    if value > 0:
        return value, message("goals.near", goal=text)
    return 0.0, message("goals.far" if person.goals else "goals.unknown")


def _values(pairs: Pairs, kind: str) -> Array:
    """Take the best of title, occupation and tasks over the participant's texts."""
    p, s, shared = pairs.p, pairs.s, pairs.shared
    row, tasks = p["row"], s["tasks"]
    titles, occupations = shared[f"{kind}_title"], shared[f"{kind}_occupation"]
    best: Array = np.maximum(look(titles, row, s["title"]), look(occupations, row, s["occupation"]))
    texts, likeness = shared[f"{kind}_texts"], shared["likeness_tasks"]
    for k in range(texts.shape[1]):
        np.maximum(best, look(likeness, texts[row, k], tasks), out=best)
    value = (best.astype(np.float64) - NEAR) / (ALIKE - NEAR)
    np.maximum(value, 0.0, out=value)
    return np.minimum(value, 1.0, out=value)


EXPERIENCE: Final = Factor(
    "experience", Label("Erfarenhet", "Experience"), measure_experience, lambda pairs: _values(pairs, "past")
)
GOALS: Final = Factor("goals", Label("Mål", "Goals"), measure_goals, lambda pairs: _values(pairs, "goals"))
