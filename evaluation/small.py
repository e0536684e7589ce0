"""Small numbers: nothing about fewer than five people is shown, nor can be worked out from what is.

A count is hidden below five. In a list whose sum is shown, one hidden count is what is left when the others
are taken away; so another one, the smallest that is left, is hidden with it. Of figures about the same people
`safe` and `clash` tell whether taking one from another would leave fewer than five.
"""

from collections.abc import Collection, Sequence
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]

LEAST: Final = 5
"""Fewest people that a figure may be about."""
FEW: Final = "färre än 5"
BUT_FEW: Final = "alla utom färre än 5"
WITH_IT: Final = "visas inte"
"""Hidden only so that another cannot be worked out."""
MOST_GROUPS: Final = 14
"""Groups that all sums are tried of: twice the work for each more."""


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


def safe(groups: Sequence[Bools]) -> list[bool]:
    """Say of each of a few groups of people whether its number may be shown beside those before it.

    It may when it is five or more, and when nobody can add and take away the numbers shown until exactly one
    to four people are left, in any group of them.

    Parameters
    ----------
    groups : who is in each, (n,), what matters most first; at most `MOST_GROUPS`.

    Examples
    --------
    >>> all_ = np.ones(40, dtype=bool)
    >>> work, jobs = np.arange(40) < 20, np.arange(40) < 17
    >>> safe([all_, work, jobs])
    [True, True, False]
    """
    if len(groups) > MOST_GROUPS:
        raise ValueError(f"at most {MOST_GROUPS} groups, not {len(groups)}")
    told: list[bool] = []
    shown: list[Bools] = []
    for group in groups:
        told.append(enough(int(group.sum())) and not _leaves_few([*shown, group]))
        if told[-1]:
            shown.append(group)
    return told


def _leaves_few(groups: Sequence[Bools]) -> bool:
    """Say whether some sum of numbers, with signs, counts one to four people once each and nobody else.

    Whoever is in the same groups is alike, so a group is a row of zeros and ones over the kinds of people
    there are. With the rows brought to reduced echelon form, a sum is known by what it holds in the pivots.
    """
    kinds, sizes = np.unique(np.array(groups, dtype=np.int8), axis=1, return_counts=True)
    rows = _reduced(kinds.astype(np.float64))
    signs = np.array(list(product((0.0, 1.0), repeat=len(rows))))
    sums = signs @ rows
    whole = (np.isclose(sums, 0) | np.isclose(sums, 1)).all(axis=1)
    people = np.rint(sums[whole]) @ sizes
    return bool(((people > 0) & (people < LEAST)).any())


def _reduced(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bring rows to reduced echelon form, those of zeros left out."""
    rows, done = rows.copy(), 0
    for column in range(rows.shape[1]):
        if done == len(rows):
            break
        pivot = done + int(np.abs(rows[done:, column]).argmax())
        if np.isclose(rows[pivot, column], 0):
            continue
        rows[[done, pivot]] = rows[[pivot, done]]
        rows[done] /= rows[done, column]
        others = np.arange(len(rows)) != done
        rows[others] -= rows[others, column : column + 1] * rows[done]
        done += 1
    return rows[:done]


def clash(group: Bools, shown: Bools) -> bool:
    """Say whether a group and one that is shown would together leave one to four people.

    Two groups divide people in four: in both, in either alone, in neither. Where one of the four is empty
    (one group holds the other, or they have nobody in common, or everybody is in one of them) the other
    three can be worked out from the two numbers and that of all, so none may be one to four.

    Parameters
    ----------
    group : who is in it, (n,).
    shown : who is in each of those shown, (m, n).

    Examples
    --------
    >>> year, unit = np.arange(40) < 20, np.arange(40) < 17
    >>> shown = year[None, :]
    >>> clash(unit, shown), clash(~unit, shown), clash(np.arange(40) % 2 == 0, shown)
    (True, True, False)
    """
    both, one, other = shown[:, group].sum(axis=1), int(group.sum()), shown.sum(axis=1)
    four = np.array([both, one - both, other - both, len(group) - one - other + both])
    return bool(((four == 0).any(axis=0) & ((four > 0) & (four < LEAST)).any(axis=0)).any())
