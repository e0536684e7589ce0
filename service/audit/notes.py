"""What one request will leave in the log: who asks, where, and about whom.

The guard says who is let in and where; routes say whom they show; the store asks for the row just before a
change is committed, and the layer around the routes just before an answer leaves.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from service.audit import chain
from service.audit.chain import Action, Event, Outcome
from service.problems import NotLogged
from service.store.clock import now
from service.store.schema import Participants

if TYPE_CHECKING:
    from collections.abc import Iterator

READS: Final = ("GET", "HEAD")
RETENTION: Final = "rattplats retention"
"""The command that erases people and cuts the log."""
TRIED: Final = (403, 404)
"""Answers that say that there is nothing for the caller: to have tried is worth a row."""

_USABLE: Final = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,200}")
"""What can be an id at all."""


@dataclass(slots=True)
class Note:
    """What one request will leave in the log.

    Attributes
    ----------
    personal : whether the address shows people to anybody.
    by, role, what, action : see `service.audit.chain.Event`.
    counts : whether it shows people as counts only.
    everybody : the condition that holds for all whom the address may show this account; None when the
        participant stands in the address.
    ids : who is shown or written about.
    told : whether the route has said whom it shows.
    logged : who is in the log already; None before the first row.
    """

    personal: bool = False
    by: str = ""
    role: str = ""
    what: str = ""
    action: Action = "read"
    counts: bool = False
    everybody: Callable[[], ColumnElement[bool]] | None = None
    ids: set[str] = field(default_factory=set)
    told: bool = False
    logged: frozenset[str] | None = None

    def due(self, session: Session, status: int = 200) -> Event | None:
        """Give the row that is still to be written, or None.

        Parameters
        ----------
        session : open on the store, to find everybody when the route has not said whom it shows.
        status : of the answer; a change that is being committed is no answer yet.
        """
        done = status < 400
        if done and not self.told and self.everybody is not None and not self.counts:
            self.ids.update(session.scalars(select(Participants.id).where(self.everybody())))
            self.told = True
        if done and self.logged is not None and self.ids <= self.logged:
            return None
        if not self.ids and not self.counts and status not in TRIED:
            return None
        fresh = self.ids - (self.logged or frozenset())
        return self._event(fresh, "done") if done else self._event(self.ids, "refused")

    def _event(self, ids: set[str], outcome: Outcome) -> Event:
        return Event(now(), self.by, self.role, self.action, self.what, ids, outcome)


_CURRENT: Final[ContextVar[Note | None]] = ContextVar("note", default=None)


@contextmanager
def noting(note: Note | None) -> "Iterator[None]":
    """Let a note be the one of the request that is being answered; None for work of the log itself."""
    before = _CURRENT.set(note)
    try:
        yield
    finally:
        _CURRENT.reset(before)


def shown(ids: Iterable[str | None] = ()) -> None:
    """Say whom a route shows or writes about, beside the participant in its address.

    Parameters
    ----------
    ids : of participants; more calls add more. Nobody, for a page that shows no one after all.

    Examples
    --------
    >>> shown(["A-1"])  # outside a request there is nothing to log
    """
    note = _CURRENT.get()
    if note is not None:
        note.told = True
        note.ids.update(one for one in ids if one is not None and _USABLE.fullmatch(one))


def reading() -> None:
    """Say that what is asked for by a form is a reading, as a copy is."""
    note = _CURRENT.get()
    if note is not None:
        note.action = "read"


def let_in(
    *,
    by: str,
    role: str,
    method: str,
    path: str,
    about: str | None,
    counts: bool,
    everybody: Callable[[], ColumnElement[bool]] | None,
) -> None:
    """Note that somebody asks an address that shows people.

    Parameters
    ----------
    about : the participant in the address.
    counts, everybody : see `Note`.
    """
    note = _CURRENT.get()
    if note is None:
        return
    note.personal = True
    note.by, note.role = by, role
    note.what = f"{method} {path}"
    note.action = "read" if method in READS else "write"
    note.counts = counts
    note.everybody = everybody if about is None else None
    if about is not None and _USABLE.fullmatch(about):
        note.ids.add(about)


def with_the_change(session: Session) -> Callable[[], None]:
    """Write the row of the request in the transaction of the change itself.

    Returns
    -------
    What to do once the transaction is committed.

    Raises
    ------
    NotLogged
        When the row cannot be written: then the change is not made either.
    """
    note = _CURRENT.get()
    if note is None or not note.personal:
        return _nothing
    event = None
    if note.ids or note.told:
        try:
            event = note.due(session)
            chain.append(session, [event] if event else [])
        except SQLAlchemyError:
            raise NotLogged(headers={"Retry-After": "5"}) from None
    if event is None:
        return _nothing
    ids = frozenset(note.ids)

    def committed() -> None:
        note.logged = ids

    return committed


def erasing(session: Session, participant_id: str, *, by: str, at: str) -> None:
    """Write the row of an erasure, while the person still has an alias."""
    note = _CURRENT.get()
    here = note if note is not None and note.personal else None
    role = here.role if here else "command"
    what = here.what if here else RETENTION
    chain.append(session, [Event(at, by, role, "erase", what, (participant_id,))])
    if here:
        here.ids, here.told = set(), True
        here.logged = frozenset()


def cutting(session: Session, anchor: str, *, by: str, at: str) -> None:
    """Write the row that says that the oldest rows of the log leave.

    Parameters
    ----------
    anchor : see `service.audit.chain.anchor`.
    """
    note = _CURRENT.get()
    here = note if note is not None and note.personal else None
    role = here.role if here else "command"
    what = here.what if here else RETENTION
    chain.append(session, [Event(at, by, role, "cut", what, anchor=anchor)])
    if here:
        here.logged = frozenset(here.ids)


def _nothing() -> None:
    pass
