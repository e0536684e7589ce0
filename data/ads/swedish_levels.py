"""Levels of Swedish as advertisements word them, and what each wording is taken to mean.

Advertisements nearly never state a level. The table gives the CEFR level whose description (Companion
volume 2020, overall oral and written scales) is nearest to the words. It is an interpretation: every value
read this way is marked as one, and a person may change it.

=============================================  =====  =======================================================
words                                          level  nearest description
=============================================  =====  =======================================================
modersmål, perfekt, felfri                     C1     as ``flytande``; the demand itself is flagged
flytande, obehindrat, mycket goda, utmärkta    C1     "fluently and spontaneously, almost effortlessly"
goda kunskaper, behärskar, uttrycka sig väl    B2     "with a degree of fluency and spontaneity"
kan kommunicera, tala och förstå, i tal        B1     "enter unprepared into conversation on familiar topics"
grundläggande, enkel, viss, lite               A2     "simple and routine tasks on familiar matters"
=============================================  =====  =======================================================

An SFI course is read by the matcher's own table, upper-secondary courses as the level they start from
(Swedish 1: B2, 2 and 3: C1).
"""

import re
from typing import Final, NamedTuple

from matcher.levels import SFI_LEVELS, Cefr


class Level(NamedTuple):
    """A level of Swedish read in words.

    Attributes
    ----------
    spoken, written : the levels; ``None`` where the words say nothing of it.
    stated : true where a CEFR level itself is written.
    """

    spoken: Cefr | None
    written: Cefr | None
    stated: bool = False


_QUALITIES: Final = (
    (r"modersmål\w*|perfekt\w*|felfri\w*", Cefr.C1),
    (
        (
            r"(?:mycket|väldigt|riktigt)\s+(?:god|bra|stark)\w*|utmärkt\w*|flytande|obehindra[dt]\w*|"
            r"fluent\w*|excellent"
        ),
        Cefr.C1,
    ),
    (
        (
            r"grundläggande|enk(?:el|la|lare|elt)\b|\bviss\b|\bvissa\b|\blite\b|\bnågon\b|\bbasic\b|"
            r"baskunskap\w*|elementär\w*"
        ),
        Cefr.A2,
    ),
    (r"tillräcklig\w*|hyfsa\w+|någorlunda|göra(?:s)? (?:sig|dig) förstådd", Cefr.B1),
    (r"\bgod(?:a|ast)?\b|\bgott\b|\bbra\b|\bväl\b|\bgood\b|effektivt|säker\w*", Cefr.B2),
)
_ACTS: Final = (
    (r"behärska\w*|uttryck\w+|formuler\w+|dokumentera\w*", Cefr.B2),
    (
        (
            r"\btala[rs]?\b|\bprata[rs]?\b|\bförstår?\b|kommunicera\w*|\btal\b|\bskrift\b|\bmuntlig\w*|"
            r"\bskriftlig\w*|\bläs[ae]r?\b|"
            r"\bskriv[ae]r?\b|\bspeak\w*|talande\b|språkig\w*"
        ),
        Cefr.B1,
    ),
)
_QUALITY: Final = tuple((re.compile(words, re.IGNORECASE), level) for words, level in _QUALITIES)
_ACT: Final = tuple((re.compile(words, re.IGNORECASE), level) for words, level in _ACTS)
_NEAR: Final = 70
"""How many characters before the language a quality ("goda") may stand and still be said of it."""
_CEFR: Final = re.compile(r"(?<![\w-])(?P<level>[ABC][12]\+?)(?![\w-])(?!\s*(?:-|kort|truck))")
_SFI: Final = re.compile(
    r"\bsfi\b\W*(?:kurs|nivå|på nivå)?\W*(?P<one>[A-D])\b|\b(?:kurs|nivå)\s+(?P<two>[A-D])\s+(?:i|inom|"
    r"på|av)\s+sfi\b",
    re.IGNORECASE,
)
_COURSE: Final = re.compile(
    r"\b(?:svenska(?: som andraspråk)?|sva|sas)\s*(?:nivå\s*)?(?P<number>[123])\b", re.IGNORECASE
)
_COURSES: Final = {"1": Cefr.B2, "2": Cefr.C1, "3": Cefr.C1}
_WRITTEN: Final = re.compile(
    r"\bskrift\b|skriftlig|\bläs[ae]?|\bskriv[ae]|dokumentera|\bwrit|\bread|journal", re.IGNORECASE
)
_SPOKEN: Final = re.compile(
    r"\btal\b|\btala|\bprata|muntlig|\bförstå|kommunicer|göra dig förstådd|\bspeak|\bspoken|\bverbal|talande",
    re.IGNORECASE,
)


def level_of(words: str, at: int | None = None) -> Level:
    """Read the level that `words` ask for, where the language is named at character `at`.

    Examples
    --------
    >>> level = level_of("Goda kunskaper i svenska i tal och skrift")
    >>> str(level.spoken), str(level.written), level.stated
    ('B2', 'B2', False)
    >>> level_of("Svenska krävs")
    Level(spoken=None, written=None, stated=False)
    """
    level, stated = _level(words, len(words) if at is None else at)
    if level is None:
        return Level(None, None)
    written = bool(_WRITTEN.search(words))
    spoken = bool(_SPOKEN.search(words)) or not written
    if stated and not _SPOKEN.search(words):
        written = True
    return Level(level if spoken else None, level if written else None, stated)


def _level(words: str, at: int) -> tuple[Cefr | None, bool]:
    if found := _CEFR.search(words):
        return Cefr.parse(found["level"]), True
    if found := _SFI.search(words):
        return SFI_LEVELS[(found["one"] or found["two"]).upper()], False
    if found := _COURSE.search(words):
        return _COURSES[found["number"]], False
    qualities = sorted(
        (m.start(), -m.end(), level) for pattern, level in _QUALITY for m in pattern.finditer(words)
    )
    before = [level for start, end, level in _outermost(qualities) if start <= at and at + end <= _NEAR]
    after = [level for start, _, level in qualities if start > at]
    if before or after:
        return (before[-1] if before else after[0]), False
    return next((level for pattern, level in _ACT if pattern.search(words)), None), False


def _outermost(spans: list[tuple[int, int, Cefr]]) -> list[tuple[int, int, Cefr]]:
    """Drop what lies inside the span before it: "goda" in "mycket goda"."""
    kept: list[tuple[int, int, Cefr]] = []
    for span in spans:
        if not kept or span[0] >= -kept[-1][1]:
            kept.append(span)
    return kept
