"""What an administrator does with accounts and units; the pages and the command line ask here."""

import re
import unicodedata
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.accounts import caseload, repository, second_factor, service
from service.accounts.account import ROLES
from service.accounts.models import Caseload, Units, Users
from service.accounts.passwords import Hasher
from service.accounts.service import DEMO, BadUser
from service.accounts.waiting import stamp
from service.pages.language import marked as _
from service.store.clock import now
from service.store.schema import Participants

LONGEST_NAME: Final = 100
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


def create(
    session: Session, hasher: Hasher, *, name: str, full_name: str, role: str, unit: str | None
) -> str:
    """Add an account with a temporary password, which is returned this once.

    Raises
    ------
    BadUser
        When the name is taken or cannot be used, or the role or the unit is not known.
    """
    if name.startswith(DEMO):
        raise BadUser(_("Namn som börjar på {demo} är demons."), _("Välj ett annat namn."), demo=DEMO)
    service.add(session, name, role, full_name=_line(full_name) or name, unit=unit or None)
    return service.give_temporary(session, name, hasher)


def change(session: Session, name: str, *, full_name: str, role: str, unit: str | None) -> None:
    """Change what an account is: its name for people, its role, its unit. It must sign in again.

    Raises
    ------
    BadUser
        When there is no such account, role or unit, or nobody would be left to administer.
    """
    user = known(session, name)
    if role not in ROLES:
        raise BadUser(_("Rollen finns inte."), _("Välj en i listan."))
    if unit:
        known_unit(session, unit)
    if role != "administrator":
        _not_the_last(session, user)
    if role != user.role or (unit or None) != user.unit_id:
        repository.end(session, name)
    repository.change(session, name, full_name=_line(full_name) or name, role=role, unit_id=unit or None)


def reset(session: Session, name: str, hasher: Hasher) -> str:
    """Give an account a temporary password, which is returned this once, and let it try at once."""
    user = known(session, name)
    unlock(session, name)
    return service.give_temporary(session, user.name, hasher)


def unlock(session: Session, name: str) -> None:
    """Forget the failed tries of an account, so that it need not wait."""
    repository.forget_attempts(session, service.attempt_key(known(session, name).name))


def close(session: Session, name: str) -> None:
    """Close an account: signed out everywhere, its tokens revoked. What it has done stays under its name.

    Raises
    ------
    BadUser
        When there is no such account, or nobody would be left to administer.
    """
    _not_the_last(session, known(session, name))
    repository.end(session, name)
    repository.revoke(session, name)
    repository.change(session, name, closed_at=now())


def reopen(session: Session, name: str) -> None:
    """Open a closed account again."""
    repository.change(session, known(session, name).name, closed_at=None)


def without_factor(session: Session, name: str) -> None:
    """Turn the second factor of an account off, for whoever has lost telephone and recovery codes."""
    second_factor.turn_off(session, known(session, name).name)
    repository.end(session, name)


def known(session: Session, name: str) -> Users:
    """Find an account.

    Raises
    ------
    BadUser
        When there is no such account.
    """
    found = repository.user(session, name)
    if found is None:
        raise BadUser(
            "Det finns inget konto som heter {name}.",
            "Se kontona med: rattplats user list",
            name=name,
        )
    return found.user


def known_unit(session: Session, unit_id: str) -> Units:
    """Find a unit.

    Raises
    ------
    BadUser
        When there is no such unit.
    """
    found = repository.unit(session, unit_id)
    if found is None:
        raise BadUser(_("Enheten finns inte."), _("Välj en enhet som finns."))
    return found


def locked_until(session: Session, name: str) -> str | None:
    """Give the time until which an account must wait with the next try; None when it need not."""
    row = repository.attempts(session, service.attempt_key(name))
    return row.until if row and row.until > stamp(datetime.now(UTC)) else None


def add_unit(session: Session, name: str, unit_id: str | None = None) -> str:
    """Add a unit and give its id.

    Parameters
    ----------
    unit_id : the id; without it, one is made from the name.

    Raises
    ------
    BadUser
        When the name is empty or taken.
    """
    line = _line(name)
    made = unit_id or _slug(line)
    if not line or not made:
        raise BadUser(_("Skriv enhetens namn."))
    if repository.unit(session, made) or line in {unit.name for unit in repository.units(session)}:
        raise BadUser(_("Det finns redan en enhet som heter {name}."), _("Välj ett annat namn."), name=line)
    repository.add_unit(session, made, line)
    return made


def share_out(session: Session, unit: str) -> int:
    """Give every participant who is nobody's to a unit; say how many. Which people is never shown.

    Raises
    ------
    BadUser
        When there is no such unit.
    """
    known_unit(session, unit)
    taken = select(Caseload.participant_id)
    ids = list(session.scalars(select(Participants.id).where(Participants.id.not_in(taken))))
    caseload.assign(session, ids, unit=unit, coach=None)
    return len(ids)


def sizes(session: Session) -> list[tuple[Units, int]]:
    """List the units, each with the number of its open accounts."""
    count = func.count(Users.name)
    query = (
        select(Units, count)
        .outerjoin(Users, (Users.unit_id == Units.id) & Users.closed_at.is_(None))
        .group_by(Units.id, Units.name)
        .order_by(Units.name)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def _not_the_last(session: Session, user: Users) -> None:
    if user.role != "administrator" or user.closed_at:
        return
    others = [
        found.user.name
        for found in repository.users(session)
        if found.user.role == "administrator" and not found.user.closed_at and found.user.name != user.name
    ]
    if not others:
        raise BadUser(_("Det måste finnas minst en administratör."), _("Lägg till en annan först."))


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", text)).split())[:LONGEST_NAME]


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
