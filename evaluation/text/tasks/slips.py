"""Typing errors and compounds: titles and skills as hurried people write them, made by rule from a seed.

The training makes slips by such rules too, but of none of the titles and skills that judge.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from data.model.material import Material, splits
from evaluation.text.task import Name, Task, index, some
from matcher.text import normalise

TITLES: Final = 120
SKILLS: Final = 60
_KEYS: Final = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")
_PLAIN: Final = str.maketrans("åäöÅÄÖ", "aaoAAO")
_SHORTEST: Final = 5


def _swap(text: str, at: int, _draw: np.random.Generator) -> str:
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def _drop(text: str, at: int, _draw: np.random.Generator) -> str:
    return text[:at] + text[at + 1 :]


def _double(text: str, at: int, _draw: np.random.Generator) -> str:
    return text[:at] + text[at] * 2 + text[at + 1 :]


def _neighbour(text: str, at: int, draw: np.random.Generator) -> str:
    return text[:at] + str(draw.choice(list(_beside(text[at])))) + text[at + 1 :]


def _plain(text: str, _at: int, _draw: np.random.Generator) -> str:
    return text.translate(_PLAIN)


SLIPS: Final[tuple[Callable[[str, int, np.random.Generator], str], ...]] = (
    _swap,
    _drop,
    _double,
    _neighbour,
    _plain,
)
"""Two letters swapped, one dropped, one doubled, the key beside it, å, ä and ö without their marks."""


def _beside(letter: str) -> str:
    """Give the letters beside one on a Swedish keyboard, or the letter itself when there are none."""
    row = next((keys for keys in _KEYS if letter.lower() in keys), letter)
    at = row.find(letter.lower())
    return row[max(0, at - 1) : max(0, at)] + row[at + 1 : at + 2] or letter


def slips(text: str, draw: np.random.Generator) -> Iterator[str]:
    """Give a text with one slip of each kind, at a letter drawn for each; the first letter too may slip."""
    letters = [at for at, letter in enumerate(text) if letter.isalpha()]
    for slip in SLIPS:
        slipped = slip(text, letters[int(draw.integers(len(letters)))], draw)
        if normalise(slipped) != normalise(text):
            yield slipped


def tasks(material: Material, seed: int) -> list[Task]:
    """Build the tasks: typing errors in titles, in skills, and compounds."""
    titles = [one.label for one in material.occupations]
    judged = [title for title in titles if splits.part("titles", title) == "judge"]
    skills = sorted({skill for _, group in splits.group_skills(material, "judge") for skill in group})
    return [
        _slips(
            Name("slips", "Skrivfel i yrken", "Typing errors in titles"),
            some(judged, TITLES, seed),
            titles,
            seed,
        ),
        _slips(
            Name("slips-skills", "Skrivfel i kompetenser", "Typing errors in skills"),
            some(skills, SKILLS, seed),
            skills,
            seed,
        ),
        _compounds(judged, titles, material.words),
    ]


def _slips(name: Name, texts: Sequence[str], candidates: Sequence[str], seed: int) -> Task:
    """Ask for the text behind a misspelt one; slips that make another candidate are left out."""
    draw = np.random.default_rng(seed)
    known = {normalise(text) for text in candidates}
    asked = [
        (slipped, text)
        for text in texts
        if sum(map(str.isalpha, text)) >= _SHORTEST
        for slipped in slips(text, draw)
        if normalise(slipped) not in known
    ]
    return _back(name, asked, candidates)


def _compounds(texts: Sequence[str], candidates: Sequence[str], words: Iterable[str]) -> Task:
    """Ask for a compound written apart, with a hyphen or turned, and for two words written together."""
    heads = common_heads(words)
    known = {normalise(title) for title in candidates}
    asked = [
        (written, title)
        for title in texts
        for written in _ways(title, heads)
        if normalise(written) not in known
    ]
    return _back(
        Name("compounds", "Sammansatta ord", "Compounds written apart or together"), asked, candidates
    )


def common_heads(words: Iterable[str]) -> frozenset[str]:
    """Give the words that end at least five other words: *arbetare*, *förare*, *städare*."""
    vocabulary = frozenset(word.lower() for word in words if word.isalpha())
    ends = Counter(
        word[cut:] for word in vocabulary for cut in range(3, len(word) - 3) if word[cut:] in vocabulary
    )
    return frozenset(end for end, times in ends.items() if times >= 5)


def _ways(title: str, heads: frozenset[str]) -> list[str]:
    parts = title.lower().split()
    if len(parts) == 2 and all(map(str.isalpha, parts)):
        return ["".join(parts)]
    if len(parts) != 1 or not title.isalpha():
        return []
    word = parts[0]
    cut = next((cut for cut in range(3, len(word) - 3) if word[cut:] in heads), None)
    if cut is None:
        return []
    return [f"{word[:cut]} {word[cut:]}", f"{word[:cut]}-{word[cut:]}", f"{word[cut:]} {word[:cut]}"]


def _back(name: Name, asked: Sequence[tuple[str, str]], candidates: Sequence[str]) -> Task:
    targets = index(candidates)
    return Task(
        name,
        ("mrr", "hit@1"),
        queries=tuple(written for written, _ in asked),
        targets=tuple(targets),
        right=tuple({targets[text]: 1.0} for _, text in asked),
        sources=tuple(text for _, text in asked),
    )
