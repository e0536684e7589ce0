"""Employers with their places, and which of them somebody should call."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from service.coach.desk import Desk
from service.liaison import repository
from service.liaison.openings import Row
from service.liaison.standing import stands
from service.store.records import Stored

QUIET: Final = 60
"""Days without a contact after which an employer needs a nudge."""
IDLE: Final = 180
"""Days without a placement that began, after which an employer with an open place needs a nudge."""


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer with its places.

    Attributes
    ----------
    contact : day of the last contact, if there has been one.
    began : day when the last placement began, if one has.
    """

    id: str
    name: str
    places: tuple[Row, ...]
    contact: date | None
    began: date | None
    today: date

    @property
    def open(self) -> int:
        """Number of places that take suggestions."""
        return sum(row.stands == "open" for row in self.places)

    @property
    def nudge(self) -> bool:
        """Whether somebody should call: an open place, and for long neither a contact nor a placement."""
        quiet = self.contact is None or self.today - self.contact >= timedelta(days=QUIET)
        idle = self.began is None or self.today - self.began >= timedelta(days=IDLE)
        return self.open > 0 and quiet and idle


def everybody(desk: Desk, session: Session) -> list[Employer]:
    """List all employers with their places, in as many queries however many there are."""
    today = desk.service.matching.today()
    contacts = repository.last_contacts(session)
    began: dict[str, str] = {}
    for one in repository.placements(session):
        key, first = one["employer_id"], one.get("started_on", "")
        began[key] = max(began.get(key, ""), first)
    rows: dict[str, list[Row]] = {}
    for slot in desk.service.matching.slots().values():
        rows.setdefault(slot.employer_id or "", []).append(Row(slot, stands(slot, today), 0, today))
    return [
        Employer(
            one.id,
            name_of(one),
            tuple(rows.get(one.id, ())),
            contacts.get(one.id),
            date.fromisoformat(began[one.id]) if began.get(one.id) else None,
            today,
        )
        for one in repository.employers(session)
    ]


def name_of(employer: Stored) -> str:
    """Name an employer; by its id when nobody has said the name."""
    return str(employer.document.get("name") or employer.id)
