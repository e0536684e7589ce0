"""The fields of a participant as a coach meets them: eight first, the rest when there is time.

Labels and hints are here; what a value may be is in `data.records`, and is not said twice.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

from data.records import ParticipantRecord
from data.reference import language_codes, sfi_levels
from matcher.levels import SFI_COURSES
from matcher.text import normalise
from service.forming import choices as vocabularies
from service.forming import fields as forming
from service.forming.fields import UNKNOWN, Choice, Codec, Codecs, Fact, Field, Form, Group
from service.forming.wordlist import language_name
from service.pages.language import marked as _

SENSITIVE: Final = _(
    "Det här ser du och de andra coacherna på din enhet. Arbetsgivaren ser det aldrig, "
    "och det går inte att söka på."
)
OWN_UNIT: Final = _("Det här ser du och de andra coacherna på din enhet. Arbetsgivaren ser det aldrig.")

FIRST: Final = Group(
    _("Åtta uppgifter som räcker för att få förslag"),
    (
        Field(
            "id",
            "line",
            _("Ärendenummer"),
            _("Numret i ert eget system. Aldrig ett personnummer och aldrig ett namn."),
        ),
        Field("municipality", "choice", _("Kommun"), _("Där deltagaren bor. Behövs för att räkna restiden.")),
        Field(
            "goals",
            "rows",
            _("Mål"),
            _("Vad vill deltagaren? Skriv med deltagarens egna ord, ett mål på varje rad."),
            longest=1000,
            words="yrken",
        ),
        Field(
            "skills",
            "rows",
            _("Kan"),
            _("Allt räknas: från arbete, hemmet, föreningar och intressen. Skriv med vanliga ord."),
            columns=("years",),
            part="label",
            words="fardigheter",
        ),
        Field(
            "swedish_spoken",
            "choice",
            _("Svenska i tal"),
            _("Välj det som stämmer bäst. Vet du bara sfi-kursen räcker det att välja den."),
        ),
        Field("sfi_passed", "choice", _("Senast godkänd kurs i sfi")),
        Field(
            "licences",
            "codes",
            _("Körkort"),
            states=(UNKNOWN, _("Har inget körkort"), _("Har körkort")),
        ),
        Field(
            "hours_per_week",
            "number",
            _("Timmar i veckan"),
            _("Så många timmar deltagaren kan arbeta som mest just nu."),
            unit=_("timmar"),
        ),
        Field(
            "travel_max_minutes",
            "number",
            _("Längsta resväg"),
            _("Minuter från dörr till dörr, åt ena hållet."),
            unit=_("minuter"),
        ),
    ),
)

REST: Final = (
    Group(
        _("Arbete och intyg"),
        (
            Field(
                "experience",
                "rows",
                _("Har arbetat med"),
                _("I Sverige eller i ett annat land. Det räknas lika mycket."),
                columns=("years", "country"),
                part="title",
                words="yrken",
            ),
            Field(
                "goal_occupations",
                "rows",
                _("Yrken som deltagaren siktar mot"),
                _("Om ni har pratat om bestämda yrken."),
                words="yrken",
            ),
            Field(
                "certificates",
                "rows",
                _("Intyg och bevis"),
                _("Till exempel truckkort eller hygienutbildning."),
                words="intyg",
            ),
        ),
    ),
    Group(
        _("Språk"),
        (
            Field("swedish_written", "choice", _("Svenska i skrift"), _("Att läsa och skriva.")),
            Field(
                "languages",
                "rows",
                _("Andra språk"),
                _("Kan vara till nytta på en plats. Räknas bara som en tillgång."),
                words="sprak",
            ),
        ),
    ),
    Group(
        _("Tider"),
        (
            Field("available_from", "day", _("Kan börja från och med")),
            Field("available_to", "day", _("Kan vara kvar till och med")),
            Field(
                "hours_start",
                "number",
                _("Timmar i veckan vid en mjuk start"),
                _("Om deltagaren behöver börja med färre timmar."),
                unit=_("timmar"),
            ),
            Field(
                "study_hours",
                "number",
                _("Tid för studier"),
                _("Timmar i veckan, till exempel för sfi. Skriv 0 om deltagaren inte studerar."),
                unit=_("timmar"),
            ),
            Field("days", "codes", _("Dagar"), states=(UNKNOWN, "", _("De här dagarna"))),
            Field("earliest", "clock", _("Kan börja tidigast klockan")),
            Field("latest", "clock", _("Kan stanna som längst till klockan")),
        ),
    ),
    Group(
        _("Resor"),
        (
            Field("postcode", "line", _("Postnummer"), _("Gör restiden säkrare än bara kommunen.")),
            Field("travel_modes", "codes", _("Kan ta sig fram"), states=(UNKNOWN, "", _("På de här sätten"))),
        ),
    ),
    Group(
        _("Arbetet och stödet"),
        (
            Field(
                "cannot",
                "codes",
                _("Fungerar inte i arbetet"),
                _("Det gäller arbetet, inte hälsan. Skriv aldrig en diagnos någonstans."),
                sees=SENSITIVE,
                states=(UNKNOWN, _("Allt fungerar"), _("Det här fungerar inte")),
            ),
            Field(
                "needs",
                "codes",
                _("Stöd och anpassning"),
                _("Vad som behövs på platsen, inte varför."),
                sees=SENSITIVE,
                states=(UNKNOWN, _("Behöver inget särskilt"), _("Behöver det här")),
            ),
        ),
    ),
    Group(
        _("Övrigt"),
        (
            Field(
                "excluded_employers",
                "rows",
                _("Arbetsgivare som inte är aktuella"),
                _("De föreslås aldrig. Skriv namnet som det står på platsen."),
                sees=OWN_UNIT,
                words="arbetsgivare",
            ),
            Field(
                "under_18",
                "choice",
                _("Är deltagaren under 18 år?"),
                _("Bara för arbetsmiljöreglerna om unga."),
                sees=OWN_UNIT,
                value="flag",
            ),
            Field(
                "priority",
                "choice",
                _("Turordning när platserna inte räcker"),
                _("Används bara när en hel grupp fördelas."),
                sees=OWN_UNIT,
                value="whole",
            ),
        ),
    ),
)

PRIORITY: Final[tuple[Choice, ...]] = (
    ("1", _("1. Har försörjningsstöd"), ""),
    ("2", _("2. Risk för lång arbetslöshet, unga först"), ""),
    ("3", _("3. Övriga"), ""),
)


_VOCABULARIES: Final = {
    "municipality": "municipalities",
    "swedish_spoken": "levels",
    "swedish_written": "levels",
    "licences": "licences",
    "days": "days",
    "travel_modes": "modes",
    "cannot": "conditions",
    "needs": "supports",
}

_CHOICES: Final[Mapping[str, Callable[[], Iterable[Choice]]]] = {
    "sfi_passed": lambda: ((course, course, str(sfi_levels()[course])) for course in SFI_COURSES),
    "under_18": lambda: (("false", _("Nej, har fyllt 18 år"), ""), ("true", _("Ja, är under 18 år"), "")),
    "priority": lambda: PRIORITY,
}


@cache
def choices(name: str) -> tuple[Choice, ...]:
    """Give what can be chosen for a field, apart from "not known"."""
    known = _VOCABULARIES.get(name)
    return vocabularies.choices(known) if known else tuple(_CHOICES[name]())


PARTICIPANT: Final = Form(FIRST, REST, ParticipantRecord, choices)

FIELDS: Final[Mapping[str, Field]] = PARTICIPANT.fields


def codecs(employers: Mapping[str, str]) -> Codecs:
    """Give how languages and employers are read and written.

    Parameters
    ----------
    employers : id → name.
    """

    def language(text: str) -> list[str]:
        code = language_codes().get(normalise(text))
        return [] if code is None else [code]

    def employer(text: str) -> list[str]:
        plain = text.casefold()
        return [key for key, said in employers.items() if plain in (said.casefold(), key.casefold())]

    return {
        "languages": Codec(language_name, language, "unknown_language"),
        "excluded_employers": Codec(lambda key: employers.get(key, key), employer, "unknown_employer"),
    }


def facts(
    document: Mapping[str, Any], employers: Mapping[str, str] | None = None
) -> list[tuple[str, list[Fact]]]:
    """Arrange what is known of a participant as the form does: name of a group → its facts."""
    return forming.facts(PARTICIPANT, document, codecs(employers or {}))
