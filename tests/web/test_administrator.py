"""The administrator's pages: accounts, units, tokens; and that nothing on them is about a participant."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.accounts import repository, service, waiting
from service.app import create_app
from service.settings import Settings
from service.store import Database, migrate
from tests.support import world
from tests.support.accounts import CHEAP, before, sign_in
from tests.support.outline import check
from tests.web.test_sign_in import BASE, browser, enter, store


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[TestClient]:
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    database = Database.open(url)
    migrate.upgrade(database)
    world.fill(database)
    database.close()
    app = create_app(Settings(database_url=url, password_memory_kib=CHEAP))
    with TestClient(app, base_url=BASE):
        yield sign_in(browser(app), "ada")


def do(client: TestClient, name: str, **form: Any) -> Any:
    return client.post(f"/konton/{name}", data=form)


def secret(page: str) -> str:
    found = re.search(r"<strong><code>(\S+)</code></strong>", page)
    assert found
    return found[1]


def test_a_new_account_signs_in_with_a_temporary_password(ada: TestClient) -> None:
    check(ada.get("/nytt-konto").text)
    form = {"namn": "nils", "helanamnet": "Nils Ny", "roll": "coach", "enhet": "sodra"}
    made = ada.post("/nytt-konto", data=form)
    assert made.status_code == 200
    check(made.text)
    nils = browser(ada.app)
    assert enter(nils, "nils", secret(made.text)).status_code == 303
    assert nils.get("/mitt-konto").headers["location"] == "/mitt-konto/losenord"
    page = ada.get("/konton").text
    check(page)
    assert "Nils Ny" in page
    assert "Väntar på första inloggningen" in page
    assert secret(made.text) not in page


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"namn": "Eva Ek"}, "små bokstäver"),
        ({"namn": "eva"}, "finns redan"),
        ({"namn": "ny", "roll": "chef"}, "finns inte"),
        ({"namn": "ny", "enhet": "mars"}, "finns inte"),
        ({"namn": "demo-ny"}, "demons"),
    ],
)
def test_an_account_that_cannot_be_keeps_what_was_typed(
    ada: TestClient, form: dict[str, str], words: str
) -> None:
    answer = ada.post("/nytt-konto", data={"helanamnet": "Nils Ny", "roll": "coach", "enhet": ""} | form)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Nils Ny"' in answer.text
    check(answer.text)


def test_an_account_moves_closes_opens_and_is_let_in_again(ada: TestClient) -> None:
    eva = sign_in(browser(ada.app), "eva")
    assert eva.get("/api/v1/participants").json()["items"]
    check(ada.get("/konton/eva").text)
    moved = do(ada, "eva", gor="spara", helanamnet="Eva E", roll="analyst", enhet="")
    assert moved.headers["location"] == "/konton/eva?klart=sparat"
    assert "Sparat" in ada.get(moved.headers["location"]).text
    assert eva.get("/mitt-konto").status_code == 303, "another role signs in anew"
    eva = sign_in(browser(ada.app), "eva")
    assert eva.get("/api/v1/participants").status_code == 404
    do(ada, "eva", gor="stang")
    assert eva.get("/mitt-konto").status_code == 303
    assert "Kontot är stängt" in ada.get("/konton/eva").text
    do(ada, "eva", gor="oppna")
    given = do(ada, "eva", gor="losenord")
    assert enter(browser(ada.app), "eva", secret(given.text)).status_code == 303


def test_a_locked_account_is_opened(ada: TestClient) -> None:
    with store(ada).write() as session:
        repository.set_attempts(
            session, service.attempt_key("eva"), waiting.LOCKED_AFTER, before(minutes=1), before(minutes=-600)
        )
    assert "För många misslyckade försök" in ada.get("/konton/eva").text
    do(ada, "eva", gor="las-upp")
    assert "För många misslyckade försök" not in ada.get("/konton/eva").text


def test_the_last_administrator_stays(ada: TestClient) -> None:
    assert do(ada, "ada", gor="stang").status_code == 422
    answer = do(ada, "ada", gor="spara", helanamnet="Ada", roll="coach", enhet="")
    assert answer.status_code == 422
    assert "minst en administratör" in answer.text
    check(answer.text)


def test_a_token_is_shown_once_reaches_its_kinds_and_is_revoked(ada: TestClient) -> None:
    made = do(ada, "eva", gor="nyckel", till="Verksamhetssystemet", nar=["participants"], dagar="30")
    check(made.text)
    headers = {"Authorization": f"Bearer {secret(made.text)}"}
    outside = TestClient(ada.app, base_url=BASE)
    assert outside.get("/api/v1/participants", headers=headers).status_code == 200
    assert outside.get("/api/v1/slots", headers=headers).status_code == 404
    assert outside.post("/api/v1/participants", headers=headers, json={"id": "x"}).status_code == 404
    page = ada.get("/konton/eva").text
    assert secret(made.text) not in page
    found = re.search(r'name="nyckel" value="(\w+)"', page)
    assert found
    do(ada, "eva", gor="dra-in", nyckel=found[1])
    assert outside.get("/api/v1/participants", headers=headers).status_code == 401


def test_units_and_those_who_are_nobodys(ada: TestClient) -> None:
    page = ada.get("/enheter").text
    check(page)
    assert "En deltagare hör inte till någon enhet" in page
    added = ada.post("/enheter", data={"namn": "Ungdomsenheten Öst"})
    assert added.headers["location"] == "/enheter?klart=enhet"
    assert ada.post("/enheter", data={"namn": "ungdomsenheten öst"}).status_code == 422
    assert ada.post("/enheter", data={"namn": " "}).status_code == 422
    assert ada.post("/enheter/ungdomsenheten-ost/fordela", data={"gor": "fordela"}).status_code == 303
    assert "hör inte till någon enhet" not in ada.get("/enheter").text


def test_nothing_is_about_a_participant(ada: TestClient) -> None:
    for address in ("/konton", "/konton/eva", "/nytt-konto", "/enheter", "/mitt-konto"):
        page = ada.get(address)
        assert page.status_code == 200
        assert not [key for key in world.IDS.values() if re.search(rf"\b{key}\b", page.text)]
