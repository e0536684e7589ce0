"""Ranked places for stored records.

Places are prepared once and kept while they are unchanged: one cheap query per request finds out.
What is kept is named by the latest change to any place, the day, the weights and the model. Weights
that somebody puts to use are used from the next request on, by every process on the store.
Vectors come from the store; nothing stored is encoded again here.
"""

import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher import (
    Assessment,
    Candidates,
    Context,
    Participant,
    Places,
    Question,
    Ranking,
    Reach,
    Slot,
    prepare,
)
from service.canonical import canonical, digest
from service.mirror import INPUTS, Mirror
from service.store import Database, records, runs, vectors, weights
from service.store.clock import now
from service.version import VERSION

Today = Callable[[], date]
MakeContext = Callable[[date], Context]


class NotStored(LookupError):  # noqa: N818  # named by what is wrong
    """There is no such participant or place."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Places as they were at a revision, made ready for a day.

    Attributes
    ----------
    revision : of the latest change to any place.
    digest : hash of all places together.
    """

    revision: int
    places: Places
    slots: Mapping[str, Slot]
    digest: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """An answer about one participant.

    Attributes
    ----------
    run : id of the stored run.
    document : the object of ``rank --json`` for one participant.
    slots : id → place, of all places there are.
    """

    run: str
    context: Context
    ranking: Ranking
    document: Mapping[str, Any]
    slots: Mapping[str, Slot]

    def to_dict(self) -> dict[str, Any]:
        """Give the document, and the id of the run."""
        return {**self.document, "run": self.run}


