"""Many people against one place that need not be stored: what its requirements cost, at once.

The same counts as `matcher.reach`, from columns: quick enough to be asked while a place is being written.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from matcher.columns import Pairs
from matcher.context import Context
from matcher.domain import Participant, Slot
from matcher.facts import Person, World
from matcher.reach import Tally
from matcher.results import Cost
from matcher.rules import RULES


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people a place reaches, and what its requirements cost.

    Attributes
    ----------
    considered, eligible : people, and those of them that no rule stops.
    costs : of each rule, the most costly first; what is not known is not counted, so `unknown` is 0.
    """

    considered: int
    eligible: int
    costs: tuple[Cost, ...]


class Crowd:
    """People worked out once, to be counted for one place after another.

    Attributes
    ----------
    context : what the answers rest on.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self._world = World(context)
        self._persons: dict[str, tuple[str, Person]] = {}

    def take(self, people: Mapping[str, tuple[str, Participant]]) -> None:
        """See that these are the people, and work out those who are new or have changed.

        Parameters
        ----------
        people : id → a hash of the record, and the record.
        """
        known = self._persons
        self._persons = {
            key: known[key]
            if key in known and known[key][0] == hashed
            else (hashed, self._world.person(record))
            for key, (hashed, record) in people.items()
        }

    def headcount(self, slot: Slot, among: Container[str] | None = None) -> Headcount:
        """Count the people that a place reaches, and those whom each requirement rules out.

        Parameters
        ----------
        among : ids of those who are counted; everybody when it is left out.
        """
        persons = [one for key, (_, one) in self._persons.items() if among is None or key in among]
        place = self._world.place(slot, None)
        tally = Tally(place, len(persons))
        if persons:
            shared: dict[str, Any] = {}
            columns: dict[str, Any] = {"row": np.arange(1)}
            rows: dict[str, Any] = {"row": np.arange(len(persons))}
            for rule in RULES:
                columns.update(rule.place_columns([place], self._world, shared))
            for rule in RULES:
                rows.update(rule.person_columns(persons, self._world, shared))
            here = np.zeros(len(persons), dtype=np.intp)
            pairs = Pairs.listed(rows, columns, shared, np.arange(len(persons)), here)
            fails = np.array([np.broadcast_to(rule.fails(pairs), here.shape) for rule in RULES])
            failed = fails.sum(axis=0)
            tally.eligible = int((failed == 0).sum())
            for rule, own in zip(RULES, fails, strict=True):
                tally.fails[rule.id] = int(own.sum())
                tally.opens[rule.id] = int((own & (failed == 1)).sum())
        return Headcount(len(persons), tally.eligible, tally.reach().requirements)
