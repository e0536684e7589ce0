"""What the matching answers: ranked places as they are stored and sent, and what stands behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matcher import Assessment, Context, Participant, Places, Question, Ranking, Slot
from service.canonical import digest
from service.mirror import INPUTS


class NotStored(LookupError):  # noqa: N818  # named by what is wrong
    """There is no such participant or place."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Places as they were at a revision, made ready for a day.

    Attributes
    ----------
    revision : of the latest change to any place.
    digest : hash of all places together.
    """

    revision: int
    places: Places
    slots: Mapping[str, Slot]
    digest: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """An answer about one participant.

    Attributes
    ----------
    run : id of the stored run.
    document : the object of ``rank --json`` for one participant.
    slots : id → place, of all places there are.
    """

    run: str
    context: Context
    ranking: Ranking
    document: Mapping[str, Any]
    slots: Mapping[str, Slot]

    def to_dict(self) -> dict[str, Any]:
        """Give the document, and the id of the run."""
        return {**self.document, "run": self.run}


@dataclass(frozen=True, slots=True)
class Weighed:
    """One participant held against chosen places.

    Attributes
    ----------
    assessments : the explanation of each place, in the order asked for.
    slots : id → place, of all places there are.
    """

    context: Context
    participant: Participant
    assessments: tuple[Assessment, ...]
    slots: Mapping[str, Slot]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What there is for a participant, without the places themselves.

    Attributes
    ----------
    eligible : places that no rule stops.
    question : the question that most places wait for.
    """

    eligible: int
    question: Question | None


def document(context: Context, *rankings: Ranking) -> dict[str, Any]:
    """Give the object of ``rank --json``."""
    return head(context) | {"results": [ranking.to_dict() for ranking in rankings]}


def head(context: Context) -> dict[str, Any]:
    """Say by which weights, model and day an answer was made."""
    return {
        "weights": context.weights.version,
        "model": context.encoder.id,
        "date": context.date.isoformat() if context.date else None,
    }


def inputs_hash(participant: str, slots_digest: str) -> str:
    """Hash what a run was made from: the participant's JSON and the hash of all places."""
    return digest(INPUTS.join((digest(participant), slots_digest)))
