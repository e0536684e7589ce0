"""Signing in at a browser: passwords, failures, the code from the telephone, sessions."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyotp
import pytest
from starlette.testclient import TestClient

from service.accounts import passwords, repository, second_factor, service, waiting
from service.app import create_app
from service.settings import Settings
from service.store import Database, migrate
from tests.support.accounts import CHEAP, HTML, PASSWORD, a_token, an_account, before
from tests.support.outline import check

BASE = "http://127.0.0.1:8000"
NEW = "flaska moln trappa igelkott"
Make = Callable[..., TestClient]


@pytest.fixture
def url(tmp_path: Path) -> str:
    database = Database.open(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    migrate.upgrade(database)
    hashed = passwords.Hasher(CHEAP).hash(PASSWORD)
    an_account(database, "eva", unit="norra", password_hash=hashed)
    an_account(database, "ada", "administrator", password_hash=hashed)
    an_account(database, "slut", password_hash=hashed, closed_at="2026-01-01")
    database.close()
    return f"sqlite:///{tmp_path / 'store.sqlite3'}"


@pytest.fixture
def make(url: str) -> Iterator[Make]:
    with ExitStack() as running:

        def start(**changes: Any) -> TestClient:
            app = create_app(Settings(database_url=url, password_memory_kib=CHEAP, **changes))
            running.enter_context(TestClient(app, base_url=BASE))
            return browser(app)

        yield start


def browser(app: Any, base: str = BASE) -> TestClient:
    headers = HTML | {"Origin": base, "Sec-Fetch-Site": "same-origin", "user-agent": "Firefox/140 (Linux)"}
    return TestClient(app, base_url=base, headers=headers, follow_redirects=False)


@pytest.fixture
def client(make: Make) -> TestClient:
    return make()


def enter(client: TestClient, name: str = "eva", password: str = PASSWORD, till: str = "") -> Any:
    return client.post("/logga-in", data={"name": name, "password": password, "till": till})


def store(client: TestClient) -> Database:
    found: Database = client.app.state.service.database  # type: ignore[attr-defined]
    return found


def change(client: TestClient, name: str, **values: Any) -> None:
    with store(client).write() as session:
        repository.change(session, name, **values)


class TestPassword:
    def test_the_right_one_opens_the_page_that_was_asked_for(self, client: TestClient) -> None:
        asked = client.get("/mitt-konto?klart=losenord")
        assert (asked.status_code, asked.headers["location"]) == (
            303,
            "/logga-in?till=/mitt-konto%3Fklart%3Dlosenord",
        )
        check(client.get(asked.headers["location"]).text)
        answer = enter(client, " EVA ", till="/mitt-konto?klart=losenord")
        assert (answer.status_code, answer.headers["location"]) == (303, "/mitt-konto?klart=losenord")
        cookie = answer.headers["set-cookie"]
        assert re.fullmatch(r"rattplats=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", cookie)
        page = client.get("/mitt-konto")
        assert page.status_code == 200
        check(page.text)
        assert "Firefox, Linux" in page.text

    @pytest.mark.parametrize("till", ["https://ond.se", "//ond.se", "/\\ond.se", "x", "/\n/ond"])
    def test_nobody_is_sent_elsewhere(self, client: TestClient, till: str) -> None:
        assert enter(client, till=till).headers["location"] == "/"

    def test_why_it_failed_is_not_said(self, client: TestClient) -> None:
        answers = [
            enter(client, name, word) for name, word in (("eva", "fel"), ("nej", "fel"), ("slut", PASSWORD))
        ]
        assert {answer.status_code for answer in answers} == {401}
        texts = {re.sub(r'value="(eva|nej|slut)"', "", answer.text) for answer in answers}
        assert len(texts) == 1
        assert "stämmer inte" in texts.pop()
        assert not client.cookies

    def test_every_failure_takes_one_hash(self, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        """The time of an answer is that of the hash, so each must make just one."""
        made: list[str] = []
        hasher = client.app.state.service.accounts.hasher._hash  # type: ignore[attr-defined]
        real = type(hasher).verify_and_update

        def counted(self: Any, password: str, stored: str) -> Any:
            made.append(stored)
            return real(self, password, stored)

        monkeypatch.setattr(type(hasher), "verify_and_update", counted)
        for name in ("eva", "nej", "slut"):
            made.clear()
            enter(client, name, "fel")
            assert len(made) == 1
            assert re.match(rf"\$argon2id\$v=19\$m={CHEAP},t=3,p=1\$", made[0])

    def test_a_hash_of_another_cost_is_made_anew(self, make: Make, url: str) -> None:
        client = make()
        change(client, "eva", password_hash=passwords.Hasher(16).hash(PASSWORD))
        assert enter(client).status_code == 303
        with store(client).read() as session:
            found = repository.user(session, "eva")
        assert found is not None
        assert f"m={CHEAP}," in (found.user.password_hash or "")

    def test_nobody_signed_in_is_a_program(self, client: TestClient) -> None:
        assert client.get("/api/v1/participants").status_code == 401
        enter(client)
        assert client.get("/api/v1/participants").json() == {"items": [], "next": None}
        client.post("/logga-ut")
        assert client.get("/api/v1/participants").status_code == 401


class TestFailures:
    @pytest.mark.parametrize("name", ["eva", "ingen-alls"])
    def test_more_and_more_must_be_waited(self, client: TestClient, name: str) -> None:
        statuses = [enter(client, name, "fel").status_code for _ in range(6)]
        assert statuses == [401] * waiting.FREE + [429] * 2
        answer = enter(client, name)
        assert answer.status_code == 429, "the right password does not help while one waits"
        assert 1 <= int(answer.headers["retry-after"]) <= 5
        assert "Vänta en minut" in answer.text
        check(answer.text)

    def test_a_long_row_locks_until_an_administrator_opens(self, client: TestClient) -> None:
        key = service.attempt_key("eva")
        with store(client).write() as session:
            repository.set_attempts(
                session, key, waiting.LOCKED_AFTER - 1, before(minutes=20), before(minutes=5)
            )
        assert enter(client, "eva", "fel").status_code == 401
        assert int(enter(client).headers["retry-after"]) > 80_000
        with store(client).write() as session:
            repository.forget_attempts(session, key)
        assert enter(client).status_code == 303

    def test_a_success_ends_the_row(self, client: TestClient) -> None:
        for _ in range(3):
            for _ in range(waiting.FREE - 1):
                enter(client, "eva", "fel")
            assert enter(client).status_code == 303

    def test_one_address_cannot_try_many_names(self, client: TestClient) -> None:
        answers = [enter(client, f"namn{number}", "fel").status_code for number in range(102)]
        assert answers[:100] == [401] * 100
        assert answers[100:] == [429] * 2

    def test_a_caller_who_asks_too_often(self, make: Make) -> None:
        client = make(requests_per_minute=60)
        enter(client)
        answers = [client.get("/api/v1/slots") for _ in range(70)]
        assert answers[0].status_code == 200
        assert answers[-1].status_code == 429
        assert answers[-1].json()["type"] == "urn:rattplats:problem:too-many-requests"
        assert int(answers[-1].headers["retry-after"]) >= 1


class TestTemporaryPassword:
    def test_it_must_be_changed_before_anything_else(self, client: TestClient) -> None:
        with store(client).write() as session:
            temporary = service.give_temporary(session, "eva", passwords.Hasher(CHEAP))
        assert enter(client, "eva", temporary).status_code == 303
        old = dict(client.cookies)
        for page in ("/mitt-konto", "/deltagare"):
            assert client.get(page).headers["location"] == "/mitt-konto/losenord"
        assert client.get("/api/v1/participants").status_code == 401
        form = client.get("/mitt-konto/losenord")
        check(form.text)
        assert "Nuvarande" not in form.text
        answer = client.post("/mitt-konto/losenord", data={"nytt": NEW, "igen": NEW})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert dict(client.cookies) != old
        assert client.get("/mitt-konto").status_code == 200
        client.cookies.clear()
        client.cookies.update(old)
        assert client.get("/mitt-konto").status_code == 303, "the session before is worth nothing"
        assert enter(client, "eva", temporary).status_code == 401
        assert enter(client, "eva", NEW).status_code == 303

    def test_it_runs_out(self, client: TestClient) -> None:
        change(client, "eva", password_ends=before(minutes=1))
        assert enter(client).status_code == 401


class TestOwnPassword:
    @pytest.mark.parametrize(
        ("current", "new", "again", "words"),
        [
            ("fel", NEW, NEW, "nuvarande lösenordet stämmer inte"),
            (PASSWORD, "kort", "kort", "färre än 12 tecken"),
            (PASSWORD, "Sommaren2026!", "Sommaren2026!", "vanligt ord"),
            (PASSWORD, "qwertyuiop123", "qwertyuiop123", "rad på tangentbordet"),
            (PASSWORD, NEW, NEW + "x", "olika"),
            (PASSWORD, PASSWORD, PASSWORD, "redan har"),
        ],
    )
    def test_what_is_refused_and_why(
        self, client: TestClient, current: str, new: str, again: str, words: str
    ) -> None:
        enter(client)
        answer = client.post("/mitt-konto/losenord", data={"nuvarande": current, "nytt": new, "igen": again})
        assert answer.status_code == 422
        assert words in answer.text
        check(answer.text)
        assert enter(client).status_code == 303

    def test_a_change_signs_out_everywhere_else(self, client: TestClient) -> None:
        other = browser(client.app)
        enter(other)
        enter(client)
        answer = client.post("/mitt-konto/losenord", data={"nuvarande": PASSWORD, "nytt": NEW, "igen": NEW})
        assert answer.headers["location"] == "/mitt-konto?klart=losenord"
        assert "Lösenordet är bytt" in client.get(answer.headers["location"]).text
        assert other.get("/mitt-konto").status_code == 303


class TestSecondFactor:
    def turn_on(self, client: TestClient) -> tuple[str, list[str]]:
        page = client.get("/mitt-konto/tvafaktor")
        check(page.text)
        assert "<svg" in page.text
        found = re.search(r'name="hemlighet" value="(\w{32})"', page.text)
        assert found
        secret = found[1]
        wrong = client.post("/mitt-konto/tvafaktor", data={"hemlighet": secret, "kod": "000000"})
        assert wrong.status_code == 422
        assert secret in wrong.text
        done = client.post(
            "/mitt-konto/tvafaktor", data={"hemlighet": secret, "kod": pyotp.TOTP(secret).now()}
        )
        assert done.status_code == 200
        check(done.text)
        return secret, re.findall(r"<code>(\w{5}-\w{5})</code>", done.text)

    def test_a_code_from_the_telephone_and_each_once(self, client: TestClient) -> None:
        enter(client)
        secret, _ = self.turn_on(client)
        assert client.get("/mitt-konto").status_code == 200
        client.post("/logga-ut")
        assert enter(client).status_code == 303
        half = dict(client.cookies)
        assert client.get("/mitt-konto").headers["location"] == "/logga-in/kod"
        assert client.get("/api/v1/participants").status_code == 401
        page = client.get("/logga-in/kod")
        check(page.text)
        assert 'class="menu"' not in page.text
        used = pyotp.TOTP(secret).now()
        assert client.post("/logga-in/kod", data={"kod": used}).status_code == 422, "used to turn it on"
        change(client, "eva", totp_step=0)
        assert client.post("/logga-in/kod", data={"kod": f" {used[:3]} {used[3:]}"}).status_code == 303
        assert client.get("/mitt-konto").status_code == 200
        assert dict(client.cookies) != half

    def test_recovery_codes_work_once(self, client: TestClient) -> None:
        enter(client)
        _, codes = self.turn_on(client)
        assert len(set(codes)) == second_factor.CODES
        client.post("/logga-ut")
        enter(client)
        assert client.post("/logga-in/kod", data={"kod": codes[0].upper()}).status_code == 303
        assert "9 reservkoder" in client.get("/mitt-konto").text
        client.post("/logga-ut")
        enter(client)
        assert client.post("/logga-in/kod", data={"kod": codes[0]}).status_code == 422
        with store(client).read() as session:
            kept = repository.recovery_codes(session, "eva")
        assert not set(codes) & set(kept)

    def test_guessing_must_wait_too(self, client: TestClient) -> None:
        enter(client)
        self.turn_on(client)
        client.post("/logga-ut")
        enter(client)
        statuses = [client.post("/logga-in/kod", data={"kod": f"{n:06}"}).status_code for n in range(6)]
        assert statuses == [422] * waiting.FREE + [429] * 2

    def test_it_is_turned_off_with_a_code(self, client: TestClient) -> None:
        enter(client)
        secret, codes = self.turn_on(client)
        assert client.post("/mitt-konto/tvafaktor/av", data={"kod": "fel"}).status_code == 422
        assert client.post("/mitt-konto/tvafaktor/av", data={"kod": codes[1]}).status_code == 303
        with store(client).read() as session:
            found = repository.user(session, "eva")
            assert found is not None
            assert (found.user.totp_on, found.user.totp_secret) == (False, None)
            assert repository.recovery_codes(session, "eva") == []
        assert secret

    def test_a_role_that_must_have_it_turns_it_on_first(self, make: Make) -> None:
        client = make(second_factor_roles=("administrator",))
        enter(client, "ada")
        assert client.get("/mitt-konto").headers["location"] == "/mitt-konto/tvafaktor"
        assert "Din roll behöver" in client.get("/mitt-konto/tvafaktor").text
        self.turn_on(client)
        assert client.get("/mitt-konto").status_code == 200
        other = browser(client.app)
        enter(other, "eva")
        assert other.get("/mitt-konto").status_code == 200

    def test_the_steps_of_the_standard(self) -> None:
        """RFC 6238, appendix B: the secret 12345678901234567890 at 59 s gives …287082."""
        secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        moment = datetime.fromtimestamp(59, UTC)
        assert second_factor.step_of(secret, "287082", moment, 0) == 1
        assert second_factor.step_of(secret, "287082", moment, 1) is None
        assert second_factor.step_of(secret, "287082", datetime.fromtimestamp(59 + 61, UTC), 0) is None


class TestSessions:
    @pytest.mark.parametrize("column", ["seen", "began"])
    def test_they_run_out(self, client: TestClient, column: str) -> None:
        enter(client)
        assert client.get("/mitt-konto").status_code == 200
        long_ago = before(minutes=31) if column == "seen" else before(hours=10, minutes=1)
        with store(client).writer.begin() as connection:
            connection.exec_driver_sql(f"UPDATE sessions SET {column} = ?", (long_ago,))  # noqa: S608
        assert client.get("/mitt-konto").headers["location"].startswith("/logga-in")

    def test_use_keeps_them_alive_and_seldom_writes(self, client: TestClient) -> None:
        enter(client)
        with store(client).writer.begin() as connection:
            connection.exec_driver_sql("UPDATE sessions SET seen = ?", (before(minutes=29),))
        client.get("/mitt-konto")
        with store(client).read() as session:
            (first,) = repository.sessions(session, "eva")
        assert first.seen > before(minutes=1)
        client.get("/mitt-konto")
        with store(client).read() as session:
            (second,) = repository.sessions(session, "eva")
        assert second.seen == first.seen

    def test_they_can_be_ended_from_elsewhere(self, client: TestClient) -> None:
        others = [browser(client.app) for _ in range(3)]
        for one in (*others, client):
            enter(one)
        page = client.get("/mitt-konto").text
        ids = re.findall(r'name="inloggning" value="(\w+)"', page)
        assert len(ids) == 3
        client.post("/mitt-konto/logga-ut", data={"inloggning": ids[0]})
        assert sum(one.get("/mitt-konto").status_code == 200 for one in others) == 2
        client.post("/mitt-konto/logga-ut")
        assert sum(one.get("/mitt-konto").status_code == 200 for one in others) == 0
        assert client.get("/mitt-konto").status_code == 200

    def test_nobody_ends_those_of_others(self, client: TestClient) -> None:
        ada = browser(client.app)
        enter(ada, "ada")
        enter(client)
        with store(client).read() as session:
            (hers,) = repository.sessions(session, "ada")
        client.post("/mitt-konto/logga-ut", data={"inloggning": hers.id})
        assert ada.get("/mitt-konto").status_code == 200

    def test_the_store_keeps_no_secret(self, client: TestClient, url: str) -> None:
        enter(client)
        (secret,) = client.cookies.values()
        with store(client).writer.connect() as connection:
            rows = connection.exec_driver_sql("SELECT * FROM sessions").fetchall()
        assert len(rows) == 1
        assert secret not in repr(rows)

    def test_a_closed_account_is_out_at_once(self, client: TestClient) -> None:
        enter(client)
        change(client, "eva", closed_at="2026-11-21")
        assert client.get("/mitt-konto").status_code == 303

    def test_over_https_the_cookie_is_this_hosts_alone(self, make: Make) -> None:
        app = make(https=True, public_hosts=("a.se",)).app
        client = browser(app, "https://a.se")
        answer = enter(client)
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-rattplats=")
        assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert client.get("/mitt-konto").status_code == 200


class TestTokens:
    @pytest.mark.parametrize(
        ("scope", "method", "path", "status"),
        [
            ({}, "GET", "slots", 200),
            ({}, "POST", "participants", 201),
            ({"writes": False}, "GET", "participants", 200),
            ({"writes": False}, "POST", "participants", 404),
            ({"kinds": ("slots",)}, "GET", "slots", 200),
            ({"kinds": ("slots",)}, "GET", "participants", 404),
            ({"kinds": ("slots", "participants"), "writes": False}, "GET", "participants", 200),
            ({"days": 1}, "GET", "slots", 200),
            ({"days": 0}, "GET", "slots", 401),
            ({"days": -1}, "GET", "slots", 401),
        ],
    )
    def test_they_reach_as_far_as_they_say(
        self, client: TestClient, scope: dict[str, Any], method: str, path: str, status: int
    ) -> None:
        headers = a_token(store(client), "eva", **scope)
        body = {"json": {"id": "d1"}} if method == "POST" else {}
        assert client.request(method, f"/api/v1/{path}", headers=headers, **body).status_code == status

    def test_revoked_or_closed_is_out_at_once(self, client: TestClient) -> None:
        headers = a_token(store(client), "eva")
        other = a_token(store(client), "ada")
        with store(client).write() as session:
            (token,) = repository.tokens(session, "eva")
            repository.revoke(session, "eva", token.id)
        assert client.get("/api/v1/slots", headers=headers).status_code == 401
        assert client.get("/metrics", headers=other).status_code == 200
        change(client, "ada", closed_at="2026-11-21")
        assert client.get("/metrics", headers=other).status_code == 401

    def test_a_token_opens_no_page(self, client: TestClient) -> None:
        assert client.get("/mitt-konto", headers=a_token(store(client), "eva")).status_code == 303
