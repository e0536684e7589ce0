"""Retention of the log itself: its oldest rows leave, and what stays is still a chain.

The head keeps the number and the hash of the last row that left, which the first row that stays holds as the
one before it. A row of the log says who cut it, and holds the hash of that number and hash: a beginning that
no such row answers for is a fault. What leaves is held against its hashes first, so that nothing is lost of
what shows a change.
"""

from typing import Final

from sqlalchemy.orm import Session

from service.audit import chain, notes, repository
from service.audit.verifying import Fault, verify
from service.store import Database
from service.store.clock import now

AT_ONCE: Final = 5_000
"""Rows that are removed in one transaction, so that whoever writes meanwhile waits for a moment only."""


class NotWhole(Exception):  # noqa: N818  # named by what is wrong
    """What is to leave is not as it was written, and is left as it is."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.text)
        self.fault = fault


def due(session: Session, before: str) -> int:
    """Count the rows that a cut removes: those from the first on that are older than a time."""
    return repository.up_to(session, repository.last_before(session, before))


def cut(database: Database, before: str, *, by: str) -> int:
    """Remove the rows that are older than a time, and say how many they were.

    First the row that says so, and the new beginning, are safe; then the rows leave. What a break leaves of
    them is before the beginning, and leaves with the next cut.

    Raises
    ------
    NotWhole
        When something in what is to leave is changed: then nothing leaves.
    """
    with database.read() as session:
        last = repository.last_before(session, before)
        number = repository.up_to(session, last)
        fault = verify(session, until=last).fault if number else None
    if fault is not None:
        raise NotWhole(fault)
    if number == 0:
        return 0
    with database.write() as session:
        if last > repository.beginning(session)[0]:
            summed = repository.hash_of(session, last)
            notes.cutting(session, chain.anchor(last, summed), by=by, at=now())
            repository.begin_after(session, last, summed)
    with database.read() as session:
        first = repository.first(session)
    for start in range(first, last + 1, AT_ONCE):
        with database.write() as session:
            repository.remove_rows(session, start, min(start + AT_ONCE - 1, last))
    return number
