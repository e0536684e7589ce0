"""What was typed into a form, what is wrong with it, and how to mend it.

The checks are those of the records themselves; only their sentences are others here, since a person at a
form has no JSON to mend.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from starlette.datastructures import FormData

from service.pages import reader
from service.pages.language import chosen, translated
from service.pages.language import marked as _
from service.problems import BadRequest


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing to mend.

    Attributes
    ----------
    at : id of the field that the summary leads to.
    label : what the field is called on the page.
    message, remedy : what is wrong, and how to mend it.
    """

    at: str
    label: str
    message: str
    remedy: str


_NUMBER: Final = (_("”{value}” är inte ett tal."), _("Skriv ett tal, till exempel 20 eller 37,5."))
_RANGE: Final = _("Skriv ett tal som är minst {ge}.")
_AGAIN: Final = (_("”{value}” går inte att läsa."), _("Jämför med texten vid fältet och skriv om."))

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "missing": (_("Uppgiften saknas."), _("Fyll i den.")),
    "text_empty": (_("Uppgiften saknas."), _("Fyll i den.")),
    "text_too_long": (_("Texten är för lång: här ryms {max} tecken."), _("Korta texten.")),
    "text_character": (_("Texten har ett tecken som inte går att läsa."), _("Skriv om texten.")),
    "identity_number": (
        _("Här står ett personnummer, och sådana får inte sparas."),
        _("Ta bort numret och använd ärendenumret i stället."),
    ),
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "int_type": (_("”{value}” är inte ett helt tal."), _("Skriv ett helt tal, till exempel 2.")),
    "greater_than_equal": (_("”{value}” är för litet."), _RANGE),
    "less_than_equal": (_("”{value}” är för stort."), _("Skriv ett tal som är högst {le}.")),
    "date_format": (_("”{value}” är inte ett datum."), _("Skriv år-månad-dag, till exempel 2026-11-30.")),
    "date_missing": (_("Datumet {value} finns inte."), _("Kontrollera månad och dag.")),
    "date_range": (_("Året i {value} ligger utanför 1900–2100."), _("Rätta året.")),
    "time_format": (_("”{value}” är inte ett klockslag."), _("Skriv timme och minut, till exempel 08:30.")),
    "postcode": (_("”{value}” är inte ett postnummer."), _("Skriv fem siffror, till exempel 111 20.")),
    "too_long": (_("Det är fler än {max_length} rader."), _("Ta bort några.")),
    "below_other": (_("Slutet ligger före början."), _("Kontrollera båda fälten.")),
    "taken": (
        _("Det finns redan en deltagare med det ärendenumret."),
        _("Kontrollera numret. Är det samma person finns hen kanske hos en kollega."),
    ),
    "nobody": (
        _("Det finns ingen deltagare med ärendenumret ”{value}”."),
        _("Skriv hela numret, precis som det står."),
    ),
    "not_the_same": (
        _("Numret är inte detsamma som i steg 1."),
        _("Skriv samma ärendenummer en gång till. Inget har raderats."),
    ),
    "not_the_word": (_("Ordet stämmer inte."), _("Skriv {word}. Inget har tagits bort.")),
    "both": (
        _("Du har både valt att det inte finns några och fyllt i något."),
        _("Ta bort det ena."),
    ),
    "nothing": (
        _("Du har valt att det finns något, men inget är ikryssat."),
        _("Kryssa i minst en ruta, eller välj Vet ej."),
    ),
    "choose_people": (_("Du har inte valt någon deltagare."), _("Kryssa i minst en.")),
    "choose_places": (_("Du har inte valt någon plats."), _("Kryssa i minst en, eller ta med alla platser.")),
    "choose": (_("Du har inte valt något här."), _("Välj i listan.")),
    "choose_one": (_("Du har inte valt något här."), _("Välj ett av svaren.")),
    "own_view": (
        _("Det saknas varför delmålet inte nåddes."),
        _("Skriv vad deltagaren själv säger, eller att hen inte vill säga det."),
    ),
    "unknown_language": (
        _("Språket ”{value}” känns inte igen."),
        _("Skriv språkets svenska namn, till exempel arabiska."),
    ),
    "unknown_occupation": (
        _("Yrket ”{value}” känns inte igen."),
        _("Välj ett yrke som finns i listan, eller lämna fältet tomt."),
    ),
    "above_other": (_("Det är fler än platserna räcker till."), _("Kontrollera båda fälten.")),
    "capacity_booked": (
        _("Fler är redan bokade på platsen än så."),
        _("Skriv minst {booked}, eller avsluta en praktik där först."),
    ),
    "past_day": (_("Dagen {value} har redan varit."), _("Skriv en dag från och med i dag.")),
    "future_day": (_("Dagen {value} har inte varit än."), _("Skriv en dag till och med i dag.")),
    "not_an_ad": (_("Det går inte att läsa som en annons."), _("Klistra in annonsens text, eller filen.")),
    "known_place": (
        _("Platsen finns redan, med andra uppgifter."),
        _("Öppna den som finns och ändra där."),
    ),
    "known_employer": (
        _("Arbetsgivaren ”{value}” finns redan."),
        _("Öppna den som finns i stället, eller skriv vad som skiljer dem åt."),
    ),
    "unknown_employer": (
        _("Arbetsgivaren ”{value}” finns inte här."),
        _("Skriv namnet som det står på platsen."),
    ),
}
"""Kind of error → what is wrong and how to mend it. The kinds are those of the records, and some of pages."""


def wrong(kind: str, at: str, label: str, value: object = "", **words: object) -> Wrong:
    """Say one error in the reader's language."""
    language = chosen(reader.request())
    message, remedy = SENTENCES.get(kind, _AGAIN)
    given = {key: _figure(word) for key, word in ({"value": value} | words).items()}
    return Wrong(
        at,
        translated(label, language),
        translated(message, language).format_map(given),
        translated(remedy, language).format_map(given),
    )


def _figure(value: object) -> object:
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else value


def of_error(error: Mapping[str, Any], at: str, label: str) -> Wrong:
    """Say one of the errors that `pydantic.ValidationError.errors()` lists."""
    words = dict(error.get("ctx") or {})
    words.pop("value", None)
    return wrong(str(error["type"]), at, label, error.get("input", ""), **words)


async def _typed(request: Request) -> AsyncIterator[FormData]:
    try:
        form = await request.form()
    except ValueError:  # in a charset that cannot be read
        raise BadRequest from None
    yield form
    await form.close()


Typed = Annotated[FormData, Depends(_typed)]
"""What was typed, for a route that is not asynchronous itself."""
