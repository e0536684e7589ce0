"""Read the taxonomy and what belongs to it from a folder beside the project.

The files are not part of the project: `data/model/bundled/README.md` credits them.
"""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from data.model.material.records import (
    English,
    Group,
    Material,
    Occupation,
    SkillLink,
    Substitute,
)

SHARED: Final = Path(__file__).resolve().parents[4] / "shared" / "data"
"""Where the files lie when the project is one of several folders side by side."""

_RELATIONS: Final = {
    "skos:broadMatch": "broad",
    "skos:narrowMatch": "narrow",
    "skos:closeMatch": "close",
}

_DESCRIPTION: Final = re.compile(r" (?=[A-Z][a-z]*[ ,'][^A-Z])")
"""Where the description may begin: at a capital that the rest of the sentence does not follow."""

_MOJIBAKE: Final = re.compile("[ÃÂ]")


class MaterialMissing(FileNotFoundError):  # noqa: N818 - the name says what happened
    """A file of the training material is not there; the message says, in Swedish, what to do."""


def load(folder: Path = SHARED) -> Material:
    """Read the material.

    Parameters
    ----------
    folder : holds `occupations.json`, `group_skills.json`, `skills.json`, `keywords.json`,
        `ssyk_hierarchy.json`, `occupations_without_education_demand.json`,
        `substitutability_build.json`, `skill_crosswalk_build.tsv`, `esco_skills_en.csv`,
        `occupation_words.csv` and `ads_build.json`.

    Raises
    ------
    MaterialMissing
        When one of the files is not there.
    """
    occupations, groups = _groups(_json(folder, "occupations.json"), _json(folder, "group_skills.json"))
    links, swedish = _links(_rows(folder, "skill_crosswalk_build.tsv", "\t"))
    return Material(
        occupations=occupations,
        groups=groups,
        skills=tuple(skill["preferred_label"] for skill in _json(folder, "skills.json")),
        substitutes=_substitutes(_json(folder, "substitutability_build.json"), occupations),
        skill_links=links,
        english=_english(_rows(folder, "esco_skills_en.csv", ","), swedish),
        keywords=tuple(
            (keyword["preferred_label"], related["preferred_label"])
            for keyword in _json(folder, "keywords.json")
            for related in keyword["related"]
        ),
        words=tuple(
            row["vocation"]
            for row in _rows(folder, "occupation_words.csv", ",")
            if row["vocation"] and not _MOJIBAKE.search(row["vocation"])
        ),
        work_training=tuple(
            related["preferred_label"]
            for collection in _json(folder, "occupations_without_education_demand.json")
            for related in collection["related"]
            if related["type"] == "occupation-name"
        ),
        branches=tuple(_branches(_json(folder, "ssyk_hierarchy.json"))),
        ads=tuple(_paragraphs(_json(folder, "ads_build.json"))),
    )


def _open(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise MaterialMissing(
            f"Filen {name} finns inte i {folder}. Lägg taxonomins filer i den mappen, "
            "eller ange en annan mapp med --material."
        ) from None


def _json(folder: Path, name: str) -> Any:
    return json.loads(_open(folder, name))


def _rows(folder: Path, name: str, delimiter: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_open(folder, name).splitlines(), delimiter=delimiter))


def _groups(described: Any, related: Any) -> tuple[tuple[Occupation, ...], tuple[Group, ...]]:
    skills = {group["group"]: tuple(skill["label"] for skill in group["skills"]) for group in related}
    occupations = tuple(
        Occupation(one["id"], one["label"], group["ssyk"])
        for group in described
        for one in group["occupations"]
    )
    groups = tuple(
        Group(
            ssyk=group["ssyk"],
            label=group["group"],
            definition=group["definition"],
            occupations=tuple(one["label"] for one in group["occupations"]),
            skills=skills.get(group["group"], ()),
        )
        for group in described
    )
    return occupations, groups


def _substitutes(judged: Any, occupations: tuple[Occupation, ...]) -> tuple[Substitute, ...]:
    ssyk = {one.id: one.ssyk for one in occupations}
    return tuple(
        Substitute(
            of=pair["of"],
            by=pair["by"],
            of_label=pair["of_label"],
            by_label=pair["by_label"],
            percentage=int(pair["percentage"]),
            crosses=ssyk[pair["of"]] != ssyk[pair["by"]],
        )
        for pair in judged
    )


def _links(rows: list[dict[str, str]]) -> tuple[tuple[SkillLink, ...], dict[str, str]]:
    links = tuple(
        SkillLink(row["esco_uri"], row["esco_label_sv"], row["jobtech_label_sv"], _RELATIONS[row["relation"]])
        for row in rows
        if row["relation"] in _RELATIONS and row["jobtech_label_sv"]
    )
    return links, {row["esco_uri"]: row["esco_label_sv"] for row in rows}


def _english(rows: list[dict[str, str]], swedish: dict[str, str]) -> tuple[English, ...]:
    return tuple(
        English(row["id"], *_parted(row["description"]), swedish=swedish[row["id"]])
        for row in rows
        if row["id"] in swedish and row["description"]
    )


def _parted(text: str) -> tuple[str, str]:
    """Part the names, in small letters, from the description, which begins with a capital."""
    start = _DESCRIPTION.search(text)
    return (text[: start.start()], text[start.end() :]) if start else (text, "")


def _branches(nodes: Any) -> Iterator[tuple[str, str]]:
    for node in nodes:
        for under in node.get("narrower", ()):
            if under["type"] != "occupation-name":
                yield node["preferred_label"], under["preferred_label"]
                yield from _branches([under])


def _paragraphs(ads: Any) -> Iterator[str]:
    for ad in ads:
        yield ad["headline"]
        yield from filter(None, map(str.strip, ad["description"]["text"].splitlines()))
