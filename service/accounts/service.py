"""Signing in and out: what the pages, the API and the command line do with accounts.

Each function that changes something is one transaction. Secrets are made here and shown once; the store
gets their hashes.
"""

import hmac
import re
import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from service.accounts import repository, second_factor
from service.accounts.account import LOCAL, OPERATOR, ROLES, Account, program
from service.accounts.limiting import Limiter
from service.accounts.models import Tokens
from service.accounts.passwords import Hasher, temporary
from service.accounts.sealing import Sealing
from service.accounts.waiting import FORGOTTEN, stamp, wait
from service.canonical import digest
from service.pages.language import marked as _
from service.problems import NotSignedIn, TooManyRequests
from service.settings import Settings
from service.store import Database
from service.store.clock import now

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")

TOUCHED_EVERY: Final = timedelta(minutes=1)
"""How often it is noted that a session is used, so that reading a page seldom writes."""

TEMPORARY_FOR: Final = timedelta(days=3)
"""How long a temporary password can be used."""

DEMO: Final = "demo-"
"""What the names of the demo's accounts begin with."""

SIGN_IN: Final = "/logga-in"


class BadUser(ValueError):  # noqa: N818  # named by what is wrong
    """An account cannot be added or changed so; the message is for the person who tried.

    Parameters
    ----------
    message, remedy : what is wrong and how to mend it, in Swedish.
    words : arguments of both.
    """

    def __init__(self, message: str, remedy: str = "", **words: str) -> None:
        self.message = message
        self.remedy = remedy
        self.words = words
        super().__init__(f"{message} {remedy}".strip().format_map(words))


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, and what must be done before anything else.

    Attributes
    ----------
    account : who.
    step : the page to finish the sign-in on (a code, an own password, the second factor), or None.
    token : the bearer token that was used, when it was one of an account.
    """

    account: Account
    step: str | None = None
    token: Tokens | None = None


class Accounts:
    """Accounts of an open store.

    Parameters
    ----------
    database : the open store.
    settings : how long sessions last, what passwords cost, and whom the token of the settings lets in.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database = database
        self.settings = settings
        self.hasher = Hasher(settings.password_memory_kib)
        self.limiter = Limiter(settings.requests_per_minute)
        self.sealing = Sealing(settings.secret_key, "one-time codes")

    def seal(self) -> int:
        """Seal what was kept before there was a key; say how many secrets."""
        if not self.sealing.on:
            return 0
        with self.database.write() as session:
            number = second_factor.seal_all(session, self.sealing)
        if number:
            self.database.scrub()
        return number

    def program(self, authorization: str | None, cookie: str | None) -> Caller | None:
        """Say who calls an address for programs; None when nobody has said and somebody must.

        Parameters
        ----------
        authorization : the header of that name; it goes before the cookie.
        cookie : the secret of a session.

        Raises
        ------
        NotSignedIn
            When a bearer token is given that nobody holds.
        """
        if authorization is not None:
            found = self._bearer(authorization)
            if found is None:
                raise NotSignedIn(headers={"WWW-Authenticate": "Bearer"})
            return found
        found = self.person(cookie)
        return found or (Caller(program(LOCAL)) if self._everybody() else None)

    def _everybody(self) -> bool:
        """Whether this machine may call without a credential: in the demo, and before there are accounts."""
        if not self.settings.loopback or self.settings.token is not None:
            return False
        if self.settings.demo:
            return True
        with self.database.read() as session:
            return not repository.any_user(session)

    def _bearer(self, authorization: str) -> Caller | None:
        scheme, _, given = authorization.partition(" ")
        given = given.strip()
        if scheme.lower() != "bearer" or not given:
            return None
        own = self.settings.token
        if own and hmac.compare_digest(given.encode(), own.get_secret_value().encode()):
            return Caller(program(OPERATOR))
        with self.database.read() as session:
            row = repository.by_token(session, digest(given))
        if row is None:
            return None
        token, found = row
        if found.user.closed_at or (token.ends_at and token.ends_at <= now()):
            return None
        return Caller(account_of(found), token=token)

    def person(self, cookie: str | None) -> Caller | None:
        """Say who is signed in at a browser; None when nobody is.

        Parameters
        ----------
        cookie : the secret of a session.
        """
        if not cookie:
            return None
        with self.database.read() as session:
            row = repository.by_session(session, digest(cookie))
        if row is None:
            return None
        kept, found = row
        moment = datetime.now(UTC)
        if found.user.closed_at or kept.seen < self._idle(moment) or kept.began < self._oldest(moment):
            return None
        if kept.seen < stamp(moment - TOUCHED_EVERY):
            with self.database.write() as session:
                repository.touch(session, kept.id, stamp(moment))
        account = account_of(found, kept.id)
        return Caller(account, self._step(found, second=kept.second))

    def _idle(self, moment: datetime) -> str:
        return stamp(moment - timedelta(minutes=self.settings.idle_minutes))

    def _oldest(self, moment: datetime) -> str:
        return stamp(moment - timedelta(hours=self.settings.session_hours))

    def _step(self, found: repository.Found, *, second: bool) -> str | None:
        """Give the page that a sign-in must be finished on."""
        if found.user.totp_on and not second:
            return f"{SIGN_IN}/kod"
        if found.user.password_ends is not None:
            return "/mitt-konto/losenord"
        if not second and found.user.role in self.settings.second_factor_roles:
            return "/mitt-konto/tvafaktor"
        return None

    def sign_in(self, name: str, password: str, device: str, address: str) -> str:
        """Check a name and a password, and begin a session.

        Parameters
        ----------
        device : what the browser is called, see `service.accounts.devices`.
        address : where the browser calls from.

        Returns
        -------
        The secret of the session, for the cookie.

        Raises
        ------
        WrongSignIn
            When the name, the password or both are wrong; or the account is closed, or its temporary
            password has run out. Which of them is not said, and takes the same time.
        TooManyRequests
            When the failures before were so many that one must wait.
        """
        self.limiter.sign_in(address)
        name = name.strip().casefold()
        key = attempt_key(name)
        self.attempt(key)
        with self.database.read() as session:
            found = repository.user(session, name)
        user = found.user if found else None
        right, renewed = self.hasher.verify(password, user.password_hash if user else None)
        out = user is None or user.closed_at or (user.password_ends and user.password_ends <= now())
        if user is None or not right or out:
            raise WrongSignIn
        with self.database.write() as session:
            repository.forget_attempts(session, key)
            if renewed:
                repository.change(session, name, password_hash=renewed)
            return self.begin(session, name, device)

    def attempt(self, key: str) -> None:
        """Count a try before it is made, so that many at once cannot all be the first.

        Raises
        ------
        TooManyRequests
            When the failures before were so many that one must wait.
        """
        moment = datetime.now(UTC)
        with self.database.write() as session:
            repository.forget_attempts(session, before=stamp(moment - FORGOTTEN))
            before = repository.attempts(session, key)
            number = before.number if before else 0
            if before is None or before.until <= stamp(moment):
                number += 1
                repository.set_attempts(session, key, number, stamp(moment), stamp(moment + wait(number)))
                return
            seconds = max(1, round((datetime.fromisoformat(before.until) - moment).total_seconds()))
        raise TooManyRequests(headers={"Retry-After": str(seconds)})

    def begin(self, session: Session, name: str, device: str, *, second: bool = False) -> str:
        """Begin a session, and forget those that have run out.

        Parameters
        ----------
        second : whether the second factor has been given.
        """
        moment = datetime.now(UTC)
        repository.forget_sessions(session, self._idle(moment), self._oldest(moment))
        token = secrets.token_urlsafe(32)
        at = stamp(moment)
        row = {"id": uuid.uuid4().hex, "token_hash": digest(token), "user": name, "second": second}
        repository.begin(session, row | {"device": device, "began": at, "seen": at})
        return token

    def sign_out(self, account: Account, *, everywhere: bool = False) -> None:
        """End the session that is used, or all of the account's."""
        if account.session is None:
            return
        with self.database.write() as session:
            repository.end(session, account.name, None if everywhere else [account.session])


