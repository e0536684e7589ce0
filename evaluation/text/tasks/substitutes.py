"""Occupations that can stand in for each other, on the pairs that judge.

Experts said how far a person of occupation *by* meets a demand for *of*: to 75 or 25 per cent. The place
asks, so the query is *of*, and the candidates are all other titles; a right one is worth 0.75 or 0.25. A
measure of likeness knows no direction, so it cannot tell the two directions of a pair apart; it is judged on
the one that the experts gave.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from data.model.material import Material, Substitute, splits
from evaluation.text.task import Name, Task


def tasks(material: Material) -> list[Task]:
    """Build three tasks: all pairs, those that cross groups, and all pairs whatever is taught.

    In the first two, titles that teach as partners of the query, in either direction, are no candidates:
    they are right answers that the judging part does not know. In the second, titles of the query's own group
    are no candidates either. In the third the taught partners stay, and count as wrong.
    """
    judged = splits.substitutes(material, "judge")
    taught = defaultdict(set)
    for one in splits.substitutes(material, "train"):
        taught[one.of].add(one.by)
        taught[one.by].add(one.of)
    members = defaultdict(set)
    for occupation in material.occupations:
        members[occupation.ssyk].add(occupation.id)
    elsewhere = {one.id: taught[one.id] | members[one.ssyk] for one in material.occupations}
    crossing = [one for one in judged if one.crosses]
    return [
        _task(
            Name(
                "substitutes",
                "Yrken som kan ersätta varandra",
                "Occupations that can stand in for each other",
            ),
            material,
            judged,
            taught,
        ),
        _task(
            Name(
                "substitutes-across",
                "Yrken som kan ersätta varandra, ur olika yrkesgrupper",
                "Occupations that can stand in for each other, from different SSYK groups",
            ),
            material,
            crossing,
            elsewhere,
        ),
        _task(
            Name(
                "substitutes-unfiltered",
                "Yrken som kan ersätta varandra, där lärda par räknas som fel",
                "Occupations that can stand in for each other, taught pairs counted as wrong",
            ),
            material,
            judged,
            {},
        ),
    ]


def _task(
    name: Name,
    material: Material,
    pairs: Iterable[Substitute],
    apart: Mapping[str, AbstractSet[str]],
) -> Task:
    at = {one.id: number for number, one in enumerate(material.occupations)}
    right: dict[str, dict[int, float]] = defaultdict(dict)
    for pair in pairs:
        right[pair.of][at[pair.by]] = pair.percentage / 100
    asked = [one for one in material.occupations if one.id in right]
    return Task(
        name,
        ("ndcg@10", "hit@10"),
        queries=tuple(one.label for one in asked),
        targets=tuple(one.label for one in material.occupations),
        right=tuple(right[one.id] for one in asked),
        sources=tuple(one.ssyk for one in asked),
        left_out=tuple(
            frozenset(at[other] for other in apart.get(one.id, set()) | {one.id}) for one in asked
        ),
    )
