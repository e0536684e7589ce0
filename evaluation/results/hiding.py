"""What may be shown of people who are counted in several ways: in all, and in one division after another.

A page shows the whole and its parts beside each other, so what is shown of any of them is decided for all at
once. No number, and nothing that is left when one is taken from another, is about one to four people.
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from evaluation.small import clash, closed

Bools = NDArray[np.bool_]


class Told:
    """The groups of people whose numbers are shown so far.

    Parameters
    ----------
    groups : those of the whole, each (n,); all n people are one of them, or everybody knows their number.
    """

    def __init__(self, groups: Sequence[Bools]) -> None:
        self._shown = list(groups)

    def clashes(self, *groups: Bools) -> bool:
        """Say whether any of some groups would leave one to four people beside what is shown."""
        if not self._shown:
            return False
        shown = np.array(self._shown)
        return any(clash(group, shown) for group in groups)

    def hide(
        self, groups: Sequence[Sequence[Bools]], cells: Sequence[Sequence[Bools]], also: Collection[int] = ()
    ) -> set[int]:
        """Say which parts of a division are hidden for one figure; the others count as shown from then on.

        Parameters
        ----------
        groups : of each part those whose numbers would be shown, as many of each.
        cells : of each part the groups that must each be five or more.
        also : parts that are hidden anyway.
        """
        sizes = [tuple(int(cell.sum()) for cell in part) for part in cells]
        hidden = closed(sizes, also=also)
        while len(hidden) < len(groups) and (more := self._clashing(groups, sizes, hidden)):
            hidden = closed(sizes, also=hidden | more)
        for number, part in enumerate(groups):
            if number not in hidden:
                self._shown += part
        self._shown += _left(groups, hidden)
        return hidden

    def _clashing(
        self, groups: Sequence[Sequence[Bools]], sizes: Sequence[tuple[int, ...]], hidden: set[int]
    ) -> set[int]:
        """Give the parts to hide next: those that clash, or the smallest when what is left does."""
        open_ = [number for number in range(len(groups)) if number not in hidden]
        found = {number for number in open_ if self.clashes(*groups[number])}
        if not found and self.clashes(*_left(groups, hidden)):
            found = {min(open_, key=lambda number: min(sizes[number]))}
        return found


def _left(groups: Sequence[Sequence[Bools]], hidden: Collection[int]) -> list[Bools]:
    """Give those who are in the hidden parts together, which the shown ones and the whole tell."""
    if not hidden:
        return []
    return [np.any(same, axis=0) for same in zip(*(groups[number] for number in hidden), strict=True)]