def attempt_key(name: str) -> str:
    """Give under what the failures in a row of a name are counted; names that are nobody's too."""
    return digest(f"sign-in {name}")


class WrongSignIn(Exception):  # noqa: N818  # named by what is wrong
    """The name or the password is wrong."""


def account_of(found: repository.Found, session_id: str | None = None) -> Account:
    """Give the account that is stored."""
    user = found.user
    return Account(
        user.name,
        user.full_name,
        user.role,  # type: ignore[arg-type]  # only a known role is stored
        user.unit_id,
        found.unit_name,
        user.totp_on,
        session=session_id,
    )


def add(
    session: Session,
    name: str,
    role: str,
    *,
    full_name: str | None = None,
    unit: str | None = None,
    password_hash: str | None = None,
    password_ends: str | None = None,
) -> None:
    """Add an account.

    Raises
    ------
    BadUser
        When the name is taken or cannot be used, or the role or the unit is not known.
    """
    if not _NAME.fullmatch(name):
        raise BadUser(
            _("Användarnamnet kan inte användas."),
            _("Skriv små bokstäver a–z, siffror, punkt, bindestreck och understreck."),
        )
    if role not in ROLES:
        raise BadUser(_("Rollen finns inte."), _("Välj en av: {roles}."), roles=", ".join(ROLES))
    if repository.user(session, name) is not None:
        raise BadUser(
            _("Det finns redan en användare som heter {name}."), _("Välj ett annat namn."), name=name
        )
    if unit is not None and repository.unit(session, unit) is None:
        raise BadUser(_("Enheten {unit} finns inte."), _("Lägg till den först."), unit=unit)
    row = {
        "name": name,
        "full_name": full_name or name,
        "role": role,
        "unit_id": unit,
        "password_hash": password_hash,
        "password_ends": password_ends,
        "directory_id": None,
        "totp_secret": None,
        "totp_on": False,
        "totp_step": 0,
        "created_at": now(),
        "closed_at": None,
    }
    repository.add(session, row)


