"""The main pages of each role, in the order of the menu."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from service.pages.language import marked as _


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu; `path` begins the address of every page under it."""

    path: str
    name: str


MENU: Final[Mapping[str, tuple[Place, ...]]] = {
    "coach": (Place("/deltagare", _("Deltagare")), Place("/sa-raknar-systemet", _("Så räknar systemet"))),
    "liaison": (),
    "analyst": (),
    "administrator": (Place("/konton", _("Konton")), Place("/enheter", _("Enheter"))),
}
"""Role → its menu. The first entry is the home of the role."""


def of(account: Any) -> tuple[Place, ...]:
    """Give the menu of an account, or of nobody."""
    return MENU.get(account.role, ()) if account is not None else ()


def home(account: Any) -> str | None:
    """Give the address of a role's first page; None when it has none."""
    menu = of(account)
    return menu[0].path if menu else None
