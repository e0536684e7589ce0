"""The commands ``serve``, ``demo`` and ``migrate``."""

import errno
import json
import os
import shutil
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from service.cli import params, storage
from service.cli.files import read_model, read_tables, read_weights
from service.cli.output import Report, note, say, working
from service.cli.records import documents
from service.cli.shell import Stop

if TYPE_CHECKING:
    from matcher.text import Encoder
    from service.settings import Settings

STORE: Final = "demo.sqlite3"
ACCOUNTS: Final = "konton.json"
Host = Annotated[
    str | None, typer.Option("--host", metavar="ADRESS", help="Adress att lyssna på. Annars inställningen.")
]
Port = Annotated[
    str | None, typer.Option("--port", metavar="PORT", help="Port att lyssna på. Annars inställningen.")
]


def migrate() -> None:
    """Skapar databasen, eller gör om den för den här versionen av programmet."""
    from service.store import migrate as steps

    with storage.opened(current=False) as database:
        before = steps.current(database)
        steps.upgrade(database)
        after = steps.current(database)
    if before == after:
        say(f"Databasen var redan aktuell (version {after}).")
    else:
        say(f"Databasen är nu aktuell (version {after}).")


def serve(*, host: Host = None, port: Port = None) -> None:
    """Startar tjänsten på databasen i inställningarna. Avsluta med Ctrl-C."""
    chosen = storage.settings(**_address(host, port))
    read_weights(chosen.weights_file)
    read_tables(chosen.sfi_file, chosen.travel_minutes_file)
    read_model(chosen.text_model)
    with storage.opened(chosen) as database:  # what cannot be used is said before the service starts
        from service.accounts import demo as accounts

        if accounts.in_store(database):
            raise Stop(accounts.NOT_HERE)
    note(f"Rätt plats svarar på {_url(chosen)}. Avsluta med Ctrl-C.")
    _serve(chosen)


def demo(
    *,
    port: Port = None,
    folder: Annotated[Path, typer.Option("--dir", metavar="MAPP", help="Mapp där demon ligger.")] = Path(
        "var/demo"
    ),
) -> None:
    """Startar en påhittad kommun att prova i. Körs den igen används samma kommun."""
    chosen = storage.settings(
        database_url=f"sqlite:///{(folder / STORE).resolve()}",
        host="127.0.0.1",
        demo=True,
        **_address(None, port),
    )
    listener = _listen(chosen)  # first of all: a taken port should not cost a filled store
    try:
        if _known(folder):
            with working("Uppdaterar demokommunen"):
                _update(chosen)
        else:
            with working("Skapar demokommunen") as report:
                _create(folder, report)
        _welcome(chosen, _known(folder))
        _serve(chosen, listener)
    finally:
        listener.close()


def _known(folder: Path) -> dict[str, dict[str, str]]:
    """Read the accounts of a demo that is there; nothing when it must be made, or had no sign-in."""
    if not (folder / ACCOUNTS).exists() or not (folder / STORE).exists():
        return {}
    known = json.loads((folder / ACCOUNTS).read_text(encoding="utf-8"))
    return known if all(isinstance(secrets, dict) for secrets in known.values()) else {}


def _create(folder: Path, report: Report) -> None:
    """Make the demo beside its folder and move it there whole, so that a half one never stays."""
    new = folder.with_name(f"{folder.name}.ny")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    chosen = storage.settings(database_url=f"sqlite:///{(new / STORE).resolve()}", demo=True)
    with storage.opened(chosen, current=False) as database:
        from service.store import migrate as steps

        steps.upgrade(database)
        made = fill(database, report, read_model(chosen.text_model), chosen.password_memory_kib)
    accounts = os.open(new / ACCOUNTS, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(accounts, "w", encoding="utf-8") as file:
        json.dump(made, file, ensure_ascii=False, indent=2)
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)


