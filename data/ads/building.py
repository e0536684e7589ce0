"""Gathers the values of one advertisement with their origins and warnings."""

from collections.abc import Iterable
from typing import Any, Final

from data.ads.model import AdWarning, ConvertedAd, Origin, shorten
from data.ads.sentences import Sentence
from matcher.domain import Slot

TEXT: Final = "description.text"


class Draft:
    """A slot in the making: values, where each came from, and what to look at."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.warnings: list[AdWarning] = []
        self._slot: dict[str, Any] = {}
        self._extra: dict[str, Any] = {}
        self._sources: dict[str, tuple[Origin, ...]] = {}

    def put(self, field: str, value: Any, *origins: Origin) -> None:
        """Set a field of the slot; nothing is set where the value is not known."""
        if value is not None:
            self._slot[field] = value
            self._sources[field] = origins

    def say(self, field: str, value: Any, *origins: Origin) -> None:
        """Set something that is no field of a slot."""
        if value is not None:
            self._extra[field] = value
            self._sources[field] = origins

    def add(self, field: str, labels: Iterable[tuple[str, Origin]]) -> None:
        """Add texts to a list of the slot, each once; what is required is not desired as well."""
        required = {
            known.casefold() for known in self._slot.get("required_skills", ()) if field == "desired_skills"
        }
        have = list(self._slot.get(field, ()))
        origins = list(self._sources.get(field, ()))
        for label, origin in labels:
            if label.casefold() not in required | {known.casefold() for known in have}:
                have.append(label)
                origins.append(origin)
        if have:
            self._slot[field], self._sources[field] = tuple(have), tuple(origins)

    def warn(self, kind: str, field: str, text: str, remedy: str, quote: str | None = None) -> None:
        """Note something for a person to look at."""
        self.warnings.append(AdWarning(kind, field, text, remedy, None if quote is None else shorten(quote)))

    def quote(self, start: int, end: int, *, interpreted: bool = False, note: str | None = None) -> Origin:
        """Give the origin of something read at characters `start` to `end` of the text."""
        return Origin(TEXT, start, end, shorten(self.text[start:end]), interpreted, note)

    def within(self, sentence: Sentence, *, interpreted: bool = False, note: str | None = None) -> Origin:
        """Give a sentence as the origin."""
        return self.quote(
            sentence.start, sentence.start + len(sentence.text), interpreted=interpreted, note=note
        )

    def finish(self) -> ConvertedAd:
        """Make the converted advertisement."""
        return ConvertedAd(Slot(**self._slot), dict(self._sources), tuple(self.warnings), dict(self._extra))
