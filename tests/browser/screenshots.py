"""Takes the pictures of the pages in docs/screenshots: ``make screenshots``."""

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from service.app import create_app
from service.coach.desk import at
from service.settings import Settings
from tests.support.accounts import CHEAP
from tests.support.browser import browsing, chromium, cookie, serving
from tests.support.town import COACH, DAY, FULL, build

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
PERSON = "D0012"
COLOURS = 128


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
    "workplace": (at(FULL, "arbetsplats", plats="P0001"), 1280, 1000, None),
}
"""Name → address, width and height in pixels, and what to do on the page first."""


def take() -> None:
    """Serve an invented municipality, take every picture, and keep it small."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        town = build(Path(folder))
        settings = Settings(database_url=f"sqlite:///{town.path}", password_memory_kib=CHEAP)
        app = create_app(settings, today=lambda: DAY)
        with serving(app) as address, browsing() as browser:
            for name, (where, width, height, act) in PICTURES.items():
                context = browser.new_context(base_url=address, viewport={"width": width, "height": height})
                context.add_cookies([cookie(app, address, COACH)])
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
    take()
