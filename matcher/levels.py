"""Levels of Swedish: the CEFR scale with its plus levels, and the SFI courses.

Source: Council of Europe, Common European Framework of Reference for Languages, Companion
volume (2020), where "A2+" lies between A2 and B1.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import Final


class Cefr(IntEnum):
    """A level of Swedish. The numbers are half steps: one whole level is two."""

    ZERO = 0
    A1_MINUS = 1
    A1 = 2
    A1_PLUS = 3
    A2 = 4
    A2_PLUS = 5
    B1 = 6
    B1_PLUS = 7
    B2 = 8
    B2_PLUS = 9
    C1 = 10
    C1_PLUS = 11
    C2 = 12

    def __str__(self) -> str:
        return _NAMES[self]

    @classmethod
    def parse(cls, text: str) -> "Cefr":
        """Read a level such as ``"B1"``, ``"a2+"`` or ``"0"``.

        Raises
        ------
        ValueError
            When the text is not a level.

        Examples
        --------
        >>> str(Cefr.parse(" a2+ "))
        'A2+'
        """
        try:
            return _LEVELS[text.strip().upper()]
        except KeyError:
            message = f"{text!r} is not a CEFR level; use one of {', '.join(_LEVELS)}"
            raise ValueError(message) from None

    def lowered(self, whole_levels: int = 1) -> "Cefr":
        """Give the level that lies `whole_levels` below, and never below ``0``."""
        return Cefr(max(0, self - 2 * whole_levels))


_NAMES: Final = {
    level: "0" if level == 0 else level.name.replace("_PLUS", "+").replace("_MINUS", "-") for level in Cefr
}
_LEVELS: Final = {name: level for level, name in _NAMES.items()}

SFI_COURSES: Final = ("A", "B", "C", "D")

SFI_LEVELS: Final[Mapping[str, Cefr]] = {
    "A": Cefr.A1,
    "B": Cefr.A2,
    "C": Cefr.A2_PLUS,
    "D": Cefr.B1_PLUS,
}
"""What a passed SFI course is usually taken to show. Approximate: a municipality may replace it."""
