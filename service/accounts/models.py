"""The tables of accounts: who may sign in, where they are signed in, and whose participant is whose.

None of this is ever part of a record's payload, so none of it can reach the matcher.
"""

from sqlalchemy import ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.store.schema import BIG, CODE, Base


class Units(Base):
    """Units of the municipality, as a labour-market unit: a coach sees the people of one."""

    __tablename__ = "units"

    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    name: Mapped[str] = mapped_column(CODE, unique=True)


class Users(Base):
    """Accounts. Passwords are kept as argon2id hashes only.

    `password_ends` is set for a temporary password: until then it works once, to choose an own one.
    `directory_id` is who the person is in the municipality's own directory.
    """

    __tablename__ = "users"

    name: Mapped[str] = mapped_column(CODE, primary_key=True)
    full_name: Mapped[str] = mapped_column(CODE)
    role: Mapped[str] = mapped_column(CODE)
    unit_id: Mapped[str | None] = mapped_column(CODE, ForeignKey("units.id"), index=True)
    password_hash: Mapped[str | None] = mapped_column(Text)
    password_ends: Mapped[str | None] = mapped_column(CODE)
    directory_id: Mapped[str | None] = mapped_column(CODE, unique=True)
    totp_secret: Mapped[str | None] = mapped_column(CODE)
    totp_on: Mapped[bool]
    totp_step: Mapped[int] = mapped_column(BIG)
    created_at: Mapped[str] = mapped_column(CODE)
    closed_at: Mapped[str | None] = mapped_column(CODE)


class RecoveryCodes(Base):
    """Codes for whoever has lost the telephone: each works once, and only its hash is kept."""

    __tablename__ = "recovery_codes"

    user: Mapped[str] = mapped_column(CODE, ForeignKey("users.name", ondelete="CASCADE"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(CODE, primary_key=True)


class Attempts(Base):
    """Failed sign-ins in a row, by the hash of the name that was typed, whether or not it is anybody's."""

    __tablename__ = "sign_in_attempts"

    name_hash: Mapped[str] = mapped_column(CODE, primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    at: Mapped[str] = mapped_column(CODE, index=True)
    until: Mapped[str] = mapped_column(CODE)


class Sessions(Base):
    """Where somebody is signed in: by the hash of the secret that the browser holds.

    `second` says whether the second factor was given, where the account has one.
    """

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    token_hash: Mapped[str] = mapped_column(CODE, unique=True)
    user: Mapped[str] = mapped_column(CODE, ForeignKey("users.name", ondelete="CASCADE"), index=True)
    second: Mapped[bool]
    device: Mapped[str] = mapped_column(CODE)
    began: Mapped[str] = mapped_column(CODE)
    seen: Mapped[str] = mapped_column(CODE)


class Tokens(Base):
    """Bearer tokens of programs that act for an account. The token itself is shown once.

    `kinds` lists what it reaches, as ``slots employers``; empty for all that the account reaches.
    """

    __tablename__ = "tokens"

    id: Mapped[str] = mapped_column(CODE, primary_key=True)
    token_hash: Mapped[str] = mapped_column(CODE, unique=True)
    user: Mapped[str] = mapped_column(CODE, ForeignKey("users.name", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(CODE)
    writes: Mapped[bool]
    kinds: Mapped[str] = mapped_column(CODE)
    created_at: Mapped[str] = mapped_column(CODE)
    ends_at: Mapped[str | None] = mapped_column(CODE)


class Caseload(Base):
    """Whose a participant is. `protected`: only the own coach may know that the person is here."""

    __tablename__ = "caseload"

    participant_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    unit_id: Mapped[str | None] = mapped_column(CODE, ForeignKey("units.id"), index=True)
    coach: Mapped[str | None] = mapped_column(CODE, ForeignKey("users.name"), index=True)
    protected: Mapped[bool]
    since: Mapped[str] = mapped_column(CODE)


class Shares(Base):
    """What a coach has shared: this participant, for this place, with those who find places."""

    __tablename__ = "shares"

    participant_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True
    )
    slot_id: Mapped[str] = mapped_column(
        CODE, ForeignKey("slots.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    by: Mapped[str] = mapped_column(CODE)
    at: Mapped[str] = mapped_column(CODE)
