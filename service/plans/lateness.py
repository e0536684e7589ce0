"""How many participants wait for a follow-up, for those who see people as counts only."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from matcher.vocabulary import Label
from service.accounts.account import Account
from service.accounts.small import word
from service.plans import repository


@dataclass(frozen=True, slots=True)
class Late:
    """Counts of people; a group of fewer than five is a word.

    Attributes
    ----------
    followed : are followed up now.
    late : whose booked meeting should have been held before today.
    missing : who have no meeting booked.
    day : the day that they are counted for.
    """

    followed: int | Label
    late: int | Label
    missing: int | Label
    day: date


def late(session: Session, account: Account, today: date) -> Late:
    """Count the participants who wait for a follow-up.

    Protected persons are never counted for an account that does not see people itself.

    Parameters
    ----------
    account : who asks, as the guard let the account in.
    """
    exact = account.people in ("own", "plain", "any")
    asks = account if exact else replace(account, people="count")
    followed, behind, missing = repository.waiting(session, asks, today)
    if exact:
        return Late(followed, behind, missing, today)
    return Late(word(followed, followed + 5), word(behind, followed), word(missing, followed), today)
