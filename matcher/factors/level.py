"""Factor `level`: the place is at the right level, neither far above nor far below what is held.

Three parts: Swedish in speech (0.4), in writing (0.2), and pace with responsibility (0.4). Each
takes its value from the step between what the place asks, before its support, and what is held.
A part that is not known or not stated gives 0.
"""

from typing import Final

import numpy as np

from matcher.columns import Array, Pairs
from matcher.factors.base import Factor
from matcher.facts import PACE, Person, Place, World
from matcher.levels import Cefr
from matcher.likeness import Likeness
from matcher.rules.conditions import ORDER
from matcher.vocabulary import Label
from matcher.wording import Message, message

SHARES: Final = {"spoken": 0.4, "written": 0.2}
PACE_SHARE: Final = 0.4

LANGUAGE_FIT: Final = {
    2: 1.0,
    1: 1.0,
    0: 1.0,
    -1: 0.9,
    -2: 0.75,
    -3: 0.6,
    -4: 0.45,
    -5: 0.35,
    -6: 0.25,
    -7: 0.2,
}
"""Half steps of CEFR that the place asks above what is held → value; best level or just above."""
JUST_ABOVE: Final = 2
"""Half steps above what is held that still are the right level."""
FAR_BELOW: Final = 0.1
"""The value of a place that asks still less."""
PACE_FIT: Final = {3: 0.0, 2: 0.1, 1: 0.7, 0: 1.0, -1: 0.7, -2: 0.4, -3: 0.2}
"""Steps of pace that the work asks above what the years of work have given → value."""

_STEPS: Final = int(max(Cefr))
_LANGUAGE: Final = np.array(
    [LANGUAGE_FIT.get(step, FAR_BELOW if step < 0 else 0.0) for step in range(-_STEPS, _STEPS + 1)]
)
_PACE: Final = np.array([PACE_FIT[step] for step in range(-3, 4)])
_PACE_BITS: Final = sum(1 << ORDER.index(code) for code in PACE)


def readiness(years: float | None) -> int | None:
    """Give the steps of pace that years of work have prepared for: 0 to 3."""
    if years is None:
        return None
    return 0 if years == 0 else 1 if years < 1 else 2 if years < 3 else 3


def measure(person: Person, place: Place, _world: World, _likeness: Likeness) -> tuple[float, Message]:
    """Measure the three parts."""
    slot = place.record
    parts: list[tuple[float, int]] = []
    for share, asked, held in (
        (SHARES["spoken"], slot.min_swedish_spoken, person.spoken),
        (SHARES["written"], slot.min_swedish_written, person.written),
    ):
        if asked is not None and held is not None:
            step = asked - held
            parts.append((share * LANGUAGE_FIT.get(step, FAR_BELOW if step < 0 else 0.0), step))
    value = sum(worth for worth, _ in parts)
    ready = readiness(person.years)
    steps = [step for _, step in parts]
    if place.pace is not None and ready is not None:
        value += PACE_SHARE * PACE_FIT[place.pace - ready]
        steps.append(2 * (place.pace - ready))
    if not steps:
        return 0.0, message("level.unknown")
    if max(steps) > 1:
        return value, message("level.above" if max(steps) <= JUST_ABOVE else "level.far_above")
    if min(steps) < -3:
        return value, message("level.below")
    return value, message("level.right")


def values(pairs: Pairs) -> Array:
    """Look the steps up."""
    p, s = pairs.p, pairs.s
    value: Array = np.zeros(pairs.shape)
    for part, share in SHARES.items():
        asked, held = s[f"{part}_stated"], p[part]
        fit = _LANGUAGE[np.clip(asked - held, -_STEPS, _STEPS) + _STEPS]
        value = value + np.where((asked >= 0) & (held >= 0), share * fit, 0.0)
    pace = np.bitwise_count(s["burdens"] & np.uint32(_PACE_BITS)).astype(np.int8)
    fit = _PACE[pace - np.maximum(p["readiness"], 0) + 3]
    return value + np.where(s["burdens_known"] & (p["readiness"] >= 0), PACE_SHARE * fit, 0.0)


FACTOR: Final = Factor("level", Label("Rätt nivå", "Right level"), measure, values)
