"""Plans and follow-ups in a real browser: the whole way, and axe on every page and state."""

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from service.coach.desk import at
from tests.browser.conftest import OpenPage
from tests.browser.test_accessible import States, faults_of, unfold
from tests.support.planned import GOAL, live
from tests.support.town import COACH, EMPTY

LIVED, NEW = "D0014", "D0015"
PERSON = "D0012"


@pytest.fixture(scope="module")
def lived(app: FastAPI, address: str) -> str:
    """A participant whose plan has lived for a while; the service runs."""
    live(app.state.service.database, LIVED)
    return LIVED


def press(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name, exact=True).first.click()


def older(name: str) -> Callable[[Page], None]:
    """Send a form that was filled from another version, with something else in it."""

    def act(page: Page) -> None:
        page.locator("input[name=version]").first.evaluate("field => { field.value = '77' }")
        for field in ("[name=goal]", "[name=note]", "[name=due]"):
            if page.locator(field).count():
                page.locator(field).fill("2027-01-11")
        press(name)(page)

    return act


def open_and(act: Callable[[Page], None]) -> Callable[[Page], None]:
    def both(page: Page) -> None:
        unfold(page)
        act(page)

    return both


STATES: States = {
    "plan": (at(LIVED, "plan"), unfold),
    "an empty plan": (at(EMPTY, "plan"), None),
    "a goal of another version": (at(LIVED, "plan"), open_and(older("Spara målet"))),
    "no goal": (at(EMPTY, "plan"), press("Spara målet")),
    "new step": (at(LIVED, "steg"), None),
    "a step": (at(LIVED, "steg", steg=f"{2:032x}"), None),
    "a step with errors": (at(LIVED, "steg"), press("Spara")),
    "a step of another version": (at(LIVED, "steg", steg=f"{2:032x}"), older("Spara")),
    "nearer": (at(LIVED, "narmare"), None),
    "near misses": (at(PERSON, "forslag"), None),
    "print": (at(LIVED, "plan/utskrift"), None),
    "easy": (at(LIVED, "plan/latt"), None),
    "support": (at(LIVED, "stod", plats="P0001"), None),
    "book": (at(EMPTY, "boka"), None),
    "move": (at(LIVED, "boka"), None),
    "move another version": (at(LIVED, "boka"), older("Spara mötet")),
    "write up": (at(LIVED, "uppfoljning"), None),
    "write up with errors": (at(LIVED, "uppfoljning"), press("Spara mötet")),
    "list": ("/uppfoljningar", None),
    "list with an address": (
        "/uppfoljningar",
        lambda page: page.locator("form[action$=kalender] button").click(),
    ),
    "participant who is late": (at(LIVED), None),
}


def test_every_page_and_state(open_page: OpenPage, lived: str) -> None:
    scripted = {name for name in STATES if "another version" in name}
    assert faults_of(open_page, STATES, COACH, scripted) == {}


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])
def test_from_a_goal_to_a_meeting_that_is_written_up(open_page: OpenPage, *, script: bool) -> None:
    page = open_page(script=script)
    name = NEW if script else "D0016"
    page.goto(at(name))
    page.get_by_role("link", name="Planen", exact=True).click()
    page.get_by_label("Slutmål").fill("Jobba i butik")
    page.get_by_role("button", name="Spara målet").click()
    expect(page.get_by_role("status")).to_contain_text("Målet är sparat.")
    page.get_by_label("Nytt delmål").select_option("licence")
    page.get_by_role("button", name="Lägg till delmål").click()
    page.get_by_label("Klart senast").fill("2026-12-18")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("heading", name="Ta körkort")).to_be_visible()
    page.get_by_role("button", name="Lägg till: Läsa körkortsteori").click()
    expect(page.get_by_role("heading", name="Läsa körkortsteori")).to_be_visible()
    page.get_by_role("link", name=re.compile("Ändra.*Ta körkort")).click()
    page.get_by_label("Inte nått").check()
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("En sak behöver rättas")
    page.get_by_label("Varför, som deltagaren själv ser det").fill("Det var för dyrt just nu.")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Det var för dyrt just nu.")).to_be_visible()

    page.get_by_role("link", name="Boka ett möte").click()
    page.get_by_label("Nästa möte").fill("2026-11-23")
    page.get_by_label("Klockslag").fill("09:30")
    page.get_by_role("button", name="Spara mötet").click()
    page.get_by_role("link", name="Skriv upp mötet").click()
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Vad har hänt sedan sist?").fill("Vi har gått igenom planen.")
    page.get_by_role("button", name="Spara mötet").click()
    expect(page.get_by_role("status")).to_contain_text("nästa möte är bokat")
    expect(page.get_by_text("Vi har gått igenom planen.")).to_be_visible()
    page.go_back()  # the form is about the next meeting now: nothing can be written up twice
    expect(page.get_by_text("Möte bokat till 2026-12-07")).to_be_visible()
    page.goto(at(name, "plan/latt"))
    expect(page.get_by_text("Du läser teori för körkort.")).to_be_visible()
    expect(page.get_by_role("button", name="Skriv ut")).to_be_visible(visible=script)


def test_the_plan_and_the_sheet_on_support_print_on_one_page_of_a4(open_page: OpenPage, lived: str) -> None:
    page = open_page()
    for sheet, most in (("plan/utskrift", 1), ("stod", 1), ("plan/latt", 2)):  # large letters take room
        page.goto(at(lived, sheet, plats="P0001"))
        expect(page.get_by_role("article")).not_to_contain_text("Frågar skolan")
        printed = page.pdf(format="A4", prefer_css_page_size=True)
        pages = sum(printed.count(b"/Type /Page" + end) for end in (b"\n", b" ", b"/"))
        assert 1 <= pages <= most, sheet
    page.goto(at(lived, "plan/utskrift"))
    expect(page.get_by_role("article")).to_contain_text(GOAL)


def test_targets_are_large_enough(open_page: OpenPage, lived: str) -> None:
    page = open_page(width=320)
    small = []
    for address in (at(lived, "plan"), at(lived, "uppfoljning"), "/uppfoljningar", at(lived, "narmare")):
        page.goto(address)
        for target in page.locator("a:visible, button:visible, summary:visible, select:visible").all():
            box = target.bounding_box()
            inline = target.evaluate("one => getComputedStyle(one).display === 'inline'")
            if box and not inline and box["x"] >= 0 and (box["height"] < 24 or box["width"] < 24):
                small.append((address, target.inner_text(), box))
    assert small == []
