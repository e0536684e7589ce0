"""The administrator's day in a real browser: accounts, units, the log, retention, a copy, an erasure."""

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTHS, OpenPage
from tests.browser.test_accessible import States, faults_of, press, unfold
from tests.support.browser import violations

ADMINISTRATOR = "frans"


def accounts_and_units(page: Page, mark: str) -> None:
    """Add an account, see its password once, and add a unit."""
    page.goto("/")
    expect(page.get_by_role("heading", name="Konton", level=1)).to_be_visible()
    page.get_by_role("link", name="Nytt konto").click()
    page.get_by_label("Användarnamn").fill(f"ny-{mark}")
    page.get_by_label("Namn", exact=True).fill("Ny Kollega")
    page.locator("form:has([name=roll]) button.main").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Tillfälligt lösenord för ny-{mark}")
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Konton").click()
    page.get_by_role("navigation", name="Konton").get_by_role("link", name="Enheter").click()
    page.get_by_label("Enhetens namn").fill(f"Ungdomsenheten {mark}")
    press("Lägg till enheten")(page)
    expect(page.get_by_text("Enheten finns nu.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])
def test_the_whole_day(open_page: OpenPage, tmp_path: Path, *, script: bool) -> None:
    number = f"AVSLUT/{script:d}"
    coach = open_page(script=script)
    coach.goto("/ny-deltagare")
    coach.get_by_label("Ärendenummer").fill(number)
    press("Spara")(coach)
    expect(coach.get_by_text("Deltagaren är sparad.")).to_be_visible()

    page = open_page(ADMINISTRATOR, script=script)
    accounts_and_units(page, f"{script:d}")
    menu = page.get_by_role("navigation", name="Huvudmeny")

    menu.get_by_role("link", name="Granskning").click()
    rows = page.locator("tbody tr")
    erased = rows.filter(has_text="raderade")
    before = erased.count()
    page.get_by_label("Deltagarens ärendenummer").fill(number)
    press("Sök")(page)
    expect(rows.first).to_contain_text("Anna Ek (coach)")
    expect(page.locator("main tbody")).to_contain_text("ny deltagare")
    expect(page.locator("main tbody")).not_to_contain_text(number)

    menu.get_by_role("link", name="Gallring").click()
    expect(rows.first).to_contain_text("24 månader")
    page.get_by_label("Bekräfta").fill("ja")
    press("Ta bort nu")(page)
    expect(page.get_by_role("alert")).to_contain_text("Ordet stämmer inte")
    if script:
        expect(page.get_by_role("alert")).to_be_focused()

    menu.get_by_role("link", name="En deltagare").click()
    page.get_by_label("Deltagarens ärendenummer").fill(number)
    with page.expect_download() as sent:
        press("Hämta filen")(page)
    assert re.fullmatch(r"registerutdrag-\d{4}-\d\d-\d\d\.zip", sent.value.suggested_filename)
    file = tmp_path / "utdrag.zip"
    sent.value.save_as(file)
    with zipfile.ZipFile(file) as opened:
        assert json.loads(opened.read("registerutdrag.json"))["deltagare"] == number

    page.get_by_role("navigation", name="En deltagare").get_by_role("link", name="Radering").click()
    page.get_by_label("Deltagarens ärendenummer").fill(number)
    press("Fortsätt")(page)
    page.get_by_label("Ärendenumret en gång till").fill("AVSLUT")
    press("Radera för alltid")(page)
    expect(page.get_by_role("alert")).to_contain_text("Numret är inte detsamma")
    page.get_by_label("Ärendenumret en gång till").fill(number)
    press("Radera för alltid")(page)
    expect(page.get_by_role("status")).to_contain_text("Deltagaren är raderad")

    coach.goto("/deltagare?sok=AVSLUT")
    expect(coach.get_by_text(number)).to_have_count(0)
    menu.get_by_role("link", name="Granskning").click()
    expect(erased).to_have_count(before + 1)
    menu.get_by_role("link", name="Inställningar").click()
    expect(page.get_by_role("heading", name="Inställningar", level=1)).to_be_visible()


def typed(label: str, text: str, button: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.get_by_label(label).fill(text)
        press(button)(page)

    return act


STATES: States = {
    "accounts": ("/konton", None),
    "account": ("/konton/anna", unfold),
    "own account": ("/konton/frans", None),
    "new account": ("/nytt-konto", None),
    "new account with errors": ("/nytt-konto", typed("Användarnamn", "Eva Ek", "Lägg till kontot")),
    "units": ("/enheter", None),
    "units with errors": ("/enheter", typed("Enhetens namn", " ", "Lägg till enheten")),
    "log": ("/granskning", None),
    "log, its end": ("/granskning", unfold),
    "log with errors": ("/granskning?konto=anna&dag=i+dag", None),
    "log without a hit": ("/granskning?arende=ingen", None),
    "retention": ("/gallring", None),
    "retention with errors": ("/gallring", typed("Bekräfta", "ja", "Ta bort nu")),
    "copy": ("/registerutdrag", None),
    "copy with errors": ("/registerutdrag", typed("Deltagarens ärendenummer", "ingen", "Hämta filen")),
    "erasure": ("/radering", None),
    "erasure with errors": ("/radering", typed("Deltagarens ärendenummer", "ingen", "Fortsätt")),
    "erasure, are you sure": ("/radering", typed("Deltagarens ärendenummer", "D0031", "Fortsätt")),
    "erased": ("/radering?klart=raderad", None),
    "settings": ("/installningar", None),
    "my account": ("/mitt-konto", None),
    "my password": ("/mitt-konto/losenord", None),
    "second factor": ("/mitt-konto/tvafaktor", None),
    "not there": ("/deltagare", None),
}


def test_every_page_and_state(open_page: OpenPage) -> None:
    assert faults_of(open_page, STATES, ADMINISTRATOR) == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_in_english(open_page: OpenPage, width: int) -> None:
    page = open_page(ADMINISTRATOR, width=width)
    page.goto("/granskning")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Audit", level=1)).to_be_visible()
    wrong = {}
    for address in ("/granskning", "/gallring", "/registerutdrag", "/radering", "/installningar"):
        page.goto(address)
        wrong[address] = violations(page)
    assert not any(wrong.values()), wrong
