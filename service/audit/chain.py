"""The chain: rows are added in the transaction that is open, by whoever holds the revision counter.

There is one writer at a time on both stores (see `service.store.database`), so the end of the chain cannot
move between reading it and adding to it, however many processes there are.
"""

import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.orm import Session

from service.audit.models import AuditEntries, AuditHead, AuditPeople, AuditSubjects
from service.canonical import canonical, digest
from service.store.schema import Base, Participants
from service.store.vectors import CHUNK

Action = Literal["read", "write", "erase", "cut"]
Outcome = Literal["done", "refused"]

COMMAND: Final = "kommandoraden"
"""Who acts when a command of the command line does."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was read or written about people.

    Attributes
    ----------
    by, role : the account, and what it was then.
    what : method and pattern of the address, or the command; never an id.
    ids : the participants; those who are not stored are counted and not named.
    anchor : of a cut, where the log begins from then on; see `anchor`.
    """

    at: str
    by: str
    role: str
    action: Action
    what: str
    ids: Collection[str] = ()
    outcome: Outcome = "done"
    anchor: str = ""


# Every request about people passes here, so the statements are built once and go past the mapper.
_PEOPLE: Final = Base.metadata.tables[AuditPeople.__tablename__]
_ADD: Final = insert(Base.metadata.tables[AuditEntries.__tablename__])
_LINK: Final = insert(Base.metadata.tables[AuditSubjects.__tablename__])
_HEAD: Final = select(AuditHead.number, AuditHead.hash)
_MOVE: Final = update(Base.metadata.tables[AuditHead.__tablename__]).values(
    number=bindparam("to"), hash=bindparam("sum")
)
_KNOWN: Final = select(_PEOPLE.c.participant_id, _PEOPLE.c.alias).where(
    _PEOPLE.c.participant_id.in_(bindparam("ids", expanding=True))
)
_STORED: Final = select(Participants.id).where(Participants.id.in_(bindparam("ids", expanding=True)))


def append(session: Session, events: Sequence[Event]) -> None:
    """Add rows to the log; they are kept when the transaction is.

    Parameters
    ----------
    session : of `Database.write`.
    """
    if not events:
        return
    connection = session.connection()
    head = connection.execute(_HEAD).one()
    number, last = head.number, head.hash
    known = aliases(connection, sorted({one for event in events for one in event.ids}))
    rows, links = [], []
    for event in events:
        number += 1
        about = sorted(known[one] for one in set(event.ids) if one in known)
        row = {
            "number": number,
            "at": event.at,
            "by": event.by[:200],
            "role": event.role,
            "action": event.action,
            "what": event.what[:200],
            "outcome": event.outcome,
            "people": len(set(event.ids)),
            "subjects": event.anchor or together(about),
            "previous": last,
        }
        last = sealed(row)
        rows.append(row | {"hash": last})
        links += [{"number": number, "alias": alias} for alias in about]
    connection.execute(_ADD, rows)
    if links:
        connection.execute(_LINK, links)
    connection.execute(_MOVE, {"to": number, "sum": last})


SEALED: Final = (
    "number",
    "at",
    "by",
    "role",
    "action",
    "what",
    "outcome",
    "people",
    "subjects",
    "previous",
)
"""What the hash of a row covers: every column but itself."""


def sealed(row: dict[str, object]) -> str:
    """Give the hash of a row, which holds that of the row before."""
    return digest(canonical([row[name] for name in SEALED]))


def together(about: Iterable[str]) -> str:
    """Give the hash of the aliases of a row, in order; empty for nobody."""
    text = "\n".join(about)
    return digest(text) if text else ""


def anchor(number: int, summed: str) -> str:
    """Give what the row of a cut holds: the hash of the number and the hash of the last row that left."""
    return digest(f"{number}\n{summed}")


def alias_of(participant_id: str, salt: str) -> str:
    """Give the alias of a participant under a salt.

    Examples
    --------
    >>> alias_of("A-1", "salt") == alias_of("A-1", "annat")
    False
    """
    return digest(f"{salt}\n{participant_id}")[:32]


def aliases(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Give the aliases of those of some participants who are stored; who has none is given one."""
    found: dict[str, str] = {}
    for part in _parts(ids):
        found |= {row.participant_id: row.alias for row in connection.execute(_KNOWN, {"ids": part})}
    new: list[str] = []
    for part in _parts([one for one in ids if one not in found]):
        new += connection.scalars(_STORED, {"ids": part})
    if new:
        salts = {one: secrets.token_hex(16) for one in new}
        rows = [
            {"participant_id": one, "salt": salts[one], "alias": alias_of(one, salts[one])} for one in new
        ]
        connection.execute(insert(_PEOPLE), rows)
        found |= {row["participant_id"]: row["alias"] for row in rows}
    return found


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
