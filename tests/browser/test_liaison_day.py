"""The day of somebody who finds places, in a real browser: from an opening to a closed place."""

import pytest
from playwright.sync_api import Page, expect

from service.coach.desk import at as person_at
from tests.browser.conftest import OpenPage
from tests.support.town import COACH

LIAISON = "david"
PEOPLE = {True: "D0004", False: "D0006"}
"""With scripts or without → the participant whom the coach shares."""


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])
def test_from_an_opening_to_a_closed_place(open_page: OpenPage, *, script: bool) -> None:
    page = open_page(LIAISON, script=script)
    title = f"Medhjälpare i lager {'med' if script else 'utan'} skript"
    place = written(page, title, script=script)

    share(open_page(COACH, script=script), PEOPLE[script], title)
    page.goto("/")
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", name="Deltagare 1")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Anna Ek")
    expect(page.get_by_role("main")).not_to_contain_text(PEOPLE[script])
    page.get_by_text("Har träffat arbetsgivaren").first.click()
    page.get_by_role("button", name="Spara: har träffats").click()
    expect(page.get_by_role("status").first).to_contain_text("deltagaren har träffat arbetsgivaren")

    page.goto(place)
    page.get_by_text("Pausa", exact=True).click()
    page.get_by_label("Pausa till och med").fill("2026-12-31")
    page.get_by_role("button", name="Spara: pausa").click()
    expect(page.get_by_role("status").first).to_contain_text("Platsen är pausad.")
    page.get_by_role("button", name="Öppna igen").click()
    expect(page.get_by_role("status").first).to_contain_text("Platsen är öppen igen.")

    page.get_by_role("link", name="Ny plats som liknar den här").click()
    expect(page.get_by_role("status").first).to_contain_text("Inget är sparat än.")
    page.get_by_label("Vad platsen heter").fill(f"{title} två")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("heading", name=f"{title} två")).to_be_visible()

    page.goto(place)
    page.get_by_text("Stäng", exact=True).click()
    page.get_by_label("Orsak").select_option("Platsen är tillsatt.")
    page.get_by_role("button", name="Spara: stäng").click()
    expect(page.get_by_role("status").first).to_contain_text("Platsen är stängd.")
    expect(page.get_by_role("table")).to_contain_text("Platsen är tillsatt.")


def written(page: Page, title: str, *, script: bool) -> str:
    """Write an opening with what it costs in people, reword it and store it; give its address."""
    page.goto("/")
    expect(page.get_by_role("heading", name="Att göra")).to_be_visible()
    page.get_by_role("link", name="Ny plats").click()
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("En sak behöver rättas")
    page.get_by_role("alert").get_by_role("link").click()
    assert page.url.endswith("#title")

    page.get_by_label("Arbetsgivare, rad 1").fill(f"Lagret {title}")
    page.get_by_label("Vad platsen heter").fill(f"{title}, bara tjejer")
    page.get_by_label("Det här krävs").first.check()
    page.get_by_label("CE Tung lastbil").first.check()
    cost = page.get_by_role("complementary")
    if not script:
        page.get_by_role("button", name="Räkna igen").click()
    expect(cost).to_contain_text("Kravet på körkort CE utesluter")
    expect(cost).to_contain_text("bara tjejer” kan diskriminera på grund av kön")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("kan diskriminera")
    page.get_by_label("Vad platsen heter").fill(title)
    page.get_by_label("Inget körkort krävs").check()
    uncheck = page.get_by_label("CE Tung lastbil").first
    if uncheck.is_visible():
        uncheck.uncheck()
    else:  # the boxes are hidden when none is required, and what is ticked must go first
        page.get_by_label("Det här krävs").first.check()
        uncheck.uncheck()
        page.get_by_label("Inget körkort krävs").check()
    if not script:
        page.get_by_role("button", name="Räkna igen").click()
    expect(cost).to_contain_text("Inget krav utesluter någon.")
    page.get_by_label("Antal platser").fill("2")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Platsen är sparad.")
    return page.url.partition("?")[0]


def share(page: Page, person: str, title: str) -> None:
    """Let the coach go on with the new place and share the participant for it."""
    page.goto(person_at(person, "egen", sok=title))
    page.get_by_role("button", name="Gå vidare med").first.click()
    page.goto(person_at(person))
    page.get_by_role("button", name="Dela med arbetsgivarkontakt").first.click()
    expect(page.get_by_role("status").first).to_contain_text("Deltagaren är delad")


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])
def test_an_advertisement_becomes_a_place(open_page: OpenPage, *, script: bool) -> None:
    page = open_page(LIAISON, script=script)
    page.goto("/platser")
    page.get_by_role("link", name="Läs in en annons").click()
    page.get_by_label("Annonsens text").fill("Truckförare\nDu har B-körkort och truckkort.")
    page.get_by_role("button", name="Fyll i formuläret").click()
    expect(page.get_by_role("status").first).to_contain_text("Inget är sparat än.")
    expect(page.get_by_text("Läst i annonsens text: ”Du har B-körkort och truckkort.”")).to_be_visible()
    expect(page.get_by_label("Vad platsen heter")).to_have_value("Truckförare")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Platsen är sparad.")


def test_the_count_keeps_the_focus_and_opens_what_is_folded(open_page: OpenPage) -> None:
    page = open_page(LIAISON)
    page.goto("/ny-plats")
    page.get_by_text("Resten när det finns tid").click()
    page.locator("[id='conditions.state-some']").check()
    page.locator("[id='conditions-heavy_lifting']").check()
    cost = page.get_by_role("complementary")
    expect(cost).to_contain_text("Arbetsförhållandena utesluter")
    assert page.evaluate("document.activeElement.id") == "conditions-heavy_lifting"
    page.get_by_text("Resten när det finns tid").click()
    cost.get_by_role("link", name="Ändra").click()
    expect(page.locator("[id='conditions.state-some']")).to_be_visible()
    expect(page.get_by_role("button", name="Räkna igen")).to_be_hidden()
