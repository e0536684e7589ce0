"""Everything that the store keeps about one participant, for a copy to the person (GDPR, article 15).

Tables are found by their shape, so that a new one cannot be forgotten: those that name the participant, and
those whose rows go when a row about the participant goes.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, or_, select
from sqlalchemy.orm import Session

from service.store.schema import Base, Participants, RecordTexts, TextVectors

NAMES: Final = ("participant_id", "subject")
"""Columns that name the participant whom a row is about; the first that a table has is the one."""

LEFT_OUT: Final = frozenset({"audit_people", TextVectors.__tablename__})
"""Salts of the log, which has a part of its own in a copy; and numbers made of texts that are there."""

Rows = list[dict[str, Any]]


def everything(session: Session, participant_id: str) -> dict[str, Rows]:
    """Give every row about a participant.

    Returns
    -------
    Name of the table → rows as JSON; without the tables that have none. Empty when there is no such person.
    """
    people = Base.metadata.tables[Participants.__tablename__]
    found: dict[str, Rows] = {}
    for table in Base.metadata.sorted_tables:
        if table.name in LEFT_OUT:
            continue
        if table is people:
            where: list[ColumnElement[bool]] = [table.c.id == participant_id]
        else:
            where = list(_about(table, participant_id, found))
        rows = session.execute(select(table).where(or_(*where))).mappings().all() if where else []
        if rows:
            found[table.name] = [{name: _plain(value) for name, value in row.items()} for row in rows]
    return found if people.name in found else {}


def _about(table: Table, participant_id: str, found: dict[str, Rows]) -> Iterator[ColumnElement[bool]]:
    """Give the conditions under which a row is about the participant, any of which is enough."""
    for name in NAMES:
        if name in table.c:
            yield table.c[name] == participant_id
            return
    if table is RecordTexts.__table__:
        yield (table.c.kind == "participant") & (table.c.id == participant_id)
    for key in table.foreign_keys:
        owner = key.column.table.name
        if key.ondelete == "CASCADE" and owner in found and owner != Participants.__tablename__:
            yield key.parent.in_([row[key.column.name] for row in found[owner]])


def _plain(value: Any) -> Any:
    """Give a value as JSON has it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value
