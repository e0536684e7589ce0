"""Pairs of texts that belong together, task by task."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from random import Random
from typing import Final

from data.model.material import Material, Phrase, associations, frames, parts, phrases, splits, synonyms
from data.model.material.phrases import content
from data.model.training.compose import composed, slips, strung
from data.model.training.settings import Settings
from data.reference import occupations as own_occupations
from matcher.text import normalise

Pair = tuple[str, str, float]
"""Two texts, and how much it counts that they belong together."""

Kept = Callable[..., bool]
"""Whether an item, by kind and key as in `splits.part`, is learnt from."""

_SENTENCE: Final = re.compile(r"(?<=[.:!?;])\s+|\r?\n")
_RANKED: Final = (1.0, 0.7, 0.5, 0.4)
_LOOSE: Final = 0.7
_QUARTER: Final = 0.4
_DESCRIBED: Final = 250
_SHORT: Final = 3


def all_of_it(*_key: str) -> bool:
    """Keep everything that teaches."""
    return True


def but_chosen_on(kind: splits.Kind, *key: str) -> bool:
    """Keep what teaches, but not what settings are chosen on."""
    return not splits.chosen_on(kind, *key)


def sentences(text: str) -> list[str]:
    """Cut a text into sentences and clauses."""
    return [part.strip() for part in _SENTENCE.split(text) if len(part.strip()) > _SHORT]


def tasks(material: Material, settings: Settings, keep: Kept = all_of_it) -> dict[str, list[Pair]]:
    """Collect the pairs of each task; tasks without any are left out.

    Parameters
    ----------
    material : the taxonomy, or nothing.
    settings : how many sentences are composed, and the seed.
    keep : which items are learnt from, of those that teach.
    """
    said = [one for one in splits.written(phrases(), "train") if keep("phrases", *content(one.text))]
    found = {
        "group": [(title, group.label, 1.0) for group in material.groups for title in group.occupations],
        "definition": list(_definitions(material)),
        "group_skill": list(_group_skills(material, keep)),
        "occupation_skill": list(_occupation_skills(material, keep, Random(settings.seed))),
        "skill": [
            (link.esco, link.skill, 1.0 if link.relation == "close" else _LOOSE)
            for link in splits.skill_links(material, "train")
            if keep("skills", link.skill)
        ],
        "substitute": [
            (one.of_label, one.by_label, 1.0 if one.percentage == 75 else _QUARTER)
            for one in splits.substitutes(material, "train")
            if keep("substitutes", one.of, one.by)
        ],
        **_english(material, keep),
        "keyword": [(keyword, related, 1.0) for keyword, related in material.keywords],
        "variant": list(_variants(material, keep)),
        "own": list(_own(keep)),
        "branch": [(under, over, 1.0) for over, under in material.branches],
        "phrase": list(_phrases(said, _labels(material))),
        "composed": list(_composed(settings, keep)),
        "word": list(_words(settings, keep)),
        "synonym": list(_synonyms(keep)),
        "part": [
            (text, work.occupations[0], _LOOSE)
            for work in parts()
            for text in (*work.done, *work.do, *work.where, *work.things)
        ],
    }
    found["slip"] = _slips(material, said, settings, keep)
    hidden = _judged(material, keep)
    return {
        task: left
        for task, pairs in found.items()
        if (left := [pair for pair in pairs if frozenset(map(normalise, pair[:2])) not in hidden])
    }


def _judged(material: Material, keep: Kept) -> set[frozenset[str]]:
    """Give the pairs of texts that judge, or that settings are chosen on, wherever else they may stand."""
    pairs = [
        *((one.of_label, one.by_label) for one in splits.substitutes(material, "judge")),
        *(
            (one.of_label, one.by_label)
            for one in splits.substitutes(material, "train")
            if not keep("substitutes", one.of, one.by)
        ),
        *((link.esco, link.skill) for link in splits.skill_links(material, "judge")),
        *(
            (group.label, skill)
            for group, skills in splits.group_skills(material, "judge")
            for skill in skills
        ),
        *((one.name, one.swedish) for one in splits.english(material, "judge")),
    ]
    return {frozenset(map(normalise, pair)) for pair in pairs}


def _labels(material: Material) -> Mapping[str, str]:
    return {group.ssyk: group.label for group in material.groups}


def _definitions(material: Material) -> Iterator[Pair]:
    for group in material.groups:
        for sentence in sentences(group.definition):
            yield group.label, sentence, 1.0
            for title in group.occupations:
                yield title, sentence, 0.5


def _group_skills(material: Material, keep: Kept) -> Iterator[Pair]:
    for group, skills in splits.group_skills(material, "train"):
        for skill in skills:
            if keep("skills", skill):
                yield group.label, skill, 1.0


def _occupation_skills(material: Material, keep: Kept, rng: Random) -> Iterator[Pair]:
    for group, skills in splits.group_skills(material, "train"):
        for skill in skills:
            if keep("skills", skill):
                for title in rng.sample(group.occupations, min(2, len(group.occupations))):
                    yield title, skill, _LOOSE


def _english(material: Material, keep: Kept) -> dict[str, list[Pair]]:
    taught = [one for one in splits.english(material, "train") if keep("english", one.uri)]
    return {
        "english": [(one.name, one.swedish, 1.0) for one in taught],
        "english_described": [
            (sentences(one.description)[0][:_DESCRIBED], one.swedish, 1.0)
            for one in taught
            if one.description
        ],
    }


def _variants(material: Material, keep: Kept) -> Iterator[Pair]:
    """Give titles that the taxonomy writes side by side: *Lagerarbetare/Terminalarbetare*."""
    for occupation in material.occupations:
        variants = [variant.strip() for variant in occupation.label.split("/")]
        if len(variants) > 1 and _named(occupation.label, keep):
            for variant in variants:
                yield variant, occupation.label, 1.0
            for variant in variants[1:]:
                yield variants[0], variant, 1.0


def _own(keep: Kept) -> Iterator[Pair]:
    hidden = _other_names(keep)
    for occupation in own_occupations():
        for synonym in occupation.synonyms:
            if normalise(synonym) not in hidden:
                yield synonym, occupation.label, 1.0
        for text in (*occupation.skills, *occupation.tasks):
            yield text, occupation.label, _LOOSE


def _named(label: str, keep: Kept) -> bool:
    """Say whether other names of a title, and slips in it, are learnt from."""
    return splits.part("titles", label) == "train" and keep("titles", label)


def _phrases(said: Sequence[Phrase], labels: Mapping[str, str]) -> Iterator[Pair]:
    for one in said:
        for title, weight in zip(one.occupations, _RANKED, strict=False):
            yield one.text, title, weight
        if one.ssyk in labels:
            yield one.text, labels[one.ssyk], 0.5


def _composed(settings: Settings, keep: Kept) -> Iterator[Pair]:
    made = composed(parts(), frames(), settings.composed, Random(settings.seed))
    rng = Random(settings.seed)
    for one in splits.apart(made, _hidden(keep)):
        # Two times in three the best title, else the next best.
        at = 1 if len(one.occupations) > 1 and rng.random() < 1 / 3 else 0
        yield one.text, one.occupations[at], 1.0


def _words(settings: Settings, keep: Kept) -> Iterator[Pair]:
    other_names = _other_names(keep)
    made = strung(associations(), settings.composed // 4, Random(settings.seed))
    for one in splits.apart(made, _hidden(keep)):
        if normalise(one.text) not in other_names:
            yield one.text, one.occupations[0], 1.0


def _synonyms(keep: Kept) -> Iterator[Pair]:
    hidden = _other_names(keep)
    for words in synonyms():
        known = [word for word in words if normalise(word) not in hidden]
        for one, other in combinations(known, 2):
            yield one, other, 1.0


def _other_names(keep: Kept) -> set[str]:
    """Give the other names of titles that judge, or that settings are chosen on."""
    return {
        normalise(synonym)
        for occupation in own_occupations()
        if not _named(occupation.label, keep)
        for synonym in occupation.synonyms
    }


def _hidden(keep: Kept) -> list[Phrase]:
    """Give the phrases that nothing near may teach."""
    return [
        one
        for one in phrases()
        if splits.part("phrases", *content(one.text)) == "judge" or not keep("phrases", *content(one.text))
    ]


def _slips(material: Material, said: Sequence[Phrase], settings: Settings, keep: Kept) -> list[Pair]:
    titles = [one.label for one in material.occupations] or [one.label for one in own_occupations()]
    counted = Counter(
        word.lower() for text in (*titles, *material.words, *material.skills) for word in text.split()
    )
    words = counted.keys() | {word for one in said for word in one.text.lower().split()}
    rng = Random(settings.seed)
    taught = [
        *(title for title in titles if _named(title, keep)),
        *(
            skill
            for skill in material.skills
            if splits.part("skills", skill) == "train" and keep("skills", skill)
        ),
    ]
    return [(typed, meant, 1.0) for typed, meant in slips(taught, words, 2, rng)]
