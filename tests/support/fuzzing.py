"""Made-up requests to every address of the table of permissions, by every role.

Run by the tests in a short form, and as a program (``make fuzz``) in a long one. Whatever comes:

- no answer is a fault of the service (5xx);
- a page is whole HTML, a problem is a whole problem, and every answer carries its headers;
- what a role may not do answers as what does not exist, and so does a person whom it may not see;
- no participant stands in an answer to somebody who may not see that participant;
- at the end the log's chain is whole, courses are sound, every record can be read, and no identity number
  was stored.

Everything follows from the seed: what was found is printed as it was sent, with the number of the case.
"""

import argparse
import asyncio
import json
import random
import re
import sys
import tempfile
import traceback
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch
from urllib.parse import unquote, urlsplit

import psycopg
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import select, text
from starlette.testclient import TestClient

from data.records import ParticipantRecord, PlacementRecord, SlotRecord
from data.synthetic import municipality
from service import gate, logs
from service.accounts import permissions, repository
from service.accounts.guard import cookie_name
from service.accounts.models import Caseload, Shares, Users
from service.accounts.permissions import ALLOWED, KINDS, Rule
from service.accounts.service import account_of
from service.app import create_app
from service.audit import verifying
from service.cli.records import documents
from service.gate import SAFE
from service.placing import repository as courses
from service.placing import sound
from service.problems import NotSignedIn
from service.settings import Settings
from service.store import Database, migrate, records
from service.store.clock import now
from service.store.kinds import KINDS as RECORDS
from service.store.saving import Batch
from service.store.schema import Participants
from tests.support import world
from tests.support.accounts import CHEAP, a_token, give
from tests.support.fuzzing_cases import ABSENT, API, HOST, Asked, Corpus, Maker
from tests.support.outline import check
from tests.support.planned import live
from tests.support.stores import POSTGRES, postgres_answers, save
from tests.support.town import DAY

PLANTED: Final = "hemligtmal"
"""Begins a word in the goals of every participant, who alone is sent it again."""

HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
FIRST: Final = {"number": 1, "step": "suggest", "at": now(), "by": "eva", "day": DAY, "given": "{}"}
"""The first step of every course."""

FRAGMENTS: Final = ("/platskrav",)
"""What a script fetches into a page."""

KEPT: Final = ("/style.css", "/help.js", "/icon.svg")
"""What a browser may keep."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Attributes
    ----------
    route : pattern of the address that answered.
    """

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    route: str

    def header(self, name: str) -> str:
        """Give a header; nothing when it is not there."""
        return next((value.decode("latin-1") for key, value in self.headers if key.decode() == name), "")

    @property
    def is_page(self) -> bool:
        """Whether it is a page that somebody reads in the browser."""
        return self.header("content-type").startswith("text/html") and not self.header("content-disposition")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: a person at a browser, a program with a token of some scope, or nobody.

    Attributes
    ----------
    role : the column of the table; empty for nobody.
    kinds, writes : what the token reaches.
    """

    name: str
    role: str
    person: str | None = None
    kinds: tuple[str, ...] = ()
    writes: bool = True

    def may(self, row: Rule) -> bool:
        """Whether the table lets the caller in."""
        if row.open:
            return True
        if not self.role or row.word(self.role) == "-" or not (self.person or _for_programs(row)):
            return False
        if self.kinds and permissions.kind(row.path) not in self.kinds:
            return False
        return self.writes or row.method in ("GET", "HEAD")


def _for_programs(row: Rule) -> bool:
    return row.path.startswith((API, "/metrics"))


def callers() -> list[Caller]:
    """List every role at a browser, nobody, the operator's token, and tokens of every scope."""
    people = [Caller(role, role, name) for role, name in world.NAMES.items()]
    scoped = []
    for kind in KINDS:
        about = [
            row for row in ALLOWED.values() if row.path.startswith(API) and permissions.kind(row.path) == kind
        ]
        role = next(
            (role for role in world.NAMES if any(row.word(role) != "-" for row in about)), "administrator"
        )
        scoped.append(Caller(f"token {kind}", role, kinds=(kind,)))
    reading = [Caller(f"token {role} reads", role, writes=False) for role in world.NAMES]
    return [*people, Caller("nobody", ""), Caller("program", "program"), *scoped, *reading]


