"""What a row of a spec table is. Fields that a row does not name are not known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from matcher import Context, Participant, Slot
from tests.builders import a_context


@dataclass(frozen=True)
class Case:
    """A participant and a place, each with only the fields that the row is about."""

    says: str
    participant: Mapping[str, Any]
    slot: Mapping[str, Any]
    context: Mapping[str, Any] = field(default_factory=dict, kw_only=True)

    def records(self) -> tuple[Participant, Slot, Context]:
        """Build the two sides and the world."""
        return (
            Participant(**{"id": "p1", **self.participant}),
            Slot(**{"id": "s1", **self.slot}),
            a_context(**self.context),
        )


@dataclass(frozen=True)
class Row(Case):
    """What a rule says: ``pass``, ``fail`` with the smallest remedy, or ``unknown`` with what to ask.

    `remedy` is ``"by: text"``, or None where nothing helps. `text` is the whole sentence, where the table
    is about what it says.
    """

    verdict: str
    remedy: str | None = field(default=None, kw_only=True)
    asks: tuple[str, ...] = field(default=(), kw_only=True)
    text: str | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Worth(Case):
    """What a factor is worth, worked out by hand: `value` is the sum as written in `by_hand`."""

    value: float
    by_hand: str
