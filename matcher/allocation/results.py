"""What a division is answered with. Plain, immutable objects: everything a page or a program shows is here.

Nothing here tells one person who another is: a reason names priority and points, never anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from matcher.results import Assessment, NearMiss, Question
from matcher.wording import Message, message

BY_PRIORITY: Final = (1, 2, 3)
RATHER: Final = message("given.rather")


@dataclass(frozen=True, slots=True)
class Displaced:
    """A place that would have given somebody more points, and the fact that decided.

    Attributes
    ----------
    score : what the place would have given.
    code : what decided, as ``priority`` or ``points``; see `matcher.allocation.reasons`.
    rather : whether the place, too, would rather have had this person than whom the draft gives it.
    """

    slot_id: str
    score: float
    code: str
    message: Message
    rather: bool = False

    @property
    def text(self) -> str:
        """The fact that decided, and whether the two would rather have had each other."""
        return " ".join([self.message.text, *([RATHER.text] if self.rather else [])])

    def to_dict(self) -> dict[str, Any]:
        return {
            "slot_id": self.slot_id,
            "score": self.score,
            "code": self.code,
            "rather": self.rather,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class Assigned:
    """One line of the draft: a person, a place, and why.

    Attributes
    ----------
    assessment : the explanation of the pair, as everywhere else.
    priority : 1, 2 or 3; None when it is not known, which counts as 3.
    locked : whether a coach said so beforehand.
    seats_known : whether it is known that the place has room.
    displaced : places that would have given more points, the best first.
    """

    assessment: Assessment
    priority: int | None
    locked: bool
    seats_known: bool
    displaced: tuple[Displaced, ...]

    @property
    def participant_id(self) -> str:
        return self.assessment.participant_id

    @property
    def slot_id(self) -> str:
        return self.assessment.slot_id

    @property
    def score(self) -> float:
        return self.assessment.score

    def to_dict(self) -> dict[str, Any]:
        found = self.assessment
        return {
            "participant_id": found.participant_id,
            "slot_id": found.slot_id,
            "score": found.score,
            "priority": self.priority,
            "locked": self.locked,
            "seats_known": self.seats_known,
            "reasons": [c.text for c in sorted(found.contributions, key=_points) if c.points],
            "unknown": [{"rule": v.rule, "text": v.text} for v in found.unknown],
            "displaced": [one.to_dict() for one in self.displaced],
        }


def _points(contribution: Any) -> float:
    return -float(contribution.points)


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A person without a place in the draft: why, and what would help.

    Attributes
    ----------
    code : ``none_fits``, ``banned``, ``taken`` or ``employer``.
    fits : places that no rule stops, whoever has them now.
    near_misses : places with a seat left that a change would open.
    questions : what to ask; the answers decide most places.
    """

    participant_id: str
    priority: int | None
    code: str
    message: Message
    fits: int
    displaced: tuple[Displaced, ...]
    near_misses: tuple[NearMiss, ...]
    questions: tuple[Question, ...]

    @property
    def text(self) -> str:
        """The reason, and the fact that decided about the place that suits best."""
        went = self.displaced[:1] if self.code == "taken" else ()
        return " ".join([self.message.text, *(one.text for one in went)])

    def to_dict(self) -> dict[str, Any]:
        return {
            "participant_id": self.participant_id,
            "reason": self.text,
            "code": self.code,
            "priority": self.priority,
            "fits": self.fits,
            "displaced": [one.to_dict() for one in self.displaced],
            "near_misses": [one.to_dict() for one in self.near_misses],
            "questions": [one.to_dict() for one in self.questions],
        }


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one order of priority together.

    Attributes
    ----------
    priority : 1, 2, or 3 with those whose priority is not known.
    floor : whole points that everybody has who was placed and not locked; None when nobody was.
    poor : how many got less than half of what the best place that fits would give.
    lowest, total : of those who were placed, locked ones too; lowest None when nobody was.
    """

    priority: int
    people: int
    placed: int
    floor: int | None
    poor: int
    lowest: float | None
    total: float

    def to_dict(self) -> dict[str, Any]:
        return {
            "priority": self.priority,
            "people": self.people,
            "placed": self.placed,
            "floor": self.floor,
            "poor": self.poor,
            "lowest": self.lowest,
            "total": self.total,
        }


@dataclass(frozen=True, slots=True)
class Stability:
    """The draft beside the stable division, in which nobody and no place would rather have each other.

    Attributes
    ----------
    blocking : pairs of a person and a place that would rather have each other than what the draft gives.
    some : the first of them: participant id, and the place with the fact that decided.
    placed, lowest, total : of the stable division, locked ones included.
    """

    blocking: int
    some: tuple[tuple[str, Displaced], ...]
    placed: int
    lowest: float | None
    total: float
    message: Message

    def to_dict(self) -> dict[str, Any]:
        return {
            "blocking": self.blocking,
            "pairs": [{"participant_id": person} | pair.to_dict() for person, pair in self.some],
            "stable": {"placed": self.placed, "lowest": self.lowest, "total": self.total},
            "text": self.message.text,
        }


@dataclass(frozen=True, slots=True)
class Allocation:
    """A draft for a whole group.

    Attributes
    ----------
    assigned, unassigned : in the order of the participants given.
    left : slot id → seats that nobody got, of the places that take part.
    per_employer : the most that one employer gets; None without a limit.
    """

    assigned: tuple[Assigned, ...]
    unassigned: tuple[Unassigned, ...]
    groups: tuple[Group, ...]
    stability: Stability
    left: Mapping[str, int]
    per_employer: int | None

    @property
    def total(self) -> float:
        return sum(one.score for one in self.assigned)

    def to_dict(self) -> dict[str, Any]:
        return {
            "assignments": [one.to_dict() for one in self.assigned],
            "unassigned": [one.to_dict() for one in self.unassigned],
            "total": self.total,
            "placed": len(self.assigned),
            "people": len(self.assigned) + len(self.unassigned),
            "seats_left": sum(self.left.values()),
            "per_employer": self.per_employer,
            "by_priority": [group.to_dict() for group in self.groups],
            "stability": self.stability.to_dict(),
        }