@dataclass(slots=True)
class Found:
    """What must not be.

    Attributes
    ----------
    what : in a few words.
    case : the number of the case.
    """

    what: str
    case: int
    asked: Asked | None
    answer: Answer | None = None
    fault: str = ""

    def __str__(self) -> str:
        """Say what was found and how to send it again."""
        said = [f"CASE {self.case}: {self.what}"]
        if self.asked is not None:
            said.append(self.asked.told())
        if self.answer is not None:
            said.append(f"-> {self.answer.status} {self.answer.body[:300]!r}")
        return "\n".join([*said, self.fault])


def fill(database: Database, *, past: bool) -> None:
    """Write a small municipality: somebody in every state, a plan that has lived, places to choose among.

    Parameters
    ----------
    past : whether many placements have ended, so that there are figures.
    """
    world.fill(database)
    place = municipality(seed=3, today=DAY, participants=6, slots=20, placements=20)
    save(database, "slot", *documents(place.slots))
    people = documents(place.participants)
    for number, person in enumerate(people):
        person["id"] = f"e{number:02}"
    save(database, "participant", *people)
    give(database, [person["id"] for person in people], unit="norra", coach="eva")
    with database.read() as session:
        known = {
            key: records.get(session, "participant", key) for key in session.scalars(select(Participants.id))
        }
    with database.write() as session:
        for course in courses.all_of(session, select(*courses.COLUMNS)):
            first = {"course_id": course.id, "participant_id": course.participant_id, "state": course.state}
            courses.add_step(session, FIRST | first)
    for key, stored in known.items():
        assert stored is not None
        save(
            database,
            "participant",
            stored.document | {"goals": [*stored.document.get("goals", []), PLANTED + key]},
        )
    live(database, world.IDS["mine"], by="eva")
    if past:
        town = municipality(participants=1, employers=60, slots=1, placements=1100)
        with database.write() as session:
            Batch("slot", documents(town.past_slots), None).save(session, "test")
            records.write(session, "participant", documents(town.past_participants), by="test", at=now())
            records.write(session, "placement", documents(town.placements), by="test", at=now())


@contextmanager
def running(url: str) -> Iterator[FastAPI]:
    """Run the app on a store."""
    settings = Settings(
        database_url=url,
        token=SecretStr(world.SECRET),
        password_memory_kib=CHEAP,
        jobs=False,
        requests_per_minute=10_000_000,
    )
    app = create_app(settings, today=lambda: DAY)
    with TestClient(app, base_url=f"http://{HOST}") as client:
        logs.configure(quiet=True)
        app.state.portal = client.portal
        yield app


