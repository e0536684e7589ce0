"""Sentences for people: message ids with arguments, one catalogue a language.

A `Message` is data (an id and its arguments) until somebody reads it. Arguments are numbers,
dates, levels, free text, vocabulary labels, or tuples of these; `Message.text` is Swedish.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from matcher.messages_sv import SENTENCES
from matcher.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence as data: its id in the catalogue and its arguments."""

    id: str
    arguments: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The sentence in Swedish."""
        sentence = SENTENCES[self.id]
        if not self.arguments:
            return sentence
        return sentence.format_map({name: shown(value) for name, value in self.arguments.items()})


def message(id_: str, **arguments: object) -> Message:
    """Make a message; see `matcher.messages_sv` for the ids."""
    return Message(id_, arguments)


def shown(value: object) -> str:
    """Write one argument as a Swedish reader expects it.

    Examples
    --------
    >>> shown(("B", "CE", "D")), shown(37.5), shown(20.0), shown(time(8, 0))
    ('B, CE och D', '37,5', '20', '08:00')
    """
    if isinstance(value, Label):
        return value.sv
    if isinstance(value, Message):
        return value.text
    if isinstance(value, tuple):
        parts = [shown(item) for item in value]
        return " och ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0").replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)
