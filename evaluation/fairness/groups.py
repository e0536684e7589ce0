"""The file of groups: one row a participant, one column for each way to divide people.

``participant_id;kön;ålder`` with any columns after the first. An empty cell means that the group of that
participant is not known. The file is read here and nowhere else, and only `evaluation.fairness` is given it.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.identity import find_identity_numbers
from data.loaders import BadFile, Problem

Whole = NDArray[np.int64]

ID: Final = "participant_id"
MOST_GROUPS: Final = 12
"""More values than this in one column are no groups: a date of birth, or a name."""
MOST_COLUMNS: Final = 8
UNKNOWN: Final = -1
LONGEST: Final = 60
MOST_BYTES: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Groups:
    """Which group each participant belongs to, in one or more ways.

    Attributes
    ----------
    ids : participants, as in the file.
    variables : name of each way to divide people → the group of each id, None where it is not known.
    digest : hash of the file.
    """

    ids: tuple[str, ...]
    variables: dict[str, tuple[str | None, ...]]
    digest: str

    def codes(self, variable: str, ids: Sequence[str]) -> tuple[tuple[str, ...], Whole]:
        """Give the names of the groups, and the group of each id (n,), `UNKNOWN` where it is not known."""
        of = dict(zip(self.ids, self.variables[variable], strict=True))
        names = tuple(sorted({name for name in self.variables[variable] if name is not None}))
        index = {name: i for i, name in enumerate(names)}
        found = [UNKNOWN if (name := of.get(id_)) is None else index[name] for id_ in ids]
        return names, np.array(found, dtype=np.int64)


def load_groups(path: str | Path, participants: Iterable[str] | None = None) -> Groups:
    """Read the file of groups.

    Parameters
    ----------
    path : CSV with ``;``, ``,`` or tab between, UTF-8.
    participants : ids that there are; others in the file are an error.

    Raises
    ------
    BadFile
        With every problem of the file, in Swedish. No message repeats what stands in a group's cell.
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError:
        raise _bad(path, "Filen går inte att läsa.", "Ange en CSV-fil med kodningen UTF-8.") from None
    return read_groups(content, path, participants)


def read_groups(content: bytes, name: str | Path, participants: Iterable[str] | None = None) -> Groups:
    """Read the content of a file of groups; see `load_groups`."""
    path = Path(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _bad(path, "Filen går inte att läsa.", "Ange en CSV-fil med kodningen UTF-8.") from None
    if len(content) > MOST_BYTES:
        raise _bad(path, "Filen är för stor för att vara en fil med grupper.", "Ange en annan fil.")
    try:
        head, *rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text), strict=True)) or [[]]
    except csv.Error:  # such as a quotation mark that never ends
        raise _bad(path, "Filen går inte att läsa som en tabell.", "Spara den som CSV igen.") from None
    names = [name.strip() for name in head]
    problems = list(_head_faults(names))
    if not problems:
        problems = list(_row_faults(names, rows, None if participants is None else set(participants)))
    if problems:
        raise BadFile(path, problems)
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    at = names.index(ID)
    columns = {
        name: tuple(row[i].strip() or None for row in filled) for i, name in enumerate(names) if i != at
    }
    problems = [
        Problem(
            None,
            name,
            None,
            f"Kolumnen {name} har fler än {MOST_GROUPS} olika värden.",
            "Slå ihop dem till färre grupper, till exempel åldern till 18–24, 25–54 och 55–.",
        )
        for name, cells in columns.items()
        if len({cell for cell in cells if cell}) > MOST_GROUPS
    ]
    if problems:
        raise BadFile(path, problems)
    return Groups(tuple(row[at].strip() for row in filled), columns, hashlib.sha256(content).hexdigest())


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(";,\t", key=head.count)


def _bad(path: Path, message: str, remedy: str) -> BadFile:
    return BadFile(path, [Problem(None, None, None, message, remedy)])


def _head_faults(names: Sequence[str]) -> Iterable[Problem]:
    if ID not in names:
        remedy = f"Kalla kolumnen med deltagarnas id för {ID}."
        yield Problem(1, None, None, f"Kolumnen {ID} saknas.", remedy)
    elif len(names) < 2:
        yield Problem(1, None, None, "Det finns ingen kolumn med grupper.", "Lägg till minst en.")
    if len(names) > MOST_COLUMNS + 1:
        remedy = f"Behåll högst {MOST_COLUMNS} kolumner med grupper."
        yield Problem(1, None, None, f"Filen har {len(names) - 1} kolumner med grupper.", remedy)
    for i, name in enumerate(names):
        if not name or len(name) > LONGEST:
            remedy = f"Skriv ett namn med högst {LONGEST} tecken."
            yield Problem(1, None, None, f"Kolumn {i + 1} har inget användbart namn.", remedy)
        elif name in names[:i]:
            yield Problem(1, name, None, f"Kolumnen {name} står två gånger.", "Ta bort den ena.")


def _row_faults(
    names: Sequence[str], rows: Sequence[Sequence[str]], known: set[str] | None
) -> Iterable[Problem]:
    at, seen = names.index(ID), set[str]()
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(names):
            message = f"Raden har {len(row)} celler men rubriken {len(names)}."
            yield Problem(number, None, None, message, "Rätta raden.")
            continue
        id_ = row[at].strip()
        if any(find_identity_numbers(cell) for cell in row):
            message = "Raden har ett personnummer."
            yield Problem(number, None, None, message, "Använd deltagarens id i stället.")
        elif not id_:
            yield Problem(number, ID, None, "Deltagarens id saknas.", "Skriv det, eller ta bort raden.")
        elif id_ in seen:
            yield Problem(number, ID, id_, f"Deltagaren {id_} står två gånger.", "Ta bort den ena raden.")
        elif known is not None and id_ not in known:
            remedy = "Rätta id:t, eller ta bort raden."
            yield Problem(number, ID, id_, f"Deltagaren {id_} finns inte bland deltagarna.", remedy)
        if any(len(cell) > LONGEST for cell in row):
            message = f"En cell är längre än {LONGEST} tecken."
            yield Problem(number, None, None, message, "Skriv gruppens namn kort.")
        seen.add(id_)