@dataclass(frozen=True, slots=True)
class Weighed:
    """One participant held against chosen places.

    Attributes
    ----------
    assessments : the explanation of each place, in the order asked for.
    slots : id → place, of all places there are.
    """

    context: Context
    participant: Participant
    assessments: tuple[Assessment, ...]
    slots: Mapping[str, Slot]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What there is for a participant, without the places themselves.

    Attributes
    ----------
    eligible : places that no rule stops.
    question : the question that most places wait for.
    """

    eligible: int
    question: Question | None


def document(context: Context, *rankings: Ranking) -> dict[str, Any]:
    """Give the object of ``rank --json``."""
    return head(context) | {"results": [ranking.to_dict() for ranking in rankings]}


def head(context: Context) -> dict[str, Any]:
    """Say by which weights, model and day an answer was made."""
    return {
        "weights": context.weights.version,
        "model": context.encoder.id,
        "date": context.date.isoformat() if context.date else None,
    }


class Matching:
    """Answers about stored participants and places.

    Parameters
    ----------
    database : the open store.
    context : makes the matcher's context for a day, with the weights that are used until others have
        been put to use in the store; its encoder never changes.
    today : gives the day.
    pinned : whether the context's weights are used whatever has been put to use.
    """

    def __init__(
        self, database: Database, context: MakeContext, today: Today, *, pinned: bool = False
    ) -> None:
        self.database = database
        self.encoder = context(today()).encoder
        self._context = context
        self._today = today
        self._lock = threading.Lock()
        self._slots = Mirror("slot", self.encoder.hash)
        self._people = Mirror("participant", self.encoder.hash)
        self._prepared: Prepared | None = None
        self._outlooks: dict[str, tuple[str, Outlook]] = {}
        self._outlooks_at: Prepared | None = None
        self._pinned = pinned
        self._activated: str | None = None

    def suggest(
        self, participant_id: str, *, top: int, by: str, seen: records.Condition | None = None
    ) -> Suggested:
        """Rank the places for one participant, and store the run.

        The one request with two transactions: the state is read, then the run is stored. In
        between no lock is held. Whoever is erased in between gets no run.

        Parameters
        ----------
        seen : the condition under which whoever asks sees a participant.

        Raises
        ------
        NotStored
            When there is no such participant, or none that may be seen.
        """
        with self._lock, self.database.read() as session:
            stored = records.get(session, "participant", participant_id, where=seen)
            if stored is None:
                raise NotStored(participant_id)
            mine = vectors.read(session, self.encoder.hash, "participant", [participant_id])
            prepared = self._current(session)
        person = Participant(**stored.document)
        (ranking,) = prepared.places.rank([person], top=top, vectors=vectors.by_text(person, mine))
        context = prepared.places.context
        answer = document(context, ranking)
        run = {
            "id": uuid.uuid4().hex,
            "at": now(),
            "by": by,
            "participant_id": participant_id,
            "revision": max(stored.revision, prepared.revision),
            "date": context.date,
            "seed": context.seed,
            "top": top,
            "weights_version": context.weights.version,
            "model_id": self.encoder.id,
            "model_hash": self.encoder.hash,
            "program": VERSION,
            "inputs_hash": inputs_hash(stored.payload, prepared.digest),
            "considered": ranking.considered,
            "eligible": ranking.eligible,
            "shown": canonical([{"slot_id": s.slot_id, "score": s.score} for s in ranking.suggestions]),
            "output_hash": digest(canonical(answer)),
        }
        try:
            with self.database.write() as session:
                runs.add(session, run)
        except IntegrityError:
            raise NotStored(participant_id) from None
        return Suggested(str(run["id"]), context, ranking, answer, prepared.slots)

    def candidates(
        self,
        slot_id: str,
        *,
        top: int,
        seen: records.Condition | None = None,
        write: Callable[[Candidates], dict[str, Any]] = Candidates.to_dict,
    ) -> dict[str, Any]:
        """Rank the participants for one place.

        Parameters
        ----------
        seen : the condition under which whoever asks sees a participant; nobody else is considered.
        write : how the answer is written, as without what only a coach may see.

        Raises
        ------
        NotStored
            When there is no such place.
        """
        prepared, people, known = self._reverse(slot_id, seen)
        found = prepared.places.candidates(people, slot_id, top=top, vectors=known)
        return head(prepared.places.context) | write(found)

    def reach(
        self,
        slot_id: str,
        *,
        seen: records.Condition | None = None,
        write: Callable[[Reach], dict[str, Any]] = Reach.to_dict,
    ) -> dict[str, Any]:
        """Count the people that a place reaches, and what each requirement costs.

        Parameters
        ----------
        seen : the condition under which a participant is counted for whoever asks.
        write : how the counts are written, as without small numbers.

        Raises
        ------
        NotStored
            When there is no such place.
        """
        prepared, people, _ = self._reverse(slot_id, seen)
        return head(prepared.places.context) | write(prepared.places.reach(people, slot_id))

    def weigh(
        self, participant_id: str, slot_ids: Sequence[str], *, seen: records.Condition | None = None
    ) -> Weighed:
        """Explain chosen places for one participant, suggested or not.

        Parameters
        ----------
        seen : the condition under which whoever asks sees a participant.

        Raises
        ------
        NotStored
            When there is no such participant, none that may be seen, or no such place.
        """
        with self._lock, self.database.read() as session:
            stored = records.get(session, "participant", participant_id, where=seen)
            prepared = self._current(session)
            if stored is None or not set(slot_ids) <= prepared.slots.keys():
                raise NotStored(participant_id)
            mine = vectors.read(session, self.encoder.hash, "participant", [participant_id])
        person = Participant(**stored.document)
        found = prepared.places.explain(person, slot_ids, vectors=vectors.by_text(person, mine))
        return Weighed(prepared.places.context, person, found, prepared.slots)

    def outlooks(self, ids: Sequence[str]) -> dict[str, Outlook]:
        """Say of each of some participants how many places there are, and what is best to ask.

        No place is suggested, so no run is stored. What was worked out is kept while the participant
        and the places are unchanged.

        Parameters
        ----------
        ids : participants whom whoever asks is known to see.
        """
        with self._lock, self.database.read() as session:
            prepared = self._current(session)
            changed = self._people.refresh(session)
            people, known = self._people.some(ids), dict(self._people.vectors)
            if self._outlooks_at is not prepared:
                self._outlooks, self._outlooks_at = {}, prepared
            elif changed:  # nobody who has been erased is remembered here
                left = self._people.some(list(self._outlooks))
                self._outlooks = {key: self._outlooks[key] for key in left}
            kept = dict(self._outlooks)
        fresh = {key: person for key, (hashed, person) in people.items() if kept.get(key, ("",))[0] != hashed}
        if fresh:
            rankings = prepared.places.rank(list(fresh.values()), top=1, near=0, questions=1, vectors=known)
            for ranking in rankings:
                outlook = Outlook(ranking.eligible, next(iter(ranking.questions), None))
                kept[ranking.participant_id] = people[ranking.participant_id][0], outlook
            with self._lock:
                if self._outlooks_at is prepared:
                    self._outlooks |= {key: kept[key] for key in fresh}
        return {key: kept[key][1] for key in people}

    def slots(self) -> Mapping[str, Slot]:
        """Give all places there are, by id."""
        with self._lock, self.database.read() as session:
            return self._current(session).slots

    def context(self) -> Context:
        """Give what answers rest on now: the day, the weights, the text model."""
        with self._lock, self.database.read() as session:
            return self._current(session).places.context

    def warm(self) -> None:
        """Prepare places and participants now, so that the first question need not wait."""
        with self._lock, self.database.read() as session:
            self._current(session)
            self._people.refresh(session)

    def _reverse(
        self, slot_id: str, seen: records.Condition | None
    ) -> tuple[Prepared, list[Participant], Mapping[str, vectors.Vector]]:
        with self._lock, self.database.read() as session:
            if records.get(session, "slot", slot_id) is None:
                raise NotStored(slot_id)
            prepared = self._current(session)
            self._people.refresh(session)
            among = None if seen is None else records.ids(session, "participant", where=seen)
            return prepared, self._people.all(among), dict(self._people.vectors)

    def _current(self, session: Session) -> Prepared:
        day = self._today()
        activated = None if self._pinned else weights.active_version(session)
        changed = self._slots.refresh(session) or activated != self._activated
        if self._prepared is None or changed or self._prepared.places.context.date != day:
            slots = self._slots.all()
            world = self._context(day)
            if activated is not None and (chosen := weights.get(session, activated)) is not None:
                world = replace(world, weights=chosen)
            places = prepare(slots, world, vectors=self._slots.vectors)
            by_id = {slot.id: slot for slot in slots}
            self._prepared = Prepared(self._slots.revision, places, by_id, self._slots.digest)
            self._activated = activated
        return self._prepared


def inputs_hash(participant: str, slots_digest: str) -> str:
    """Hash what a run was made from: the participant's JSON and the hash of all places."""
    return digest(INPUTS.join((digest(participant), slots_digest)))
