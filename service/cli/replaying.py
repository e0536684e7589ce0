"""The command ``replay``."""

from typing import Annotated

import typer

from service.cli import params, storage
from service.cli.files import read_model, read_weights
from service.cli.output import emit, say
from service.cli.shell import Stop


def replay(
    run: Annotated[str, typer.Argument(metavar="KÖRNING", help="Körningens id, som det står i loggen.")],
    *,
    as_json: params.AsJson = False,
) -> None:
    """Räknar om ett sparat förslag och säger om svaret blir detsamma.

    Slutar med 1 när svaret blev ett annat.
    """
    from service.audit.commands import logged
    from service.replay import replay as again
    from service.running import contexts
    from service.store import runs

    chosen = storage.settings()
    read_model(chosen.text_model)
    make = contexts(chosen, read_weights(chosen.weights_file))
    with storage.opened(chosen) as database:
        report = again(database, run, make)
        with database.write() as session:
            found = runs.get(session, run)
            logged(session, "read", "rattplats replay", [found.participant_id] if found else [])
    if report.identical is None:
        raise Stop(f"Körning {run}: {report.text}")
    if as_json:
        emit({"run": report.run_id, "identical": report.identical, "differences": list(report.differences)})
    else:
        say(f"Körning {report.run_id}: {report.text}")
        for line in report.differences:
            say(f"  {line}")
    if not report.identical:
        raise typer.Exit(1)
