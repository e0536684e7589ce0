"""The pages for places ask the store as often for many as for few, and are light."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.accounts import caseload
from service.accounts.account import Account
from service.app import create_app
from service.liaison.openings import at
from service.settings import Settings
from tests.support.accounts import CHEAP, HTML, sign_in
from tests.support.town import COACH, DAY, FULL, build
from tests.web.conftest import BASE, SignedIn
from tests.web.test_liaison_form import LIAISON, PLACE, sent
from tests.web.test_queries import counting

PAGES = {
    "what waits": "/att-gora",
    "the list": "/platser",
    "a place": at(PLACE),
    "the form": at(PLACE, "redigera"),
    "a new place": "/ny-plats",
    "shared people": at(PLACE, "personer"),
    "employers": "/arbetsgivare",
}


def counts(folder: Path, shared: int, **size: int) -> dict[str, int]:
    """Count the queries of every page of a municipality, with some people shared for one place."""
    folder.mkdir()
    town = build(folder, **size)
    settings = Settings(database_url=f"sqlite:///{town.path}", password_memory_kib=CHEAP)
    found = {}
    with TestClient(create_app(settings, today=lambda: DAY), base_url=BASE) as client:
        with client.app.state.service.database.write() as session:  # type: ignore[attr-defined]
            for number in range(shared):
                key = FULL if number == 0 else f"D{number + 2:04}"
                caseload.share(session, key, PLACE, Account(COACH, "Anna Ek", "coach"))
        client.headers.update(HTML | {"Origin": BASE})
        sign_in(client, LIAISON)
        for name, address in PAGES.items():
            assert client.get(address).status_code == 200
            with counting(client) as made:
                client.get(address)
            found[name] = len(made)
        form = sent(client, title="Bud")
        with counting(client) as made:
            assert client.post("/platskrav", data=form).status_code == 200
        found["the count"] = len(made)
    return found


def test_the_number_of_queries_does_not_grow(tmp_path: Path) -> None:
    few = counts(tmp_path / "few", 1, participants=12, slots=20, own=10)
    many = counts(tmp_path / "many", 6, participants=120, slots=120, own=80)
    assert few == many
    assert max(many.values()) <= 18, many


@pytest.mark.parametrize("address", ["/ny-plats", "/att-gora", "/platser", at(PLACE, "redigera")])
def test_pages_are_light(signed_in: SignedIn, address: str) -> None:
    client = signed_in(LIAISON)
    static = sum(len(client.get(f"/{name}").content) for name in ("style.css", "help.js", "icon.svg"))
    assert len(client.get(address).content) + static <= 100_000
