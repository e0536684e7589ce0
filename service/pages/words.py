"""How values are written for people: numbers, days, places and the matcher's sentences."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.domain import Slot
from matcher.vocabulary import OUTCOMES, Label
from matcher.wording import Message, said
from service.pages.language import Language, translated
from service.pages.language import marked as _
from service.store.clock import local

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


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes values in a language, for the templates."""

    language: Language

    def named(self, slot: Slot) -> str:
        """Name a place: title and employer."""
        return f"{self.titled(slot)}, {self.employer(slot)}"

    def titled(self, slot: Slot) -> str:
        """Give the title of a place."""
        return slot.title or translated(UNTITLED, self.language)

    def employer(self, slot: Slot) -> str:
        """Name the employer of a place."""
        return slot.employer_name or slot.employer_id or translated(EMPLOYER, self.language)

    def said(self, message: Message) -> str:
        """Give one of the matcher's sentences."""
        return said(message, self.language)

    def label(self, code: Label | str) -> str:
        """Give what a code is called; a sentence of the code is looked up."""
        if isinstance(code, str):
            return translated(code, self.language)
        return code.en if self.language == "en" else code.sv

    def fact(self, known: Any) -> str:
        """Write what is known for a field, or that nothing is."""
        if known.values is None:
            return translated(NOT_KNOWN, self.language)
        if not known.values:
            return translated(known.field.states[1] or NONE, self.language)
        unit = [translated(known.field.unit, self.language)] if known.field.unit else []
        return upper_first(" ".join([", ".join(self.label(value) for value in known.values), *unit]))

    def outcome(self, code: str) -> str:
        """Say how a placement ended."""
        return self.label(OUTCOMES[code])

    def number(self, value: float) -> str:
        """Write a number as short as it is."""
        return number(value) if self.language == "sv" else f"{value:g}"

    def decimal(self, value: float) -> str:
        """Write a number with one decimal."""
        return decimal(value) if self.language == "sv" else f"{value:.1f}"

    def week(self, day: dt.date) -> str:
        """Write the week of a day."""
        return week(day) if self.language == "sv" else f"week {day.isocalendar().week}"

    def filters(self) -> Mapping[str, Callable[..., Any]]:
        """Give the filters by name."""
        names = (
            "named",
            "titled",
            "employer",
            "said",
            "label",
            "fact",
            "outcome",
            "number",
            "decimal",
            "week",
        )
        return {name: getattr(self, name) for name in names} | {
            "whole": whole,
            "upper_first": upper_first,
            "local": local,
        }
