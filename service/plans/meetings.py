"""A meeting as it is typed: what was done, what is next, and when the next one is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from pydantic import ValidationError
from starlette.datastructures import FormData

from data.records import values as v
from data.records.base import Part
from service.pages.forms import Wrong, of_error, wrong
from service.pages.language import marked as _
from service.plans.followups import Written
from service.plans.models import FollowUps
from service.plans.steps import ACTORS

WITH: Final[Mapping[str, str]] = {**ACTORS, "supervisor": _("Handledaren"), "interpreter": _("Tolk")}
"""Who may take part in a meeting, as roles and never as names."""

TOOK_PLACE: Final[Mapping[str, str]] = {"held": _("Ja"), "missed": _("Nej, mötet blev inte av")}

MEETING_STATES: Final[Mapping[str, str]] = {
    "booked": _("Bokat"),
    "held": _("Blev av"),
    "missed": _("Blev inte av"),
    "cancelled": _("Avbokat"),
}

WRITTEN: Final[Mapping[str, str]] = {
    "state": _("Blev mötet av?"),
    "held_on": _("Vilken dag?"),
    "done": _("Vad har hänt sedan sist?"),
    "next_step": _("Vad ska göras till nästa gång?"),
    "hours": _("Timmar på plats i veckan"),
    "with_whom": _("Vilka var med?"),
}
NEXT: Final[Mapping[str, str]] = {
    "due": _("Nästa möte"),
    "clock": _("Klockslag"),
    "ending": _("Varför avslutas uppföljningen?"),
}
FIELDS: Final[Mapping[str, str]] = {**WRITTEN, **NEXT}
"""Name of a field of the form → what it is called."""


class _Held(Part):
    held_on: v.Day


class _Write(Part):
    state: Literal["held", "missed"]
    done: v.Text
    next_step: v.Text | None = None
    hours: v.Hours | None = None


class Booking(Part):
    """When a meeting is."""

    due: v.Day
    clock: v.Clock | None = None


class _End(Part):
    ending: v.Phrase


@dataclass(slots=True)
class Typed:
    """What stands in the form.

    Attributes
    ----------
    texts : name of a field → what stands in it.
    then : ``book`` the next meeting, or ``end`` the follow-up.
    """

    texts: dict[str, str] = field(default_factory=lambda: dict.fromkeys(FIELDS, ""))
    with_whom: list[str] = field(default_factory=list)
    then: str = "book"


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a form says, checked: about the meeting, and the next one or why there is none."""

    written: Written
    booking: Booking | None
    ending: str | None


def of_form(form: FormData) -> Typed:
    """Read what was typed, as it was typed."""
    typed = Typed({name: str(form.get(name, "")).strip() for name in FIELDS})
    typed.with_whom = [str(code) for code in form.getlist("with_whom") if str(code) in WITH]
    typed.then = "end" if form.get("then") == "end" else "book"
    return typed


def of_meeting(known: FollowUps | None) -> Typed:
    """Write a meeting into the form."""
    typed = Typed()
    if known is not None:
        values = {name: getattr(known, name) for name in WRITTEN}
        values["state"] = "" if known.state == "booked" else known.state
        typed.texts |= {name: _text(value) for name, value in values.items()}
        typed.with_whom = known.with_whom.split()
    return typed


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


def checked(typed: Typed, today: date, *, more: bool = True) -> tuple[Minutes | None, list[Wrong]]:
    """Check what was typed, or say all that is wrong with it.

    Parameters
    ----------
    more : whether it must also say when the next meeting is, or why there is none.
    """
    errors: list[Wrong] = []
    texts = {name: text for name, text in typed.texts.items() if text}
    values: dict[str, Any] = {name: texts[name] for name in _Write.model_fields if name in texts}
    if "hours" in values:
        values["hours"] = _number(values["hours"])
    if values.get("state") not in TOOK_PLACE:
        errors.append(wrong("choose_one", "state-held", WRITTEN["state"]))
        values["state"] = "held"
    write = _read(_Write, values, errors)
    held = _read(_Held, {name: texts[name] for name in _Held.model_fields if name in texts}, errors)
    if held is not None and held.held_on > today:
        errors.append(wrong("future_day", "held_on", WRITTEN["held_on"], held.held_on))
    booking = ending = None
    if more and typed.then == "end":
        ending = _read(_End, {"ending": texts.get("ending", "")}, errors)
    elif more:
        booking = booked(typed, today, errors)
    errors.sort(key=lambda error: list(FIELDS).index(error.at.partition("-")[0]))
    if errors or write is None or held is None:
        return None, errors
    written = Written(**write.model_dump(), held_on=held.held_on, with_whom=tuple(typed.with_whom))
    return Minutes(written, booking, ending.ending if ending else None), errors


def booked(typed: Typed, today: date, errors: list[Wrong]) -> Booking | None:
    """Check when the next meeting is; what is wrong is added to `errors`."""
    values = {name: typed.texts[name] for name in Booking.model_fields if typed.texts[name]}
    booking: Booking | None = _read(Booking, values, errors)
    if booking is not None and booking.due < today:
        errors.append(wrong("past_day", "due", NEXT["due"], booking.due))
        return None
    return booking


def differences(known: FollowUps, mine: Written) -> Sequence[tuple[str, str, str]]:
    """Say what differs from what somebody else has written: field, theirs and mine."""
    ours = mine.columns()
    rows = []
    for name, label in WRITTEN.items():
        theirs = getattr(known, name)
        if (theirs or None) != (ours[name] or None):
            rows.append((label, _shown(name, theirs), _shown(name, ours[name])))
    return rows


def _shown(name: str, value: Any) -> str:
    if name == "state":
        return MEETING_STATES[value]
    return _text(value)


def _read(kind: type[Any], values: Mapping[str, Any], errors: list[Wrong]) -> Any:
    try:
        return kind.model_validate(values)
    except ValidationError as problem:
        for error in problem.errors():
            name = str(error["loc"][0])
            errors.append(of_error(error, name, FIELDS[name]))
        return None


def _number(text: str) -> float | str:
    try:
        return float(text.replace(",", ".").replace("\N{NO-BREAK SPACE}", ""))
    except ValueError:
        return text
