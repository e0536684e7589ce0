"""What the matcher answers: verdicts, contributions, suggestions, near misses and questions.

Every page, program and report reads these objects; none recomputes what they hold. `to_dict`
gives the JSON of the contract.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, overload

from matcher.wording import Message

Outcome = Literal["pass", "fail", "unknown"]
Party = Literal["participant", "employer"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change that would turn a verdict, by the participant or by the employer.

    `field` (``participant.licences``, ``slot.hours_min``) and `value` say the change as data: what
    the record's field would become.
    """

    rule: str
    by: Party
    message: Message
    field: str
    value: Any

    @property
    def text(self) -> str:
        return self.message.text

    def to_dict(self) -> dict[str, Any]:
        text = self.text
        return {"rule": self.rule, "by": self.by, "text": text[:1].upper() + text[1:]}


@dataclass(frozen=True, slots=True)
class Remedy:
    """The smallest set of changes, all by one party, that turns a failed verdict."""

    by: Party
    changes: tuple[Change, ...]

    @property
    def text(self) -> str:
        return "; ".join(change.text for change in self.changes)

    def to_dict(self) -> dict[str, Any]:
        return {"by": self.by, "text": self.text, "changes": [c.to_dict() for c in self.changes]}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One requirement, judged.

    Attributes
    ----------
    rule : id of the rule.
    outcome : ``pass``, ``fail`` or ``unknown``.
    needed, held : what the place asks and what is known of the participant, for display.
    message : the sentence that says so; `text` is the sentence in Swedish.
    source : the law, the agreement or the field that the rule rests on.
    remedies : every way to turn a ``fail``, the smallest first.
    asks : fields that are not known and would settle an ``unknown``, as
        ``participant.licences`` or ``slot.licences_required``.
    """

    rule: str
    outcome: Outcome
    needed: Any
    held: Any
    message: Message
    source: str
    remedies: tuple[Remedy, ...] = ()
    asks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.message.text

    @property
    def remedy(self) -> Remedy | None:
        return self.remedies[0] if self.remedies else None

    def to_dict(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "verdict": self.outcome,
            "needed": self.needed,
            "held": self.held,
            "text": self.text,
            "source": self.source,
            "remedy": self.remedy.to_dict() if self.remedy else None,
            "alternatives": [remedy.to_dict() for remedy in self.remedies[1:]],
            "asks": list(self.asks),
        }


class Verdicts(Sequence[Verdict]):
    """The verdicts of one pair, judged when they are first read.

    Most of what a large batch ranks is never read requirement by requirement. Equal to any
    sequence of the same verdicts.
    """

    __slots__ = ("_judge", "_judged")

    def __init__(self, judge: Callable[[], tuple[Verdict, ...]]) -> None:
        self._judge = judge
        self._judged: tuple[Verdict, ...] | None = None

    def _all(self) -> tuple[Verdict, ...]:
        if self._judged is None:
            self._judged = self._judge()
        return self._judged

    @overload
    def __getitem__(self, index: int) -> Verdict: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Verdict, ...]: ...
    def __getitem__(self, index: int | slice) -> Verdict | tuple[Verdict, ...]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one factor adds: ``points = value × weight``, on a grid that adds up exactly."""

    factor: str
    value: float
    weight: float
    points: float
    message: Message

    @property
    def text(self) -> str:
        return self.message.text

    def to_dict(self) -> dict[str, Any]:
        return {
            "factor": self.factor,
            "value": self.value,
            "weight": self.weight,
            "points": self.points,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class Assessment:
    """One participant against one place: every verdict and every contribution.

    This is the one explanation. ``base + Σ points = score`` holds exactly.
    """

    participant_id: str
    slot_id: str
    base: float
    contributions: tuple[Contribution, ...]
    requirements: Sequence[Verdict]

    @property
    def score(self) -> float:
        return self.base + sum(c.points for c in self.contributions)

    @property
    def eligible(self) -> bool:
        return all(v.outcome != "fail" for v in self.requirements)

    @property
    def failed(self) -> tuple[Verdict, ...]:
        return tuple(v for v in self.requirements if v.outcome == "fail")

    @property
    def unknown(self) -> tuple[Verdict, ...]:
        return tuple(v for v in self.requirements if v.outcome == "unknown")

    def to_dict(self) -> dict[str, Any]:
        return {
            "participant_id": self.participant_id,
            "slot_id": self.slot_id,
            "score": self.score,
            "base": self.base,
            "contributions": [c.to_dict() for c in self.contributions],
            "requirements": [v.to_dict() for v in self.requirements],
        }


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An assessment with its rank, from 1."""

    rank: int
    assessment: Assessment

    @property
    def slot_id(self) -> str:
        return self.assessment.slot_id

    @property
    def participant_id(self) -> str:
        return self.assessment.participant_id

    @property
    def score(self) -> float:
        return self.assessment.score

    def to_dict(self) -> dict[str, Any]:
        return {"rank": self.rank} | self.assessment.to_dict()


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A place that at most two changes would open, with the score it would then get."""

    participant_id: str
    slot_id: str
    score_if_opened: float
    changes: tuple[Change, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "slot_id": self.slot_id,
            "score_if_opened": self.score_if_opened,
            "changes": [c.to_dict() for c in self.changes],
        }


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask: a field that is not known, and how many places wait for the answer."""

    field: str
    message: Message
    opens: int

    @property
    def text(self) -> str:
        return self.message.text

    def to_dict(self) -> dict[str, Any]:
        return {"field": self.field, "text": self.text, "opens": self.opens}


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer for one participant."""

    participant_id: str
    considered: int
    eligible: int
    suggestions: tuple[Suggestion, ...]
    near_misses: tuple[NearMiss, ...]
    questions: tuple[Question, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "participant_id": self.participant_id,
            "considered": self.considered,
            "eligible": self.eligible,
            "suggestions": [s.to_dict() for s in self.suggestions],
            "near_misses": [n.to_dict() for n in self.near_misses],
            "questions": [q.to_dict() for q in self.questions],
        }


@dataclass(frozen=True, slots=True)
class Candidates:
    """The answer for one place: the reverse of `Ranking`."""

    slot_id: str
    considered: int
    eligible: int
    suggestions: tuple[Suggestion, ...]
    near_misses: tuple[NearMiss, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "slot_id": self.slot_id,
            "considered": self.considered,
            "eligible": self.eligible,
            "suggestions": [s.to_dict() for s in self.suggestions],
            "near_misses": [n.to_dict() | {"participant_id": n.participant_id} for n in self.near_misses],
        }


@dataclass(frozen=True, slots=True)
class Cost:
    """What one requirement of a place costs in people.

    Attributes
    ----------
    rule : id of the rule.
    message : the sentence that says so; `text` is the sentence in Swedish.
    fails, unknown : people who do not meet it, and people of whom it is not known.
    opens : people who would become eligible if only this requirement were relaxed.
    relaxation : what the employer could do, or None when the employer cannot.
    """

    rule: str
    message: Message
    fails: int
    unknown: int
    opens: int
    relaxation: Message | None

    @property
    def text(self) -> str:
        return self.message.text

    def to_dict(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "text": self.text,
            "fails": self.fails,
            "unknown": self.unknown,
            "opens": self.opens,
            "relaxation": self.relaxation.text if self.relaxation else None,
        }


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people a place reaches, and what each of its requirements costs."""

    slot_id: str
    considered: int
    eligible: int
    certain: int
    requirements: tuple[Cost, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "slot_id": self.slot_id,
            "considered": self.considered,
            "eligible": self.eligible,
            "certain": self.certain,
            "requirements": [c.to_dict() for c in self.requirements],
        }
