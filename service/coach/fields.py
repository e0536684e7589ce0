"""The fields of a participant as a coach meets them: eight first, the rest when there is time.

Labels and hints are here; what a value may be is in `data.records`, and is not said twice.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from data.reference import (
    certificates,
    conditions,
    languages,
    levels,
    licences,
    municipalities,
    sfi_levels,
    supports,
)
from matcher.levels import SFI_COURSES, Cefr
from matcher.vocabulary import CONDITIONS, DAYS, MODES, SUPPORTS, Label
from service.pages.language import marked as _

Kind = Literal["line", "number", "day", "clock", "choice", "codes", "rows"]

UNKNOWN: Final = _("Vet ej")
SENSITIVE: Final = _(
    "Det här ser du och de andra coacherna på din enhet. Arbetsgivaren ser det aldrig, "
    "och det går inte att söka på."
)
OWN_UNIT: Final = _("Det här ser du och de andra coacherna på din enhet. Arbetsgivaren ser det aldrig.")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form.

    Attributes
    ----------
    name : of the record's field.
    about : what to write, in a sentence.
    sees : who may see it, said beside a sensitive field.
    states : for ``codes``, what "not known", "none" and "some" are called; "none" may be left out.
    columns : for ``rows``, the parts of a row beside its text: ``years``, ``country``.
    words : which words the field is helped with.
    """

    name: str
    kind: Kind
    label: str
    about: str = ""
    sees: str = ""
    states: tuple[str, str, str] = (UNKNOWN, "", "")
    columns: tuple[str, ...] = ()
    words: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together."""

    name: str
    fields: tuple[Field, ...]


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
            words="yrken",
        ),
        Field(
            "skills",
            "rows",
            _("Kan"),
            _("Allt räknas: från arbete, hemmet, föreningar och intressen. Skriv med vanliga ord."),
            columns=("years",),
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
            ),
            Field(
                "priority",
                "choice",
                _("Turordning när platserna inte räcker"),
                _("Används bara när en hel grupp fördelas."),
                sees=OWN_UNIT,
            ),
        ),
    ),
)

FIELDS: Final[Mapping[str, Field]] = {field.name: field for group in (FIRST, *REST) for field in group.fields}

Choice = tuple[str, str | Label, str]
"""A code, what it is called, and what it means."""

PRIORITY: Final[tuple[Choice, ...]] = (
    ("1", _("1. Har försörjningsstöd"), ""),
    ("2", _("2. Risk för lång arbetslöshet, unga först"), ""),
    ("3", _("3. Övriga"), ""),
)


def _levels() -> Iterator[Choice]:
    return ((str(level), str(level), text) for level, text in levels().items())


_CHOICES: Final[Mapping[str, Callable[[], Iterable[Choice]]]] = {
    "municipality": lambda: ((m.code, m.name, "") for m in sorted(municipalities(), key=_by_name)),
    "swedish_spoken": _levels,
    "swedish_written": _levels,
    "sfi_passed": lambda: ((course, course, str(sfi_levels()[course])) for course in SFI_COURSES),
    "licences": lambda: ((code, code, known.description) for code, known in licences().items()),
    "days": lambda: ((code, label, "") for code, label in DAYS.items()),
    "travel_modes": lambda: ((code, label, "") for code, label in MODES.items()),
    "cannot": lambda: ((code, said, conditions()[code].explanation) for code, said in CONDITIONS.items()),
    "needs": lambda: ((code, label, supports()[code].explanation) for code, label in SUPPORTS.items()),
    "under_18": lambda: (("false", _("Nej, har fyllt 18 år"), ""), ("true", _("Ja, är under 18 år"), "")),
    "priority": lambda: PRIORITY,
}


@cache
def choices(name: str) -> tuple[Choice, ...]:
    """Give what can be chosen for a field, apart from "not known"."""
    return tuple(_CHOICES[name]())


_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyzåäö"


def _by_name(place: Any) -> list[int]:
    return [_ALPHABET.find(letter) for letter in place.name.casefold()]


def level_guide() -> tuple[tuple[str, str, str], ...]:
    """Explain the levels: the level, the SFI courses that are usually taken to show it, and what it means."""
    courses: dict[Cefr, list[str]] = {}
    for course, level in sfi_levels().items():
        courses.setdefault(level, []).append(course)
    return tuple((str(level), ", ".join(courses.get(level, ())), text) for level, text in levels().items())


def certificate_names() -> tuple[str, ...]:
    """Give the certificates that are known by name."""
    return tuple(certificate.label for certificate in certificates())


def language_name(code: str) -> str:
    """Give the Swedish name of a language."""
    return languages().get(code, code)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known for one field, for reading.

    Attributes
    ----------
    values : each a text or a vocabulary's label; None when it is not known, none when known to be none.
    """

    field: Field
    values: Sequence[str | Label] | None


def facts(
    document: Mapping[str, Any], employers: Mapping[str, str] | None = None
) -> list[tuple[str, list[Fact]]]:
    """Arrange what is known of a participant as the form does: name of a group → its facts."""
    return [
        (group.name, [Fact(field, _values(field, document, employers or {})) for field in group.fields])
        for group in (FIRST, *REST)
    ]


def _values(
    field: Field, document: Mapping[str, Any], employers: Mapping[str, str]
) -> list[str | Label] | None:
    value = document.get(field.name)
    if value is None:
        return None
    if field.kind == "rows":
        return [_row(field, item, employers) for item in value]
    if field.kind == "codes":
        named = {code: said for code, said, _about in choices(field.name)}
        return [named[code] for code in value]
    if field.kind == "choice":
        code = (
            {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
        )
        named = {code: said for code, said, _about in choices(field.name)}
        return [named.get(code, code)]
    if field.kind == "number":
        return [f"{value:g}".replace(".", ",")]
    return [str(value)]


def _row(field: Field, item: Any, employers: Mapping[str, str]) -> str:
    if field.name == "languages":
        return language_name(item)
    if field.name == "excluded_employers":
        return employers.get(item, item)
    if isinstance(item, str):
        return item
    more = [f"{item['years']:g} år".replace(".", ",")] if item.get("years") is not None else []
    more += [item["country"]] if item.get("country") else []
    text = str(item.get("label") or item.get("title"))
    return f"{text} ({', '.join(more)})" if more else text
