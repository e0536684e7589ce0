"""Who may do what: the one reviewed table, and the SQL filters that follow from it.

`TABLE` has one row for each address of the app. What has no row is denied to everybody, and the app does
not start with such an address. What is denied looks as if it were missing: the same answer, byte for byte.

The words of a cell say which people the address shows that role:

=========  ======================================================================================
``-``      denied
``yes``    allowed; the address shows nobody's case
``count``  allowed; people as counts only, of everybody but protected persons, never fewer than five
``shared`` allowed; people whom a coach has shared for the place, never protected ones
``own``    allowed; the own people, and those of the own unit; a protected person only for the own coach
``plain``  allowed; as ``own``, but nobody who is protected
``any``    allowed; everybody
=========  ======================================================================================

The word ``open`` in the first cell means that nobody has to sign in.

`STATES` says the same of a single participant: which words show a participant in that state. The tests
check every cell of both tables, multiplied, by a real request.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from service.accounts.account import Account
from service.accounts.models import Caseload, Shares
from service.store.schema import Participants

TABLE: Final = """
address                                               | about       | coach | liaison | analyst | administrator | program
GET /                                                 | open        |       |         |         |               |
GET /style.css                                        | open        |       |         |         |               |
GET /help.js                                          | open        |       |         |         |               |
GET /icon.svg                                         | open        |       |         |         |               |
POST /sprak                                           | open        |       |         |         |               |
GET /healthz                                          | open        |       |         |         |               |
GET /readyz                                           | open        |       |         |         |               |
GET HEAD /api/v1/openapi.json                         | open        |       |         |         |               |
GET POST /logga-in                                    | open        |       |         |         |               |
GET /logga-in/katalog                                 | open        |       |         |         |               |
GET /logga-in/katalog/svar                            | open        |       |         |         |               |
POST /logga-ut                                        | open        |       |         |         |               |
GET POST /logga-in/kod                                | -           | yes   | yes     | yes     | yes           | -
GET /mitt-konto                                       | -           | yes   | yes     | yes     | yes           | -
POST /mitt-konto/logga-ut                             | -           | yes   | yes     | yes     | yes           | -
GET POST /mitt-konto/losenord                         | -           | yes   | yes     | yes     | yes           | -
GET POST /mitt-konto/tvafaktor                        | -           | yes   | yes     | yes     | yes           | -
POST /mitt-konto/tvafaktor/av                         | -           | yes   | yes     | yes     | yes           | -
GET /konton                                           | -           | -     | -       | -       | yes           | -
GET POST /nytt-konto                                  | -           | -     | -       | -       | yes           | -
GET POST /konton/{user_name}                          | account     | -     | -       | -       | yes           | -
GET POST /enheter                                     | -           | -     | -       | -       | yes           | -
POST /enheter/{unit_id}/fordela                       | unit        | -     | -       | -       | yes           | -
GET /granskning                                       | -           | -     | -       | -       | yes           | -
GET POST /gallring                                    | people      | -     | -       | -       | count         | -
GET /registerutdrag                                   | -           | -     | -       | -       | yes           | -
POST /registerutdrag                                  | people      | -     | -       | -       | any           | -
GET /radering                                         | -           | -     | -       | -       | yes           | -
POST /radering                                        | people      | -     | -       | -       | any           | -
GET /installningar                                    | -           | -     | -       | -       | yes           | -
GET /deltagare                                        | people      | own   | -       | -       | -             | -
GET POST /ny-deltagare                                | people      | own   | -       | -       | -             | -
GET /deltagare/{participant_id}                       | participant | own   | -       | -       | -             | -
GET POST /deltagare/{participant_id}/redigera         | participant | own   | -       | -       | -             | -
GET /deltagare/{participant_id}/forslag               | participant | own   | -       | -       | -             | -
POST /deltagare/{participant_id}/beslut               | participant | own   | -       | -       | -             | -
POST /deltagare/{participant_id}/dela                 | participant | plain | -       | -       | -             | -
GET /deltagare/{participant_id}/jamfor                | participant | own   | -       | -       | -             | -
GET /deltagare/{participant_id}/karta                 | participant | own   | -       | -       | -             | -
GET /deltagare/{participant_id}/egen                  | participant | own   | -       | -       | -             | -
GET /deltagare/{participant_id}/mote                  | participant | own   | -       | -       | -             | -
GET /deltagare/{participant_id}/blad                  | participant | own   | -       | -       | -             | -
GET /deltagare/{participant_id}/arbetsplats           | participant | own   | -       | -       | -             | -
GET /att-gora                                         | people      | -     | shared  | -       | -             | -
GET /platser                                          | people      | -     | shared  | -       | -             | -
GET POST /ny-plats                                    | people      | -     | count   | -       | -             | -
POST /platskrav                                       | people      | -     | count   | -       | -             | -
GET POST /plats-av-annons                             | people      | -     | count   | -       | -             | -
GET /platser/{slot_id}                                | slot        | -     | count   | -       | -             | -
GET POST /platser/{slot_id}/redigera                  | slot        | -     | count   | -       | -             | -
POST /platser/{slot_id}/pausa                         | slot        | -     | yes     | -       | -             | -
POST /platser/{slot_id}/oppna                         | slot        | -     | yes     | -       | -             | -
POST /platser/{slot_id}/stang                         | slot        | -     | yes     | -       | -             | -
GET POST /platser/{slot_id}/personer                  | slot        | -     | shared  | -       | -             | -
GET /arbetsgivare                                     | people      | -     | count   | -       | -             | -
GET POST /ny-arbetsgivare                             | -           | -     | yes     | -       | -             | -
GET /arbetsgivare/{employer_id}                       | employer    | -     | count   | -       | -             | -
GET POST /arbetsgivare/{employer_id}/redigera         | employer    | -     | yes     | -       | -             | -
POST /arbetsgivare/{employer_id}/kontakt              | employer    | -     | yes     | -       | -             | -
GET POST /deltagare/{participant_id}/plan             | participant | own   | -       | -       | -             | -
GET /deltagare/{participant_id}/plan/utskrift         | participant | own   | -       | -       | -             | -
GET /deltagare/{participant_id}/plan/latt             | participant | own   | -       | -       | -             | -
GET /deltagare/{participant_id}/plan/fil              | participant | own   | -       | -       | -             | -
GET POST /deltagare/{participant_id}/steg             | participant | own   | -       | -       | -             | -
POST /deltagare/{participant_id}/steg/nara            | participant | own   | -       | -       | -             | -
POST /deltagare/{participant_id}/steg/sort            | participant | own   | -       | -       | -             | -
GET /deltagare/{participant_id}/narmare               | participant | own   | -       | -       | -             | -
GET POST /deltagare/{participant_id}/boka             | participant | own   | -       | -       | -             | -
GET POST /deltagare/{participant_id}/uppfoljning      | participant | own   | -       | -       | -             | -
GET /deltagare/{participant_id}/stod                  | participant | own   | -       | -       | -             | -
GET /uppfoljningar                                    | people      | own   | -       | -       | -             | -
POST /uppfoljningar/kalender                          | people      | own   | -       | -       | -             | -
POST /uppfoljningar/kalender/av                       | -           | yes   | -       | -       | -             | -
GET HEAD /kalender/{secret}.ics                       | open        |       |         |         |               |
GET /fordelning                                       | people      | own   | -       | -       | -             | -
GET POST /ny-fordelning                               | people      | own   | -       | -       | -             | -
GET POST /fordelning/{allocation_id}                  | allocation  | own   | -       | -       | -             | -
POST /deltagare/{participant_id}/praktik              | participant | own   | -       | -       | -             | -
GET POST /deltagare/{participant_id}/praktik/{course_id} | participant | own   | -       | -       | -             | -
GET /ord                                              | -           | yes   | yes     | -       | -             | -
GET /resultat                                         | people      | -     | -       | count   | -             | -
GET /resultat/fil                                     | people      | -     | -       | count   | -             | -
GET POST /utvarderingar                               | people      | -     | -       | count   | -             | -
GET /utvarderingar/{evaluation_id}                    | evaluation  | -     | -       | yes     | -             | -
GET /utvarderingar/{evaluation_id}/rapport            | evaluation  | -     | -       | yes     | -             | -
GET /utvarderingar/{evaluation_id}/fil                | evaluation  | -     | -       | yes     | -             | -
GET POST /rattvisa                                    | people      | -     | -       | count   | -             | -
GET /orsaker                                          | people      | -     | -       | count   | -             | -
GET /vikter                                           | -           | -     | -       | yes     | -             | -
GET POST /vikter/ny                                   | -           | -     | -       | yes     | -             | -
GET POST /vikter/prov                                 | people      | -     | -       | count   | -             | -
GET /vikter/jamfor                                    | -           | -     | -       | yes     | -             | -
GET POST /vikter/{version}                            | weights     | -     | -       | yes     | -             | -
GET /import                                           | -           | yes   | yes     | yes     | -             | -
GET POST /import/deltagare                            | people      | own   | -       | -       | -             | -
POST /import/deltagare/spara                          | people      | own   | -       | -       | -             | -
GET /import/deltagare/mall                            | -           | yes   | -       | -       | -             | -
GET POST /import/placeringar                          | people      | own   | -       | -       | -             | -
POST /import/placeringar/spara                        | people      | own   | -       | -       | -             | -
GET /import/placeringar/mall                          | -           | yes   | -       | -       | -             | -
GET POST /import/platser                              | -           | -     | yes     | yes     | -             | -
POST /import/platser/spara                            | -           | -     | yes     | yes     | -             | -
GET /import/platser/mall                              | -           | -     | yes     | yes     | -             | -
GET /export                                           | -           | yes   | yes     | yes     | -             | -
GET /export/deltagare                                 | people      | own   | -       | -       | -             | -
GET /export/placeringar                               | people      | own   | -       | -       | -             | -
GET /export/platser                                   | -           | yes   | yes     | yes     | -             | -
GET /export/arbetsgivare                              | -           | yes   | yes     | yes     | -             | -
GET /export/vikter                                    | -           | -     | -       | yes     | -             | -
GET /sa-raknar-systemet                               | -           | yes   | -       | -       | -             | -
GET /metrics                                          | -           | -     | -       | -       | yes           | yes
GET /api/v1/participants                              | people      | own   | -       | -       | -             | any
POST /api/v1/participants                             | people      | own   | -       | -       | -             | any
GET /api/v1/participants/{record_id}                  | participant | own   | -       | -       | -             | any
PUT /api/v1/participants/{record_id}                  | participant | own   | -       | -       | -             | any
DELETE /api/v1/participants/{record_id}               | participant | -     | -       | -       | any           | any
GET /api/v1/participants/{record_id}/suggestions      | participant | own   | -       | -       | -             | any
GET /api/v1/participants/{record_id}/plan             | participant | own   | -       | -       | -             | any
POST /api/v1/participants/{record_id}/decisions       | participant | own   | -       | -       | -             | any
GET /api/v1/participants/{record_id}/courses          | participant | own   | shared  | -       | -             | any
POST /api/v1/participants/{record_id}/courses/{course_id}/steps | participant | own | shared | -  | -             | any
GET /api/v1/slots                                     | -           | yes   | yes     | yes     | -             | yes
POST /api/v1/slots                                    | -           | -     | yes     | -       | -             | yes
GET /api/v1/slots/{record_id}                         | slot        | yes   | yes     | yes     | -             | yes
PUT DELETE /api/v1/slots/{record_id}                  | slot        | -     | yes     | -       | -             | yes
GET /api/v1/slots/{record_id}/candidates              | slot        | own   | shared  | -       | -             | any
GET /api/v1/slots/{record_id}/reach                   | slot        | own   | count   | count   | -             | any
GET /api/v1/employers                                 | -           | yes   | yes     | yes     | -             | yes
POST /api/v1/employers                                | -           | -     | yes     | -       | -             | yes
GET /api/v1/employers/{record_id}                     | employer    | yes   | yes     | yes     | -             | yes
PUT DELETE /api/v1/employers/{record_id}              | employer    | -     | yes     | -       | -             | yes
GET /api/v1/placements                                | people      | own   | -       | -       | -             | any
POST /api/v1/placements                               | people      | own   | -       | -       | -             | any
GET PUT DELETE /api/v1/placements/{record_id}         | placement   | own   | -       | -       | -             | any
GET /api/v1/weights                                   | -           | yes   | yes     | yes     | -             | yes
GET /api/v1/weights/{record_id}                       | weights     | yes   | yes     | yes     | -             | yes
GET POST /api/v1/evaluations                          | -           | -     | -       | yes     | -             | yes
GET /api/v1/evaluations/{record_id}                   | evaluation  | -     | -       | yes     | -             | yes
GET /api/v1/evaluations/{record_id}/report            | evaluation  | -     | -       | yes     | -             | yes
GET POST /api/v1/allocations                          | people      | own   | -       | -       | -             | any
GET /api/v1/allocations/{record_id}                   | allocation  | own   | -       | -       | -             | any
POST /api/v1/imports/{kind}                           | -           | -     | -       | -       | -             | any
"""  # noqa: E501 - a table is read across

STATES: Final = """
a participant is            | own | plain | shared | count | any
mine                        | yes | yes   | -      | yes   | yes
mine, protected             | yes | -     | -      | -     | yes
a colleague's               | yes | yes   | -      | yes   | yes
a colleague's, protected    | -   | -     | -      | -     | yes
another unit's              | -   | -     | -      | yes   | yes
another unit's, protected   | -   | -     | -      | -     | yes
nobody's                    | -   | -     | -      | yes   | yes
nobody's, protected         | -   | -     | -      | -     | yes
shared                      | -   | -     | yes    | yes   | yes
shared, protected           | -   | -     | -      | -     | yes
"""

Word = str
Condition = ColumnElement[bool]
Column = InstrumentedAttribute[Any] | ColumnElement[Any]
Query = TypeVar("Query", bound=Select[Any])


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table, for one method.

    Attributes
    ----------
    about : what the id in the address names, ``people`` for a list of them, ``-`` for nobody.
    open : whether nobody has to sign in.
    cells : role → word.
    """

    method: str
    path: str
    about: str
    open: bool
    cells: Mapping[str, Word]

    def word(self, role: str) -> Word:
        """Give the cell of a role; what is not said is denied."""
        return self.cells.get(role, "-")

    def personal(self, role: str) -> bool:
        """Whether what a role asks here is logged: it shows people, or would if it were not denied."""
        word = self.word(role)
        return any(map(_shows_people, self.cells.values())) if word == "-" else _shows_people(word)


