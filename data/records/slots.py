"""A slot, a place for work training (plats), as files and the API exchange it."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from data.records import values as v
from data.records.base import Record
from matcher.domain import Slot


class SlotRecord(Record):
    """A place for work training."""

    domain: ClassVar[type[Any]] = Slot

    id: v.Id = Field(
        description="Platsens id i er verksamhet. Behövs för att hitta tillbaka till rätt plats."
    )
    employer_id: v.Id | None = Field(
        None, description="Arbetsgivarens id. Behövs för att känna igen samma arbetsgivare."
    )
    employer_name: v.Line | None = Field(None, description="Arbetsgivarens namn. Visas för coachen.")
    title: v.Line | None = Field(
        None, description="Vad platsen heter. Visas, och jämförs med erfarenhet och mål."
    )
    occupation: v.Ssyk | None = Field(
        None, description="Yrke enligt SSYK 2012, fyra siffror. Jämförs med erfarenhet och mål."
    )
    tasks: v.Text | None = Field(
        None, description="Arbetsuppgifterna. Jämförs med erfarenhet och mål, och visas för coachen."
    )
    required_skills: v.Lines | None = Field(
        None, description="Vad man behöver kunna. Jämförs med vad deltagaren kan."
    )
    desired_skills: v.Lines | None = Field(
        None, description="Vad det är bra att kunna. Räknas hälften så mycket som det man behöver kunna."
    )
    min_swedish_spoken: v.Level | None = Field(
        None, description="Lägsta nivå av svenska i tal (0, A1–C2). Prövas mot deltagarens nivå."
    )
    min_swedish_written: v.Level | None = Field(
        None, description="Lägsta nivå av svenska i skrift (0, A1–C2). Prövas mot deltagarens nivå."
    )
    language_support: v.Flag | None = Field(
        None, description="Om platsen ger språkstöd. Sänker kravet på svenska en nivå."
    )
    licences_required: v.Licences | None = Field(
        None, description="Körkortsklasser som krävs. Prövas mot deltagarens."
    )
    licences_desired: v.Licences | None = Field(
        None, description="Körkortsklasser som är önskvärda. Stänger aldrig platsen."
    )
    certificates_required: v.Lines | None = Field(
        None, description="Intyg och bevis som krävs. Prövas mot deltagarens."
    )
    municipality: v.Municipality | None = Field(
        None, description="Kommunkod med fyra siffror. Behövs för att uppskatta restiden."
    )
    postcode: v.Postcode | None = Field(
        None, description="Arbetsplatsens postnummer. Gör restiden säkrare än bara kommunen."
    )
    lat: v.Latitude | None = Field(
        None, description="Arbetsplatsens latitud (WGS 84). Ger den säkraste restiden."
    )
    lon: v.Longitude | None = Field(
        None, description="Arbetsplatsens longitud (WGS 84). Ger den säkraste restiden."
    )
    start: v.Day | None = Field(None, description="Första dag på platsen. Prövas mot när deltagaren kan.")
    end: Annotated[v.Day | None, v.at_least("start")] = Field(
        None, description="Sista dag på platsen. Prövas mot när deltagaren kan."
    )
    hours_min: v.Hours | None = Field(
        None, description="Minsta antal timmar i veckan. Prövas mot vad deltagaren orkar och hinner."
    )
    hours_max: Annotated[v.Hours | None, v.at_least("hours_min")] = Field(
        None, description="Högsta antal timmar i veckan. Visar hur mycket platsen kan ge."
    )
    soft_start: v.Flag | None = Field(
        None, description="Om man kan börja med färre timmar och öka. Prövas mot deltagarens start."
    )
    days: v.Days | None = Field(None, description="Veckodagar på platsen. Prövas mot deltagarens dagar.")
    start_time: v.Clock | None = Field(
        None, description="När arbetsdagen börjar. Prövas mot deltagarens tider."
    )
    end_time: v.Clock | None = Field(
        None, description="När arbetsdagen slutar. Prövas mot deltagarens tider."
    )
    capacity: v.Count | None = Field(
        None, description="Hur många som kan vara på platsen samtidigt. Så att ingen föreslås en full plats."
    )
    filled: Annotated[v.Count | None, v.at_most("capacity")] = Field(
        None, description="Hur många som redan är på platsen. Så att ingen föreslås en full plats."
    )
    conditions: v.Conditions | None = Field(
        None,
        description="Arbetsförhållanden som arbetet har. Prövas mot vad som inte fungerar för deltagaren.",
    )
    adaptable: v.Conditions | None = Field(
        None, description="De arbetsförhållanden som arbetsgivaren kan ta bort. Öppnar platsen för fler."
    )
    offers: v.Supports | None = Field(
        None, description="Stöd som platsen erbjuder. Prövas mot vad deltagaren behöver."
    )
    adults_only: v.Flag | None = Field(
        None,
        description="Om platsen bara tar emot den som fyllt 18 år. För arbetsmiljöreglerna om minderåriga.",
    )
    open_from: v.Day | None = Field(
        None, description="Första dag platsen kan tillsättas. Så att bara öppna platser föreslås."
    )
    open_until: Annotated[v.Day | None, v.at_least("open_from")] = Field(
        None, description="Sista dag platsen kan tillsättas. Så att bara öppna platser föreslås."
    )
    paused: v.Flag | None = Field(
        None, description="Om platsen vilar just nu. Så att bara öppna platser föreslås."
    )
    employer_placements: v.Count | None = Field(
        None,
        description="Hur många som haft plats hos arbetsgivaren. Visar om platsen brukar leda vidare.",
    )
    employer_completed: v.Count | None = Field(
        None, description="Hur många av dem som genomförde hela tiden. Visar om platsen brukar leda vidare."
    )
    employer_hired: v.Count | None = Field(
        None, description="Hur många av dem som anställdes. Visar om platsen brukar leda vidare."
    )

    def to_domain(self) -> Slot:
        """Give the domain object of this record."""
        made: Slot = super().to_domain()
        return made
