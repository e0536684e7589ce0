"""/platser: the list of places, and one place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from data.reference import municipalities
from matcher import Slot
from service import audit
from service.api import cursors
from service.coach.desk import TheDesk
from service.liaison import repository
from service.liaison.fields import facts
from service.liaison.reaching import told
from service.liaison.standing import STANDS, ends_soon, opens_again, stands
from service.pages import shown
from service.pages.language import marked as _
from service.problems import NotFound
from service.store import records
from service.store.records import Stored

router = APIRouter(include_in_schema=False)

ON_PAGE: Final = 25

Sort = Literal["plats", "-plats", "arbetsgivare", "-arbetsgivare", "lage", "-lage", "slutar", "-slutar"]
Stand = Literal["", "open", "paused", "full", "closed"]
Found = Annotated[str, Query(max_length=100)]

DONE: Final = {
    "ny": _("Platsen är sparad."),
    "andrad": _("Ändringarna är sparade."),
    "pausad": _("Platsen är pausad. De coacher som berörs får veta det."),
    "oppnad": _("Platsen är öppen igen."),
    "stangd": _("Platsen är stängd. De coacher som berörs får veta det."),
}
"""What a form did, said on the page after it."""

CLOSED: Final = (
    _("Platsen är tillsatt."),
    _("Arbetsgivaren kan inte längre ta emot."),
    _("Arbetsgivaren har lagt ned eller flyttat."),
    _("Samarbetet har avslutats."),
    _("Platsen var fel upplagd."),
)
"""Why a place is closed. Kept as the Swedish sentence, so that it reads the same wherever it is read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One place in the list.

    Attributes
    ----------
    shared : people that coaches have shared for the place.
    """

    slot: Slot
    stands: str
    shared: int
    today: date

    @property
    def soon(self) -> date | None:
        """The day when it ends, when that is soon."""
        return ends_soon(self.slot, self.today)

    @property
    def again(self) -> date | None:
        """The day when it opens again by itself."""
        return opens_again(self.slot, self.today)

    @property
    def last(self) -> date | None:
        """The last day of the place, or of taking suggestions."""
        return min((day for day in (self.slot.end, self.slot.open_until) if day), default=None)


_LATE: Final = date.max

_KEYS: Final[Mapping[str, Callable[[Row], Any]]] = {
    "plats": lambda row: (plain(row.slot.title), row.slot.id),
    "arbetsgivare": lambda row: (plain(row.slot.employer_name), plain(row.slot.title), row.slot.id),
    "lage": lambda row: (list(STANDS).index(row.stands), plain(row.slot.title), row.slot.id),
    "slutar": lambda row: (row.last or _LATE, row.slot.id),
}


def plain(text: str | None) -> list[int]:
    """Give a key that sorts as Swedish does: å, ä and ö last."""
    late = {"å": 0x2000, "ä": 0x2001, "ö": 0x2002}
    return [late.get(letter, ord(letter)) for letter in (text or "").casefold()]


@router.get("/platser")
def home(
    desk: TheDesk,
    *,
    laget: Stand = "",
    delade: Literal["", "ja"] = "",
    sok: Found = "",
    sortera: Sort = "lage",
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """List places with how each stands."""
    audit.shown()  # how many are shared, and not who
    with desk.service.database.read() as session:
        shared = repository.shared_numbers(session)
    today = desk.service.matching.today()
    slots = desk.service.matching.slots()
    rows = [Row(slot, stands(slot, today), shared.get(slot.id, 0), today) for slot in slots.values()]
    counts = {stand: sum(row.stands == stand for row in rows) for stand in STANDS}
    words = sok.casefold().split()
    chosen = [
        row
        for row in rows
        if (not laget or row.stands == laget)
        and (not delade or row.shared)
        and all(word in text(row.slot) for word in words)
    ]
    chosen.sort(key=_KEYS[sortera.removeprefix("-")], reverse=sortera.startswith("-"))
    last = max(1, -(-len(chosen) // ON_PAGE))
    page = min(sida, last)
    asked = {"laget": laget, "delade": delade, "sok": sok, "sortera": sortera}
    return shown(
        "openings.html",
        rows=chosen[(page - 1) * ON_PAGE : page * ON_PAGE],
        everybody=len(rows),
        found=len(chosen),
        counts=counts,
        shared=sum(1 for row in rows if row.shared),
        stands=STANDS,
        asked=asked,
        link=lambda **changes: "/platser?" + urlencode({k: v for k, v in (asked | changes).items() if v}),
        page=page,
        last=last,
        at=at,
    )


def text(slot: Slot) -> str:
    """Give what a search for places looks among."""
    parts = (slot.title, slot.employer_name, slot.tasks, town(slot.municipality), slot.id)
    return " ".join(part for part in parts if part).casefold()


_TOWNS: Final = {known.code: known.name for known in municipalities()}


def town(code: str | None) -> str | None:
    """Name a municipality."""
    return _TOWNS.get(code or "")


def at(slot_id: str, page: str = "", /, **query: str) -> str:
    """Write the address of one of a place's pages."""
    asked = f"?{urlencode(query)}" if query else ""
    return f"/platser/{quote(slot_id, safe='')}{'/' if page else ''}{page}{asked}"


def stored(session: Session, slot_id: str) -> Stored:
    """Find the record of a place.

    Raises
    ------
    NotFound
        When there is none.
    """
    found = records.get(session, "slot", slot_id) if cursors.usable(slot_id) else None
    if found is None:
        raise NotFound
    return found


def page(desk: TheDesk, slot_id: str, status: int = 200, **more: Any) -> Response:
    """Show one place: how it stands, whom it reaches, and what is known.

    Parameters
    ----------
    more : what a form on the page has to say.
    """
    with desk.service.database.read() as session:
        found = stored(session, slot_id)
        steps = repository.steps(session, slot_id)
    slot, today = Slot(**found.document), desk.service.matching.today()
    values: dict[str, Any] = {"done": "", "errors": {}, "summary": (), "kept": {}}
    return shown(
        "opening.html",
        status,
        row=Row(slot, stands(slot, today), 0, today),
        slot=slot,
        steps=steps,
        reach=told(desk, slot),
        groups=facts(found.document),
        stands=STANDS,
        today=today,
        reasons=CLOSED,
        at=at,
        **(values | more),
    )


@router.get("/platser/{slot_id:path}")
def one(desk: TheDesk, slot_id: str, klart: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Show one place."""
    return page(desk, slot_id, done=DONE.get(klart, ""))