class Fuzz:
    """One store, one app, and requests to it.

    Parameters
    ----------
    seed : of everything that is made up.
    """

    def __init__(self, app: FastAPI, seed: int) -> None:
        self.app = app
        self.database: Database = app.state.service.database
        self.rng = random.Random(seed)
        self.callers = {caller.name: caller for caller in callers()}
        self.credentials: dict[str, tuple[bytes, bytes]] = {}
        self.counted: Counter[tuple[str, int]] = Counter()
        self.found: list[Found] = []
        self.faults: list[str] = []
        self.missing: dict[tuple[str, str], str] = {}
        with self.database.read() as session:
            assert sound.faults(session) == []
            self.users = {user.name: _columns(user) for user, _ in repository.users(session)}
            ids = session.scalars(select(Participants.id)).all()
        self.maker = Maker(self.rng, Corpus.of(app, self._ids(list(ids))))
        self.settle()

    def _ids(self, participants: list[str]) -> dict[str, list[str]]:
        with self.database.read() as session:
            weights = session.scalars(text("SELECT version FROM weights")).all()
        return {
            "participant": [*list(world.IDS.values()) * 3, *[key for key in participants if len(key) < 4]],
            "placement": [f"x-{key}" for key in world.IDS.values()],
            "slot": [world.SLOT, "s2"],
            "employer": ["e1"],
            "account": [*self.users],
            "unit": ["norra", "sodra"],
            "evaluation": [world.EVALUATION],
            "weights": list(weights),
            "{course_id}": list(world.IDS.values()),
            "-": ["participants", "slots", "employers", "placements"],
        }

    def settle(self) -> None:
        """Let everybody in again: accounts as they were, sessions and tokens that hold."""
        with self.database.write() as session:
            for user, _ in repository.users(session):
                kept = self.users.get(user.name)
                if kept is not None and kept != _columns(user):
                    repository.change(session, user.name, **{k: v for k, v in kept.items() if k != "name"})
        for caller in self.callers.values():
            if caller.role and not self._known(caller):
                self.credentials[caller.name] = self._credential(caller)

    def _known(self, caller: Caller) -> bool:
        """Whether a caller is still let in, as when everything began."""
        accounts = self.app.state.service.accounts
        name, value = self.credentials.get(caller.name, (b"", b""))
        if name == b"authorization":
            try:
                return accounts.program(value.decode(), None) is not None
            except NotSignedIn:
                return False
        found = accounts.person(value.decode().partition("=")[2])
        return found is not None and found.step is None

    def _credential(self, caller: Caller) -> tuple[bytes, bytes]:
        if not caller.person:
            return b"authorization", self._token(caller).encode()
        accounts = self.app.state.service.accounts
        with self.database.write() as session:
            secret = accounts.begin(session, caller.person, "Firefox, Linux", second=True)
        return b"cookie", f"{cookie_name(secure=accounts.settings.secure)}={secret}".encode()

    def _token(self, caller: Caller) -> str:
        if caller.role == "program":
            return f"Bearer {world.SECRET}"
        made = a_token(self.database, world.NAMES[caller.role], kinds=caller.kinds, writes=caller.writes)
        return made["Authorization"]

    def run(self, cases: int) -> None:
        """Send so many made-up requests, to every row as often as to every other that reads or writes."""
        self._look_around()
        rows: list[Rule] = []
        while sum(self.counted.values()) < cases:
            if not rows:
                rows = [row for row in ALLOWED.values() for _ in range(1 if row.method in SAFE else 3)]
                self.rng.shuffle(rows)
            row = rows.pop()
            able = [caller for caller in self.callers.values() if caller.may(row)]
            others = [caller for caller in self.callers.values() if not caller.may(row)]
            for chosen in (able, able, others):
                if chosen:
                    self.ask(_own(self.maker.make(row, self.rng.choice(chosen).name)))
        self._look_back()

    def _look_around(self) -> None:
        """Open the pages of every role as somebody does who only reads, and gather what they offer."""
        for caller in self.callers.values():
            for row in ALLOWED.values():
                reader = caller.role == "program" and row.path.endswith("/{record_id}")
                if (
                    row.method == "GET"
                    and caller.may(row)
                    and row.path not in KEPT
                    and (caller.person or reader)
                ):
                    keys = self.maker.corpus.ids
                    path = row.path
                    for number, name in enumerate(re.findall("{[^}]*}", row.path)):
                        path = path.replace(name, keys.get(row.about if number == 0 else name, ["a"])[0], 1)
                    self.ask(Asked(row, caller.name, "GET", path, (("accept", "text/html"),)))

    def ask(self, asked: Asked) -> Answer:
        """Send one request, look at its answer, and gather what a page offers."""
        before = self._hidden(asked)
        answer = self._sent(asked)
        self.counted[asked.role, answer.status] += 1
        try:
            self._look_at(asked, answer, hidden=before)
        except AssertionError as error:
            step = traceback.extract_tb(error.__traceback__)[-1]
            self._note(f"{str(error) or step.line} [{step.name}]", asked, answer)
        if (
            asked.row.path.startswith(("/konton", "/mitt-konto", "/logga", "/enheter"))
            and asked.method == "POST"
        ):
            self.settle()
        return answer

    def _note(self, what: str, asked: Asked | None, answer: Answer | None = None) -> None:
        fault = self.faults[-1] if answer is not None and answer.status >= 500 and self.faults else ""
        self.found.append(Found(what, sum(self.counted.values()), asked, answer, fault))

    def _sent(self, asked: Asked) -> Answer:
        headers = [(b"host", HOST.encode())] if "host" not in dict(asked.headers) else []
        headers += [(name.encode(), value.encode("utf-8")) for name, value in asked.headers]
        credential = self.credentials.get(asked.role)
        if credential is not None:
            name, value = credential
            own = [(key, text) for key, text in headers if key == name]
            headers = [pair for pair in headers if pair not in own]
            # A cookie of ours stands beside others; a made-up token takes the place of ours.
            value = b"; ".join([*(text for _, text in own), value]) if name == b"cookie" else value
            headers.append(own[0] if own and name == b"authorization" else (name, value))
        path, _, query = asked.target.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": asked.method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": headers,
            "client": (f"10.0.{self.rng.randrange(256)}.{self.rng.randrange(256)}", 50_000),
            "server": ("127.0.0.1", 8000),
        }

        def remember(error: BaseException) -> str:
            self.faults.append("".join(traceback.format_exception(error)))
            return logs.where(error)

        with patch.object(gate, "where", remember):
            return self.app.state.portal.call(_call, self.app, scope, asked.body)

    def _hidden(self, asked: Asked) -> bool:
        """Whether a request is about somebody whom the caller may not see."""
        caller = self.callers[asked.role]
        if (
            asked.row.about != "participant"
            or asked.key not in world.IDS.values()
            or not caller.may(asked.row)
        ):
            return False
        return asked.key not in self._seen(caller, asked.row)

    def _look_at(self, asked: Asked, answer: Answer, *, hidden: bool) -> None:
        assert answer.status < 500, f"{answer.status} at {asked.method} {asked.row.path}"
        _whole(answer, asked)
        if answer.is_page and answer.route not in FRAGMENTS and not answer.route.endswith("/rapport"):
            # What was typed is kept, so a page may be as much larger as the request was.
            weight = 100_000 + 6 * (len(asked.body) + len(asked.target))
            page = check(answer.body.decode(), answer.header("content-language"), weight=weight)
            if answer.status < 400:
                self.maker.corpus.gather(page.tags, urlsplit(asked.target).path)
        caller, row = self.callers[asked.role], asked.row
        if answer.status == 200 and row.path.startswith(API) and row.path.endswith("/{record_id}"):
            known = self.maker.corpus.documents.setdefault(row.path.removesuffix("/{record_id}"), [])
            self.maker.corpus.versions[asked.target.partition("?")[0]] = answer.header("etag")
            known += [json.loads(answer.body)] * (asked.method == "GET" and len(known) < 50)
        if asked.method != row.method or answer.route != row.path:
            return
        tampered = dict(asked.headers).keys() & {"authorization", "cookie", "host"}
        if not row.open and not caller.may(row) and not tampered:
            self._look_at_denied(asked, answer, caller)
        elif hidden and not tampered:
            self._look_at_hidden(asked, answer)
        if PLANTED.encode() in answer.body:
            seen = self._seen(caller, row)
            shown = {one.decode() for one in re.findall(PLANTED.encode() + rb"([a-z0-9]{3})", answer.body)}
            assert shown <= seen, f"{sorted(shown - seen)} shown to {caller.name} at {row.method} {row.path}"

    def _look_at_denied(self, asked: Asked, answer: Answer, caller: Caller) -> None:
        """What a role may not do looks as if it did not exist, or was stopped at the gate or unreadable."""
        program = _for_programs(asked.row)
        if answer.status in (400, 403, 413):
            return
        if not caller.role or (not caller.person and not program):
            away = answer.status == 303 and answer.header("location").startswith("/logga-in")
            assert answer.status == 401 if program else away, (
                f"{answer.status} to who is not signed in: {asked.row.path}"
            )
            return
        assert answer.status == 404, f"{answer.status} where {caller.name} may not: {asked.row.path}"
        self._same_as_missing(asked, answer)

    def _same_as_missing(self, asked: Asked, answer: Answer) -> None:
        key = (asked.role, f"{answer.header('content-type')} {answer.header('content-language')}")
        if key not in self.missing:
            headers = dict(asked.headers).items() & {("accept", dict(asked.headers).get("accept", ""))}
            tongue = ("cookie", f"sprak={answer.header('content-language')}")
            path = "/api/v1/finns-inte" if asked.row.path.startswith(API) else "/finns-inte"
            self.missing[key] = _plain(
                self._sent(Asked(asked.row, asked.role, "GET", path, (*headers, tongue))).body
            )
        assert _plain(answer.body) == self.missing[key], (
            f"denied, but not as what is missing: {asked.row.path}"
        )

    def _look_at_hidden(self, asked: Asked, answer: Answer) -> None:
        """Somebody whom the caller may not see answers as somebody who does not exist."""
        assert asked.key is not None
        if answer.status in (400, 403, 413):
            return
        twin = self._sent(asked.instead(ABSENT))
        assert answer.status == twin.status, (
            f"hidden {answer.status}, missing {twin.status}: {asked.row.path}"
        )
        bodies = [_plain(one.body).replace(asked.key, "*").replace(ABSENT, "*") for one in (answer, twin)]
        assert bodies[0] == bodies[1], f"hidden is not as missing: {asked.row.path}"

    def _seen(self, caller: Caller, row: Rule) -> set[str]:
        """Give whom a caller may see at an address, as the store says now."""
        if not caller.role:
            return set()
        word = "yes" if row.open else row.word(caller.role)
        query = select(Participants.id)
        if word == "shared":
            protected = select(Caseload.participant_id).where(Caseload.protected)
            query = query.where(
                Participants.id.in_(select(Shares.participant_id)), Participants.id.not_in(protected)
            )
        elif caller.role == "program":
            query = query if word == "any" else query.where(False)
        with self.database.read() as session:
            if caller.role != "program" and word != "shared":
                user = repository.user(session, world.NAMES[caller.role])
                assert user is not None
                account = replace(account_of(user), people=word)
                query = permissions.visible(query, account)
            return set(session.scalars(query))

    def _look_back(self) -> None:
        """Nothing is half-written: the log, the courses, every record, and no identity number anywhere."""
        with self.database.read() as session:
            report = verifying.verify(session)
            if report.fault is not None:
                self._note(f"log: {report.fault.text}", None)
            for fault in sound.faults(session):
                self._note(f"course: {fault}", None)
            for name, shape in (
                ("participant", ParticipantRecord),
                ("slot", SlotRecord),
                ("placement", PlacementRecord),
            ):
                for key in session.scalars(select(RECORDS[name].table.id)).all():  # type: ignore[index]
                    stored = records.get(session, name, key)  # type: ignore[arg-type]
                    shape.model_validate(stored.document if stored else {})
        for table, column, value in _numbers(self.database):
            self._note(f"an identity number in {table}.{column}: {value[:200]!r}", None)


