"""/platser/{id}/personer: the people that coaches have shared for a place, and what the employer answers.

How somebody fits the place is said in sentences, as for the employer's sheet: no case number, no order by
points, and neither work conditions nor support, which may tell of somebody's health.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Response
from pydantic import ValidationError
from sqlalchemy.orm import Session

from data.reference import placement_reasons
from matcher import Assessment, Participant, Slot
from matcher.wording import Message
from service import audit
from service.accounts.shared import KEPT_BACK
from service.coach.desk import Desk, TheDesk, go
from service.coach.suggesting import card
from service.liaison import openings, repository
from service.liaison.openings import at
from service.liaison.rewording import in_text
from service.pages import reader, shown
from service.pages.forms import Wrong, of_error
from service.pages.language import chosen, translated
from service.pages.language import marked as _
from service.placing import repository as courses
from service.placing import taking
from service.placing.given import SENTENCES as LACKS
from service.placing.given import Lack, NewStep
from service.placing.repository import Course
from service.placing.states import STATES
from service.placing.taking import NotEnough
from service.problems import Changed, StepNotAllowed
from service.store.clock import SWEDEN

router = APIRouter(include_in_schema=False)

DONE: Final = {
    "introduce": _("Det är antecknat att deltagaren har träffat arbetsgivaren. Coachen ser det."),
    "decline": _("Det är antecknat att det inte blir något. Coachen får veta det."),
}

Short = Annotated[str, Form(max_length=100)]

NOT_TOLD: Final = KEPT_BACK | {"excluded", "goals", "pathway", "level"}
"""Rules and factors about health, about what the participant wants or does not, and about the employer."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person whom a coach has shared, as those who find places see the person.

    Attributes
    ----------
    coach : what the one who has shared the person is called; since : the day.
    course : the way of the person at the place so far.
    why : sentences that speak for it; missing : requirements in the way; unknown : what is not known.
    """

    document: Mapping[str, Any]
    coach: str
    since: str
    course: Course | None
    why: Sequence[Message]
    missing: Sequence[Message]
    unknown: Sequence[Message]

    @property
    def skills(self) -> list[str]:
        """What the person can do."""
        found = self.document.get("skills") or []
        return [skill["label"] if isinstance(skill, dict) else skill for skill in found]


@router.get("/platser/{slot_id:path}/personer")
def shared(desk: TheDesk, slot_id: str, klart: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Show the people that coaches have shared for a place, those who have waited longest first."""
    return _page(desk, slot_id, done=DONE.get(klart, ""))


@router.post("/platser/{slot_id:path}/personer")
def answer(
    desk: TheDesk,
    slot_id: str,
    *,
    kurs: Short = "",
    version: Short = "",
    steg: Short = "",
    dag: Short = "",
    skal: Short = "",
    ord: Annotated[str, Form(max_length=2000)] = "",  # noqa: A002 - a field's name
) -> Response:
    """Write down that somebody has met the employer, or that nothing comes of it and why."""
    if steg not in DONE:
        return _page(desk, slot_id, status=409, changed=True)
    given = {"step": steg, "version": version, "on": dag, "reason": skal, "words": ord.strip()}
    values: dict[str, object] = {name: text for name, text in given.items() if text}
    if version.isascii() and version.isdecimal():
        values["version"] = int(version)
    if steg == "decline":
        values["side"] = "employer"
    errors = in_text(ord, f"ord-{kurs}", _FIELDS["words"][1])
    try:
        with desk.service.database.write() as session:
            course = _course(desk, session, slot_id, kurs)
            if not errors:
                taking.take(session, course, NewStep.model_validate(values), desk.actor)
                return go(at(slot_id, "personer", klart=steg))
    except ValidationError as problem:
        errors = [_unreadable(error, kurs) for error in problem.errors()]
    except NotEnough as problem:
        errors = [_lacking(lack, kurs) for lack in problem.lacks]
    except (Changed, StepNotAllowed):
        return _page(desk, slot_id, status=409, changed=True)
    return _page(desk, slot_id, errors=errors, kept={"kurs": kurs, "dag": dag, "skal": skal, "ord": ord})


def _course(desk: Desk, session: Session, slot_id: str, course_id: str) -> Course:
    """Find the way of somebody who is shared for this very place.

    Raises
    ------
    Changed
        When nobody is, as when the coach has taken it back meanwhile.
    """
    openings.stored(session, slot_id)
    ways = courses.seen(session, desk.account, ended=False).values()
    found = [one for way in ways for one in way if (one.id, one.slot_id) == (course_id, slot_id)]
    audit.shown([one.participant_id for one in found])
    if not found:
        raise Changed
    return found[0]


_FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "on": ("dag", _("Dag")),
    "reason": ("skal", _("Arbetsgivarens skäl")),
    "words": ("ord", _("Egna ord, om du vill")),
}


def _unreadable(error: Mapping[str, Any], course_id: str) -> Wrong:
    sent, label = _FIELDS.get(str(error["loc"][0]), _FIELDS["reason"])
    return of_error(error, f"{sent}-{course_id}", label)


def _lacking(lack: Lack, course_id: str) -> Wrong:
    language = chosen(reader.request())
    sent, label = _FIELDS.get(lack.field, _FIELDS["reason"])
    message, remedy = (translated(one, language).format_map(dict(lack.words)) for one in LACKS[lack.kind])
    return Wrong(f"{sent}-{course_id}", translated(label, language), message, remedy)


def _page(
    desk: Desk,
    slot_id: str,
    *,
    status: int = 200,
    done: str = "",
    changed: bool = False,
    errors: Sequence[Wrong] = (),
    kept: Mapping[str, str] | None = None,
) -> Response:
    with desk.service.database.read() as session:
        slot = Slot(**openings.stored(session, slot_id).document)
        found = repository.shared(session, desk.account, slot.id)
        ways = courses.seen(session, desk.account, ended=False)
    audit.shown([one.participant.id for one in found])
    people = [one.participant for one in found]
    fits = desk.service.matching.fits(slot.id, [Participant(**one.document) for one in people])
    return shown(
        "candidates.html",
        422 if errors else status,
        slot=slot,
        people=[
            _somebody(one, fit, slot, ways.get(one.participant.id, []))
            for one, fit in zip(found, fits, strict=True)
        ],
        states=STATES,
        reasons=[
            (code, known.label)
            for code, known in placement_reasons().items()
            if known.side == "employer" and "decline" in known.steps
        ],
        today=desk.service.matching.today(),
        done=done,
        changed=changed,
        errors={error.at: error for error in reversed(errors)},
        summary=errors,
        kept=kept or {},
        at=at,
    )


def _somebody(one: repository.Shared, fit: Assessment, slot: Slot, ways: Sequence[Course]) -> Somebody:
    told = replace(
        fit,
        contributions=tuple(part for part in fit.contributions if part.factor not in NOT_TOLD),
        requirements=tuple(part for part in fit.requirements if part.rule not in NOT_TOLD),
    )
    sorted_ = card(told, {slot.id: slot})
    since = datetime.fromisoformat(one.at).astimezone(SWEDEN).date().isoformat()
    return Somebody(
        one.participant.document,
        one.by,
        since,
        next((way for way in ways if way.slot_id == slot.id), None),
        sorted_.why,
        sorted_.failed,
        sorted_.unknown,
    )
