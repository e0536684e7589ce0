"""How many participants wait for a follow-up, for those who see people as counts only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from matcher.vocabulary import Label
from service.accounts import small
from service.accounts.account import Account
from service.plans import repository
from service.plans.repository import Waiting


@dataclass(frozen=True, slots=True)
class Late:
    """Counts of people; a group of fewer than five is a word.

    Attributes
    ----------
    followed : are followed up now.
    late : whose booked meeting should have been held before today.
    missing : who have no meeting booked.
    day : the day that they are counted for.
    unit : whose people they are; None for all, and for those of no unit.
    """

    followed: int | Label
    late: int | Label
    missing: int | Label
    day: date
    unit: str | None = None


def late(session: Session, account: Account, today: date) -> Late:
    """Count the participants who wait for a follow-up.

    Protected persons are never counted for an account that does not see people itself.

    Parameters
    ----------
    account : who asks, as the guard let the account in.
    """
    exact = account.people in ("own", "plain", "any")
    asks = account if exact else replace(account, people="count")
    whole = _together(repository.waiting(session, asks, today))
    if exact:
        return Late(whole.followed, whole.late, whole.missing, today)
    return _whole(whole, today)


def late_by_unit(session: Session, account: Account, today: date) -> tuple[Late, Sequence[Late]]:
    """Count the same for an account that counts people, for all and unit by unit.

    Nothing of fewer than five is a number, and none can be worked out from the others and their sum.

    Returns
    -------
    All, and the units; no units when there are fewer than two.
    """
    found = repository.waiting(session, replace(account, people="count"), today)
    whole = _whole(_together(found), today)
    if len(found) < 2:
        return whole, ()
    followed, summed = small.parts([(one.followed, one.followed) for one in found])
    behind, behind_summed = small.parts([(one.late, one.followed - one.late) for one in found])
    without, without_summed = small.parts([(one.missing, _in_time(one)) for one in found])
    rows = [
        Late(number, late_ones, missing, today, one.unit)
        for one, number, late_ones, missing in zip(found, followed, behind, without, strict=True)
    ]
    return (
        replace(
            whole,
            followed=whole.followed if summed else _hidden(whole.followed),
            late=whole.late if behind_summed else _hidden(whole.late),
            missing=whole.missing if without_summed else _hidden(whole.missing),
        ),
        rows,
    )


def _whole(all_: Waiting, today: date) -> Late:
    followed = small.word(all_.followed, all_.followed + small.FEWEST)
    behind = small.word(all_.late, all_.followed)
    without, told = small.parts([(all_.missing, _in_time(all_))])
    return Late(followed, behind, without[0] if told else _hidden(without[0]), today)


def _together(found: Sequence[Waiting]) -> Waiting:
    return Waiting(
        None,
        sum(one.followed for one in found),
        sum(one.late for one in found),
        sum(one.missing for one in found),
    )


def _in_time(one: Waiting) -> int:
    """Count those whose meeting is booked and not late: what is left when the other two are told."""
    return one.followed - one.late - one.missing


def _hidden(told: int | Label) -> Label:
    return small.HIDDEN if isinstance(told, int) else told
