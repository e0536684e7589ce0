"""An analyst's day in a real browser, and axe on every page and state that an analyst meets."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect
from sqlalchemy import select

from matcher.weights import Weights
from service.app import create_app
from service.settings import Settings
from service.store.schema import Participants
from tests.browser.test_accessible import States, faults_of, press, unfold
from tests.support.accounts import CHEAP
from tests.support.browser import serving, violations
from tests.support.past import ANALYST, COACH, build
from tests.support.town import DAY

STANDARD = Weights.standard().version
LONG = 240_000
"""Milliseconds that an evaluation may take on a busy machine."""
POINTS = "50_9_5_10_8_8_5_5"

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    folder = tmp_path_factory.mktemp("past")
    build(folder)
    settings = Settings(database_url=f"sqlite:///{folder / 'past.sqlite3'}", password_memory_kib=CHEAP)
    return create_app(settings, today=lambda: DAY)


@pytest.fixture(scope="module")
def address(app: FastAPI) -> Iterator[str]:
    with serving(app) as where:
        yield where


def ids(app: FastAPI) -> list[str]:
    with app.state.service.database.read() as session:
        return list(session.scalars(select(Participants.id).order_by(Participants.id)))


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])
def test_from_results_to_weights_in_use_and_a_file(
    open_page: Open, app: FastAPI, tmp_path: Path, *, script: bool
) -> None:
    page = open_page(ANALYST, script=script)
    page.goto("/")
    expect(page.get_by_role("heading", name="Resultat")).to_be_visible(timeout=60_000)
    page.get_by_label("Mål: andel till arbete eller studier").fill("30")
    page.get_by_role("button", name="Jämför med målet").click()
    expect(page.get_by_text("Mål: 30 %.")).to_be_visible()
    page.get_by_role("link", name="Enhet norr").first.click()
    expect(page.get_by_role("heading", name="Deltagare i Enhet norr")).to_be_visible()
    page.get_by_role("link", name="Rensa").click()
    expect(page.get_by_role("button", name="Skriv ut")).to_be_visible(visible=script)

    page.get_by_role("link", name="Utvärderingar").click()
    page.get_by_role("button", name="Beställ en utvärdering").click()
    expect(page.get_by_role("status").first).to_contain_text("Utvärderingen är beställd")
    until(page, "Läs hela rapporten", script=script)
    page.get_by_role("link", name="Läs hela rapporten").click()
    expect(page.get_by_role("heading", name="Hur bra är förslagen?")).to_be_visible()
    size = page.locator("body").evaluate("one => getComputedStyle(one).maxWidth")
    assert size != "none", "the report's own style applies"
    page.go_back()

    put_to_use(page, script=script)
    compare_groups(page, app, tmp_path, script=script)
    read_and_take_files(page)


def put_to_use(page: Page, *, script: bool) -> None:
    """Try other weights, save them, and put them to use with a reason."""
    page.get_by_role("link", name="Vikter", exact=True).click()
    page.get_by_role("link", name="Pröva andra vikter").click()
    weigh(page, script=script)
    page.get_by_role("button", name="Visa vad det gör").click()
    expect(page.get_by_role("heading", name="På tre påhittade deltagare")).to_be_visible()
    until(page, "Efter hur det gick", script=script)
    page.get_by_label("Anteckning").fill(f"Mer på färdigheter {'1' if script else '2'}")
    page.get_by_role("button", name="Spara versionen").click()
    expect(page.get_by_role("status").first).to_contain_text("sparade som en ny version")
    page.get_by_role("button", name="Ta vikterna i bruk").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Skäl").fill("Vi provar under våren.")
    page.get_by_role("button", name="Ta vikterna i bruk").click()
    expect(page.get_by_role("status").first).to_contain_text("Vikterna används nu")


def compare_groups(page: Page, app: FastAPI, tmp_path: Path, *, script: bool) -> None:
    """Leave a file of groups, and read what came of it."""
    page.get_by_role("link", name="Rättvisa").click()
    rows = [f"{key};{'kvinna' if i % 2 else 'man'}" for i, key in enumerate(ids(app))]
    groups = tmp_path / "grupper.csv"
    groups.write_text("participant_id;kön\n" + "\n".join(rows), encoding="utf-8")
    page.get_by_label("Fil med grupper").set_input_files(groups)
    page.get_by_role("button", name="Jämför grupperna").click()
    until(page, "Läs hela rapporten", script=script)
    page.get_by_role("link", name="Rättvisa").click()
    expect(page.get_by_role("heading", name="Skillnader mellan grupper")).to_be_visible()


def read_and_take_files(page: Page) -> None:
    """Read a file in, after a look at it, and take one along."""
    page.get_by_role("link", name="Filer").click()
    page.get_by_role("link", name="Läs in platser", exact=True).click()
    with page.expect_download() as given:
        page.get_by_role("link", name="Hämta mall (CSV)").first.click()
    page.get_by_label("Fil", exact=True).set_input_files(given.value.path())
    page.get_by_role("button", name="Granska filen").click()
    expect(page.get_by_role("heading", name="Stämmer det här?")).to_be_visible()
    page.get_by_role("button", name="Spara hela filen").click()
    expect(page.get_by_role("status").first).to_contain_text("Filen är sparad")
    page.goto("/export")
    with page.expect_download() as taken:
        page.locator('a[href="/export/platser?form=csv"]').click()
    assert Path(taken.value.path()).read_text(encoding="utf-8-sig").startswith("id;")


def until(page: Page, text: str, *, script: bool) -> None:
    """Wait until something is there: the page reads itself again, or the reader does."""
    if script:
        expect(page.get_by_text(text).first).to_be_visible(timeout=LONG)
        return
    for _ in range(LONG // 1000):
        if page.get_by_text(text).first.is_visible():
            return
        page.wait_for_timeout(1000)
        page.get_by_role("link", name="Se om").first.click()
    raise AssertionError(text)


def weigh(page: Page, *, script: bool) -> None:
    """Set a weight by the slider and the keyboard, or by its field; the rest follows."""
    field = page.locator("#skills")
    if not script:
        field.fill("45")
        return
    slider = page.get_by_role("slider", name="Färdigheter")
    slider.focus()
    steps = round((40 - float(field.input_value().replace(",", "."))) * 2)
    for _ in range(abs(steps)):
        page.keyboard.press("ArrowRight" if steps > 0 else "ArrowLeft")
    expect(field).to_have_value("40")
    expect(page.get_by_text("Tillsammans: 100")).to_be_visible()
    total = page.evaluate(
        "[...document.querySelectorAll('input[data-weight]')]"
        ".reduce((all, one) => all + Number(one.value.replace(',', '.')), 0)"
    )
    assert total == 100


def test_the_sliders_do_what_the_service_does(open_page: Open) -> None:
    page, plain = open_page(ANALYST), open_page(ANALYST, script=False)
    found = []
    for one in (page, plain):
        one.goto("/vikter/ny")
        one.locator("#goals").fill("3,5")
        one.locator("#goals").press("Tab")
        one.get_by_role("button", name="Visa vad det gör").click()
        one.wait_for_url("**/vikter/prov*")
        found.append(one.url.partition("p=")[2])
    assert found[0] == found[1]


def wrong_points(page: Page) -> None:
    page.locator("#skills").fill("många")
    press("Visa vad det gör")(page)


def wrong_file(page: Page) -> None:
    content = "id;hours_min\nP-1;många\nP-2;x\n".encode()
    page.get_by_label("Fil", exact=True).set_input_files(
        {"name": "fel.csv", "mimeType": "text/csv", "buffer": content}
    )
    press("Granska filen")(page)


def right_file(page: Page) -> None:
    content = b"id;title;conditions\nP-9001;Lagerarbetare;tunga lyft\n"
    page.get_by_label("Fil", exact=True).set_input_files(
        {"name": "ratt.csv", "mimeType": "text/csv", "buffer": content}
    )
    press("Granska filen")(page)


def wrong_groups(page: Page) -> None:
    page.get_by_label("Fil med grupper").set_input_files(
        {"name": "g.csv", "mimeType": "text/csv", "buffer": b"id;x\n1;2\n"}
    )
    press("Jämför grupperna")(page)


STATES: States = {
    "results": ("/resultat?mal=30", unfold),
    "results with an error": ("/resultat?mal=x", None),
    "results of a unit": ("/resultat?del=enhet+Enhet+norr", None),
    "evaluations": ("/utvarderingar", None),
    "weights": ("/vikter", None),
    "one version": (f"/vikter/{STANDARD}", None),
    "compared": (f"/vikter/jamfor?a={STANDARD}", None),
    "other weights": ("/vikter/ny", None),
    "other weights with errors": ("/vikter/ny", wrong_points),
    "tried": (f"/vikter/prov?fran={STANDARD}&p={POINTS}", None),
    "tried without a note": (f"/vikter/prov?fran={STANDARD}&p={POINTS}", press("Spara versionen")),
    "fairness": ("/rattvisa", None),
    "fairness without a file": ("/rattvisa", press("Jämför grupperna")),
    "fairness with a bad file": ("/rattvisa", wrong_groups),
    "reasons": ("/orsaker", None),
    "files in": ("/import", None),
    "one kind": ("/import/platser", None),
    "no file": ("/import/platser", press("Granska filen")),
    "a bad file": ("/import/platser", wrong_file),
    "a good file": ("/import/platser", right_file),
    "files out": ("/export", None),
}


def test_every_page_and_state(open_page: Open) -> None:
    assert faults_of(open_page, STATES, ANALYST) == {}


def test_a_coach_reads_files_too(open_page: Open) -> None:
    page = open_page(COACH)
    for where in ("/import", "/import/deltagare", "/import/placeringar", "/export"):
        page.goto(where)
        assert violations(page) == [], where


def test_results_print_for_the_board(open_page: Open) -> None:
    page = open_page(ANALYST)
    page.goto("/resultat?mal=30")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Resultat")).to_be_visible()
    expect(page.get_by_role("button", name="Jämför med målet")).to_be_hidden()
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert 1 <= printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") <= 3


def test_targets_are_large_enough(open_page: Open) -> None:
    page = open_page(ANALYST, width=320)
    small = []
    for where in ("/resultat", "/vikter", "/vikter/ny", "/rattvisa", "/import", "/export"):
        page.goto(where)
        for target in page.locator("a:visible, button:visible, summary:visible, input:visible").all():
            box = target.bounding_box()
            inline = target.evaluate("one => getComputedStyle(one).display === 'inline'")
            if box and not inline and box["x"] >= 0 and (box["height"] < 24 or box["width"] < 24):
                small.append((where, target.inner_text(), box))
    assert small == []
