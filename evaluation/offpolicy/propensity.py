"""How likely each place was to be chosen: as it was logged, or as it can be estimated.

A log says which places were looked at and with which chance each was chosen:
``{"<placement id>": {"<slot id>": 0.25, …}}``. A municipality has such chances only where it let chance
decide, for example among equally good places. What a stored suggestion run holds is which places were shown
(`shown`): that narrows the choice, and the chances within it are estimated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evaluation.history.placements import History
from evaluation.history.table import Table
from evaluation.tuning.logit import shares
from evaluation.tuning.sample import alternatives

Floats = NDArray[np.float64]
Log = Mapping[str, Mapping[str, float]]

RIDGE: Final = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Propensities:
    """The chance that the coach chose each row, (r,), and whether that was logged for every decision."""

    chance: Floats
    logged: bool


def logged(past: History, table: Table, log: Log) -> Propensities | None:
    """Read logged chances; places that are not in the log of a decision get 0.

    Among the places of the table they are made to add up to 1: given that one of them was chosen.

    Returns
    -------
    The chances, or None when a decision of the table has no log, or its chosen place no chance there.
    """
    found = []
    for decision, start, stop in zip(table.decision, table.offsets[:-1], table.offsets[1:], strict=True):
        chances = log.get(past.placements[decision].id, {})
        found += [chances.get(table.slots[row].id, 0.0) for row in table.slot[start:stop]]
    chance = np.array(found, dtype=np.float64)
    if not len(table) or not (chance[table.chosen] > 0).all():
        return None
    return Propensities(chance / np.add.reduceat(chance, table.offsets[:-1])[table.owner], logged=True)


def estimated(table: Table, learned_from: Table, *, seed: int = 0) -> Propensities:
    """Estimate the chances by a conditional logit on what can be seen of a place.

    Parameters
    ----------
    table : decisions to give chances for.
    learned_from : decisions to learn from, best other ones: then no decision tells its own chance.
    seed : of the alternatives drawn to learn from.
    """
    part = alternatives(learned_from, seed=seed)
    columns = _seen(part)

    def loss(slopes: Floats) -> tuple[float, Floats]:
        share, losses = shares(part, columns @ slopes)
        slope = (columns.T @ share - columns[part.chosen].sum(axis=0)) / len(part) + RIDGE * slopes
        return float(losses.mean() + RIDGE / 2 * slopes @ slopes), slope

    start = np.zeros(columns.shape[1])
    slopes = minimize(loss, start, jac=True, method="L-BFGS-B").x if len(part) else start
    return Propensities(shares(table, _seen(table) @ slopes)[0], logged=False)


def _seen(table: Table) -> Floats:
    return np.column_stack([table.values.astype(np.float64), table.eligible])
