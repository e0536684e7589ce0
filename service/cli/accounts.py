"""The commands ``user`` and ``unit``: accounts before there is an administrator, and without a browser."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final

import typer

from service.cli import params, storage
from service.cli.output import emit, note, say
from service.cli.shell import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from service.accounts.passwords import Hasher

Name = Annotated[str, typer.Argument(metavar="NAMN", help="Användarens namn: a–z, siffror, . - _")]
Role = Annotated[
    str, typer.Option("--role", metavar="ROLL", help="coach, liaison, analyst eller administrator.")
]
Unit = Annotated[
    str | None,
    typer.Option("--unit", metavar="ENHET", help="Enhetens id: en coach ser dess deltagare."),
]
FullName = Annotated[str | None, typer.Option("--full-name", metavar="TEXT", help="Namnet för kollegorna.")]

ONCE: Final = "Det visas bara den här gången och måste bytas vid första inloggningen, inom tre dagar."


@contextmanager
def _writing() -> "Iterator[tuple[Session, Hasher]]":
    """Open the store for one change; what cannot be is said in Swedish."""
    from service.accounts.passwords import Hasher
    from service.accounts.service import BadUser

    chosen = storage.settings()
    with storage.opened(chosen) as database, database.write() as session:
        try:
            yield session, Hasher(chosen.password_memory_kib)
        except BadUser as error:
            raise Stop(str(error)) from None


def user_add(
    name: Name,
    role: Role,
    unit: Unit = None,
    full_name: FullName = None,
    *,
    own_password: Annotated[
        bool, typer.Option("--password", help="Frågar efter lösenordet i stället för att hitta på ett.")
    ] = False,
    token: Annotated[
        bool, typer.Option("--token/--no-token", help="Om en nyckel för program ska göras och skrivas ut.")
    ] = True,
) -> None:
    """Lägger till en användare och visar lösenord och hemlig nyckel, en enda gång."""
    from service.accounts import service

    chosen = _asked(name, full_name or name) if own_password else None
    with _writing() as (session, hasher):
        service.add(session, name, role, full_name=full_name, unit=unit)
        if chosen is None:
            temporary: str | None = service.give_temporary(session, name, hasher)
        else:
            temporary = None
            service.set_password(session, name, chosen, hasher)
        key = service.add_token(session, name) if token else None
    note(f"Användaren {name} ({role}) finns nu.")
    if temporary is not None:
        note(f"Tillfälligt lösenord: {temporary}\n{ONCE}")
    if key is not None:
        note("Spara nyckeln nedan: den visas bara den här gången.")
        say(key)


def user_list(*, as_json: params.AsJson = False) -> None:
    """Visar användarna: roll, enhet och om kontot är öppet."""
    from service.accounts import repository

    with storage.opened() as database, database.read() as session:
        found = repository.users(session)
    if as_json:
        emit(
            [
                {
                    "name": user.name,
                    "full_name": user.full_name,
                    "role": user.role,
                    "unit": user.unit_id,
                    "second_factor": user.totp_on,
                    "closed": user.closed_at is not None,
                }
                for user, _ in found
            ]
        )
        return
    if not found:
        say(
            "Det finns inga användare. Lägg till den första med: rattplats user add NAMN --role administrator"
        )
    for user, unit in found:
        state = "stängt" if user.closed_at else "öppet"
        say(f"  {user.name:<26}{user.role:<15}{unit or '–':<32}{state}")


def user_reset(name: Name) -> None:
    """Ger en användare ett tillfälligt lösenord, och loggar ut överallt."""
    from service.accounts import managing

    with _writing() as (session, hasher):
        password = managing.reset(session, name, hasher)
    note(f"Tillfälligt lösenord för {name} nedan. {ONCE}")
    say(password)


def user_lock(name: Name) -> None:
    """Stänger ett konto: loggar ut överallt och drar in nycklarna."""
    from service.accounts import managing

    with _writing() as (session, _):
        managing.close(session, name)
    say(f"Kontot {name} är stängt.")


def user_unlock(name: Name) -> None:
    """Öppnar ett stängt konto, eller ett som har låsts av för många försök."""
    from service.accounts import managing

    with _writing() as (session, _):
        managing.reopen(session, name)
        managing.unlock(session, name)
    say(f"Kontot {name} är öppet.")


def user_token(
    name: Name,
    *,
    label: Annotated[
        str, typer.Option("--label", metavar="TEXT", help="Vad nyckeln är till för.")
    ] = "nyckel",
    kinds: Annotated[
        str | None,
        typer.Option("--kinds", metavar="SLAG", help="Vad den når, med komma emellan: slots,employers."),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Får läsa, men inte ändra.")] = False,
    days: Annotated[str, typer.Option("--days", metavar="ANTAL", help="Så många dagar gäller den.")] = "365",
) -> None:
    """Gör en hemlig nyckel åt ett program som handlar för en användare."""
    from service.accounts import managing, service
    from service.accounts.permissions import KINDS

    asked = tuple(filter(None, (kinds or "").replace(" ", "").split(",")))
    if unknown := set(asked) - set(KINDS):
        raise Stop(f"--kinds känner inte {', '.join(sorted(unknown))}. Välj bland: {', '.join(KINDS)}.")
    number = params.integer("--days", days, 1, 3650)
    with _writing() as (session, _):
        managing.known(session, name)
        key = service.add_token(session, name, label=label, writes=not read_only, kinds=asked, days=number)
    note(f"Nyckeln för {name} gäller i {number} dagar. Den visas bara den här gången.")
    say(key)


def unit_add(
    unit: Annotated[str, typer.Argument(metavar="ENHET", help="Enhetens id, till exempel norra.")],
    name: Annotated[str, typer.Argument(metavar="NAMN", help="Enhetens namn.")],
    *,
    take_all: Annotated[
        bool, typer.Option("--take-all", help="Ger enheten alla deltagare som inte hör till någon.")
    ] = False,
) -> None:
    """Lägger till en enhet. En coach ser sin enhets deltagare."""
    from service.accounts import managing

    with _writing() as (session, _):
        managing.add_unit(session, name, unit)
        taken = managing.share_out(session, unit) if take_all else 0
    say(f"Enheten {name} finns nu." + (f" Den fick {taken} deltagare." if take_all else ""))


def unit_list() -> None:
    """Visar enheterna, och hur många deltagare som inte hör till någon."""
    from service.accounts import caseload, managing

    with storage.opened() as database, database.read() as session:
        found = managing.sizes(session)
        left = caseload.unassigned(session)
    for unit, accounts in found:
        say(f"  {unit.id:<20}{unit.name:<40}{accounts} konton")
    say(f"Deltagare utan enhet: {left}")


def _asked(name: str, full_name: str) -> str:
    """Ask for a password twice, without showing it.

    Raises
    ------
    Stop
        When the two differ, or the password is one that cannot be used.
    """
    import getpass

    from service.accounts.passwords import OBJECTIONS, objection

    first = getpass.getpass("Lösenord: ")
    wrong = objection(first, name, full_name)
    if wrong is not None:
        raise Stop(" ".join(OBJECTIONS[wrong]))
    if getpass.getpass("Lösenord igen: ") != first:
        raise Stop("De två lösenorden är olika. Försök igen.")
    return first
