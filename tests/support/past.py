"""A municipality with a past: placements that have ended, in two units, and an analyst."""

import shutil
from functools import cache
from pathlib import Path

from data.synthetic import municipality
from data.synthetic.town import Municipality
from service.accounts import repository
from service.cli.records import documents
from service.store import Database, migrate, records
from service.store.clock import now
from service.store.saving import Batch
from tests.support.accounts import an_account, give

ANALYST, COACH, LIAISON, ADMINISTRATOR = "eva", "anna", "david", "frans"
UNITS = ("norr", "syd")
PLACEMENTS = 1100
"""As many as it takes for weights to be held against each other."""


def build(folder: Path, *, placements: int = PLACEMENTS) -> Municipality:
    """Fill a store; nothing is encoded, since these pages rank nobody who is stored."""
    path = folder / "past.sqlite3"
    database = Database.open(f"sqlite:///{path}")
    migrate.upgrade(database)
    town = municipality(participants=1, employers=60, slots=1, placements=placements)
    at = now()
    with database.write() as session:
        Batch("slot", documents(town.past_slots), None).save(session, "test")
        records.write(session, "participant", documents(town.past_participants), by="test", at=at)
        records.write(session, "placement", documents(town.placements), by="test", at=at)
    an_account(database, COACH, unit=UNITS[0])
    for name, role in ((LIAISON, "liaison"), (ANALYST, "analyst"), (ADMINISTRATOR, "administrator")):
        an_account(database, name, role, full_name=f"{name.title()} Ek")
    with database.write() as session:
        repository.add_unit(session, UNITS[1], f"Enhet {UNITS[1]}")
    ids = [person.id for person in town.past_participants]
    for number, unit in enumerate(UNITS):
        give(database, ids[number :: len(UNITS)], unit=unit)
    database.close()
    return town


@cache
def _built(folder: Path, placements: int) -> Municipality:
    return build(folder, placements=placements)


def copied(template: Path, folder: Path, *, placements: int = PLACEMENTS) -> str:
    """Copy a built municipality for one test; give the address of its store."""
    _built(template, placements)
    shutil.copy(template / "past.sqlite3", folder / "past.sqlite3")
    return f"sqlite:///{folder / 'past.sqlite3'}"
