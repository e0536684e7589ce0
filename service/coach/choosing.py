"""Ways to a place beside the suggestions: two side by side, by distance, and one's own."""

import math
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response

from data.reference import seats
from matcher import Slot
from matcher.domain import Participant
from service.coach.desk import TheDesk, at, file
from service.coach.explaining import FACTOR_LABELS
from service.coach.suggesting import card
from service.pages import shown
from service.pages.charts import Dot

router = APIRouter(include_in_schema=False)

FOUND: Final = 20
"""So many places a search shows."""

NEAREST: Final = 30
"""So many of the best suggestions are sorted by distance."""

KM_PER_DEGREE: Final = 111.2

Slots = Annotated[list[str], Query(max_length=10)]


@router.get("/deltagare/{participant_id:path}/jamfor")
def compare(desk: TheDesk, participant_id: str, plats: Slots = []) -> Response:  # noqa: B006 - never changed
    """Show two places side by side, with all that speaks for and against each."""
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
    chosen = list(dict.fromkeys(plats))
    two = len(chosen) == 2
    weighed = desk.weigh(found.person.stored.id, chosen if two else [])
    return shown(
        "compare.html",
        case=found.case,
        cards=[card(one, weighed.slots) for one in weighed.assessments],
        labels=FACTOR_LABELS,
        longest=max(weighed.context.weights.values.values()),
        at=at,
    )


@router.get("/deltagare/{participant_id:path}/karta")
def distances(desk: TheDesk, participant_id: str) -> Response:
    """List the best suggestions by the way to them, with a map that is drawn here."""
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
    suggested = desk.suggest(found.person.stored.id, NEAREST)
    cards = [card(one.assessment, suggested.slots, one.rank) for one in suggested.ranking.suggestions]
    cards.sort(key=lambda one: (one.minutes is None, one.minutes or 0, one.rank or 0))
    person = Participant(**found.document)
    home = _spot(person)
    dots = [
        Dot(*_from(home, there), number, fits=not one.unknown)
        for number, one in enumerate(cards, 1)
        if home is not None and (there := _spot(one.slot)) is not None
    ]
    return shown(
        "distances.html",
        case=found.case,
        cards=cards,
        dots=dots,
        exact=person.lat is not None,
        run=suggested.run,
        at=at,
    )


def _spot(record: Participant | Slot) -> tuple[float, float] | None:
    """Give latitude and longitude: the own ones, else those of the seat of the municipality."""
    if record.lat is not None and record.lon is not None:
        return record.lat, record.lon
    return seats().get(record.municipality or "")


def _from(home: tuple[float, float], there: tuple[float, float]) -> tuple[float, float]:
    """Give kilometres to the east and to the north."""
    north = (there[0] - home[0]) * KM_PER_DEGREE
    return (there[1] - home[1]) * KM_PER_DEGREE * math.cos(math.radians(home[0])), north


@router.get("/deltagare/{participant_id:path}/egen")
def own(desk: TheDesk, participant_id: str, sok: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Find any place, suggested or not, to go on with."""
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
    words = sok.casefold().split()
    slots = desk.service.matching.slots()
    hits = [slot for slot in slots.values() if words and all(word in _text(slot) for word in words)]
    hits.sort(key=lambda slot: ((slot.title or "").casefold(), slot.id))
    weighed = desk.weigh(found.person.stored.id, [slot.id for slot in hits[:FOUND]])
    return shown(
        "own.html",
        case=found.case,
        cards=[card(one, weighed.slots) for one in weighed.assessments],
        found=len(hits),
        most=FOUND,
        sok=sok,
        at=at,
    )


def _text(slot: Slot) -> str:
    return " ".join(text for text in (slot.title, slot.employer_name, slot.tasks, slot.id) if text).casefold()
