"""The goal and the steps of a plan: saving them, what has changed, and what is handed to others."""

import json
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from matcher.vocabulary import Label
from service.pages.language import marked as _
from service.plans import repository
from service.plans.models import Milestones, Plans
from service.plans.repository import Change
from service.plans.steps import OWN, STATES, Step, Typed
from service.store.clock import local, now

MOST: Final = 60
"""So many steps a plan may have: more is no plan that a person can follow."""

_KEY: Final = re.compile(r"[0-9a-f]{32}")


class Elsewhere(Exception):  # noqa: N818  # named by what is wrong
    """Somebody else has changed the same thing since it was read."""


class Full(Exception):  # noqa: N818  # named by what is wrong
    """The plan has as many steps as it may have."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A participant's plan; `goal` is empty and `version` 0 before there is one."""

    goal: str
    version: int
    steps: Sequence[Step]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of the steps that have not been crossed out."""
        return frozenset(step.kind for step in self.steps if step.state != "dropped")

    def of(self, *states: str) -> list[Step]:
        """Give the steps in some states."""
        return [step for step in self.steps if step.state in states]


def read(session: Session, participant_id: str) -> Plan:
    """Read the plan of a participant."""
    row = repository.plan(session, participant_id)
    steps = [Step.of(one) for one in repository.milestones(session, participant_id)]
    return Plan(row.goal if row else "", row.version if row else 0, steps)


def save_goal(session: Session, participant_id: str, goal: str, version: int, *, by: str) -> None:
    """Store the goal; the same goal again changes nothing.

    Parameters
    ----------
    version : the one that was read, 0 for none.

    Raises
    ------
    Elsewhere
        When somebody else has stored another goal meanwhile.
    """
    known = repository.plan(session, participant_id)
    if known and known.goal == goal:
        return
    if (known.version if known else 0) != version:
        raise Elsewhere
    row = {"participant_id": participant_id, "goal": goal, "version": version + 1, "at": now(), "by": by}
    repository.put(session, Plans, row)
    repository.record(session, participant_id, "goal", participant_id, {"goal": goal}, by=by)


def new_key() -> str:
    """Make the id that a new form carries: sent twice, it makes one step."""
    return uuid.uuid4().hex


def is_key(text: str) -> bool:
    """Say whether a text is such an id."""
    return _KEY.fullmatch(text) is not None


def add_step(
    session: Session, participant_id: str, key: str, typed: Typed, *, by: str, slot_id: str | None = None
) -> bool:
    """Add a step; say whether it is new. The id of a step that is there already adds nothing.

    Raises
    ------
    Full
        When the plan has as many steps as it may have.
    """
    if repository.milestone(session, participant_id, key) is not None:
        return False
    if len(repository.milestones(session, participant_id)) >= MOST:
        raise Full
    row = {"participant_id": participant_id, "id": key, "slot_id": slot_id, "made": now(), "version": 1}
    _keep(session, row | typed.columns(), by)
    return True


def change_step(
    session: Session, participant_id: str, key: str, version: int, typed: Typed, *, by: str
) -> None:
    """Change a step; what is the same already changes nothing.

    Raises
    ------
    LookupError
        When the plan has no such step.
    Elsewhere
        When somebody else has changed it into something else meanwhile.
    """
    known = repository.milestone(session, participant_id, key)
    if known is None:
        raise LookupError(key)
    before = {name: getattr(known, name) for name in Typed.model_fields}
    if before == typed.columns():
        return
    if known.version != version:
        raise Elsewhere
    row = {
        "participant_id": participant_id,
        "id": key,
        "slot_id": known.slot_id,
        "made": known.made,
        "version": version + 1,
    }
    _keep(session, row | typed.columns(), by)


def _keep(session: Session, row: Mapping[str, Any], by: str) -> None:
    repository.put(session, Milestones, {**row, "at": now(), "by": by})
    document = {name: row[name] for name in Typed.model_fields}
    document["due"] = row["due"].isoformat() if row["due"] else None
    repository.record(session, row["participant_id"], "step", row["id"], document, by=by)


def shared(participant_id: str, plan: Plan, next_meeting: Any) -> dict[str, Any]:
    """Give the plan as it is handed to others who help the participant.

    The coach's notes stay with the coach, and so does what the participant says in confidence about why
    something was not reached.
    """
    document: dict[str, Any] = {"participant_id": participant_id, "goal": plan.goal or None, "steps": []}
    for step in plan.steps:
        if step.state == "dropped":
            continue
        title = step.title.sv if isinstance(step.title, Label) else step.title
        document["steps"].append(
            {
                "id": step.key,
                "kind": step.kind,
                "title": title,
                "actor": step.actor,
                "due": step.due.isoformat() if step.due else None,
                "state": step.state,
            }
        )
    document["next_meeting"] = next_meeting.isoformat() if next_meeting else None
    return document


@dataclass(frozen=True, slots=True)
class Event:
    """One change of a plan, for reading.

    Attributes
    ----------
    sentence : id of a sentence with the places ``{what}`` and ``{state}``.
    """

    at: str
    by: str
    sentence: str
    what: str | Label
    state: str


GOAL: Final = _("Målet blev: {what}")
ADDED: Final = _("Nytt delmål: {what}")
STATE: Final = _("{what}: {state}")
REWRITTEN: Final = _("{what}: ändrat")
BOOKED: Final = _("Möte bokat till {what}")
MOVED: Final = _("Möte flyttat till {what}")
HELD: Final = _("Möte hållet {what}")
MISSED: Final = _("Mötet {what} blev inte av")
CANCELLED: Final = _("Mötet {what} avbokat")
CLOSED: Final = _("Uppföljningen avslutad: {what}")

_MEETINGS: Final = {"held": HELD, "missed": MISSED, "cancelled": CANCELLED}


def history(changes: Iterable[Change]) -> list[Event]:
    """Read the changes of a plan as events, the latest first."""
    before: dict[str, Mapping[str, Any]] = {}
    found = []
    for change in changes:
        document = json.loads(change.document)
        sentence, what = _event(change.kind, document, before.get(change.subject))
        state = STATES.get(str(document.get("state")), "")
        found.append(Event(local(change.at), change.by, sentence, what, state))
        before[change.subject] = document
    return found[::-1]


def _event(
    kind: str, document: Mapping[str, Any], before: Mapping[str, Any] | None
) -> tuple[str, str | Label]:
    if kind == "goal":
        return GOAL, str(document["goal"])
    if kind == "closing":
        return CLOSED, str(document["reason"])
    if kind == "meeting":
        state = str(document["state"])
        day = str(document.get("held_on") or document["due"])
        return _MEETINGS.get(state, MOVED if before else BOOKED), day
    what = Step("", document.get("kind", OWN), document.get("text"), "", None, "", None, None, None, 0).title
    if before is None:
        return ADDED, what
    return (STATE if before.get("state") != document.get("state") else REWRITTEN), what