def set_password(session: Session, name: str, password: str, hasher: Hasher) -> None:
    """Give an account a password of its own choice."""
    repository.change(session, name, password_hash=hasher.hash(password), password_ends=None)


def give_temporary(session: Session, name: str, hasher: Hasher) -> str:
    """Give an account a temporary password, which is returned this once, and end its sessions.

    It must be changed at the first sign-in, within `TEMPORARY_FOR`.
    """
    password = temporary()
    ends = stamp(datetime.now(UTC) + TEMPORARY_FOR)
    repository.change(session, name, password_hash=hasher.hash(password), password_ends=ends)
    repository.end(session, name)
    return password


def add_token(
    session: Session,
    name: str,
    *,
    label: str = "nyckel",
    writes: bool = True,
    kinds: tuple[str, ...] = (),
    days: int | None = None,
) -> str:
    """Give an account a bearer token, which is returned this once.

    Parameters
    ----------
    writes : whether it may change anything.
    kinds : what it reaches, as ``slots``; empty for all that the account reaches.
    days : how long it can be used; None for until it is revoked.
    """
    token = secrets.token_urlsafe(32)
    ends = None if days is None else stamp(datetime.now(UTC) + timedelta(days=days))
    row = {
        "id": uuid.uuid4().hex[:12],
        "token_hash": digest(token),
        "user": name,
        "label": label,
        "writes": writes,
        "kinds": " ".join(kinds),
        "created_at": now(),
        "ends_at": ends,
    }
    repository.add_token(session, row)
    return token
