"""Every query of the analyst's pages. None of them gives anything about one person."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from matcher.weights import Weights
from service.accounts import Account
from service.accounts.models import Caseload, Users
from service.accounts.permissions import counts
from service.accounts.small import FEW, FEWEST
from service.evaluations.models import Evaluations
from service.store import weights
from service.store.schema import Counter, Decisions, Placements
from service.store.weights import Activation

MOST_VERSIONS: Final = 500
MOST_EVALUATIONS: Final = 100
WITH_GROUPS: Final = '"fairness":{'
"""What the canonical JSON of a report holds when groups were held against each other."""


def state(session: Session) -> str:
    """Name what figures rest on: the latest change, and whose participants are and who is protected.

    Giving somebody to a unit, or protecting somebody, writes no record; it is seen by its time.
    """
    protected = func.count().filter(Caseload.protected)
    row = session.execute(select(func.count(), protected, func.max(Caseload.since))).one()
    return "-".join(str(part) for part in (session.scalar(select(Counter.value)) or 0, *row))


def placements(session: Session, account: Account) -> int | str:
    """Count the placements of those whom the account counts; of fewer than five people, only say so."""
    people = func.count(Placements.participant_id.distinct())
    query = select(func.count(), people).where(counts(account, Placements.participant_id))
    number, behind = session.execute(query).one()
    return number if behind >= FEWEST or not number else FEW.sv


@dataclass(frozen=True, slots=True)
class Ordered:
    """One evaluation in the list.

    Attributes
    ----------
    by : who ordered it, by name where the account is known.
    groups : whether groups were held against each other.
    """

    id: str
    at: str
    by: str
    state: str
    progress: str | None
    ended: str | None
    problem: str | None
    groups: bool


def evaluations(session: Session, limit: int = MOST_EVALUATIONS) -> list[Ordered]:
    """List the evaluations, the latest first."""
    query = _ordered().order_by(Evaluations.id.desc()).limit(limit)
    return [Ordered(*row) for row in session.execute(query)]


def evaluation(session: Session, id_: str) -> tuple[Ordered, str | None] | None:
    """Find one with its report as JSON."""
    found = session.execute(_ordered().add_columns(Evaluations.document).where(Evaluations.id == id_)).first()
    return None if found is None else (Ordered(*found[:-1]), found[-1])


def latest(session: Session, *, groups: bool = False) -> tuple[Ordered, str] | None:
    """Find the latest report, or the latest one that holds groups against each other."""
    query = _ordered().add_columns(Evaluations.document).where(Evaluations.state == "done")
    if groups:
        query = query.where(_with_groups())
    found = session.execute(query.order_by(Evaluations.id.desc()).limit(1)).first()
    return None if found is None else (Ordered(*found[:-1]), found[-1])


def _ordered() -> Any:
    return select(
        Evaluations.id,
        Evaluations.at,
        func.coalesce(Users.full_name, Evaluations.by),
        Evaluations.state,
        Evaluations.progress,
        Evaluations.ended,
        Evaluations.problem,
        func.coalesce(_with_groups(), False),
    ).join(Users, Users.name == Evaluations.by, isouter=True)


def _with_groups() -> ColumnElement[bool]:
    return Evaluations.document.contains(WITH_GROUPS, autoescape=True)


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of the weights, the newest first, and when each was put to use, the latest first."""

    weights: list[Weights]
    activations: list[Activation]


def versions(session: Session) -> Versions:
    """List every version and activation."""
    found = weights.page(session, limit=MOST_VERSIONS)
    names = {row.name: row.full_name for row in session.execute(select(Users.name, Users.full_name))}
    made = [
        Activation(one.version, one.at, names.get(one.by, one.by), one.reason)
        for one in weights.activations(session)
    ]
    return Versions(sorted(found, key=lambda one: (one.date, one.version), reverse=True), made)


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A decision that a place was not relevant: whose, and why."""

    participant_id: str
    reason: str | None
    at: str


def dismissed(session: Session, account: Account) -> list[Dismissed]:
    """List why places were dismissed, for those participants whom the account counts."""
    query = (
        select(Decisions.participant_id, Decisions.reason, Decisions.at)
        .where(Decisions.decision == "dismiss", counts(account, Decisions.participant_id))
        .order_by(Decisions.at)
    )
    return [Dismissed(*row) for row in session.execute(query)]
