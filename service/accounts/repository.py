"""Every query about accounts, sessions, tokens and units."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from service.accounts.models import Attempts, RecoveryCodes, Sessions, Tokens, Units, Users


class Found(NamedTuple):
    """An account as it is stored, with the name of its unit."""

    user: Users
    unit_name: str | None


def user(session: Session, name: str) -> Found | None:
    """Find an account by its name."""
    query = select(Users, Units.name).outerjoin(Units, Units.id == Users.unit_id).where(Users.name == name)
    row = session.execute(query).first()
    return Found(*row) if row else None


def by_directory(session: Session, directory_id: str) -> Users | None:
    """Find the account of somebody in the municipality's own directory."""
    return session.scalar(select(Users).where(Users.directory_id == directory_id))


def users(session: Session) -> list[Found]:
    """List the accounts by name, those that are closed too."""
    query = select(Users, Units.name).outerjoin(Units, Units.id == Users.unit_id).order_by(Users.name)
    return [Found(*row) for row in session.execute(query)]


def any_user(session: Session) -> bool:
    """Say whether there is any account at all."""
    return session.scalar(select(Users.name).limit(1)) is not None


def add(session: Session, row: dict[str, Any]) -> None:
    """Store a new account."""
    session.execute(insert(Users), [row])


def change(session: Session, name: str, **values: Any) -> None:
    """Change columns of an account."""
    session.execute(update(Users).where(Users.name == name).values(**values))


def unit(session: Session, unit_id: str) -> Units | None:
    """Find a unit."""
    return session.get(Units, unit_id)


def units(session: Session) -> list[Units]:
    """List the units by name."""
    return list(session.scalars(select(Units).order_by(Units.name)))


def add_unit(session: Session, unit_id: str, name: str) -> None:
    """Store a new unit."""
    session.execute(insert(Units), [{"id": unit_id, "name": name}])


def by_session(session: Session, token_hash: str) -> tuple[Sessions, Found] | None:
    """Find a session by the hash of its secret, and whose it is."""
    query = (
        select(Sessions, Users, Units.name)
        .join(Users, Users.name == Sessions.user)
        .outerjoin(Units, Units.id == Users.unit_id)
        .where(Sessions.token_hash == token_hash)
    )
    row = session.execute(query).first()
    return (row[0], Found(row[1], row[2])) if row else None


def sessions(session: Session, name: str) -> list[Sessions]:
    """List where somebody is signed in, the latest used first."""
    query = select(Sessions).where(Sessions.user == name).order_by(Sessions.seen.desc(), Sessions.id)
    return list(session.scalars(query))


def begin(session: Session, row: dict[str, Any]) -> None:
    """Store a new session."""
    session.execute(insert(Sessions), [row])


def touch(session: Session, session_id: str, at: str) -> None:
    """Note that a session is used."""
    session.execute(update(Sessions).where(Sessions.id == session_id).values(seen=at))


def end(session: Session, name: str, session_ids: Sequence[str] | None = None) -> None:
    """End some of an account's sessions, or all."""
    query = delete(Sessions).where(Sessions.user == name)
    session.execute(query if session_ids is None else query.where(Sessions.id.in_(session_ids)))


def forget_sessions(session: Session, seen_before: str, began_before: str) -> None:
    """Remove sessions that have run out."""
    session.execute(delete(Sessions).where(or_(Sessions.seen < seen_before, Sessions.began < began_before)))


def by_token(session: Session, token_hash: str) -> tuple[Tokens, Found] | None:
    """Find a bearer token by its hash, and for whom it acts."""
    query = (
        select(Tokens, Users, Units.name)
        .join(Users, Users.name == Tokens.user)
        .outerjoin(Units, Units.id == Users.unit_id)
        .where(Tokens.token_hash == token_hash)
    )
    row = session.execute(query).first()
    return (row[0], Found(row[1], row[2])) if row else None


def tokens(session: Session, name: str) -> list[Tokens]:
    """List the bearer tokens of an account, the newest first."""
    query = select(Tokens).where(Tokens.user == name).order_by(Tokens.created_at.desc(), Tokens.id)
    return list(session.scalars(query))


def add_token(session: Session, row: dict[str, Any]) -> None:
    """Store a new bearer token."""
    session.execute(insert(Tokens), [row])


def revoke(session: Session, name: str, token_id: str | None = None) -> None:
    """Revoke one of an account's bearer tokens, or all."""
    query = delete(Tokens).where(Tokens.user == name)
    session.execute(query if token_id is None else query.where(Tokens.id == token_id))


def attempts(session: Session, name_hash: str) -> Attempts | None:
    """Find the failed sign-ins in a row for a name."""
    return session.get(Attempts, name_hash)


def set_attempts(session: Session, name_hash: str, number: int, at: str, until: str) -> None:
    """Note one more attempt, and until when the next must wait."""
    session.execute(delete(Attempts).where(Attempts.name_hash == name_hash))
    row = {"name_hash": name_hash, "number": number, "at": at, "until": until}
    session.execute(insert(Attempts), [row])


def forget_attempts(session: Session, name_hash: str | None = None, *, before: str = "") -> None:
    """Forget the attempts for a name, or all that are older than a time."""
    which = Attempts.at < before if name_hash is None else Attempts.name_hash == name_hash
    session.execute(delete(Attempts).where(which))


def recovery_codes(session: Session, name: str) -> list[str]:
    """List the hashes of the recovery codes that are left."""
    return list(session.scalars(select(RecoveryCodes.code_hash).where(RecoveryCodes.user == name)))


def set_recovery_codes(session: Session, name: str, hashes: Sequence[str]) -> None:
    """Put new recovery codes in the place of those there are."""
    session.execute(delete(RecoveryCodes).where(RecoveryCodes.user == name))
    if hashes:
        session.execute(insert(RecoveryCodes), [{"user": name, "code_hash": one} for one in hashes])


def use_recovery_code(session: Session, name: str, code_hash: str) -> bool:
    """Use up a recovery code; say whether there was one."""
    gone = delete(RecoveryCodes).where(RecoveryCodes.user == name, RecoveryCodes.code_hash == code_hash)
    return session.scalar(gone.returning(RecoveryCodes.user)) is not None


def mark_second(session: Session, session_id: str) -> None:
    """Note that the second factor was given in a session."""
    session.execute(update(Sessions).where(Sessions.id == session_id).values(second=True))
