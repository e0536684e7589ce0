"""What a record that comes from outside may not say, since courses here say something else.

Asked by the API, by files and by forms in the transaction that would write, so that nothing of it is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.loaders import BadFile, Loaded
from service.pages import forms
from service.pages.language import marked as _
from service.placing.models import Courses
from service.placing.states import BOOKED, RUNNING
from service.problems import AlreadyPlaced, CapacityBooked, PlaceFull, Problem
from service.store import records
from service.store.kinds import KindName
from service.store.records import Document, Stored
from service.store.schema import Placements
from service.store.vectors import CHUNK

ONGOING: Final = "ongoing"


@dataclass(frozen=True, slots=True)
class Clash:
    """What stands in the way of one record.

    Attributes
    ----------
    place : of the record among those that were asked about, from 0.
    column : the field that is to blame.
    problem : what a program is told.
    booked : so many are booked at the place.
    """

    place: int
    column: str
    problem: type[Problem]
    booked: int = 0

    @property
    def words(self) -> Mapping[str, str]:
        """What the sentences name."""
        return {"booked": str(self.booked)}

    @property
    def told(self) -> tuple[str, str]:
        """What is wrong and how to mend it, in Swedish."""
        message, remedy = SENTENCES[self.problem]
        return message.format_map(self.words), remedy.format_map(self.words)


SENTENCES: Final[Mapping[type[Problem], tuple[str, str]]] = {
    CapacityBooked: forms.SENTENCES["capacity_booked"],
    AlreadyPlaced: (
        _("Deltagaren har redan en annan praktik som pågår."),
        _("Avsluta den först, eller skriv hur den här placeringen slutade."),
    ),
    PlaceFull: (
        _("Platsen är fullbokad."),
        _("Välj en annan plats, eller be arbetsgivaren ta emot en till."),
    ),
}
"""Problem → what is wrong and how to mend it."""


def clashes(session: Session, kind: KindName, documents: Sequence[Document]) -> list[Clash]:
    """List what stands in the way of writing some records; nothing when all may be written.

    A place may not take fewer than are booked there. A placement that goes on needs room, and a participant
    whom no course here keeps elsewhere. What is stored already and says the same is never in the way.

    Parameters
    ----------
    documents : validated JSON of the contract, in the order of the file.
    """
    match kind:
        case "slot":
            return list(_fewer(session, documents))
        case "placement":
            return sorted(_going_on(session, documents), key=lambda one: one.place)
        case _:
            return []


def check(session: Session, kind: KindName, document: Document) -> None:
    """Refuse a record that clashes with courses.

    Raises
    ------
    CapacityBooked, AlreadyPlaced, PlaceFull
        With the field that is to blame.
    """
    for clash in clashes(session, kind, [document]):
        message, remedy = clash.told
        error = {"pointer": f"/{clash.column}", "message": message, "remedy": remedy}
        raise clash.problem(errors=[error])


def check_file(
    session: Session, kind: KindName, documents: Sequence[Document], loaded: Loaded, name: str
) -> None:
    """Refuse a file when any of its records clashes with courses.

    Parameters
    ----------
    documents : the records of `loaded`, as the store keeps them.
    name : of the file, for messages.

    Raises
    ------
    BadFile
        With every clash, by row and column.
    """
    found = clashes(session, kind, documents)
    if found:
        raise BadFile(name, [loaded.problem(one.place, one.column, *one.told) for one in found])


def _fewer(session: Session, documents: Sequence[Document]) -> Iterator[Clash]:
    query = select(Courses.slot_id, func.count()).where(Courses.state.in_(BOOKED)).group_by(Courses.slot_id)
    held = dict(_rows(session, query, Courses.slot_id, [document["id"] for document in documents]))
    before = records.existing(session, "slot", sorted(held))
    for place, document in enumerate(documents):
        booked, capacity = held.get(document["id"], 0), document.get("capacity")
        if capacity is None or capacity >= booked:
            continue
        if before[document["id"]].document.get("capacity") != capacity:
            yield Clash(place, "capacity", CapacityBooked, booked)


def _going_on(session: Session, documents: Sequence[Document]) -> Iterator[Clash]:
    going = [(place, one) for place, one in enumerate(documents) if one.get("outcome") == ONGOING]
    stored = records.existing(session, "placement", [one["id"] for _place, one in going])
    new = [(place, one) for place, one in going if not _same(stored.get(one["id"]), one)]
    query = select(Courses.participant_id, Courses.id).where(Courses.state.in_(RUNNING))
    running = dict(_rows(session, query, Courses.participant_id, [one["participant_id"] for _p, one in new]))
    elsewhere = [(p, one) for p, one in new if running.get(one["participant_id"], one["id"]) != one["id"]]
    for place, _one in elsewhere:
        yield Clash(place, "participant_id", AlreadyPlaced)
    yield from _full(session, [both for both in new if both not in elsewhere], documents)


def _same(before: Stored | None, document: Document) -> bool:
    """Say whether a placement went on before too, for the same person at the same place."""
    known = before.document if before else {}
    return all(known.get(name) == document[name] for name in ("outcome", "participant_id", "slot_id"))


def _full(
    session: Session, new: Sequence[tuple[int, Document]], documents: Sequence[Document]
) -> Iterator[Clash]:
    """Refuse those who come when a place is full, with everybody there as the file leaves them."""
    slots = records.existing(session, "slot", sorted({one["slot_id"] for _place, one in new}))
    most = {key: slot.document["capacity"] for key, slot in slots.items() if "capacity" in slot.document}
    there = _there(session, list(most), {one["id"] for one in documents})
    coming = {place for place, _one in new}
    for place, one in enumerate(documents):
        if place not in coming and one.get("outcome") == ONGOING and one["slot_id"] in there:
            there[one["slot_id"]].add(one["participant_id"])
    for place, one in new:
        people = there.get(one["slot_id"], {one["participant_id"]})
        if one["participant_id"] not in people and len(people) >= most[one["slot_id"]]:
            yield Clash(place, "slot_id", PlaceFull)
        people.add(one["participant_id"])


def _there(session: Session, slots: Sequence[str], left_out: set[str]) -> dict[str, set[str]]:
    """Give who is booked at each place, or kept as being there, but for what some placements say."""
    there: dict[str, set[str]] = {key: set() for key in slots}
    query = select(Courses.slot_id, Courses.participant_id).where(Courses.state.in_(BOOKED))
    for slot_id, person in _rows(session, query, Courses.slot_id, slots):
        there[slot_id].add(person)
    kept = select(Placements.id, Placements.payload, Placements.revision)
    for row in _rows(session, kept, Placements.slot_id, slots):
        document = Stored(*row).document
        if document.get("outcome") == ONGOING and document["id"] not in left_out:
            there[document["slot_id"]].add(document["participant_id"])
    return there


def _rows(session: Session, query: Any, column: Any, keys: Sequence[str]) -> Iterator[Any]:
    """Ask about many keys, in parts that a store takes."""
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), CHUNK):
        yield from session.execute(query.where(column.in_(wanted[start : start + CHUNK]))).all()
