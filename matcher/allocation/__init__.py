"""A whole group against the places there are: an exact, explained draft that people then decide about.

===========  ======================================================================================
`market`     people, places with seats, and the pairs that no rule stops, as arrays
`division`   what the best division is, and the steps to it: placed, the floor, the sum
`assigning`  one step, exactly: the heaviest assignment, and the prices that prove it
`stable`     the stable alternative (hospitals and residents), and who would rather swap
`drafting`   ``allocate``: from records to an `Allocation`, with locks, bans and reasons
`reasons`    why somebody has no place, or not the place that suits best
`results`    what is answered
===========  ======================================================================================

Nothing here places anybody: the answer is a draft.
"""

from matcher.allocation.drafting import allocate
from matcher.allocation.market import CannotKeep
from matcher.allocation.results import Allocation, Assigned, Displaced, Group, Stability, Unassigned

__all__ = [
    "Allocation",
    "Assigned",
    "CannotKeep",
    "Displaced",
    "Group",
    "Stability",
    "Unassigned",
    "allocate",
]
