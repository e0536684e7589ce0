"""Ranked places for stored records.

Places are prepared once and kept while they are unchanged: one cheap query per request finds out.
What is kept is named by the latest change to any place, the day, the weights and the model. Weights
that somebody puts to use are used from the next request on, by every process on the store.
Vectors come from the store; nothing stored is encoded again here.
"""

import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher import (
    Assessment,
    Candidates,
    Context,
    Participant,
    Reach,
    Slot,
    prepare,
)
from matcher.engines.crowd import Crowd, Headcount
from service import audit
from service.answers import NotStored, Outlook, Prepared, Suggested, Weighed, document, head, inputs_hash
from service.canonical import canonical, digest
from service.mirror import Mirror
from service.store import Database, records, runs, vectors, weights
from service.store.clock import now
from service.version import VERSION

Today = Callable[[], date]
MakeContext = Callable[[date], Context]


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
        self._crowd: tuple[int, Crowd] | None = None

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
        audit.shown([participant_id])
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
        audit.shown(
            [s.participant_id for s in found.suggestions] + [m.participant_id for m in found.near_misses]
        )
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
        audit.shown()  # numbers, and nobody in them
        prepared, people, _ = self._reverse(slot_id, seen)
        return head(prepared.places.context) | write(prepared.places.reach(people, slot_id))

    def headcount(self, slot: Slot, *, seen: records.Condition) -> Headcount:
        """Count the people that a place reaches, stored or not, and what its requirements cost.

        Parameters
        ----------
        seen : the condition under which a participant is counted for whoever asks.
        """
        with self._lock, self.database.read() as session:
            context = self._current(session).places.context
            self._people.refresh(session)
            among = records.ids(session, "participant", where=seen)
            known = self._crowd
            if known is None or known[0] != self._people.revision or known[1].context.date != context.date:
                crowd = known[1] if known and known[1].context.date == context.date else Crowd(context)
                crowd.take(self._people.some([person.id for person in self._people.all()]))
                known = self._crowd = (self._people.revision, crowd)
        return known[1].headcount(slot, among)

    def fits(self, slot_id: str, people: Sequence[Participant]) -> tuple[Assessment, ...]:
        """Explain a place that is stored for some participants whom whoever asks is known to see."""
        with self._lock, self.database.read() as session:
            prepared = self._current(session)
            stored = vectors.read(session, self.encoder.hash, "participant", [one.id for one in people])
        known: dict[str, vectors.Vector] = {}
        for person in people:
            known |= vectors.by_text(person, stored)
        return prepared.places.fits(people, slot_id, vectors=known)

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
        audit.shown([participant_id])
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

    def group(self, ids: Sequence[str]) -> tuple[Prepared, list[Participant], dict[str, vectors.Vector]]:
        """Give the places, those of some participants who are there, and the vectors that are known."""
        with self._lock, self.database.read() as session:
            prepared, _ = self._current(session), self._people.refresh(session)
            people = [person for _, person in self._people.some(ids).values()]
            return prepared, people, dict(self._people.vectors)

    def slots(self) -> Mapping[str, Slot]:
        """Give all places there are, by id."""
        with self._lock, self.database.read() as session:
            return self._current(session).slots

    def today(self) -> date:
        """Give the day that answers are made for."""
        return self._today()

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
