"""Suggestions for a participant; candidates and reach of a place."""

from typing import Any, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from matcher import Candidates, Reach
from service.accounts import permissions, shared, small
from service.answers import NotStored
from service.api import crud, cursors
from service.api.declare import API, READ, RecordId, Top, answers
from service.api.route import ApiRoute, TheCall
from service.canonical import canonical
from service.problems import Invalid, NotFound

router = APIRouter(route_class=ApiRoute, prefix=API, tags=["matches"])


class ContributionAnswer(BaseModel):
    """What one factor adds."""

    factor: str
    value: float
    weight: float
    points: float
    text: str


class RequirementAnswer(BaseModel):
    """One requirement, judged."""

    rule: str
    verdict: Literal["pass", "fail", "unknown"]
    needed: Any
    held: Any
    text: str
    source: str
    remedy: dict[str, Any] | None
    alternatives: list[dict[str, Any]]
    asks: list[str]


class SuggestionAnswer(BaseModel):
    """One suggested place, and why."""

    rank: int
    participant_id: str
    slot_id: str
    score: float
    base: float
    contributions: list[ContributionAnswer]
    requirements: list[RequirementAnswer]


class ChangeAnswer(BaseModel):
    """A change that would open a place."""

    rule: str
    by: Literal["participant", "employer"]
    text: str


class NearMissAnswer(BaseModel):
    """A place just out of reach."""

    slot_id: str
    participant_id: str | None = None
    score_if_opened: float
    changes: list[ChangeAnswer]


class QuestionAnswer(BaseModel):
    """Something to ask."""

    field: str
    text: str
    opens: int


class RankingAnswer(BaseModel):
    """The answer for one participant."""

    participant_id: str
    considered: int
    eligible: int
    suggestions: list[SuggestionAnswer]
    near_misses: list[NearMissAnswer]
    questions: list[QuestionAnswer]


class HeadAnswer(BaseModel):
    """By which weights, model and day an answer was made."""

    weights: str
    model: str
    date: str | None


class SuggestionsAnswer(HeadAnswer):
    """The object of `rank` for one participant, and the id of the run."""

    results: list[RankingAnswer]
    run: str


class CandidatesAnswer(HeadAnswer):
    """The object of `candidates`."""

    slot_id: str
    considered: int
    eligible: int
    suggestions: list[SuggestionAnswer]
    near_misses: list[NearMissAnswer]


class CostAnswer(BaseModel):
    """What one requirement costs in people; null where fewer than five would show."""

    rule: str
    text: str
    fails: int | None
    unknown: int | None
    opens: int | None
    relaxation: str | None


class ReachAnswer(HeadAnswer):
    """The object of `reach`."""

    slot_id: str
    considered: int | None
    eligible: int | None
    certain: int | None
    requirements: list[CostAnswer]


@router.get(
    "/participants/{record_id:path}/suggestions",
    response_model=SuggestionsAnswer,
    responses=answers(*READ, NotFound, Invalid),
)
def get_suggestions(call: TheCall, record_id: RecordId, top: Top = 10) -> Response:
    """Föreslå platser för en deltagare. Svaret sparas som en körning som kan räknas om."""
    matching, seen = call.service.matching, permissions.sees(call.account)
    return _answer(record_id, lambda: matching.suggest(record_id, top=top, by=call.by, seen=seen).to_dict())


@router.get(
    "/slots/{record_id:path}/candidates",
    response_model=CandidatesAnswer,
    responses=answers(*READ, NotFound, Invalid),
)
def get_candidates(call: TheCall, record_id: RecordId, top: Top = 10) -> Response:
    """Visa vilka deltagare en plats passar för."""
    seen = permissions.sees(call.account, slot_id=record_id)
    write = shared.fit if call.account.people == "shared" else Candidates.to_dict
    matching = call.service.matching
    return _answer(record_id, lambda: matching.candidates(record_id, top=top, seen=seen, write=write))


@router.get(
    "/slots/{record_id:path}/reach",
    response_model=ReachAnswer,
    responses=answers(*READ, NotFound, Invalid),
)
def get_reach(call: TheCall, record_id: RecordId) -> Response:
    """Visa hur många platsen når och vad varje krav kostar i människor."""
    counted = permissions.counts(call.account)
    write = small.hidden if call.account.people == "count" else Reach.to_dict
    return _answer(record_id, lambda: call.service.matching.reach(record_id, seen=counted, write=write))


def _answer(record_id: str, work: Any) -> Response:
    if not cursors.usable(record_id):
        raise NotFound
    try:
        return Response(canonical(work()), media_type=crud.JSON)
    except NotStored:
        raise NotFound from None
