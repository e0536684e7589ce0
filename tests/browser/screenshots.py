"""Takes the pictures of the pages in docs/screenshots: ``make screenshots``."""

import sys
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from fastapi import FastAPI
from PIL import Image
from playwright.sync_api import Page

from service.app import create_app
from service.coach.desk import at
from service.liaison.openings import at as place_at
from service.placing import taking
from service.placing.taking import Actor
from service.settings import Settings
from service.store.clock import now
from tests.support.accounts import CHEAP
from tests.support.browser import browsing, chromium, cookie, serving
from tests.support.planned import live
from tests.support.town import COACH, DAY, FULL, build

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
PERSON = "D0012"
LIVED = "D0014"
"""A participant whose plan has lived for a while."""
COLOURS = 128
LIAISON = "david"


def unfolded(page: Page) -> None:
    """Show how the first suggestion was counted."""
    page.locator("li.card").first.get_by_text("Så räknades det").click()


def two(page: Page) -> None:
    """Compare the first two suggestions."""
    for number in (0, 1):
        page.locator("li.card").nth(number).get_by_label("Jämför").check()
    page.get_by_role("button", name="Jämför två valda platser").click()


def wrong(page: Page) -> None:
    """Send the form with a personal identity number for a case number."""
    page.get_by_label("Ärendenummer").fill("19811228-9874")
    page.get_by_role("button", name="Spara", exact=True).click()


def divided(page: Page) -> None:
    """Divide the places among everybody."""
    page.get_by_role("button", name="Gör ett utkast").click()
    page.get_by_text("Så fördelas platserna").click()


def counted(page: Page) -> None:
    """Write an opening that asks for a licence, and for what may not be asked."""
    page.get_by_label("Vad platsen heter").fill("Kassör, max 35 år")
    page.get_by_label("Det här krävs").first.check()
    page.get_by_label("CE Tung lastbil").first.check()
    page.get_by_text("Kravet på körkort CE").first.wait_for()


def read(page: Page) -> None:
    """Fill the form in from an advertisement."""
    page.get_by_label("Annonsens text").fill("Truckförare\nDu har B-körkort och truckkort. Tunga lyft ingår.")
    page.get_by_role("button", name="Fyll i formuläret").click()


def first(page: Page) -> None:
    """Open the first of a list."""
    page.locator("tbody a").first.click()


PICTURES = {
    "list": ("/deltagare", 1280, 900, None),
    "list-narrow": ("/deltagare", 320, 900, None),
    "participant": (at(PERSON), 1280, 900, None),
    "form": ("/ny-deltagare", 1280, 1300, None),
    "form-errors": ("/ny-deltagare", 1280, 800, wrong),
    "suggestions": (at(PERSON, "forslag"), 1280, 1200, None),
    "suggestions-narrow": (at(PERSON, "forslag"), 320, 1200, None),
    "counted": (at(PERSON, "forslag"), 1280, 1500, unfolded),
    "compare": (at(PERSON, "forslag"), 1280, 1300, two),
    "distances": (at(PERSON, "karta"), 1280, 1000, None),
    "explained": ("/sa-raknar-systemet", 1280, 1300, None),
    "meeting": (at(FULL, "mote"), 1280, 1300, None),
    "plan": (at(LIVED, "plan"), 1280, 1400, None),
    "plan-narrow": (at(LIVED, "plan"), 320, 1200, None),
    "follow-up": (at(LIVED, "uppfoljning"), 1280, 1500, None),
    "follow-ups": ("/uppfoljningar", 1280, 900, None),
    "workplace": (at(FULL, "arbetsplats", plats="P0001"), 1280, 1000, None),
    "division-new": ("/ny-fordelning", 1280, 1100, None),
    "division": ("/ny-fordelning?visa=enheten&valj=alla", 1280, 1700, divided),
    "division-narrow": ("/ny-fordelning?visa=enheten&valj=alla", 320, 1700, divided),
}
"""Name → address, width and height in pixels, and what to do on the page first."""


FINDING = {
    "what-waits": ("/att-gora", 1280, 1300, None),
    "places": ("/platser", 1280, 1000, None),
    "place": (place_at("P0001"), 1280, 1000, None),
    "place-narrow": (place_at("P0001"), 320, 1200, None),
    "opening": ("/ny-plats", 1280, 1000, counted),
    "advertisement": ("/plats-av-annons", 1280, 1300, read),
    "shared": (place_at("P0001", "personer"), 1280, 1100, None),
    "employer": ("/arbetsgivare?sortera=-oppna", 1280, 1000, first),
}
"""The same, for those who find places."""


def share(app: FastAPI) -> None:
    """Share two participants for the place in the pictures."""
    with app.state.service.database.write() as session:
        for person in (FULL, PERSON):
            taking.sharing(session, person, "P0001", "share", Actor(COACH, "coach", now(), DAY))


def take(names: Sequence[str] = ()) -> None:
    """Serve an invented municipality, take every picture or those that are named, and keep them small."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        town = build(Path(folder))
        settings = Settings(database_url=f"sqlite:///{town.path}", password_memory_kib=CHEAP)
        app = create_app(settings, today=lambda: DAY)
        with serving(app) as address, browsing() as browser:
            live(app.state.service.database, LIVED)
            share(app)
            for name in names or (*PICTURES, *FINDING):
                where, width, height, act = (PICTURES | FINDING)[name]
                who = LIAISON if name in FINDING else COACH
                context = browser.new_context(base_url=address, viewport={"width": width, "height": height})
                context.add_cookies([cookie(app, address, who)])
                page = context.new_page()
                page.goto(where)
                if act is not None:
                    act(page)
                keep(page.screenshot(), FOLDER / f"{name}.png")
                context.close()


def keep(picture: bytes, path: Path) -> None:
    """Write a picture with few colours."""
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS).save(path, optimize=True)
    sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    if chromium() is None:
        sys.exit("No browser: apt-get install chromium")
    take(sys.argv[1:])
