"""Pairs that each have a day of their own: what the engine would have said then.

An evaluation asks about thousands of days in the past. `Listing` works the places out once, without a
day, and puts the day of each pair in where a rule reads it. It gives the values of the factors and the
rules that fail, by the same functions that rank; nothing is defined here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.columns import Array, Bools, Columns, Pairs
from matcher.context import Context
from matcher.domain import Participant, Slot
from matcher.engines.places import Batch, Places
from matcher.factors import FACTORS
from matcher.likeness import Known
from matcher.rules import RULES

OF_THE_DAY: Final = frozenset({"open", "capacity"})
"""Rules that whoever lists the pairs has answered: a place is listed when it was open and had room."""
MOST_PEOPLE: Final = 8192
"""Participants of a group: their tables have a column for every distinct text of the places."""
_OF_PERSONS: Final = (
    "best_skill",
    *(f"{kind}_{table}" for kind in ("past", "goals") for table in ("texts", "title", "occupation")),
)
"""Shared tables with a row a participant: those of the participants at hand alone are read, so that what is
worked out for everybody at once stays small."""
_TIMELESS: Final = tuple((bit, rule) for bit, rule in enumerate(RULES) if rule.id not in OF_THE_DAY)
_QUICK: Final = tuple(rule.quick for _, rule in _TIMELESS if rule.quick)


@dataclass(frozen=True, slots=True)
class Measured:
    """What the rules and factors say of n pairs.

    Attributes
    ----------
    values : float64 (n, 8), columns in the order of `matcher.weights.FACTORS`.
    fails : uint16 (n,), bit i set where rule i of `matcher.rules.RULES` fails.
    """

    values: NDArray[np.float64]
    fails: NDArray[np.uint16]


class Listing:
    """Places worked out for pairs of many days.

    Parameters
    ----------
    slots : the places, as they were.
    context : what the matcher is told; its day is not used.
    vectors : unit vectors that are already known, by text.

    Examples
    --------
    >>> listing = Listing([Slot("s1", licences_required=["B"])], Context())
    >>> group = next(listing.groups([Participant("p1", licences=[])]))
    >>> zero = np.array([0])
    >>> [rule.id for i, rule in enumerate(RULES) if group.measure(zero, zero, zero).fails[0] >> i & 1]
    ['licence']
    """

    def __init__(self, slots: Sequence[Slot], context: Context, vectors: Known | None = None) -> None:
        self._places = Places(slots, replace(context, date=None), vectors)

    def groups(self, participants: Sequence[Participant], vectors: Known | None = None) -> Iterator["Group"]:
        """Take as many participants at once as their tables have room for, in their order."""
        start = 0
        while start < len(participants):
            some = participants[start : start + MOST_PEOPLE]
            for batch in self._places._batches(some, vectors):  # noqa: SLF001 - an engine on the engine
                yield Group(start, self._places, batch)
                start += len(batch.persons)


class Group:
    """Participants ``start`` to ``stop`` of those given, with the tables of their texts.

    Rows are counted within the group.
    """

    def __init__(self, start: int, places: Places, batch: Batch) -> None:
        self.start = start
        self.stop = start + len(batch.persons)
        self._persons, self._shared = batch.columns, batch.shared
        self._slots = places._columns  # noqa: SLF001 - as above

    def surely_out(self, rows: Array, columns: Array, day: int) -> Bools:
        """Say where a rule surely fails: cheap, never wrong, and not complete.

        Parameters
        ----------
        rows, columns : participants (b,) of the group and places (c,).
        day : ordinal of the day.

        Returns
        -------
        array (b, c) of bool.
        """
        persons, places = Columns(self._persons, rows[:, None]), Columns(self._slots, columns[None, :])
        pairs = _dated(Pairs(persons, places, self._shared), np.int32(day))
        out = np.zeros(pairs.shape, dtype=np.bool_)
        for quick in _QUICK:
            out |= quick(pairs)
        return out

    def measure(self, rows: Array, columns: Array, days: Array, pathway: Array | None = None) -> Measured:
        """Judge and measure n pairs, each on its own day.

        Parameters
        ----------
        rows, columns, days : participant of the group, place and ordinal of the day, (n,) each.
        pathway : the chance that each place leads on, as it was known on the day, (n,); without it as
            it follows from all places.
        """
        people, row = np.unique(rows, return_inverse=True)
        persons = {name: column[people] for name, column in self._persons.items()}
        persons["row"] = np.arange(len(people))
        shared = self._shared | {name: self._shared[name][people] for name in _OF_PERSONS}
        pairs = _dated(Pairs.listed(persons, self._slots, shared, row, columns), days)
        if pathway is not None:
            pairs.s["pathway"] = pathway
        fails = np.zeros(len(rows), dtype=np.uint16)
        for bit, rule in _TIMELESS:
            fails |= np.left_shift(rule.fails(pairs).astype(np.uint16), np.uint16(bit))
        values = np.empty((len(rows), len(FACTORS)))
        for column, factor in enumerate(FACTORS):
            values[:, column] = factor.values(pairs)
        return Measured(values, fails)


def _dated(pairs: Pairs, days: Array | np.int32) -> Pairs:
    """Put the day in where the rule of dates reads it: nobody begins before the day asked about."""
    persons = pairs.p
    persons["lo"] = np.maximum(persons["lo"], days).astype(np.int32)
    persons["ended"] = persons["lo"] > persons["hi"]
    return pairs
