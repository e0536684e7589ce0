"""Words of the reference tables, found in an advertisement: certificates, skills, conditions, supports."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from data.ads.cues import denied, mood_at
from data.ads.headings import Section
from data.ads.model import Mood
from data.ads.sentences import Sentence
from data.reference.tables import Explained, certificate_synonyms, conditions, occupations, supports
from matcher.text.lexical import mentions, words

_HEAD: Final = 4
"""Letters of each word of a term that must stand in a text before it is searched for in earnest."""

_GIVEN: Final = re.compile(
    r"\b(?:erbjud\w*|får du|utbildar (?:vi )?dig|bekostar|betalar|möjlighet)\b", re.IGNORECASE
)
"""What the employer gives is no demand: "vi erbjuder HLR-utbildning"."""

_INFLECTED: Final = 7
"""Letters of a word that may lose its last letter in an inflection."""

_READ_ELSEWHERE: Final = re.compile(r"språk|svenska|körkort|legitimation|yrkeskompetensbevis", re.IGNORECASE)
_LONGEST_ITEM: Final = 8
"""Up to this many words, a certificate without verb ("Truckkort A+B") is an item of a list of demands."""


@dataclass(frozen=True, slots=True)
class TermMention:
    """A term of a reference table in the text.

    Attributes
    ----------
    code : the label or code that the term stands for.
    mood : demanded, wished, said not to be needed, or only mentioned.
    start, end : characters in the advertisement's text.
    sentence : the sentence it stands in.
    """

    code: str
    mood: Mood
    start: int
    end: int
    sentence: Sentence


class _Term(NamedTuple):
    words: str
    code: str
    heads: tuple[str, ...]


def certificate_mentions(text: Sequence[Sentence]) -> tuple[TermMention, ...]:
    """Find the certificates that the text demands or wishes."""
    return tuple(
        TermMention(found.code, mood, found.start, found.end, found.sentence)
        for found in _find(text, _certificate_terms())
        if (mood := _claimed(found)) in (Mood.DEMANDED, Mood.WISHED)
    )


def skill_mentions(text: Sequence[Sentence]) -> tuple[TermMention, ...]:
    """Find the reference skills that the text asks for."""
    return tuple(
        found
        for found in _find(text, _skill_terms())
        if found.sentence.section is Section.WANTED and found.mood in (Mood.DEMANDED, Mood.WISHED)
    )


def condition_mentions(text: Sequence[Sentence]) -> tuple[TermMention, ...]:
    """Find the work conditions that the work is said to have; "inga tunga lyft" is not one."""
    return _stated(text, _condition_terms())


def support_mentions(text: Sequence[Sentence]) -> tuple[TermMention, ...]:
    """Find the supports that the place is said to offer."""
    return _stated(text, _support_terms())


def _claimed(found: TermMention) -> Mood:
    sentence = found.sentence
    before = sentence.text[: found.start - sentence.start]
    if sentence.section in (Section.OFFER, Section.ABOUT) or _GIVEN.search(before):
        return Mood.UNSAID
    short = len(sentence.text.split()) <= _LONGEST_ITEM and not sentence.text.endswith("?")
    return (
        Mood.DEMANDED
        if found.mood is Mood.UNSAID and short and sentence.section is Section.NONE
        else found.mood
    )


def _stated(text: Sequence[Sentence], terms: Sequence[_Term]) -> tuple[TermMention, ...]:
    """Keep what is not denied: "inga tunga lyft" is no condition."""
    kept = []
    for found in _find(text, terms):
        said = found.sentence.text
        start, end = found.start - found.sentence.start, found.end - found.sentence.start
        if not denied(said, start, end) and found.mood is not Mood.NOT_NEEDED:
            kept.append(found)
    return tuple(kept)


def _find(text: Sequence[Sentence], terms: Sequence[_Term]) -> Iterator[TermMention]:
    folded = [(sentence, " ".join(words(sentence.text))) for sentence in text]
    whole = " ".join(words_ for _, words_ in folded)
    likely = [term for term in terms if all(head in whole for head in term.heads)]
    for sentence, said in folded:
        taken: list[tuple[int, int]] = []
        for term in likely:
            if not all(head in said for head in term.heads):
                continue
            span = mentions(sentence.text, term.words)
            if span is None or not _faithful(sentence.text[slice(*span)], term):
                continue
            if any(start <= span[0] < end for start, end in taken):
                continue
            taken.append(span)
            yield TermMention(
                term.code,
                mood_at(sentence, span[0]),
                sentence.start + span[0],
                sentence.start + span[1],
                sentence,
            )


def _faithful(found: str, term: _Term) -> bool:
    """Ask that the term itself, or all but its last letter, stands there: "smidig" is not "smide"."""
    word = term.words.lower()
    return " " in word or (word if len(word) < _INFLECTED else word[:-1]) in found.lower()


def _terms(table: Mapping[str, str]) -> tuple[_Term, ...]:
    """Order terms so that the longest comes first and covers the shorter ones inside it."""
    made = [_Term(term, code, tuple(word[:_HEAD] for word in words(term))) for term, code in table.items()]
    return tuple(sorted(made, key=lambda term: (-len(term.words), term.words)))


@cache
def _certificate_terms() -> tuple[_Term, ...]:
    return _terms(certificate_synonyms())


@cache
def _skill_terms() -> tuple[_Term, ...]:
    """Give the skills of the reference occupations, but not those that other readers read better."""
    skills = {skill for occupation in occupations() for skill in occupation.skills}
    return _terms({skill: skill for skill in skills if not _READ_ELSEWHERE.search(skill)})


@cache
def _condition_terms() -> tuple[_Term, ...]:
    return _terms(_phrases(conditions()))


@cache
def _support_terms() -> tuple[_Term, ...]:
    return _terms(_phrases(supports()))


def _phrases(table: Mapping[str, Explained]) -> dict[str, str]:
    return {phrase: code for code, explained in table.items() for phrase in explained.phrases}
