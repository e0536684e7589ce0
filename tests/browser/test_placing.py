"""The course of a placement in a real browser, from a suggestion to the end; axe on every page and state."""

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from service.coach.desk import at
from service.placing import end_for_slot, repository
from service.store import records
from service.store.clock import now
from tests.browser.conftest import WAYS, WIDTHS, OpenPage
from tests.browser.test_accessible import faults, unfold
from tests.support.browser import violations


def free(app: FastAPI, participant: str, number: int) -> str:
    """Give a place with room for one, and let nothing of the invented history go on."""
    with app.state.service.database.write() as session:
        for one in records.page(session, "placement", limit=200, participant_id=participant):
            if one.document.get("outcome") == "ongoing":
                records.remove(session, "placement", one.id, by="test", at=now())
        place = records.page(session, "slot", limit=50)[number].document
        kept = {name: place[name] for name in place if name not in ("open_from", "open_until", "paused")}
        records.write(session, "slot", [kept | {"capacity": 1, "filled": 0}], by="test", at=now())
    return str(place["id"])


class Walk:
    """One page, and what axe finds on it on the way."""

    def __init__(self, page: Page, reader: Page) -> None:
        self.page = page
        self.reader = reader
        self.wrong: dict[str, list[str]] = {}

    def look(self, state: str) -> None:
        """Ask axe about the page as it stands."""
        if found := faults(self.page, self.reader):
            self.wrong[state] = found

    def step(self, name: str, *, fill: dict[str, str] | None = None, **choose: str) -> None:
        """Open the form of a step, fill it in and save."""
        self.page.locator("summary").get_by_text(name, exact=True).click()
        self.send(fill or {}, choose)

    def send(self, fill: dict[str, str], choose: dict[str, str]) -> None:
        """Fill in the form that is open, and save."""
        form = self.page.locator("main details[open]")
        for label, value in fill.items():
            form.get_by_label(label, exact=True).fill(value)
        for name, value in choose.items():
            form.locator(f"select[name={name}]").select_option(value)
        form.locator("button[name=steg]").click()


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_from_a_suggestion_to_the_end(open_page: OpenPage, app: FastAPI, width: int, *, script: bool) -> None:
    number = WIDTHS.index(width)
    participant = ("D0005", "D0007")[number]
    slot = free(app, participant, number)
    page = open_page(width=width, script=script)
    walk = Walk(page, page if script else open_page(width=width))
    page.goto(at(participant, "egen", sok=slot))
    page.get_by_role("button", name="Gå vidare med").first.click()
    page.goto(at(participant))
    walk.look("gone on with")
    page.get_by_role("link", name="Nästa steg med platsen").click()
    unfold(page)
    walk.look("chosen")
    page.goto(page.url)
    page.get_by_role("button", name="Dela med arbetsgivarkontakt").click()
    expect(page.get_by_role("status").first).to_contain_text("Steget är sparat.")
    walk.step("Deltagaren har träffat arbetsgivaren")
    agree(walk)
    page.goto(page.url)
    walk.step("Praktiken har börjat")
    expect(page.get_by_text("Praktiken pågår", exact=True)).to_be_visible()
    walk.step("Gör uppehåll", skal="leave")
    expect(page.get_by_text("Uppehåll", exact=True)).to_be_visible()
    walk.look("break")
    walk.step("Praktiken fortsätter")
    other = Walk(open_page(width=width, script=script), walk.reader)
    other.page.goto(page.url)
    walk.step("Praktiken är slut", utfall="hired", skal="plan")
    expect(page.get_by_text("Avslutad", exact=True)).to_be_visible()
    walk.look("ended")
    too_late(other)
    page.goto(at(participant))
    expect(page.get_by_role("table", name="Praktik hittills")).to_contain_text("Anställd")
    walk.look("so far")
    assert walk.wrong | other.wrong == {}


def agree(walk: Walk) -> None:
    """Agree on hours: too little is said at first."""
    walk.step("Vi är överens om praktik", fill={"Timmar i veckan i början": "30"})
    alert = walk.page.get_by_role("alert")
    expect(alert).to_contain_text("Timmarna saknas")
    walk.look("errors")
    alert.get_by_role("link").first.click()
    assert walk.page.url.endswith("#agree-timmar")
    hours = {
        "Timmar i veckan": "20",
        "Timmar i veckan i början": "10",
        "Antal veckor som timmarna ökar": "4",
        "Timmar i veckan för studier": "5",
    }
    walk.send(hours, {})
    expect(walk.page.get_by_role("table")).to_contain_text("12,5")
    unfold(walk.page)
    walk.look("agreed")


def too_late(walk: Walk) -> None:
    """Send a step from a page that was opened before another took one."""
    walk.step("Gör uppehåll", skal="leave")
    expect(walk.page.get_by_role("alert")).to_contain_text("Någon hann före dig")
    expect(walk.page.get_by_role("alert")).to_contain_text("Praktiken slutade")
    walk.look("too late")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_place_that_closes_is_told_on_every_page(open_page: OpenPage, app: FastAPI, width: int) -> None:
    participant = f"D00{17 + WIDTHS.index(width)}"
    slot = free(app, participant, 6 + WIDTHS.index(width))
    page = open_page(width=width)
    page.goto(at(participant, "egen", sok=slot))
    page.get_by_role("button", name="Gå vidare med").first.click()
    with app.state.service.database.write() as session:
        assert end_for_slot(session, slot, "david", now(), "Lokalen byggs om", how="paused") == 1
    page.goto("/deltagare")
    expect(page.get_by_role("heading", name="Det har hänt något med platsen")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name=participant, exact=True).first.click()
    expect(page.get_by_text("Platsen har pausats. Lokalen byggs om")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Se vad som hände").click()
    assert violations(page) == []
    page.get_by_role("button", name="Jag har läst det").click()
    expect(page.get_by_role("status").first).to_contain_text("Du har läst det som hade hänt.")
    with app.state.service.database.read() as session:
        assert all(one.told for one in repository.of(session, participant))
