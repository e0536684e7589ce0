"""What there is to read from files and write to them, and what its columns are called on pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from data.loaders.columns import Kind as Plural
from data.records import ParticipantRecord, PlacementRecord, SlotRecord
from data.records.base import Record
from matcher.vocabulary import CONDITIONS, DAYS, MODES, OUTCOMES, SUPPORTS, Label
from service.pages.language import Language, translated
from service.pages.language import marked as _
from service.store.kinds import KindName


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    Attributes
    ----------
    word : in addresses, and as people say many of them.
    plural, name : in files and in the store.
    title, lead : heading of the page and what the file is.
    """

    word: str
    plural: Plural
    name: KindName
    record: type[Record]
    title: str
    lead: str


KINDS: Final = (
    Kind(
        "deltagare",
        "participants",
        "participant",
        ParticipantRecord,
        _("Läs in deltagare"),
        _("En rad för varje deltagare. Nya deltagare blir dina, och syns för din enhet."),
    ),
    Kind(
        "platser",
        "slots",
        "slot",
        SlotRecord,
        _("Läs in platser"),
        _("En rad för varje plats hos en arbetsgivare."),
    ),
    Kind(
        "placeringar",
        "placements",
        "placement",
        PlacementRecord,
        _("Läs in placeringar"),
        _("En rad för varje placering av en deltagare som du ser."),
    ),
)

LABELS: Final[Mapping[str, str]] = {
    "id": _("Nummer"),
    "participant_id": _("Deltagare"),
    "slot_id": _("Plats"),
    "municipality": _("Kommun"),
    "postcode": _("Postnummer"),
    "lat": _("Latitud"),
    "lon": _("Longitud"),
    "skills": _("Kan"),
    "experience": _("Har arbetat som"),
    "swedish_spoken": _("Svenska i tal"),
    "swedish_written": _("Svenska i skrift"),
    "sfi_passed": _("Godkänd kurs i sfi"),
    "languages": _("Andra språk"),
    "licences": _("Körkort"),
    "certificates": _("Intyg"),
    "goals": _("Mål"),
    "goal_occupations": _("Yrken som lockar"),
    "available_from": _("Kan börja"),
    "available_to": _("Kan till och med"),
    "hours_per_week": _("Timmar i veckan"),
    "hours_start": _("Timmar i början"),
    "days": _("Dagar"),
    "earliest": _("Tidigast"),
    "latest": _("Senast"),
    "study_hours": _("Studietimmar i veckan"),
    "travel_max_minutes": _("Längsta resväg i minuter"),
    "travel_modes": _("Färdsätt"),
    "cannot": _("Fungerar inte"),
    "needs": _("Behöver"),
    "excluded_employers": _("Bortvalda arbetsgivare"),
    "under_18": _("Under 18 år"),
    "priority": _("Prioritet"),
    "employer_id": _("Arbetsgivarens nummer"),
    "employer_name": _("Arbetsgivare"),
    "title": _("Platsens namn"),
    "occupation": _("Yrkeskod"),
    "tasks": _("Uppgifter"),
    "required_skills": _("Måste kunna"),
    "desired_skills": _("Bra att kunna"),
    "min_swedish_spoken": _("Lägsta svenska i tal"),
    "min_swedish_written": _("Lägsta svenska i skrift"),
    "language_support": _("Språkstöd"),
    "licences_required": _("Måste ha körkort"),
    "licences_desired": _("Bra att ha körkort"),
    "certificates_required": _("Måste ha intyg"),
    "start": _("Börjar"),
    "end": _("Slutar"),
    "hours_min": _("Minst timmar i veckan"),
    "hours_max": _("Högst timmar i veckan"),
    "soft_start": _("Mjuk start"),
    "start_time": _("Dagen börjar"),
    "end_time": _("Dagen slutar"),
    "capacity": _("Antal platser"),
    "filled": _("Upptagna"),
    "conditions": _("Arbetsförhållanden"),
    "adaptable": _("Går att anpassa"),
    "offers": _("Stöd som finns"),
    "adults_only": _("Bara för den som fyllt 18"),
    "open_from": _("Öppen från"),
    "open_until": _("Öppen till"),
    "paused": _("Pausad"),
    "employer_placements": _("Tidigare praktikanter"),
    "employer_completed": _("Varav genomförde"),
    "employer_hired": _("Varav fick jobb"),
    "suggested_on": _("Föreslogs"),
    "started_on": _("Började"),
    "ended_on": _("Avslutades"),
    "outcome": _("Utfall"),
    "ended_by": _("Avslutades av"),
    "reason": _("Skäl"),
}
"""Column of a file → what it is called on pages."""

YES, NO, NONE = _("Ja"), _("Nej"), _("Inga")

_CODES: Final[Mapping[str, Mapping[str, Label]]] = {
    "cannot": CONDITIONS,
    "conditions": CONDITIONS,
    "adaptable": CONDITIONS,
    "needs": SUPPORTS,
    "offers": SUPPORTS,
    "days": DAYS,
    "travel_modes": MODES,
    "outcome": OUTCOMES,
}


def understood(document: Mapping[str, Any], language: Language) -> list[tuple[str, str]]:
    """Write a record as it was understood: what each column is called, and its value in words.

    Examples
    --------
    >>> understood({"id": "P-1", "needs": [], "paused": True, "hours_min": 37.5}, "sv")
    [('Nummer', 'P-1'), ('Behöver', 'Inga'), ('Pausad', 'Ja'), ('Minst timmar i veckan', '37,5')]
    """
    return [
        (translated(LABELS[name], language), _said(name, value, language))
        for name, value in document.items()
        if value is not None
    ]


def _said(name: str, value: Any, language: Language) -> str:
    if isinstance(value, bool):
        return translated(YES if value else NO, language)
    if isinstance(value, list):
        if not value:
            return translated(NONE, language)
        return ", ".join(_said(name, one, language) for one in value)
    if isinstance(value, Mapping):
        return " ".join(_said("", one, language) for one in value.values() if one is not None)
    if isinstance(value, float):
        text = f"{value:g}"
        return text.replace(".", ",") if language == "sv" else text
    label = _CODES.get(name, {}).get(str(value))
    if label is not None:
        return label.en if language == "en" else label.sv
    return str(value)
