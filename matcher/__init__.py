"""The meaning of a match between people and places for work training.

=================  ===================================================================
`domain`           participants, slots and placements; vocabularies in `vocabulary`
`levels`           CEFR and SFI; `licences` the classes and what they imply
`context`          what the matcher is told: day, weights, encoder, travel
`facts`            what follows from one record
`rules`            thirteen requirements: pass, fail or unknown, with remedies
`factors`          eight values in [0, 1]
`assess`           one participant against one place: the one explanation
`engines`          the reference engine and the vectorised one
`allocation`       a whole group against the places there are, as a draft
`text`             how alike two texts are
=================  ===================================================================

It opens no file, reads no clock, and knows no database and no web.
"""

from collections.abc import Sequence
from typing import Literal

from matcher.assess import assess
from matcher.context import Context, Occupation, Speed, Travel
from matcher.domain import DomainError, Experience, Participant, Placement, Skill, Slot
from matcher.engines.places import Places
from matcher.engines.reference import Reference
from matcher.facts import World, pathways
from matcher.levels import Cefr
from matcher.likeness import Known, PlainLikeness
from matcher.results import (
    Assessment,
    Candidates,
    Change,
    Contribution,
    Cost,
    NearMiss,
    Question,
    Ranking,
    Reach,
    Remedy,
    Suggestion,
    Verdict,
)
from matcher.weights import Weights

Engine = Literal["numpy", "reference"]

__all__ = [
    "Assessment",
    "Candidates",
    "Cefr",
    "Change",
    "Context",
    "Contribution",
    "Cost",
    "DomainError",
    "Experience",
    "NearMiss",
    "Occupation",
    "Participant",
    "Placement",
    "Places",
    "Question",
    "Ranking",
    "Reach",
    "Remedy",
    "Skill",
    "Slot",
    "Speed",
    "Suggestion",
    "Travel",
    "Verdict",
    "Weights",
    "candidates",
    "explain",
    "prepare",
    "rank",
    "reach",
    "texts_of",
]


def prepare(slots: Sequence[Slot], context: Context | None = None, *, vectors: Known | None = None) -> Places:
    """Work places out once, for many questions.

    Parameters
    ----------
    slots : the places, in any order.
    context : what the matcher is told; without it no day, no seats and no occupations are known.
    vectors : unit vectors that are already known, by text; all others are encoded.
    """
    return Places(slots, context or Context(), vectors)


def rank(
    participants: Sequence[Participant],
    slots: Sequence[Slot],
    context: Context | None = None,
    *,
    top: int = 10,
    near: int = 5,
    questions: int = 5,
    engine: Engine = "numpy",
    processes: int = 1,
) -> tuple[Ranking, ...]:
    """Say which places fit each participant, in which order, why, and what would open the rest.

    Parameters
    ----------
    participants, slots : the two sides.
    context : what the matcher is told.
    top, near, questions : the most suggestions, near misses and questions for each.
    engine : ``numpy``, or ``reference`` for the same by the plain definition.
    processes : cores to use for many pairs; a program with threads of its own keeps to 1.

    Returns
    -------
    One `Ranking` for each participant, in their order.

    Examples
    --------
    >>> person = Participant("p1", licences=["B"], skills=["truckkort"])
    >>> place = Slot("s1", title="Lagerarbetare", licences_required=["B"], required_skills=["truckkort"])
    >>> rank([person], [place])[0].suggestions[0].slot_id
    's1'
    """
    if engine == "reference":
        return Reference(slots, context or Context()).rank(participants, top=top, near=near, most=questions)
    places = prepare(slots, context)
    return places.rank(participants, top=top, near=near, questions=questions, processes=processes)


def candidates(
    participants: Sequence[Participant],
    slots: Sequence[Slot],
    slot_id: str,
    context: Context | None = None,
    *,
    top: int = 10,
    near: int = 5,
    engine: Engine = "numpy",
) -> Candidates:
    """Say which participants fit one place. `slots` are all places: an employer's chances depend on them.

    Raises
    ------
    KeyError
        When no slot has the id.
    """
    if engine == "reference":
        return Reference(slots, context or Context()).candidates(participants, slot_id, top=top, near=near)
    return prepare(slots, context).candidates(participants, slot_id, top=top, near=near)


def reach(
    participants: Sequence[Participant], slots: Sequence[Slot], slot_id: str, context: Context | None = None
) -> Reach:
    """Say how many people a place reaches, what each requirement costs, and what relaxing it would open.

    Raises
    ------
    KeyError
        When no slot has the id.
    """
    return prepare(slots, context).reach(participants, slot_id)


def explain(
    participant: Participant, slot: Slot, context: Context | None = None, *, slots: Sequence[Slot] = ()
) -> Assessment:
    """Explain one participant against one place: every verdict and every point.

    Parameters
    ----------
    slots : the other places, which the employer's chances are compared with.
    """
    world = World(context or Context())
    among = [slot, *(other for other in slots if other.id != slot.id)]
    place = world.place(slot, pathways(among)[0])
    return assess(world.person(participant), place, world, PlainLikeness(world))


def texts_of(record: Participant | Slot, context: Context | World | None = None) -> tuple[str, ...]:
    """Give the texts whose vectors a record needs, so that a store can keep them.

    Parameters
    ----------
    context : what the matcher is told; for many records a `World` of it, which is made once.
    """
    world = context if isinstance(context, World) else World(context or Context())
    if isinstance(record, Participant):
        person = world.person(record)
        return tuple(dict.fromkeys((*person.held, *person.goals)))
    place = world.place(record, None)
    texts = (*(text for text, _ in place.asked), place.title, place.tasks)
    return tuple(dict.fromkeys(text for text in texts if text))
