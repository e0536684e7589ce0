"""Where a participant stands, and the next step: from what is recorded, never from a guess."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from matcher import Question
from service.pages.language import marked as _


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
    "placed": _("På en plats"),
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
    """

    document: Mapping[str, Any]
    decided: Mapping[str, Decided]
    shared: Collection[str]
    placements: Sequence[Mapping[str, Any]]

    @property
    def id(self) -> str:
        """Case number."""
        return str(self.document["id"])

    @property
    def going(self) -> list[Decided]:
        """The places that somebody has decided to go on with, the latest first."""
        found = [one for one in self.decided.values() if one.decision == "go_on"]
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
    def stands(self) -> str:
        """Where the participant stands: a key of `STANDS`."""
        if self.ongoing is not None:
            return "placed"
        if any(one.slot_id in self.shared for one in self.going):
            return "shared"
        if self.going:
            return "going"
        if not self.document.get("goals") and not self.document.get("goal_occupations"):
            return "goals"
        return "open"


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


def next_step(case: Case, question: Question | None, eligible: int) -> Step:
    """Say what to do next for a participant.

    Parameters
    ----------
    question : the question that most places wait for, if any do.
    eligible : places that no known obstacle rules out.
    """
    home = f"/deltagare/{quote(case.id, safe='')}"
    match case.stands:
        case "placed":
            return Step("placed", _("Följ upp praktiken"), home)
        case "shared":
            return Step("shared", _("Invänta svar från arbetsgivaren"), home)
        case "going":
            return Step("going", _("Dela med arbetsgivarkontakten eller kontakta arbetsgivaren"), home)
        case "goals":
            return Step("goals", _("Fråga om mål"), f"{home}/redigera#goals-0")
    if question is not None and (question.field in EIGHT or not eligible):
        return Step("ask", question.text, f"{home}/redigera#{anchor(question.field)}", question)
    if eligible:
        return Step("look", _("Gå igenom förslagen"), f"{home}/forslag")
    return Step("near", _("Se vad som skulle öppna en plats"), f"{home}/forslag#nara")


ROWS: Final = ("goals", "goal_occupations", "skills", "experience", "certificates", "languages")
STATED: Final = ("licences", "days", "travel_modes", "cannot", "needs")
BESIDE: Final = {"lat": "postcode"}


def anchor(field: str) -> str:
    """Give the id of the first thing to fill in for a field of the record."""
    field = BESIDE.get(field, field)
    if field in ROWS:
        return f"{field}-0"
    return f"{field}.state-unknown" if field in STATED else field
