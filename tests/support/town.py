"""A small invented municipality with accounts, for tests of pages: who is whose."""

import shutil
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from data.records import ParticipantRecord, PlacementRecord, SlotRecord
from data.synthetic import municipality
from service.api.crud import plain
from service.store import Database, migrate
from tests.support.accounts import an_account, give
from tests.support.stores import save

DAY = date(2026, 11, 23)
COACH, COLLEAGUE, STRANGER = "anna", "bo", "cecilia"
FULL = "D0002"
"""A participant of the coach's of whom much is known."""
EMPTY = "TOM 2026/1"
"""A participant of the coach's of whom nothing is known; the id holds a slash and a space."""
PROTECTED = "D0010"
"""The coach's protected participant."""
FOREIGN = "D0030"
"""Another unit's participant."""


@dataclass(frozen=True)
class Town:
    """Where the store lies, and how many there are."""

    path: Path
    own: int


def build(folder: Path, *, participants: int = 40, slots: int = 120, own: int = 20) -> Town:
    """Fill a store: the coach's own participants first, then a colleague's, then another unit's."""
    path = folder / "town.sqlite3"
    database = Database.open(f"sqlite:///{path}")
    migrate.upgrade(database)
    place = municipality(seed=3, today=DAY, participants=participants, slots=slots, placements=60)
    save(database, "slot", *(plain(SlotRecord.from_domain(slot)) for slot in place.slots))
    people = [plain(ParticipantRecord.from_domain(person)) for person in place.participants]
    save(database, "participant", *people, {"id": EMPTY})
    kept = {person["id"] for person in people}
    history = [plain(PlacementRecord.from_domain(one)) for one in place.placements]
    save(database, "placement", *(one for one in history if one["participant_id"] in kept))
    an_account(database, COACH, unit="norr", full_name="Anna Ek")
    an_account(database, COLLEAGUE, unit="norr", full_name="Bo Lind")
    an_account(database, STRANGER, unit="syd", full_name="Cecilia Berg")
    for name, role in (("david", "liaison"), ("eva", "analyst"), ("frans", "administrator")):
        an_account(database, name, role)
    ids = [person["id"] for person in people]
    give(database, [*ids[:own], EMPTY], unit="norr", coach=COACH)
    give(database, ids[own : own + 8], unit="norr", coach=COLLEAGUE)
    give(database, ids[own + 8 :], unit="syd", coach=STRANGER)
    give(database, [PROTECTED], unit="norr", coach=COACH, protected=True)
    database.close()
    return Town(path, own + 1)


@cache
def _built(folder: Path) -> Town:
    return build(folder)


def copied(template: Path, folder: Path) -> str:
    """Copy a built town for one test; give the address of its store."""
    built = _built(template)
    shutil.copy(built.path, folder / "town.sqlite3")
    return f"sqlite:///{folder / 'town.sqlite3'}"
