"""Titles that name a sex, beside those that do not: what the measure makes of the difference.

Such titles stand in the taxonomy and in people's mouths, so they cannot be taken away. The figures say how
much it matters which of two a person writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from data.reference import occupations
from evaluation.text.systems import System

PAIRS: Final = (
    ("städerska", "städare"),
    ("servitris", "servitör"),
    ("sömmerska", "skräddare"),
    ("barnsköterska", "barnskötare"),
    ("sjuksköterska", "sjukskötare"),
    ("undersköterska", "underskötare"),
    ("kassörska", "kassör"),
    ("frisörska", "frisör"),
    ("lärarinna", "lärare"),
    ("kokerska", "kock"),
    ("värdinna", "värd"),
    ("brandman", "brandsoldat"),
    ("brandkvinna", "brandman"),
    ("vaktman", "vakt"),
    ("flyttkarl", "flyttarbetare"),
    ("timmerman", "snickare"),
)
"""A title with a sex in it, and another for the same work."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two titles for the same work.

    Attributes
    ----------
    one, other : the titles.
    likeness : of the two.
    mean, largest : difference in likeness to the titles of work training, between 0 and 1.
    title : where it is largest.
    first_one, first_other : the title that each finds first.
    """

    one: str
    other: str
    likeness: float
    mean: float
    largest: float
    title: str
    first_one: str
    first_other: str


def pairs(system: System, written: Sequence[tuple[str, str]] = PAIRS) -> list[Pair]:
    """Compare the two titles of each pair with each other, and with the titles of work training."""
    titles = [one.label for one in occupations()]
    system.prepare([*(title for pair in written for title in pair), *titles], lambda _text: None)
    ones, others = zip(*written, strict=True)
    table = system.similarity([*ones, *others], titles)
    between = system.similarity(ones, others)
    found = []
    for number, (one, other) in enumerate(written):
        left, right = table[number], table[len(written) + number]
        apart = np.abs(left - right)
        found.append(
            Pair(
                one,
                other,
                likeness=float(between[number, number]),
                mean=float(apart.mean()),
                largest=float(apart.max()),
                title=titles[int(apart.argmax())],
                first_one=titles[int(left.argmax())],
                first_other=titles[int(right.argmax())],
            )
        )
    return found
