"""Where a participant stands, and the next step: from what is recorded, never from a guess."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from matcher import Question
from matcher.vocabulary import ONWARD
from service.pages.language import marked as _
from service.placing.repository import Course
from service.placing.withdrawing import REASONS


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody has decided about a place, last of all.

    Attributes
    ----------
    decision : ``go_on`` or ``dismiss``.
    by : what the person is called.
    """

    slot_id: str
    decision: str
    reason: str | None
    at: str
    by: str


STANDS: Final[Mapping[str, str]] = {
    "goals": _("Mål saknas"),
    "open": _("Inget beslut än"),
    "going": _("Går vidare med en plats"),
    "shared": _("Delad med arbetsgivarkontakt"),
    "introduced": _("Har träffat arbetsgivaren"),
    "agreed": _("Överenskommen"),
    "placed": _("På en plats"),
    "ended": _("Praktiken är slut"),
    "onward": _("Till arbete eller studier"),
}
"""Where somebody stands, in the order of the way."""


@dataclass(frozen=True, slots=True)
class Case:
    """A participant's way so far.

    Attributes
    ----------
    decided : slot id → the last decision.
    shared : places that the participant is shared for.
    placements : the JSON of placements.
    courses : of placements, the latest first.
    followed : whether somebody follows the participant up.
    meeting : the day of the next meeting, when one is booked.
    late : whether that day has passed.
    """

    document: Mapping[str, Any]
    decided: Mapping[str, Decided]
    shared: Collection[str]
    placements: Sequence[Mapping[str, Any]]
    courses: Sequence[Course] = ()
    followed: bool = False
    meeting: date | None = None
    late: bool = False

    @property
    def id(self) -> str:
        """Case number."""
        return str(self.document["id"])

    @property
    def going(self) -> list[Decided]:
        """The places to go on with where nothing is agreed yet, the latest decision first."""
        begun = {course.slot_id for course in self.courses}
        pending = {course.slot_id for course in self.courses if course.pending}
        found = [
            one
            for one in self.decided.values()
            if one.decision == "go_on" and (one.slot_id in pending or one.slot_id not in begun)
        ]
        return sorted(found, key=lambda one: one.at, reverse=True)

    @property
    def dismissed(self) -> list[Decided]:
        """The places that are not relevant, the latest first."""
        found = [one for one in self.decided.values() if one.decision == "dismiss"]
        return sorted(found, key=lambda one: one.at, reverse=True)

    @property
    def ongoing(self) -> Mapping[str, Any] | None:
        """The placement that goes on now, if one does."""
        found = [one for one in self.placements if one.get("outcome") == "ongoing"]
        return max(found, key=lambda one: one.get("started_on") or "", default=None)

    @property
    def ended(self) -> Mapping[str, Any] | None:
        """The placement that ended last, if one has."""
        found = [one for one in self.placements if one.get("ended_on") and one.get("outcome") != "ongoing"]
        return max(found, key=lambda one: one["ended_on"], default=None)

    def course(self, slot_id: str) -> Course | None:
        """Give the course at a place that has not ended."""
        return next((one for one in self.courses if one.slot_id == slot_id and one.open), None)

    @property
    def current(self) -> list[Course]:
        """What goes on or is agreed: the placement that runs first."""
        found = [one for one in self.courses if one.open and not one.pending]
        return sorted(found, key=lambda one: not one.running)

    @property
    def untold(self) -> list[Course]:
        """What somebody else has changed, and no coach has read yet."""
        return [one for one in self.courses if not one.told]

    @property
    def stands(self) -> str:
        """Where the participant stands: a key of `STANDS`."""
        if self.ongoing is not None:
            return "placed"
        if self.current:
            return "placed" if self.current[0].running else "agreed"
        if any(one.state == "introduced" for one in self.courses):
            return "introduced"
        if any(one.slot_id in self.shared for one in self.going):
            return "shared"
        if self.going:
            return "going"
        if self.ended is not None and self.ended["outcome"] in ONWARD:
            return "onward"
        if not self.document.get("goals") and not self.document.get("goal_occupations"):
            return "goals"
        return "open" if self.ended is None else "ended"


