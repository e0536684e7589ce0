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
_LICENCE: Final = re.compile(
    rf"(?P<before>{_UPPER}|{_LOWER})\s?[-–]?\s?(?P<kind>{_DOCUMENT}|(?i:kort(?:et)?|behörighet(?:en)?)(?!\w))"
    rf"|(?P<wider>(?i:(?:{_DOCUMENT}\W+(?:med\s+)?)?utöka[dt]\s+(?:B(?!\w)(?:-?(?:körkort|"
    rf"behörighet))?|behörighet\W+B96\W?)|\bB96\b(?:-?körkort)?))"
    r"|(?P<vehicle>(?<!\w)(?i:(?:tungt?\s+)?(?:lastbils|lastbil|buss|mc|motorcykel|släpvagns|släp|"
    r"moped|personbils)[- ]?(?:körkort|kort)(?:et)?))(?!\w)"
    rf"|(?<![\w-]){_DOCUMENT}(?:{_CLASS_WORD}(?P<after>{_UPPER})|"
    rf"(?P<use>\s+(?i:för\s+(?:tung\s+)?(?:lastbil|buss|mc|motorcykel|släp|personbil|moped))))?"
)
_BARE: Final = re.compile(
    r"(?<![\w-])(?P<before>C1E|D1E|C1|D1|BE|CE|DE|"
    r"B96)(?P<kind>)(?P<wider>)(?P<vehicle>)(?P<use>)(?P<after>)(?![\w-])"
)
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
    r"\b(?:ta|tar|få|övningsköra?|erbjuder|bekostar|betalar|finansier\w+|undervis\w+|utbild\w+|"
    r"examin\w+|utfärda\w*|återkall\w+)\b[^.,;]{0,40}$|"
    r"\b(?:elever|kurser|teori|utbildning|bidrag|lån|hjälp|stöd|frågor|ansökningar|"
    r"ärenden)\b[^.,;]{0,25}\b(?:för|till|med|om|i|inom|av|kring)\b[^.,;]{0,15}$",
    re.IGNORECASE,
)
_ROADS: Final = re.compile(r"kör[- ]?kort|lastbil|buss|chaufför|förare|släp|fordon|\bYKB\b", re.IGNORECASE)
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
        listed = match["before"] or match["after"] or ""
        either = classes if len(classes) > 1 and _EITHER.search(listed) else frozenset()
        yield LicenceMention(
            _common(either) if either and mood is Mood.DEMANDED else classes,
            mood,
            sentence.start + match.start(),
            sentence.start + match.end(),
            sentence,
            either,
        )


def _is_licence(match: re.Match[str]) -> bool:
    """Tell "C-behörighet" from the electrician's "B-behörighet" and a teacher's "behörighet"."""
    if not (match["kind"] or "").lower().startswith("behörighet"):
        return True
    return not {"A", "B", "A1", "A2"} & set(_CLASS.findall(match["before"].upper())) or bool(
        _ROADS.search(match.string)
    )


def _classes(match: re.Match[str]) -> frozenset[str]:
    if match["wider"]:
        return frozenset({"B96"})
    vehicle = (match["vehicle"] or match["use"] or "").lower()
    if vehicle:
        return frozenset(name for word, name in _VEHICLES.items() if word in vehicle)
    listed = (match["before"] or match["after"] or "B").upper()
    return frozenset(re.sub(r"\W", "", name) for name in _CLASS.findall(listed))


def _common(alternatives: frozenset[str]) -> frozenset[str]:
    """Give the least that the holder of any one of the alternatives may drive."""
    shared = reduce(frozenset.intersection, (closure(frozenset({name})) for name in alternatives))
    implied = {lesser for name in shared for lesser in IMPLIES[name]}
    return frozenset(names(shared - implied))
