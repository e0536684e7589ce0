"""Connections and transactions, on SQLite or PostgreSQL.

One request is one transaction. There is one writer at a time on both stores: on SQLite a single
connection that begins with ``BEGIN IMMEDIATE`` and is the only one to move the journal into the
file; on PostgreSQL whoever holds the row of the revision counter. Readers see a snapshot.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, Self

from sqlalchemy import Engine, create_engine, event, make_url, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import ORMExecuteState, Session, sessionmaker
from sqlalchemy.pool import QueuePool

from service.store.schema import Counter

WAIT_SECONDS: Final[float] = 5
"""How long a writer waits for its turn before the request is refused."""


_CHANGED: Final = "changed"


class BadDatabaseUrl(ValueError):  # noqa: N818  # named by what is wrong, as in the whole project
    """The address of the database cannot be used; the message says what can."""


class Database:
    """A store that is open: `read` and `write` give sessions, `close` lets go of the files.

    Examples
    --------
    >>> database = Database.open("sqlite:///rattplats.sqlite3")  # doctest: +SKIP
    >>> with database.write() as session:                        # doctest: +SKIP
    ...     session.add(...)

    Attributes
    ----------
    before_commit : writes what belongs to every change, as its row of the log, in the same transaction; it
        gives what to do once that is committed. A transaction that changed nothing is no change.
    """

    def __init__(self, reader: Engine, writer: Engine) -> None:
        self.reader = reader
        self.writer = writer
        self.before_commit: Callable[[Session], Callable[[], None]] | None = None
        self._writing = sessionmaker(writer, expire_on_commit=False)
        event.listen(self._writing, "do_orm_execute", _executing)
        event.listen(self._writing, "after_flush", _flushed)

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the store at an address; nothing is created until it is migrated or written.

        Raises
        ------
        BadDatabaseUrl
            When the address is neither a SQLite file nor a PostgreSQL database.
        """
        parsed = _parsed(url)
        if parsed.get_backend_name() == "sqlite":
            return cls(_sqlite(parsed, writes=False), _sqlite(parsed, writes=True))
        engine = create_engine(parsed, hide_parameters=True, pool_pre_ping=True, max_overflow=20)
        snapshot = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        return cls(snapshot, engine)

    @property
    def dialect(self) -> str:
        """Give ``sqlite`` or ``postgresql``."""
        return self.writer.dialect.name

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Begin a transaction that sees one state of the store and changes nothing."""
        with Session(self.reader, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Begin a transaction as the one writer; commit at the end, or undo everything."""
        with self._writing() as session, session.begin():
            session.execute(select(Counter.value).with_for_update())
            yield session
            session.flush()
            changed = _CHANGED in session.info
            committed = self.before_commit(session) if self.before_commit and changed else None
        if committed:
            committed()

    def scrub(self) -> None:
        """Move the journal into the file and empty it, so that nothing erased stays behind."""
        if self.dialect == "sqlite":
            with self.writer.connect() as connection:
                driver = connection.connection.driver_connection
                assert driver is not None  # noqa: S101  # a connected engine has a connection
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close every connection; the writer last, as it alone moves the journal."""
        self.reader.dispose()
        self.writer.dispose()


def _executing(state: ORMExecuteState) -> None:
    if not state.is_select:
        state.session.info[_CHANGED] = True


def _flushed(session: Session, _context: object) -> None:
    session.info[_CHANGED] = True


def _parsed(url: str) -> URL:
    message = (
        "RATTPLATS_DATABASE_URL ska vara sqlite:///FIL eller postgresql://ANVÄNDARE@VÄRD/DATABAS. "
        "Lämna den tom för att använda filen rattplats.sqlite3 i arbetskatalogen."
    )
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except ArgumentError:
        raise BadDatabaseUrl(message) from None
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise BadDatabaseUrl(message)
    return parsed


def _sqlite(url: URL, *, writes: bool) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=1 if writes else 10,
        max_overflow=0 if writes else 30,
        pool_timeout=WAIT_SECONDS,
        connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
    )
    settings = [
        "PRAGMA foreign_keys = ON",
        "PRAGMA secure_delete = ON",
        f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000:.0f}",
    ]
    if writes:
        settings += ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"]
    else:
        # SQLite before 3.51.3 can lose a frame when two connections move the journal at once.
        settings += ["PRAGMA wal_autocheckpoint = 0", "PRAGMA query_only = ON"]

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for setting in settings:
            connection.execute(setting)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
