"""Likeness of texts, one pair at a time: what the factors ask, whoever worked it out."""

from collections.abc import Mapping
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from matcher.facts import Place, World
from matcher.text import Codes, Doubting, cosine, quantise, refined

SHOWN: Final = 0.55
"""Below this a skill is not shown by a text, and adds nothing."""
STRENGTH: Final = 1.5
"""How much a likeness counts for a skill that is shown: full from 2/3. Its products are exact in float32."""
NEAR: Final = 0.25
ALIKE: Final = 0.75
"""Likeness of goals and occupations counts from `NEAR` and is full at `ALIKE`.

All four are set on pairs of texts whose answer is known; ``python -m evaluation.thresholds`` says how
they fare.
"""

CODED: Final = 0.75
"""What the words of an occupation's code count against a place's own title, for earlier occupations: a code
stands for many kinds of work. Its products are exact in float32. Chosen on experts' judgements that teach.
"""

Vector = NDArray[np.float32]
Known = Mapping[str, Vector]
"""Vectors already known: text → unit vector, made by the context's encoder."""


class Likeness(Protocol):
    """Answers how alike two texts are, in [0, 1], in steps of 2⁻¹⁶."""

    def between(self, a: str, b: str) -> float:
        """Compare two short texts, by vectors and by words."""
        ...

    def passage(self, a: str, b: str) -> float:
        """Compare a text with a longer passage, by vectors alone."""
        ...

    def occupation(self, a: str, index: int) -> float:
        """Compare a text with the best text of an occupation of `World.occupations`."""
        ...


class PlainLikeness:
    """The meaning of likeness, worked out one pair at a time and remembered."""

    def __init__(self, world: World, known: Known | None = None) -> None:
        self._world = world
        self._known = known or {}
        self._codes: dict[str, Codes] = {}
        self._cosines: dict[tuple[str, str], float] = {}
        self._occupations: dict[tuple[str, int], float] = {}
        self._doubts: dict[str, bool] = {}

    def passage(self, a: str, b: str) -> float:
        """Compare by vectors alone."""
        key = (a, b)
        if key not in self._cosines:
            x, y = self._coded(a), self._coded(b)
            dot = np.float32(np.dot(x.values[0].astype(np.int64), y.values[0].astype(np.int64)))
            self._cosines[key] = float(cosine(np.array([dot]), x.inverse, y.inverse)[0])
        return self._cosines[key]

    def between(self, a: str, b: str) -> float:
        """Compare by vectors and by words."""
        return refined(a, b, self.passage(a, b), doubted=self._doubted(a) or self._doubted(b))

    def occupation(self, a: str, index: int) -> float:
        """Compare with the best text of an occupation."""
        key = (a, index)
        if key not in self._occupations:
            texts = self._world.occupations[index][1]
            self._occupations[key] = max(self.between(a, text) for text in texts)
        return self._occupations[key]

    def _doubted(self, text: str) -> bool:
        encoder = self._world.context.encoder
        if text not in self._doubts:
            self._doubts[text] = isinstance(encoder, Doubting) and bool(encoder.doubts([text])[0])
        return self._doubts[text]

    def _coded(self, text: str) -> Codes:
        if text not in self._codes:
            vector = self._known.get(text)
            rows = self._world.context.encoder.encode([text]) if vector is None else vector[None, :]
            self._codes[text] = quantise(rows)
        return self._codes[text]


def to_place(likeness: Likeness, text: str, place: Place, *, coded: float = 1.0) -> float:
    """Say how alike a text is to a place: the best of title, occupation (times `coded`) and tasks."""
    best = likeness.between(text, place.title) if place.title else 0.0
    if place.occupation is not None:
        best = max(best, coded * likeness.occupation(text, place.occupation))
    if place.tasks:
        best = max(best, likeness.passage(text, place.tasks))
    return best


def strength(likeness: float) -> float:
    """Say how well a text of this likeness shows a skill: 0 below `SHOWN`, 1 from 2/3.

    Examples
    --------
    >>> strength(0.5), strength(0.625), strength(1.0)
    (0.0, 0.9375, 1.0)
    """
    return min(1.0, STRENGTH * likeness) if likeness >= SHOWN else 0.0


def strengths(likeness: Vector) -> Vector:
    """Apply `strength` to a table."""
    shown = np.minimum(likeness * np.float32(STRENGTH), np.float32(1.0))
    return np.where(likeness >= SHOWN, shown, np.float32(0.0))


def scaled(likeness: float) -> float:
    """Turn a likeness into a value: 0 up to `NEAR`, 1 from `ALIKE`."""
    return min(max((likeness - NEAR) / (ALIKE - NEAR), 0.0), 1.0)
