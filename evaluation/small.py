"""Small numbers: nothing about fewer than five people is shown, nor can be worked out from what is.

A count is hidden below five. In a list whose sum is shown, one hidden count is what is left when the others
are taken away; so another one, the smallest that is left, is hidden with it.
"""

from collections.abc import Collection, Sequence
from typing import Final

LEAST: Final = 5
"""Fewest people that a figure may be about."""
FEW: Final = "färre än 5"
BUT_FEW: Final = "alla utom färre än 5"
WITH_IT: Final = "visas inte"
"""Hidden only so that another cannot be worked out."""


def enough(*people: float) -> bool:
    """Say whether every one of some numbers of people may be shown.

    Examples
    --------
    >>> enough(5, 12), enough(5, 4)
    (True, False)
    """
    return all(count >= LEAST for count in people)


def shown(counts: Sequence[int], *, summed: bool = True) -> list[int | str]:
    """Give counts as they may be shown beside each other.

    Parameters
    ----------
    counts : numbers of people, none in two of them.
    summed : whether their sum is shown, or known, too.

    Examples
    --------
    >>> shown([40, 3, 12])
    [40, 'färre än 5', 'visas inte']
    >>> shown([40, 3, 2, 12])
    [40, 'färre än 5', 'färre än 5', 12]
    >>> shown([40, 3, 12], summed=False)
    [40, 'färre än 5', 12]
    """
    hidden = {i for i, count in enumerate(counts) if count < LEAST}
    rest = sorted((count, i) for i, count in enumerate(counts) if i not in hidden)
    while summed and hidden and rest and (len(hidden) < 2 or sum(counts[i] for i in hidden) < LEAST):
        hidden.add(rest.pop(0)[1])
    return [count if i not in hidden else FEW if count < LEAST else WITH_IT for i, count in enumerate(counts)]


def part(upper: int, lower: int) -> int | str:
    """Give a part of a number that is shown: hidden also when nearly all are in it.

    Examples
    --------
    >>> part(12, 40), part(2, 40), part(38, 40), part(2, 4)
    (12, 'färre än 5', 'alla utom färre än 5', 'färre än 5')
    """
    if upper < LEAST or lower < LEAST:
        return FEW
    return upper if lower - upper >= LEAST else BUT_FEW


def closed(cells: Sequence[tuple[int, ...]], also: Collection[int] = ()) -> set[int]:
    """Say which parts of a whole are hidden, each with several numbers, when the whole is shown.

    A part is hidden when any of its numbers is below five. Then the smallest of the others follow, until what
    is hidden is more than one part and no number of it together is below five.

    Parameters
    ----------
    cells : the numbers of each part; their sums are known.
    also : parts that are hidden anyway.

    Examples
    --------
    >>> sorted(closed([(40, 20), (30, 3), (25, 10), (60, 30)]))
    [1, 2]
    """
    hidden = {i for i, cell in enumerate(cells) if not enough(*cell)} | set(also)
    waiting = sorted((min(cell), i) for i, cell in enumerate(cells) if i not in hidden)
    while hidden and waiting and (len(hidden) < 2 or not _together(cells, hidden)):
        hidden.add(waiting.pop(0)[1])
    return hidden


def _together(cells: Sequence[tuple[int, ...]], hidden: Collection[int]) -> bool:
    return enough(*(sum(column) for column in zip(*(cells[i] for i in hidden), strict=True)))
