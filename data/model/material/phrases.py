"""Everyday speech about work: hand-written phrases, and parts to compose more of.

``phrases/written/*.jsonl`` holds phrases written one by one, with the titles that they mean, best first.
``phrases/parts/*.json`` holds parts for each SSYK code; ``phrases/frames.json`` the sentences they go into;
``phrases/words.json`` what people think of at each title, and ``phrases/synonyms.json`` words for the same.
All of it was written for this project.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from matcher.text.lexical import words
from matcher.text.swedish import FILLERS

FOLDER: Final = Path(__file__).resolve().parents[1] / "phrases"

_SPOKEN: Final = frozenset({"er", "inte", "ja"})
"""Words that nearly every spoken sentence holds; those that say what is wanted or done stay."""

HOLE: Final = re.compile(r"\{(done|do|where|things|occupation)\}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something that a participant or a coach says.

    Attributes
    ----------
    text : the phrase.
    ssyk : code of the group it points to.
    occupations : titles it means, best first.
    kind : ``experience``, ``goal`` or ``skill``.
    voice : who speaks: ``participant``, ``simple``, ``coach`` or ``youth``.
    """

    text: str
    ssyk: str
    occupations: tuple[str, ...]
    kind: str
    voice: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts of sentences about the work of one SSYK code.

    Attributes
    ----------
    ssyk : the code.
    occupations : titles the parts mean, best first.
    done : what fits after "har".
    do : what fits after "jag vill".
    where, things : places of such work, and what it is done with.
    """

    ssyk: str
    occupations: tuple[str, ...]
    done: tuple[str, ...]
    do: tuple[str, ...]
    where: tuple[str, ...]
    things: tuple[str, ...]


def phrases(folder: Path = FOLDER) -> tuple[Phrase, ...]:
    """Read the hand-written phrases, both those that teach and those that judge."""
    return tuple(
        Phrase(row["text"], row["ssyk"], tuple(row["occupations"]), row["kind"], row["voice"])
        for path in sorted((folder / "written").glob("*.jsonl"))
        for row in map(json.loads, filter(str.strip, path.read_text(encoding="utf-8").splitlines()))
    )


def parts(folder: Path = FOLDER) -> tuple[Parts, ...]:
    """Read the parts, one per SSYK code and file."""
    return tuple(
        Parts(
            ssyk,
            tuple(row["occupations"]),
            *(tuple(row.get(name, ())) for name in ("done", "do", "where", "things")),
        )
        for path in sorted((folder / "parts").glob("*.json"))
        for ssyk, row in _json(path).items()
    )


def frames(folder: Path = FOLDER) -> tuple[str, ...]:
    """Read the sentences with holes."""
    return _flat(_json(folder / "frames.json"))


@cache
def content(text: str) -> frozenset[str]:
    """Give the words of a phrase that carry its meaning.

    Examples
    --------
    >>> sorted(content("Jag har stått i kassan"))
    ['kassan', 'stått']
    """
    found = frozenset(words(text))
    return found - FILLERS - _SPOKEN or found


def associations(folder: Path = FOLDER) -> dict[str, tuple[str, ...]]:
    """Read what people think of at each title of work training: words and short expressions."""
    read: dict[str, str] = _json(folder / "words.json")
    return {title: tuple(words_.split(", ")) for title, words_ in read.items()}


def synonyms(folder: Path = FOLDER) -> tuple[tuple[str, ...], ...]:
    """Read words for the same work or the same skill."""
    return tuple(tuple(row.split(", ")) for row in _json(folder / "synonyms.json"))


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _flat(node: Any) -> tuple[str, ...]:
    if isinstance(node, str):
        return (node,)
    inner = node.values() if isinstance(node, dict) else node
    return tuple(text for one in inner for text in _flat(one))
