"""What leaves, when, and how it is done: the same for the page and the command."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from service.accounts.waiting import FORGOTTEN, stamp
from service.audit import cutting
from service.pages.language import marked as _
from service.retention import repository
from service.settings import Settings
from service.store import Database, erasure
from service.store.clock import now
from service.store.idempotency import KEPT

NAMES: Final = {
    "participants": _("Deltagare som inget har hänt med"),
    "runs": _("Förslag som har räknats fram"),
    "evaluations": _("Utvärderingar"),
    "accounts": _("Stängda konton"),
    "tokens": _("Utgångna nycklar för program"),
    "sessions": _("Utgångna inloggningar"),
    "attempts": _("Misslyckade inloggningar"),
    "answers": _("Sparade svar till andra program"),
    "audit": _("Rader i loggen under Granskning"),
}
"""Kind → what people call it."""

DAYS_A_MONTH: Final = 30.4375


@dataclass(frozen=True, slots=True)
class Limit:
    """From when on something is kept.

    Attributes
    ----------
    kind : see `NAMES`.
    before : what is older leaves; a time as the store writes it.
    months : how long it is kept, if that is a setting; None where it is of a few days.
    """

    kind: str
    before: str
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """How many of a kind have been kept long enough.

    Attributes
    ----------
    open : as many without protected persons, whom a page does not count.
    """

    limit: Limit
    number: int
    open: int


def limits(settings: Settings, moment: datetime | None = None) -> tuple[Limit, ...]:
    """Give the limits that the settings say, at a moment."""
    at = moment or datetime.now(UTC)

    def ago(months: int) -> str:
        return stamp(at - timedelta(days=months * DAYS_A_MONTH))

    return (
        Limit("participants", ago(settings.keep_participants_months), settings.keep_participants_months),
        Limit("runs", ago(settings.keep_runs_months), settings.keep_runs_months),
        Limit("evaluations", ago(settings.keep_evaluations_months), settings.keep_evaluations_months),
        Limit("accounts", ago(settings.keep_accounts_months), settings.keep_accounts_months),
        Limit("tokens", ago(settings.keep_tokens_months), settings.keep_tokens_months),
        Limit("sessions", stamp(at - timedelta(hours=settings.session_hours))),
        Limit("attempts", stamp(at - FORGOTTEN)),
        Limit("answers", stamp(at - KEPT)),
        Limit("audit", ago(settings.keep_audit_months), settings.keep_audit_months),
    )


def due(database: Database, chosen: tuple[Limit, ...]) -> list[Due]:
    """Count what has been kept long enough; nothing is changed."""
    with database.read() as session:
        found = []
        for limit in chosen:
            number = unprotected = _count(session, limit)
            if limit.kind == "participants":
                unprotected = len(repository.idle(session, limit.before, unprotected=True))
            found.append(Due(limit, number, unprotected))
        return found


def _count(session: Session, limit: Limit) -> int:
    if limit.kind == "participants":
        return len(repository.idle(session, limit.before))
    if limit.kind == "accounts":
        return len(repository.closed(session, limit.before))
    if limit.kind == "audit":
        return cutting.due(session, limit.before)
    return repository.count(session, limit.kind, limit.before)


def apply(
    database: Database, chosen: tuple[Limit, ...], *, by: str, progress: Callable[[int], None] | None = None
) -> dict[str, int]:
    """Remove what has been kept long enough. Every participant is erased in a transaction of the own.

    The log goes first: what leaves of it is held against its hashes, and when that is not whole nothing else
    leaves either.

    Parameters
    ----------
    by : who does it, for the history and the log.
    progress : is told how many participants are erased.

    Returns
    -------
    Kind → how many were removed.

    Raises
    ------
    service.audit.cutting.NotWhole
        When something in the log that is to be cut is changed.
    """
    done = dict.fromkeys(NAMES, 0)
    for limit in sorted(chosen, key=lambda limit: limit.kind != "audit"):
        if limit.kind == "audit":
            done["audit"] = cutting.cut(database, limit.before, by=by)
        elif limit.kind == "participants":
            for number in _erased(database, limit.before, by):
                done["participants"] = number
                if progress:
                    progress(number)
        else:
            with database.write() as session:
                done[limit.kind] = _remove(session, limit)
    database.scrub()
    return done


def _remove(session: Session, limit: Limit) -> int:
    if limit.kind == "accounts":
        names = repository.closed(session, limit.before)
        repository.empty(session, names)
        return len(names)
    return repository.remove(session, limit.kind, limit.before)


def _erased(database: Database, before: str, by: str) -> Iterator[int]:
    with database.read() as session:
        ids = repository.idle(session, before)
    number = 0
    for one in ids:
        with database.write() as session:
            if repository.idle(session, before, only=one):  # nothing has happened meanwhile
                erasure.erase(session, one, by=by, at=now())
                number += 1
        yield number
