"""From the records of a file to the store: the whole file, or nothing of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy.orm import Session

from data.ads.discrimination import find
from service.accounts import Account, caseload
from service.canonical import canonical
from service.files import repository
from service.pages.language import marked as _
from service.placing import guarding
from service.store.kinds import KindName
from service.store.saving import Batch

TAKEN: Final = (
    _("Numret används redan för någon som du inte ser."),
    _("Kontrollera numret. Är det samma person kan hen finnas hos en kollega."),
)
STRANGER: Final = (
    _("Deltagaren finns inte bland dem som du ser."),
    _("Kontrollera ärendenumret, eller läs in deltagaren först."),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a record of the file.

    Attributes
    ----------
    number : of the record in the file, from 1.
    message, remedy : sentences of the pages; `message` of a text that may discriminate is Swedish as it is.
    column : the field that is to blame, where one is.
    words : what the sentences name.
    """

    number: int
    id: str
    message: str
    remedy: str
    column: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What storing a file would do, as things are.

    Attributes
    ----------
    created, updated, unchanged : ids of records.
    """

    created: Sequence[str]
    updated: Sequence[str]
    unchanged: Sequence[str]
    faults: Sequence[Fault]


def plan(session: Session, account: Account, kind: KindName, documents: Sequence[dict[str, Any]]) -> Plan:
    """Say what storing would do, and what stands in the way."""
    ids = [document["id"] for document in documents]
    stored, taken = repository.known(session, account, kind, ids)
    about = [document.get("participant_id", "") for document in documents] if kind == "placement" else []
    strange = repository.strangers(session, account, [key for key in about if key]) if about else set()
    faults: list[Fault] = []
    for number, document in enumerate(documents, start=1):
        key = document["id"]
        if key in taken:
            faults.append(Fault(number, key, *TAKEN))
        elif about and about[number - 1] in strange:
            faults.append(Fault(number, key, *STRANGER))
        elif kind == "slot":
            faults += _unlawful(number, document)
    for clash in guarding.clashes(session, kind, documents) if not faults else ():
        told = guarding.SENTENCES[clash.problem]
        faults.append(Fault(clash.place + 1, ids[clash.place], *told, clash.column, clash.words))
    new = [key for key in ids if key not in stored]
    same = [d["id"] for d in documents if d["id"] in stored and stored[d["id"]].payload == canonical(d)]
    rest = set(new) | set(same)
    return Plan(new, [key for key in ids if key not in rest], same, faults)


def _unlawful(number: int, document: dict[str, Any]) -> list[Fault]:
    """Find demands on a sex, an origin or an age in what an employer has written."""
    return [
        Fault(number, document["id"], f"{one.text} ”{one.quote}”", one.advice)
        for field in ("title", "tasks")
        for one in find(document.get(field) or "")
    ]


def store(session: Session, account: Account, batch: Batch) -> Plan:
    """Store a file, unless something stands in the way; new participants become the coach's own."""
    found = plan(session, account, batch.kind, list(batch.documents))  # type: ignore[arg-type]
    if not found.faults:
        batch.save(session, account.name)
        if batch.kind == "participant" and account.people == "own" and found.created:
            caseload.assign(session, list(found.created), unit=account.unit, coach=account.name)
    return found
