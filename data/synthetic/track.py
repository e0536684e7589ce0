"""What is on file about an employer's earlier placements, on a given day."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from data.synthetic.draws import Draws, Whole
from data.synthetic.employers import Employers
from matcher.vocabulary import CARRIED_THROUGH, HIRED

Record = tuple[int, int, int]
"""An employer's earlier placements, and of them completed and hired."""


def before_history(seed: int, employers: Employers) -> list[Record]:
    """Draw what each employer did before the three years; better supervisors carry more through."""
    draws = Draws(seed, "track")
    n = len(employers.ids)
    count = np.floor(draws.uniform(n) * (2 + 2 * employers.size)).astype(np.int64)
    part = np.clip(0.45 + 0.12 * employers.quality, 0.0, 1.0)
    completed = np.floor(count * part + draws.uniform(n)).astype(np.int64).clip(0, count)
    hired = np.floor(completed * 0.35 * draws.uniform(n) * 2).astype(np.int64)
    return list(zip(count.tolist(), completed.tolist(), hired.tolist(), strict=True))


def track_records(
    before: Sequence[Record], told: Sequence[Mapping[str, Any]], by: Whole, employer: Whole, day: Whole
) -> list[Record]:
    """Give each place's employer's record on the place's own day, so that it tells nothing of the future.

    Parameters
    ----------
    before : record of each employer before the history.
    told : the fields of each placement; `by` is the row of its employer.
    employer, day : of each place, (places,).
    """
    ended: dict[int, list[tuple[int, bool, bool]]] = {}
    for story, row in zip(told, by.tolist(), strict=True):
        if story.get("ended_on"):
            outcome = story["outcome"]
            entry = (story["ended_on"].toordinal(), outcome in CARRIED_THROUGH, outcome in HIRED)
            ended.setdefault(row, []).append(entry)
    found: dict[tuple[int, int], Record] = {}
    pairs = list(zip(employer.tolist(), day.tolist(), strict=True))
    for row, at in dict.fromkeys(pairs):
        past = [entry for entry in ended.get(row, ()) if entry[0] <= at]
        count, completed, hired = before[row]
        found[row, at] = (
            count + len(past),
            completed + sum(entry[1] for entry in past),
            hired + sum(entry[2] for entry in past),
        )
    return [found[pair] for pair in pairs]
