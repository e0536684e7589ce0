"""The commands ``user``, ``weights`` and ``replay``."""

from typing import TYPE_CHECKING, Annotated

import typer

from service.cli import params, storage
from service.cli.files import read_weights
from service.cli.output import decimal, emit, note, say
from service.cli.shell import Stop

if TYPE_CHECKING:
    from matcher.weights import Weights

PAGE = 100
"""So many versions of weights are read from the store at a time."""


def user_add(
    name: Annotated[str, typer.Argument(metavar="NAMN", help="Användarens namn: a–z, siffror, . - _")],
    role: Annotated[
        str,
        typer.Option("--role", metavar="ROLL", help="coach, liaison, analyst eller administrator."),
    ],
) -> None:
    """Lägger till en användare och visar dess hemliga nyckel, en enda gång."""
    from service.store import users

    with storage.opened() as database, database.write() as session:
        try:
            token = users.add(session, name, role)
        except users.BadUser as error:
            raise Stop(str(error)) from None
    note(f"Användaren {name} ({role}) finns nu. Spara nyckeln nedan: den visas bara den här gången.")
    say(token)


def weights_list(*, as_json: params.AsJson = False) -> None:
    """Visar de vikter som har använts i databasen."""
    from service.store import weights

    in_use = read_weights(storage.settings().weights_file)
    known = {in_use.version: in_use}
    with storage.opened() as database, database.read() as session:
        after = ""
        while page := weights.page(session, limit=PAGE, after=after):
            known |= {found.version: found for found in page}
            after = page[-1].version
    if as_json:
        emit({"in_use": in_use.version, "weights": [w.to_dict() for w in known.values()]})
        return
    for found in known.values():
        used = "  (används nu)" if found.version == in_use.version else ""
        say(f"{found.version}  {found.date}  {found.author}: {found.note}{used}")


def weights_show(
    version: Annotated[
        str | None,
        typer.Argument(metavar="VERSION", help="En version ur databasen. Annars de vikter som används nu."),
    ] = None,
    *,
    as_json: params.AsJson = False,
) -> None:
    """Visar vikterna och vad de vilar på. Med --json går de att spara som viktfil."""
    found = _find(version)
    if as_json:
        emit(found.to_dict())
        return
    say(f"{found.version}, {found.date}, {found.author}")
    say(f"{found.note}. {found.evidence}" if found.evidence else found.note)
    for name, points in found.values.items():
        say(f"  {name:<12}{decimal(points):>6} poäng")


def _find(version: str | None) -> "Weights":
    in_use = read_weights(storage.settings().weights_file)
    if version is None or version == in_use.version:
        return in_use
    from service.store import weights

    with storage.opened() as database, database.read() as session:
        found = weights.get(session, version)
    if found is None:
        raise Stop(f"Databasen har inga vikter med versionen {version}. Se: rattplats weights list")
    return found


def replay(
    run: Annotated[str, typer.Argument(metavar="KÖRNING", help="Körningens id, som det står i loggen.")],
    *,
    as_json: params.AsJson = False,
) -> None:
    """Räknar om ett sparat förslag och säger om svaret blir detsamma.

    Slutar med 1 när svaret blev ett annat.
    """
    from service.replay import replay as again
    from service.running import contexts

    chosen = storage.settings()
    make = contexts(chosen, read_weights(chosen.weights_file))
    with storage.opened(chosen) as database:
        report = again(database, run, make)
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
