"""People, places with seats, and the pairs that no rule stops, as arrays."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.domain import Participant, Slot
from matcher.wording import Message

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CLASSES: Final = 3
"""Orders of priority; whoever has none that is known stands with the last."""
NO_LIMIT: Final = 1 << 30
NOBODY: Final = -1


class CannotKeep(ValueError):  # noqa: N818  # named by what is wrong, as in the whole project
    """A lock that no division can keep.

    Attributes
    ----------
    participant_id, slot_id : the pair that was locked.
    message : why, as a sentence for people; `because` is the requirement that stops it, if one does.
    """

    def __init__(
        self, participant_id: str, slot_id: str, message: Message, because: Message | None = None
    ) -> None:
        super().__init__(f"{message.text} {because.text}" if because else message.text)
        self.participant_id = participant_id
        self.slot_id = slot_id
        self.message = message
        self.because = because


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """What a division is made of.

    Attributes
    ----------
    priority : (n,) 0, 1 or 2 for each person, 0 first.
    seats : (m,) how many each place can still take.
    employer : (m,) number of each place's employer.
    limits : (e,) how many each employer can still take in this round; `NO_LIMIT` without a limit.
    row, column, points : (k,) the pairs that may be chosen, ordered by person and then place. Points are
        multiples of 2⁻²⁰ from 0 to 100, so that sums are exact.
    """

    priority: Ints
    seats: Ints
    employer: Ints
    limits: Ints
    row: Ints
    column: Ints
    points: Floats

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.priority)

    def some(self, kept: Bools) -> "Market":
        """Keep some of the pairs."""
        return replace(self, row=self.row[kept], column=self.column[kept], points=self.points[kept])

    def taken(self, chosen: Ints) -> Ints:
        """Count the people whom a division gives each place."""
        return np.bincount(chosen[chosen >= 0], minlength=len(self.seats))

    def taken_of(self, chosen: Ints) -> Ints:
        """Count the people whom a division gives each employer."""
        return np.bincount(self.employer[chosen[chosen >= 0]], minlength=len(self.limits))

    def gained(self, chosen: Ints, values: Floats | None = None) -> Floats:
        """Give, for each person, the value of the pair that was chosen; 0 for who has none.

        Parameters
        ----------
        chosen : (n,) place of each person, or `NOBODY`.
        values : (k,) one for each pair; its points when not given.
        """
        found = np.zeros(self.people)
        mine = self.column == chosen[self.row]
        found[self.row[mine]] = (self.points if values is None else values)[mine]
        return found


def seats_of(slot: Slot) -> tuple[int, bool]:
    """Say how many more a place can take, and whether that is known.

    Where it is not known how many seats are left, one is counted on: a place that is offered has room for
    somebody, and more than that would be a guess.

    Examples
    --------
    >>> seats_of(Slot("s", capacity=3, filled=1)), seats_of(Slot("s")), seats_of(Slot("s", capacity=2))
    ((2, True), (1, False), (1, False))
    """
    if slot.capacity is None or (slot.filled is None and slot.capacity > 0):
        return 1, False
    return max(0, slot.capacity - (slot.filled or 0)), True


def priority_of(person: Participant) -> int:
    """Give the order of priority of a participant, from 0; not known counts as the last."""
    return CLASSES - 1 if person.priority is None else person.priority - 1


def employers_of(slots: tuple[Slot, ...]) -> Ints:
    """Give each place the number of its employer; a place whose employer is not known stands alone."""
    numbers: dict[tuple[bool, str], int] = {}
    keys = [(slot.employer_id is None, slot.employer_id or slot.id) for slot in slots]
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
