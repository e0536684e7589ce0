"""Rows of many requests in one transaction: what waits while one is written goes together in the next.

A row is safe on disk before its answer leaves, and each transaction waits for the disk. Under load whoever
comes first writes for all who wait, so that the disk is waited for once and not once for each.

Once a day the last row is noted in the log of the service, which lies elsewhere: whoever makes the whole
chain anew in the database cannot change what was noted.
"""

import threading
from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.audit import chain, repository
from service.audit.notes import Note, noting
from service.logs import log
from service.store import Database
from service.store.clock import now


@dataclass(slots=True, eq=False)
class _Waiting:
    note: Note
    status: int
    done: bool = False
    error: Exception | None = None


class Writer:
    """Writes the rows of requests to the log of an open store."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._queue: list[_Waiting] = []
        self._queued = threading.Lock()
        self._turn = threading.Lock()
        self._noted = ""

    def write(self, note: Note, status: int) -> None:
        """Write the row of a request; return once it is safe.

        Parameters
        ----------
        status : of the answer that waits to leave.

        Raises
        ------
        sqlalchemy.exc.SQLAlchemyError
            When the store cannot keep it.
        """
        mine = _Waiting(note, status)
        with self._queued:
            self._queue.append(mine)
        with self._turn:
            if not mine.done:
                with self._queued:
                    batch, self._queue = self._queue, []
                self._together(batch)
        if mine.error is not None:
            raise mine.error

    def _together(self, batch: list[_Waiting]) -> None:
        try:
            with noting(None), self.database.write() as session:
                due = [one.note.due(session, one.status) for one in batch]
                chain.append(session, [event for event in due if event is not None])
                to_note = self._to_note(session)
            if to_note:
                self._noted = now()[:10]
                log.info("last row of the audit log", row=to_note)
        except Exception as error:  # noqa: BLE001  # everybody who waits is told, and nothing leaves
            for one in batch:
                one.error = error
        for one in batch:
            one.done = True

    def _to_note(self, session: Session) -> str | None:
        """Give the last row as `rattplats audit verify --since` takes it, once a day."""
        if self._noted == now()[:10]:
            return None
        number, summed = repository.latest(session)
        return f"{number}:{summed}"
