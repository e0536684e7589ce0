"""Demand, wish or neither: what a sentence says of the words at a place in it.

A sentence is cut into segments at commas, "och", "men" and the like. A segment with a cue of its own
("krävs", "gärna", "inget krav") speaks for itself; a segment without one follows the cue before it, and
where there is none before it, the cue after it ("Truckkort, B-körkort och svenska är krav").
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from data.ads.model import Mood
from data.ads.sentences import Sentence

_NOT_NEEDED: Final = (
    (
        r"\b(?:inget|inte|ej|icke|inte (?:alls )?(?:något|ett))\s+(?:absolut |formellt )?"
        r"(?:krav|måste|nödvändig\w*)\b"
    ),
    r"\b(?:inga|utan)\s+(?:särskilda |formella |som helst )?krav\b",
    r"\b(?:krävs|behövs|erfordras|fordras)\s+(?:det\s+)?(?:inte|ej|inget|inga|ingen)\b",
    r"\b(?:inget|inga|ingen)(?:\s+[\w-]+){1,3}\s+(?:krävs|behövs)\b",
    r"\bkräver\s+(?:inte|ej|inget|ingen|inga)\b",
    r"\b(?:behöver|måste)\s+(?:\w+\s+){0,2}(?:inte|ej|varken)\b",
    r"\b(?:inte|ej)\s+(?:obligatorisk\w*|behöva)\b",
    r"\boavsett om du har\b|\bäven (?:utan|om du (?:inte|saknar))\b|\butan\b(?=[\w\s-]{0,12}körkort)",
    r"\b(?:du )?(?:har (?:du )?inte|saknar)\b(?=[^.,;]*körkort[^.,;]*[?,])",
    r":\s*(?:nej|ej|inget|inga)\b",
    r"\bnot (?:required|necessary|a requirement)\b|\bno need\b",
)
_WISHED: Final = (
    r"\b(?:extra |särskilt |mycket |starkt |högt )?meriter(?:ande|ade|as|ar)\b|\bmerit\b",
    r"\bgärna\b|\bhelst\b|\bönskvär[td]a?\b|\bönska[rs]\b|\bönskemål\b|\bföredra(?:r|s|ger)\b|\bprioriteras\b",
    r"\bfördel\b|\bbonus\b|\bbör\b|\bbra (?:om|att ha)\b|\buppskattas\b|\bvärdefullt\b|\bunderlättar\b",
    r"(?:^|\b(?:ett|som|stort|extra|är)\s+)plus\b|\bplus (?:om|i kanten)\b|\bpluspoäng\b",
    r"\bpreferabl[ey]\b|\bpreferred\b|\ba plus\b|\badvantage\b|\bnice to have\b|\bdesirable\b",
)
_DEMANDED: Final = (
    r"\b(?:absolut |skall?[- ]?|grund)?krav(?:et|en)?\b|\bkräv(?:s|er|de)\b|\bmåste\b|\bska(?:ll)?\b",
    r"\bbehöver?\b|\bbehövs\b|\bbehövas\b|\bförutsätt(?:er|s|ning)\b|\berfordras\b|\bfordras\b|\bnödvändig\w*\b",
    r"\bobligatorisk\w*\b|\bär ett villkor\b|\bminimum\b|\bvi (?:vill|ser) att du\b|(?<=\w )har du\b",
    r"\bsöker (?:vi )?(?:nu |därför )?(?:dig|en|någon)\b",
    r"(?<!om )\bdu (?:som )?(?:har|är|innehar|kan|talar|pratar|behärskar|kommunicerar|uttrycker)\b",
    r"\bmust\b|\brequire(?:d|s|ment)\b|\bneed to have\b|\bmandatory\b|\byou have\b",
)
_NOT: Final = re.compile(
    r"\b(?:inga|ingen|inget|inte|ej|utan|aldrig|slipper|slippa|undviker|undvika|fri från|fritt från|"
    r"minimer\w+|varken|sällan)\b[^,.;]{0,30}$",
    re.IGNORECASE,
)
_ABSENT: Final = re.compile(
    r"^[^,.;]{0,30}\b(?:förekommer (?:inte|ej|sällan|aldrig)|undviks|ingår (?:inte|ej)|behövs (?:inte|"
    r"ej)|krävs (?:inte|ej))\b",
    re.IGNORECASE,
)
_CUE: Final = re.compile(
    f"(?P<none>{'|'.join(_NOT_NEEDED)})|(?P<wish>{'|'.join(_WISHED)})|(?P<demand>{'|'.join(_DEMANDED)})",
    re.IGNORECASE,
)
_MOODS: Final = {"none": Mood.NOT_NEEDED, "wish": Mood.WISHED, "demand": Mood.DEMANDED}
_IF: Final = re.compile(r"\W*om du (?:även |också |redan |dessutom )?(?:har|kan|talar)\b", re.IGNORECASE)
_BUT: Final = re.compile(r"(?:men|dock|däremot)\b", re.IGNORECASE)
_FORWARD: Final = re.compile(r"gärna|helst|föredra", re.IGNORECASE)
_CUT: Final = re.compile(
    r"\s*[;,()]\s*|\s+[–-]\s+|\s+(?=(?:men|dock|fast|däremot|samt|och|medan|liksom|eller)\s)|"
    r"(?<=\w)\.\s+",
    re.IGNORECASE,
)
_STRENGTH: Final = {Mood.NOT_NEEDED: 3, Mood.WISHED: 2, Mood.DEMANDED: 1, Mood.UNSAID: 0}


@dataclass(frozen=True, slots=True)
class _Segment:
    start: int
    end: int
    mood: Mood
    forward: bool
    bare: bool
    joint: str
    words: int


def mood_at(sentence: Sentence, start: int) -> Mood:
    """Say how `sentence` speaks of the words at its character `start`.

    Examples
    --------
    >>> s = Sentence("B-körkort är ett krav, truckkort är meriterande.", 0)
    >>> mood_at(s, 0).name, mood_at(s, 23).name
    ('DEMANDED', 'WISHED')
    """
    parts = _segments(sentence.text)
    here = next((n for n, part in enumerate(parts) if part.start <= start < part.end), len(parts) - 1)
    own, aside = parts[here], _aside(parts, here)
    if own.mood is Mood.NOT_NEEDED:
        return Mood.WISHED if aside is Mood.WISHED else Mood.NOT_NEEDED
    if own.mood is Mood.WISHED:
        return Mood.WISHED
    if aside is not Mood.UNSAID:
        return aside
    if own.mood is Mood.DEMANDED:
        in_wishes = sentence.mood is Mood.WISHED and not _FIRM.search(sentence.text)
        return Mood.WISHED if in_wishes else Mood.DEMANDED
    for part in reversed(parts[:here]):
        if part.mood is not Mood.UNSAID:
            if part.mood is Mood.NOT_NEEDED and _BUT.match(sentence.text[own.start : own.end]):
                return sentence.mood
            return part.mood
    mood = _from_after(sentence, parts[here:])
    return Mood.WISHED if mood in (Mood.UNSAID, Mood.DEMANDED) and _IF.match(sentence.text) else mood


def denied(text: str, start: int, end: int) -> bool:
    """Say whether a text denies the words from `start` to `end`.

    Examples
    --------
    >>> denied("Inga tunga lyft", 5, 15), denied("Tunga lyft förekommer inte", 0, 10)
    (True, True)
    """
    return bool(_NOT.search(text[:start]) or _ABSENT.match(text[end:]))


def _aside(parts: tuple[_Segment, ...], here: int) -> Mood:
    """Read a remark that holds nothing but a cue: "(meriterande)" right after, or ", det är ett plus"."""
    for at, part in enumerate(parts[here + 1 :]):
        if part.joint == ";" or (part.joint == "(" and at > 0):
            break
        if part.bare:
            return part.mood
        if part.mood is not Mood.UNSAID:
            break
    return Mood.UNSAID


def _from_after(sentence: Sentence, parts: tuple[_Segment, ...]) -> Mood:
    """Follow a later cue where the words between are one list: "truckkort, B-körkort och svenska är krav"."""
    joined, commas = False, False
    for part in parts[1:]:
        if part.joint == ";":
            break
        joined, commas = joined or part.joint == "and", commas or part.joint == ","
        if part.mood is not Mood.UNSAID:
            one_list = joined and (not commas or parts[0].words <= _ITEM_WORDS)
            return part.mood if one_list and not part.forward else sentence.mood
    return sentence.mood


def _softened(parts: tuple[_Segment, ...], here: int) -> Mood:
    """Read "inget krav men meriterande" as a wish."""
    after = parts[here + 1 :]
    return Mood.WISHED if after and after[0].mood is Mood.WISHED and after[0].bare else Mood.NOT_NEEDED


def _against(mood: Mood, sentence: Sentence, parts: tuple[_Segment, ...], here: int) -> Mood:
    """Weigh a sentence's own cue against the next bare one and the list it stands in."""
    after = parts[here + 1] if here + 1 < len(parts) else None
    if (
        mood is Mood.DEMANDED
        and after is not None
        and after.bare
        and after.mood in (Mood.WISHED, Mood.NOT_NEEDED)
    ):
        return Mood.WISHED if after.mood is Mood.WISHED else Mood.NOT_NEEDED
    if mood is Mood.DEMANDED and sentence.mood is Mood.WISHED and not _FIRM.search(sentence.text):
        return Mood.WISHED
    return mood


