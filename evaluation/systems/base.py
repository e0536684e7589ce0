"""What a system is: a name, and a score for each row of a table."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.history.table import Table
from matcher.vocabulary import Label

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """One way to put the places of each decision in order.

    Attributes
    ----------
    id : short name, the same in every report.
    label : what people call it.
    scores : one a row of the table, higher is better and always finite; equal scores are ties. No system
        keeps places back: which places may be shown is asked apart, by `allowed`.
    """

    id: str
    label: Label
    scores: Floats


def allowed(table: Table) -> tuple[Table, NDArray[np.bool_]]:
    """Keep only what no rule stops: decisions whose chosen place was allowed, and the places allowed there.

    Returns
    -------
    The smaller table, and which rows of the larger one it has (r,), so that ``system.scores[kept]`` are its
    scores.
    """
    return table.within_rules(), table.eligible & table.eligible[table.chosen][table.owner]
