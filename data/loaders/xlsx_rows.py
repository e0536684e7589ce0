"""Rows of an Excel workbook (.xlsx): the first visible sheet that holds anything.

A workbook is a zip file from outside, so its unpacked size is checked before anything is unpacked.
What a table cannot say is refused where it stands: merged cells, formulas that Excel has not
worked out, and cells that show an error.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, Final

from data.loaders.cells import Cell
from data.loaders.intake import MAX_COLUMNS, MAX_ROWS
from data.loaders.problems import BadFile, Problem, Problems, shown

MAX_UNPACKED: Final = 300 * 1024 * 1024
"""Most bytes that the parts of a workbook may unpack to."""

MAX_RATIO: Final = 200
"""Most that a large part may grow by. Sheets grow by 5 to 50, a zip bomb by about 1,000."""

MAX_PARTS: Final = 2_000
MAX_CELLS: Final = 4_000_000
"""Most cells, empty formatted ones included: 100,000 slots with every field. A cell costs about 20 µs."""

_LARGE_PART: Final = 10 * 1024 * 1024
_LAST_ROW: Final = 1_048_576
_TAG: Final = re.compile(rb"<(?:\w+:)?(?:mergeCell|row)\b[^>]*>")
_MERGED: Final = re.compile(rb'mergeCell\b[^>]*\bref="([A-Z0-9:]{1,30})"')
_HIDDEN: Final = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER: Final = re.compile(rb'\br="([0-9]{1,7})"')
_SAVE: Final = "Öppna filen i Excel och spara om den som .xlsx."

Rows = list[tuple[int, list[Cell | None]]]


def rows(content: bytes, problems: Problems) -> tuple[Rows, list[str]]:
    """Give each row that is not empty with its number in Excel, and what the reader should be told.

    Raises
    ------
    BadFile
        When the content is not a workbook, unpacks to too much, or is empty.
    """
    _check_package(content, problems)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of formatting that it leaves out
            return _read(content, problems)
    except BadFile:
        raise
    except Exception:  # noqa: BLE001 - a damaged workbook makes openpyxl raise anything
        raise problems.stop("Filen är skadad eller inte en Excel-arbetsbok.", _SAVE) from None


def _check_package(content: bytes, problems: Problems) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise problems.stop("Filen är skadad eller inte en Excel-arbetsbok.", _SAVE) from None
    if (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts) > MAX_UNPACKED
        or any(part.file_size > max(_LARGE_PART, MAX_RATIO * part.compress_size) for part in parts)
    ):
        message = "Filen packar upp sig till orimligt mycket och har inte öppnats."
        raise problems.stop(message, "Spara om den i Excel, eller spara den som CSV.")
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise problems.stop("Filen är inte en Excel-arbetsbok i formatet .xlsx.", _SAVE)


def _read(content: bytes, problems: Problems) -> tuple[Rows, list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - a third of a second that CSV need not pay

    book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        found, formulas = _cells(sheet, problems)
        if not found and not problems.total:
            continue
        if formulas:
            values = load_workbook(BytesIO(content), read_only=True, keep_links=False, data_only=True)
            _work_out(found, formulas, values[sheet.title], problems)
        hidden = _look_at_tags(content, sheet, problems)
        return _even(found), _notes(sheet.title, len(sheets), hidden)
    raise problems.stop("Filen är tom: inget ark har några celler.", "Kontrollera att du valt rätt fil.")


def _cells(sheet: Any, problems: Problems) -> tuple[Rows, set[tuple[int, int]]]:
    sheet.reset_dimensions()
    found: Rows = []
    formulas: set[tuple[int, int]] = set()
    looked_at = 0
    for number, row in enumerate(sheet.iter_rows(max_row=_LAST_ROW), start=1):
        looked_at += len(row)
        if looked_at > MAX_CELLS:
            message = f"Arket har fler än {MAX_CELLS} celler, tomma men formaterade inräknade."
            remedy = "Ta bort tomma rader och kolumner, eller spara arket som CSV."
            raise problems.stop(message, remedy, row=number)
        if len(row) > MAX_COLUMNS and any(cell.value is not None for cell in row[MAX_COLUMNS:]):
            raise problems.stop(f"Arket har fler än {MAX_COLUMNS} kolumner.", "Ta bort kolumner.", row=number)
        cells: list[Cell | None] = []
        for cell in row[:MAX_COLUMNS]:
            if cell.data_type == "f":
                formulas.add((number, len(cells)))
            elif cell.data_type == "e":
                _refuse_error(number, cell, problems)
            cells.append(_value(cell.value))
        if any(cell is not None for cell in cells):
            found.append((number, cells))
        if len(found) > MAX_ROWS + 1:
            raise problems.stop(
                f"Filen har fler än {MAX_ROWS // 1000} 000 rader.", "Dela upp den i flera filer."
            )
    return found, formulas


def _value(value: Any) -> Cell | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, timedelta):
        return value / timedelta(hours=1) if value >= timedelta(days=1) else (datetime.min + value).time()  # noqa: DTZ901
    return value  # type: ignore[no-any-return]


def _refuse_error(number: int, cell: Any, problems: Problems) -> None:
    message = f"Cell {cell.coordinate} visar ett fel ({shown(cell.value)})."
    problems.add(
        Problem(
            number, cell.column_letter, shown(cell.value), message, "Rätta cellen i Excel, eller töm den."
        )
    )


def _work_out(found: Rows, formulas: set[tuple[int, int]], values: Any, problems: Problems) -> None:
    """Put in place of each formula the value that Excel saved with it."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    values.reset_dimensions()
    by_number = dict(found)
    for number, row in enumerate(values.iter_rows(max_row=_LAST_ROW, values_only=True), start=1):
        for place in range(len(row)):
            if (number, place) not in formulas:
                continue
            value = _value(row[place])
            if row[place] is None or (isinstance(value, str) and value.startswith("#")):
                where = f"{get_column_letter(place + 1)}{number}"
                message = f"Cell {where} har en formel utan sparat värde."
                remedy = "Klistra in värdet i stället (Klistra in special, Värden)."
                problems.add(Problem(number, get_column_letter(place + 1), None, message, remedy))
            by_number[number][place] = value


