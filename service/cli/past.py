"""What evaluation reads from files: participants, places and placements, as the history that they tell."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.files import read, read_both, read_records
from service.cli.output import Report

if TYPE_CHECKING:
    from evaluation.history import History, Outcomes
    from matcher.domain import Participant, Placement, Slot

PlacementsFile = Annotated[
    Path, typer.Option("--placements", metavar="FIL", help="Fil med placeringar: CSV, XLSX eller JSON.")
]
OutcomesFile = Annotated[
    Path | None,
    typer.Option("--outcomes", metavar="FIL", help="Kommunens tabell: utfall och betyg. Annars den vanliga."),
]


@dataclass(frozen=True, slots=True)
class Past:
    """Three files, and the history that they tell.

    Attributes
    ----------
    invented : whether the municipality is.
    files : kind → path and number of records, in the order of reading.
    """

    participants: "list[Participant]"
    slots: "list[Slot]"
    placements: "list[Placement]"
    history: "History"
    invented: bool
    files: dict[str, tuple[Path, int]]

    def manifest(self) -> Iterator[tuple[str, str, int]]:
        """Say which files were read: kind, hash and number of records, and nothing that is in them."""
        for kind, (path, count) in self.files.items():
            yield kind, hashlib.sha256(path.read_bytes()).hexdigest(), count


def read_past(
    participants: Path, slots: Path, placements: Path, *, outcomes: "Outcomes | None", report: Report
) -> Past:
    """Read the three files of an evaluation.

    Parameters
    ----------
    outcomes : the municipality's own grades, from `read_outcomes`.

    Raises
    ------
    Stop
        With every problem of a file.
    """
    from data.synthetic import invented
    from evaluation.history import history

    people, places = read_both(participants, slots, report)
    report(f"Läser {placements.name}")
    told = read_records("placements", placements)
    past = read(
        lambda: history(
            people,
            places,
            told,
            outcomes=outcomes,
            name=placements.name,
            unit="post" if placements.suffix.casefold() == ".json" else "rad",
        )
    )
    files = {
        "participants": (participants, len(people)),
        "slots": (slots, len(places)),
        "placements": (placements, len(told)),
    }
    return Past(people, places, told, past, invented(places, told), files)


def read_outcomes(path: Path | None) -> "Outcomes | None":
    """Read the municipality's own grades of outcomes; None where there is no file.

    Raises
    ------
    Stop
        With every problem of the file.
    """
    from evaluation.history import load_outcomes

    return read(lambda: load_outcomes(path)) if path else None
