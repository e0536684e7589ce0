"""Pairs of a block that are still in question, in the order of their participants."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.columns import Array, Bools


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Participant ``row[i]`` with place ``column[i]``; `row` ascends within the block `rows`."""

    rows: slice
    row: Array
    column: Array

    @classmethod
    def where(cls, mask: Bools, rows: slice) -> "Found":
        """List the true cells of a block: a mask (participants of `rows`, places)."""
        columns = [np.flatnonzero(line) for line in mask]
        row = np.repeat(np.arange(rows.start, rows.stop), [len(column) for column in columns])
        return cls(rows, row, np.concatenate(columns))

    @classmethod
    def joined(cls, rows: slice, parts: Sequence["Found"]) -> "Found":
        """Join blocks that follow each other and make up `rows`."""
        return cls(
            rows,
            np.concatenate([part.row for part in parts]),
            np.concatenate([part.column for part in parts]),
        )

    def take(self, kept: Bools) -> "Found":
        """Keep some of the pairs."""
        index = np.flatnonzero(np.broadcast_to(kept, self.row.shape))
        return Found(self.rows, self.row[index], self.column[index])

    @property
    def counts(self) -> Array:
        """How many pairs each participant of the block has."""
        return np.bincount(self.row - self.rows.start, minlength=self.rows.stop - self.rows.start)

    def spread(self, values: Array) -> Array:
        """Give each pair the value of its participant."""
        return values if len(values) == 1 else values[self.row - self.rows.start]

    def _slices(self) -> list[slice]:
        stops = np.cumsum(self.counts)
        return [slice(stop - count, stop) for stop, count in zip(stops, self.counts, strict=True)]

    def bounds(self, scores: Array, top: int) -> Array:
        """For each participant the `top`-th highest score; without that many, nothing is too low."""
        return np.array([_bound(scores[own], top) for own in self._slices()])

    def best(self, scores: Array, top: int, ties: Array) -> list[list[tuple[int, float]]]:
        """For each participant the `top` places with the highest score; equals by their tie break."""
        answer = []
        for own in self._slices():
            kept = np.flatnonzero(scores[own] >= _bound(scores[own], top))
            columns, points = self.column[own][kept], scores[own][kept]
            order = np.lexsort((ties[columns], -points))[:top]
            answer.append(list(zip(columns[order].tolist(), points[order].tolist(), strict=True)))
        return answer


def _bound(scores: Array, top: int) -> float:
    if not 0 < top < len(scores):
        return -np.inf
    positive = scores[scores > 0]
    if len(positive) < top:
        return 0.0  # no score is negative
    bound: float = np.partition(positive, len(positive) - top)[len(positive) - top]
    return bound
