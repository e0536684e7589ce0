"""What the demo's places have been through: contacts with employers, pauses, and people who are shared."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from data.reference import context
from matcher import Participant, Slot, prepare
from service.accounts import Account
from service.accounts.service import DEMO
from service.coach.repository import people
from service.liaison import repository
from service.liaison.standing import paused, stands
from service.placing import taking
from service.placing.taking import Actor
from service.store import records, runs
from service.store.clock import now

COACH: Final = f"{DEMO}coach"
LIAISON: Final = f"{DEMO}arbetsgivarkontakt"

NOTES: Final = (
    "Kan ta emot en person till från nyår.",
    "Ny handledare från nästa månad. Ring då.",
    "Nöjda med den senaste praktiken. Vill gärna fortsätta.",
    None,
)
EVERY: Final = 3
"""One employer in so many has not been spoken to."""

SHARED: Final = 5
"""So many of the coach's participants are shared for the place that fits each best."""

PAUSED: Final = 2
REASON: Final = "Ombyggnad i lokalerna."


def fill(session: Session, slots: Sequence[Slot], today: date) -> None:
    """Let the demo's liaison and coach have worked for some time; the accounts are there already."""
    for number, employer in enumerate(repository.employers(session)):
        if number % EVERY:
            day = today - timedelta(days=number * 7 % 100)
            note = NOTES[number % len(NOTES)]
            repository.add_contact(session, employer.id, by=LIAISON, day=day, note=note)
    open_ = [slot for slot in slots if stands(slot, today) == "open"]
    _pause(session, open_[:PAUSED], today)
    own = people(session, Account(COACH, COACH, "coach", people="plain"), own=True)
    _share(session, [Participant(**one.stored.document) for one in own[:SHARED]], open_[PAUSED:], today)


def _pause(session: Session, slots: Sequence[Slot], today: date) -> None:
    at, until = now(), today + timedelta(days=21)
    for slot in slots:
        stored = records.get(session, "slot", slot.id)
        assert stored is not None  # noqa: S101  # the demo has just written it
        records.write(session, "slot", [paused(dict(stored.document), until)], by=LIAISON, at=at)
        repository.add_step(session, slot.id, "pause", by=LIAISON, at=at, until=until, reason=REASON)


def _share(session: Session, own: Sequence[Participant], slots: Sequence[Slot], today: date) -> None:
    who = Actor(COACH, "coach", now(), today)
    for ranking in prepare(slots, context(date=today)).rank(own, top=1, near=0, questions=0):
        for best in ranking.suggestions:
            row = {
                "id": uuid.uuid4().hex,
                "at": who.at,
                "by": COACH,
                "participant_id": ranking.participant_id,
                "slot_id": best.slot_id,
                "run_id": None,
                "decision": "go_on",
                "reason": None,
            }
            runs.decide(session, row)
            taking.sharing(session, ranking.participant_id, best.slot_id, "share", who)
