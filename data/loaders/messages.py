"""Every error of a record, in Swedish: what is wrong and how to mend it.

The types are those of `data.records.values` and of pydantic, so files and the API say the same.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Final

from data.loaders.problems import shown
from matcher.licences import CLASSES
from matcher.vocabulary import CONDITIONS, DAYS, MODES, OUTCOMES, SUPPORTS

_LABELS: Final = {
    code: label.sv
    for vocabulary in (CONDITIONS, SUPPORTS, DAYS, MODES, OUTCOMES)
    for code, label in vocabulary.items()
}
_FEW: Final = 7
"""So many choices are all listed; of more, the nearest is suggested where one is near."""

_CHOICE: Final = re.compile(r"'([^']*)'|(\d+)")

_NUMBER: Final = "Skriv t.ex. 20 eller 37,5."
_WHOLE: Final = "Skriv ett heltal, t.ex. 3."
_FLAG: Final = "Skriv ja eller nej."
_LIST: Final = 'Skriv en lista, t.ex. ["ett", "två"].'
_DATE: Final = "Skriv år-månad-dag, t.ex. 2026-11-30."
_OBJECT: Final = "Skriv text eller ett objekt med fälten i beskrivningen."
_BOTH: Final = "Kontrollera båda fälten."

_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "text_type": ("{value} är inte text.", "Skriv värdet inom citattecken."),
    "string_type": ("{value} är inte text.", "Skriv värdet inom citattecken."),
    "text_too_long": ("Texten är {length} tecken lång, men här ryms {max}.", "Korta texten."),
    "string_too_long": ("Texten är {length} tecken lång, men här ryms {max_length}.", "Korta texten."),
    "text_character": (
        "Texten har ett tecken som inte går att läsa ({code}).",
        "Ta bort tecknet, eller skriv om texten.",
    ),
    "string_unicode": (
        "Texten har ett tecken som inte går att läsa.",
        "Ta bort tecknet, eller skriv om texten.",
    ),
    "text_break": ("{value} har en radbrytning eller en tabb.", "Skriv det på en rad."),
    "text_empty": ("Texten är tom.", "Skriv något, eller ta bort fältet om det inte är känt."),
    "string_too_short": ("Texten är tom.", "Skriv något, eller ta bort fältet om det inte är känt."),
    "identity_number": (
        "Här står ett personnummer eller samordningsnummer, och sådana får inte sparas.",
        "Ta bort numret och använd ärendenumret. Är det ett telefonnummer: skriv det som 070-123 45 67.",
    ),
    "date_format": ("{value} är inte ett datum.", _DATE),
    "date_missing": ("Datumet {value} finns inte.", "Kontrollera månad och dag."),
    "date_range": (
        "Året i {value} ligger utanför 1900–2100.",
        "Rätta året, eller lämna tomt om datumet inte är känt.",
    ),
    "time_format": (
        "{value} är inte ett klockslag.",
        "Skriv timme och minut mellan 00:00 och 23:59, t.ex. 08:30.",
    ),
    "municipality": ("{value} är inte en kommunkod.", "Skriv fyra siffror, t.ex. 0180 för Stockholm."),
    "ssyk": ("{value} är inte en yrkeskod.", "Skriv SSYK-kodens fyra siffror, t.ex. 9412, eller lämna tomt."),
    "language": ("{value} är inte en språkkod.", "Skriv två eller tre små bokstäver, t.ex. ar för arabiska."),
    "postcode": ("{value} är inte ett postnummer.", "Skriv fem siffror, t.ex. 111 20."),
    "licence": ("{value} är inte en körkortsklass.", f"Skriv någon av {', '.join(CLASSES)}."),
    "missing": ("Uppgiften saknas.", "Fyll i den; den måste finnas."),
    "float_parsing": ("{value} är inte ett tal.", _NUMBER),
    "finite_number": ("{value} är inte ett tal.", _NUMBER),
    "int_type": ("{value} är inte ett heltal.", _WHOLE),
    "int_parsing": ("{value} är inte ett heltal.", _WHOLE),
    "int_parsing_size": ("{value} är ett för stort tal.", _WHOLE),
    "int_from_float": ("{value} är inte ett heltal.", _WHOLE),
    "greater_than_equal": ("{value} är för litet.", "Skriv ett tal som är minst {ge}."),
    "greater_than": ("{value} är för litet.", "Skriv ett tal som är större än {gt}."),
    "less_than_equal": ("{value} är för stort.", "Skriv ett tal som är högst {le}."),
    "less_than": ("{value} är för stort.", "Skriv ett tal som är mindre än {lt}."),
    "bool_type": ("{value} är varken ja eller nej.", _FLAG),
    "bool_parsing": ("{value} är varken ja eller nej.", _FLAG),
    "list_type": ("{value} är inte en lista.", _LIST),
    "too_long": ("Listan har fler än {max_length} delar.", "Ta bort några."),
    "model_type": ("{value} går inte att läsa.", _OBJECT),
    "model_attributes_type": ("{value} går inte att läsa.", _OBJECT),
    "dict_type": ("{value} går inte att läsa.", _OBJECT),
    "json_invalid": (
        "Innehållet är inte giltig JSON.",
        "Kontrollera citattecken, kommatecken och parenteser.",
    ),
    "date_from_datetime_parsing": ("{value} är inte ett datum.", _DATE),
    "date_parsing": ("{value} är inte ett datum.", _DATE),
    "string_pattern_mismatch": ("{value} har inte rätt form.", "Jämför med beskrivningen av fältet."),
}


def swedish(error: Mapping[str, Any], *, known: Collection[str] = ()) -> tuple[str, str]:
    """Give the message and the remedy for one error of pydantic, such as `ValidationError.errors()` lists.

    Parameters
    ----------
    error : with ``type``, ``loc``, ``input`` and, for some types, ``ctx``.
    known : names of fields, from which one is suggested for an unknown name.

    Examples
    --------
    >>> swedish({"type": "float_type", "loc": ("hours_per_week",), "input": "mycket"})
    ('”mycket” är inte ett tal.', 'Skriv t.ex. 20 eller 37,5.')
    """
    kind = str(error["type"])
    if kind in _SPECIAL:
        return _SPECIAL[kind](error, known)
    message, remedy = _SENTENCES.get(
        kind, ("{value} går inte att läsa.", "Jämför med beskrivningen av fältet.")
    )
    value = error.get("input")
    words = {key: _figure(part) for key, part in (error.get("ctx") or {}).items()}
    words |= {"value": quoted(value), "length": len(value) if isinstance(value, str) else 0}
    return message.format_map(words), remedy.format_map(words)


def quoted(value: object) -> str:
    """Give `value` between Swedish quotation marks, as `problems.shown` shows it."""
    return f"”{shown(value)}”"


def nearest(value: object, choices: Collection[str]) -> str | None:
    """Give the one of `choices` that is most like `value`, or none when nothing is near.

    Examples
    --------
    >>> nearest("hours_perweek", ["hours_per_week", "hours_start"])
    'hours_per_week'
    """
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - only when something went wrong

    found = process.extractOne(
        str(value)[:200], list(choices), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=60
    )
    return found[0] if found else None


def unknown_name(name: object, known: Collection[str], thing: str) -> tuple[str, str]:
    """Give the message and the remedy for a column or field that there is none of."""
    guess = nearest(name, known)
    asked = f"Menade du {guess}? " if guess else ""
    return f"{thing} {quoted(name)} finns inte.", f"{asked}Rätta namnet, eller ta bort {thing.lower()}."


def _figure(value: object) -> object:
    return f"{value:,.10g}".replace(",", " ").replace(".", ",") if isinstance(value, float | int) else value


def _unknown_field(error: Mapping[str, Any], known: Collection[str]) -> tuple[str, str]:
    loc = error.get("loc") or ("",)
    return unknown_name(loc[-1], known if len(loc) == 1 else (), "Fältet")


def _not_among(error: Mapping[str, Any], _: Collection[str]) -> tuple[str, str]:
    codes = [
        text or number for text, number in _CHOICE.findall(str((error.get("ctx") or {}).get("expected", "")))
    ]
    by_name = {code: code for code in codes} | {_LABELS[code]: code for code in codes if code in _LABELS}
    guess = nearest(error.get("input"), list(by_name))
    code = by_name[guess] if guess else ""
    message = f"{quoted(error.get('input'))} finns inte bland valen."
    if code and len(codes) > _FEW:
        return message, f"Menade du {code} ({_LABELS[code]})?" if code in _LABELS else f"Menade du {code}?"
    return message, f"Välj bland: {', '.join(codes)}."


def _against(error: Mapping[str, Any], *, later: tuple[str, str]) -> tuple[str, str]:
    value, other = error.get("input"), (error.get("ctx") or {}).get("other", "")
    is_number = isinstance(value, int | float)
    return f"{quoted(_figure(value))} är {later[0] if is_number else later[1]} än {other}.", _BOTH


def _no_number(error: Mapping[str, Any], _: Collection[str]) -> tuple[str, str]:
    message = f"{quoted(error.get('input'))} är inte ett tal."
    if isinstance(error.get("input"), date):
        return message, f"Excel har gjort ett datum av talet: formatera cellen som Tal. {_NUMBER}"
    return message, _NUMBER


_SPECIAL: Final[Mapping[str, Callable[[Mapping[str, Any], Collection[str]], tuple[str, str]]]] = {
    "extra_forbidden": _unknown_field,
    "float_type": _no_number,
    "literal_error": _not_among,
    "enum": _not_among,
    "below_other": lambda error, _: _against(error, later=("mindre", "tidigare")),
    "above_other": lambda error, _: _against(error, later=("större", "senare")),
}
