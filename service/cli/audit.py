"""The command ``audit verify``: whether the log of who read and wrote is whole."""

from typing import Annotated

import typer

from service.cli import params, storage
from service.cli.output import emit, say, whole, working
from service.cli.shell import Stop


def verify(
    *,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="NUMMER:SUMMA",
            help="En rad som du har antecknat förut: den ska ha samma kontrollsumma nu.",
        ),
    ] = None,
    as_json: params.AsJson = False,
) -> None:
    """Går igenom loggen över vem som läst och skrivit, och säger om något i den är ändrat.

    Slutar med 0 när loggen är hel och med 2 när den inte är det.
    """
    from service.audit.verifying import verify as walk

    noted = None if since is None else _noted(since)
    with working("Går igenom loggen"), storage.opened() as database, database.read() as session:
        report = walk(session, since=noted)
    fault = report.fault
    if as_json:
        found = None if fault is None else {"row": fault.number, "kind": fault.kind, "text": fault.text}
        emit(
            {
                "rows": report.rows,
                "whole": fault is None,
                "fault": found,
                "last": report.number,
                "hash": report.hash,
                "cut": report.cut,
            }
        )
    elif fault is None:
        say(f"Loggen är hel: {whole(report.rows)} rader.")
        if report.cut:
            say(f"Rad 1 till {report.cut} är gallrade.")
        if report.rows:
            say(f"Anteckna den sista raden på ett annat ställe: {report.number}:{report.hash}")
    else:
        say(f"Loggen är inte hel. {fault.text}")
        say(f"Den har {whole(report.rows)} rader.")
    if fault is not None:
        raise typer.Exit(2)


def _noted(text: str) -> tuple[int, str]:
    number, _, summed = text.strip().partition(":")
    if not number.isdecimal() or len(number) > 15 or not summed:
        raise Stop("--since ska vara radens nummer, kolon och kontrollsumma, som audit verify skrev dem.")
    return int(number), summed.strip()
