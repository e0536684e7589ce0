"""The store, opened for a command; and settings that cannot be used, said in Swedish."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.cli.shell import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.settings import Settings
    from service.store.database import Database


def settings(**changes: Any) -> "Settings":
    """Read the settings from the environment.

    Parameters
    ----------
    changes : settings that the command line gives; they come before the environment.

    Raises
    ------
    Stop
        When a setting cannot be used; the message names each.
    """
    from pydantic import ValidationError

    from service.settings import Settings

    try:
        return Settings(**changes)
    except ValidationError as error:
        lines = ["Inställningarna går inte att använda:"]
        for problem in error.errors(include_input=False, include_url=False):
            own = problem.get("ctx", {}).get("error")
            name = "_".join(["RATTPLATS", *map(str, problem["loc"])]).upper()
            lines.append(f"  {own}" if own else f"  {name} har ett värde som inte går att använda.")
        raise Stop("\n".join(lines)) from None


@contextmanager
def opened(chosen: "Settings | None" = None, *, current: bool = True) -> "Iterator[Database]":
    """Open the store that the settings name, and close it afterwards.

    Parameters
    ----------
    chosen : the settings; without them they are read from the environment.
    current : whether the store must have the shape that this version of the program needs.

    Raises
    ------
    Stop
        When there is no such store, it cannot be reached, or it must be migrated first.
    """
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.exc import TimeoutError as PoolTimeout

    from service.store import migrate
    from service.store.database import BadDatabaseUrl, Database

    try:
        database = Database.open((chosen or settings()).database_url)
    except BadDatabaseUrl as error:
        raise Stop(str(error)) from None
    try:
        if current and (_missing(database) or migrate.current(database) != migrate.head()):
            raise Stop(
                "Databasen saknas, är tom eller är gjord för en annan version. Kör först: rattplats migrate\n"
                "Är det fel databas? Kontrollera RATTPLATS_DATABASE_URL."
            )
        yield database
    except (DBAPIError, PoolTimeout) as error:
        raise Stop(
            f"Databasen gick inte att använda ({type(error).__name__}). Kontrollera RATTPLATS_DATABASE_URL, "
            "och att databasen är igång och inte upptagen eller full. Inget har sparats."
        ) from None
    finally:
        database.close()


def exists(chosen: "Settings") -> bool:
    """Whether there is a store to ask; that of another program is taken to be there."""
    from service.store.database import BadDatabaseUrl, Database

    try:
        database = Database.open(chosen.database_url)
    except BadDatabaseUrl as error:
        raise Stop(str(error)) from None
    try:
        return not _missing(database)
    finally:
        database.close()


def _missing(database: "Database") -> bool:
    """Whether the file of a SQLite store is not there; to look inside would create it."""
    file = database.reader.url.database
    return database.dialect == "sqlite" and (file is None or not Path(file).exists())