def _shows_people(word: Word) -> bool:
    return word not in ("-", "yes")


def _rows(table: str) -> Iterator[list[str]]:
    for line in table.strip().splitlines():
        yield [cell.strip() for cell in line.split("|")]


def _read(table: str) -> dict[tuple[str, str], Rule]:
    head, *rows = _rows(table)
    found: dict[tuple[str, str], Rule] = {}
    for address, about, *cells in rows:
        *methods, path = address.split()
        for method in methods:
            words = {} if about == "open" else dict(zip(head[2:], cells, strict=True))
            found[method, path] = Rule(method, path, about, about == "open", words)
    return found


ALLOWED: Final[Mapping[tuple[str, str], Rule]] = _read(TABLE)
"""(method, pattern of the address) → its row."""


def rule(method: str, path: str) -> Rule | None:
    """Find the row of an address; None denies it to everybody."""
    return ALLOWED.get((method, path))


def complete(routes: Iterable[Any]) -> None:
    """Refuse an app that has an address without a row.

    Raises
    ------
    RuntimeError
        When there is such an address; it names all of them.
    """
    forgotten = sorted(
        f"{method} {path}" for method, path in addresses(routes) if (method, path) not in ALLOWED
    )
    if forgotten:
        raise RuntimeError(f"no row in service.accounts.permissions.TABLE: {', '.join(forgotten)}")


