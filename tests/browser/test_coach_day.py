"""A coach's day in a real browser: from a new participant to a printed sheet."""

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from service.coach.desk import at
from tests.browser.conftest import OpenPage
from tests.support.planned import live
from tests.support.town import FULL

PLANNED = "D0007"
"""A participant of the coach's who gets a plan, and of whom much is known."""

MOST_PRESSES = 15


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])
def test_from_a_new_participant_to_a_printed_sheet(open_page: OpenPage, *, script: bool) -> None:
    page = open_page(script=script)
    name = f"DAG {'1' if script else '2'}"
    page.goto("/")
    page.get_by_role("link", name="Ny deltagare").click()
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("En sak behöver rättas")
    page.get_by_role("alert").get_by_role("link").click()
    assert page.url.endswith("#id")
    page.get_by_label("Ärendenummer").fill(name)
    page.get_by_label("Kommun").select_option("0483")
    page.get_by_label("Mål, rad 1").fill("köra ut varor")
    word(page, "skills-0", "kör gaffeltruck" if script else "truck", script=script)
    page.get_by_label("Senast godkänd kurs i sfi").select_option("C")
    page.get_by_label("Har körkort").check()
    page.get_by_label("B Personbil").check()
    page.get_by_label("Timmar i veckan", exact=True).fill("20")
    page.get_by_label("Längsta resväg").fill("60")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Deltagaren är sparad.")

    page.get_by_role("link", name="Se förslag").click()
    expect(page.get_by_text("Förslag – du bestämmer.")).to_be_visible()
    first, second = page.locator("li.card").nth(0), page.locator("li.card").nth(1)
    first.get_by_text("Så räknades det").click()
    expect(first.get_by_role("table")).to_be_visible()
    first.get_by_label("Jämför").check()
    second.get_by_label("Jämför").check()
    page.get_by_role("button", name="Jämför två valda platser").click()
    expect(page.get_by_role("heading", name="Del för del")).to_be_visible()
    page.go_back()

    card = page.locator("li.card").nth(1)
    card.get_by_text("Inte aktuellt").first.click()
    card.get_by_label("Orsak, om du vill").select_option("Tiderna passar inte.")
    card.get_by_role("button", name="Spara: inte aktuellt").click()
    expect(page.get_by_role("status").first).to_contain_text("platsen är inte aktuell")
    page.locator("li.card").first.get_by_role("button", name="Gå vidare med").click()
    expect(page.get_by_role("status").first).to_contain_text("ni går vidare med platsen")

    page.goto(at(name))
    page.get_by_role("button", name="Dela med arbetsgivarkontakt").click()
    expect(page.get_by_role("status")).to_contain_text("Deltagaren är delad")
    page.get_by_role("link", name="Blad till arbetsplatsen").click()
    expect(page.get_by_role("heading", name="Detta ser arbetsgivaren")).to_be_visible()
    sheet = page.get_by_role("article")
    expect(sheet).not_to_contain_text(name)
    page.goto(at(name, "blad"))
    expect(page.get_by_role("heading", name="Den här platsen har vi valt")).to_be_visible()
    expect(page.get_by_role("button", name="Skriv ut")).to_be_visible(visible=script)


def word(page: Page, field: str, typed: str, *, script: bool) -> None:
    """Let everyday words lead to a place's word: by the live list, or by a step of its own."""
    if script:
        page.locator(f"[id='{field}']").press_sequentially("truckk", delay=20)
        option = page.get_by_role("option", name="truckkörning", exact=True)
        expect(option).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(option).to_be_hidden()
        assert page.locator(f"[id='{field}']").input_value().startswith("truck")
    else:
        page.locator(f"[id='{field}']").fill(typed)
        page.locator(f"button[name=finn][value='{field}']").click()
        page.get_by_role("button", name="truckkörning", exact=True).click()
        expect(page.locator(f"[id='{field}']")).to_have_value("truckkörning")


def test_by_keyboard_alone_from_the_list_to_an_accepted_suggestion(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/deltagare?sortera=-steg&laget=open")
    presses = 0

    def press(key: str) -> None:
        nonlocal presses
        presses += 1
        page.keyboard.press(key)

    def reach(text: str) -> None:
        for _ in range(MOST_PRESSES):
            press("Tab")
            if text in str(page.evaluate("document.activeElement.innerText")):
                return
        pytest.fail(f"{text} was not reached")

    reach("Hoppa till listan")
    press("Enter")
    reach("Gå igenom förslagen")
    press("Enter")
    page.wait_for_url("**/forslag")
    reach("Hoppa till första förslaget")
    press("Enter")
    reach("Gå vidare med")
    press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("ni går vidare med platsen")
    assert presses <= MOST_PRESSES


def test_the_focus_is_on_what_is_wrong_and_always_seen(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/ny-deltagare")
    page.get_by_role("button", name="Spara", exact=True).click()
    assert page.evaluate("document.activeElement.id") == "fel"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#id"
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"


def test_not_known_hides_the_boxes_and_the_live_list_closes(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/ny-deltagare")
    box = page.get_by_label("B Personbil")
    expect(box).to_be_hidden()
    page.get_by_label("Har körkort").check()
    expect(box).to_be_visible()
    field = page.locator("[id='goals-0']")
    field.press_sequentially("städ", delay=20)
    expect(page.get_by_role("listbox")).to_be_visible()
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert field.input_value() == "städ"


def test_sheets_print_on_one_page_of_a4(open_page: OpenPage, app: FastAPI) -> None:
    page = open_page()
    live(app.state.service.database, PLANNED, late=False)
    for who, sheet in ((FULL, "mote"), (PLANNED, "mote"), (FULL, "blad"), (FULL, "arbetsplats")):
        page.goto(at(who, sheet, plats="P0001"))
        printed = page.pdf(format="A4", prefer_css_page_size=True)
        pages = (
            printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") + printed.count(b"/Type /Page/")
        )
        assert pages == 1, (who, sheet)
