"""Tables made by hand, without any engine: scores and places as a test wants them."""

from collections.abc import Sequence

import numpy as np

from evaluation.history import Table
from matcher import Slot


def a_table(
    lists: Sequence[Sequence[int]],
    chosen: Sequence[int],
    *,
    participant: Sequence[int] | None = None,
    grade: Sequence[float] | None = None,
    weight: Sequence[float] | None = None,
    fails: Sequence[int] | None = None,
) -> Table:
    """Build a table.

    Parameters
    ----------
    lists : the places of each decision.
    chosen : the place that each decision was for.
    participant : of each decision; each its own when not given.
    """
    n, rows = len(lists), sum(map(len, lists))
    offsets = np.concatenate([[0], np.cumsum([len(places) for places in lists], dtype=np.int64)])
    slot = np.array([place for places in lists for place in places], dtype=np.int64)
    at = [
        int(start) + list(places).index(one)
        for start, places, one in zip(offsets, lists, chosen, strict=False)
    ]
    return Table(
        participants=(),
        slots=tuple(Slot(f"s{i}") for i in range(int(slot.max(initial=-1)) + 1)),
        decision=np.arange(n),
        participant=np.arange(n) if participant is None else np.array(participant),
        day=np.arange(n) + 735_000,
        chosen=np.array(at, dtype=np.int64),
        grade=np.full(n, np.nan) if grade is None else np.array(grade, dtype=np.float64),
        censored=np.zeros(n, dtype=np.bool_),
        known_on=np.full(n, np.nan),
        offsets=offsets.astype(np.int64),
        slot=slot,
        values=np.zeros((rows, 8), dtype=np.float32),
        fails=np.zeros(rows, dtype=np.uint16) if fails is None else np.array(fails, dtype=np.uint16),
        weight=np.ones(rows, dtype=np.float32) if weight is None else np.array(weight, dtype=np.float32),
        notes=(),
    )
