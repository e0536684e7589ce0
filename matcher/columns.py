"""Columns of facts for many participants and places, and the pairs they are compared in.

A rule or factor is written once over `Pairs`, whose columns broadcast against each other. The
same code then serves a block (every participant of the block × every place) and a list of
single pairs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Bools = NDArray[np.bool_]
Base = Mapping[str, Array]
Shared = dict[str, Any]
"""What the places define (vocabularies, tables) and the participants' columns then use."""

UNKNOWN: Final = -1
"""Stands in integer columns for what is not known; float columns use NaN."""
NEVER: Final = 99
"""More changes than any near miss may need: nothing opens this place."""


class Columns:
    """One side of the pairs: named columns seen through an index, gathered when first read."""

    def __init__(self, base: Base, index: Any) -> None:
        self._base = base
        self._index = index
        self._seen: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        column = self._seen.get(name)
        if column is None:
            base = self._base[name]
            column = base.take(self._index) if isinstance(self._index, np.ndarray) else base[self._index]
            self._seen[name] = column
        return column

    def some(self, kept: Any) -> "Columns":
        """See fewer of the listed pairs; one participant alone stays as it is."""
        alone = isinstance(self._index, slice)
        return Columns(self._base, self._index if alone else self._index[kept])

    def __setitem__(self, name: str, column: Array) -> None:
        self._seen[name] = column


@dataclass(slots=True)
class Pairs:
    """Participants against places.

    Attributes
    ----------
    p, s : columns of the participants and of the places, broadcastable to one shape.
    shared : vocabularies and tables of the two sides.
    memo : what one rule worked out and another, or a factor, reads again.
    """

    p: Columns
    s: Columns
    shared: Shared
    memo: dict[str, Array] = field(default_factory=dict)

    @classmethod
    def block(cls, persons: Base, places: Base, shared: Shared, rows: slice) -> "Pairs":
        """Every participant of `rows` × every place: shapes (b, 1) and (1, n)."""
        return cls(Columns(persons, (rows, None)), Columns(places, (None, slice(None))), shared)

    @classmethod
    def listed(cls, persons: Base, places: Base, shared: Shared, rows: Array, columns: Array) -> "Pairs":
        """Single pairs: participant ``rows[i]`` with place ``columns[i]``."""
        return cls(Columns(persons, rows), Columns(places, columns), shared)

    @classmethod
    def alone(cls, persons: Base, places: Base, shared: Shared, row: int, columns: Array) -> "Pairs":
        """One participant with some places: shapes (1,) and (m,)."""
        return cls(Columns(persons, slice(row, row + 1)), Columns(places, columns), shared)

    def some(self, kept: Any) -> "Pairs":
        """Take some of the listed pairs; what was written into columns stays behind."""
        return Pairs(self.p.some(kept), self.s.some(kept), self.shared)

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of one value a pair."""
        return np.broadcast_shapes(self.p["row"].shape, self.s["row"].shape)


def look(table: Array, rows: Array, columns: Array) -> Array:
    """Look up ``table[rows[i], columns[i]]``; much faster when there is one row."""
    return table[rows[0]].take(columns) if len(rows) == 1 else table[rows, columns]


def bits(
    sets: Iterable[Iterable[str] | None], order: Sequence[str], unknown: int, kind: Any = np.uint32
) -> Array:
    """Write sets of codes as bit masks; None becomes `unknown`."""
    place = {code: 1 << i for i, code in enumerate(order)}
    return np.array(
        [unknown if codes is None else sum(place[c] for c in codes) for codes in sets], dtype=kind
    )


def known(values: Iterable[object]) -> Bools:
    """Say which values are known."""
    return np.array([value is not None for value in values], dtype=np.bool_)


def numbers(values: Iterable[float | None]) -> Array:
    """Write numbers as float64, NaN where unknown."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def days_of(values: Iterable[date | None]) -> Array:
    """Write dates as their ordinals (days since year 1), NaN where unknown."""
    return numbers(None if value is None else value.toordinal() for value in values)


def minutes_of(value: time) -> int:
    """Minutes after midnight."""
    return value.hour * 60 + value.minute


def small(values: Iterable[int | None]) -> Array:
    """Write small integers as int8, `UNKNOWN` where unknown."""
    return np.array([UNKNOWN if value is None else value for value in values], dtype=np.int8)


def flags(values: Iterable[bool | None]) -> Array:
    """Write truth values as int8: 1, 0 or `UNKNOWN`."""
    return small(None if value is None else int(value) for value in values)
