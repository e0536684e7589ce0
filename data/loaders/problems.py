"""What was wrong with a file, said so that the person who wrote it can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import PurePath
from typing import Final, Literal

from data.identity import mask_identity_numbers

MAX_SHOWN: Final = 200
"""Problems kept of one file; the rest are counted."""

_LONGEST_VALUE: Final = 40


def shown(value: object) -> str:
    """Give `value` as a message shows it: short, on one line and without identity numbers."""
    text = mask_identity_numbers(_written(value))
    text = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:200])
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _written(value: object) -> str:
    """Write a value as Swedish Excel shows it."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        return str(value).removesuffix(".0").replace(".", ",")
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date().isoformat()
    return str(value)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend.

    Attributes
    ----------
    row : the row as Excel numbers it, where the header is row 1, or the number of the item in a JSON list;
        ``None`` when the whole file is meant.
    column : the name of the column or field.
    value : what stood there, shortened, and never an identity number.
    message : what is wrong, a Swedish sentence.
    remedy : how to mend it, a Swedish sentence.
    unit : what `row` counts.
    """

    row: int | None
    column: str | None
    value: str | None
    message: str
    remedy: str
    unit: Literal["rad", "post"] = "rad"

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (
                f"{self.unit} {self.row}" if self.row is not None else "",
                f"kolumn {self.column}" if self.column and self.unit == "rad" else "",
                f"fält {self.column}" if self.column and self.unit == "post" else "",
            )
            if part
        )
        said = f"{self.message} {self.remedy}"
        return f"{place[:1].upper()}{place[1:]}: {said}" if place else said


class BadFile(Exception):  # noqa: N818 - the name people and programs outside rely on
    """A file that was not taken in. Nothing of it was.

    Attributes
    ----------
    path : the name of the file.
    problems : the first `MAX_SHOWN` problems, in the order of the file.
    total : how many there are in all.
    """

    def __init__(self, path: str | PurePath, problems: Sequence[Problem], total: int | None = None) -> None:
        self.path = str(path)
        self.problems = tuple(problems[:MAX_SHOWN])
        self.total = len(problems) if total is None else total
        super().__init__(self.path, self.problems, self.total)

    def __str__(self) -> str:
        lines = [f"{self.path}: {self.total} fel. Inget har lästs in.", *map(str, self.problems)]
        if self.total > len(self.problems):
            lines.append(f"… och {self.total - len(self.problems)} fel till.")
        return "\n".join(lines)


class Problems:
    """Gathers the problems of one file and keeps the first of them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.total = 0
        self._kept: list[Problem] = []

    @property
    def full(self) -> bool:
        """Whether further problems are only counted."""
        return len(self._kept) >= MAX_SHOWN

    def add(self, problem: Problem) -> None:
        self.total += 1
        if not self.full:
            self._kept.append(problem)

    def stop(
        self, message: str, remedy: str, *, row: int | None = None, column: str | None = None
    ) -> BadFile:
        """Give the error to raise when reading cannot go on; why it cannot stands first."""
        self.total += 1
        self._kept.insert(0, Problem(row, column, None, message, remedy))
        return BadFile(self.name, self._kept, self.total)

    def check(self) -> None:
        """Raise what was found.

        Raises
        ------
        BadFile
            When there is at least one problem.
        """
        if self.total:
            raise BadFile(self.name, self._kept, self.total)
