"""Every query of the pages for files."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts import Account
from service.accounts.permissions import sees
from service.store import records
from service.store.kinds import KINDS, KindName
from service.store.records import Condition, Stored
from service.store.schema import Participants
from service.store.vectors import CHUNK

PAGE = 1000


def seen(account: Account, kind: KindName) -> Condition | None:
    """Give the condition under which an account sees a record; None when the kind is about nobody."""
    subject = KINDS[kind].subject
    return sees(account, getattr(KINDS[kind].table, subject)) if subject else None


def known(
    session: Session, account: Account, kind: KindName, ids: Sequence[str]
) -> tuple[Mapping[str, Stored], set[str]]:
    """Find those of some ids that are stored and that the account sees, and those that are taken besides."""
    stored = records.existing(session, kind, ids)
    where = seen(account, kind)
    if where is None or not stored:
        return stored, set()
    table = KINDS[kind].table
    mine: set[str] = set()
    for part in _parts(list(stored)):
        mine |= set(session.scalars(select(table.id).where(table.id.in_(part), where)))
    return {key: stored[key] for key in mine}, set(stored) - mine


def strangers(session: Session, account: Account, participant_ids: Sequence[str]) -> set[str]:
    """Give those of some participants that there are not, or that the account does not see: both alike."""
    wanted = set(participant_ids)
    for part in _parts(sorted(wanted)):
        wanted -= set(
            session.scalars(select(Participants.id).where(Participants.id.in_(part), sees(account)))
        )
    return wanted


def everything(session: Session, account: Account, kind: KindName) -> Iterator[Stored]:
    """Give every record of a kind that an account sees, in the order of their ids."""
    where, after = seen(account, kind), ""
    while page := records.page(session, kind, limit=PAGE, after=after, where=where):
        yield from page
        after = page[-1].id


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
