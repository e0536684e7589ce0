"""A participant (deltagare) as files and the API exchange it."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from data.records import values as v
from data.records.base import Part, Record
from matcher.domain import Participant


class SkillPart(Part):
    """Something the participant can do."""

    label: v.Line = Field(
        description="Vad deltagaren kan, med egna ord eller en etikett. Jämförs med vad platsen frågar efter."
    )
    years: v.Years | None = Field(
        None, description="Antal år av övning. Till för coachen; räknas inte i poängen."
    )


class ExperiencePart(Part):
    """Earlier work."""

    title: v.Line = Field(description="Yrke eller uppgift. Jämförs med platsens yrke och uppgifter.")
    years: v.Years | None = Field(
        None, description="Antal år i yrket. Visas i skälen, och visar vilket tempo och ansvar som är lagom."
    )
    country: v.Line | None = Field(
        None, description="Land där arbetet utfördes. Visas bara; utland räknas lika mycket som Sverige."
    )


def _part_of(key: str) -> Any:
    def read(value: object) -> object:
        return {key: value} if isinstance(value, str) else value

    return read


Skills = Annotated[
    list[Annotated[SkillPart, BeforeValidator(_part_of("label"), json_schema_input_type=v.Line | SkillPart)]],
    Field(max_length=v.MAX_ITEMS),
]
Experiences = Annotated[
    list[
        Annotated[
            ExperiencePart, BeforeValidator(_part_of("title"), json_schema_input_type=v.Line | ExperiencePart)
        ]
    ],
    Field(max_length=v.MAX_ITEMS),
]


class ParticipantRecord(Record):
    """A participant. Holds no name, address, sex, age, origin or health, and never an identity number."""

    domain: ClassVar[type[Any]] = Participant

    id: v.Id = Field(
        description="Ärendenummer, aldrig ett personnummer. Behövs för att hitta rätt deltagare."
    )
    municipality: v.Municipality | None = Field(
        None, description="Kommunkod med fyra siffror. Behövs för att uppskatta restiden."
    )
    postcode: v.Postcode | None = Field(
        None, description="Postnummer. Gör restiden säkrare än bara kommunen."
    )
    lat: v.Latitude | None = Field(
        None, description="Latitud (WGS 84) nära bostaden. Ger den säkraste restiden; avrunda gärna."
    )
    lon: v.Longitude | None = Field(
        None, description="Longitud (WGS 84) nära bostaden. Ger den säkraste restiden; avrunda gärna."
    )
    skills: Skills | None = Field(
        None, description="Vad deltagaren kan. Jämförs med vad platsen frågar efter."
    )
    experience: Experiences | None = Field(
        None,
        description="Tidigare arbete, i Sverige eller utomlands. Jämförs med platsens yrke och uppgifter.",
    )
    swedish_spoken: v.Level | None = Field(
        None, description="Svenska i tal (0, A1–C2). Prövas mot platsens krav."
    )
    swedish_written: v.Level | None = Field(
        None, description="Svenska i skrift (0, A1–C2). Prövas mot platsens krav."
    )
    sfi_passed: Literal["A", "B", "C", "D"] | None = Field(
        None, description="Senast godkända kurs i sfi. Ger en ungefärlig nivå när nivåerna inte är kända."
    )
    languages: v.Languages | None = Field(
        None,
        description="Andra språk än svenska (ISO 639). Jämförs med språk som platsen har nytta av.",
    )
    licences: v.Licences | None = Field(None, description="Körkortsklasser. Prövas mot platsens krav.")
    certificates: v.Lines | None = Field(
        None, description="Intyg och bevis, t.ex. truckkort. Prövas mot platsens krav."
    )
    goals: v.Phrases | None = Field(
        None, description="Vad deltagaren vill, med egna ord. Styr vilka platser som kommer först."
    )
    goal_occupations: v.Lines | None = Field(
        None, description="Yrken som deltagaren siktar mot. Styr vilka platser som kommer först."
    )
    available_from: v.Day | None = Field(
        None, description="Första dag deltagaren kan börja. Prövas mot platsens tider."
    )
    available_to: Annotated[v.Day | None, v.at_least("available_from")] = Field(
        None, description="Sista dag deltagaren kan vara på en plats. Prövas mot platsens tider."
    )
    hours_per_week: v.Hours | None = Field(
        None, description="Högsta antal timmar i veckan just nu. Prövas mot platsens timmar."
    )
    hours_start: v.Hours | None = Field(
        None, description="Timmar i veckan vid en mjuk start. Prövas mot platsens timmar."
    )
    days: v.Days | None = Field(None, description="Veckodagar då deltagaren kan. Prövas mot platsens dagar.")
    earliest: v.Clock | None = Field(
        None, description="Tidigaste klockslag på dagen. Prövas mot platsens arbetstid."
    )
    latest: v.Clock | None = Field(
        None, description="Senaste klockslag på dagen. Prövas mot platsens arbetstid."
    )
    study_hours: v.Hours | None = Field(
        None, description="Timmar i veckan som är vikta för studier. Så att praktiken ryms bredvid."
    )
    travel_max_minutes: v.Minutes | None = Field(
        None, description="Längsta restid i minuter, enkel väg. Prövas mot den uppskattade restiden."
    )
    travel_modes: v.Modes | None = Field(
        None, description="Färdsätt som deltagaren har. Behövs för att uppskatta restiden."
    )
    cannot: v.Conditions | None = Field(
        None,
        description="Arbetsförhållanden som inte fungerar, aldrig en diagnos. Prövas mot platsen.",
    )
    needs: v.Supports | None = Field(
        None,
        description="Stöd som deltagaren behöver, aldrig orsaken. Prövas mot vad platsen erbjuder.",
    )
    excluded_employers: v.Ids | None = Field(
        None, description="Arbetsgivare (id) som inte ska föreslås. Så att deltagaren slipper dem."
    )
    under_18: v.Flag | None = Field(
        None, description="Om deltagaren är under 18 år. Bara för arbetsmiljöreglerna om minderåriga."
    )
    priority: v.Priority | None = Field(
        None,
        description="1 försörjningsstöd, 2 risk för lång arbetslöshet, 3 övriga. Bara när grupper fördelas.",
    )

    def to_domain(self) -> Participant:
        """Give the domain object of this record."""
        made: Participant = super().to_domain()
        return made
