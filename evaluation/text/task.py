"""A task: queries, candidates, and which candidates are right for which query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

import numpy as np

METRICS: Final = ("ndcg@10", "map", "mrr", "hit@1", "hit@5", "hit@10", "recall@10")

Item = TypeVar("Item")


class Name(NamedTuple):
    """What a task is called: a short key, and what people call it in Swedish and English."""

    key: str
    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something that a measure is asked to do.

    Attributes
    ----------
    name : what it is called.
    metrics : which of `METRICS` to report; the first decides.
    queries : n texts.
    targets : m candidates, the same for all queries.
    right : for each query, the candidates that are right and what each is worth.
    sources : for each query, what it comes from; queries of one source resemble each other.
    left_out : for each query, candidates that it is not asked about; empty when there are none for any.

    Raises
    ------
    ValueError
        When the parts do not fit together: the figures would mean nothing.
    """

    name: Name
    metrics: tuple[str, ...]
    queries: tuple[str, ...]
    targets: tuple[str, ...]
    right: tuple[Mapping[int, float], ...]
    sources: tuple[str, ...]
    left_out: tuple[frozenset[int], ...] = ()

    def __post_init__(self) -> None:
        n = len(self.queries)
        if not (n and n == len(self.right) == len(self.sources) and len(self.left_out) in (0, n)):
            raise ValueError(
                f"{self.name.key}: give right candidates and a source for each of one query or more"
            )
        if not all(self.right) or not set(self.metrics) <= set(METRICS):
            raise ValueError(
                f"{self.name.key}: each query needs a right candidate, and metrics are {METRICS}"
            )
        if any(set(right) & left for right, left in zip(self.right, self.left_out, strict=False)):
            raise ValueError(f"{self.name.key}: a right candidate is left out")


def index(texts: Iterable[str]) -> dict[str, int]:
    """Give each distinct text a number, in the order they come."""
    return {text: number for number, text in enumerate(dict.fromkeys(texts))}


def positions(numbers: Mapping[str, int], texts: Iterable[str]) -> dict[int, float]:
    """Give those of some texts that are candidates, each worth 1."""
    return {numbers[text]: 1.0 for text in texts if text in numbers}


def some(items: Sequence[Item], most: int, seed: int) -> list[Item]:
    """Draw at most so many items, and keep their order."""
    if len(items) <= most:
        return list(items)
    drawn = np.random.default_rng(seed).choice(len(items), size=most, replace=False)
    return [items[number] for number in sorted(drawn.tolist())]
