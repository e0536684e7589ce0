"""How a place stands: open, paused, full or closed. From its record and the day, and nothing else."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from matcher import Slot
from service.pages.language import marked as _

STANDS: Final[Mapping[str, str]] = {
    "open": _("Öppen"),
    "paused": _("Pausad"),
    "full": _("Full"),
    "closed": _("Stängd"),
}
"""How a place stands, in the order of the list."""

SOON: Final = 30
"""Days before a place ends that somebody should think of what comes next."""


def stands(slot: Slot, today: date) -> str:
    """Say how a place stands: a key of `STANDS`.

    Examples
    --------
    >>> stands(Slot("p1", capacity=2, filled=2), date(2026, 11, 23))
    'full'
    >>> stands(Slot("p1", open_from="2027-01-08"), date(2026, 11, 23))
    'paused'
    """
    if slot.open_until is not None and slot.open_until < today:
        return "closed"
    if slot.paused or (slot.open_from is not None and slot.open_from > today):
        return "paused"
    if slot.capacity is not None and slot.filled is not None and slot.filled >= slot.capacity:
        return "full"
    return "open"


def opens_again(slot: Slot, today: date) -> date | None:
    """Give the day when a paused place opens by itself, if it does."""
    waits = not slot.paused and slot.open_from is not None and slot.open_from > today
    return slot.open_from if waits else None


def ends_soon(slot: Slot, today: date) -> date | None:
    """Give the day when an open place ends, when that is soon."""
    days = [day for day in (slot.open_until, slot.end) if day is not None and day >= today]
    last = min(days, default=None)
    return last if last is not None and last - today <= timedelta(days=SOON) else None


def paused(document: dict[str, object], until: date | None) -> dict[str, object]:
    """Give the record of a place that is paused from today: until a day, or until somebody opens it.

    A pause with an end is a later first day, so that the place opens by itself and nothing must wake it.
    """
    if until is None:
        return document | {"paused": True}
    changed = {name: value for name, value in document.items() if name != "paused"}
    changed["open_from"] = (until + timedelta(days=1)).isoformat()
    last = changed.get("open_until")
    if isinstance(last, str) and last < str(changed["open_from"]):
        del changed["open_until"]
    return changed


def opened(document: dict[str, object], today: date) -> dict[str, object]:
    """Give the record of a place that is open from today, whatever it was before."""
    changed = {name: value for name, value in document.items() if name != "paused"}
    first, last = changed.get("open_from"), changed.get("open_until")
    if isinstance(first, str) and first > today.isoformat():
        changed["open_from"] = today.isoformat()
    if isinstance(last, str) and last < today.isoformat():
        del changed["open_until"]
    return changed


def closed(document: dict[str, object], today: date) -> dict[str, object]:
    """Give the record of a place that took suggestions for the last time yesterday."""
    last = (today - timedelta(days=1)).isoformat()
    changed = document | {"open_until": last}
    first = changed.get("open_from")
    if isinstance(first, str) and first > last:
        changed["open_from"] = last
    return changed