def _own(asked: Asked) -> Asked:
    """Take out of a request what was planted with others than whom it is about."""
    kept = f"(?!{re.escape(asked.key or '-')})"
    return replace(
        asked,
        target=re.sub(f"{PLANTED}[a-z0-9]*", "Jobba", asked.target),
        body=re.sub(f"{PLANTED}{kept}[a-z0-9]*".encode(), b"Jobba", asked.body),
    )


def _columns(user: Users) -> dict[str, Any]:
    return {column.name: getattr(user, column.name) for column in Users.__table__.columns}


async def _call(app: FastAPI, scope: dict[str, Any], body: bytes) -> Answer:
    """Send a request through the whole app, as a server does."""
    done = asyncio.Event()
    told: list[dict[str, Any]] = []
    given = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if given:
            return given.pop()
        await done.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        told.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            done.set()

    await app(scope, receive, send)  # type: ignore[arg-type]
    start = next(one for one in told if one["type"] == "http.response.start")
    whole = b"".join(one.get("body", b"") for one in told if one["type"] == "http.response.body")
    route = getattr(scope.get("route"), "path_format", "")
    return Answer(start["status"], tuple(start["headers"]), whole, route)


def _whole(answer: Answer, asked: Asked) -> None:
    """Assert what holds for every answer."""
    for name, value in answer.headers:
        assert re.fullmatch(rb"[a-z0-9-]+", name), name
        assert re.fullmatch(rb"[\t -~\x80-\xff]*", value), f"header {name!r}: {value[:100]!r}"
    for name, expected in HEADERS.items():
        assert answer.header(name) == expected, f"header {name}: {answer.header(name)!r}"
    assert "frame-ancestors 'none'" in answer.header("content-security-policy"), "no policy"
    if asked.row.path not in KEPT:
        assert answer.header("cache-control") == "no-store", (
            f"cache-control {answer.header('cache-control')!r}"
        )
    length = answer.header("content-length")
    assert not length or asked.method == "HEAD" or int(length) == len(answer.body), "content-length"
    if "json" in answer.header("content-type"):
        said = json.loads(answer.body.decode()) if answer.body else {}
        if answer.status >= 400 and answer.body:
            assert answer.header("content-type") == "application/problem+json", "an error that is no problem"
            assert said["status"] == answer.status, said
            assert said["detail"], said
            assert said["type"].startswith("urn:rattplats:problem:"), said
    location = answer.header("location")
    assert not location or re.match(r"/(?![/\\])", location), f"leads away: {location}"


