"""How long ``GET /participants/{id}/suggestions`` takes: ``python -m tests.support.timing``.

Fills a throw-away SQLite store with a synthetic municipality, asks through the whole app, and
prints the median, the 95th percentile and the number of queries of a request. A tool for a
person: no test asserts a time.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import event
from starlette.testclient import TestClient

from data.records import ParticipantRecord, SlotRecord
from data.synthetic import municipality
from service.api.crud import plain
from service.app import create_app, today
from service.settings import Settings
from service.store import Database, migrate
from tests.support.stores import save


def measure(slots: int, participants: int, requests: int) -> dict[str, float]:
    """Fill a store, ask, and give the figures: seconds and milliseconds by name."""
    figures: dict[str, float] = {"slots": slots, "requests": requests}
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'timing.sqlite3'}"
        database = Database.open(url)
        migrate.upgrade(database)
        place = municipality(seed=1, participants=participants, slots=slots, placements=0)
        began = time.perf_counter()
        save(database, "slot", *(plain(SlotRecord.from_domain(slot)) for slot in place.slots))
        figures["seconds_to_save_slots"] = time.perf_counter() - began
        people = [plain(ParticipantRecord.from_domain(person)) for person in place.participants]
        save(database, "participant", *people)
        database.close()

        began = time.perf_counter()
        with TestClient(create_app(Settings(database_url=url)), base_url="http://127.0.0.1") as client:
            figures["seconds_to_start"] = time.perf_counter() - began
            service = client.app.state.service  # type: ignore[attr-defined]
            queries = 0

            def count(*_: object) -> None:
                nonlocal queries
                queries += 1

            for engine in {service.database.reader, service.database.writer}:
                event.listen(engine, "before_cursor_execute", count)
            taken, inner = [], []
            for number in range(requests + 20):
                person = people[number % len(people)]["id"]
                before = queries
                began = time.perf_counter()
                answer = client.get(f"/api/v1/participants/{person}/suggestions")
                took = time.perf_counter() - began
                assert answer.status_code == 200, answer.text
                if number >= 20:
                    taken.append(took * 1000)
                figures["queries"] = queries - before
            for person in people[:50]:
                began = time.perf_counter()
                service.matching.suggest(person["id"], top=10, by="timing")
                inner.append((time.perf_counter() - began) * 1000)
    figures["median_ms"] = statistics.median(taken)
    figures["p95_ms"] = statistics.quantiles(taken, n=20)[-1]
    figures["median_ms_without_http"] = statistics.median(inner)
    figures["date"] = int(today().strftime("%Y%m%d"))
    return figures


if __name__ == "__main__":
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--slots", type=int, default=10_000)
    read.add_argument("--participants", type=int, default=300)
    read.add_argument("--requests", type=int, default=200)
    sys.stdout.write(json.dumps(measure(**vars(read.parse_args())), indent=1) + "\n")
