"""Words as people write them: whole words, inflections and Swedish compounds.

A word is a run of letters and digits, with the ``++`` or ``#`` of C++ and C#. Everything else parts words.
Swedish writes compounds as one word (*truckförarbevis*), so a term is also found as the first
or the last part of a word. Short names (*Go*, *R*, *C*) are found only as whole words.
"""

import re
import unicodedata
from functools import lru_cache
from operator import attrgetter
from typing import Final

from rapidfuzz import fuzz

from matcher.text.swedish import ENDINGS, FILLERS, GENERAL, NOT_PARTS, PARADIGMS

_MARKS: Final = "\u0300-\u036f\u064b-\u065f\u0670"
"""Accents written as signs of their own, and Arabic vowel signs."""

TOKEN: Final = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]){{0,63}}(?:(?:\+\+|#)(?!\w))?")
"""One word in a text as written. A run past 64 characters is cut, so a text costs no more than its length."""

_LEFT_OVER: Final = re.compile(f"[{_MARKS}]")

SHORT: Final = 2
"""Up to this many letters a word is a name (Go, R, IT): whole, and in the case given."""

_PART: Final = 4
"""Fewest letters of a term that may be part of a compound or be inflected."""

_REST: Final = 3
"""Fewest letters of the rest of a compound."""

_TERM: Final = 20
"""Most words of a term; it bounds the work on hostile input."""

_NEAR: Final = 90.0
_WHOLE: Final = 0.9
_COMPOUND: Final = 0.8

_SIZE: Final = attrgetter("size")


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Fold one word: small letters, composed letters (å is one letter), no loose accents."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFD", word).casefold()
    return _LEFT_OVER.sub("", unicodedata.normalize("NFC", folded))


def words(text: str) -> tuple[str, ...]:
    """Give the words of a text, folded.

    Examples
    --------
    >>> words("B-körkort, C++ & Truck!")
    ('b', 'körkort', 'c++', 'truck')
    """
    return tuple(map(fold, TOKEN.findall(text)))


def normalise(text: str) -> str:
    """Give the folded words of a text with one space between.

    Examples
    --------
    >>> normalise("  Städare/Lokalvårdare ")
    'städare lokalvårdare'
    """
    return " ".join(words(text))


def mentions(text: str, term: str) -> tuple[int, int] | None:
    """Find where a text mentions a term.

    A term of several words is found where its words follow each other. A single word of at
    least four letters is also found as the first or last part of a compound. A very general
    last part (*arbetare* in *lagerarbetare*) does not count. A text of more than 20 words is no term.

    Returns
    -------
    (start, end) of the first mention in `text` as written, so that it can be shown, or None.

    Examples
    --------
    >>> mentions("Du har truckförarbevis.", "truck")
    (7, 22)
    >>> mentions("Vi kör gokart", "Go") is None
    True
    """
    wanted = tuple(map(_key, TOKEN.findall(term)))
    if not 0 < len(wanted) <= _TERM:
        return None
    found = list(TOKEN.finditer(text))
    keys = [_key(match[0]) for match in found]
    in_compounds = len(wanted) == 1
    last_too = not _general(wanted[0])
    for at in range(len(keys) - len(wanted) + 1):
        if all(map(_inflected, keys[at : at + len(wanted)], wanted)) or (
            in_compounds and (_first(keys[at], wanted[0]) or (last_too and _last(keys[at], wanted[0])))
        ):
            return found[at].start(), found[at + len(wanted) - 1].end()
    return None


def near_identical(a: str, b: str) -> float:
    """Say how alike two texts are letter by letter, in [0.9, 1], or 0.

    Meant for slips of the pen, which spare the first letter; so every word must be near its
    counterpart: *forskare, etnologi* is not *forskare, teologi*. Words may be written
    together or apart. Short words and words with digits are names and classes (*körkort B*,
    *körkort C*) and must be the same in both.

    Examples
    --------
    >>> near_identical("Lagerarbtare", "lagerarbetare"), near_identical("bagare", "lagare")
    (0.96, 0.0)
    """
    left, right = _parsed(a), _parsed(b)
    if left.names != right.names or not left.folded:
        return 0.0
    if len(left.folded) != len(right.folded):
        alike = "".join(left.folded) == "".join(right.folded)
    else:
        alike = all(
            one[:1] == other[:1] and fuzz.ratio(one, other) >= _NEAR
            for one, other in zip(left.folded, right.folded, strict=True)
        )
    return fuzz.ratio(left.normalised, right.normalised, score_cutoff=_NEAR) / 100 if alike else 0.0


def compound(a: str, b: str) -> float:
    """Say whether one text is wholly contained in the other.

    Returns
    -------
    0.9 when the words of the shorter text all are words of the other, 0.8 when at least they
    are first or last parts of its words, else 0. A text of general words alone (*medarbetare*)
    gives 0: it would be contained in nearly everything. Symmetric.

    Examples
    --------
    >>> compound("lager", "Lagerarbetare"), compound("Van städare", "Städare"), compound("Go", "Gokart")
    (0.8, 0.9, 0.0)
    """
    short, long = sorted((_parsed(a), _parsed(b)), key=_SIZE)
    if not short.specific:
        return 0.0
    degree = _WHOLE
    for word in short.content:
        if any(_inflected(other, word) for other in long.content):
            continue
        if not any(_first(other, word) or _last(other, word) for other in long.content):
            return 0.0
        degree = _COMPOUND
    return degree


class _Parsed:
    """The words of one short text, read once."""

    __slots__ = ("content", "folded", "names", "normalised", "size", "specific")

    def __init__(self, text: str) -> None:
        keys = map(_key, TOKEN.findall(text))
        self.content = tuple(key for key in keys if fold(key) not in FILLERS)
        self.folded = tuple(map(fold, self.content))
        self.normalised = " ".join(self.folded)
        self.names = {word for word in self.folded if _letters(word) <= SHORT or any(map(str.isdigit, word))}
        self.specific = not all(map(_general, self.content))
        self.size = (len(self.content), len(self.normalised), self.normalised)


@lru_cache(maxsize=16_384)
def _parsed(text: str) -> _Parsed:
    return _Parsed(text)


def _letters(word: str) -> int:
    return len(word.rstrip("+#"))


@lru_cache(maxsize=65_536)
def _key(written: str) -> str:
    """Give what a word is compared by: a short name as written, any other word folded."""
    composed = unicodedata.normalize("NFC", written)
    return composed if _letters(composed) <= SHORT else fold(written)


def _general(word: str) -> bool:
    return any(_inflected(word, general) for general in GENERAL)


def _inflected(word: str, term: str) -> bool:
    """Say whether two folded words are forms of one word, of which at least four letters stay."""
    if word == term:
        return True
    if word[:_PART] != term[:_PART]:
        return False
    shared = next(
        (at for at, (one, other) in enumerate(zip(word, term, strict=False)) if one != other),
        min(len(word), len(term)),
    )
    rests = {word[shared:], term[shared:]}
    return shared >= _PART and (
        ("" in rests and rests <= ENDINGS) or any(rests <= paradigm for paradigm in PARADIGMS)
    )


def _first(word: str, part: str) -> bool:
    """Try the forms that a word takes as the first part: *lärare* → *lärar-*, *vara* → *varu-*."""
    forms = [part]
    if part[-1:] in ("a", "e"):
        forms.append(part[:-1])
    if part[-1:] == "a":
        forms += [part[:-1] + "u", part[:-1] + "e"]
    return any(
        len(form) >= _PART
        and len(word) - len(form) >= _REST
        and word.startswith(form)
        and word[len(form) :] not in NOT_PARTS
        for form in forms
    ) and not _inflected(word, part)


def _last(word: str, part: str) -> bool:
    if len(part) < _PART:
        return False
    at = word.find(part[:_PART], _REST)
    while at >= 0:
        if _inflected(word[at:], part) and word[:at] not in NOT_PARTS:
            return True
        at = word.find(part[:_PART], at + 1)
    return False
