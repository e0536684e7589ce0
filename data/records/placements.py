"""A placement (placering) of the past as files and the API exchange it."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from data.records import values as v
from data.records.base import Record
from matcher.domain import Placement

Outcome = Literal[
    "hired",
    "subsidised_job",
    "studies",
    "completed",
    "interrupted",
    "no_show",
    "declined_by_employer",
    "declined_by_participant",
    "ongoing",
]


class PlacementRecord(Record):
    """Who was suggested where, when, and how it ended."""

    domain: ClassVar[type[Any]] = Placement

    id: v.Id = Field(
        description="Placeringens id. Behövs för att samma placering inte ska räknas två gånger."
    )
    participant_id: v.Id = Field(description="Deltagarens id. Behövs för att följa upp vad som passade.")
    slot_id: v.Id = Field(description="Platsens id. Behövs för att följa upp vad som passade.")
    suggested_on: v.Day | None = Field(
        None, description="Dag då platsen föreslogs. Så att uppföljningen bara ser det som var känt då."
    )
    started_on: v.Day | None = Field(
        None, description="Första dag på platsen. Visar hur länge placeringen varade."
    )
    ended_on: Annotated[v.Day | None, v.at_least("started_on")] = Field(
        None, description="Sista dag på platsen. Visar hur länge placeringen varade."
    )
    outcome: Outcome | None = Field(None, description="Hur det gick. Det som uppföljningen räknar på.")
    ended_by: v.Line | None = Field(
        None, description="Vem som avslutade. Skiljer ett avbrott från en annan orsak."
    )
    reason: v.Text | None = Field(
        None, description="Orsak med egna ord, aldrig om hälsa. Hjälper till att förstå ett avbrott."
    )

    def to_domain(self) -> Placement:
        """Give the domain object of this record."""
        made: Placement = super().to_domain()
        return made
