"""What the settings are chosen on: a tenth of what teaches, kept apart while choosing, never what judges.

The official figures come from `rattplats evaluate-text`; these are only for comparing one run with another.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.model.material import Material, phrases, splits
from data.model.material.phrases import content
from data.model.training.compose import misspelt
from data.reference import occupations as own_occupations

Compare = Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]]

_DEPTH: Final = 10
_TYPED: Final = 300


@dataclass(frozen=True, slots=True)
class Question:
    """Which candidates belong to each query.

    Attributes
    ----------
    queries, candidates : texts.
    gains : for each query, candidate → how well it belongs.
    hidden : for each query, candidates that are not shown.
    """

    queries: Sequence[str]
    candidates: Sequence[str]
    gains: Sequence[Mapping[int, float]]
    hidden: Sequence[Sequence[int]] = ()


def questions(material: Material) -> dict[str, Question]:
    """Make the questions; those that the material has nothing for are left out."""
    titles = [one.label for one in material.occupations]
    own = own_occupations()
    said = [one for one in phrases() if splits.chosen_on("phrases", *content(one.text))]
    narrow = sorted(
        {*material.work_training, *(one.label for one in own), *(t for p in said for t in p.occupations)}
    )
    wide = sorted({*titles, *narrow})
    skills = [
        link for link in splits.skill_links(material, "train") if splits.chosen_on("skills", link.skill)
    ]
    grouped = [
        (group.label, skill)
        for group, found in splits.group_skills(material, "train")
        for skill in found
        if splits.chosen_on("skills", skill)
    ]
    rng = Random(0)
    typed = rng.sample(wide, min(_TYPED, len(wide)))
    synonyms = [
        (synonym, one.label)
        for one in own
        if splits.chosen_on("titles", one.label)
        for synonym in one.synonyms
    ]
    spoken = [(one.text, title) for one in said for title in one.occupations]
    found = {
        "substitute": _substitutes(material, titles),
        "skill": _plain([(link.esco, link.skill) for link in skills]),
        "group_skill": _plain(grouped),
        "phrase": _plain(spoken, narrow),
        "phrase_wide": _plain(spoken, wide),
        "synonym": _plain(synonyms, wide),
        "slip": _plain([(misspelt(misspelt(title.lower(), rng), rng), title) for title in typed], wide),
        "english": _plain(
            [
                (one.name, one.swedish)
                for one in splits.english(material, "train")
                if splits.chosen_on("english", one.uri)
            ],
            sorted({one.swedish for one in material.english}),
        ),
    }
    return {name: question for name, question in found.items() if question.queries}


def _plain(pairs: Sequence[tuple[str, str]], candidates: Sequence[str] | None = None) -> Question:
    shown = candidates or sorted({right for _, right in pairs})
    at = {text: number for number, text in enumerate(shown)}
    gains: dict[str, dict[int, float]] = defaultdict(dict)
    for left, right in pairs:
        gains[left][at[right]] = 1.0
    return Question(list(gains), shown, list(gains.values()))


def _substitutes(material: Material, titles: Sequence[str]) -> Question:
    at = {title: number for number, title in enumerate(titles)}
    gains: dict[str, dict[int, float]] = defaultdict(dict)
    known: dict[str, set[int]] = defaultdict(set)
    for one in splits.substitutes(material, "train"):
        if splits.chosen_on("substitutes", one.of, one.by):
            gains[one.of_label][at[one.by_label]] = one.percentage / 100
        else:
            known[one.of_label].add(at[one.by_label])
    hidden = [[at[title], *(known[title] - gains[title].keys())] for title in gains]
    return Question(list(gains), titles, list(gains.values()), hidden)


def answered(questions: Mapping[str, Question], compare: Compare) -> dict[str, float]:
    """Give the figure of each question: nDCG@10.

    Parameters
    ----------
    questions : from `questions`.
    compare : queries and candidates → likeness, (n, m).
    """
    figures = {}
    for name, question in questions.items():
        table = compare(question.queries, question.candidates)
        for row, hidden in zip(table, question.hidden, strict=False):
            row[list(hidden)] = -1.0
        figures[name] = float(
            np.mean([_gain(row, gains) for row, gains in zip(table, question.gains, strict=True)])
        )
    return figures


def _gain(row: NDArray[np.float32], gains: Mapping[int, float]) -> float:
    """Give nDCG@10 of one query; a candidate stands after all that score as high."""
    found = sum(
        gain / np.log2(rank + 1)
        for at, gain in gains.items()
        if (rank := int((row >= row[at]).sum())) <= _DEPTH
    )
    best = sum(
        gain / np.log2(rank + 2) for rank, gain in enumerate(sorted(gains.values(), reverse=True)[:_DEPTH])
    )
    return float(found / best)
