"""How long the pages take: ``python -m tests.support.timing_pages``.

Fills a throw-away SQLite store with a synthetic municipality of 2,000 participants and 500 places, in four
units with ten coaches each, signs a coach in, and prints for each page the median, the 95th percentile, the
number of queries and the weight. A tool for a person: no test asserts a time.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import event
from starlette.testclient import TestClient

from data.records import ParticipantRecord, PlacementRecord, SlotRecord
from data.synthetic import municipality
from matcher.weights import Weights
from service.api.crud import plain
from service.app import create_app, today
from service.coach.desk import at
from service.settings import Settings
from service.store import Database, migrate
from tests.support.accounts import CHEAP, HTML, an_account, give, sign_in
from tests.support.stores import save

UNITS = 4
COACHES = 10
COACH = "coach-0-0"

FOLLOWING = (
    "/resultat",
    "/utvarderingar",
    "/vikter",
    "/vikter/ny",
    f"/vikter/prov?fran={Weights.standard().version}&p=40_12_17_8.5_7_7_4.5_4",
    "/rattvisa",
    "/orsaker",
    "/import/platser",
)
"""The analyst's pages; figures have been worked out before they are timed."""

FINDING = {
    "what waits": "/att-gora",
    "places": "/platser",
    "a place": "/platser/P0001",
    "a new place": "/ny-plats",
    "shared people": "/platser/P0001/personer",
    "employers": "/arbetsgivare",
}
"""Pages of those who find places."""


def fill(database: Database, participants: int, slots: int) -> list[str]:
    """Write the municipality, and divide people between units and coaches; give the first coach's people."""
    place = municipality(seed=1, participants=participants, slots=slots, placements=500)
    save(database, "slot", *(plain(SlotRecord.from_domain(slot)) for slot in place.slots))
    people = [plain(ParticipantRecord.from_domain(person)) for person in place.participants]
    save(database, "participant", *people)
    save(database, "placement", *(plain(PlacementRecord.from_domain(one)) for one in place.placements))
    ids = [person["id"] for person in people]
    for unit in range(UNITS):
        for coach in range(COACHES):
            name = an_account(database, f"coach-{unit}-{coach}", unit=f"enhet-{unit}")
            give(database, ids[unit * COACHES + coach :: UNITS * COACHES], unit=f"enhet-{unit}", coach=name)
    return ids[:: UNITS * COACHES]


def measure(participants: int, slots: int, requests: int) -> dict[str, Any]:
    """Fill a store, read every page, and give the figures by page."""
    figures: dict[str, Any] = {"participants": participants, "slots": slots, "requests": requests}
    figures["date"] = today().isoformat()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'timing.sqlite3'}"
        database = Database.open(url)
        migrate.upgrade(database)
        own = fill(database, participants, slots)
        database.close()
        settings = Settings(database_url=url, password_memory_kib=CHEAP)
        began = time.perf_counter()
        with TestClient(create_app(settings), base_url="http://127.0.0.1", headers=dict(HTML)) as client:
            figures["seconds_to_start"] = round(time.perf_counter() - began, 2)
            sign_in(client, COACH)
            for name, page in {
                "list": "/deltagare",
                "unit": "/deltagare?visa=enheten",
                "search": "/deltagare?visa=enheten&sok=lager",
                "participant": None,
                "redigera": None,
                "forslag": None,
                "karta": None,
                "mote": None,
                "blad": None,
                "words": "/ord?falt=yrken&q=k%C3%B6ra+truck",
                "explained": "/sa-raknar-systemet",
            }.items():
                under = "" if name == "participant" else name
                addresses = [page] if page else [at(person, under) for person in own]
                figures[name] = _timed(client, addresses, requests)
            sign_in(client, an_account(client.app.state.service.database, "kontakt", "liaison"))  # type: ignore[attr-defined]
            for name, page in FINDING.items():
                figures[name] = _timed(client, [page], requests)
            sign_in(client, an_account(client.app.state.service.database, "analytiker", "analyst"))  # type: ignore[attr-defined]
            for page in FOLLOWING:
                figures[page] = _timed(client, [page], requests)
    return figures


def _timed(client: TestClient, addresses: list[str], requests: int) -> dict[str, float]:
    database = client.app.state.service.database  # type: ignore[attr-defined]
    queries = 0

    def count(*_: object) -> None:
        nonlocal queries
        queries += 1

    engines = {database.reader, database.writer}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", count)
    taken, weight = [], 0
    for number in range(requests + 3):
        queries = 0
        began = time.perf_counter()
        answer = client.get(addresses[number % len(addresses)])
        took = (time.perf_counter() - began) * 1000
        assert answer.status_code == 200, answer.text
        weight = max(weight, len(answer.content))
        if number >= 3:
            taken.append(took)
    for engine in engines:
        event.remove(engine, "before_cursor_execute", count)
    return {
        "median_ms": round(statistics.median(taken), 1),
        "p95_ms": round(statistics.quantiles(taken, n=20)[-1], 1),
        "queries": queries,
        "kB": round(weight / 1000, 1),
    }


if __name__ == "__main__":
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--participants", type=int, default=2_000)
    read.add_argument("--slots", type=int, default=500)
    read.add_argument("--requests", type=int, default=50)
    sys.stdout.write(json.dumps(measure(**vars(read.parse_args())), indent=1) + "\n")
