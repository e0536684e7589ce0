"""How long reading takes with the log and without: ``python -m tests.support.timing_audit``.

Fills a throw-away SQLite store, and lets many threads read participants through the whole stack at a given
rate, as many programs would: first with the layer of the log taken out, then with it, then with it but a
transaction for each row. Prints median, 99th percentile, errors, and the
work of a processor for a request, which a busy machine moves least. A tool for a person: no test asserts
a time.
"""

import argparse
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from service.app import create_app
from service.audit import writer
from service.audit.layer import Auditing
from service.audit.notes import Note
from service.settings import Settings
from service.store import Database, migrate
from tests.support.accounts import CHEAP, a_token, an_account
from tests.support.timing_pages import fill

COACH = "coach-0-0"


@contextmanager
def as_it_is() -> Iterator[None]:
    """Leave everything as it is."""
    yield


@contextmanager
def without() -> Iterator[None]:
    """Let answers leave without a row."""
    kept = Auditing._log

    async def nothing(_self: Auditing, _note: Note, _status: int) -> bool:
        return True

    Auditing._log = nothing  # type: ignore[method-assign]
    yield
    Auditing._log = kept  # type: ignore[method-assign]


@contextmanager
def one_by_one() -> Iterator[None]:
    """Let every row have a transaction of its own."""
    kept = writer.Writer.write

    def alone(self: writer.Writer, note: Note, status: int) -> None:
        with self._turn:
            self._together([writer._Waiting(note, status)])

    writer.Writer.write = alone  # type: ignore[method-assign]
    yield
    writer.Writer.write = kept  # type: ignore[method-assign]


def measure(requests: int, rate: float, threads: int) -> dict[str, Any]:
    """Fill a store and give the figures of each way."""
    figures: dict[str, Any] = {"requests": requests, "rate": rate, "threads": threads}
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'timing.sqlite3'}"
        database = Database.open(url)
        migrate.upgrade(database)
        own = fill(database, 400, 100)
        an_account(database, "ada", "administrator")
        header = a_token(database, COACH)
        database.close()
        app = create_app(Settings(database_url=url, password_memory_kib=CHEAP, demo=True))
        with TestClient(app, base_url="http://127.0.0.1", headers=header) as client:
            for name, way in (("without", without), ("with", as_it_is), ("one by one", one_by_one)):
                with way():
                    _run(client, own, 50, rate, threads)
                    figures[name] = _run(client, own, requests, rate, threads)
    return figures


def _run(
    client: TestClient, own: list[str], requests: int, rate: float, threads: int
) -> dict[str, float | int]:
    taken: list[float] = []
    wrong = 0
    lock = threading.Lock()
    start, worked = time.perf_counter(), time.process_time()

    def one(number: int) -> None:
        nonlocal wrong
        due = start + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        path = (
            "/api/v1/participants?limit=25"
            if number % 4 == 0
            else f"/api/v1/participants/{own[number % len(own)]}"
        )
        answer = client.get(path)
        with lock:
            taken.append((time.perf_counter() - due) * 1000)
            wrong += answer.status_code != 200

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(one, range(requests)))
    return {
        "median_ms": round(statistics.median(taken), 1),
        "p99_ms": round(statistics.quantiles(taken, n=100)[-1], 1),
        "most_ms": round(max(taken), 1),
        "a_second": round(requests / (time.perf_counter() - start)),
        "cpu_ms": round((time.process_time() - worked) * 1000 / requests, 1),
        "errors": wrong,
    }


if __name__ == "__main__":
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--requests", type=int, default=1000)
    read.add_argument("--rate", type=float, default=100, help="requests a second")
    read.add_argument("--threads", type=int, default=16)
    sys.stdout.write(json.dumps(measure(**vars(read.parse_args())), indent=1) + "\n")
