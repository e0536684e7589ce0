"""A page asks the store as often for many people as for few."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from service.app import create_app
from service.coach.desk import at
from service.settings import Settings
from tests.support.accounts import CHEAP, HTML, sign_in
from tests.support.town import COACH, DAY, FULL, build

PAGES = {
    "the list": "/deltagare",
    "the unit": "/deltagare?visa=enheten",
    "one": at(FULL),
    "the form": at(FULL, "redigera"),
    "suggestions": at(FULL, "forslag"),
    "by distance": at(FULL, "karta"),
    "own": at(FULL, "egen", sok="a"),
    "the meeting": at(FULL, "mote"),
    "the sheet": at(FULL, "blad"),
    "drafts": "/fordelning",
    "a new division": "/ny-fordelning?visa=enheten",
}


@contextmanager
def counting(client: TestClient) -> Iterator[list[str]]:
    """Write down the queries that are made."""
    made: list[str] = []

    def note(_c: Any, _u: Any, statement: str, *_: Any) -> None:
        made.append(statement)

    database = client.app.state.service.database  # type: ignore[attr-defined]
    engines = [database.reader, database.writer]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield made
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def counts(folder: Path, **size: int) -> dict[str, int]:
    folder.mkdir()
    town = build(folder, **size)
    settings = Settings(database_url=f"sqlite:///{town.path}", password_memory_kib=CHEAP)
    found = {}
    with TestClient(create_app(settings, today=lambda: DAY), base_url="http://127.0.0.1:8000") as client:
        client.headers.update(HTML)
        sign_in(client, COACH)
        for name, address in PAGES.items():
            assert client.get(address).status_code == 200
            with counting(client) as made:
                client.get(address)
            found[name] = len(made)
    return found


def test_the_number_of_queries_does_not_grow_with_people_or_places(tmp_path: Path) -> None:
    few = counts(tmp_path / "few", participants=12, slots=20, own=10)
    many = counts(tmp_path / "many", participants=120, slots=120, own=80)
    assert few == many
    assert max(many.values()) <= 26, many  # seven of them are the row of the log


@pytest.mark.parametrize("address", [PAGES["the list"], PAGES["suggestions"]])
def test_pages_are_light(coach: TestClient, address: str) -> None:
    static = sum(len(coach.get(f"/{name}").content) for name in ("style.css", "help.js", "icon.svg"))
    assert len(coach.get(address).content) + static <= 100_000
