"""Texts that the teacher is asked about, and how often words are counted for the vocabulary."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from data.model.material import Material, associations, parts, phrases, splits, synonyms
from data.model.training.pairs import Pair, sentences
from data.model.training.settings import Settings
from data.model.training.vocabulary import split
from data.reference import occupations as own_occupations

_SWEDISH: Final = re.compile("[a-zåäöéü-]{2,}")
_ENGLISH: Final = re.compile("[a-z-]{2,}")
_LONGEST: Final = 400
_NOT_ASKED: Final = frozenset({"slip", "composed", "word"})
"""Slips of the pen are none of the teacher's business; of composed sentences it is asked about the parts."""

_FLAT: Final = 0.6
"""Common words are more common in newspapers than in a file on work: their counts are flattened."""


def common_words(settings: Settings) -> dict[str, float]:
    """Give common Swedish and English words, each with how often it is counted."""
    if not any(settings.general):
        return {}
    import wordfreq  # noqa: PLC0415 - an extra

    counts: defaultdict[str, float] = defaultdict(float)
    for language, size, pattern, weight in (
        ("sv", settings.general[0], _SWEDISH, 3.0),
        ("en", settings.general[1], _ENGLISH, 0.7),
    ):
        for word in wordfreq.top_n_list(language, size):
            if pattern.fullmatch(word):
                counts[word] += max(1.0, weight * (wordfreq.word_frequency(word, language) * 1e6) ** _FLAT)
    return dict(counts)


def general(material: Material, common: Iterable[str], tasks: dict[str, list[Pair]]) -> list[str]:
    """Give the texts that the teacher is asked about, each once, none that judges."""
    listed = [
        *(one.label for one in material.occupations),
        *(group.label for group in material.groups),
        *(sentence for group in material.groups for sentence in sentences(group.definition)),
        *material.words,
        *common,
        *(part for paragraph in material.ads for part in sentences(paragraph) if len(part) < _LONGEST),
        *(
            text
            for name, pairs in tasks.items()
            if name not in _NOT_ASKED
            for pair in pairs
            for text in pair[:2]
        ),
    ]
    return list(dict.fromkeys(listed))


def counted(material: Material, common: dict[str, float]) -> dict[str, float]:
    """Count words for the vocabulary, those of work many times."""
    counts = defaultdict(float, common)
    taught = splits.written(phrases(), "train")
    for texts, weight in (
        ([one.label for one in material.occupations], 20.0),
        ([group.label for group in material.groups], 10.0),
        ([group.definition for group in material.groups], 5.0),
        (material.skills, 8.0),
        (sorted({link.esco for link in material.skill_links}), 3.0),
        (material.words, 3.0),
        ([keyword for keyword, _ in material.keywords], 4.0),
        (material.ads, 1.0),
        ([one.name for one in material.english], 2.0),
        ([one.description for one in material.english], 0.2),
        ([one.text for one in taught], 5.0),
        ([text for work in parts() for text in (*work.done, *work.do, *work.where, *work.things)], 3.0),
        ([text for row in (*associations().values(), *synonyms()) for text in row], 3.0),
        ([text for one in own_occupations() for text in (one.label, *one.synonyms, *one.tasks)], 5.0),
    ):
        for text in texts:
            for word in split(text):
                counts[word] += weight
    return dict(counts)
