"""Demands in a text that the Discrimination Act (2008:567) may forbid, with advice on rewording.

Grounds: chapter 1, section 5 (sex, ethnicity, religion, disability, sexual orientation, age), and what stands
in for one of them: mother tongue, looks, family. A minimum age of 18 is lawful for many kinds of work and is
not flagged; nor are words about the people that the work is done for ("vård av äldre män", "till en ung man",
"unga på boendet"). The text is flagged for a person to judge, never changed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from data.ads.grounds import GROUNDS, PATTERNS
from data.ads.model import shorten


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that may discriminate.

    Attributes
    ----------
    ground : ``sex``, ``age``, ``origin``, ``religion``, ``health``, ``family``, ``looks`` or ``orientation``.
    start, end : characters in the text.
    quote : the words.
    text : what is the matter, in Swedish.
    advice : how to reword, in Swedish.
    """

    ground: str
    start: int
    end: int
    quote: str
    text: str
    advice: str


_COMPILED: Final = tuple((ground, re.compile(pattern, re.IGNORECASE)) for ground, pattern in PATTERNS)
_LINE: Final = re.compile(r"[^\n]{1,1000}")
"""What is searched at a time: a line, cut where it is very long, so that the time grows with the text."""

_SERVED: Final = re.compile(
    r"\b(?:barn|elev\w*|patient\w*|brukar\w*|kund\w*|boende\w*|ungdom\w*|klient\w*|deltagar\w*|gäst\w*|"
    r"invånar\w*|målgrupp\w*|unga|personer|"
    r"äldre|vuxna|familj\w*|vårdtagar\w*|flickor|pojkar|hyresgäst\w*|åldrarna)\b[^.!?]{0,40}$",
    re.IGNORECASE,
)
_LAW: Final = "Diskrimineringslagen skyddar den som söker, också till praktik."


def find(text: str) -> tuple[Finding, ...]:
    """Find words that ask for, or rule out, people on a protected ground.

    Examples
    --------
    >>> [(f.ground, f.quote) for f in find("Vi söker bara tjejer, max 35 år.")]
    [('sex', 'söker bara tjejer'), ('age', 'max 35 år')]
    >>> find("Du är minst 18 år. Arbetet är vård av äldre män i ett ungt team.")
    ()
    """
    found: list[Finding] = []
    for finding in sorted(_all(text), key=lambda each: (each.start, -each.end)):
        if not any(one.ground == finding.ground and one.end > finding.start for one in found):
            found.append(finding)
    return tuple(found)


def ground_name(ground: str) -> str:
    """Give what a ground is called in Swedish.

    Examples
    --------
    >>> ground_name("age")
    'ålder'
    """
    name, _advice = GROUNDS[ground]
    return name


def _all(text: str) -> Iterator[Finding]:
    for ground, pattern in _COMPILED:
        for match in _matches(pattern, text):
            if ground == "age" and _about_others(text, match):
                continue
            name, advice = GROUNDS[ground]
            yield Finding(
                ground,
                match.start(),
                match.end(),
                shorten(match[0]),
                f"Texten kan diskriminera på grund av {name}. {_LAW}",
                advice,
            )


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for line in _LINE.finditer(text):
        yield from pattern.finditer(text, *line.span())


def _about_others(text: str, match: re.Match[str]) -> bool:
    """Tell the age of the people that the work is done for."""
    digits = re.search(r"\d|\bung|\byngre|\bäldre", match[0], re.IGNORECASE)
    at = match.start() + (digits.start() if digits else 0)
    before = text[max(0, at - 60) : at]
    return bool(_SERVED.search(before[max(before.rfind(mark) for mark in ".!?\n") + 1 :]))
