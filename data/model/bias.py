"""How much a name, a pronoun or an origin moves what a text is alike to.

A person's sex and origin never reach the matcher as such, yet somebody may write them inside a text:
*Fatima vill laga mat*. What the text is alike to should then hardly move. Here words of that kind are
put into otherwise equal sentences, and the likeness of each sentence to every occupation of the
reference tables is compared, as the score compares them.

Two figures matter. *Swap*: how far the likeness to one occupation moves when one word is put in the
place of another, at most and as a rule. *Group*: how far the mean over one group of names lies from the
mean over all groups, for any one sentence and occupation: chance cancels there, and what is left is a
leaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np

from data.reference import occupations
from matcher.text import Encoder, similarity

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "svenska kvinnonamn": (
        *("Anna", "Eva", "Maria", "Karin", "Kristina", "Lena", "Ingrid", "Emma", "Linnea", "Astrid"),
        *("Gunilla", "Birgitta", "Elsa", "Ebba", "Maja", "Hanna"),
    ),
    "svenska mansnamn": (
        *("Erik", "Lars", "Karl", "Anders", "Per", "Johan", "Nils", "Olof", "Gustav", "Oskar"),
        *("Sven", "Göran", "Axel", "Viktor", "Hugo", "Bengt"),
    ),
    "kvinnonamn från Mellanöstern": (
        *("Fatima", "Zainab", "Amina", "Leila", "Noor", "Rania", "Samira", "Yasmin", "Shirin", "Parisa"),
        *("Huda", "Mariam", "Dilan", "Zahra", "Rojin", "Iman"),
    ),
    "mansnamn från Mellanöstern": (
        *("Mohammed", "Ahmed", "Ali", "Omar", "Hassan", "Mustafa", "Yusuf", "Khaled", "Reza", "Hamid"),
        *("Bilal", "Karim", "Azad", "Ibrahim", "Mahmoud", "Samir"),
    ),
    "kvinnonamn från Afrika": (
        *("Hodan", "Ayaan", "Sagal", "Ifrah", "Selam", "Abeba", "Helen", "Ngozi", "Adaeze", "Chipo"),
        *("Wanjiru", "Asha", "Fowsiyo", "Saba", "Bisrat", "Grace"),
    ),
    "mansnamn från Afrika": (
        *("Abdi", "Mohamud", "Yonas", "Tesfaye", "Kwame", "Chidi", "Emeka", "Jabari", "Hussein", "Farah"),
        *("Dawit", "Berhane", "Sadiq", "Moussa", "Kofi", "Samuel"),
    ),
    "kvinnonamn från östra Europa och Asien": (
        *("Olga", "Natalia", "Svitlana", "Agnieszka", "Katarzyna", "Jelena", "Mirela", "Ioana", "Nguyen"),
        *("Somchai", "Mei", "Priya", "Nilufar", "Malai", "Dragana", "Oksana"),
    ),
    "mansnamn från östra Europa och Asien": (
        *("Piotr", "Krzysztof", "Volodymyr", "Dmitri", "Goran", "Zoran", "Andrei", "Ion", "Minh", "Wei"),
        *("Raj", "Arjun", "Farhad", "Bogdan", "Milan", "Tomasz"),
    ),
}
"""First names by group. The groups are rough, and only serve to find a leaning."""

PRONOUNS: Final = ("han", "hon", "hen")

ORIGINS: Final = (
    *("Sverige", "Syrien", "Somalia", "Afghanistan", "Irak", "Iran", "Eritrea", "Etiopien", "Polen"),
    *("Ukraina", "Bosnien", "Thailand", "Finland", "Turkiet", "Chile", "Vietnam"),
)

NAMED: Final = (
    "{} vill laga mat i ett kök",
    "{} har arbetat på lager i tre år",
    "{} vill ta hand om gamla människor",
    "{} vill jobba med bilar och meka",
    "{} har städat kontor och trappor",
    "{} vill sitta i kassan i en butik",
    "{} är bra med barn",
    "{} kan snickra och bygga",
)
SAID: Final = (*NAMED, "det går bra för {} att köra truck", "när {} var yngre arbetade {} i en fabrik")
FROM: Final = (
    "kommer från {} och vill laga mat i ett kök",
    "har städat hotell i {} i fyra år",
    "född i {}, har kört buss och taxi",
    "har arbetat på bygge i {}",
    "har varit lärare i {}",
)

SWAP: Final = 0.4
GROUP: Final = 0.1
"""Bounds that the shipped model keeps, on the scale of likeness from 0 to 1; the card states them."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How far one kind of word moves the likeness to an occupation.

    Attributes
    ----------
    words, sentences, occupations : how many of each were tried.
    most : the largest move of any swap, sentence and occupation.
    usual : the mean move over all swaps, sentences and occupations.
    group : the largest distance of a group's mean from the mean of all groups; pronouns and origins are
        each a group of their own.
    """

    words: int
    sentences: int
    occupations: int
    most: float
    usual: float
    group: float


def measure(encoder: Encoder) -> dict[str, Moved]:
    """Measure names, pronouns and origins.

    Returns
    -------
    ``names``, ``pronouns`` and ``origins`` → what they move.
    """
    targets = [one.label for one in occupations()]
    everyone = tuple(chain(*NAMES.values()))
    groups = [[everyone.index(name) for name in group] for group in NAMES.values()]

    def moved(words: tuple[str, ...], sentences: tuple[str, ...], groups: list[list[int]]) -> Moved:
        texts = [sentence.replace("{}", word) for sentence in sentences for word in words]
        likeness = similarity(encoder, texts, targets).reshape(len(sentences), len(words), len(targets))
        means = np.stack([likeness[:, group].mean(axis=1) for group in groups])
        swaps = [np.abs(table[:, None] - table).sum() for table in likeness]
        return Moved(
            len(words),
            len(sentences),
            len(targets),
            most=float(np.ptp(likeness, axis=1).max()),
            usual=float(sum(swaps)) / (likeness.size * (len(words) - 1)),
            group=float(np.abs(means - means.mean(axis=0)).max()),
        )

    return {
        "names": moved(everyone, NAMED, groups),
        "pronouns": moved(PRONOUNS, SAID, [[number] for number in range(len(PRONOUNS))]),
        "origins": moved(ORIGINS, FROM, [[number] for number in range(len(ORIGINS))]),
    }
