"""How values are written for people: numbers, days, places and the matcher's sentences."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from matcher.domain import Slot
from matcher.vocabulary import OUTCOMES, Label
from matcher.wording import Message, said
from service.pages.language import Language, translated
from service.pages.language import marked as _

EMPLOYER: str = _("okänd arbetsgivare")
NOT_KNOWN: str = _("Inte känt")
NONE: str = _("Inga")
UNTITLED: str = _("Plats utan titel")


def decimal(value: float) -> str:
    """Write a number with one decimal and a decimal comma.

    Examples
    --------
    >>> decimal(7.25)
    '7,2'
    """
    return f"{value:.1f}".replace(".", ",")


def whole(value: int) -> str:
    """Write a whole number with spaces between the thousands, as Swedish does.

    Examples
    --------
    >>> whole(10000).replace(chr(160), " ")
    '10 000'
    """
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


def number(value: float) -> str:
    """Write a number as short as it is: 20, or 37,5.

    Examples
    --------
    >>> number(20.0), number(37.5)
    ('20', '37,5')
    """
    return f"{value:g}".replace(".", ",")


def week(day: dt.date) -> str:
    """Write the week of a day, as it is said in Sweden.

    Examples
    --------
    >>> week(dt.date(2026, 11, 23))
    'v. 48'
    """
    return f"v. {day.isocalendar().week}"


def upper_first(text: str) -> str:
    """Begin a phrase as a sentence begins."""
    return text[:1].upper() + text[1:]


def filters(language: Language) -> Mapping[str, Callable[..., Any]]:
    """Give the filters of the templates in a language."""

    def named(slot: Slot) -> str:
        """Name a place: title and employer."""
        return f"{titled(slot)}, {employer(slot)}"

    def titled(slot: Slot) -> str:
        return slot.title or translated(UNTITLED, language)

    def employer(slot: Slot) -> str:
        return slot.employer_name or slot.employer_id or translated(EMPLOYER, language)

    def spoken(message: Message) -> str:
        """Give one of the matcher's sentences."""
        return said(message, language)

    def label(code: Label | str) -> str:
        """Give what a code is called; a sentence of the code is looked up."""
        if isinstance(code, str):
            return translated(code, language)
        return code.en if language == "en" else code.sv

    def fact(known: Any) -> str:
        """Write what is known for a field, or that nothing is."""
        if known.values is None:
            return translated(NOT_KNOWN, language)
        return upper_first(", ".join(label(value) for value in known.values)) or translated(NONE, language)

    def outcome(code: str) -> str:
        return label(OUTCOMES[code])

    def figure(value: float) -> str:
        return number(value) if language == "sv" else f"{value:g}"

    def points(value: float) -> str:
        return decimal(value) if language == "sv" else f"{value:.1f}"

    return {
        "decimal": points,
        "whole": whole,
        "number": figure,
        "week": week if language == "sv" else lambda day: f"week {day.isocalendar().week}",
        "named": named,
        "titled": titled,
        "employer": employer,
        "said": spoken,
        "label": label,
        "fact": fact,
        "outcome": outcome,
        "upper_first": upper_first,
    }
