"""Takes the pictures of the administrator's pages in docs/screenshots: a part of ``make screenshots``."""

import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fastapi import FastAPI
from playwright.sync_api import Browser, Page
from sqlalchemy import Date, insert, text, update
from sqlalchemy.orm import Session

from service.accounts import repository as accounts
from service.accounts.models import Attempts
from service.accounts.waiting import stamp
from service.app import create_app
from service.audit import chain
from service.audit.chain import Event
from service.coach.desk import at
from service.evaluations.models import Evaluations
from service.liaison.openings import at as place_at
from service.retention.repository import TIMES
from service.settings import Settings
from service.store import Database
from service.store.schema import Base
from tests.browser.screenshots import FOLDER, keep
from tests.support.accounts import CHEAP, an_account
from tests.support.browser import browsing, chromium, cookie, serving
from tests.support.town import COACH, DAY, FOREIGN, FULL, build

ADMINISTRATOR, LIAISON = "frans", "david"
LEFT = "greta"
"""Whose account was closed long ago."""
QUIET = 7
"""So many participants with whom nothing has happened for years."""
ROWS = 214
"""Rows of the log that are older than it is kept."""


def asked_twice(page: Page) -> None:
    """Come to the second step of an erasure."""
    page.get_by_label("Deltagarens ärendenummer").fill(FOREIGN)
    page.get_by_role("button", name="Fortsätt").click()


PICTURES: dict[str, tuple[str, int, int, Callable[[Page], None] | None]] = {
    "accounts": ("/konton", 1280, 900, None),
    "log": ("/granskning", 1280, 1300, None),
    "log-narrow": ("/granskning", 320, 1300, None),
    "retention": ("/gallring", 1280, 1300, None),
    "erasure": ("/radering", 1280, 900, asked_twice),
    "settings": ("/installningar", 1280, 1300, None),
}
"""Name → address, width and height in pixels, and what to do on the page first."""


def quieten(session: Session) -> None:
    """Let nothing have happened for years with some participants of another unit."""
    session.execute(text("DROP TRIGGER record_versions_no_update"))
    unit = text("SELECT participant_id FROM caseload WHERE unit_id = 'syd' ORDER BY participant_id")
    quiet = list(session.scalars(unit))[-QUIET:]
    for table in Base.metadata.sorted_tables:
        name = next((one for one in ("participant_id", "subject") if one in table.c), None)
        days = {c: date(2021, 3, 1) for c in table.c if isinstance(c.type, Date)}
        clocks = {c: ago(5) for c in table.c if c.name in TIMES and c not in days}
        if name and (days or clocks):
            session.execute(update(table).where(table.c[name].in_(quiet)).values(days | clocks))


def ago(years: int) -> str:
    """Give a time so many years ago, and a bit."""
    return stamp(datetime.now(UTC) - timedelta(days=366 * years))


def grow_old(database: Database) -> None:
    """Let there be something of each kind that has been kept long enough."""
    an_account(database, LEFT, unit="norr", full_name="Greta Holm")
    with database.write() as session:
        for name, full_name in ((LIAISON, "David Sand"), ("eva", "Eva Kvist"), (ADMINISTRATOR, "Frans Ås")):
            accounts.change(session, name, full_name=full_name)
        accounts.change(session, LEFT, closed_at=ago(6))
        quieten(session)
        pages = ("", "/{participant_id}", "/{participant_id}/forslag", "/{participant_id}/plan")
        what = [f"GET /deltagare{pages[number % len(pages)]}" for number in range(ROWS)]
        times = [stamp(datetime.fromisoformat(ago(6)) + timedelta(hours=7 * n)) for n in range(ROWS)]
        read = zip(times, what, strict=True)
        chain.append(session, [Event(when, LEFT, "coach", "read", where, (FULL,)) for when, where in read])
        report = {"at": ago(6), "by": "eva", "seed": 1, "state": "done", "attempts": 1}
        session.execute(insert(Evaluations), [report | {"id": f"gammal-{number}"} for number in range(2)])
        failed = {"number": 1, "at": ago(1), "until": ago(1)}
        session.execute(insert(Attempts), [failed | {"name_hash": f"{number:064}"} for number in range(3)])


def work(app: FastAPI, address: str, browser: Browser) -> None:
    """Let a coach and a liaison do something that the log tells."""
    done = {
        COACH: ("/deltagare", at(FULL), at(FULL, "forslag"), at(FULL, "mote"), at(FOREIGN)),
        LIAISON: ("/platser", place_at("P0001"), place_at("P0001", "personer")),
    }
    for who, pages in done.items():
        context = browser.new_context(base_url=address)
        context.add_cookies([cookie(app, address, who)])
        for where in pages:
            context.request.get(where)
        context.close()


def take(names: Sequence[str] = ()) -> None:
    """Serve an invented municipality with a past, take every picture or those that are named."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        town = build(Path(folder))
        app = create_app(
            Settings(database_url=f"sqlite:///{town.path}", password_memory_kib=CHEAP), today=lambda: DAY
        )
        with serving(app) as address, browsing() as browser:
            grow_old(app.state.service.database)
            work(app, address, browser)
            signed = cookie(app, address, ADMINISTRATOR)
            for name in names or PICTURES:
                where, width, height, act = PICTURES[name]
                context = browser.new_context(base_url=address, viewport={"width": width, "height": height})
                context.add_cookies([signed])
                page = context.new_page()
                page.goto(where)
                if act is not None:
                    act(page)
                keep(page.screenshot(), FOLDER / f"{name}.png")
                context.close()


if __name__ == "__main__":
    if chromium() is None:
        sys.exit("No browser: apt-get install chromium")
    take(sys.argv[1:])
