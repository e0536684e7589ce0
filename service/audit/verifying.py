"""Walks the log from its first row to its last, and finds what somebody has changed.

The chain shows that no row was changed, removed, moved or put in; the head that none is missing at the end.
Aliases are held against the people whom they belong to. Whoever can write in the database and knows the
program could make the whole chain anew: a number and hash noted elsewhere (`since`) finds that out too.
"""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from service.audit.chain import SEALED, alias_of, anchor, sealed, together
from service.audit.models import AuditEntries, AuditHead, AuditPeople, AuditSubjects
from service.audit.repository import beginning, last_anchor

Kind = Literal[
    "missing", "changed", "moved", "people", "start", "end", "loose", "alias", "lost", "since", "gone"
]

SENTENCES: Final[dict[Kind, str]] = {
    "missing": "Rad {number} saknas.",
    "changed": "Rad {number} är ändrad: innehållet stämmer inte med radens egen kontrollsumma.",
    "moved": "Rad {number} följer inte på raden före: någon rad är ändrad, flyttad eller tillagd.",
    "people": "Rad {number} är ändrad: de deltagare som raden gäller är inte de som antecknades.",
    "start": "Loggens början stämmer inte: ingen rad svarar för att den är gallrad till rad {number}.",
    "end": "Loggens slut stämmer inte: den sista raden ska ha nummer {number}.",
    "loose": "Det finns deltagare antecknade på rad {number}, som inte finns.",
    "alias": "Beteckningen för en deltagare på rad {number} är utbytt.",
    "lost": "Rad {number} gäller någon som varken finns kvar eller är raderad genom tjänsten.",
    "since": "Rad {number} har inte den kontrollsumma som du angav.",
    "gone": "Rad {number} är gallrad och kan inte prövas. Ange en rad som du har antecknat senare.",
}
AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is wrong.

    Attributes
    ----------
    number : of the row.
    """

    kind: Kind
    number: int

    @property
    def text(self) -> str:
        """What is wrong, in Swedish."""
        return SENTENCES[self.kind].format(number=self.number)


@dataclass(frozen=True, slots=True)
class Report:
    """What a walk through the log found.

    Attributes
    ----------
    rows : how many rows there are.
    fault : the first fault, or None when the log is whole.
    number, hash : of the last row, to be noted elsewhere.
    cut : number of the last row that has left; 0 when the log has never been cut.
    """

    rows: int
    fault: Fault | None
    number: int
    hash: str
    cut: int = 0


def verify(session: Session, *, since: tuple[int, str] | None = None, until: int | None = None) -> Report:
    """Walk through the log.

    Parameters
    ----------
    since : the number and hash of a row, as an earlier report gave them.
    until : the row to end with; then the end of the log and whose the aliases are is not looked at.
    """
    start = beginning(session)
    part = (start[0], until)
    with closing(_links(session, part)) as links:
        return _walk(session, links, start, since, part)


def _walk(
    session: Session,
    links: Iterator[tuple[int, list[str]]],
    start: tuple[int, str],
    since: tuple[int, str] | None,
    part: tuple[int, int | None],
) -> Report:
    about: tuple[int, list[str]] | None = next(links, None)
    rows = 0
    number, last = start
    first: dict[str, int] = {}
    erased: set[str] = set()
    fault = _at_the_start(session, start, since)
    for row in _rows(session, part):
        rows += 1
        loose = about is not None and about[0] < row.number
        mine: list[str] = []
        if about is not None and about[0] == row.number:
            mine = about[1]
            about = next(links, None)
        fault = fault or _wrong(row, number + 1, last, mine, about if loose else None)
        for alias in mine:
            first.setdefault(alias, row.number)
        if row.action == "erase":
            erased.update(mine)
        if since is not None and since[0] == row.number and since[1] != row.hash:
            fault = fault or Fault("since", row.number)
        number, last = row.number, row.hash
    if about is not None:
        fault = fault or Fault("loose", about[0])
    if since is not None and since[0] > number:
        fault = fault or Fault("since", since[0])
    if part[1] is None:
        fault = fault or _at_the_end(session, number, last) or _people(session, first, erased)
    return Report(rows, fault, number, last, start[0])


def _at_the_start(session: Session, start: tuple[int, str], since: tuple[int, str] | None) -> Fault | None:
    """Hold the beginning against the latest row of a cut, and a noted row against the beginning."""
    if start[0] and last_anchor(session) != anchor(*start):
        return Fault("start", start[0])
    if since is None or since[0] > start[0]:
        return None
    if since[0] == start[0] > 0:
        return None if since == start else Fault("since", since[0])
    return Fault("gone" if start[0] else "since", since[0])


def _within(column: Any, part: tuple[int, int | None]) -> list[ColumnElement[bool]]:
    """Leave out what a cut that was broken off has left behind, and what is not asked for."""
    after, until = part
    found = [column > after] if after else []
    return found if until is None else [*found, column <= until]


def _rows(session: Session, part: tuple[int, int | None]) -> Iterator[Row[Any]]:
    columns = [getattr(AuditEntries, name) for name in (*SEALED, "hash")]
    query = select(*columns).where(*_within(AuditEntries.number, part)).order_by(AuditEntries.number)
    with session.execute(query.execution_options(yield_per=AT_ONCE)) as rows:
        yield from rows


def _links(session: Session, part: tuple[int, int | None]) -> Generator[tuple[int, list[str]], None, None]:
    """Give the aliases of each row that is about somebody, in order."""
    query = (
        select(AuditSubjects.number, AuditSubjects.alias)
        .where(*_within(AuditSubjects.number, part))
        .order_by(AuditSubjects.number, AuditSubjects.alias)
        .execution_options(yield_per=AT_ONCE)
    )
    with session.execute(query) as rows:
        for number, group in groupby(rows, key=lambda row: int(row.number)):
            yield number, [row.alias for row in group]


def _wrong(
    row: Row[Any], expected: int, last: str, mine: list[str], loose: tuple[int, list[str]] | None
) -> Fault | None:
    """Say what is wrong with a row, if anything is."""
    if row.number != expected:
        return Fault("missing", expected)
    if loose is not None:
        return Fault("loose", loose[0])
    if row.hash != sealed({name: getattr(row, name) for name in SEALED}):
        return Fault("changed", row.number)
    if row.previous != last:
        return Fault("moved", row.number)
    if row.action == "cut" and not mine:
        return None  # holds where the log begins; see `_at_the_start`
    if row.subjects != together(mine):
        return Fault("people", row.number)
    return None


def _at_the_end(session: Session, number: int, last: str) -> Fault | None:
    head = session.execute(select(AuditHead.number, AuditHead.hash)).first()
    if head is None:
        return Fault("end", number)
    return None if (head.number, head.hash) == (number, last) else Fault("end", head.number)


def _people(session: Session, first: dict[str, int], erased: set[str]) -> Fault | None:
    """Hold the aliases against the people whom they belong to."""
    held = set()
    query = select(AuditPeople.participant_id, AuditPeople.salt, AuditPeople.alias)
    with session.execute(query.order_by(AuditPeople.alias).execution_options(yield_per=AT_ONCE)) as rows:
        for row in rows:
            if row.alias != alias_of(row.participant_id, row.salt):
                return Fault("alias", first.get(row.alias, 0))
            held.add(row.alias)
    lost = sorted(number for alias, number in first.items() if alias not in held and alias not in erased)
    return Fault("lost", lost[0]) if lost else None
