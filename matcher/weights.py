"""Weights of the factors: an immutable, hashed artefact."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

FACTORS: Final = (
    "skills",
    "experience",
    "goals",
    "level",
    "commute",
    "hours",
    "support",
    "pathway",
)
"""The factors, in the order in which they are shown."""


def _frozen(value: Any) -> Any:
    """Take a copy of JSON that nobody can change."""
    if isinstance(value, Mapping):
        return MappingProxyType({str(name): _frozen(part) for name, part in value.items()})
    if isinstance(value, list | tuple):
        return tuple(_frozen(part) for part in value)
    return value


def _thawed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _thawed(part) for name, part in value.items()}
    return [_thawed(part) for part in value] if isinstance(value, tuple) else value


def _is_weight(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < math.inf


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of 100 given to each factor, who decided so, and the evaluation that backs it.

    Attributes
    ----------
    evaluation : what learned weights rest on, as JSON (see docs/reference/evaluation.md); None for
        weights set by hand. It is part of what the version is a hash of.

    Raises
    ------
    ValueError
        When a factor is missing or strange, a weight is negative or not finite, the sum is not 100, or
        the evaluation is not an object of JSON.

    Examples
    --------
    >>> Weights.standard().values["skills"]
    30.0
    """

    values: Mapping[str, float]
    author: str = "Rätt plats"
    date: str = "2026-11-21"
    note: str = "Startvikter"
    evidence: str = "Satta för hand; ännu inte prövade mot historik."
    evaluation: Mapping[str, Any] | None = None
    version: str = field(init=False)

    def __post_init__(self) -> None:
        if set(self.values) != set(FACTORS):
            message = f"weights need exactly the factors {', '.join(FACTORS)}"
            raise ValueError(message)
        if any(not _is_weight(value) for value in self.values.values()):
            message = "every weight must be a number from 0 to 100"
            raise ValueError(message)
        values = {name: float(self.values[name]) for name in FACTORS}
        if abs(math.fsum(values.values()) - 100.0) > 1e-9:
            message = f"the weights must sum to 100, not to {math.fsum(values.values()):g}"
            raise ValueError(message)
        object.__setattr__(self, "values", MappingProxyType(values))
        object.__setattr__(self, "evaluation", _frozen(self.evaluation))
        object.__setattr__(self, "version", f"weights-{self._hash()[:12]}")

    def _hash(self) -> str:
        text = json.dumps(self._content(), ensure_ascii=False, sort_keys=True, allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def _content(self) -> dict[str, Any]:
        content: dict[str, Any] = {
            "weights": dict(self.values),
            "author": self.author,
            "date": self.date,
            "note": self.note,
            "evidence": self.evidence,
        }
        if self.evaluation is not None:
            content["evaluation"] = _thawed(self.evaluation)
        return content

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON document of these weights, its version first."""
        return {"version": self.version} | self._content()

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "Weights":
        """Read a JSON document; a stated version must be the one its content gives."""
        if not isinstance(document.get("weights"), Mapping):
            message = "a weights file needs an object 'weights' with points for each factor"
            raise ValueError(message)  # noqa: TRY004 - the document is wrong, not the call
        if not isinstance(document.get("evaluation", {}), Mapping | None):
            message = "the evaluation of weights must be an object"
            raise ValueError(message)  # noqa: TRY004 - the document is wrong, not the call
        known = {k: str(document[k]) for k in ("author", "date", "note", "evidence") if k in document}
        weights = cls(document["weights"], **known, evaluation=document.get("evaluation"))
        if document.get("version", weights.version) != weights.version:
            message = (
                f"the file says version {document['version']} but its content gives {weights.version}: "
                "weights are never changed in place; remove the version to make a new one"
            )
            raise ValueError(message)
        return weights

    @classmethod
    def standard(cls) -> "Weights":
        """Give the weights that the service starts with."""
        return cls(
            {
                "skills": 30.0,
                "experience": 14.0,
                "goals": 20.0,
                "level": 10.0,
                "commute": 8.0,
                "hours": 8.0,
                "support": 5.0,
                "pathway": 5.0,
            }
        )
