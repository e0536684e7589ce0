"""The process that works an evaluation out: it reads the store, and writes lines of JSON on standard output.

``{"beat": text}`` says that it lives and how far it has come; the last line holds the report, or a problem
that names nobody. What nobody foresaw is logged by its type and place alone, and then there is no last line.
With the word ``groups`` it first reads a file of groups from standard input, and never writes it anywhere.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from data.loaders import BadFile
from data.synthetic import invented
from evaluation.fairness import Groups, read_groups
from evaluation.report import MissingExtra, Source, evaluate, page
from matcher.context import Context
from matcher.weights import Weights
from service.canonical import canonical, digest
from service.evaluations.past import Past, Unusable, checked, past
from service.logs import configure, log, where
from service.running import contexts, weights_of
from service.settings import Settings
from service.store import Database, weights
from service.store.clock import SWEDEN

GROUPS: Final = "groups"
"""The word that says that a file of groups comes on standard input."""
BAD_GROUPS: Final = "Filen med grupper gick inte att läsa. Lämna den igen."
"""What is stored of it: what is wrong in a file may name a participant, so it is never stored."""
BEAT: Final[float] = 20
"""Seconds between two signs of life."""
TELL: Final[float] = 2
"""Fewest seconds between two words of progress."""


class Line:
    """The line to the runner: signs of life from one thread, progress from another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._out, sys.stdout = sys.stdout, sys.stderr  # whatever a library prints is no line of ours
        self._progress: str | None = None
        self._told = -TELL

    def tell(self, progress: str) -> None:
        """Say how far the work has come; much said at once is told with the next sign of life."""
        self._progress = progress
        if time.monotonic() - self._told >= TELL:
            self.beat()

    def beat(self) -> None:
        """Say that the work goes on."""
        self._told = time.monotonic()
        self.write({"beat": self._progress})

    def write(self, document: dict[str, Any]) -> None:
        """Write one line."""
        with self._lock:
            self._out.write(json.dumps(document, ensure_ascii=False) + "\n")
            self._out.flush()

    def beating(self) -> threading.Event:
        """Say again and again that the work goes on, until the event that is given back is set."""
        stop = threading.Event()

        def beat() -> None:
            while not stop.wait(BEAT):
                self.beat()

        threading.Thread(target=beat, daemon=True).start()
        return stop


def main(arguments: Sequence[str]) -> int:
    """Work one evaluation out, by its seed."""
    os.nice(10)  # requests come first
    configure(quiet=True)
    content = sys.stdin.buffer.read() if GROUPS in arguments else None
    line = Line()
    stop = line.beating()
    try:
        try:
            groups = None if content is None else read_groups(content, "filen")
        except BadFile:
            line.write({"problem": BAD_GROUPS})
        else:
            line.write(_report(Settings(), int(arguments[0]), line, groups))
    except (MissingExtra, Unusable) as problem:
        line.write({"problem": str(problem)})
    except Exception as error:  # noqa: BLE001 - its message and its traceback may hold data, so neither is told
        log.error("evaluation failed", error=type(error).__name__, where=where(error))
        return 1
    finally:
        stop.set()
    return 0


def _report(settings: Settings, seed: int, line: Line, groups: Groups | None) -> dict[str, Any]:
    line.tell("Läser databasen")
    database = Database.open(settings.database_url)
    try:
        with database.read() as session:
            found = past(session)
            own = None if settings.weights_file else weights.active(session)
    finally:
        database.close()
    today = own or weights_of(settings)
    document = _evaluated(
        found, today, contexts(settings, today)(datetime.now(SWEDEN).date()), seed, line, groups=groups
    )
    return {"document": canonical(document), "html": page(document)}


def _evaluated(
    found: Past, today: Weights, context: Context, seed: int, line: Line, *, groups: Groups | None
) -> dict[str, Any]:
    return evaluate(
        checked(found),
        context,
        today,
        date=datetime.now(SWEDEN).date().isoformat(),
        synthetic=invented(found.slots, found.placements),
        sources=[
            Source("Databasen, till och med version", digest(str(found.revision)), len(found.placements)),
        ],
        groups=groups,
        seed=seed,
        report=line.tell,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
