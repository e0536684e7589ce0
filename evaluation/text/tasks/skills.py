"""Skills: the same skill in two taxonomies, and the skills of a group of occupations.

No link of a judged skill teaches, so these are skills that the model has never seen linked to anything.
"""

from collections import defaultdict
from typing import Final

from data.model.material import Material, splits
from evaluation.text.task import Name, Task, index, positions, some
from matcher.text import normalise

MOST: Final = 500
"""Queries; the slow measures would take too long with more."""


def tasks(material: Material, seed: int) -> list[Task]:
    """Build two tasks: skill to skill, and group to skill."""
    return [_skills(material, seed), _groups(material)]


def _skills(material: Material, seed: int) -> Task:
    """Ask for the ESCO skills that a skill is officially linked to: broader, narrower or close."""
    linked: dict[str, set[str]] = defaultdict(set)
    for link in splits.skill_links(material, "judge"):
        if normalise(link.esco) != normalise(link.skill):  # the same words ask nothing
            linked[link.skill].add(link.esco)
    targets = index(sorted(set().union(*linked.values())))
    asked = some(sorted(linked), MOST, seed)
    return Task(
        Name("skills", "Kompetens till kompetens", "Skill to skill"),
        ("map", "mrr", "hit@10"),
        queries=tuple(asked),
        targets=tuple(targets),
        right=tuple(positions(targets, linked[skill]) for skill in asked),
        sources=tuple(asked),
    )


def _groups(material: Material) -> Task:
    """Ask for the judged skills of a group by its name, among all judged skills."""
    groups = splits.group_skills(material, "judge")
    targets = index(sorted({skill for _, skills in groups for skill in skills}))
    return Task(
        Name("group-skills", "Yrkesgrupp till kompetens", "Group of occupations to skill"),
        ("ndcg@10", "recall@10"),
        queries=tuple(group.label for group, _ in groups),
        targets=tuple(targets),
        right=tuple(positions(targets, skills) for _, skills in groups),
        sources=tuple(group.ssyk[:3] for group, _ in groups),
    )
