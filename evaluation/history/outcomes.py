"""How good an outcome was: a table that the municipality can replace.

=======================  =====  ==========================================================
outcome                  grade  why
=======================  =====  ==========================================================
hired                    4      a job
subsidised_job, studies  3      a job with support, or studies that lead to one
completed                2      carried through, without leading on yet
interrupted, no_show     0      begun or agreed, and not carried through
declined_by_...          0      never came about
ongoing                  none   nobody knows yet: censored, never a failure
=======================  =====  ==========================================================

The file that replaces it is CSV with the columns `outcome` and `grade` (an empty grade: such
placements are not judged), or JSON with an object of the same.
"""

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from data.loaders import BadFile, Problem
from matcher.vocabulary import OUTCOMES

CENSORED: Final = "ongoing"
MOST: Final = 10.0
"""The largest grade a table may give."""

STANDARD: Final[Mapping[str, float | None]] = {
    "hired": 4.0,
    "subsidised_job": 3.0,
    "studies": 3.0,
    "completed": 2.0,
    "interrupted": 0.0,
    "no_show": 0.0,
    "declined_by_employer": 0.0,
    "declined_by_participant": 0.0,
    CENSORED: None,
}


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Grades of outcomes.

    Attributes
    ----------
    grades : outcome → grade from 0 to 10, None where such a placement is not judged.
    good_from : the least grade of a good outcome (a placement that was carried through).
    version : hash of the table.

    Raises
    ------
    ValueError
        When an outcome is unknown or missing, a grade is out of bounds, or ``ongoing`` has one.

    Examples
    --------
    >>> Outcomes().grade("hired"), Outcomes().grade("ongoing"), Outcomes().grade(None)
    (4.0, None, None)
    """

    grades: Mapping[str, float | None] = field(default_factory=lambda: STANDARD)
    good_from: float = 2.0
    version: str = field(init=False)

    def __post_init__(self) -> None:
        if set(self.grades) != set(OUTCOMES):
            raise ValueError(f"grades are needed for exactly {', '.join(OUTCOMES)}")
        if self.grades[CENSORED] is not None:
            raise ValueError(f"{CENSORED} has no grade: nobody knows yet how it goes")
        if not all(grade is None or 0 <= grade <= MOST for grade in self.grades.values()):
            raise ValueError(f"a grade is a number from 0 to {MOST:g}")
        grades = {name: self.grades[name] for name in OUTCOMES}
        object.__setattr__(self, "grades", MappingProxyType(grades))
        text = json.dumps([grades, self.good_from], sort_keys=True)
        object.__setattr__(self, "version", f"outcomes-{hashlib.sha256(text.encode()).hexdigest()[:12]}")

    def grade(self, outcome: str | None) -> float | None:
        """Give the grade of an outcome; None where nothing is known or nothing is judged."""
        return None if outcome is None else self.grades[outcome]


def load_outcomes(path: str | Path) -> Outcomes:
    """Read a table of grades.

    Raises
    ------
    BadFile
        With every problem of the file, in Swedish.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        message, remedy = "Filen går inte att läsa.", "Ange en CSV- eller JSON-fil med kodningen UTF-8."
        raise BadFile(path, [Problem(None, None, None, message, remedy)]) from None
    rows, unit = (_json(path, text), "post") if path.suffix.casefold() == ".json" else (_csv(text), "rad")
    grades: dict[str, float | None] = {}
    problems: list[Problem] = []

    def bad(row: int | None, column: str, value: object, message: str, remedy: str) -> None:
        shown = None if value is None else str(value)
        problems.append(Problem(row, column, shown, message, remedy, unit))  # type: ignore[arg-type]

    for row, name, written in rows:
        known = ", ".join(OUTCOMES)
        if name not in OUTCOMES:
            bad(row, "outcome", name, f"Utfallet {name!r} finns inte.", f"Skriv något av: {known}.")
        elif name in grades:
            bad(row, "outcome", name, f"Utfallet {name} står två gånger.", "Ta bort den ena raden.")
        elif name == CENSORED and written not in {None, ""}:
            message = f"Utfallet {name} kan inte ha ett betyg: ingen vet ännu hur det går."
            bad(row, "grade", written, message, "Lämna betyget tomt.")
        else:
            grades[name] = _grade(written)
            if (grade := grades[name]) is not None and not 0 <= grade <= MOST:
                message = f"Betyget {written} är inte ett tal från 0 till {MOST:g}."
                bad(
                    row,
                    "grade",
                    written,
                    message,
                    "Skriv ett tal, eller lämna tomt om utfallet inte ska bedömas.",
                )
    grades.setdefault(CENSORED, None)
    if not problems and (missing := [name for name in OUTCOMES if name not in grades]):
        remedy = "Lägg till en rad för varje utfall; lämna betyget tomt om utfallet inte ska bedömas."
        bad(None, "outcome", None, f"Betyg saknas för {', '.join(missing)}.", remedy)
    if problems:
        raise BadFile(path, problems)
    return Outcomes(grades)


def _grade(written: Any) -> float | None:
    if written in {None, ""}:
        return None
    try:
        return float(str(written).replace(",", "."))
    except ValueError:
        return float("nan")


def _csv(text: str) -> list[tuple[int, str, Any]]:
    first = text.split("\n", 1)[0]
    table = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    return [
        (row, (cells.get("outcome") or "").strip(), (cells.get("grade") or "").strip())
        for row, cells in enumerate(table, 2)
    ]


def _json(path: Path, text: str) -> list[tuple[int, str, Any]]:
    try:
        document = json.loads(text)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        message = "Filen är inte ett JSON-objekt med ett betyg för varje utfall."
        raise BadFile(path, [Problem(None, None, None, message, 'Skriv till exempel {"hired": 4, …}.')])
    return [(row, str(name), written) for row, (name, written) in enumerate(document.items(), 1)]
