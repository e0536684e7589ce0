"""The process beside the service that works figures out while somebody waits: started at the first question.

A request asks and gets a future. What was answered is kept while the store is unchanged, so that most pages
wait for nothing. The process reads the store only, gives way to requests, and ends with the service.
"""

import importlib
import multiprocessing
import os
import signal
import threading
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import Any, Final

Answer = dict[str, Any]

WORK: Final = "service.evaluations.figures"
"""The module of the process; it imports the package `evaluation`, which no request may."""
KEPT: Final = 64
"""So many answers are kept."""
ONCE: Final = "groups"
"""What is asked about a file of groups is never kept: neither the file nor the answer."""
MOST_WAITING: Final = 8
"""So many questions may wait at once; whoever asks more is told to come back."""


class Bench:
    """Asks the process, and keeps what it answered.

    Parameters
    ----------
    environment : the settings of the service, as the process reads them.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._known: OrderedDict[tuple[Any, ...], Future[Answer]] = OrderedDict()

    def ask(self, what: str, state: str, *question: Any) -> "Future[Answer] | None":
        """Ask for something about a state of the store; the same question is worked out once.

        Parameters
        ----------
        what : ``results``, ``effect`` or ``groups``, methods of `service.evaluations.figures.Figures`.
        state : names the state of the store.
        question : what can be sent to another process.

        Returns
        -------
        The answer to come; None when too many wait.
        """
        key = (what, state, repr(question))
        with self._lock:
            if what == ONCE:
                return self._submit(what, state, *question)
            found = self._known.get(key)
            if found is not None and not _failed(found):
                self._known.move_to_end(key)
                return found
            if sum(not waiting.done() for waiting in self._known.values()) >= MOST_WAITING:
                return None
            made = self._submit(what, state, *question)
            self._known[key] = made
            for old in list(self._known)[:-KEPT]:
                if self._known[old].done():
                    del self._known[old]
            return made

    def stop(self) -> None:
        """End the process; what it was at is lost, and nothing of it was stored."""
        with self._lock:
            pool, self._pool = self._pool, None
            self._known.clear()
        if pool is not None:
            processes = list((pool._processes or {}).values())  # noqa: SLF001 - nothing else ends them at once
            for process in processes:
                process.terminate()
            pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, what: str, *question: Any) -> "Future[Answer]":
        for _ in range(2):
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    1,
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=_begin,
                    initargs=(self._environment,),
                )
            try:
                return self._pool.submit(_answer, what, *question)
            except BrokenProcessPool:  # the process died; the next one begins anew
                self._pool = None
        raise BrokenProcessPool


def _failed(found: "Future[Answer]") -> bool:
    return found.cancelled() or (found.done() and found.exception() is not None)


def _begin(environment: Mapping[str, str]) -> None:
    """Make the new process ready: it gives way to requests, and ends when the service does."""
    os.environ.clear()
    os.environ.update(environment)
    os.nice(10)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which ends this process
    threading.Thread(target=_end_with_the_service, daemon=True).start()


def _end_with_the_service() -> None:
    service = multiprocessing.parent_process()
    if service is not None:
        connection.wait([service.sentinel])
        os._exit(0)


def _answer(what: str, *question: Any) -> Answer:
    found: Answer = importlib.import_module(WORK).answer(what, *question)
    return found
