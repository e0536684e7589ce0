"""The options that several commands share, and how their values are read."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Final

import typer

from service.cli.shell import Stop

TOP_MAX: Final = 1000
"""More suggestions than anyone reads; the bound keeps one request small."""

FIRST_DAY: Final = dt.date(2000, 1, 1)
LAST_DAY: Final = dt.date(2100, 12, 31)

ParticipantsFile = Annotated[
    Path, typer.Option("--participants", metavar="FIL", help="Fil med deltagare: CSV, XLSX eller JSON.")
]
SlotsFile = Annotated[
    Path, typer.Option("--slots", metavar="FIL", help="Fil med platser: CSV, XLSX eller JSON.")
]
SlotId = Annotated[str, typer.Option("--slot", metavar="ID", help="Platsens id, som det står i filen.")]
Top = Annotated[str, typer.Option("--top", metavar="ANTAL", help=f"Högst så många förslag, 1–{TOP_MAX}.")]
Day = Annotated[
    str | None,
    typer.Option("--date", metavar="DAG", help="Dagen som svaret gäller, som åååå-mm-dd. Annars i dag."),
]
WeightsFile = Annotated[
    Path | None,
    typer.Option("--weights", metavar="FIL", help="Fil med vikter (JSON). Annars startvikterna."),
]
SfiFile = Annotated[
    Path | None,
    typer.Option("--sfi", metavar="FIL", help="Kommunens tabell: sfi-kurs och nivå. Annars den vanliga."),
]
TravelFile = Annotated[
    Path | None,
    typer.Option(
        "--travel-minutes",
        metavar="FIL",
        help="Kommunens restider (CSV: from;to;mode;minutes) före uppskattade.",
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Skriver ett JSON-dokument på standard ut och inget annat där.")
]
Seed = Annotated[str, typer.Option("--seed", metavar="TAL", help="Frö: samma frö ger samma resultat.")]


def integer(name: str, text: str, low: int, high: int) -> int:
    """Read a whole number given as an option.

    Raises
    ------
    Stop
        When it is not a whole number, or lies outside `low`–`high`.
    """
    try:
        number = int(text) if len(text) <= 20 else None
    except ValueError:
        number = None
    if number is None or not low <= number <= high:
        raise Stop(f"{name} är {_short(text)}. Ange ett heltal från {low} till {high}.")
    return number


def top(text: str) -> int:
    """Read ``--top``."""
    return integer("--top", text, 1, TOP_MAX)


def seed(text: str) -> int:
    """Read ``--seed``."""
    return integer("--seed", text, 0, 2**32 - 1)


def day(text: str | None) -> dt.date:
    """Read ``--date``; without it, give today. The clock is read here and nowhere deeper.

    Raises
    ------
    Stop
        When it is not a day written as YYYY-MM-DD from 2000 to 2100.
    """
    if text is None:
        return dt.datetime.now().astimezone().date()
    try:
        found = dt.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise Stop(
            f"--date är {_short(text)}. Skriv dagen som åååå-mm-dd, till exempel 2026-11-21."
        ) from None
    if not FIRST_DAY <= found <= LAST_DAY:
        raise Stop(f"--date är {_short(text)}. Ange en dag från {FIRST_DAY} till {LAST_DAY}.")
    return found


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}…"
