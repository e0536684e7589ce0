"""English to Swedish: skills of ESCO on the URIs that judge, and titles written for this project."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from data.model.material import Material, splits
from data.reference import occupations
from evaluation.text.task import Name, Task, index, positions, some

MOST: Final = 300
"""Queries; the slow measures would take too long with more."""


def tasks(material: Material, seed: int) -> list[Task]:
    """Build the tasks: skills, and titles."""
    return [_skills(material, seed), _titles()]


def _skills(material: Material, seed: int) -> Task:
    judged = splits.english(material, "judge")
    targets = index(one.swedish for one in judged)
    asked = some(judged, MOST, seed)
    return Task(
        Name("english", "Engelska kompetenser till svenska", "Skills, English to Swedish"),
        ("mrr", "hit@1"),
        queries=tuple(one.name for one in asked),
        targets=tuple(targets),
        right=tuple({targets[one.swedish]: 1.0} for one in asked),
        sources=tuple(one.uri for one in asked),
    )


def titles() -> Mapping[str, list[str]]:
    """Read the English titles and the Swedish ones that they may mean."""
    text = files("evaluation.text.tasks").joinpath("english_titles.json").read_text(encoding="utf-8")
    found: dict[str, list[str]] = json.loads(text)
    return found


def _titles() -> Task:
    written = titles()
    targets = index(one.label for one in occupations())
    return Task(
        Name("english-titles", "Engelska yrken till svenska", "Titles, English to Swedish"),
        ("mrr", "hit@1", "hit@5"),
        queries=tuple(written),
        targets=tuple(targets),
        right=tuple(positions(targets, meant) for meant in written.values()),
        sources=tuple(meant[0] for meant in written.values()),
    )
