"""Plans and meetings of the demo's invented participants: steps in every state, meetings held and late."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from data.reference import milestones
from service.pages.words import upper_first
from service.plans import followups, plan, repository
from service.plans.days import working_day
from service.plans.followups import Written
from service.plans.pattern import STANDARD
from service.plans.steps import OWN, Typed

OF: Final = uuid.UUID("5a1c1f3e-7a52-4f0a-9a6e-9f6a3c1d2b47")
"""Names the ids of the demo's steps, the same each time."""

Row = tuple[str, str, int | None]
"""Kind of a step, its state, and in how many days it is due."""

PLANS: Final[Mapping[str, Sequence[Row]]] = {
    "new": (("mapping", "doing", 7), ("cv", "waiting", 21)),
    "near": (
        ("mapping", "reached", -45),
        ("cv", "reached", -20),
        ("meet_employer", "doing", -3),
        ("work_training", "waiting", 30),
        ("childcare", "waiting", 14),
    ),
    "soon": (
        ("meet_employer", "reached", -8),
        ("licence_theory", "not_reached", -12),
        ("sfi_c", "doing", 60),
        ("work_training", "waiting", 7),
        ("subsidised_job", "waiting", None),
    ),
    "there": (
        ("cv", "reached", -90),
        ("work_training", "reached", -40),
        ("more_hours", "doing", 14),
        ("joint_meeting", "waiting", -5),
        ("apply", "dropped", None),
        ("subsidised_job", "waiting", 60),
    ),
    "after": (("work_training", "reached", -60), ("job", "reached", -10), ("studies", "dropped", None)),
}
"""Where somebody is on the way → the steps of the plan."""

OWN_STEPS: Final[Mapping[str, tuple[str, str]]] = {
    "childcare": ("Ordna plats på fritids för barnen", "social_services")
}
"""Steps in one's own words, and who takes them."""

WHY: Final = "Jag hann inte läsa så mycket som jag ville."
NOTE: Final = "Påhittad anteckning: fråga skolan om teori på kvällstid."

DONE: Final = (
    "Vi gick igenom veckan. Det går bra med handledaren.",
    "Vi tittade på planen. Deltagaren vill ha fler timmar.",
    "Vi ringde skolan tillsammans.",
)
MISSED: Final = "Kom inte. Vi hördes på telefon dagen efter."
NEXT: Final = "Prova en dag till i veckan."
ONE_MISSED: Final = 4
"""One meeting in so many was missed."""


def write(session: Session, document: Mapping[str, Any], way: str, today: date, *, by: str) -> None:
    """Write a plan: a goal in the participant's own words, and steps of somebody on that part of the way."""
    key = str(document["id"])
    wishes = document.get("goals") or document.get("goal_occupations") or ["ett arbete som passar mig"]
    plan.save_goal(session, key, upper_first(str(wishes[0])), 0, by=by)
    for number, (kind, state, days) in enumerate(PLANS[way]):
        text, actor = OWN_STEPS.get(kind, (None, ""))
        missed = state == "not_reached"
        typed = Typed(
            kind=OWN if text else kind,
            text=text,
            actor=actor or milestones()[kind].actor,
            due=None if days is None else today + timedelta(days=days),
            state=state,
            reason=WHY if missed else None,
            note=NOTE if missed else None,
        )
        plan.add_step(session, key, uuid.uuid5(OF, f"{key}\n{number}").hex, typed, by=by)


def follow(session: Session, participant_id: str, due: date | None, today: date, *, by: str) -> None:
    """Follow somebody up who has no placement, with a meeting booked or, where none is given, without."""
    followups.follow(session, participant_id, today - timedelta(days=28), by=by)
    if due is not None:
        followups.book(session, participant_id, "demo", working_day(due), time(10), by=by)


def meet(session: Session, participant_id: str, until: date, *, by: str) -> None:
    """Hold every meeting that was booked before a day, and book the next each time."""
    following = repository.following(session, participant_id)
    number = 0
    while following is not None:
        known = repository.booked(session, participant_id)
        if known is None or known.due >= until:
            return
        number += 1
        if number % ONE_MISSED == 0:
            written = Written("missed", known.due, MISSED)
        else:
            written = Written(
                "held", known.due, DONE[number % len(DONE)], NEXT, 16.0, ("participant", "supervisor")
            )
        key, due = known.id, known.due
        followups.write(session, known, known.version, written, by=by)
        day = STANDARD.following(following.since, due, following.ended)
        followups.book(session, participant_id, key, day, time(9, 30), by=by)