def _plain(body: bytes) -> str:
    """Give a page without the address that its switch of language goes back to, and without where one is."""
    page = re.sub(r'(name="till" value=")[^"]*', r"\1", body.decode(errors="replace"))
    return re.sub(r' aria-current="[a-z]*"', "", page)


def _numbers(database: Database) -> Iterator[tuple[str, str, str]]:
    """Find the identity number that was sent, in any text of the store."""
    with database.read() as session:
        for table in Users.metadata.sorted_tables:
            for row in session.execute(select(table)).mappings():
                for column, value in row.items():
                    if isinstance(value, str) and re.search(r"640823-?3234", value):
                        yield table.name, str(column), value


@contextmanager
def a_store(folder: Path, *, postgres: bool) -> Iterator[str]:
    """Give the address of a new store."""
    if not postgres:
        yield f"sqlite:///{folder / 'store.sqlite3'}"
        return
    name = f"rattplats_fuzz_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield f"{POSTGRES.rsplit('/', 1)[0]}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@contextmanager
def prepared(seed: int, *, past: bool = False, postgres: bool = False) -> Iterator[Fuzz]:
    """Run an app on a store of its own, ready to be asked."""
    with ExitStack() as kept:
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory()))
        url = kept.enter_context(a_store(folder, postgres=postgres))
        database = Database.open(url)
        migrate.upgrade(database)
        fill(database, past=past)
        database.close()
        yield Fuzz(kept.enter_context(running(url)), seed)


