"""Words that say who somebody is, not what the person can do: first names, origins and pronouns.

Each is a part of its own in the vocabulary, and its vector is zero. So a text with one of them has the same
vector as the text without it. Names of languages are not among them: they are skills. What a name outside the
list does is measured by `data.model.bias`.
"""

import json
from pathlib import Path


def silenced() -> tuple[str, ...]:
    """Give the words whose vectors are zero, in small letters."""
    kinds: dict[str, str] = json.loads(Path(__file__).with_name("persons.json").read_text(encoding="utf-8"))
    return tuple(sorted({word.lower() for words in kinds.values() for word in words.split()}))
