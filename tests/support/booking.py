"""The last place, asked for by many at once, and bookings that are killed in the middle: by real processes.

``make booking`` runs the long form, on SQLite and on PostgreSQL:

race   two processes serve one store; every request of a round asks for the same last place. Just one may get
       it, and every other is told 409.
kill   a process is killed with SIGKILL while it takes steps; what it acknowledged must be stored, and what
       is stored must be whole (`service.placing.sound`).
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import httpx2
import psycopg

from service.placing import repository
from service.placing.repository import Course
from service.placing.sound import faults
from service.placing.taking import Actor
from service.store import Database, migrate, records
from service.store.clock import now
from tests.support.aside import aside
from tests.support.courses import ENOUGH
from tests.support.stores import POSTGRES, postgres_answers, save

SECRET: Final = "en-riktigt-hemlig-nyckel-med-minst-32-tecken"
HEADERS: Final = {"Authorization": f"Bearer {SECRET}"}
AGREE: Final = {"step": "agree", "begins_on": "2026-11-23", "hours_to": 20}
WAIT: Final = 180.0
"""Seconds that a process may take to start."""


@contextmanager
def serving(url: str) -> Iterator[str]:
    """Serve a store by a process of its own; give its address."""
    process, address = start(url)
    try:
        yield address
    finally:
        process.terminate()
        process.wait(30)


def start(url: str) -> tuple[subprocess.Popen[bytes], str]:
    """Start a process that serves a store, and wait until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = {name: value for name, value in os.environ.items() if not name.startswith("RATTPLATS_")}
    told = {
        "RATTPLATS_DATABASE_URL": url,
        "RATTPLATS_TOKEN": SECRET,
        "RATTPLATS_JOBS": "false",
        "RATTPLATS_REQUESTS_PER_MINUTE": "10000000",
        "OPENBLAS_NUM_THREADS": "1",
    }
    command = [sys.executable, "-m", "service", "serve", "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603  # our own program
        command, env=known | told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    ends = time.monotonic() + WAIT
    while time.monotonic() < ends and process.poll() is None:
        try:
            if httpx2.get(f"{address}/readyz", timeout=5).status_code == 200:
                return process, address
        except httpx2.TransportError:
            time.sleep(0.05)
    process.kill()
    raise RuntimeError(f"the service did not start (ended with {process.poll()})")


@dataclass
class Told:
    """What happened.

    Attributes
    ----------
    answers : status, or the slug of the problem → how many.
    faults : what was not as it must be.
    seconds : how long it took.
    """

    rounds: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    lost: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def line(self) -> str:
        """Say it in one line."""
        answers = ", ".join(f"{name} {number}" for name, number in sorted(self.answers.items()))
        return (
            f"{self.rounds} rounds, {answers or f'{self.acknowledged} acknowledged, {self.lost} lost'}, "
            f"{len(self.faults)} faults, {self.seconds:.0f} s {' '.join(self.faults[:5])}"
        )


def who() -> Actor:
    return Actor("test", "program", now(), date(2026, 11, 23))


def ready(database: Database, participants: Sequence[str], slot: str, *, capacity: int) -> None:
    """Let everybody have met the employer of a new place, in one transaction."""
    save(database, "slot", {"id": slot, "title": "Lager", "capacity": capacity, "filled": 0})
    with database.write() as session:
        for key in participants:
            course = Course(f"{slot}-{key}", key, slot, "introduced", 1, None, date(2026, 11, 20))
            repository.add(session, course)
            repository.add_step(session, _first(course))


def _first(course: Course) -> dict[str, Any]:
    return {
        "course_id": course.id,
        "number": 1,
        "participant_id": course.participant_id,
        "step": "introduce",
        "state": course.state,
        "at": now(),
        "by": "test",
        "day": course.suggested_on,
        "side": None,
        "reason": None,
        "words": None,
        "given": "{}",
    }


def race(url: str, *, rounds: int, tries: int) -> Told:
    """Let many ask two processes for the last place at once, round after round."""
    told, began = Told(), time.monotonic()
    database = Database.open(url)
    people = [f"d{number}" for number in range(tries)]
    save(database, "participant", *({"id": key} for key in people))
    with ExitStack() as running:
        servers = [running.enter_context(serving(url)) for _ in range(2)]
        for number in range(rounds):
            slot = f"sista-{number}"
            ready(database, people, slot, capacity=1)
            statuses = aside(_ask(servers, people, slot))
            told.answers.update(statuses)
            told.rounds += 1
            with database.read() as session:
                held = repository.at_slot(session, slot, ("agreed",))
                stored = records.get(session, "slot", slot)
                told.faults += faults(session)
            filled = stored.document["filled"] if stored else None
            if len(held) != 1 or filled != 1 or statuses.count("201") != 1:
                told.faults.append(f"{slot}: {len(held)} agreed, filled {filled}")
            _free(database, slot)
    database.close()
    told.seconds = time.monotonic() - began
    return told


async def _ask(servers: Sequence[str], people: Sequence[str], slot: str) -> list[str]:
    """Ask for the place for everybody, all at the same moment, every second one of each process."""
    limits = httpx2.Limits(max_connections=None)
    async with httpx2.AsyncClient(headers=HEADERS, timeout=120, limits=limits) as client:

        async def one(number: int, key: str) -> str:
            address = f"{servers[number % len(servers)]}/api/v1/participants/{key}/courses/{slot}-{key}/steps"
            answer = await client.post(address, json=AGREE)
            return "201" if answer.status_code == 201 else str(answer.json()["type"]).rpartition(":")[2]

        return list(await asyncio.gather(*(one(number, key) for number, key in enumerate(people))))


def _free(database: Database, slot: str) -> None:
    """Let the winner go, so that the next round is about another place."""
    from service.placing import taking
    from service.placing.given import NewStep

    with database.write() as session:
        for course in repository.at_slot(session, slot, ("introduced", "agreed")):
            asked = NewStep.model_validate({"step": "decline", "side": "coach", "reason": "better_place"})
            taking.take(session, course, asked, who())


WALK: Final = ("agree", "start", "pause", "resume", "end")


def kill(url: str, *, rounds: int, people: int = 24, seed: int = 2026) -> Told:
    """Kill a process while it books and takes steps, and look for what it had acknowledged."""
    told, began, draw = Told(), time.monotonic(), random.Random(seed)
    database = Database.open(url)
    keys = [f"d{number}" for number in range(people)]
    save(database, "participant", *({"id": key} for key in keys))
    number = 0
    for _ in range(rounds):
        process, address = start(url)
        slots = []
        for _ in range(6):
            slots.append(f"plats-{number}")
            ready(database, keys, slots[-1], capacity=people // 2)
            number += 1
        acknowledged: list[dict[str, Any]] = []
        aside(_until_killed(process, address, keys, slots, draw.randint(10, 90), acknowledged))
        told.rounds += 1
        told.acknowledged += len(acknowledged)
        database.close()
        database = Database.open(url)
        with database.read() as session:
            told.faults += faults(session)
            for answer in acknowledged:
                steps = {one.number: one.state for one in repository.steps(session, answer["id"])}
                if steps.get(answer["version"]) != answer["state"]:
                    told.lost += 1
        for slot in slots:
            _clear(database, slot)
    database.close()
    told.seconds = time.monotonic() - began
    return told


async def _until_killed(  # noqa: PLR0917  # one call
    process: subprocess.Popen[bytes],
    address: str,
    keys: Sequence[str],
    slots: Sequence[str],
    number: int,
    acknowledged: list[dict[str, Any]],
) -> None:
    """Take steps for everybody at once until so many have been acknowledged; then kill the process."""
    enough = asyncio.Event()
    async with httpx2.AsyncClient(headers=HEADERS, timeout=30) as client:

        async def walk(key: str) -> None:
            for slot in slots:
                for step in WALK:
                    given = {
                        name: str(v) if isinstance(v, date) else v for name, v in ENOUGH.get(step, {}).items()
                    }
                    where = f"{address}/api/v1/participants/{key}/courses/{slot}-{key}/steps"
                    try:
                        answer = await client.post(where, json={"step": step} | given)
                    except httpx2.TransportError:
                        return
                    if answer.status_code == 201:
                        acknowledged.append(answer.json())
                        if len(acknowledged) >= number:
                            enough.set()
                    else:
                        break

        async def end() -> None:
            with suppress(TimeoutError):
                await asyncio.wait_for(enough.wait(), WAIT)
            os.kill(process.pid, signal.SIGKILL)

        await asyncio.gather(end(), *(walk(key) for key in keys))
    process.wait(30)


def _clear(database: Database, slot: str) -> None:
    """End what a killed process left open, by the ordinary steps."""
    from service.placing import taking
    from service.placing.given import NewStep

    with database.write() as session:
        for course in repository.at_slot(session, slot, ("introduced", "agreed", "started", "paused")):
            step = "end" if course.running else "decline"
            given = ENOUGH[step] if course.running else {"side": "coach", "reason": "better_place"}
            later = Actor("test", "program", now(), date(2026, 11, 24))
            taking.take(session, course, NewStep.model_validate({"step": step} | given), later)


@contextmanager
def a_store(kind: str) -> Iterator[str]:
    """Give the address of an empty store, and remove it afterwards."""
    if kind == "sqlite":
        folder = Path(tempfile.mkdtemp(prefix="rattplats-booking-"))
        url = f"sqlite:///{folder / 'store.sqlite3'}"
        _migrated(url)
        yield url
        shutil.rmtree(folder)
        return
    name = f"rattplats_booking_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        url = f"{POSTGRES.rsplit('/', 1)[0]}/{name}"
        _migrated(url)
        yield url
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _migrated(url: str) -> None:
    database = Database.open(url)
    migrate.upgrade(database)
    database.close()


def main() -> int:
    """Run both on both stores; end with 1 when anything was not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--tries", type=int, default=500)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    wrong = 0
    for kind in ("sqlite", "postgresql") if postgres_answers() else ("sqlite",):
        with a_store(kind) as url:
            told = race(url, rounds=asked.rounds, tries=asked.tries)
        sys.stdout.write(f"{kind}: race of {asked.tries}: {told.line()}\n")
        wrong += len(told.faults)
        with a_store(kind) as url:
            ended = kill(url, rounds=asked.kills)
        sys.stdout.write(f"{kind}: kill -9: {ended.line()}\n")
        wrong += len(ended.faults) + ended.lost
        if asked.json:
            sys.stdout.write(json.dumps({"store": kind, "race": vars(told), "kill": vars(ended)}) + "\n")
        sys.stdout.flush()
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
