"""What commands of the command line read and write about people, in the same log as all else."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from service.audit import chain
from service.audit.chain import COMMAND, Action, Event
from service.store.clock import now
from service.store.kinds import KINDS, KindName


def logged(session: Session, action: Action, what: str, ids: Iterable[str | None]) -> None:
    """Write a row about people, in the transaction that is open.

    Parameters
    ----------
    what : the command, as ``rattplats export participants``.
    """
    about = {one for one in ids if one}
    if about:
        chain.append(session, [Event(now(), COMMAND, "command", action, what, about)])


def subjects(kind: KindName, documents: Iterable[Mapping[str, Any]]) -> Iterable[str | None]:
    """Give the participants whom records are about; nobody for places and employers."""
    subject = KINDS[kind].subject
    return (document.get(subject) for document in documents) if subject else ()
