"""The line between what teaches and what judges, drawn by a salted hash of each item's own key.

=================  ====================================  ==========  ==================================
kind               key                                   judges      so that
=================  ====================================  ==========  ==================================
``substitutes``    the unordered pair of occupations     3 in 20     a pair is never seen from its other side
``skills``         the taxonomy's skill                  1 in 10     **no** link of a judged skill is taught,
                                                                     neither to ESCO nor to a group: harder
                                                                     than to hide single links
``english``        the URI                               1 in 10     neither name is taught with the other
``phrases``        the words of a hand-written phrase    1 in 5      nothing in nearly its words is taught
``titles``         a title                               1 in 5      no other name of it, no slip in it teach
=================  ====================================  ==========  ==================================

The line depends on nothing but the text: adding material moves no item from one side to the other.
Choices of a training run are made on `chosen_on`, a tenth of what teaches, never on what judges.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from data.model.material.phrases import Phrase, content
from data.model.material.records import English, Group, Material, SkillLink, Substitute
from matcher.text import normalise

Part = Literal["train", "judge"]
Kind = Literal["substitutes", "skills", "english", "phrases", "titles"]

SALT: Final = "rattplats-text-1"
"""Never change it: every figure that was reported rests on this line."""

SHARES: Final[dict[Kind, float]] = {
    "substitutes": 0.15,
    "skills": 0.1,
    "english": 0.1,
    "phrases": 0.2,
    "titles": 0.2,
}
"""Share of each kind that judges."""

_DEV: Final = 0.1
_NEAR: Final = 0.75


def part(kind: Kind, *key: str) -> Part:
    """Say on which side an item is.

    Parameters
    ----------
    kind : what the item is.
    key : one text, or two in any order. Case, signs and spaces do not count.

    Examples
    --------
    >>> part("substitutes", "a1", "b2") == part("substitutes", "b2", "a1")
    True
    """
    return "judge" if _fraction(SALT, kind, key) < SHARES[kind] else "train"


def chosen_on(kind: Kind, *key: str) -> bool:
    """Say whether an item that teaches is kept apart while the settings of the training are chosen."""
    return part(kind, *key) == "train" and _fraction(f"{SALT}-dev", kind, key) < _DEV


def _fraction(salt: str, kind: Kind, key: Iterable[str]) -> float:
    content_ = "\x1f".join((salt, kind, *sorted(normalise(text) or text for text in key)))
    return int.from_bytes(hashlib.blake2b(content_.encode(), digest_size=7).digest()) / 2**56


def substitutes(material: Material, side: Part) -> tuple[Substitute, ...]:
    """Give the judgements on one side; both directions of a pair are on the same."""
    return tuple(one for one in material.substitutes if part("substitutes", one.of, one.by) == side)


def skill_links(material: Material, side: Part) -> tuple[SkillLink, ...]:
    """Give the links to ESCO on one side, by the taxonomy's skill.

    On the side that teaches, a link is left out when the same two texts, in either order, judge.
    """
    judged = tuple(link for link in material.skill_links if part("skills", link.skill) == "judge")
    if side == "judge":
        return judged
    hidden = {frozenset((normalise(link.esco), normalise(link.skill))) for link in judged}
    return tuple(
        link
        for link in material.skill_links
        if part("skills", link.skill) == "train"
        and frozenset((normalise(link.esco), normalise(link.skill))) not in hidden
    )


def group_skills(material: Material, side: Part) -> tuple[tuple[Group, tuple[str, ...]], ...]:
    """Give each group with those of its skills that are on one side; groups without any are left out."""
    sided = (
        (group, tuple(skill for skill in group.skills if part("skills", skill) == side))
        for group in material.groups
    )
    return tuple((group, skills) for group, skills in sided if skills)


def english(material: Material, side: Part) -> tuple[English, ...]:
    """Give the skills in English and Swedish on one side."""
    return tuple(one for one in material.english if part("english", one.uri) == side)


def written(phrases: Sequence[Phrase], side: Part) -> tuple[Phrase, ...]:
    """Give the hand-written phrases on one side.

    The words of a phrase, sorted and without fillers, decide. On the side that teaches, what says nearly
    the same words as a phrase that judges is left out.
    """
    judged = tuple(one for one in phrases if part("phrases", *content(one.text)) == "judge")
    if side == "judge":
        return judged
    taught = tuple(one for one in phrases if part("phrases", *content(one.text)) == "train")
    return apart(taught, judged)


def apart(taught: Sequence[Phrase], judged: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Leave out what shares three quarters of its words, fillers aside, with a phrase that judges."""
    by_word: dict[str, list[frozenset[str]]] = {}
    for one in judged:
        words = content(one.text)
        for word in words:
            by_word.setdefault(word, []).append(words)
    return tuple(one for one in taught if not _near(content(one.text), by_word))


def _near(words: frozenset[str], by_word: dict[str, list[frozenset[str]]]) -> bool:
    return any(
        len(words & other) >= _NEAR * len(words | other) for word in words for other in by_word.get(word, ())
    )
