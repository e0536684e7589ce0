"""Rows of a table into domain objects, whatever file the rows came from."""

from collections.abc import Iterable, Sequence

from data.loaders.cells import Cell
from data.loaders.columns import Layout
from data.loaders.intake import MAX_COLUMNS, Found, Intake
from data.loaders.messages import unknown_name
from data.loaders.problems import Problem, Problems, shown

Row = tuple[int, Sequence[Cell | None]]
"""The number of a row, as Excel shows it, and its cells; an empty cell is none or empty text."""


def read_table(rows: Iterable[Row], layout: Layout, problems: Problems) -> Found:
    """Read a header and the rows under it into domain objects.

    Raises
    ------
    BadFile
        With every problem of the table.
    """
    lines = iter(rows)
    number, header = next(lines, (1, ()))
    names = _names(number, header, layout, problems)
    problems.check()
    columns = [(place, name, layout.readers[name]) for place, name in enumerate(names) if name]
    intake = Intake(layout, problems, "rad")
    filled = False
    for number, cells in lines:
        filled = True
        intake.count()
        if _fits(number, cells, names, intake):
            intake.take(
                number,
                {
                    name: read(cell)
                    for place, name, read in columns
                    if (cell := cells[place]) not in {None, ""}
                },
            )
    found = intake.all()
    if not filled:
        raise problems.stop("Filen har en rubrikrad men inga rader under den.", "Fyll i minst en rad.")
    return found


def _names(number: int, header: Sequence[Cell | None], layout: Layout, problems: Problems) -> list[str]:
    """Give the field of each column; empty for a column without a name."""
    if len(header) > MAX_COLUMNS:
        raise problems.stop(
            f"Rubrikraden har fler än {MAX_COLUMNS} kolumner.", "Ta bort kolumner.", row=number
        )
    names = ["" if cell is None else str(cell).strip().casefold() for cell in header]
    first: dict[str, int] = {}
    for place, name in enumerate(names, start=1):
        if name and name not in layout.readers:
            message, remedy = unknown_name(name, layout.readers.keys(), "Kolumnen")
            problems.add(Problem(number, shown(name), shown(name), message, remedy))
        elif name and first.setdefault(name, place) != place:
            message = f"Kolumnen {name} finns två gånger, på plats {first[name]} och {place}."
            problems.add(Problem(number, name, name, message, "Ta bort den ena."))
    for name in layout.required:
        if name not in first:
            remedy = "Lägg till den och fyll i den på varje rad."
            problems.add(Problem(number, name, None, f"Kolumnen {name} saknas.", remedy))
    return names


def _fits(number: int, cells: Sequence[Cell | None], names: Sequence[str], intake: Intake) -> bool:
    """Say whether the cells lie under the header; a shifted row would put values in the wrong field."""
    if len(cells) < len(names) or any(cell not in {None, ""} for cell in cells[len(names) :]):
        message = f"Raden har {len(cells)} celler men rubrikraden har {len(names)}."
        remedy = (
            "Se efter om en avgränsare saknas eller är för mycket; text med avgränsare i ska ha citattecken."
        )
        intake.problem(number, names[min(len(cells), len(names)) - 1] or "?", None, message, remedy)
        return False
    for place, name in enumerate(names):
        if not name and cells[place] not in {None, ""}:
            message = f"Cell nummer {place + 1} har ett värde men kolumnen har ingen rubrik."
            intake.problem(
                number, str(place + 1), cells[place], message, "Skriv en rubrik, eller töm cellen."
            )
    return True
