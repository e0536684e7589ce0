"""The history of the store, as an evaluation reads it: records as they were when they first mattered."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.loaders import BadFile
from data.records import PlacementRecord
from evaluation.history import History, history
from matcher.domain import Participant, Placement, Slot
from service.accounts.models import Caseload
from service.store import vectors
from service.store.kinds import KindName
from service.store.schema import Placements, RecordVersions

NEVER: Final = "9999-12-31"
NAME: Final = "Databasens placeringar"


class Unusable(Exception):  # noqa: N818 - an answer, told to whoever asked
    """The history has faults. The message names fields, and no participant, place or placement."""


@dataclass(frozen=True, slots=True)
class Past:
    """What the store knows of the past.

    Attributes
    ----------
    revision : the latest one that is in it.
    notes : Swedish sentences on what was left out.
    """

    participants: tuple[Participant, ...]
    slots: tuple[Slot, ...]
    placements: tuple[Placement, ...]
    revision: int
    notes: tuple[str, ...]


def past(session: Session) -> Past:
    """Read placements, and each participant and place as it stood the day it was first placed.

    A record that is younger than its first placement is taken as it was first stored, and so are places that
    nobody was placed at. Deleted places were there to choose, so they are with; erased people are gone, and
    people with protected identity are left out, as from every figure.
    """
    hidden = set(session.scalars(select(Caseload.participant_id).where(Caseload.protected)))
    told = [
        PlacementRecord.model_validate_json(payload).to_domain()
        for payload in session.scalars(select(Placements.payload).order_by(Placements.id))
    ]
    told = [p for p in told if p.participant_id not in hidden]
    first: dict[KindName, dict[str, str]] = {"participant": {}, "slot": {}}
    for placement in sorted(told, key=lambda p: str(p.suggested_on or NEVER)):
        day = str(placement.suggested_on or NEVER)
        first["participant"].setdefault(placement.participant_id, day)
        first["slot"].setdefault(placement.slot_id, day)
    people = {r.id: r for r in _records(session, "participant", first["participant"]) if r.id not in hidden}
    slots = {record.id: record for record in _records(session, "slot", first["slot"])}
    used = [p for p in told if p.participant_id in people and p.slot_id in slots]
    placed = {p.participant_id for p in used}
    revision = max(session.scalars(select(RecordVersions.revision)), default=0)
    return Past(
        tuple(record for id_, record in people.items() if id_ in placed),
        tuple(slots.values()),
        tuple(used),
        revision,
        tuple(_notes(len(told) - len(used))),
    )


def checked(found: Past) -> History:
    """Check the placements against each other, and write them as columns.

    Raises
    ------
    Unusable
        When they have faults. Whoever asks for figures must not see which placements these are.
    """
    try:
        told = history(found.participants, found.slots, found.placements, name=NAME)
    except BadFile as bad:
        fields = sorted({problem.column for problem in bad.problems if problem.column})
        raise Unusable(
            f"Placeringarna i databasen har fel som måste rättas först, i {_listed(fields)}. Vilka de är "
            "står inte här. Den som får läsa placeringar ser dem genom att exportera deltagare, platser och "
            "placeringar med rattplats export och köra rattplats evaluate på filerna."
        ) from None
    return replace(told, notes=(*told.notes, *found.notes))


def _listed(fields: Sequence[str]) -> str:
    word = "fältet" if len(fields) == 1 else "fälten"
    return f"{word} {' och '.join(filter(None, (', '.join(fields[:-1]), *fields[-1:])))}"


def _records(session: Session, kind: KindName, wanted: Mapping[str, str]) -> Iterator[Any]:
    """Give each record as it stood at the end of a day, or as it was first stored."""
    versions = RecordVersions
    query = select(versions.id, versions.at, versions.payload).where(
        versions.kind == kind, versions.payload.is_not(None)
    )
    if kind == "participant":
        query = query.where(versions.id != "")
    chosen: dict[str, str] = {}
    for id_, at, payload in session.execute(query.order_by(versions.revision)):
        if payload and (id_ not in chosen or at[:10] <= wanted.get(id_, "")):
            chosen[id_] = payload
    for payload in chosen.values():
        yield vectors.domain(kind, json.loads(payload))


def _notes(left: int) -> Sequence[str]:
    if not left:
        return ()
    return (f"Placeringar vars deltagare eller plats inte finns i databasen: {left}. De är inte med.",)