def addresses(routes: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """List the method and the pattern of every address of an app."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from addresses(inner.routes)
        else:
            for method in getattr(route, "methods", None) or ():
                yield method, route.path_format


def may(account: Account, row: Rule) -> Account | None:
    """Give the account as it may act at an address, or None when it may not.

    The account that is returned knows which people the address shows it.
    """
    word = "yes" if row.open else row.word(account.role)
    return None if word == "-" else replace(account, people=word)


def kind(path: str) -> str:
    """Give what an address of the API is about, as the scope of a bearer token names it.

    Examples
    --------
    >>> kind("/api/v1/slots/{record_id}/reach")
    'slots'
    """
    return path.removeprefix("/api/v1/").partition("/")[0]


KINDS: Final = tuple(
    sorted({kind(path) for _, path in ALLOWED if path.startswith("/api/v1/")} - {"openapi.json"})
)
"""What a bearer token can be limited to."""


def sees(
    account: Account, participant_id: Column = Participants.id, *, slot_id: str | None = None
) -> Condition:
    """Give the condition under which an account sees a participant here.

    Parameters
    ----------
    participant_id : the column that holds the participant's id.
    slot_id : the place that people may have been shared for.
    """
    if account.people == "any":
        return true()
    if account.people in ("own", "plain"):
        own = participant_id.in_(select(Caseload.participant_id).where(_own(account)))
        return own if account.people == "own" else and_(own, _unprotected(participant_id))
    if account.people == "shared":
        shared = select(Shares.participant_id).where(Shares.slot_id == slot_id)
        return and_(participant_id.in_(shared), _unprotected(participant_id))
    return false()


def countable(participant_id: Column) -> Condition:
    """Give the condition under which somebody is part of a figure: nobody who is protected ever is."""
    return _unprotected(participant_id)


def counts(account: Account, participant_id: Column = Participants.id) -> Condition:
    """Give the condition under which a participant is counted in the figures that an account sees here."""
    return _unprotected(participant_id) if account.people == "count" else sees(account, participant_id)


def _own(account: Account) -> Condition:
    mine = Caseload.coach == account.name
    if account.unit is None:
        return mine
    return or_(mine, and_(Caseload.unit_id == account.unit, ~Caseload.protected))


def _unprotected(participant_id: Column) -> Condition:
    return participant_id.not_in(select(Caseload.participant_id).where(Caseload.protected))


def visible(
    query: Query, account: Account, participant_id: Column = Participants.id, *, slot_id: str | None = None
) -> Query:
    """Add "what this account may see" to a query about people.

    Examples
    --------
    >>> from sqlalchemy import select
    >>> from service.accounts.account import Account
    >>> "false" in str(visible(select(Participants.id), Account("a", "A", "analyst")))
    True
    """
    return query.where(sees(account, participant_id, slot_id=slot_id))
