"""The menu: a second one under an entry that holds several pages, and where the reader is."""

import re

import pytest
from starlette.testclient import TestClient

from service.pages.navigation import MENU
from tests.web.test_administration import ada

__all__ = ["ada"]


def entries(page: str, label: str) -> list[tuple[str, str]]:
    """The links of a menu by its label, each with what it says of where the reader is."""
    menu = re.search(rf'<nav class="menu[^>]*aria-label="{label}">(.*?)</nav>', page, re.DOTALL)
    found = re.findall(r'<a href="([^"]+)"(?: aria-current="(\w+)")?>', menu[1] if menu else "")
    return [(address, here) for address, here in found if here]


@pytest.mark.parametrize(
    ("address", "above", "under"),
    [
        ("/konton", [("/konton", "page")], [("/konton", "page")]),
        ("/konton/eva", [("/konton", "true")], [("/konton", "true")]),
        ("/enheter", [("/konton", "true")], [("/enheter", "page")]),
        ("/granskning", [("/granskning", "page")], []),
    ],
)
def test_both_menus_say_where_the_reader_is(
    ada: TestClient, address: str, above: list[tuple[str, str]], under: list[tuple[str, str]]
) -> None:
    page = ada.get(address).text
    assert entries(page, "Huvudmeny") == above
    assert entries(page, "Konton") == under


def test_every_page_of_a_menu_is_there(ada: TestClient) -> None:
    for entry in MENU["administrator"]:
        for place in (entry, *entry.under):
            assert ada.get(place.path).status_code == 200
    assert all(entry.under[0].path == entry.path for menu in MENU.values() for entry in menu if entry.under)
