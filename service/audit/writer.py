"""Rows of many requests in one transaction: what waits while one is written goes together in the next.

A row is safe on disk before its answer leaves, and each transaction waits for the disk. Under load whoever
comes first writes for all who wait, so that the disk is waited for once and not once for each.
"""

import threading
from dataclasses import dataclass

from service.audit import chain
from service.audit.notes import Note, noting
from service.store import Database


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
        except Exception as error:  # noqa: BLE001  # everybody who waits is told, and nothing leaves
            for one in batch:
                one.error = error
        for one in batch:
            one.done = True