_FIRM: Final = re.compile(r"krav|kräv|måste|obligatorisk|\bska(?:ll)?\b", re.IGNORECASE)


@lru_cache(maxsize=256)
def _segments(text: str) -> tuple[_Segment, ...]:
    parts, start, joint = [], 0, ""
    for cut in _CUT.finditer(text):
        if start < cut.start():
            parts.append(_segment(text, start, cut.start(), joint))
        start, joint = cut.end(), _joint(cut[0], text[cut.end() : cut.end() + 7])
    if start < len(text):
        parts.append(_segment(text, start, len(text), joint))
    return tuple(parts)


def _joint(cut: str, following: str) -> str:
    if cut.strip() in (";", "."):
        return ";"
    if "(" in cut:
        return "("
    return "," if cut.strip() else "and" if _AND.match(following) else "but"


def _segment(text: str, start: int, end: int, joint: str) -> _Segment:
    words = text[start:end]
    best, forward, rest = Mood.UNSAID, False, words
    for match in _CUE.finditer(words):
        mood = _MOODS[str(match.lastgroup)]
        if _STRENGTH[mood] > _STRENGTH[best]:
            best, forward = mood, bool(_FORWARD.search(match[0]))
        rest = rest.replace(match[0], " ", 1)
    content = best is Mood.UNSAID or [
        word for word in re.findall(r"\w+", rest) if word.lower() not in _FILLERS
    ]
    return _Segment(start, end, best, forward, not content, joint, len(words.split()))


_AND: Final = re.compile(r"(?:och|eller|samt)\b", re.IGNORECASE)
_ITEM_WORDS: Final = 3
"""The most words of an item in a list that shares the cue at its end."""
_FILLERS: Final = frozenset(
    [
        "men",
        "och",
        "dock",
        "är",
        "det",
        "som",
        "ett",
        "en",
        "vi",
        "ser",
        "det",
        "även",
        "också",
        "mycket",
        "stort",
        "bara",
        "inte",
        "utan",
        "samt",
        "i",
        "för",
        "att",
        "detta",
        "tjänsten",
        "rollen",
        "du",
        "har",
        "om",
    ]
)
