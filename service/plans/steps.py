"""A step of a plan: what it is called, who takes it, its states, and what was typed about it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import ValidationError
from starlette.datastructures import FormData

from data.records import values as v
from data.records.base import Part
from data.reference import ReferenceMilestone, milestones
from matcher.vocabulary import Label
from service.pages.forms import Wrong, of_error, wrong
from service.pages.language import marked as _
from service.plans.models import Milestones

OWN: Final = "own"
"""The kind of a step that stands in no catalogue."""

STATES: Final[Mapping[str, str]] = {
    "waiting": _("Väntar"),
    "doing": _("På gång"),
    "reached": _("Nått"),
    "not_reached": _("Inte nått"),
    "dropped": _("Struket"),
}
OPEN: Final = frozenset({"waiting", "doing"})

ACTORS: Final[Mapping[str, str]] = {
    "participant": _("Deltagaren"),
    "coach": _("Coachen"),
    "social_services": _("Socialtjänsten"),
    "employment_service": _("Arbetsförmedlingen"),
    "insurance_agency": _("Försäkringskassan"),
    "employer": _("Arbetsgivaren"),
    "school": _("Skolan"),
}
"""Who takes a step, and who takes part in meetings."""

EASY_ACTORS: Final[Mapping[str, str]] = {
    "participant": "",
    "coach": "Din coach hjälper dig.",
    "social_services": "Socialtjänsten hjälper dig.",
    "employment_service": "Arbetsförmedlingen hjälper dig.",
    "insurance_agency": "Försäkringskassan hjälper dig.",
    "employer": "Arbetsgivaren hjälper dig.",
    "school": "Skolan hjälper dig.",
}
"""Who takes a step, said to the participant in easy Swedish."""

OF_RULE: Final[Mapping[str, str]] = {
    "licence": "licence",
    "certificate": "certificate",
    "language": "swedish",
    "hours": "more_hours",
    "commute": "travel",
}
"""Rule that a participant does not meet → the step that turns it; any other is one's own."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step as pages show it.

    Attributes
    ----------
    kind : code of the catalogue, or `OWN`.
    text : in one's own words, where there are any.
    reason : why it was not reached, as the participant sees it.
    note : the coach's; never leaves the coach's pages.
    """

    key: str
    kind: str
    text: str | None
    actor: str
    due: date | None
    state: str
    reason: str | None
    note: str | None
    slot_id: str | None
    version: int

    @classmethod
    def of(cls, row: Milestones) -> "Step":
        """Read a row of the store."""
        return cls(
            row.id,
            row.kind,
            row.text,
            row.actor,
            row.due,
            row.state,
            row.reason,
            row.note,
            row.slot_id,
            row.version,
        )

    @property
    def known(self) -> ReferenceMilestone | None:
        """The step of the catalogue that it is."""
        return milestones().get(self.kind)

    @property
    def title(self) -> str | Label:
        """What it is called."""
        return self.text or (self.known.label if self.known else self.kind)

    @property
    def easy(self) -> str:
        """What it is, in easy Swedish: one's own words, or those of the catalogue."""
        known = self.known
        if known and not self.text:
            return known.easy
        said = (self.text or self.kind).rstrip(".")
        return f"{said[:1].upper()}{said[1:]}."

    @property
    def open(self) -> bool:
        """Whether it remains to be done."""
        return self.state in OPEN

    def late(self, today: date) -> bool:
        """Whether it should have been done before a day."""
        return self.open and self.due is not None and self.due < today


def nearer(step: Step, among: Collection[str]) -> list[ReferenceMilestone]:
    """Give the steps that lie before one that waits or was not reached, and are not in the plan yet."""
    if step.known is None or step.state not in ("waiting", "not_reached"):
        return []
    return [milestones()[code] for code in step.known.nearer if code not in among]


class Typed(Part):
    """What was typed about a step, checked."""

    kind: v.Line
    text: v.Line | None = None
    actor: v.Line
    due: v.Day | None = None
    state: v.Line = "waiting"
    reason: v.Phrase | None = None
    note: v.Text | None = None

    def columns(self) -> dict[str, Any]:
        """Give the columns of the table."""
        return {name: getattr(self, name) for name in type(self).model_fields}


FIELDS: Final[Mapping[str, str]] = {
    "kind": _("Delmål"),
    "text": _("Med egna ord"),
    "actor": _("Vem gör det?"),
    "due": _("Klart senast"),
    "state": _("Hur går det?"),
    "reason": _("Varför, som deltagaren själv ser det"),
    "note": _("Din anteckning"),
}
"""Name of a field of the form → what it is called."""


def of_form(form: FormData) -> dict[str, str]:
    """Read what was typed, as it was typed."""
    return {name: str(form.get(name, "")).strip() for name in FIELDS}


def of_step(step: Step) -> dict[str, str]:
    """Write a step into the form."""
    values = {name: getattr(step, name) for name in FIELDS}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def checked(given: Mapping[str, str]) -> tuple[Typed | None, list[Wrong]]:
    """Check what was typed, or say all that is wrong with it."""
    errors: list[Wrong] = []
    values = {name: text for name, text in given.items() if text}
    kind = values.get("kind", "")
    if kind != OWN and kind not in milestones():
        errors.append(wrong("choose", "kind", FIELDS["kind"]))
        values["kind"] = OWN
    elif kind == OWN and "text" not in values:
        errors.append(wrong("missing", "text", FIELDS["text"]))
    if values.get("actor") not in ACTORS:
        errors.append(wrong("choose", "actor", FIELDS["actor"]))
        values["actor"] = "coach"
    if values.get("state", "waiting") not in STATES:
        errors.append(wrong("choose", "state", FIELDS["state"]))
        values.pop("state")
    if values.get("state") == "not_reached" and "reason" not in values:
        errors.append(wrong("own_view", "reason", FIELDS["reason"]))
    try:
        typed = Typed.model_validate(values)
    except ValidationError as problem:
        errors += [
            of_error(error, str(error["loc"][0]), FIELDS[str(error["loc"][0])]) for error in problem.errors()
        ]
        return None, _sorted(errors)
    return (None if errors else typed), _sorted(errors)


def _sorted(errors: Sequence[Wrong]) -> list[Wrong]:
    order = list(FIELDS)
    return sorted(errors, key=lambda error: order.index(error.at))
