"""Who calls: an account, or a program."""

from dataclasses import dataclass
from typing import Final, Literal

from service.pages.language import marked as _

Role = Literal["coach", "liaison", "analyst", "administrator", "program"]

ROLES: Final[tuple[str, ...]] = ("coach", "liaison", "analyst", "administrator")
"""Roles of people. A program with the token of the settings has the role `program` and may do everything."""

ROLE_NAMES: Final = {
    "coach": _("coach"),
    "liaison": _("arbetsgivarkontakt"),
    "analyst": _("analytiker"),
    "administrator": _("administratör"),
    "program": _("program"),
}

LOCAL: Final = "lokal"
"""Who calls when the service only listens to its own machine and nobody has to sign in."""

OPERATOR: Final = "drift"
"""Who calls with the token of the settings."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who calls, and what that caller may see of people here.

    Attributes
    ----------
    name : the name one signs in with; kept with every change.
    full_name : as shown on pages.
    role : see `ROLES`.
    unit, unit_name : the unit, if the account has one.
    totp : whether the second factor is on.
    people : which people the address that was asked for shows this role, as the table of permissions
        says: ``none`` until the table has been asked.
    session : id of the session, when somebody is signed in at a browser.
    """

    name: str
    full_name: str
    role: Role
    unit: str | None = None
    unit_name: str | None = None
    totp: bool = False
    people: str = "none"
    session: str | None = None


def program(name: str) -> Account:
    """Give the account of a program that may do everything."""
    return Account(name, name, "program")
