"""Learning: a vector for each part of a word; a text is the mean of its parts, at unit length.

First a linear system is solved for the vectors whose means come nearest to what a teacher says (`fitted`).
Then steps of gradient descent follow, each on one batch: to keep to the teacher (`reminded`), and to bring
pairs together and everything else in the batch apart (`contrasted`: InfoNCE, van den Oord and others, 2018).
All of it is numpy, in one fixed order, so that the same seed gives the same model.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array

Floats = NDArray[np.float32]

_TINY: Final = 1e-6
_RIDGE: Final = 0.02
_ITERATIONS: Final = 40
_MEMORY: Final = (0.9, 0.99)
_STRUCTURE: Final = 40.0
"""Weight of how texts lie to each other, against where each of them lies."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A batch that went through the model.

    Attributes
    ----------
    vectors : float32 (n, d), unit rows.
    columns : which parts the batch holds.
    counts : (n, len(columns)), how often.
    norms : lengths before they were made one.
    """

    vectors: Floats
    columns: NDArray[np.integer]
    counts: csr_array
    norms: Floats

    def back(self, slope: Floats) -> "Slope":
        """Take the slope of a loss by the vectors to the slope by the parts."""
        along = (slope * self.vectors).sum(axis=1, keepdims=True)
        return Slope(self.columns, self.counts.T @ ((slope - self.vectors * along) / self.norms))


@dataclass(frozen=True, slots=True)
class Slope:
    """The slope of a loss by the vectors of some parts."""

    columns: NDArray[np.integer]
    values: Floats

    def times(self, weight: float) -> "Slope":
        """Weigh it."""
        return Slope(self.columns, self.values * np.float32(weight))


@dataclass(eq=False)
class Model:
    """The vectors of the parts, and what Adam (Kingma and Ba, 2015) remembers of each.

    Attributes
    ----------
    parts : float32 (vocabulary, d).
    silent : parts that stay zero.
    """

    parts: Floats
    silent: Sequence[int] = ()
    _mean: Floats = field(init=False, repr=False)
    _square: Floats = field(init=False, repr=False)
    _steps: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._mean = np.zeros_like(self.parts)
        self._square = np.zeros_like(self.parts)
        self.parts[list(self.silent)] = 0.0

    def encode(self, counts: csr_array) -> Passed:
        """Encode texts given as counts of parts, (n, vocabulary)."""
        columns, found = np.unique(counts.indices, return_inverse=True)
        held = csr_array((counts.data, found, counts.indptr), shape=(counts.shape[0], len(columns)))
        sums: Floats = held @ self.parts[columns]
        norms = np.maximum(np.sqrt((sums * sums).sum(axis=1, keepdims=True)), np.float32(_TINY))
        return Passed(sums / norms, columns, held, norms)

    def step(self, slopes: Sequence[Slope], rate: float) -> None:
        """Go one step downhill. Only parts in the batch move."""
        columns, found = np.unique(np.concatenate([slope.columns for slope in slopes]), return_inverse=True)
        total = np.zeros((len(columns), self.parts.shape[1]), np.float32)
        at = 0
        for slope in slopes:
            total[found[at : at + len(slope.columns)]] += slope.values
            at += len(slope.columns)
        self._steps += 1
        keep, keep_square = _MEMORY
        mean = self._mean[columns] * np.float32(keep) + total * np.float32(1 - keep)
        square = self._square[columns] * np.float32(keep_square) + total**2 * np.float32(1 - keep_square)
        self._mean[columns], self._square[columns] = mean, square
        scale = np.sqrt(square / np.float32(1 - keep_square**self._steps)) + np.float32(1e-8)
        self.parts[columns] -= np.float32(rate / (1 - keep**self._steps)) * mean / scale
        self.parts[list(self.silent)] = 0.0


def fitted(counts: csr_array, targets: Floats) -> Floats:
    """Solve for the parts whose means come nearest to the targets (ridge, by conjugate gradients).

    Parameters
    ----------
    counts : (n, vocabulary), how often each text holds each part.
    targets : float32 (n, d).

    Returns
    -------
    float32 (vocabulary, d).
    """
    lengths = np.maximum(np.diff(counts.indptr), 1)
    means = csr_array(
        (
            (counts.data / np.repeat(lengths, np.diff(counts.indptr))).astype(np.float32),
            counts.indices,
            counts.indptr,
        ),
        shape=counts.shape,
    )
    square = (means.T @ means + _RIDGE * eye_array(counts.shape[1], dtype=np.float32)).tocsr()
    diagonal = square.diagonal()[:, None]
    found = np.zeros((counts.shape[1], targets.shape[1]), np.float32)
    rest = (means.T @ targets).astype(np.float32)
    scaled = rest / diagonal
    direction, energy = scaled.copy(), (rest * scaled).sum(axis=0)
    for _ in range(_ITERATIONS):
        pushed = square @ direction
        length = energy / np.maximum((direction * pushed).sum(axis=0), _TINY**2)
        found += length * direction
        rest -= length * pushed
        scaled = rest / diagonal
        energy, before = (rest * scaled).sum(axis=0), energy
        direction = scaled + energy / np.maximum(before, _TINY**2) * direction
    return found.astype(np.float32)


def reminded(vectors: Floats, targets: Floats) -> tuple[float, Floats]:
    """Say how far texts are from where, and as, the teacher puts them.

    Returns
    -------
    The loss and its slope by the vectors.
    """
    n = len(vectors)
    apart = vectors @ vectors.T - targets @ targets.T
    loss = 1.0 - float((vectors * targets).sum()) / n + _STRUCTURE / 4 * float(np.square(apart).mean())
    slope = _STRUCTURE / n**2 * (apart @ vectors) - targets / n
    return loss, slope.astype(np.float32)


def contrasted(
    left: Floats, right: Floats, *, weights: Floats, related: NDArray[np.bool_], temperature: float
) -> tuple[float, Floats, Floats]:
    """Say how well each left text finds its own right text among all of the batch, and the other way.

    Parameters
    ----------
    left, right : float32 (n, d), row i of one belongs to row i of the other.
    weights : float32 (n,), how much each pair counts.
    related : (n, n), true for other pairs that belong together too; they count neither for nor against.
    temperature : small values look at the nearest only.

    Returns
    -------
    The loss and its slopes by `left` and by `right`.
    """
    logits = left @ right.T / np.float32(temperature)
    logits[related] = -1e4
    own = np.arange(len(left))
    forth = softmax(logits, 1)
    back = softmax(logits, 0)
    total = float(weights.sum())
    found = np.log(forth[own, own] + _TINY**2) + np.log(back[own, own] + _TINY**2)
    slope = forth * weights[:, None] + back * weights
    slope[own, own] -= 2 * weights
    slope /= np.float32(2 * total * temperature)
    return -float((found * weights).sum()) / (2 * total), slope @ right, slope.T @ left


def softmax(logits: Floats, axis: int) -> Floats:
    """Turn logits into shares that sum to one along an axis."""
    powers = np.exp(logits - logits.max(axis=axis, keepdims=True))
    result: Floats = powers / powers.sum(axis=axis, keepdims=True)
    return result
