"""Everyday speech, and other names for occupations.

The phrases were written one by one for this project; a fifth of them, with other words than those that teach,
judge. The other names are those of `data.reference`, of titles of which no other name teaches. Whatever says
the same words as a phrase, a part of a sentence, a task or a name that teaches is left out.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

from data.model.material import Material, Phrase, parts, phrases, splits
from data.model.material.phrases import content
from data.reference import occupations
from evaluation.text.task import Name, Task, index, positions
from matcher.text import normalise


def tasks(material: Material) -> list[Task]:
    """Build the tasks: phrases among the titles of work training and among all titles, and other names."""
    taught = _taught()
    judged = [one for one in splits.written(phrases(), "judge") if content(one.text) not in taught]
    common = [one.label for one in occupations()]
    every = [one.label for one in material.occupations]
    return [
        _phrases(
            Name(
                "speech",
                "Vardagligt tal, bland arbetsträningens yrken",
                "Everyday speech among the occupations of work training",
            ),
            judged,
            common,
        ),
        _phrases(
            Name("speech-all", "Vardagligt tal, bland alla yrken", "Everyday speech among all titles"),
            judged,
            every,
        ),
        _names(material, taught),
    ]


def _taught() -> set[frozenset[str]]:
    """Give the words of everything short about work that teaches, fillers aside."""
    own = occupations()
    named = (one for one in own if splits.part("titles", one.label) == "train")
    texts = chain(
        (one.text for one in splits.written(phrases(), "train")),
        (text for one in parts() for text in (*one.done, *one.do, *one.where, *one.things)),
        (text for one in own for text in (*one.tasks, *one.skills)),
        (name for one in named for name in one.synonyms),
    )
    return {content(text) for text in texts}


def _phrases(name: Name, judged: Sequence[Phrase], titles: Sequence[str]) -> Task:
    """Ask for the titles that a phrase means; a phrase that means none of the candidates is left out."""
    targets = index(titles)
    asked = [one for one in judged if positions(targets, one.occupations)]
    return Task(
        name,
        ("mrr", "hit@1", "hit@5"),
        queries=tuple(one.text for one in asked),
        targets=tuple(targets),
        right=tuple(positions(targets, one.occupations) for one in asked),
        sources=tuple(one.ssyk for one in asked),
    )


def _names(material: Material, taught: set[frozenset[str]]) -> Task:
    """Ask for the title behind another name: what people call the job, or the work itself.

    What is itself a title or a skill of the taxonomy is left out.
    """
    titles = [one.label for one in occupations()]
    targets = index(titles)
    known = set(map(normalise, (*titles, *(one.label for one in material.occupations), *material.skills)))
    meant = defaultdict(set)
    for one in occupations():
        for name in one.synonyms:
            meant[name].add(one.label)
    asked = [
        name
        for name, labels in meant.items()
        if all(splits.part("titles", label) == "judge" for label in labels)
        and normalise(name) not in known
        and content(name) not in taught
    ]
    return Task(
        Name("names", "Andra namn på yrken", "Other names for occupations"),
        ("map", "mrr", "hit@10"),
        queries=tuple(asked),
        targets=tuple(targets),
        right=tuple(positions(targets, meant[name]) for name in asked),
        sources=tuple(min(meant[name]) for name in asked),
    )
