"""Sentences for people: message ids with arguments, one catalogue a language.

A `Message` is data (an id and its arguments) until somebody reads it. Arguments are numbers,
dates, levels, free text, vocabulary labels, other messages, or tuples of these. `Message.text` is
Swedish; `said` gives any language there is a catalogue of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final, Literal

from matcher import messages_en, messages_sv
from matcher.vocabulary import Label

Language = Literal["sv", "en"]

SENTENCES: Final[Mapping[Language, Mapping[str, str]]] = {
    "sv": messages_sv.SENTENCES,
    "en": messages_en.SENTENCES,
}
_AND: Final[Mapping[Language, str]] = {"sv": " och ", "en": " and "}


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence as data: its id in the catalogue and its arguments."""

    id: str
    arguments: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The sentence in Swedish."""
        return said(self, "sv")


def message(id_: str, **arguments: object) -> Message:
    """Make a message; see `matcher.messages_sv` for the ids."""
    return Message(id_, arguments)


def said(given: Message, language: Language) -> str:
    """Write a message in a language.

    Examples
    --------
    >>> said(message("hours.more", hours=37.5), "en")
    'more hours (at least 37.5 a week)'
    """
    sentence = SENTENCES[language][given.id]
    if not given.arguments:
        return sentence
    return sentence.format_map({name: shown(value, language) for name, value in given.arguments.items()})


def shown(value: object, language: Language = "sv") -> str:
    """Write one argument as a reader of the language expects it.

    Examples
    --------
    >>> shown(("B", "CE", "D")), shown(37.5), shown(20.0), shown(time(8, 0))
    ('B, CE och D', '37,5', '20', '08:00')
    """
    if isinstance(value, Label):
        return value.sv if language == "sv" else value.en
    if isinstance(value, Message):
        return said(value, language)
    if isinstance(value, tuple):
        parts = [shown(item, language) for item in value]
        return _AND[language].join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
    if isinstance(value, float):
        figure = f"{value:.1f}".removesuffix(".0")
        return figure.replace(".", ",") if language == "sv" else figure
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)
