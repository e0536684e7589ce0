"""/orsaker: follow-ups that wait, and why coaches dismissed places, as counts; wrong data comes first.

A reason never changes any weights by itself: wrong data is mended first, and weights only through versions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Response

from service.accounts.small import FEWEST
from service.analyst import repository
from service.analyst.desk import TheDesk
from service.analyst.repository import Dismissed
from service.coach.reasons import REASONS
from service.pages import shown
from service.pages.language import marked as _
from service.plans.lateness import late_by_unit

router = APIRouter(include_in_schema=False)

DATA: Final = "Uppgifterna"
"""The group of reasons that point at wrong data."""
OWN: Final = _("Bara egna ord")
NONE: Final = _("Inget skäl angivet")
OTHER: Final = _("Annat")

MEND: Final[Mapping[str, str]] = {
    "Uppgifterna": _("Rätta uppgifterna först. Vikterna ändras aldrig av ett skäl."),
    "Deltagaren": _("Ofta saknas mål eller längsta resväg hos deltagaren."),
    "Arbetet": _("Se om platsernas krav och stöd är rätt beskrivna."),
    "Arbetsgivaren": _("Be arbetsgivarkontakten att pausa eller stänga platserna."),
}
"""Whom reasons concern → what to do first."""


@dataclass(frozen=True, slots=True)
class Row:
    """One reason: how many participants it was given for; None below five."""

    reason: str
    people: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """The reasons that concern somebody or something, the most common first."""

    name: str
    mend: str
    rows: Sequence[Row]


@router.get("/orsaker")
def page(desk: TheDesk) -> Response:
    """Count the participants by the reason that a place was dismissed for."""
    with desk.service.database.read() as session:
        found = repository.dismissed(session, desk.account)
        waits, units = late_by_unit(session, desk.account, desk.service.matching.today())
    days = [one.at[:10] for one in found]
    enough = len({one.participant_id for one in found}) >= FEWEST
    return shown(
        "reasons.html",
        groups=grouped(found) if enough else [],
        first=min(days) if enough else None,
        last=max(days) if enough else None,
        waits=waits,
        units=units,
    )


def grouped(found: Sequence[Dismissed]) -> list[Group]:
    """Count participants by reason, wrong data first; nothing below five is a number."""
    people: dict[str, set[str]] = {}
    for one in found:
        people.setdefault(_reason(one.reason), set()).add(one.participant_id)
    order = [DATA, *(name for name in REASONS if name != DATA)]
    groups = [Group(name, MEND[name], _rows(people, REASONS[name])) for name in order]
    return [*groups, Group(OTHER, "", _rows(people, (OWN, NONE)))]


def _reason(text: str | None) -> str:
    """Find the chosen reason at the beginning of what was kept."""
    if not text:
        return NONE
    return next((known for group in REASONS.values() for known in group if text.startswith(known)), OWN)


def _rows(people: Mapping[str, set[str]], reasons: Sequence[str]) -> list[Row]:
    rows = [(reason, len(people.get(reason, ()))) for reason in reasons]
    told = [Row(reason, count if count >= FEWEST else None if count else 0) for reason, count in rows]
    return sorted(told, key=lambda row: -(row.people or 0))  # by what is shown: an order tells too
