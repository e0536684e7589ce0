"""The fields of a place as those who find places meet them: a few first, the rest when there is time.

Labels and hints are here; what a value may be is in `data.records`, and is not said twice.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from data.records import SlotRecord
from data.reference import occupations
from matcher.text import normalise
from service.forming import choices as vocabularies
from service.forming import fields as forming
from service.forming.fields import UNKNOWN, Choice, Codec, Codecs, Fact, Field, Form, Group
from service.pages.language import marked as _

NOTHING: Final = _("Inget krävs")

FIRST: Final = Group(
    _("Det viktigaste"),
    (
        Field(
            "employer_name",
            "rows",
            _("Arbetsgivare"),
            _("Skriv namnet. Finns arbetsgivaren inte sedan tidigare läggs den till."),
            single=True,
            words="arbetsgivare",
        ),
        Field("title", "line", _("Vad platsen heter"), _("Till exempel: Medhjälpare i lager.")),
        Field(
            "tasks",
            "area",
            _("Arbetsuppgifter"),
            _("Vad gör man en vanlig dag? Det jämförs med vad deltagare vill och har gjort."),
            longest=5000,
        ),
        Field("municipality", "choice", _("Kommun"), _("Där arbetsplatsen ligger. Behövs för restiden.")),
        Field(
            "required_skills",
            "rows",
            _("Behöver kunna"),
            _("Bara det som måste sitta från första dagen. Det som går att lära på plats hör inte hit."),
            states=(UNKNOWN, NOTHING, ""),
            words="fardigheter",
        ),
        Field(
            "min_swedish_spoken",
            "choice",
            _("Svenska i tal, minst"),
            _("Välj den lägsta nivå som arbetet klarar."),
        ),
        Field(
            "licences_required",
            "codes",
            _("Körkort"),
            _("Bara om man kör i arbetet. En högre klass räknas också."),
            states=(UNKNOWN, _("Inget körkort krävs"), _("Det här krävs")),
        ),
        Field(
            "hours_min",
            "number",
            _("Minst så många timmar i veckan"),
            _("Ju lägre, desto fler kan komma."),
            unit=_("timmar"),
        ),
        Field(
            "capacity",
            "number",
            _("Antal platser"),
            _("Så många som kan vara där samtidigt."),
            value="whole",
        ),
    ),
)

REST: Final = (
    Group(
        _("När"),
        (
            Field("start", "day", _("Första dag")),
            Field("end", "day", _("Sista dag")),
            Field("hours_max", "number", _("Högst så många timmar i veckan"), unit=_("timmar")),
            Field("soft_start", "choice", _("Kan man börja med färre timmar och öka?"), value="flag"),
            Field("days", "codes", _("Dagar"), states=(UNKNOWN, "", _("De här dagarna"))),
            Field("start_time", "clock", _("Arbetsdagen börjar klockan")),
            Field("end_time", "clock", _("Arbetsdagen slutar klockan")),
            Field("open_from", "day", _("Tar emot förslag från och med")),
            Field("open_until", "day", _("Tar emot förslag till och med")),
            Field(
                "filled",
                "number",
                _("Så många är redan där"),
                _("De som inte har kommit genom det här systemet räknas också."),
                value="whole",
            ),
        ),
    ),
    Group(
        _("Kunskaper"),
        (
            Field(
                "occupation",
                "rows",
                _("Yrke"),
                _("Gör jämförelsen med vad deltagare har arbetat med säkrare."),
                single=True,
                words="yrken",
            ),
            Field(
                "desired_skills",
                "rows",
                _("Bra att kunna"),
                _("Räknas till godo, men stänger aldrig ute någon."),
                states=(UNKNOWN, _("Inget särskilt"), ""),
                words="fardigheter",
            ),
            Field(
                "certificates_required",
                "rows",
                _("Intyg som krävs"),
                _("Till exempel truckkort eller hygienutbildning."),
                states=(UNKNOWN, NOTHING, ""),
                words="intyg",
            ),
            Field(
                "licences_desired",
                "codes",
                _("Körkort som är bra att ha"),
                states=(UNKNOWN, _("Inget särskilt"), _("Det här")),
            ),
            Field("min_swedish_written", "choice", _("Svenska i skrift, minst")),
            Field(
                "language_support",
                "choice",
                _("Ger platsen språkstöd?"),
                _("Då räknas kravet på svenska en nivå lägre."),
                value="flag",
            ),
        ),
    ),
    Group(
        _("Arbetet och stödet"),
        (
            Field(
                "conditions",
                "codes",
                _("Så är arbetet"),
                states=(UNKNOWN, _("Inget av det här"), _("Det här finns i arbetet")),
            ),
            Field(
                "adaptable",
                "codes",
                _("Det här kan ni ta bort för den som behöver"),
                states=(UNKNOWN, _("Inget går att ta bort"), _("Det här går att ta bort")),
            ),
            Field(
                "offers",
                "codes",
                _("Stöd som platsen erbjuder"),
                states=(UNKNOWN, _("Inget av det här"), _("Det här erbjuds")),
            ),
            Field(
                "adults_only",
                "choice",
                _("Måste man ha fyllt 18 år?"),
                _("Bara om arbetsmiljöreglerna kräver det."),
                value="flag",
            ),
        ),
    ),
    Group(_("Var"), (Field("postcode", "line", _("Postnummer"), _("Gör restiden säkrare.")),)),
)

_VOCABULARIES: Final = {
    "municipality": "municipalities",
    "min_swedish_spoken": "levels",
    "min_swedish_written": "levels",
    "licences_required": "licences",
    "licences_desired": "licences",
    "days": "days",
    "conditions": "conditions",
    "adaptable": "conditions",
    "offers": "supports",
}

YES_OR_NO: Final[tuple[Choice, ...]] = (("true", _("Ja"), ""), ("false", _("Nej"), ""))


def choices(name: str) -> tuple[Choice, ...]:
    """Give what can be chosen for a field, apart from "not known"."""
    known = _VOCABULARIES.get(name)
    return vocabularies.choices(known) if known else YES_OR_NO


OPENING: Final = Form(FIRST, REST, SlotRecord, choices)

DEMANDS: Final[Mapping[str, str]] = {
    "dates": "start",
    "hours": "hours_min",
    "schedule": "days",
    "commute": "municipality",
    "licence": "licences_required",
    "certificate": "certificates_required",
    "language": "min_swedish_spoken",
    "conditions": "conditions",
    "support": "offers",
    "age": "adults_only",
}
"""Rule → the field where what it asks can be changed. The other rules are not about what a place asks."""


@cache
def _occupations() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Give every name of an occupation → its code, and code → its first name."""
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for known in occupations():
        names.setdefault(known.ssyk, known.label)
    for text, ssyk in _named():
        codes.setdefault(normalise(text), ssyk)
    return codes, names


def _named() -> Iterator[tuple[str, str]]:
    yield from ((known.label, known.ssyk) for known in occupations())
    yield from ((text, known.ssyk) for known in occupations() for text in known.synonyms)


def _occupation(text: str) -> list[str]:
    codes, names = _occupations()
    code = text if text in names else codes.get(normalise(text))
    return [] if code is None else [code]


CODECS: Final[Codecs] = {
    "occupation": Codec(lambda code: _occupations()[1].get(code, code), _occupation, "unknown_occupation")
}


def facts(document: Mapping[str, Any]) -> list[tuple[str, list[Fact]]]:
    """Arrange what is known of a place as the form does: name of a group → its facts."""
    return forming.facts(OPENING, document, CODECS)
