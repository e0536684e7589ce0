"""Takes what is ordered, one at a time, and lets a process of its own work it out.

The process only reads the store; what it finds it writes on a pipe, and the service, which is the one
writer, stores it. A process that dies fails its evaluation. When the service itself dies, the evaluation is
taken again once its last sign of life is old.
"""

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError

from service.evaluations import repository
from service.evaluations.bench import Bench
from service.logs import log
from service.settings import Settings
from service.store import Database

LOOK_EVERY: Final[float] = 30
"""Seconds between two looks for one whose process is gone; what is ordered here is taken at once."""
ARGUMENTS: Final = ("-m", "service.evaluations.work")
STOPPED: Final = "Tjänsten stoppades innan jämförelsen var klar. Lämna filen med grupper igen."
DIED: Final = "Utvärderingen avbröts av ett fel i programmet. Se tjänstens logg, eller beställ en ny."

_PASSED_ON: Final = ("database_url", "weights_file", "sfi_file", "travel_minutes_file", "text_model")


class Runner:
    """Runs evaluations beside the service.

    Parameters
    ----------
    database : the store; what is found is written through it.
    settings : whose store, weights and tables are used.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database, self._settings = database, settings
        self._woken, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="evaluations", daemon=True)
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._grouped: threading.Thread | None = None
        self._lock = threading.Lock()
        self.bench = Bench(self._environment())

    def start(self) -> None:
        """Begin to look for work."""
        self._thread.start()

    def wake(self) -> None:
        """Look now."""
        self._woken.set()

    def stop(self) -> None:
        """Stop, and put what was being worked out back in the queue."""
        self._stopping.set()
        self._woken.set()
        self.bench.stop()
        for process in list(self._processes):
            process.terminate()
        for thread in (self._thread, self._grouped):
            if thread is not None and thread.is_alive():
                thread.join()

    def with_groups(self, by: str, seed: int, content: bytes) -> str | None:
        """Work an evaluation out with a file of groups, which is held in memory only.

        Parameters
        ----------
        content : the file, as it was sent.

        Returns
        -------
        The id of the evaluation; None while another one with groups is being worked out here.
        """
        with self._lock:
            if self._grouped is not None and self._grouped.is_alive():
                return None
            with self._database.write() as session:
                ordered = repository.begin(session, by, seed)
            self._grouped = threading.Thread(target=self._work, args=(ordered, content), daemon=True)
            self._grouped.start()
        return ordered.id

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                while not self._stopping.is_set() and (found := self._claim()):
                    self._work(found)
            except SQLAlchemyError as error:  # the store is away for a while; it is asked again
                log.warning("evaluations wait for the store", error=type(error).__name__)
            self._woken.wait(LOOK_EVERY)
            self._woken.clear()

    def _claim(self) -> repository.Ordered | None:
        with self._database.read() as session:
            if not repository.waits(session):
                return None
        with self._database.write() as session:
            return repository.claim(session)

    def _work(self, ordered: repository.Ordered, groups: bytes | None = None) -> None:
        command = [sys.executable, *ARGUMENTS, str(ordered.seed), *(["groups"] if groups is not None else [])]
        with subprocess.Popen(  # noqa: S603 - this interpreter, this package, a number and a word
            command,
            stdin=subprocess.DEVNULL if groups is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._environment(),
        ) as process:
            self._processes.add(process)
            if self._stopping.is_set():
                process.terminate()
            if groups is not None and process.stdin is not None:
                with suppress(BrokenPipeError), process.stdin as file:  # one that died is seen below
                    file.write(groups)
            found: dict[str, Any] = {}
            assert process.stdout is not None  # noqa: S101  # it was asked for
            for line in process.stdout:
                told = json.loads(line)
                if "beat" in told:
                    with self._database.write() as session:
                        repository.beat(session, ordered.id, told["beat"])
                else:
                    found = told
        self._processes.discard(process)
        with self._database.write() as session:
            if found:
                repository.finish(session, ordered.id, **found)
            elif self._stopping.is_set() and groups is None:
                repository.release(session, ordered.id)
            elif self._stopping.is_set():
                repository.finish(session, ordered.id, problem=STOPPED)
            else:
                repository.finish(session, ordered.id, problem=DIED)

    def _environment(self) -> dict[str, str]:
        """Give the environment of the process: the settings of this service, whatever they came from."""
        known = {name: getattr(self._settings, name) for name in _PASSED_ON}
        own = {f"RATTPLATS_{name.upper()}": str(value) for name, value in known.items() if value is not None}
        return {name: value for name, value in os.environ.items() if not name.startswith("RATTPLATS_")} | own