def _look_at_tags(content: bytes, sheet: Any, problems: Problems) -> list[int]:
    """Refuse merged cells and give the hidden rows; openpyxl streams neither."""
    hidden = []
    with zipfile.ZipFile(BytesIO(content)) as package:
        for tag in _tags(package, sheet._worksheet_path):  # noqa: SLF001 - the one place that knows the part
            if merged := _MERGED.search(tag):
                cells = merged[1].decode()
                first = int("".join(filter(str.isdigit, cells.partition(":")[0])) or 1)
                column = "".join(filter(str.isalpha, cells.partition(":")[0]))
                remedy = "Dela upp dem (Start, Centrera och slå samman) och fyll i varje cell."
                problems.add(Problem(first, column, None, f"Cellerna {cells} är sammanslagna.", remedy))
            elif _HIDDEN.search(tag) and (number := _NUMBER.search(tag)):
                hidden.append(int(number[1]))
    return hidden


def _tags(package: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    rest = b""
    with package.open(path) as part:
        while chunk := part.read(1 << 20):
            text = rest + chunk
            cut = text.rfind(b"<")
            yield from _TAG.findall(text[:cut])
            rest = text[cut:]
    yield from _TAG.findall(rest)


def _even(found: Rows) -> Rows:
    """Give every row the width of the header, or its own where it is wider."""
    width = (
        max((place for place, cell in enumerate(found[0][1], start=1) if cell is not None), default=0)
        if found
        else 0
    )
    return [
        (number, cells + [None] * (width - len(cells)) if len(cells) < width else cells)
        for number, cells in found
    ]


def _notes(title: str, sheets: int, hidden: list[int]) -> list[str]:
    notes = []
    if sheets > 1:
        notes.append(f"Arket ”{shown(title)}” lästes; filens övriga ark lästes inte.")
    if hidden:
        listed = ", ".join(map(str, hidden[:10])) + (" …" if len(hidden) > 10 else "")
        notes.append(f"Dolda rader lästes också: {listed}.")
    return notes
