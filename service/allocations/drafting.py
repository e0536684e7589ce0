"""A group is divided: from who and what takes part to a stored draft."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.allocation import Allocation, CannotKeep, allocate
from matcher.allocation.market import seats_of
from matcher.domain import Slot
from service import audit
from service.accounts.permissions import sees
from service.allocations import repository
from service.allocations.repository import Draft
from service.allocations.shapes import MOST_PEOPLE, NewAllocation
from service.answers import head as told
from service.api.route import Call
from service.canonical import canonical, digest
from service.problems import Invalid
from service.store import records
from service.store.clock import now
from service.version import VERSION

Wrong = dict[str, str]
Pair = tuple[str, str]

NOBODY: Final = "Det finns ingen deltagare att fördela platser på."


@dataclass(frozen=True, slots=True)
class Made:
    """A draft that is worked out and not stored yet: its rows."""

    head: Mapping[str, Any]
    lines: Sequence[Mapping[str, Any]]
    rules: Sequence[Mapping[str, Any]]

    def store(self, session: Session) -> None:
        """Store the draft, and for each place in it that it has been suggested.

        Raises
        ------
        Invalid
            When somebody in it was erased while it was worked out.
        """
        try:
            repository.add(session, self.head, self.lines, self.rules)
            session.flush()
        except IntegrityError:
            raise Invalid(errors=[_missing("/participants", "deltagare")]) from None


def made(call: Call, asked: NewAllocation, *, previous: Draft | None = None) -> Made:
    """Divide the places among a group, without storing anything.

    Parameters
    ----------
    previous : the draft that this one is made anew from.

    Raises
    ------
    Invalid
        When somebody or some place is not there, or a lock cannot be kept; it says where.
    """
    with call.service.database.read() as session:
        seen = records.ids(session, "participant", where=sees(call.account))
        gone = repository.promised(session)
    wanted = list(dict.fromkeys(sorted(seen) if asked.participants is None else asked.participants))
    if not wanted or len(wanted) > MOST_PEOPLE:
        raise Invalid(
            errors=[
                {
                    "pointer": "/participants",
                    "message": NOBODY if not wanted else f"Det är fler än {MOST_PEOPLE} deltagare.",
                    "remedy": "Ange vilka deltagare som är med.",
                }
            ]
        )
    prepared, people, vectors = call.service.matching.group(wanted)
    _check(asked, wanted, seen & {person.id for person in people}, prepared.slots.keys())
    audit.shown(wanted)
    try:
        answer = allocate(
            prepared.places,
            people,
            among=None if asked.slots is None else set(asked.slots),
            locks=[(pair.participant_id, pair.slot_id) for pair in asked.locks],
            bans=[(pair.participant_id, pair.slot_id) for pair in asked.bans],
            per_employer=asked.per_employer,
            gone=gone,
            vectors=vectors,
        )
    except CannotKeep as error:
        raise Invalid(errors=[_cannot(asked, error)]) from None
    context = prepared.places.context
    at = now()
    id_ = f"{at[:19].replace(':', '').replace('-', '')}-{uuid.uuid4().hex[:8]}"
    document = answer.to_dict()
    whole = {name: document[name] for name in FIGURES} | {"stability": _without_names(answer)}
    head = {
        "id": id_,
        "at": at,
        "by": call.by,
        "previous": previous.id if previous else None,
        "revision": prepared.revision,
        "date": context.date,
        "seed": context.seed,
        "weights_version": context.weights.version,
        "model_id": call.service.encoder.id,
        "model_hash": call.service.encoder.hash,
        "program": VERSION,
        "per_employer": asked.per_employer,
        "slots": None if asked.slots is None else canonical(sorted(set(asked.slots))),
        "document": canonical(told(context) | whole),
        "output_hash": digest(canonical(told(context) | document)),
    }
    return Made(head, list(_lines(id_, document)), list(_rules(id_, asked, call.by, at, previous)))


def figures(head: Mapping[str, Any]) -> dict[str, Any]:
    """Give the figures of a whole draft, and what they rest on, as they were when it was made."""
    found: dict[str, Any] = json.loads(head["document"])
    return found


def seats(slot: Slot, promised: Mapping[str, int]) -> int:
    """Say how many seats of a place nobody has or has been promised; one where it is not known."""
    return seats_of(slot)[0] - promised.get(slot.id, 0)


FIGURES: Final = ("total", "placed", "people", "seats_left", "per_employer", "by_priority")
"""Of the whole draft, about nobody."""


def _without_names(answer: Allocation) -> dict[str, Any]:
    return {key: value for key, value in answer.stability.to_dict().items() if key != "pairs"}


def _lines(id_: str, document: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    for line in (*document["assignments"], *document["unassigned"]):
        slot = line.get("slot_id")
        yield {
            "allocation_id": id_,
            "participant_id": line["participant_id"],
            "slot_id": slot,
            "state": "unplaced" if slot is None else "draft",
            "document": canonical(line),
        }


def _rules(
    id_: str, asked: NewAllocation, by: str, at: str, previous: Draft | None
) -> Iterable[dict[str, Any]]:
    seen: set[Pair] = set()
    before = {(*rule.pair, rule.rule): (rule.by, rule.at) for rule in (previous.rules if previous else ())}
    for rule, pairs in (("lock", asked.locks), ("ban", asked.bans)):
        for pair in pairs:
            if (pair.participant_id, pair.slot_id) not in seen:
                seen.add((pair.participant_id, pair.slot_id))
                who, when = before.get((pair.participant_id, pair.slot_id, rule), (by, at))
                yield {
                    "allocation_id": id_,
                    "participant_id": pair.participant_id,
                    "slot_id": pair.slot_id,
                    "rule": rule,
                    "reason": pair.reason,
                    "by": who,
                    "at": when,
                }


def _check(asked: NewAllocation, wanted: Sequence[str], people: Iterable[str], slots: Iterable[str]) -> None:
    """Refuse whom the caller does not see just as whom there is not, and places that are not there."""
    people, slots = set(people), set(slots)
    taking = slots if asked.slots is None else set(asked.slots)
    errors = [
        _missing(f"/participants/{number}", "deltagare")
        for number, key in enumerate(wanted)
        if key not in people
    ]
    errors += [
        _missing(f"/slots/{number}", "plats")
        for number, key in enumerate(asked.slots or ())
        if key not in slots
    ]
    for name in ("locks", "bans"):
        for number, pair in enumerate(getattr(asked, name)):
            if pair.participant_id not in people or pair.participant_id not in wanted:
                errors.append(_missing(f"/{name}/{number}/participant_id", "deltagare"))
            if pair.slot_id not in taking & slots:
                errors.append(_missing(f"/{name}/{number}/slot_id", "plats"))
    if errors:
        raise Invalid(errors=errors[:200])


def _missing(pointer: str, what: str) -> Wrong:
    if what == "plats":
        return {
            "pointer": pointer,
            "message": "Platsen finns inte, eller är inte med.",
            "remedy": "Skriv ett id ur listan över platser.",
        }
    return {
        "pointer": pointer,
        "message": "Deltagaren finns inte, eller är inte med.",
        "remedy": "Skriv id:t för en av dina deltagare.",
    }


def _cannot(asked: NewAllocation, error: CannotKeep) -> Wrong:
    pairs = [(pair.participant_id, pair.slot_id) for pair in asked.locks]
    number = pairs.index((error.participant_id, error.slot_id))
    return {"pointer": f"/locks/{number}", "message": str(error), "remedy": "Ta bort eller ändra låset."}
