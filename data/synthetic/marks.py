"""How files made here are known again: by marks that travel with the records themselves."""

from collections.abc import Iterable
from typing import Final

from matcher.domain import Placement, Slot

WORD: Final = "syntetisk"
"""Stands in the name of every invented employer."""
PLACEMENT: Final = "SYNT"
"""Begins the id of every invented placement."""


def invented(slots: Iterable[Slot] = (), placements: Iterable[Placement] = ()) -> bool:
    """Say whether any of some places or placements is of an invented municipality.

    Examples
    --------
    >>> invented([Slot("p1", employer_name="Norra Livs (syntetisk)")]), invented([Slot("p2")])
    (True, False)
    """
    return any(WORD in (slot.employer_name or "").casefold() for slot in slots) or any(
        placement.id.startswith(PLACEMENT) for placement in placements
    )
