"""Driving licence classes and what each entitles to.

Source: Directive 2006/126/EC on driving licences, articles 4 and 6, and körkortslagen
(1998:488) chapter 2. "B96" is the Union code for what Swedes call "utökad B".
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations
from typing import Final

IMPLIES: Final[Mapping[str, tuple[str, ...]]] = {
    "AM": (),
    "A1": ("AM",),
    "A2": ("A1", "AM"),
    "A": ("A2", "A1", "AM"),
    "B": ("AM",),
    "B96": ("B", "AM"),
    "BE": ("B96", "B", "AM"),
    "C1": ("B", "AM"),
    "C1E": ("C1", "BE", "B96", "B", "AM"),
    "C": ("C1", "B", "AM"),
    "CE": ("C", "C1", "C1E", "BE", "B96", "B", "AM"),
    "D1": ("B", "AM"),
    "D1E": ("D1", "BE", "B96", "B", "AM"),
    "D": ("D1", "B", "AM"),
    "DE": ("D", "D1", "D1E", "BE", "B96", "B", "AM"),
}
"""What each class gives beside itself. B does not give A, nor A B; C does not give D."""

CLASSES: Final = tuple(IMPLIES)

_CLASS: Final = re.compile(
    rf"(?<![A-ZÅÄÖ0-9])(?:{'|'.join(sorted(CLASSES, key=len, reverse=True))})(?![A-ZÅÄÖ0-9])"
)


@lru_cache(maxsize=65536)
def closure(held: frozenset[str]) -> frozenset[str]:
    """Give every class that the holder of `held` may drive.

    Examples
    --------
    >>> sorted(closure(frozenset({"CE", "D"})) - closure(frozenset({"CE"})))
    ['D', 'D1', 'D1E', 'DE']
    """
    classes = set(held)
    for name in held:
        classes.update(IMPLIES[name])
    if {"CE", "D"} <= classes:  # article 6.2 b
        classes.update(("DE", *IMPLIES["DE"]))
    return frozenset(classes)


@lru_cache(maxsize=65536)
def fewest_missing(held: frozenset[str], needed: frozenset[str]) -> tuple[str, ...]:
    """Give the fewest classes that, added to `held`, cover `needed`.

    Among equally few, the ones that entitle to least. Empty when nothing is missing.
    """
    missing = needed - closure(held)
    choices = sorted(missing, key=_reach)
    for size in range(len(missing) + 1):
        for chosen in combinations(choices, size):
            if needed <= closure(held | frozenset(chosen)):
                return tuple(sorted(chosen, key=CLASSES.index))
    return tuple(sorted(missing, key=CLASSES.index))  # pragma: no cover - all of `missing` covers


def _reach(name: str) -> tuple[int, int]:
    return len(IMPLIES[name]), CLASSES.index(name)


def parse_licences(text: str) -> frozenset[str]:
    """Read licence classes out of a short text; ``"körkort"`` alone means B.

    Raises
    ------
    ValueError
        When the text names no class.

    Examples
    --------
    >>> [sorted(parse_licences(text)) for text in ("B-körkort", "CE, D", "körkort")]
    [['B'], ['CE', 'D'], ['B']]
    """
    upper = text.upper()
    upper = upper.replace("UTÖKAD B", "B96").replace("UTÖKAT B", "B96").replace("KÖRKORT", " KÖRKORT ")
    found = frozenset(_CLASS.findall(upper))
    if found:
        return found
    if "KÖRKORT" in upper:
        return frozenset({"B"})
    message = f"{text!r} is not a licence class; use one of {', '.join(CLASSES)}"
    raise ValueError(message)


def names(classes: Iterable[str]) -> tuple[str, ...]:
    """Sort classes in the order of the directive."""
    return tuple(sorted(classes, key=CLASSES.index))
