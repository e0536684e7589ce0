"""Systems that only read: the texts of a participant against those of a place, as one vector each."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from evaluation.history.table import Table
from evaluation.systems.base import System
from matcher import Participant, Slot, texts_of
from matcher.context import Context
from matcher.facts import World
from matcher.text import Encoder
from matcher.vocabulary import Label

Small = NDArray[np.float32]
Whole = NDArray[np.int64]

_BLOCK: Final = 1 << 17
"""Rows compared at once."""


def by_text(table: Table, encoder: Encoder, context: Context, *, id_: str, label: Label) -> System:
    """Order places by the cosine between the mean vectors of the two sides' texts.

    Parameters
    ----------
    encoder : texts → unit vectors.
    context : what the matcher is told; it says which texts a record has.
    """
    people, places = np.unique(table.participant), np.unique(table.slot)
    left = mean_vectors([table.participants[row] for row in people], encoder, context)
    right = mean_vectors([table.slots[row] for row in places], encoder, context)
    who = np.searchsorted(people, table.participant)[table.owner]
    where = np.searchsorted(places, table.slot)
    scores = np.empty(len(table.slot))
    for start in range(0, len(scores), _BLOCK):
        part = slice(start, start + _BLOCK)
        scores[part] = np.einsum("ij,ij->i", left[who[part]], right[where[part]])
    return System(id_, label, scores)


def mean_vectors(
    records: Sequence[Participant] | Sequence[Slot], encoder: Encoder, context: Context
) -> Small:
    """Give the mean direction of each record's texts, float32 (n, d); zeros without texts."""
    world = World(replace(context, occupations=()))  # which the texts of a record do not depend on
    index: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    for record in records:
        columns += [index.setdefault(text, len(index)) for text in texts_of(record, world)]
        ends.append(len(columns))
    if not index:
        return np.zeros((len(records), encoder.dimensions), dtype=np.float32)
    ones = np.ones(len(columns), dtype=np.float32)
    which = csr_array((ones, columns, ends), shape=(len(records), len(index)))
    sums = which @ encoder.encode(list(index))
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0), dtype=np.float32)
