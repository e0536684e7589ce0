"""An advertisement's text as sentences, each with its place and the heading it stands under.

A heading rules what follows it until the next one. A lead-in to wishes ("Meriterande:") rules its
own list only; after the list, what the heading above it said holds again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from data.ads.headings import LONGEST, Heading, Section, heading
from data.ads.model import Mood

LONGEST_SENTENCE: Final = 1000
"""A longer run of words is cut, so that reading takes time in proportion to the text."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or an item of a list.

    Attributes
    ----------
    text : the words, without bullet.
    start : index of the first character in the advertisement's text.
    section : the part it stands in.
    mood : what the nearest heading or lead-in says of all that stands under it.
    """

    text: str
    start: int
    section: Section = Section.NONE
    mood: Mood = Mood.UNSAID


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    bullet: bool
    after_blank: bool


_BULLET: Final = re.compile(r"[\s]*(?:[•·●▪◦⦁‣○*➢✓✔✅►→]|[-–—](?!\d)|o(?=\t))+[\s]*")
_END: Final = re.compile(r"(?<=[.!?])[\"”)]?\s+(?=[\"”(]?[A-ZÅÄÖ0-9])|(?<=[a-zåäö)])\s*[•●⦁]\s*")
_SHORT_FORM: Final = re.compile(
    r"(?:^|[\s(])(?:t\.?\s?ex|bl\.?\s?a|ca|kl|m\.?\s?m|d\.?\s?v\.?\s?s|inkl|exkl|leg|f\.?\s?d|tel|nr|"
    r"st|resp|ev|max|min|o\.?\s?dyl|etc|s\.?k)\.$",
    re.IGNORECASE,
)
_ANSWER: Final = re.compile(
    r"Då är det|Det är (?:ett|en|extra|inget|inte|meriterande)|Inga problem|Ingen fara", re.IGNORECASE
)
"""How a text answers its own question: "Har du körkort? Då är det ett plus"."""
_BREAK: Final = re.compile(
    r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|"
    r"(?<![ \t])[ \t]+(?=(?:Meriterande|Krav|Önskvärt|Kvalifikationer|Skallkrav)[ ]?:)"
)
_INLINE: Final = re.compile(r"(?P<head>[^.!?:;]{3,70}[:?])\s+(?=\S)|(?P<merit>Meriterande)\s+(?=[A-ZÅÄÖ])")


def sentences(text: str) -> tuple[Sentence, ...]:
    r"""Divide an advertisement's text.

    Examples
    --------
    >>> [(s.text, s.mood.name) for s in sentences("Krav:\n- B-körkort\nMeriterande:\n- Truckkort")]
    [('B-körkort', 'DEMANDED'), ('Truckkort', 'WISHED')]
    """
    return tuple(_divide(text))


def _divide(text: str) -> Iterator[Sentence]:
    ruling = Heading(Section.NONE, Mood.UNSAID)
    listed: _List | None = None
    for line in _lines(text):
        found = None if line.bullet and not line.text.endswith(":") else heading(line.text)
        if found is not None:
            if found.mood is Mood.WISHED:
                listed = _List(found)
            else:
                ruling, listed = found, None
            continue
        inline, rest = _inline(line)
        if inline is not None and inline.mood is Mood.WISHED:
            yield from _split(rest, inline)
            continue
        if inline is not None:
            ruling, listed = inline, None
        if listed is not None and not listed.holds(line):
            listed = None
        yield from _split(rest, listed.heading if listed is not None else ruling)


class _List:
    """The items that follow a lead-in."""

    def __init__(self, heading: Heading) -> None:
        self.heading = heading
        self._first: _Line | None = None

    def holds(self, line: _Line) -> bool:
        """Say whether `line` still belongs to the list."""
        first = self._first
        if first is None:
            self._first = line
            return True
        if line.bullet or first.bullet:
            return line.bullet
        if not line.after_blank:
            return True
        return first.after_blank and not line.text.endswith(".")


def _lines(text: str) -> Iterator[_Line]:
    blank = False
    for start, end in _bounds(text):
        raw = text[start:end]
        if not raw.strip():
            blank = True
            continue
        mark = _BULLET.match(raw)
        skip = mark.end() if mark else len(raw) - len(raw.lstrip())
        if words := raw[skip:].rstrip():
            yield _Line(words, start + skip, mark is not None, blank)
        blank = False


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Divide a text at its line breaks, and before a heading that a line break was lost in front of."""
    start = 0
    for cut in _BREAK.finditer(text):
        yield start, cut.start()
        start = cut.end()
    yield start, len(text)


def _inline(line: _Line) -> tuple[Heading | None, _Line]:
    """Give the heading that opens a line of text, and the rest of the line."""
    match = _INLINE.match(line.text)
    if match is None or match.end() > LONGEST + 5:
        return None, line
    found = heading((match["head"] or match["merit"] + ":").strip())
    if found is None:
        return None, line
    return found, _Line(line.text[match.end() :], line.start + match.end(), line.bullet, line.after_blank)


def _split(line: _Line, ruling: Heading) -> Iterator[Sentence]:
    start = 0
    cuts = [(m.start(), m.end()) for m in _END.finditer(line.text)]
    for cut, after in [*cuts, (len(line.text), len(line.text))]:
        while cut - start > LONGEST_SENTENCE:
            yield Sentence(
                line.text[start : start + LONGEST_SENTENCE], line.start + start, ruling.section, ruling.mood
            )
            start += LONGEST_SENTENCE
        words = line.text[start:cut]
        following = line.text[after:]
        if following and (_SHORT_FORM.search(words) or (words.endswith("?") and _ANSWER.match(following))):
            continue
        if words.strip():
            yield Sentence(words.rstrip(), line.start + start, ruling.section, ruling.mood)
        start = after
