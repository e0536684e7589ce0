"""axe finds nothing wrong with any page or state, wide and narrow, with and without scripts."""

import re
from collections.abc import Callable, Container, Mapping

import pytest
from playwright.sync_api import Page

from service.coach.desk import at
from tests.browser.conftest import WIDTHS, OpenPage
from tests.support.browser import COLOURS_TOO, violations
from tests.support.town import COACH, EMPTY, FOREIGN, FULL, PROTECTED

PERSON = "D0012"


def press(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name, exact=True).first.click()


def unfold(page: Page) -> None:
    """Open all that is folded, as far as a reader can."""
    for summary in page.locator("details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()


def words(page: Page) -> None:
    """Have words found for a row: the list comes by itself, or by a step of its own."""
    page.fill("#goals-0", "städa")
    button = page.locator("button[name=finn][value=goals-0]")
    if button.is_visible():
        button.click()
    else:
        page.locator("[role=listbox]:visible").wait_for()


def clash(page: Page) -> None:
    """Let somebody else change the participant before this form is sent."""
    page.locator("input[name=version]").evaluate("field => { field.value = '\"an older one\"' }")
    press("Spara")(page)


def copy(page: Page, reader: Page) -> None:
    """Show what stands on a page without scripts to a browser with them: axe is a script itself."""
    html = page.content().replace("<script ", "<template ").replace("</script>", "</template>")
    where = page.url.partition("#")[0]
    reader.route(where, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    reader.goto(where)
    reader.unroute(where)


States = Mapping[str, tuple[str, Callable[[Page], None] | None]]
"""What a page looks like → its address, and what is done there first."""


def faults(page: Page, reader: Page) -> list[str]:
    """Say what axe finds on a page as it stands, wide and narrow, and how far anything sticks out of it.

    Parameters
    ----------
    reader : a page with scripts, which axe needs; the page itself where it has them.
    """
    if reader is not page:
        copy(page, reader)
    found, before = [], page.viewport_size
    for width in WIDTHS:
        reader.set_viewport_size({"width": width, "height": 900})
        over = reader.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        colours = COLOURS_TOO or (width == WIDTHS[0] and reader is page)
        found += [f"{width} px: {one}" for one in violations(reader, colours=colours)]
        found += [f"{width} px: {over} px stick out"] if over > 0 else []
    if before is not None:
        reader.set_viewport_size(before)
    return found


def document(page: Page) -> str:
    """Give the elements of a page as they stand, without the numbers that are new each time."""
    return re.sub(r"[0-9a-f]{32}", "", page.content())


def go(page: Page, address: str, act: Callable[[Page], None] | None) -> None:
    page.goto(address)
    if act is not None:
        act(page)
        page.wait_for_load_state()


def faults_of(
    open_page: OpenPage, states: States, name: str, scripted: Container[str] = ()
) -> dict[str, list[str]]:
    """Go to each state with scripts, wide, and without, narrow; say what is wrong; none is left out.

    Without scripts a state is looked at where its elements are others than with them.

    Parameters
    ----------
    name : the account.
    scripted : states that only a script of the test can bring about.
    """
    page, plain = open_page(name), open_page(name, width=WIDTHS[-1], script=False)
    wrong: dict[str, list[str]] = {}
    for state, (address, act) in states.items():
        go(page, address, act)
        seen = document(page)
        wrong[state] = faults(page, page)
        if state in scripted:
            continue
        go(plain, address, act)
        if "<noscript" in seen or document(plain) != seen:
            wrong[f"{state}, without scripts"] = faults(plain, page)
    return {state: found for state, found in wrong.items() if found}


STATES: States = {
    "list": ("/deltagare", None),
    "unit": ("/deltagare?visa=enheten&laget=open&sortera=-arende", None),
    "list without a hit": ("/deltagare?sok=qqqq", None),
    "new": ("/ny-deltagare", unfold),
    "new with errors": ("/ny-deltagare", press("Spara")),
    "words": ("/ny-deltagare", words),
    "edit": (at(FULL, "redigera"), unfold),
    "clash": (at(FULL, "redigera"), clash),
    "participant": (at(FULL), None),
    "protected": (at(PROTECTED), None),
    "nothing known": (at(EMPTY), None),
    "suggestions": (at(PERSON, "forslag"), unfold),
    "suggestions of nothing known": (at(EMPTY, "forslag"), None),
    "compare nothing": (at(PERSON, "jamfor"), None),
    "by distance": (at(PERSON, "karta"), None),
    "own": (at(PERSON, "egen", sok="lager"), None),
    "own without a hit": (at(PERSON, "egen", sok="qqqq"), None),
    "meeting": (at(FULL, "mote"), None),
    "sheet": (at(FULL, "blad"), None),
    "workplace": (at(FULL, "arbetsplats", plats="P0001"), None),
    "explained": ("/sa-raknar-systemet", None),
    "not there": (at(FOREIGN), None),
}


def test_every_page_and_state(open_page: OpenPage) -> None:
    assert faults_of(open_page, STATES, COACH, {"clash"}) == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_what_needs_no_sign_in_and_english(open_page: OpenPage, width: int) -> None:
    page = open_page(None, width=width)
    wrong: dict[str, list[str]] = {}
    for address in ("/", "/logga-in", "/finns-inte"):
        page.goto(address)
        wrong[address] = violations(page)
    page.get_by_role("button", name="English").click()
    page = open_page(width=width)
    page.goto("/deltagare")
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("heading", name="My participants").is_visible()
    wrong["english"] = violations(page)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_targets_are_large_enough(open_page: OpenPage) -> None:
    page = open_page(width=320)
    small = []
    for address in ("/deltagare", "/ny-deltagare", at(PERSON, "forslag"), at(FULL)):
        page.goto(address)
        for target in page.locator("a:visible, button:visible, summary:visible, select:visible").all():
            box = target.bounding_box()
            inline = target.evaluate("one => getComputedStyle(one).display === 'inline'")
            if box and not inline and box["x"] >= 0 and (box["height"] < 24 or box["width"] < 24):
                small.append((address, target.inner_text(), box))
    assert small == []
