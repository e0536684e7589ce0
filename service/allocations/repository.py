"""All queries about drafts.

A draft is shown to whoever sees everybody in it, and to nobody else: a figure about the whole would otherwise
tell of people whom the reader may not know of. Who may not see one person of it sees that it is not there.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, func, insert, select, update
from sqlalchemy.orm import Session

from service.accounts import Account
from service.accounts.models import Caseload, Users
from service.accounts.permissions import sees
from service.allocations.models import AllocationLines, AllocationRules, Allocations
from service.placing.models import Courses
from service.placing.states import PENDING

_HEAD: Final = tuple(column for column in Allocations.__table__.columns if column.name != "output_hash")


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a draft.

    Attributes
    ----------
    coach, coach_name : the participant's own coach now; only that account decides about the line.
    document : the explanation, as it was when the draft was made.
    """

    participant_id: str
    slot_id: str | None
    state: str
    document: Mapping[str, Any]
    decided_at: str | None
    decided_by: str | None
    reason: str | None
    coach: str | None
    coach_name: str | None
    protected: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """What was decided before the division: a pair that must be, or must not be."""

    participant_id: str
    slot_id: str
    rule: str
    reason: str | None
    by: str
    at: str

    @property
    def pair(self) -> tuple[str, str]:
        """The participant and the place."""
        return self.participant_id, self.slot_id


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft.

    Attributes
    ----------
    head : the columns of `Allocations`, but for the hash.
    newer : id of the draft that was made anew from this one; this one is then closed.
    names : account → what it is called, of those who have decided something here.
    """

    head: Mapping[str, Any]
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    newer: str | None
    names: Mapping[str, str]

    @property
    def id(self) -> str:
        """Id of the draft."""
        return str(self.head["id"])

    @property
    def slots(self) -> list[str] | None:
        """Ids of the places that took part; None for all there were."""
        return None if self.head["slots"] is None else json.loads(self.head["slots"])

    def line(self, participant_id: str) -> Line | None:
        """Find the line of a participant."""
        return next((line for line in self.lines if line.participant_id == participant_id), None)


def _shown(account: Account) -> ColumnElement[bool]:
    """Give the condition under which an account sees a whole draft."""
    mine = AllocationLines.allocation_id == Allocations.id
    return exists().where(mine) & ~exists().where(mine, ~sees(account, AllocationLines.participant_id))


def add(
    session: Session,
    head: Mapping[str, Any],
    lines: Sequence[Mapping[str, Any]],
    rules: Sequence[Mapping[str, Any]],
) -> None:
    """Store a draft."""
    session.execute(insert(Allocations), [dict(head)])
    session.execute(insert(AllocationLines), [dict(line) for line in lines])
    if rules:
        session.execute(insert(AllocationRules), [dict(rule) for rule in rules])


def page(session: Session, account: Account, *, limit: int, before: str = "") -> list[dict[str, Any]]:
    """List drafts that an account sees, the latest first, from the one before `before`.

    Returns
    -------
    The heads, with how many lines are in each state, whether a newer draft was made from it, and what who
    made it is called.
    """
    query = select(*_HEAD).where(_shown(account)).order_by(Allocations.id.desc()).limit(limit)
    if before and "\x00" not in before:  # in no id, and PostgreSQL takes no such text
        query = query.where(Allocations.id < before)
    heads = [dict(row) for row in session.execute(query).mappings()]
    counted = (
        select(AllocationLines.allocation_id, AllocationLines.state, func.count())
        .where(AllocationLines.allocation_id.in_([head["id"] for head in heads]))
        .group_by(AllocationLines.allocation_id, AllocationLines.state)
    )
    states: dict[str, dict[str, int]] = {}
    for key, state, number in session.execute(counted):
        states.setdefault(key, {})[state] = number
    again = select(Allocations.previous).where(Allocations.previous.in_([head["id"] for head in heads]))
    closed = set(session.scalars(again))
    names = _names(session, {head["by"] for head in heads})
    return [
        head
        | {"states": states.get(head["id"], {}), "closed": head["id"] in closed}
        | {"name": names.get(head["by"], head["by"])}
        for head in heads
    ]


def get(session: Session, account: Account, id_: str) -> Draft | None:
    """Find a draft that an account sees."""
    head = session.execute(select(*_HEAD).where(Allocations.id == id_, _shown(account))).mappings().first()
    if head is None:
        return None
    lines = (
        select(
            AllocationLines.participant_id,
            AllocationLines.slot_id,
            AllocationLines.state,
            AllocationLines.document,
            AllocationLines.decided_at,
            AllocationLines.decided_by,
            AllocationLines.reason,
            Caseload.coach,
            Users.full_name,
            Caseload.protected,
        )
        .join(Caseload, Caseload.participant_id == AllocationLines.participant_id, isouter=True)
        .join(Users, Users.name == Caseload.coach, isouter=True)
        .where(AllocationLines.allocation_id == id_)
        .order_by(AllocationLines.participant_id)
    )
    rules = (
        select(
            AllocationRules.participant_id,
            AllocationRules.slot_id,
            AllocationRules.rule,
            AllocationRules.reason,
            AllocationRules.by,
            AllocationRules.at,
        )
        .where(AllocationRules.allocation_id == id_)
        .order_by(AllocationRules.participant_id, AllocationRules.slot_id)
    )
    newer = session.scalar(select(func.max(Allocations.id)).where(Allocations.previous == id_))
    found = tuple(
        Line(who, slot, state, json.loads(document), at, by, reason, coach, name, bool(protected))
        for who, slot, state, document, at, by, reason, coach, name, protected in session.execute(lines)
    )
    decided = tuple(Rule(*row) for row in session.execute(rules))
    accounts = {head["by"], *(line.decided_by for line in found), *(rule.by for rule in decided)}
    return Draft(dict(head), found, decided, newer, _names(session, accounts))


def _names(session: Session, accounts: Collection[str | None]) -> dict[str, str]:
    query = select(Users.name, Users.full_name).where(Users.name.in_([one for one in accounts if one]))
    return {row[0]: row[1] for row in session.execute(query)}


def decide(session: Session, allocation_id: str, participant_id: str, **values: Any) -> None:
    """Note what has become of a line."""
    session.execute(
        update(AllocationLines)
        .where(
            AllocationLines.allocation_id == allocation_id,
            AllocationLines.participant_id == participant_id,
        )
        .values(**values)
    )


def promised(session: Session, among: Sequence[str] | None = None) -> dict[str, int]:
    """Count, for each place, the confirmed lines whose placement is not agreed on yet: nothing is booked.

    Parameters
    ----------
    among : only these places.
    """
    query = (
        select(Courses.slot_id, func.count(func.distinct(Courses.participant_id)))
        .join(
            AllocationLines,
            (AllocationLines.participant_id == Courses.participant_id)
            & (AllocationLines.slot_id == Courses.slot_id),
        )
        .where(AllocationLines.state == "confirmed", Courses.state.in_(PENDING))
        .group_by(Courses.slot_id)
    )
    if among is not None:
        query = query.where(Courses.slot_id.in_(among))
    return {row[0]: row[1] for row in session.execute(query)}
