"""Everybody against every place: all pairs that fit, with their scores, for the division of a whole group.

By the same rules and factors that rank; nothing is defined here.
"""

from collections.abc import Sequence

import numpy as np

from matcher.assess import BASE, assess, tie_break
from matcher.columns import Array
from matcher.domain import Participant
from matcher.engines.forked import shared_out
from matcher.engines.found import Found
from matcher.engines.places import BLOCK_PAIRS, GROUP_PAIRS, Batch, Places
from matcher.factors import FACTORS
from matcher.likeness import Known
from matcher.results import Assessment

# ruff: noqa: SLF001 - an engine on the engine


def fitting(
    places: Places, participants: Sequence[Participant], *, vectors: Known | None = None, processes: int = 1
) -> tuple[Array, Array, Array]:
    """Find every pair that no rule fails, with its score.

    Returns
    -------
    The number of the participant, the number of the place and the score of each pair, by participant.

    Examples
    --------
    >>> from matcher import Slot, prepare
    >>> ready = prepare([Slot("s1", licences_required=["B"]), Slot("s2")])
    >>> row, column, points = fitting(ready, [Participant("p1", licences=[])])
    >>> row.tolist(), column.tolist()
    ([0], [1])
    """
    start, parts = 0, [(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0))]
    for batch in places._batches(participants, vectors):

        def score(rows: slice, batch: Batch = batch) -> tuple[Array, Array, Array]:
            found = Found.joined(
                rows, [places._eligible(batch, block) for block in places._blocks(rows, BLOCK_PAIRS)]
            )
            return found.row, found.column, BASE + places._points(places._pairs(batch, found), FACTORS)

        groups = places._blocks(slice(0, len(batch.persons)), GROUP_PAIRS)
        for row, column, points in shared_out(score, groups, processes):
            parts.append((row + start, column, points))
        start += len(batch.persons)
    row, column, points = (np.concatenate(part) for part in zip(*parts, strict=True))
    return row, column, points


def explain_each(
    places: Places, participants: Sequence[Participant], slot_ids: Sequence[str], vectors: Known | None = None
) -> tuple[Assessment, ...]:
    """Explain each participant against a place of their own: ``slot_ids[i]`` for ``participants[i]``.

    Raises
    ------
    KeyError
        When no slot has one of the ids.
    """
    rows = {slot.id: row for row, slot in enumerate(places.slots)}
    wanted = iter([places._places[rows[slot_id]] for slot_id in slot_ids])
    return tuple(
        assess(person, next(wanted), places._world, batch.texts)
        for batch in places._batches(participants, vectors)
        for person in batch.persons
    )


def place_order(places: Places) -> Array:
    """List the places as equals are ordered: by how little each leaves unsaid, then by a hash of the day."""
    return np.argsort(places._ties, kind="stable")


def in_order(places: Places, participants: Sequence[Participant]) -> tuple[Participant, ...]:
    """Order people as equals are ordered: by a hash of the id, the day and the seed."""
    return tuple(sorted(participants, key=lambda person: tie_break(person.id, places._world)))
