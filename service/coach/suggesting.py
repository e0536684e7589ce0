"""Suggestions for a participant, and what the coach decides about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Response
from pydantic import ValidationError

from matcher import Assessment, Slot
from matcher.factors.skills import apart
from matcher.wording import Message
from service.api.decisions import NewDecision, create_decision
from service.coach.cases import anchor
from service.coach.desk import Desk, TheDesk, at, file, go
from service.coach.explaining import FACTOR_LABELS
from service.coach.reasons import REASONS, WRONG, written
from service.pages import shown
from service.pages.forms import Wrong, wrong
from service.pages.language import marked as _
from service.placing import taking
from service.problems import Invalid, NotFound

router = APIRouter(include_in_schema=False)

ON_PAGE: Final = 6
MOST: Final = 100
"""The API's bound: so many places are ranked at most."""

SENTENCES: Final = 3
"""So many sentences say why, on the card; the rest is one click away."""

Place = Annotated[str, Form(max_length=200)]
Words = Annotated[str, Form(max_length=2000)]

DONE: Final = {
    "vidare": _("Beslutet är sparat: ni går vidare med platsen."),
    "inte": _("Beslutet är sparat: platsen är inte aktuell."),
}

MERITS: Final = frozenset(
    {
        "skills.all",
        "skills.shown",
        "experience.near_years",
        "experience.near",
        "goals.near",
        "level.right",
        "level.above",
        "commute.value",
        "hours.value",
        "hours.value_study",
        "support.value",
        "pathway.value",
    }
)
"""The factors' sentences that speak for a place."""

LACKS: Final = frozenset(
    {
        "skills.none",
        "experience.far",
        "goals.far",
        "level.far_above",
        "level.below",
        "commute.too_far",
        "support.not_offered",
    }
)
"""The factors' sentences that speak against one. All others tell what is not known, or nothing much."""


GLANCED: Final = ("commute", "hours")
"""Factors whose facts stand at the top of the card; their sentences come last."""


@dataclass(frozen=True, slots=True)
class Card:
    """One suggested place as the page shows it: the matcher's explanation, sorted for reading.

    Attributes
    ----------
    rank : among the suggestions; None for one that is not suggested.
    why, missing, unknown : sentences.
    minutes, mode : the way, when it is known.
    """

    rank: int | None
    slot: Slot
    assessment: Assessment
    why: tuple[Message, ...]
    missing: tuple[Message, ...]
    unknown: tuple[Message, ...]
    failed: tuple[Message, ...]
    minutes: float | None
    mode: str | None


def card(assessment: Assessment, slots: Mapping[str, Slot], rank: int | None = None) -> Card:
    """Sort an explanation for reading."""
    why: list[Message] = []
    missing: list[Message] = []
    for part in sorted(assessment.contributions, key=lambda part: (part.factor in GLANCED, -part.points)):
        for sentence in apart(part.message) or (part.message,):
            if sentence.id in LACKS:
                missing.append(sentence)
            elif sentence.id in MERITS and sentence.arguments.get("hired") != 0:
                why.append(sentence)
    way: Any = next((v.held for v in assessment.requirements if v.rule == "commute"), None) or {}
    return Card(
        rank,
        slots[assessment.slot_id],
        assessment,
        tuple(why),
        tuple(missing),
        tuple(verdict.message for verdict in assessment.unknown),
        tuple(verdict.message for verdict in assessment.failed),
        way.get("minutes"),
        way.get("mode"),
    )


@router.get("/deltagare/{participant_id:path}/forslag")
def suggestions(
    desk: TheDesk,
    participant_id: str,
    fran: Annotated[int, Query(ge=0, le=MOST - ON_PAGE)] = 0,
    klart: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Suggest places, with all that speaks for and against, and what to ask."""
    return _page(desk, participant_id, fran, done=DONE.get(klart, ""))


def _page(
    desk: Desk,
    participant_id: str,
    start: int,
    *,
    done: str = "",
    error: Wrong | None = None,
    kept: Mapping[str, str] | None = None,
) -> Response:
    with desk.service.database.read() as session:
        found = file(desk, session, participant_id)
    case = found.case
    top = min(MOST, start + ON_PAGE + len(case.decided))
    suggested = desk.suggest(found.person.stored.id, top)
    ranking = suggested.ranking
    undecided = [one for one in ranking.suggestions if one.slot_id not in case.decided]
    here = undecided[start : start + ON_PAGE]
    waiting = max(0, ranking.eligible - len(ranking.suggestions)) + len(undecided)
    return shown(
        "suggestions.html",
        422 if error else 200,
        case=case,
        cards=[card(one.assessment, suggested.slots, one.rank) for one in here],
        ranking=ranking,
        slots=suggested.slots,
        questions=ranking.questions[:3],
        misses=[miss for miss in ranking.near_misses if miss.slot_id not in case.decided],
        start=start,
        more=waiting > start + ON_PAGE and start + ON_PAGE <= MOST - ON_PAGE,
        waiting=waiting,
        on_page=ON_PAGE,
        context=suggested.context,
        run=suggested.run,
        labels=FACTOR_LABELS,
        longest=max(suggested.context.weights.values.values()),
        sentences=SENTENCES,
        reasons=REASONS,
        done=done,
        error=error,
        kept=kept or {},
        at=at,
    )


@router.post("/deltagare/{participant_id:path}/beslut")
def decide(
    desk: TheDesk,
    participant_id: str,
    *,
    plats: Place = "",
    beslut: Annotated[str, Form(max_length=20)] = "",
    korning: Annotated[str, Form(max_length=100)] = "",
    orsak: Words = "",
    ord: Words = "",  # noqa: A002 - the name of the field in the form
    fran: Annotated[int, Form(ge=0, le=MOST - ON_PAGE)] = 0,
) -> Response:
    """Keep what the coach has decided about a place, just as the API does."""
    reason = written(orsak, ord) if beslut == "dismiss" else None
    try:
        decision = NewDecision.model_validate(
            {"slot_id": plats, "decision": beslut, "reason": reason, "run": korning or None}
        )
    except ValidationError as problem:
        (first, *_rest) = problem.errors()
        error = _said(str(first["type"]), str(first["loc"][0]), plats)
        return _page(
            desk, participant_id, fran, error=error, kept={"plats": plats, "orsak": orsak, "ord": ord}
        )
    create_decision(desk.call, participant_id, decision)
    if orsak in WRONG and decision.decision == "dismiss":  # what is wrong on file is mended first
        return go(f"{at(participant_id, 'redigera')}#{anchor(WRONG[orsak])}")
    page = "vidare" if decision.decision == "go_on" else "inte"
    return go(at(participant_id, "forslag", klart=page))


def _said(kind: str, field: str, slot_id: str) -> Wrong:
    """Say what is wrong with a decision; only the reason is typed by hand."""
    if field != "reason":
        raise Invalid
    return wrong(kind, f"ord-{slot_id}", _("Orsak"), max=1000)


@router.post("/deltagare/{participant_id:path}/dela")
def share(
    desk: TheDesk, participant_id: str, plats: Place = "", dela: Annotated[str, Form(max_length=3)] = ""
) -> Response:
    """Let those who find places see the participant for one place, or take it back."""
    with desk.service.database.write() as session:
        found = file(desk, session, participant_id)
        key = found.person.stored.id
        going = {one.slot_id for one in found.case.going}
        if found.person.protected or (dela == "ja" and plats not in going):
            raise NotFound
        step = "share" if dela == "ja" else "unshare"
        taking.sharing(session, key, plats, step, desk.actor)
    return go(at(key, klart="delad" if dela == "ja" else "inte-delad"))
