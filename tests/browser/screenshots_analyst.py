"""Takes the pictures of the analyst's pages in docs/screenshots: a part of ``make screenshots``."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI
from playwright.sync_api import Page, expect
from sqlalchemy import select

from matcher.weights import Weights
from service.app import create_app
from service.settings import Settings
from service.store.schema import Participants
from tests.browser.screenshots import FOLDER, keep
from tests.support.accounts import CHEAP
from tests.support.browser import browsing, chromium, cookie, serving
from tests.support.past import ANALYST, build
from tests.support.town import DAY

STANDARD = Weights.standard().version
LONG = 240_000
"""Milliseconds that an evaluation may take on a busy machine."""


def moved(page: Page) -> None:
    """Give one weight more."""
    slider = page.get_by_role("slider", name="Färdigheter")
    slider.focus()
    for _ in range(30):
        page.keyboard.press("ArrowRight")


def there(page: Page) -> None:
    """Wait for the figures."""
    expect(page.get_by_text("Efter hur det gick")).to_be_visible(timeout=LONG)


def understood(page: Page) -> None:
    """Leave a file, and look at how it was understood."""
    lines = [
        "id;employer_name;title;required_skills;conditions;hours_min;soft_start",
        "P-9001;Exempelbolaget;Lagerarbetare;truck|plock;tunga lyft;20;ja",
        "P-9002;Exempelköket;Köksbiträde;inga;mycket stående;15;nej",
    ]
    file = {"name": "platser.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Granska filen").click()


def wrong(page: Page) -> None:
    """Leave a file with mistakes."""
    content = "id;hours_min;capacity\nP-1;många;2\nP-2;20;en\n"
    file = {"name": "platser.csv", "mimeType": "text/csv", "buffer": content.encode()}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Granska filen").click()


PICTURES: dict[str, tuple[str, int, int, Callable[[Page], None] | None]] = {
    "results": ("/resultat?mal=30", 1280, 1500, None),
    "results-narrow": ("/resultat?mal=30", 320, 1200, None),
    "weights-new": ("/vikter/ny", 1280, 1000, moved),
    "weights-tried": (f"/vikter/prov?fran={STANDARD}&p=45_11_15.5_8_6_6_4.5_4", 1280, 1700, there),
    "fairness": ("/rattvisa", 1280, 1500, None),
    "file-preview": ("/import/platser", 1280, 1000, understood),
    "file-errors": ("/import/platser", 1280, 800, wrong),
}
"""Name → address, width and height in pixels, and what to do on the page first."""


def compared(page: Page, app: FastAPI) -> None:
    """Have groups compared, by an invented file."""
    with app.state.service.database.read() as session:
        ids = list(session.scalars(select(Participants.id).order_by(Participants.id)))
    rows = "\n".join(f"{key};{('18–24', '25–54', '55–')[i % 3]}" for i, key in enumerate(ids))
    file = {"name": "g.csv", "mimeType": "text/csv", "buffer": f"participant_id;ålder\n{rows}".encode()}
    page.goto("/resultat")
    expect(page.get_by_text("Har fått stöd").first).to_be_visible(timeout=LONG)
    page.goto("/rattvisa")
    page.get_by_label("Fil med grupper").set_input_files(file)
    page.get_by_role("button", name="Jämför grupperna").click()
    expect(page.get_by_text("Läs hela rapporten")).to_be_visible(timeout=LONG)


def take() -> None:
    """Serve an invented municipality with a past, and take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        url = f"sqlite:///{Path(folder) / 'past.sqlite3'}"
        app = create_app(Settings(database_url=url, password_memory_kib=CHEAP), today=lambda: DAY)
        with serving(app) as address, browsing() as browser:
            signed = cookie(app, address, ANALYST)
            for number, (name, (where, width, height, act)) in enumerate(PICTURES.items()):
                context = browser.new_context(base_url=address, viewport={"width": width, "height": height})
                context.add_cookies([signed])
                page = context.new_page()
                if number == 0:
                    compared(page, app)
                page.goto(where)
                if act is not None:
                    act(page)
                keep(page.screenshot(), FOLDER / f"{name}.png")
                context.close()


if __name__ == "__main__":
    if chromium() is None:
        sys.exit("No browser: apt-get install chromium")
    take()
