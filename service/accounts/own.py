"""What somebody who is signed in does with the own account."""

from typing import Final

from sqlalchemy.orm import Session

from service.accounts import repository, second_factor
from service.accounts.account import Account
from service.accounts.passwords import objection
from service.accounts.service import Accounts, attempt_key

WRONG: Final = "wrong"
SAME: Final = "same"
UNLIKE: Final = "unlike"


def give_code(accounts: Accounts, account: Account, code: str, device: str) -> str | None:
    """Finish a sign-in with the second factor.

    Returns
    -------
    The secret of a new session in the place of the old one; None when the code is wrong.

    Raises
    ------
    TooManyRequests
        When the failures before were so many that one must wait.
    """
    key = attempt_key(account.name)
    accounts.attempt(key)
    with accounts.database.write() as session:
        found = repository.user(session, account.name)
        if found is None or not second_factor.given(session, found.user, code, accounts.sealing):
            return None
        repository.forget_attempts(session, key)
        return _renewed(accounts, session, account, device, second=True)


def change_password(
    accounts: Accounts, account: Account, *, current: str | None, new: str, again: str, device: str
) -> tuple[str | None, str]:
    """Choose an own password, and sign out everywhere else.

    Parameters
    ----------
    current : the password until now; None just after a temporary one was used to sign in.

    Returns
    -------
    What is wrong, as a key of `passwords.OBJECTIONS` or one of `WRONG`, `SAME` and `UNLIKE`; or None, and
    the secret of a new session.

    Raises
    ------
    TooManyRequests
        When the failures before were so many that one must wait.
    """
    with accounts.database.read() as session:
        found = repository.user(session, account.name)
    stored = found.user.password_hash if found else None
    if current is not None:
        accounts.attempt(attempt_key(account.name))
        if not accounts.hasher.verify(current, stored)[0]:
            return WRONG, ""
    wrong = objection(new, account.name, account.full_name)
    if wrong is None and new != again:
        wrong = UNLIKE
    if wrong is None and accounts.hasher.verify(new, stored)[0]:
        wrong = SAME
    if wrong is not None:
        return wrong, ""
    hashed = accounts.hasher.hash(new)
    with accounts.database.write() as session:
        repository.forget_attempts(session, attempt_key(account.name))
        repository.change(session, account.name, password_hash=hashed, password_ends=None)
        second = _second(session, account)
        repository.end(session, account.name)
        return None, accounts.begin(session, account.name, device, second=second)


def turn_on(accounts: Accounts, account: Account, secret: str, code: str) -> list[str] | None:
    """Turn the second factor on; give recovery codes, or None when the code is wrong."""
    if not second_factor.usable(secret):
        return None
    with accounts.database.write() as session:
        found = repository.user(session, account.name)
        if found is None or found.user.totp_on:
            return None
        codes = second_factor.turn_on(session, found.user, secret, code, accounts.sealing)
        if codes is not None:
            others = [
                one.id for one in repository.sessions(session, account.name) if one.id != account.session
            ]
            repository.end(session, account.name, others)
            repository.mark_second(session, account.session or "")
        return codes


def turn_off(accounts: Accounts, account: Account, code: str) -> bool:
    """Turn the second factor off, which takes a code; say whether it was right.

    Raises
    ------
    TooManyRequests
        When the failures before were so many that one must wait.
    """
    accounts.attempt(attempt_key(account.name))
    with accounts.database.write() as session:
        found = repository.user(session, account.name)
        if found is None or not second_factor.given(session, found.user, code, accounts.sealing):
            return False
        repository.forget_attempts(session, attempt_key(account.name))
        second_factor.turn_off(session, account.name)
        return True


def sign_out(accounts: Accounts, account: Account, session_id: str | None) -> None:
    """End one of the own sessions, or all but the one that is used."""
    with accounts.database.write() as session:
        which = _others(session, account) if session_id is None else [session_id]
        repository.end(session, account.name, which)


def _others(session: Session, account: Account) -> list[str]:
    """List the own sessions but the one that is used."""
    return [one.id for one in repository.sessions(session, account.name) if one.id != account.session]


def _second(session: Session, account: Account) -> bool:
    return any(one.second for one in repository.sessions(session, account.name) if one.id == account.session)


def _renewed(accounts: Accounts, session: Session, account: Account, device: str, *, second: bool) -> str:
    """Put a new session in the place of the one that is used: what was known of the old is worth nothing."""
    repository.end(session, account.name, [account.session or ""])
    return accounts.begin(session, account.name, device, second=second)
