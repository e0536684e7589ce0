"""Words as people write them: whole words, inflections and Swedish compounds.

A word is a run of letters and digits, with the ``++`` or ``#`` of C++ and C#. Everything else parts words.
Swedish writes compounds as one word (*truckförarbevis*), so a term is also found as the first
or the last part of a word. Short names (*Go*, *R*, *C*) are found only as whole words.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from matcher.text.swedish import ENDINGS, FILLERS, GENERAL, PARADIGMS

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

_IDENTICAL: Final = 0.9
_WHOLE: Final = 0.9
_COMPOUND: Final = 0.8


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
    last part (*arbetare* in *lagerarbetare*) does not count.

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
    wanted = TOKEN.findall(term)
    if not wanted:
        return None
    found = list(TOKEN.finditer(text))
    for at in range(len(found) - len(wanted) + 1):
        span = found[at : at + len(wanted)]
        if all(_same(match[0], word) for match, word in zip(span, wanted, strict=True)) or (
            len(wanted) == 1 and _mentioned_in_compound(span[0][0], wanted[0])
        ):
            return span[0].start(), span[-1].end()
    return None


def near_identical(a: str, b: str) -> float:
    """Say how alike two texts are letter by letter, in [0.9, 1], or 0.

    Meant for slips of the pen. Short words and words with digits are names and classes
    (*körkort B*, *körkort C*), so they must be the same in both.
    """
    left, right = _parsed(a), _parsed(b)
    if left.names != right.names or not left.folded:
        return 0.0
    return fuzz.ratio(left.normalised, right.normalised, score_cutoff=100 * _IDENTICAL) / 100


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
    short, long = sorted((_parsed(a), _parsed(b)), key=_Parsed.size)
    if not short.specific:
        return 0.0
    degree = _WHOLE
    for word in short.content:
        if any(_same(other, word) for other in long.content):
            continue
        if not any(part_of(other, word) for other in long.content):
            return 0.0
        degree = _COMPOUND
    return degree


class _Parsed:
    """The words of one text, read once."""

    __slots__ = ("content", "folded", "names", "normalised", "specific")

    def __init__(self, text: str) -> None:
        written = TOKEN.findall(text)
        self.folded = tuple(map(fold, written))
        self.normalised = " ".join(self.folded)
        self.content = tuple(word for word in written if fold(word) not in FILLERS)
        self.names = (
            frozenset(word for word in self.folded if _letters(word) <= SHORT or any(map(str.isdigit, word)))
            - FILLERS
        )
        self.specific = any(not _general(fold(word)) for word in self.content)

    def size(self) -> tuple[int, int, str]:
        return len(self.content), len(self.normalised), self.normalised


@lru_cache(maxsize=65_536)
def _parsed(text: str) -> _Parsed:
    return _Parsed(text)


def _letters(word: str) -> int:
    return len(word.rstrip("+#"))


def _general(folded: str) -> bool:
    return any(_inflected(folded, general) for general in GENERAL)


@lru_cache(maxsize=65_536)
def _same(written: str, term: str) -> bool:
    """Say whether a word is the term, perhaps inflected; a short one in the case given."""
    if _letters(term) <= SHORT:
        return written == term
    return _inflected(fold(written), fold(term))


def _inflected(word: str, term: str) -> bool:
    if word == term:
        return True
    shared = 0
    for one, other in zip(word, term, strict=False):
        if one != other:
            break
        shared += 1
    if shared < _PART:
        return False
    rests = {word[shared:], term[shared:]}
    return ("" in rests and rests <= ENDINGS) or any(rests <= paradigm for paradigm in PARADIGMS)


@lru_cache(maxsize=65_536)
def part_of(written: str, term: str) -> bool:
    """Say whether a term of at least four letters is the first or last part of a word.

    Examples
    --------
    >>> part_of("arbetsledare", "arbets"), part_of("städare", "stad"), part_of("restaurang", "R")
    (True, False, False)
    """
    word, part = fold(written), fold(term)
    return _first(word, part) or _last(word, part)


def _mentioned_in_compound(written: str, term: str) -> bool:
    word, part = fold(written), fold(term)
    return _first(word, part) or (not _general(part) and _last(word, part))


def _first(word: str, part: str) -> bool:
    """Try the forms that a word takes as the first part: *lärare* → *lärar-*, *skola* → *skol-*."""
    forms = [part]
    if part[-1:] in "ae":
        forms.append(part[:-1])
    if part[-1:] == "a":
        forms += [part[:-1] + "u", part[:-1] + "e"]
    return any(
        len(form) >= _PART and len(word) - len(form) >= _REST and word.startswith(form) for form in forms
    ) and not _inflected(word, part)


def _last(word: str, part: str) -> bool:
    return len(part) >= _PART and any(
        _inflected(word[at:], part) for at in range(_REST, len(word) - _PART + 1)
    )
