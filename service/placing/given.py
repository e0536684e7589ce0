"""What a step is given, and whether it is enough. The same checks for the API and for the pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import Field

from data.records import values as v
from data.records.base import Part
from data.reference import placement_reasons
from service.pages.language import marked as _
from service.placing.hours import LONGEST, WEEK, most_study
from service.placing.repository import Course
from service.placing.states import AFTER, SIDES, TRANSITIONS, Transition

if TYPE_CHECKING:
    StepName = str
    Ending = str
    Side = str
    ReasonCode = str
else:
    StepName = Literal[tuple(TRANSITIONS)]
    Ending = Literal[AFTER]
    Side = Literal[tuple(SIDES)]
    ReasonCode = Literal[tuple(code for code, known in placement_reasons().items() if known.steps)]
Weeks = Annotated[v.Count, Field(le=LONGEST)]


class NewStep(Part):
    """A step that somebody takes in the course of a placement."""

    step: StepName = Field(description="Steget. Vilka som går att ta står i praktikens steps.")
    version: v.Count | None = Field(
        None, description="Versionen som läsaren såg. Har någon hunnit före blir svaret 412."
    )
    on: v.Day | None = Field(None, description="Dagen då det hände, senast i dag. Utan: i dag.")
    begins_on: v.Day | None = Field(None, description="Överenskommen första dag.")
    until: v.Day | None = Field(None, description="Överenskommen sista dag, om den är bestämd.")
    hours_from: v.Hours | None = Field(
        None, description="Timmar i veckan i början, vid mjuk start. Utan: lika många hela tiden."
    )
    hours_to: v.Hours | None = Field(None, description="Timmar i veckan när de har ökat, högst 40.")
    ramp_weeks: Weeks | None = Field(None, description="Hur många veckor timmarna ökar.")
    study_hours: v.Hours | None = Field(
        None, description="Timmar i veckan för studier, högst en fjärdedel av tiden."
    )
    outcome: Ending | None = Field(None, description="Hur det gick, när en praktik slutar.")
    side: Side | None = Field(None, description="Vems skäl det är, eller plan när allt gick som planerat.")
    reason: ReasonCode | None = Field(None, description="Skälet, ur listan i data/reference/reasons.json.")
    words: v.Phrase | None = Field(None, description="Skälet med egna ord. Aldrig om hälsa.")
    coach: v.Id | None = Field(None, description="Den nya coachens konto, när coachen byts.")

    @property
    def kept(self) -> dict[str, Any]:
        """What was given, as it is kept with the step."""
        return self.model_dump(mode="json", exclude_none=True, exclude={"step", "version"})


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing to mend.

    Attributes
    ----------
    field : of `NewStep`.
    kind : key of `SENTENCES`.
    words : what the sentences name.
    """

    field: str
    kind: str
    words: Mapping[str, str]


SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "day_future": (_("Dagen har inte varit än."), _("Skriv dagen då det hände, senast i dag.")),
    "day_early": (_("Dagen ligger före det som redan står."), _("Skriv en dag från och med {first}.")),
    "begins_missing": (_("Första dagen saknas."), _("Skriv vilken dag praktiken ska börja.")),
    "until_early": (_("Sista dagen ligger före den första."), _("Kontrollera båda dagarna.")),
    "hours_missing": (_("Timmarna saknas."), _("Skriv hur många timmar i veckan det blir.")),
    "hours_few": (_("Det måste vara minst en timme i veckan."), _("Skriv ett tal från 1 till 40.")),
    "hours_many": (_("Det är fler timmar än en hel arbetsvecka."), _("Skriv högst 40 timmar.")),
    "ramp_down": (
        _("Timmarna i början är fler än de sedan blir."),
        _("Skriv färre timmar i början, eller lämna fältet tomt."),
    ),
    "ramp_missing": (
        _("Det står inte hur länge timmarna ökar."),
        _("Skriv antal veckor, från 1 till 52."),
    ),
    "study_many": (
        _("Studierna tar mer än en fjärdedel av tiden."),
        _("Skriv högst {most} timmar, eller öka timmarna."),
    ),
    "side_missing": (_("Det står inte vems skälet är."), _("Välj deltagaren, arbetsgivaren eller coachen.")),
    "side_other": (
        _("Arbetsgivarkontakten kan bara skriva arbetsgivarens skäl."),
        _("Be coachen skriva de andra."),
    ),
    "reason_missing": (_("Skälet saknas."), _("Välj ett skäl i listan.")),
    "reason_other": (
        _("Skälet hör inte till det här steget eller till den som valts."),
        _("Välj ett annat."),
    ),
    "outcome_missing": (_("Det står inte hur det gick."), _("Välj hur praktiken slutade.")),
    "plan_broken": (
        _("Det som avbröts kan inte ha slutat som planerat."),
        _("Välj vem som avslutade, och ett skäl."),
    ),
    "coach_unknown": (_("Coachen finns inte i enheten."), _("Välj en kollega i samma enhet.")),
}
"""Kind of lack → what is wrong, and how to mend it."""


def lacks(asked: NewStep, course: Course, row: Transition, role: str, today: date) -> Iterator[Lack]:
    """Say what is missing or wrong in what a step is given."""
    if "day" in row.needs:
        yield from _day(asked, course, today)
    if "hours" in row.needs:
        yield from _hours(asked, course)
    if "why" in row.needs:
        yield from _why(asked, row)
        if role == "liaison" and asked.side not in (None, "employer"):
            yield _lack("side", "side_other")
    if "end" in row.needs:
        if asked.outcome is None:
            yield _lack("outcome", "outcome_missing")
        if asked.side != "plan":
            yield from _why(asked, row)
        elif asked.outcome == "interrupted":
            yield _lack("side", "plan_broken")


def _lack(field: str, kind: str, **words: str) -> Lack:
    return Lack(field, kind, words)


def _day(asked: NewStep, course: Course, today: date) -> Iterator[Lack]:
    day = asked.on or today
    first = max(course.suggested_on, course.started_on or course.suggested_on)
    if day > today:
        yield _lack("on", "day_future")
    elif day < first:
        yield _lack("on", "day_early", first=first.isoformat())


def _hours(asked: NewStep, course: Course) -> Iterator[Lack]:
    begins = asked.begins_on or (course.started_on if course.running else None)
    if begins is None:
        yield _lack("begins_on", "begins_missing")
    elif asked.until is not None and asked.until < begins:
        yield _lack("until", "until_early")
    full = asked.hours_to
    if full is None:
        yield _lack("hours_to", "hours_missing")
        return
    if full < 1:
        yield _lack("hours_to", "hours_few")
    elif full > WEEK:
        yield _lack("hours_to", "hours_many")
    if asked.hours_from is not None:
        yield from _ramp(asked.hours_from, full, asked.ramp_weeks)
    if (asked.study_hours or 0) > most_study(full):
        yield _lack("study_hours", "study_many", most=f"{most_study(full):g}".replace(".", ","))


def _ramp(start: float, full: float, weeks: int | None) -> Iterator[Lack]:
    if start > full:
        yield _lack("hours_from", "ramp_down")
    elif start < 1:
        yield _lack("hours_from", "hours_few")
    elif start < full and not weeks:
        yield _lack("ramp_weeks", "ramp_missing")


def _why(asked: NewStep, row: Transition) -> Iterator[Lack]:
    if asked.side in (None, "plan"):
        yield _lack("side", "side_missing")
    elif asked.reason is None:
        yield _lack("reason", "reason_missing")
    else:
        known = placement_reasons()[asked.reason]
        if known.side != asked.side or row.step not in known.steps:
            yield _lack("reason", "reason_other")
