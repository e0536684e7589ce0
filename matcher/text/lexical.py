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
from rapidfuzz.distance import OSA

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

NEAR: Final = 75.0
"""Share of letters, in percent, that two texts must have in common to count as near in spelling."""

_TURNED: Final = 0.9
"""How near in spelling the same words are in another order: *biträde vård*, *vårdbiträde*."""

_UNMARKED: Final = 0.95
"""How near the same letters are at most, when one of the texts is written without å, ä and ö."""

_SLIPPED: Final = 5
"""Fewest letters of a word that one slip of the pen leaves recognisable."""

_PLAINLY: Final = 8
"""Fewest letters that are the same words when only the marks of å, ä and ö differ."""

_TURNS: Final = 3
"""Most words that are tried in another order."""

_MARKED: Final = str.maketrans("åäöéü", "aaoeu")


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


def spelling(a: str, b: str) -> float:
    """Say how near two texts are letter by letter, from 0 to 1.

    1 is the same words, whatever their case and signs, written together or apart, with or without words
    that carry no meaning. In another order they are near. From there it falls to 0 at three letters in four
    (rapidfuzz's ratio), which leaves slips of the pen in sight. Where one of the texts has no å, ä or ö, the
    other is read without them too: not every keyboard has them. Short words and words with digits are names
    and classes (*körkort B*, *körkort C*) and must be the same in both.

    Examples
    --------
    >>> spelling("Lager arbetare", "lagerarbetare"), spelling("bagare", "kock")
    (1.0, 0.0)
    >>> round(spelling("lagerarbtare", "lagerarbetare"), 2), spelling("körkort B", "körkort C")
    (0.84, 0.0)
    """
    left, right = _parsed(a), _parsed(b)
    if left.names != right.names or not left.words:
        return 0.0
    if left.joined == right.joined:
        return 1.0
    if left.joined in right.turned or right.joined in left.turned:
        return _TURNED
    if left.marked and right.marked:
        ratio = fuzz.ratio(left.letters, right.letters, score_cutoff=NEAR)
    else:
        ratio = fuzz.ratio(left.bare, right.bare, score_cutoff=NEAR)
    return min(_UNMARKED, (ratio - NEAR) / (100.0 - NEAR)) if ratio else 0.0


def one_slip(a: str, b: str) -> bool:
    """Say whether one slip of the pen parts two texts.

    A slip is a letter lost, added or changed, or two that changed places. It must be in a word of at least
    five letters, and the other words must be the same. Two words that exist can be as near (*plantering*,
    *planering*), so it says little where both are known.

    Examples
    --------
    >>> one_slip("Lagrearbetare", "lagerarbetare"), one_slip("körkort B", "körkort C")
    (True, False)
    """
    left, right = _parsed(a).words, _parsed(b).words
    if len(left) != len(right):
        return False
    apart = [pair for pair in zip(left, right, strict=True) if pair[0] != pair[1]]
    return (
        len(apart) == 1
        and max(map(len, apart[0])) >= _SLIPPED
        and OSA.distance(*apart[0], score_cutoff=1) == 1
    )


def unmarked(a: str, b: str) -> bool:
    """Say whether two texts of at least eight letters are the same, one of them written without å, ä and ö.

    Examples
    --------
    >>> unmarked("lokalvardare", "Lokalvårdare"), unmarked("rost", "röst")
    (True, False)
    """
    left, right = _parsed(a), _parsed(b)
    return left.bare == right.bare and len(left.joined) >= _PLAINLY and not (left.marked and right.marked)


def forms(text: str) -> tuple[str, str, frozenset[str]]:
    """Give what a short text is found by, where it may be near another in spelling.

    Returns
    -------
    Its words that carry meaning, folded, without marks and with one space between; the same words with their
    marks, written together; and that in every other order the words can be turned to.

    Examples
    --------
    >>> forms("biträde i vård")
    ('bitrade vard', 'biträdevård', frozenset({'vårdbiträde'}))
    """
    parsed = _parsed(text)
    return parsed.bare, parsed.joined, parsed.turned


class _Parsed:
    """The words of one short text that carry meaning, read once."""

    __slots__ = ("bare", "joined", "letters", "marked", "names", "turned", "words")

    def __init__(self, text: str) -> None:
        self.words = tuple(word for word in words(text) if word not in FILLERS)
        self.letters = " ".join(self.words)
        self.bare = self.letters.translate(_MARKED)
        self.marked = any(letter in self.letters for letter in "åäö")
        self.joined = "".join(self.words)
        self.turned = frozenset(
            "".join(self.words[at:] + self.words[:at])
            for at in range(1, len(self.words) if len(self.words) <= _TURNS else 0)
        )
        self.names = {word for word in self.words if _letters(word) <= SHORT or any(map(str.isdigit, word))}


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
