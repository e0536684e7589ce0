"""The accounts of the demo: one for each role, two coaches in different units, and whose everybody is."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from service.accounts import caseload, repository, service
from service.accounts.passwords import Hasher, temporary
from service.accounts.service import DEMO
from service.store import Database

UNITS: Final = (("norra", "Arbetsmarknadsenheten norra"), ("sodra", "Arbetsmarknadsenheten södra"))


NOT_HERE: Final = (
    f"Databasen har demons konton ({DEMO}…), vars lösenord står i en fil. Använd en databas som inte är en "
    "demo, eller stäng kontona med: rattplats user lock NAMN"
)
"""Why a service for real people does not start on the store of a demo."""


class DemoUser(NamedTuple):
    """An account of the demo, and what it is for."""

    name: str
    role: str
    full_name: str
    unit: str | None
    purpose: str


ANALYST: Final = f"{DEMO}analytiker"
"""Who has ordered the first evaluation of the demo."""

USERS: Final = (
    DemoUser(f"{DEMO}coach", "coach", "Karin Coach", "norra", "coach i norra enheten: deltagare och förslag"),
    DemoUser(f"{DEMO}coach-sodra", "coach", "Samir Coach", "sodra", "coach i södra enheten: andra deltagare"),
    DemoUser(f"{DEMO}arbetsgivarkontakt", "liaison", "Lena Kontakt", None, "arbetsgivarkontakt: platser"),
    DemoUser(ANALYST, "analyst", "Ali Analytiker", None, "analytiker: vikter och uppföljning"),
    DemoUser(f"{DEMO}administrator", "administrator", "Ada Administratör", None, "administratör: konton"),
)

MINE: Final = 4
"""One in so many participants of a unit is the demo coach's own; the rest are colleagues'."""

PROTECTED: Final = 2
"""Participants of each coach who are protected."""


class Secrets(NamedTuple):
    """What one signs in with: at a browser, and as a program."""

    password: str
    token: str


def fill(session: Session, participant_ids: Sequence[str], hasher: Hasher) -> dict[str, Secrets]:
    """Add the units and accounts of the demo, and share the participants out.

    Parameters
    ----------
    participant_ids : of everybody; every other belongs to each unit, in this order.

    Returns
    -------
    Name → secrets, which are made anew for each demo.
    """
    for unit_id, name in UNITS:
        repository.add_unit(session, unit_id, name)
    made = {}
    for user in USERS:
        password = temporary()
        hashed = hasher.hash(password)
        service.add(
            session, user.name, user.role, full_name=user.full_name, unit=user.unit, password_hash=hashed
        )
        made[user.name] = Secrets(password, service.add_token(session, user.name, label="demo"))
    coaches = [user for user in USERS if user.role == "coach"]
    for number, coach in enumerate(coaches):
        unit = participant_ids[number :: len(coaches)]
        own, rest = unit[::MINE], [key for place, key in enumerate(unit) if place % MINE]
        caseload.assign(session, rest, unit=coach.unit, coach=None)
        caseload.assign(session, own[PROTECTED:], unit=coach.unit, coach=coach.name)
        caseload.assign(session, own[:PROTECTED], unit=coach.unit, coach=coach.name, protected=True)
    return made


def follow(session: Session, participant_ids: Sequence[str]) -> None:
    """Divide those who have had placements between the units, so that results can be told by unit.

    Parameters
    ----------
    participant_ids : of people who are stored.
    """
    for number, (unit, _name) in enumerate(UNITS):
        caseload.assign(session, participant_ids[number :: len(UNITS)], unit=unit, coach=None)


def in_store(database: Database) -> bool:
    """Whether a store has open accounts of a demo."""
    with database.read() as session:
        found = repository.users(session)
    return any(one.user.name.startswith(DEMO) and not one.user.closed_at for one in found)
