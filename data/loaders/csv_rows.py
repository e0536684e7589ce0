"""Rows of a CSV file, with the separator that its header shows."""

import csv
import re
from collections.abc import Collection, Iterator
from io import StringIO
from typing import Final

from data.loaders.problems import Problems
from data.loaders.sources import MAX_BYTES

_SEPARATORS: Final = ";,\t"
_EXCEL_HINT: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_GUARDS: Final = tuple(f"'{mark}" for mark in ("'", "@", "+", "-", "=", "|", "\\|", "%"))

csv.field_size_limit(MAX_BYTES)  # the length of a cell is the record's to judge, which names row and column


def rows(text: str, known: Collection[str], problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Give each row that is not empty with its number, as Excel shows it; the header has number 1.

    Raises
    ------
    BadFile
        When a quotation mark never ends.
    """
    if hint := _EXCEL_HINT.match(text):
        text = text[hint.end() :]
    separator = hint[1] if hint else _separator(text, known)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            if any(cells := [_unguarded(cell.strip()) for cell in row]):
                yield number, cells
    except csv.Error:
        message = 'Ett citattecken (") börjar men slutar inte, eller står mitt i en cell.'
        remedy = 'Ta bort citattecknet, eller skriv det dubbelt ("") inne i en cell med citattecken runt.'
        raise problems.stop(message, remedy, row=number + 1) from None


def _separator(text: str, known: Collection[str]) -> str:
    header = text.lstrip().partition("\n")[0]

    def columns_known(separator: str) -> int:
        return sum(name.strip(' "\t\r').casefold() in known for name in header.split(separator))

    return max(_SEPARATORS, key=lambda separator: (columns_known(separator), header.count(separator)))


def _unguarded(cell: str) -> str:
    """Take away the apostrophe with which `data.exporters` keeps a spreadsheet from running a cell."""
    if not cell.startswith(_GUARDS):
        return cell
    return cell[1:] if cell[1] == "'" else cell[1:].replace("\\|", "|")
