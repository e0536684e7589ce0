"""The driving licences that a text speaks of: which classes, and whether they are demanded or wished."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

from data.ads.cues import mood_at
from data.ads.headings import Section
from data.ads.model import Mood
from data.ads.sentences import Sentence
from matcher.licences import CLASSES, IMPLIES, closure, names

_NAMES: Final = "|".join((r"[BCD]\s?\+\s?E", *sorted(CLASSES, key=len, reverse=True)))
_ONE: Final = rf"(?:{_NAMES})(?![\w&])"
_AND: Final = r"(?:\s*[,/+&]\s*|\s*,?\s+(?i:och/eller|och|eller|samt|respektive|alternativt|alt\.?)\s+)"
_UPPER: Final = rf"(?<![\w&]){_ONE}(?:[-–]?(?i:körkort)?{_AND}(?i:utöka[dt]\s+)?{_ONE})*"
_LOWER: Final = rf"(?<![\w&])(?i:{_ONE})(?=-)"
_DOCUMENT: Final = (
    r"(?i:(?:förar)?kör[- ]?kort(?:et|en)?(?:sbehörighet(?:en)?|sklass)?|driv(?:ing|"
    r"er[’']?s)[- ]licen[cs]es?)(?!\w)"
)
_CLASS_WORD: Final = (
    r"(?:(?i:med|för|i|av|typ|minst|klass|kategori|behörighet(?:en)?|category|class)\s+|[\s(,:–\"”-])*"
)
_VEHICLE: Final = r"(?:lastbil|buss|mc|motorcykel|släp|personbil|moped)"
_LISTED: Final = (
    rf"(?P<before>{_UPPER}|{_LOWER})\s?[-–]?\s?(?P<kind>{_DOCUMENT}|(?i:kort(?:et)?|behörighet(?:en)?)(?!\w))"
)
_WIDER: Final = (
    rf"(?P<wider>(?i:(?:{_DOCUMENT}\W+(?:med\s+)?)?"
    r"utöka[dt]\s+(?:B(?!\w)(?:-?(?:körkort|behörighet))?|behörighet\W+B96\W?)|\bB96\b(?:-?körkort)?))"
)
_BY_VEHICLE: Final = rf"(?<!\w)(?P<vehicle>(?i:{_VEHICLE}(?:s|vagns)?[- ]?(?:körkort|kort)(?:et)?))(?!\w)"
_PLAIN: Final = (
    rf"(?<![\w-]){_DOCUMENT}"
    rf"(?:{_CLASS_WORD}(?P<after>{_UPPER})|(?P<use>\s+(?i:för\s+(?:tung\s+)?{_VEHICLE})))?"
)
_LICENCE: Final = re.compile(f"{_LISTED}|{_WIDER}|{_BY_VEHICLE}|{_PLAIN}")
_BARE: Final = re.compile(
    r"(?<![\w-])(?P<before>C1E|D1E|C1|D1|BE|CE|DE|B96|"
    r"(?:(?<=, )|(?<=gärna )|(?<=även ))[CD](?=\s*(?:[(),.;/]|$|är\b|eller\b|och\b)))(?![\w-])"
)
"""Classes that stand alone in a sentence which speaks of a licence elsewhere: "C-körkort, gärna CE"."""
_CLASS: Final = re.compile(rf"(?<!\w)(?:{_NAMES})(?!\w)", re.IGNORECASE)
_VEHICLES: Final = {
    "lastbil": "C",
    "buss": "D",
    "mc": "A",
    "motorcykel": "A",
    "släp": "BE",
    "moped": "AM",
    "personbil": "B",
}
_NOT_HELD: Final = re.compile(
    r"\b(?:ta|tar|tagit|skaffa|få|övningsköra?(?: för)?|läsa?(?: till)?)\s+"
    r"(?:(?:sitt|ditt|ett|eget|på|dig|sig)\s+)*$|"
    r"\b(?:erbjud\w+|bekostar|betalar|finansier\w+|hjälp(?:er|a)?|stöd\w*|möjlighet\w*|bidrag|lån|"
    r"undervis\w+|utbilda[rs]?|utbildning(?:ar|en)?|elever\w*|kurser|frågor|ansökningar|ärenden)\b(?:\s+[\wåäö]+){0,4}?\s+"
    r"(?:för|till|med|om|i|inom|av|kring|ta)\s+(?:(?:sitt|ditt|ett)\s+)?$",
    re.IGNORECASE,
)
_ROADS: Final = re.compile(r"kör[- ]?kort|lastbil|buss|chaufför|förare|släp|fordon|\bYKB\b", re.IGNORECASE)
_OTHER_MACHINE: Final = re.compile(
    r"\s+för\s+(?:motorsåg|röjsåg|traktor|truck|lift|hjullastare|skoter|snöskoter|båt|drönare|terräng)",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(r"A\s+driv", re.IGNORECASE)
_EITHER: Final = re.compile(r"eller|alt|/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LicenceMention:
    """One place in the text that speaks of a licence.

    Attributes
    ----------
    classes : the classes, or of alternatives ("B- eller C-körkort") what each of them entitles to.
    mood : demanded, wished or said not to be needed.
    start, end : characters in the advertisement's text.
    sentence : the sentence it stands in.
    alternatives : the classes that the text lets one choose between, else empty.
    """

    classes: frozenset[str]
    mood: Mood
    start: int
    end: int
    sentence: Sentence
    alternatives: frozenset[str] = frozenset()


def mentions(text: Sequence[Sentence]) -> tuple[LicenceMention, ...]:
    """Find every licence that the sentences speak of; "körkort" alone means B.

    Examples
    --------
    >>> [(sorted(m.classes), m.mood.name) for m in mentions([Sentence("CE-körkort krävs, gärna ADR", 0)])]
    [(['CE'], 'DEMANDED')]
    """
    return tuple(mention for sentence in text for mention in _in_sentence(sentence))


def _in_sentence(sentence: Sentence) -> Iterator[LicenceMention]:
    found = list(_LICENCE.finditer(sentence.text))
    if found:  # beside "C-körkort", a bare "CE" is a class too
        taken = [range(*match.span()) for match in found]
        found += [m for m in _BARE.finditer(sentence.text) if not any(m.start() in span for span in taken)]
    for match in found:
        if not _is_licence(match) or _NOT_HELD.search(sentence.text[: match.start()]):
            continue
        mood = mood_at(sentence, match.start())
        if mood is Mood.UNSAID:
            if sentence.section in (Section.OFFER, Section.ABOUT):
                continue
            mood = Mood.DEMANDED
        classes = _classes(match)
        either = classes if len(classes) > 1 and _EITHER.search(_listed(match)) else frozenset()
        yield LicenceMention(
            _common(either) if either and mood is Mood.DEMANDED else classes,
            mood,
            sentence.start + match.start(),
            sentence.start + match.end(),
            sentence,
            either,
        )


def _is_licence(match: re.Match[str]) -> bool:
    """Tell "C-behörighet" from an electrician's "B-behörighet", and körkort from that of a chain saw."""
    if _OTHER_MACHINE.match(match.string, match.end()):
        return False
    groups = match.groupdict()
    if not (groups.get("kind") or "").lower().startswith("behörighet"):
        return True
    ambiguous = {"A", "B", "A1", "A2"} & set(_CLASS.findall(match["before"].upper()))
    return not ambiguous or bool(_ROADS.search(match.string))


def _listed(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return groups.get("before") or groups.get("after") or ""


def _classes(match: re.Match[str]) -> frozenset[str]:
    groups = match.groupdict()
    if groups.get("wider"):
        return frozenset({"B96"})
    vehicle = (groups.get("vehicle") or groups.get("use") or "").lower()
    if vehicle:
        return frozenset(name for word, name in _VEHICLES.items() if word in vehicle)
    if _ARTICLE.match(match[0]):
        return frozenset({"B"})
    return frozenset(re.sub(r"\W", "", name) for name in _CLASS.findall((_listed(match) or "B").upper()))


def _common(alternatives: frozenset[str]) -> frozenset[str]:
    """Give the least that the holder of any one of the alternatives may drive."""
    shared = reduce(frozenset.intersection, (closure(frozenset({name})) for name in alternatives))
    implied = {lesser for name in shared for lesser in IMPLIES[name]}
    return frozenset(names(shared - implied))
