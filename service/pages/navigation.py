"""The main pages of each role, in the order of the menu."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from service.pages.language import marked as _


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu; `path` begins the address of every page under it.

    Attributes
    ----------
    under : pages that share the entry, each one entry of a second menu; the first is the entry's own.
    """

    path: str
    name: str
    under: tuple["Place", ...] = ()

    def holds(self, path: str) -> bool:
        """Say whether an address lies under the entry."""
        near = path == self.path or path.startswith(f"{self.path}/")
        return near or any(place.holds(path) for place in self.under)


MENU: Final[Mapping[str, tuple[Place, ...]]] = {
    "coach": (
        Place("/deltagare", _("Deltagare")),
        Place("/uppfoljningar", _("Uppföljningar")),
        Place("/fordelning", _("Fördelning")),
        Place("/sa-raknar-systemet", _("Så räknar systemet")),
        Place("/import", _("Filer")),
    ),
    "liaison": (
        Place("/att-gora", _("Att göra")),
        Place("/platser", _("Platser")),
        Place("/arbetsgivare", _("Arbetsgivare")),
        Place("/import", _("Filer")),
    ),
    "analyst": (
        Place("/resultat", _("Resultat")),
        Place("/utvarderingar", _("Utvärderingar")),
        Place("/vikter", _("Vikter")),
        Place("/rattvisa", _("Rättvisa")),
        Place("/orsaker", _("Uppföljning")),
        Place("/import", _("Filer")),
    ),
    "administrator": (
        Place("/konton", _("Konton"), (Place("/konton", _("Konton")), Place("/enheter", _("Enheter")))),
        Place("/granskning", _("Granskning")),
        Place(
            "/registerutdrag",
            _("En deltagare"),
            (Place("/registerutdrag", _("Registerutdrag")), Place("/radering", _("Radering"))),
        ),
        Place("/gallring", _("Gallring")),
        Place("/installningar", _("Inställningar")),
    ),
}
"""Role → its menu. The first entry is the home of the role."""


def of(account: Any) -> tuple[Place, ...]:
    """Give the menu of an account, or of nobody."""
    return MENU.get(account.role, ()) if account is not None else ()


def home(account: Any) -> str | None:
    """Give the address of a role's first page; None when it has none."""
    menu = of(account)
    return menu[0].path if menu else None
