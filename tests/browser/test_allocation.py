"""A group is divided in a real browser: every page and state, wide and narrow, with scripts and without."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from service.app import create_app
from service.settings import Settings
from tests.browser.conftest import WAYS
from tests.browser.test_accessible import faults, press, unfold
from tests.support.accounts import CHEAP
from tests.support.browser import cookie, serving
from tests.support.stores import save
from tests.support.town import COACH, DAY, PROTECTED, build

Opened = tuple[Page, Callable[[str], None]]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    town = build(tmp_path_factory.mktemp("divided"))
    settings = Settings(database_url=f"sqlite:///{town.path}", password_memory_kib=CHEAP)
    return create_app(settings, today=lambda: DAY)


@pytest.fixture(scope="module")
def place(app: FastAPI) -> Iterator[str]:
    with serving(app) as address:
        yield address


@pytest.fixture
def opened(request: Any, browser: Browser, app: FastAPI, place: str) -> Iterator[Opened]:
    """Give the coach's page, and a check of the state that it is in."""
    width, script = request.param
    contexts = []

    def new(*, script: bool) -> Page:
        context = browser.new_context(
            base_url=place,
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            locale="sv-SE",
        )
        context.set_default_timeout(20_000)
        context.add_cookies([cookie(app, place, COACH)])
        contexts.append(context)
        return context.new_page()

    page = new(script=script)
    reader = page if script else new(script=True)

    def check(state: str) -> None:
        assert (state, faults(page, reader)) == (state, [])
        assert len(page.content().encode()) <= 100_000, state

    yield page, check
    for context in contexts:
        context.close()


@pytest.mark.parametrize("opened", WAYS, ids=str, indirect=True)
def test_a_coach_divides_a_group(opened: Opened, app: FastAPI) -> None:  # noqa: PLR0915 - one walk
    page, check = opened
    page.goto("/fordelning")
    check("list")
    page.get_by_role("link", name="Ny fördelning").first.click()
    unfold(page)
    check("new")
    press("Gör ett utkast")(page)
    assert page.get_by_role("alert").inner_text().count("Du har inte valt någon deltagare.") == 1
    check("new with errors")

    page.get_by_role("link", name="Hela enheten").click()
    page.get_by_role("link", name="Kryssa i alla").click()
    page.locator(f"input[value={PROTECTED}]").uncheck()
    page.get_by_label("Högst så många hos samma arbetsgivare").fill("3")
    press("Gör ett utkast")(page)
    assert page.get_by_text("Utkastet är klart.").is_visible()
    check("draft")
    unfold(page)
    check("draft unfolded")
    if page.get_by_role("link", name="Utan plats").count():
        page.get_by_role("link", name="Utan plats").click()
        check("without a place")

    page.get_by_role("link", name="De du bestämmer om").click()
    card = page.locator(
        "li.card", has=page.get_by_role("button", name="Lås och fördela om", include_hidden=True)
    ).first
    card.get_by_text("Lås platsen").click()
    card.get_by_role("button", name="Lås och fördela om").click()
    assert page.get_by_role("alert").get_by_text("Uppgiften saknas.").is_visible()
    check("lock without a reason")
    page.get_by_label("Varför ska platsen låsas?").and_(page.locator("[aria-invalid]")).fill("Nära hemmet.")
    page.get_by_role("button", name="Lås och fördela om").and_(page.locator(":visible")).first.click()
    assert page.get_by_text("Det låsta är med, och platserna är fördelade på nytt.").is_visible()
    assert page.get_by_text("Nära hemmet.").is_visible()
    check("locked")

    page.get_by_role("link", name="De du bestämmer om").click()
    button = page.get_by_role("button", name="Bekräfta: gå vidare med platsen").first
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Raden är bekräftad").wait_for()
    check("confirmed")

    waiting = page.locator("li.card", has=page.get_by_role("button", name="Bekräfta")).first
    slot = waiting.locator("input[name=plats]").first.get_attribute("value")
    service = app.state.service
    before = service.matching.slots()[slot]
    save(service.database, "slot", {"id": slot, "title": before.title, "capacity": 1, "filled": 1})
    waiting.get_by_role("button", name="Bekräfta").click()
    assert page.get_by_role("alert").get_by_text("Något hindrar nu som inte hindrade").is_visible()
    check("refused")
    save(service.database, "slot", {"id": slot, "title": before.title, "capacity": 9, "filled": 0})

    newer = page.url.partition("?")[0]
    page.goto("/fordelning")
    check("list with drafts")
    page.locator("tbody a").nth(1).click()
    assert page.get_by_text("Det finns ett nyare utkast.").is_visible()
    check("closed")
    page.goto(newer)
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("heading", name="The lines").is_visible()
    check("english")
