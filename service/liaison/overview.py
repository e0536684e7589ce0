"""/att-gora: the first page of those who find places: what waits, from places and employers."""

from typing import Final

from fastapi import APIRouter, Response

from service import audit
from service.coach.desk import TheDesk
from service.liaison import repository
from service.liaison.employers import at as employer_at
from service.liaison.openings import Row, at, plain
from service.liaison.portfolio import IDLE, QUIET, Employer, everybody
from service.liaison.standing import SOON, stands
from service.pages import shown
from service.plans.lateness import late

router = APIRouter(include_in_schema=False)

MOST: Final = 6
"""So many places or employers a part of the page shows; the rest are one click away."""


@router.get("/att-gora")
def home(desk: TheDesk) -> Response:
    """Say what waits: people to present, places to look over, employers to call."""
    audit.shown()
    with desk.service.database.read() as session:
        employers = everybody(desk, session)
        shared = repository.shared_numbers(session)
        waits = late(session, desk.account, desk.service.matching.today())
        had = {one["slot_id"] for one in repository.placements(session)}
    today = desk.service.matching.today()
    rows = [
        Row(slot, stands(slot, today), shared.get(slot.id, 0), today)
        for slot in desk.service.matching.slots().values()
    ]
    rows.sort(key=lambda row: (plain(row.slot.title), row.slot.id))
    open_ = [row for row in rows if row.stands == "open"]
    never = [row for row in open_ if not (row.shared or row.slot.filled or row.slot.id in had)]
    nudges = sorted((one for one in employers if one.nudge), key=_longest)
    return shown(
        "overview.html",
        shared=sorted((row for row in rows if row.shared), key=lambda row: -row.shared),
        soon=sorted((row for row in open_ if row.soon), key=lambda row: (row.soon, row.slot.id)),
        paused=[row for row in rows if row.stands == "paused"],
        full=[row for row in rows if row.stands == "full"],
        never=never,
        waits=waits,
        nudges=nudges,
        open=len(open_),
        places_there=len(rows),
        most=MOST,
        quiet=QUIET,
        idle=IDLE,
        days=SOON,
        at=at,
        employer_at=employer_at,
    )


def _longest(one: Employer) -> tuple[bool, str, str]:
    """Sort employers by how long nobody has spoken to them; never comes first."""
    return one.contact is not None, str(one.contact), one.name