@dataclass(frozen=True, slots=True)
class Step:
    """The next step.

    Attributes
    ----------
    text : id of the sentence; `question` stands in its place when the step is to ask one.
    address : the page where it is done.
    """

    kind: str
    text: str
    address: str
    question: Question | None = None


def course_at(course: Course) -> str:
    """Write the address of the page of a course."""
    return f"/deltagare/{quote(course.participant_id, safe='')}/praktik/{quote(course.id, safe='')}"


def standing(decided: Mapping[str, Decided], courses: Sequence[Course]) -> dict[str, Decided]:
    """Leave out decisions about places that have closed since: open again, they may be suggested."""
    latest = {course.slot_id: course for course in reversed(courses)}
    closed = {key for key, course in latest.items() if course.reason in REASONS.values()}
    return {key: one for key, one in decided.items() if key not in closed}


EIGHT: Final = (
    "id",
    "municipality",
    "goals",
    "skills",
    "swedish_spoken",
    "licences",
    "hours_per_week",
    "travel_max_minutes",
)
"""The fields that make a participant ready to be matched."""


_WAITS: Final = {
    "goals": (_("Fråga om mål"), "/redigera#goals-0"),
    "going": (_("Dela med arbetsgivarkontakten eller kontakta arbetsgivaren"), ""),
    "shared": (_("Invänta svar från arbetsgivaren"), ""),
    "placed": (_("Följ upp praktiken"), "/plan"),
    "onward": (_("Följ upp arbetet eller studierna"), "/plan"),
}
"""What stands still until somebody acts: the step, and where it is done."""


def next_step(case: Case, question: Question | None, eligible: int) -> Step:
    """Say what to do next for a participant.

    Parameters
    ----------
    question : the question that most places wait for, if any do.
    eligible : places that no known obstacle rules out.
    """
    home = f"/deltagare/{quote(case.id, safe='')}"
    if (step := _of_course(case, home)) is not None:
        return step
    if case.late:
        return Step("late", _("Skriv upp mötet som är försenat"), f"{home}/uppfoljning")
    if case.meeting is None and (case.followed or case.stands == "placed"):
        return Step("book", _("Boka en uppföljning"), f"{home}/boka")
    if case.stands in _WAITS and (case.followed or case.stands != "onward"):
        text, where = _WAITS[case.stands]
        return Step(case.stands, text, home + where)
    if question is not None and (question.field in EIGHT or not eligible):
        return Step("ask", question.text, f"{home}/redigera#{anchor(question.field)}", question)
    if eligible:
        return Step("look", _("Gå igenom förslagen"), f"{home}/forslag")
    return Step("near", _("Se vad som skulle öppna en plats"), f"{home}/forslag#nara")


def _of_course(case: Case, home: str) -> Step | None:
    """Say what the course of a placement waits for, where somebody must act."""
    if case.untold:
        return Step("told", _("Läs vad som har hänt med platsen"), home)
    if case.stands == "agreed":
        return Step("agreed", _("Skriv när praktiken har börjat"), course_at(case.current[0]))
    if case.stands == "introduced":
        met = next(one for one in case.courses if one.state == "introduced")
        text = _("Kom överens om praktik, eller skriv varför det inte blir av")
        return Step("introduced", text, course_at(met))
    return None


ROWS: Final = ("goals", "goal_occupations", "skills", "experience", "certificates", "languages")
STATED: Final = ("licences", "days", "travel_modes", "cannot", "needs")
BESIDE: Final = {"lat": "postcode"}


def anchor(field: str) -> str:
    """Give the id of the first thing to fill in for a field of the record."""
    field = BESIDE.get(field, field)
    if field in ROWS:
        return f"{field}-0"
    return f"{field}.state-unknown" if field in STATED else field
