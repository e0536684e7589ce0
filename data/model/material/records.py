"""The taxonomy as frozen records; texts are as the sources write them."""

from dataclasses import dataclass
from typing import Final

_STEM: Final = 4
"""Letters that forms of one English word share."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation of the taxonomy.

    Attributes
    ----------
    id : concept id.
    label : Swedish title.
    ssyk : SSYK 2012 four-digit code of its group.
    """

    id: str
    label: str
    ssyk: str


@dataclass(frozen=True, slots=True)
class Group:
    """An SSYK 2012 group.

    Attributes
    ----------
    ssyk : four-digit code.
    label, definition : Swedish.
    occupations : titles in the group.
    skills : skills that the taxonomy relates to the group.
    """

    ssyk: str
    label: str
    definition: str
    occupations: tuple[str, ...]
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Substitute:
    """A judgement by experts: how far a person of occupation `by` meets a demand for `of`.

    Attributes
    ----------
    of, by : concept ids.
    of_label, by_label : titles.
    percentage : 75 or 25.
    crosses : whether the two belong to different SSYK groups.
    """

    of: str
    by: str
    of_label: str
    by_label: str
    percentage: int
    crosses: bool


@dataclass(frozen=True, slots=True)
class SkillLink:
    """An official relation between an ESCO skill and a skill of the taxonomy, both in Swedish.

    Attributes
    ----------
    uri : of the ESCO skill.
    esco : its Swedish label.
    skill : label of the taxonomy's skill.
    relation : ``broad``, ``narrow`` or ``close``, as seen from the ESCO skill.
    """

    uri: str
    esco: str
    skill: str
    relation: str


@dataclass(frozen=True, slots=True)
class English:
    """An ESCO skill in English and in Swedish.

    Attributes
    ----------
    uri : of the skill.
    names : its English names, which the source runs together without marks between them.
    description : English.
    swedish : Swedish label.
    """

    uri: str
    names: str
    description: str
    swedish: str

    @property
    def name(self) -> str:
        """The first name, as nearly as it can be told: up to the first word that comes back.

        It may end with the first word of the second name.

        Examples
        --------
        >>> English("", "breed ducks duck breeding manage duck breeding", "", "").name
        'breed ducks'
        """
        stems: set[str] = set()
        words = self.names.split()
        for at, word in enumerate(words):
            stem = word.lower()[:_STEM]
            if len(word) >= _STEM and stem in stems:
                return " ".join(words[:at])
            stems.add(stem)
        return self.names


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that is read from the folder beside the project; nothing, where the folder is not there."""

    occupations: tuple[Occupation, ...] = ()
    groups: tuple[Group, ...] = ()
    skills: tuple[str, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    skill_links: tuple[SkillLink, ...] = ()
    english: tuple[English, ...] = ()
    keywords: tuple[tuple[str, str], ...] = ()
    """Keyword and what it is related to: an occupation, a skill or a field of education."""

    words: tuple[str, ...] = ()
    """Swedish words for occupations, old and new."""

    work_training: tuple[str, ...] = ()
    """Titles without demands on education: the core of work training."""

    branches: tuple[tuple[str, str], ...] = ()
    """A wider branch of SSYK and a branch or group right under it."""

    ads: tuple[str, ...] = ()
    """Running text of advertisements, one paragraph each."""
