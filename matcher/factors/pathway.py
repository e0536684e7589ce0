"""Factor `pathway`: the chance that the place leads on, from the employer's own outcomes.

The share of earlier placements that led to a job, shrunk towards the mean of the sector by how
few there are (see `matcher.facts.pathways`). Without outcomes it gives 0.
"""

from typing import Final

from matcher.columns import Array, Pairs
from matcher.factors.base import Factor
from matcher.facts import Person, Place, World
from matcher.likeness import Likeness
from matcher.vocabulary import Label
from matcher.wording import Message, message


def measure(_person: Person, place: Place, _world: World, _likeness: Likeness) -> tuple[float, Message]:
    """Read what was worked out for the place."""
    slot = place.record
    if place.pathway is None:
        return 0.0, message("pathway.unknown")
    if not slot.employer_placements:
        return place.pathway, message("pathway.new")
    return place.pathway, message(
        "pathway.value",
        hired=min(slot.employer_hired or 0, slot.employer_placements),
        placements=slot.employer_placements,
    )


def values(pairs: Pairs) -> Array:
    """Read the column."""
    column: Array = pairs.s["pathway"]
    return column


FACTOR: Final = Factor("pathway", Label("Vägen vidare", "Pathway"), measure, values)
