"""What a request for a draft may ask, and what is answered."""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field

from data.records import values as v
from data.records.base import Part
from service.api.matches import HeadAnswer, NearMissAnswer, QuestionAnswer

MOST_PEOPLE: Final = 5000
MOST_PLACES: Final = 10_000
MOST_RULES: Final = 5000
MOST_OF_ONE: Final = 10_000


class Pair(Part):
    """A participant and a place."""

    participant_id: v.Id
    slot_id: v.Id
    reason: v.Phrase | None = Field(None, description="Varför, med egna ord. Aldrig om hälsa.")


class NewAllocation(Part):
    """What to divide among whom."""

    participants: Annotated[list[v.Id], Field(min_length=1, max_length=MOST_PEOPLE)] | None = Field(
        None, description="Deltagarna. Utan: alla som den som anropar får se."
    )
    slots: Annotated[list[v.Id], Field(max_length=MOST_PLACES)] | None = Field(
        None, description="Platserna som är med. Utan: alla."
    )
    locks: Annotated[list[Pair], Field(max_length=MOST_RULES)] = Field(
        [], description="Par som ska vara kvar: den deltagaren på den platsen."
    )
    bans: Annotated[list[Pair], Field(max_length=MOST_RULES)] = Field([], description="Par som inte får bli.")
    per_employer: Annotated[int, Field(strict=True, ge=1, le=MOST_OF_ONE)] | None = Field(
        None, description="Högst så många deltagare hos samma arbetsgivare. Utan: ingen gräns."
    )


class DisplacedAnswer(BaseModel):
    """A place that would have given more points, and the fact that decided."""

    slot_id: str
    score: float
    code: Literal["priority", "points", "alike", "together", "employer", "locked", "gone"]
    rather: bool = Field(False, description="Om både deltagaren och platsen hellre skulle ha haft varandra.")
    text: str


class UnknownAnswer(BaseModel):
    """A requirement of which it is not known whether it is met."""

    rule: str
    text: str


class AssignmentAnswer(BaseModel):
    """One line: a participant, a place, and why."""

    participant_id: str
    slot_id: str
    score: float
    state: Literal["draft", "confirmed", "withdrawn"]
    priority: int | None
    locked: bool
    seats_known: bool
    reasons: list[str]
    unknown: list[UnknownAnswer]
    displaced: list[DisplacedAnswer]


class UnassignedAnswer(BaseModel):
    """A participant without a place in the draft: why, and what would help."""

    participant_id: str
    reason: str
    code: Literal["none_fits", "banned", "taken", "employer"]
    priority: int | None
    fits: int
    displaced: list[DisplacedAnswer]
    near_misses: list[NearMissAnswer]
    questions: list[QuestionAnswer]


class GroupAnswer(BaseModel):
    """Those of one order of priority together."""

    priority: int
    people: int
    placed: int
    floor: int | None
    poor: int
    lowest: float | None
    total: float


class RuleAnswer(BaseModel):
    """What was decided beforehand."""

    participant_id: str
    slot_id: str
    rule: Literal["lock", "ban"]
    reason: str | None = None
    by: str
    at: str


class AllocationHead(HeadAnswer):
    """A draft, in short."""

    id: str
    at: str
    by: str
    previous: str | None
    people: int
    placed: int
    total: float


class AllocationAnswer(AllocationHead):
    """A draft: the object of `allocate`, and what has become of each line."""

    assignments: list[AssignmentAnswer]
    unassigned: list[UnassignedAnswer]
    seats_left: int
    per_employer: int | None
    by_priority: list[GroupAnswer]
    stability: dict[str, Any]
    rules: list[RuleAnswer]
    newer: str | None
