"""Small histories to start a test from."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from evaluation.history import History, Outcomes, history
from matcher import Participant, Placement, Slot
from tests.builders import a_participant, a_slot

FIRST = date(2025, 1, 1)


def day(number: int) -> date:
    """Give a day of the history, counted from its first."""
    return FIRST + timedelta(days=number)


def a_placement(number: int = 1, **changes: Any) -> Placement:
    """Build a placement of participant p1 at slot s1 that was carried through."""
    fields = {
        "id": f"h{number}",
        "participant_id": "p1",
        "slot_id": "s1",
        "suggested_on": day(10),
        "started_on": day(20),
        "ended_on": day(80),
        "outcome": "completed",
    }
    return Placement(**{**fields, **changes})


def an_open_slot(id_: str = "s1", **changes: Any) -> Slot:
    """Build a place that was open for the first hundred days, with room for one."""
    fields = {
        "open_from": day(0),
        "open_until": day(100),
        "start": day(30),
        "end": day(300),
        "capacity": 1,
        "filled": 0,
    }
    return a_slot(id=id_, **{**fields, **changes})


def a_person(id_: str = "p1", **changes: Any) -> Participant:
    """Build a participant who could come from the first day."""
    return a_participant(**{"id": id_, "available_from": day(0), "available_to": day(400), **changes})


def a_history(
    placements: Sequence[Placement],
    slots: Sequence[Slot] = (),
    people: Sequence[Participant] = (),
    outcomes: Outcomes | None = None,
) -> History:
    """Build a history of one participant and one place, or of those given."""
    return history(people or [a_person()], slots or [an_open_slot()], placements, outcomes=outcomes)
