"""axe finds nothing wrong with any page or state of those who find places; nothing sticks out."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page

from service.liaison.openings import at
from service.placing import taking
from service.placing.taking import Actor
from service.store.clock import now
from tests.browser.conftest import OpenPage
from tests.browser.test_accessible import States, faults_of, press, unfold
from tests.support.town import COACH, DAY, FULL

LIAISON = "david"
PLACE = "P0001"


def wrong_pause(page: Page) -> None:
    """Pause until a day that has been."""
    page.get_by_text("Pausa", exact=True).click()
    page.get_by_label("Pausa till och med").fill("2020-01-01")
    press("Spara: pausa")(page)


def counted(page: Page) -> None:
    """Ask for a licence and for what may not be asked, and have it counted."""
    page.get_by_label("Vad platsen heter").fill("Kassör, max 35 år")
    page.get_by_label("Det här krävs").first.check()
    page.get_by_label("CE Tung lastbil").first.check()
    button = page.get_by_role("button", name="Räkna igen")
    if button.is_visible():
        button.click()
    page.get_by_text("Kravet på körkort CE").first.wait_for()


def no_reason(page: Page) -> None:
    """Say that nothing comes of it, without a reason."""
    page.get_by_text("Arbetsgivaren tackar nej").first.click()
    press("Spara: det blir inget")(page)


def words(page: Page) -> None:
    """Have words found for a row, by the step without a script."""
    page.locator("[id='required_skills-0']").fill("städa")
    button = page.locator("button[name=finn][value=required_skills-0]")
    if button.is_visible():
        button.click()
    else:
        page.keyboard.press("End")


def clash(page: Page) -> None:
    """Let somebody else change the place before this form is sent."""
    page.locator("input[name=version]").evaluate("field => { field.value = '\"an older one\"' }")
    page.get_by_label("Vad platsen heter").fill("Något annat")
    press("Spara")(page)


def read(text: str) -> Callable[[Page], None]:
    """Paste an advertisement."""

    def act(page: Page) -> None:
        page.get_by_label("Annonsens text").fill(text)
        press("Fyll i formuläret")(page)

    return act


SEVERAL = (
    '[{"id": "a1", "headline": "Kock", "description": {"text": "Laga mat."}},'
    ' {"id": "a2", "headline": "Bagare", "description": {"text": "Baka."}}]'
)

STATES: States = {
    "what waits": ("/att-gora", None),
    "list": ("/platser", None),
    "filtered": ("/platser?laget=paused&sortera=-slutar", None),
    "list without a hit": ("/platser?sok=qqqq", None),
    "new": ("/ny-plats", unfold),
    "new with errors": ("/ny-plats", press("Spara")),
    "counted": ("/ny-plats", counted),
    "words": ("/ny-plats", words),
    "edit": (at(PLACE, "redigera"), unfold),
    "clash": (at(PLACE, "redigera"), clash),
    "copy": (f"/ny-plats?som={PLACE}", None),
    "place": (at(PLACE), unfold),
    "wrong pause": (at(PLACE), wrong_pause),
    "shared people": (at(PLACE, "personer"), unfold),
    "no reason": (at(PLACE, "personer"), no_reason),
    "nobody is shared": (at("P0002", "personer"), None),
    "advertisement": ("/plats-av-annons", None),
    "no advertisement": ("/plats-av-annons", press("Fyll i formuläret")),
    "several advertisements": ("/plats-av-annons", read(SEVERAL)),
    "filled in": ("/plats-av-annons", read("Truckförare, bara tjejer\nDu har B-körkort.")),
    "employers": ("/arbetsgivare", None),
    "employers to call": ("/arbetsgivare?visa=hor-av", None),
    "employers without a hit": ("/arbetsgivare?sok=qqqq", None),
    "employer": ("/arbetsgivare?sortera=-oppna", lambda page: page.locator("tbody a").first.click()),
    "new employer": ("/ny-arbetsgivare", press("Spara")),
    "not there": (at("finns-inte"), None),
}


@pytest.fixture(autouse=True)
def somebody_is_shared(app: FastAPI, address: str) -> None:
    """Share a participant for the place that is looked at."""
    assert address
    with app.state.service.database.write() as session:
        taking.sharing(session, FULL, PLACE, "share", Actor(COACH, "coach", now(), DAY))


def test_every_page_and_state(open_page: OpenPage) -> None:
    assert faults_of(open_page, STATES, LIAISON, {"clash"}) == {}


def test_targets_are_large_enough(open_page: OpenPage) -> None:
    page = open_page(LIAISON, width=320)
    small = []
    for address in ("/att-gora", "/platser", "/ny-plats", at(PLACE), "/arbetsgivare", "/plats-av-annons"):
        page.goto(address)
        for target in page.locator("a:visible, button:visible, summary:visible, select:visible").all():
            box = target.bounding_box()
            inline = target.evaluate("one => getComputedStyle(one).display === 'inline'")
            if box and not inline and box["x"] >= 0 and (box["height"] < 24 or box["width"] < 24):
                small.append((address, target.inner_text(), box))
    assert small == []
