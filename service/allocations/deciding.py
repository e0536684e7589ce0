"""What a coach decides about a line of a draft: confirm it, take it back, lock it, rule it out.

Each decision is one transaction. Only the participant's own coach decides; while a participant has no coach,
whoever of the unit sees the person may. A draft that a newer one was made from is closed.
"""

from typing import Final

from sqlalchemy.orm import Session

from matcher.domain import Slot
from matcher.wording import Message
from service.accounts import Account
from service.allocations import drafting, repository
from service.allocations.repository import Draft, Line
from service.allocations.shapes import NewAllocation, Pair
from service.api.decisions import NewDecision, decided
from service.api.route import Call
from service.pages.language import marked as _
from service.placing import repository as courses
from service.problems import NotFound, PlaceFull
from service.store import records
from service.store.clock import now

CLOSED: Final = _("Det finns ett nyare utkast. Bestäm om raderna där.")
AGREED: Final = _("Praktiken är redan överenskommen. Avsluta den på deltagarens egen sida i stället.")
GONE: Final = _("Platsen finns inte längre. Gör om fördelningen.")
FULL: Final = _("Platsen har blivit full sedan utkastet gjordes. Gör om fördelningen.")
NOW: Final = _("Något hindrar nu som inte hindrade när utkastet gjordes. Gör om fördelningen.")


class Refused(Exception):  # noqa: N818  # named by what is wrong
    """A decision about a line that cannot be made.

    Attributes
    ----------
    said : why and what to do, for whoever reads the page; `because` are requirements that stop it.
    """

    def __init__(self, said: str, because: tuple[Message, ...] = ()) -> None:
        self.said = said
        self.because = because
        super().__init__(said)


def decides(account: Account, line: Line) -> bool:
    """Say whether an account is the one that decides about a line."""
    return line.coach in (None, account.name)


def found(session: Session, account: Account, allocation_id: str) -> Draft:
    """Find a draft that an account sees.

    Raises
    ------
    NotFound
        When there is none.
    """
    draft = repository.get(session, account, allocation_id)
    if draft is None:
        raise NotFound
    return draft


def line_of(draft: Draft, account: Account, participant_id: str) -> Line:
    """Find a line with a place that an account decides about.

    Raises
    ------
    NotFound
        When there is none.
    Refused
        When the draft is closed.
    """
    line = draft.line(participant_id)
    if line is None or line.slot_id is None or not decides(account, line):
        raise NotFound
    if draft.newer is not None:
        raise Refused(CLOSED)
    return line


def confirm(call: Call, allocation_id: str, participant_id: str) -> None:
    """Go on with the place of a line: the same decision as on the participant's own page.

    The rules are judged again, and room is looked for again in the transaction that stores the decision.
    A line that is confirmed already stays so.

    Raises
    ------
    NotFound
        When there is no such line that the caller decides about.
    Refused
        When something has changed since the draft was made.
    """
    with call.service.database.read() as session:
        line = line_of(found(session, call.account, allocation_id), call.account, participant_id)
    assert line.slot_id is not None  # noqa: S101  # a line that is decided about has a place
    prepared, people, vectors = call.service.matching.group([participant_id])
    if not people or line.slot_id not in prepared.slots:
        raise Refused(GONE)
    (judged,) = prepared.places.explain(people[0], [line.slot_id], vectors=vectors)
    with call.service.database.write() as session:
        line = line_of(found(session, call.account, allocation_id), call.account, participant_id)
        if line.state != "draft":
            return
        if judged.failed:
            raise Refused(NOW, tuple(verdict.message for verdict in judged.failed))
        try:
            has_room(session, str(line.slot_id))
        except PlaceFull:
            raise Refused(FULL) from None
        decided(
            call,
            session,
            participant_id,
            NewDecision(slot_id=str(line.slot_id), decision="go_on", reason=None, run=None),
        )
        _note(session, call, allocation_id, participant_id, state="confirmed", reason=None)


def has_room(session: Session, slot_id: str) -> None:
    """Look for a seat that nobody has and nobody has been promised.

    Raises
    ------
    PlaceFull
        When there is none.
    """
    stored = records.get(session, "slot", slot_id)
    if stored is None:
        raise Refused(GONE)
    if drafting.seats(Slot(**stored.document), repository.promised(session, [slot_id])) < 1:
        raise PlaceFull


def withdraw(call: Call, allocation_id: str, participant_id: str, reason: str | None) -> None:
    """Take a line back. Was it confirmed, the decision is taken back too, with the reason.

    Raises
    ------
    NotFound
        When there is no such line that the caller decides about.
    Refused
        When the placement is agreed on already.
    """
    with call.service.database.write() as session:
        line = line_of(found(session, call.account, allocation_id), call.account, participant_id)
        slot_id = str(line.slot_id)
        if line.state == "withdrawn":
            return
        if line.state == "confirmed":
            course = courses.open_at(session, participant_id, slot_id)
            if course is not None and not course.pending:
                raise Refused(AGREED)
            if records.get(session, "slot", slot_id) is not None:
                decision = NewDecision(slot_id=slot_id, decision="dismiss", reason=reason, run=None)
                decided(call, session, participant_id, decision)
        _note(session, call, allocation_id, participant_id, state="withdrawn", reason=reason)


def _note(
    session: Session, call: Call, draft_id: str, participant_id: str, *, state: str, reason: str | None
) -> None:
    repository.decide(
        session,
        draft_id,
        participant_id,
        state=state,
        decided_at=now(),
        decided_by=call.by,
        reason=reason,
    )


def again(call: Call, allocation_id: str, rule: str | None = None, pair: Pair | None = None) -> str:
    """Divide anew, with one more lock or ban; those who are confirmed or taken back are left as they are.

    Returns
    -------
    The id of the new draft.

    Raises
    ------
    NotFound
        When there is no such draft, or no such line that the caller decides about.
    Refused
        When the draft is closed, or nobody is left to divide among.
    service.problems.Invalid
        When a lock cannot be kept any more.
    """
    with call.service.database.read() as session:
        draft = found(session, call.account, allocation_id)
    if pair is not None:
        line_of(draft, call.account, pair.participant_id)
    made = drafting.made(call, _asked(draft, rule, pair), previous=draft)
    with call.service.database.write() as session:
        latest = found(session, call.account, allocation_id)
        if latest.newer is not None:
            raise Refused(CLOSED)
        made.store(session)
    return str(made.head["id"])


def _asked(draft: Draft, rule: str | None, pair: Pair | None) -> NewAllocation:
    left = [line.participant_id for line in draft.lines if line.state in ("draft", "unplaced")]
    if not left or (pair is not None and pair.participant_id not in left):
        raise Refused(_("Alla rader är redan bestämda. Gör en ny fördelning för fler deltagare."))
    kept: dict[str, list[Pair]] = {"lock": [], "ban": []}
    for old in draft.rules:
        replaced = pair is not None and (
            old.pair == (pair.participant_id, pair.slot_id)
            or (old.rule == rule == "lock" and old.participant_id == pair.participant_id)
        )
        if old.participant_id in left and not replaced:
            kept[old.rule].append(
                Pair(participant_id=old.participant_id, slot_id=old.slot_id, reason=old.reason)
            )
    if rule is not None and pair is not None:
        kept[rule].append(pair)
    return NewAllocation(
        participants=left,
        slots=draft.slots,
        locks=kept["lock"],
        bans=kept["ban"],
        per_employer=draft.head["per_employer"],
    )
