"""Files of records into domain objects: whole, or not at all with every error named."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from data.loaders.columns import LAYOUTS, Kind, Layout
from data.loaders.intake import Found
from data.loaders.problems import Problem, Problems
from data.loaders.sources import check_size, decode, read_bytes
from data.loaders.tables import read_table
from matcher.domain import Participant, Placement, Slot

_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that was taken in.

    Attributes
    ----------
    records : its domain objects, in the order of the file.
    numbers : the row of each, as Excel numbers it, or the number of the item in a JSON list.
    unit : what the numbers count.
    notes : Swedish sentences about what was read and what was not, for the person who gave the file.
    """

    records: list[Any]
    numbers: list[int]
    unit: Literal["rad", "post"]
    notes: tuple[str, ...] = ()

    def problem(self, place: int, column: str, message: str, remedy: str) -> Problem:
        """Say what is wrong with one of the records, by its place among them, when it meets what is known."""
        return Problem(self.numbers[place], column, None, message, remedy, self.unit)


def load(kind: Kind, source: str | Path | bytes, filename: str | None = None) -> Loaded:
    """Read a CSV, XLSX or JSON file of one kind of record.

    What the content is decides how it is read; the name decides only between CSV and JSON.

    Parameters
    ----------
    kind : ``participants``, ``slots`` or ``placements``.
    source : a path, or the bytes of a file.
    filename : what to call it in messages; needed for bytes.

    Raises
    ------
    BadFile
        With every problem of the file. Then nothing of it was taken in.
    """
    name = filename or ("filen" if isinstance(source, bytes) else str(source))
    problems = Problems(name)
    content = source if isinstance(source, bytes) else read_bytes(Path(source), problems)
    check_size(content, problems)
    layout = LAYOUTS[kind]
    if content.startswith(_ZIP):
        from data.loaders import xlsx_rows  # noqa: PLC0415 - CSV and JSON start without it

        found, notes = xlsx_rows.rows(content, problems)
        return Loaded(*read_table(found, layout, problems), tuple(notes))
    if content.startswith(_OLD_OFFICE):
        message = "Filen är en äldre Excel-fil (.xls) eller skyddad med lösenord."
        raise problems.stop(message, "Spara om den som .xlsx utan lösenord.")
    return Loaded(*_read_text(decode(content, problems), name, layout, problems))


def load_participants(path: str | Path, *, name: str | None = None) -> list[Participant]:
    """Read participants; see `load`."""
    return load("participants", path, name).records


def load_slots(path: str | Path, *, name: str | None = None) -> list[Slot]:
    """Read slots; see `load`."""
    return load("slots", path, name).records


def load_placements(path: str | Path, *, name: str | None = None) -> list[Placement]:
    """Read placements; see `load`."""
    return load("placements", path, name).records


def _read_text(text: str, name: str, layout: Layout, problems: Problems) -> Found:
    if _is_json(text, name):
        from data.loaders.json_items import read_items  # noqa: PLC0415 - as above

        return read_items(text, layout, problems)
    from data.loaders import csv_rows  # noqa: PLC0415 - as above

    return read_table(csv_rows.rows(text, layout.readers.keys(), problems), layout, problems)


def _is_json(text: str, name: str) -> bool:
    suffix = Path(name).suffix.casefold()
    return suffix == ".json" or (suffix not in {".csv", ".tsv", ".txt"} and text.lstrip()[:1] in {"[", "{"})
