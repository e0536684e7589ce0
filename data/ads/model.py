"""What a converted advertisement is: a slot, where each value was read, and what to look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, time
from enum import IntEnum
from typing import Any, Final

from matcher.domain import Slot
from matcher.licences import CLASSES
from matcher.vocabulary import DAYS

QUOTE_LENGTH: Final = 120
"""The most characters that an origin or a warning quotes from an advertisement."""


class Mood(IntEnum):
    """How an advertisement speaks of something. A higher mood wins where two are found."""

    UNSAID = 0
    NOT_NEEDED = 1
    WISHED = 2
    DEMANDED = 3


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one value was read.

    Attributes
    ----------
    path : the JSON path in the advertisement, such as ``driving_license[0].label`` or ``description.text``.
    start, end : characters in that text, where it is a text.
    quote : the words, at most `QUOTE_LENGTH` characters.
    interpreted : true where the advertisement says it in words and a table gave the value.
    note : a Swedish sentence on how the value came about, where that is not plain.
    """

    path: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    interpreted: bool = False
    note: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the origin as JSON, without what is empty."""
        every = {part.name: getattr(self, part.name) for part in fields(self)}
        return {name: value for name, value in every.items() if value not in (None, False)}


@dataclass(frozen=True, slots=True)
class AdWarning:
    """Something in an advertisement that a person should look at.

    Attributes
    ----------
    kind : ``discrimination``, ``contradiction``, ``unclear`` or ``missing``.
    field : the slot field it is about, or ``description.text``.
    text : what is the matter, in Swedish.
    remedy : what to do about it, in Swedish.
    quote : the words of the advertisement, at most `QUOTE_LENGTH` characters.
    """

    kind: str
    field: str
    text: str
    remedy: str
    quote: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the warning as JSON, without what is empty."""
        every = {part.name: getattr(self, part.name) for part in fields(self)}
        return {name: value for name, value in every.items() if value is not None}


@dataclass(frozen=True, slots=True)
class ConvertedAd:
    """One advertisement as a slot, with the origin of each value.

    Attributes
    ----------
    slot : the place, as the matcher reads it.
    sources : slot field, or field of `extra`, → where its value was read.
    warnings : discriminating demands, contradictions, and what was not understood.
    extra : what the advertisement says beside the fields of a slot (languages, experience, own car …).
    """

    slot: Slot
    sources: Mapping[str, tuple[Origin, ...]]
    warnings: tuple[AdWarning, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Give the slot in the contract's field names, then the extra fields, sources and warnings."""
        record = {part.name: _plain(part.name, getattr(self.slot, part.name)) for part in fields(self.slot)}
        known = {name: value for name, value in record.items() if value is not None}
        return {
            **known,
            **self.extra,
            "sources": {
                name: [origin.to_dict() for origin in origins] for name, origins in self.sources.items()
            },
            "warnings": [warning.to_dict() for warning in self.warnings],
        }


def shorten(words: str) -> str:
    """Cut a quotation to `QUOTE_LENGTH` characters, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= QUOTE_LENGTH else line[: QUOTE_LENGTH - 2].rstrip() + " …"


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, frozenset):
        order = DAYS if name == "days" else CLASSES if name.startswith("licences") else sorted(value)
        return [code for code in order if code in value]
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, IntEnum):
        return str(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value
