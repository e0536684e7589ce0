"""Users and their bearer tokens. Only the hash of a token is kept."""

import re
import secrets
from typing import Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from service.canonical import digest
from service.store.clock import now
from service.store.schema import Users

ROLES: Final = ("coach", "liaison", "analyst", "administrator")

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class BadUser(ValueError):  # noqa: N818  # named by what is wrong
    """A user cannot be added; the message is for the person who tried."""


def add(session: Session, name: str, role: str) -> str:
    """Add a user and return the token, which is shown this once.

    Raises
    ------
    BadUser
        When the name is taken or cannot be used, or the role is not known.
    """
    if not _NAME.fullmatch(name):
        raise BadUser("Användarnamnet får ha små bokstäver a–z, siffror, punkt, bindestreck och understreck.")
    if role not in ROLES:
        raise BadUser(f"Rollen {role!r} finns inte. Välj en av: {', '.join(ROLES)}.")
    if session.get(Users, name) is not None:
        raise BadUser(f"Det finns redan en användare som heter {name}. Välj ett annat namn.")
    token = secrets.token_urlsafe(32)
    row = {"name": name, "role": role, "token_hash": digest(token), "created_at": now()}
    session.execute(insert(Users), [row])
    return token


def by_token(session: Session, token: str) -> str | None:
    """Find the name of the user who holds a token."""
    return session.scalar(select(Users.name).where(Users.token_hash == digest(token)))
