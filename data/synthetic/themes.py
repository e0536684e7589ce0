"""Themes of work and the occupations in them: the words that the synthetic texts are made of.

The words stand in ``texts/*.json`` and are written for this project. They are kept apart from
`data.reference` on purpose: a text measure tuned on the reference tables is then judged on
wordings that it has not seen.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from data.synthetic.draws import Floats
from matcher.levels import Cefr

TOPICS: Final = ("food_shop_care", "store_outdoor_animals", "craft_office")


@dataclass(frozen=True, slots=True)
class Theme:
    """A kind of work with what is typical of it.

    Attributes
    ----------
    family : themes of one family resemble each other.
    conditions, sometimes : work conditions that most, and some, of the places have.
    spoken, written : the usual demand on Swedish.
    schedule : ``day``, ``early``, ``shop``, ``school`` or ``shift``.
    licence : share of the places that ask for a driving licence.
    goals : what people who want this say.
    """

    id: str
    family: str
    conditions: tuple[str, ...]
    sometimes: tuple[str, ...]
    spoken: Cefr
    written: Cefr
    schedule: str
    licence: float
    certificates: tuple[str, ...]
    certificate_share: float
    goals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """An occupation: how employers and how participants speak of it.

    Attributes
    ----------
    titles, tasks, skills : the words of places.
    can, jobs : the words of participants, for what they can do and for what they have been.
    """

    theme: Theme
    ssyk: str
    titles: tuple[str, ...]
    tasks: tuple[str, ...]
    skills: tuple[str, ...]
    can: tuple[str, ...]
    jobs: tuple[str, ...]


@lru_cache(maxsize=1)
def works() -> tuple[Work, ...]:
    """Give every occupation, in the order of the files."""
    found: list[Work] = []
    for topic in TOPICS:
        text = files("data.synthetic").joinpath("texts", f"{topic}.json").read_text(encoding="utf-8")
        for entry in json.loads(text):
            theme = _theme(entry)
            found.extend(_work(theme, part) for part in entry["occupations"])
    return tuple(found)


@lru_cache(maxsize=1)
def likeness() -> Floats:
    """Give how alike two occupations are (w, w): 1 the same, 0.75 the same theme, 0.35 family, else 0.05."""
    all_works = works()
    table = np.full((len(all_works), len(all_works)), 0.05)
    for i, one in enumerate(all_works):
        for j, other in enumerate(all_works):
            if one is other:
                table[i, j] = 1.0
            elif one.theme.id == other.theme.id:
                table[i, j] = 0.75
            elif one.theme.family == other.theme.family:
                table[i, j] = 0.35
    return table


def _theme(entry: Mapping[str, Any]) -> Theme:
    return Theme(
        id=entry["id"],
        family=entry["family"],
        conditions=tuple(entry["conditions"]),
        sometimes=tuple(entry["sometimes"]),
        spoken=Cefr.parse(entry["spoken"]),
        written=Cefr.parse(entry["written"]),
        schedule=entry["schedule"],
        licence=entry["licence"],
        certificates=_parts(entry["certificates"]),
        certificate_share=entry["certificate_share"],
        goals=_parts(entry["goals"]),
    )


def _work(theme: Theme, part: Mapping[str, str]) -> Work:
    return Work(
        theme=theme,
        ssyk=part["ssyk"],
        titles=_parts(part["title"]),
        tasks=_parts(part["tasks"]),
        skills=_parts(part["skills"]),
        can=_parts(part["can"]),
        jobs=_parts(part["job"]),
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()
