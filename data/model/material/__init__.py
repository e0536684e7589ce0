"""What the text model learns from, what judges it, and the line between them.

==============================  ====================================================================
`data.model.material.taxonomy`  ``load``: occupations, groups, skills, substitutability and the
                                crosswalk, read from a folder beside the project
`data.model.material.records`   what those files hold, as frozen records
`data.model.material.phrases`   everyday speech, written for this project and bundled with it
`data.model.material.splits`    ``part``: which side of the line an item is on, by a salted hash
==============================  ====================================================================
"""

from data.model.material import splits
from data.model.material.phrases import Parts, Phrase, associations, frames, parts, phrases, synonyms
from data.model.material.records import (
    English,
    Group,
    Material,
    Occupation,
    SkillLink,
    Substitute,
)
from data.model.material.taxonomy import SHARED, MaterialMissing, load

__all__ = [
    "SHARED",
    "English",
    "Group",
    "Material",
    "MaterialMissing",
    "Occupation",
    "Parts",
    "Phrase",
    "SkillLink",
    "Substitute",
    "associations",
    "frames",
    "load",
    "parts",
    "phrases",
    "splits",
    "synonyms",
]