def told(counted: Counter[tuple[str, int]]) -> str:
    """Write how often each caller got each answer."""
    statuses = sorted({status for _, status in counted})
    lines = [f"{'':24}" + "".join(f"{status:>7}" for status in statuses) + "    all"]
    for caller in dict.fromkeys(name for name, _ in counted):
        row = [counted[caller, status] for status in statuses]
        lines.append(f"{caller:24}" + "".join(f"{number:>7}" for number in row) + f"{sum(row):>7}")
    row = [sum(n for (_, found), n in counted.items() if found == status) for status in statuses]
    return "\n".join([*lines, f"{'all':24}" + "".join(f"{number:>7}" for number in row) + f"{sum(row):>7}"])


def main() -> int:
    """Send many requests to one store after another, and print what was found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--cases", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--round", type=int, default=2_500, help="requests to one store")
    asked.add_argument("--postgres", action="store_true", help="every store on PostgreSQL")
    wanted = asked.parse_args()
    counted: Counter[tuple[str, int]] = Counter()
    found: dict[str, Found] = {}
    number = 0
    while sum(counted.values()) < wanted.cases:
        seed, past = wanted.seed + number, number % 2 == 1
        postgres = (wanted.postgres or number % 4 == 3) and postgres_answers()
        store = f"seed {seed}, {'PostgreSQL' if postgres else 'SQLite'}{', with a past' if past else ''}"
        with prepared(seed, past=past, postgres=postgres) as fuzz:
            fuzz.run(min(wanted.round, wanted.cases - sum(counted.values())))
        counted += fuzz.counted
        for one in fuzz.found:
            if one.what not in found:
                found[one.what] = one
                _say(f"{store}\n{one}\n")
        _say(f"{store}: {sum(fuzz.counted.values())} requests, {len(fuzz.found)} findings")
        number += 1
    _say(told(counted))
    _say(f"{sum(counted.values())} requests, {len(found)} kinds of findings")
    return 1 if found else 0


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a program that tells what it found


if __name__ == "__main__":
    sys.exit(main())