def fill(
    database: Any, report: Report, encoder: "Encoder", password_memory_kib: int
) -> dict[str, dict[str, str]]:
    """Write the synthetic municipality and the accounts of the demo into an empty store.

    Returns
    -------
    Name → password and token.
    """
    from data.synthetic import municipality
    from service.accounts import demo as accounts
    from service.accounts.passwords import Hasher
    from service.evaluations import repository as evaluations
    from service.liaison import demo as openings
    from service.placing import demo as courses
    from service.store import records
    from service.store.clock import now
    from service.store.saving import Batch

    report("Hittar på en kommun")
    place = municipality(today=params.day(None))
    report("Räknar vektorer för texterna")
    batches = [
        Batch.of(encoder, "participant", documents(place.participants)),
        Batch.of(encoder, "slot", documents(place.slots)),
        Batch.of(encoder, "participant", documents(place.past_participants)),
        Batch.of(encoder, "placement", documents(place.placements)),
    ]
    closed = Batch("slot", documents(place.past_slots), None)  # never ranked again, so never encoded
    report("Sparar")
    with database.write() as session:
        for batch in (closed, *batches):
            batch.save(session, "demo")
        for slot in place.past_slots:
            records.remove(session, "slot", slot.id, by="demo", at=now())
        ids = [person.id for person in place.participants]
        made = accounts.fill(session, ids, Hasher(password_memory_kib))
        accounts.follow(session, [person.id for person in place.past_participants])
        evaluations.order(session, accounts.ANALYST, 0)
        openings.fill(session, place.slots, params.day(None))
        courses.fill(session, place.participants, place.slots, params.day(None))
    return {name: secrets._asdict() for name, secrets in made.items()}


def _update(chosen: "Settings") -> None:
    from service.store import migrate as steps
    from service.store import upkeep

    with storage.opened(chosen, current=False) as database:
        steps.upgrade(database)
        upkeep.reindex(database, read_model(chosen.text_model))


def _welcome(chosen: "Settings", made: dict[str, dict[str, str]]) -> None:
    from service.accounts.account import ROLE_NAMES
    from service.accounts.demo import USERS

    say("Rätt plats – demo. Alla människor, arbetsgivare och händelser är påhittade (syntetiska).")
    say()
    say(f"  Öppna {_url(chosen)}")
    say()
    say("Logga in med namn och lösenord:")
    for user in USERS:
        say(f"  {user.name:<26}{made[user.name]['password']}  {user.purpose}")
    say()
    say("Nycklar för program som anropar för kontona:")
    for user in USERS:
        say(f"  {user.name:<26}{made[user.name]['token']}  {ROLE_NAMES[user.role]}")
    say()
    say("Avsluta med Ctrl-C.")


def _address(host: str | None, port: str | None) -> dict[str, Any]:
    given: dict[str, Any] = {}
    if host is not None:
        given["host"] = host
    if port is not None:
        given["port"] = params.integer("--port", port, 1, 65_535)
    return given


def _url(chosen: "Settings") -> str:
    host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    return f"http://{host}:{chosen.port}"


def _listen(chosen: "Settings") -> socket.socket:
    """Take the port, or say who has it and what to do.

    Raises
    ------
    Stop
        When the port is taken, or the address is not one of this machine.
    """
    family = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((chosen.host, chosen.port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            free = chosen.port + 1 if chosen.port < 65_535 else 8000
            raise Stop(
                f"Porten {chosen.port} är upptagen av ett annat program. Avsluta det, eller välj en annan, "
                f"till exempel --port {free}."
            ) from None
        if error.errno == errno.EACCES:
            raise Stop(f"Porten {chosen.port} kräver högre behörighet. Välj en port över 1023.") from None
        raise Stop(f"Det går inte att lyssna på {chosen.host}. Använd --host 127.0.0.1.") from None
    return listener


def _serve(chosen: "Settings", listener: socket.socket | None = None) -> None:
    import uvicorn

    from service.app import create_app

    taken = listener or _listen(chosen)
    server = uvicorn.Server(uvicorn.Config(create_app(chosen), log_level="warning", access_log=False))
    try:
        with suppress(KeyboardInterrupt):  # none comes where the shell told the program to ignore it
            server.run(sockets=[taken])
        if server.started:
            note("Avslutat.")
    finally:
        taken.close()
