"""A small municipality with somebody in every state that the table of permissions knows."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import insert
from starlette.testclient import TestClient

from service.accounts import caseload, permissions
from service.accounts.account import Account
from service.accounts.models import Shares
from service.evaluations.models import Evaluations
from service.placing import repository as courses
from service.placing.repository import Course
from service.store import Database
from service.store.clock import now
from tests.support.accounts import a_token, an_account, give
from tests.support.stores import save

SECRET: Final = "en-riktigt-hemlig-nyckel-med-minst-32-tecken"
SLOT: Final = "s1"
EVALUATION: Final = "20261121T120000-0a1b2c3d"
ROLES: Final = ("coach", "liaison", "analyst", "administrator", "program")
NAMES: Final = {"coach": "eva", "liaison": "lena", "analyst": "ali", "administrator": "ada"}
OPEN: Final = {"open_from": "2026-11-01", "capacity": 40, "filled": 0}


def states() -> dict[str, dict[str, bool]]:
    """The table of states: state → word → whether it shows somebody in that state."""
    head, *rows = [
        [cell.strip() for cell in line.split("|")] for line in permissions.STATES.strip().splitlines()
    ]
    return {row[0]: dict(zip(head[1:], (cell == "yes" for cell in row[1:]), strict=True)) for row in rows}


STATES: Final = states()
IDS: Final[Mapping[str, str]] = {state: f"d{number:02}" for number, state in enumerate(STATES)}
"""State → the participant who is in it."""


def fill(database: Database, *, without: tuple[str, ...] = ()) -> None:
    """Write the municipality.

    Parameters
    ----------
    without : states whose participant is left out, as if there had never been such a person.
    """
    for name, role, unit in (
        ("eva", "coach", "norra"),
        ("bo", "coach", "norra"),
        ("vera", "coach", "norra"),
        ("sam", "coach", "sodra"),
        ("lena", "liaison", None),
        ("ali", "analyst", None),
        ("ada", "administrator", None),
    ):
        an_account(database, name, role, unit=unit)
    save(database, "slot", {"id": SLOT, "title": "Lagerarbetare", "employer_id": "e1"} | OPEN)
    save(
        database,
        "slot",
        {"id": "s2", "title": "Kock", "licences_required": ["B"], "employer_id": "e1"} | OPEN,
    )
    with database.write() as session:
        session.add(
            Evaluations(
                id=EVALUATION, at=now(), by="ali", seed=0, state="done", attempts=1, document="{}", page="<p>"
            )
        )
    whose = {"mine": ("norra", "eva"), "a colleague's": ("norra", "bo"), "another unit's": ("sodra", "sam")}
    for state, key in IDS.items():
        if state in without:
            continue
        save(database, "participant", {"id": key, "goals": [f"Jobba på lager {key}"], "licences": []})
        a_course(database, key, state)
        save(database, "placement", {"id": f"x-{key}", "participant_id": key, "slot_id": SLOT})
        kind, _, protected = state.partition(", ")
        unit, coach = whose.get(kind, ("sodra", "sam") if kind == "shared" else (None, None))
        if kind == "shared":
            with database.write() as session:
                caseload.share(session, key, SLOT, Account("sam", "Sam", "coach"))
        if kind != "nobody's" or protected:
            give(database, [key], unit=unit, coach=coach)
        if protected:
            with database.write() as session:
                caseload.assign(session, [key], unit=unit, coach=coach, protected=True)
                if kind == "shared":  # as if the share had stayed behind
                    row = {"participant_id": key, "slot_id": SLOT, "by": "sam", "at": "2026-11-21"}
                    session.execute(insert(Shares), [row])


def a_course(database: Database, key: str, state: str) -> None:
    """Begin the course of somebody at the place; it has the id of the participant."""
    shared = state.startswith("shared")
    course = Course(key, key, SLOT, "shared" if shared else "suggested", 1, None, date(2026, 11, 21))
    with database.write() as session:
        courses.add(session, course)


def headers(database: Database) -> dict[str, dict[str, str]]:
    """Give each role a bearer token: role → the header that carries it."""
    return {role: a_token(database, name) for role, name in NAMES.items()} | {
        "program": {"Authorization": f"Bearer {SECRET}"}
    }


def shows(word: str, state: str) -> bool:
    """Whether a word of the table shows a participant in a state."""
    return STATES[state].get(word, False)


def others(client: TestClient) -> TestClient:
    """Another browser on the same app."""
    return TestClient(client.app, base_url=str(client.base_url), follow_redirects=False)
