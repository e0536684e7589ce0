"""What every request passes and every answer carries: hosts, origins, tokens, headers, logs, figures."""

import logging
import sqlite3

import pytest
import structlog
from pydantic import SecretStr
from starlette.testclient import TestClient

from data.model import load_blend
from matcher.text import CharNgrams
from service import logs
from service.accounts import service as accounts
from service.store import Database, upkeep
from tests.api.conftest import BASE, MakeClient
from tests.support.aside import aside
from tests.support.stores import save

SECRET = "en-riktigt-hemlig-nyckel-med-minst-32-tecken"
API = "/api/v1"


class TestTokens:
    def test_without_a_token_this_machine_may_call(self, client: TestClient) -> None:
        assert client.get(f"{API}/participants").status_code == 200

    @pytest.mark.parametrize(
        "header",
        [
            None,
            "",
            "Bearer",
            "Bearer ",
            "Bearer fel",
            f"Basic {SECRET}",
            SECRET,
            f"Bearer {SECRET}x",
        ],
    )
    def test_with_a_token_nobody_else_may(self, make_client: MakeClient, header: str | None) -> None:
        client = make_client(token=SecretStr(SECRET))
        headers = {} if header is None else {"Authorization": header.encode()}
        for address in (f"{API}/participants", f"{API}/participants/x/suggestions", "/metrics"):
            answer = client.get(address, headers=headers)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"] == "Bearer"
            assert answer.json()["type"] == "urn:rattplats:problem:not-signed-in"

    def test_who_is_not_signed_in_learns_nothing_from_a_body(self, make_client: MakeClient) -> None:
        client = make_client(token=SecretStr(SECRET))
        for body in (b"{", b"{}", b'{"id": "x"}'):
            assert client.post(f"{API}/participants", content=body).status_code == 401

    def test_the_token_of_the_settings_and_that_of_a_user(self, make_client: MakeClient, store: str) -> None:
        database = Database.open(store)
        with database.write() as session:
            accounts.add(session, "eva", "coach")
            token = accounts.add_token(session, "eva")
        database.close()
        client = make_client(token=SecretStr(SECRET))
        for known in (SECRET, token):
            answer = client.get(f"{API}/participants", headers={"Authorization": f"Bearer {known}"})
            assert answer.status_code == 200

    def test_a_wrong_token_is_refused_even_where_none_is_needed(self, client: TestClient) -> None:
        assert client.get(f"{API}/slots", headers={"Authorization": "Bearer fel"}).status_code == 401

    def test_the_store_keeps_no_token(self, store: str) -> None:
        database = Database.open(store)
        with database.write() as session:
            accounts.add(session, "eva", "coach")
            token = accounts.add_token(session, "eva")
        database.close()
        with sqlite3.connect(store.removeprefix("sqlite:///")) as connection:
            assert token not in repr(connection.execute("SELECT * FROM tokens").fetchall())
        connection.close()

    @pytest.mark.parametrize(
        ("name", "role"), [("eva", "chef"), ("Eva", "coach"), ("", "coach"), ("a b", "coach"), ("å", "coach")]
    )
    def test_users_that_cannot_be(self, store: str, name: str, role: str) -> None:
        database = Database.open(store)
        with database.write() as session, pytest.raises(accounts.BadUser):
            accounts.add(session, name, role)
        with database.write() as session:
            accounts.add(session, "eva", "coach")
            with pytest.raises(accounts.BadUser, match="redan"):
                accounts.add(session, "eva", "coach")
        database.close()


class TestHostsAndOrigins:
    @pytest.mark.parametrize(
        "host", ["127.0.0.1:8000", "localhost:9", "localhost", "[::1]:8000", "LOCALHOST"]
    )
    def test_names_of_this_machine(self, client: TestClient, host: str) -> None:
        assert client.get("/healthz", headers={"Host": host}).status_code == 200

    @pytest.mark.parametrize(
        "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", "", "[::2]"]
    )
    def test_other_names_are_refused_on_loopback(self, client: TestClient, host: str) -> None:
        answer = client.get(f"{API}/participants", headers={"Host": host})
        assert answer.status_code == 403
        assert answer.json()["type"] == "urn:rattplats:problem:cross-site"

    def test_public_names(self, make_client: MakeClient) -> None:
        client = make_client(host="0.0.0.0", token=SecretStr(SECRET), public_hosts=("a.se",))  # noqa: S104
        assert client.get("/healthz", headers={"Host": "a.se"}).status_code == 200
        assert client.get("/healthz", headers={"Host": "127.0.0.1"}).status_code == 403

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1:9999"},
            {"Sec-Fetch-Site": "cross-site"},
        ],
    )
    def test_other_sites_cannot_write(self, client: TestClient, headers: dict[str, str]) -> None:
        assert client.post(f"{API}/slots", json={"id": "s"}, headers=headers).status_code == 403
        assert client.get(f"{API}/slots").json()["items"] == []

    def test_own_pages_can(self, client: TestClient) -> None:
        headers = {"Origin": BASE, "Sec-Fetch-Site": "same-origin"}
        assert client.post(f"{API}/slots", json={"id": "s"}, headers=headers).status_code == 201

    def test_a_link_from_elsewhere_opens_a_page_but_no_api(self, client: TestClient) -> None:
        headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        assert client.get("/", headers=headers).status_code == 200
        assert client.get(f"{API}/participants", headers=headers).status_code == 403
        assert client.get("/demo/p", headers=headers).status_code == 404  # pages may be linked to

    def test_a_form_says_where_it_comes_from(self, client: TestClient) -> None:
        form = {"name": "eva", "password": "fel"}
        for headers in ({}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}):
            assert client.post("/logga-in", data=form, headers=headers).status_code == 403
        for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": BASE}):
            assert client.post("/logga-in", data=form, headers=headers).status_code == 401
        cookie = {"Cookie": "rattplats=x"}
        assert client.post(f"{API}/slots", json={"id": "s"}, headers=cookie).status_code == 403


@pytest.mark.parametrize("address", ["/", f"{API}/participants", f"{API}/nope", "/healthz"])
def test_every_answer_is_guarded(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy or "script-src" not in policy


def test_health_readiness_and_figures(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["status"] == "ready"
    client.get(f"{API}/participants/hemligt-id")
    figures = client.get("/metrics").text
    assert (
        'rattplats_requests_total{method="GET",route="/api/v1/participants/{record_id}",status="404"} 1.0'
        in figures
    )
    assert "hemligt-id" not in figures


def test_readiness_counts_the_records_that_wait_for_a_rebuild(make_client: MakeClient, store: str) -> None:
    database = Database.open(store)
    save(database, "slot", {"id": "s", "title": "Kock"}, encoder=CharNgrams(dimensions=64))
    client = make_client()
    assert client.get("/readyz").json()["waiting"] == 1
    upkeep.reindex(database, load_blend())
    database.close()
    assert client.get("/readyz").json()["waiting"] == 0


def test_a_store_of_another_shape_is_not_ready_and_not_served(make_client: MakeClient, store: str) -> None:
    client = make_client()
    with sqlite3.connect(store.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    connection.close()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "rattplats migrate" in answer.json()["detail"]
    with pytest.raises(RuntimeError, match="rattplats migrate"):
        make_client()


class TestTrouble:
    def test_a_full_disk_saves_nothing_and_says_so_then_recovers(self, client: TestClient) -> None:
        service = client.app.state.service  # type: ignore[attr-defined]
        with service.database.writer.connect() as connection:
            driver = connection.connection.driver_connection
            pages = driver.execute("PRAGMA page_count").fetchone()[0]
            driver.execute(f"PRAGMA max_page_count = {pages}")
        big = {"id": "s", "tasks": "å" * 5000, "required_skills": [f"{n}" * 60 for n in range(60)]}
        answer = client.post(f"{API}/slots", json=big)
        assert answer.status_code == 503
        assert answer.json()["detail"].startswith("Inget har sparats.")
        assert answer.headers["retry-after"]
        assert client.get(f"{API}/slots").json()["items"] == []
        with service.database.writer.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA max_page_count = 1000000")
        assert client.post(f"{API}/slots", json=big).status_code == 201

    def test_another_writer_for_too_long(
        self, make_client: MakeClient, store: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("service.store.database.WAIT_SECONDS", 0.2)
        client = make_client()
        other = sqlite3.connect(store.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        answer = client.post(f"{API}/slots", json={"id": "s"})
        assert answer.status_code == 503
        assert answer.json()["detail"].startswith("Inget har sparats.")
        assert client.get(f"{API}/slots").status_code == 200
        other.execute("ROLLBACK")
        other.close()
        assert client.post(f"{API}/slots", json={"id": "s"}).status_code == 201

    def test_half_a_file_is_no_file(self, client: TestClient) -> None:
        """The caller goes away in the middle: what came so far would itself be a good file."""
        sent = [{"type": "http.request", "body": b"id;title\ns1;Kock\n", "more_body": True}]

        async def receive() -> dict[str, object]:
            return sent.pop() if sent else {"type": "http.disconnect"}

        async def send(message: object) -> None:
            raise AssertionError(message)

        scope = {
            "type": "http",
            "method": "POST",
            "path": f"{API}/imports/slots",
            "query_string": b"",
            "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"text/csv")],
        }
        aside(client.app(scope, receive, send))  # type: ignore[arg-type, func-returns-value]
        assert client.get(f"{API}/slots").json()["items"] == []

    def test_a_fault_gives_nothing_away(self, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("Zebrafink")

        monkeypatch.setattr("service.store.records.page", fail)
        answer = client.get(f"{API}/participants")
        assert answer.status_code == 500
        assert answer.json()["type"] == "urn:rattplats:problem:unexpected"
        assert "Zebrafink" not in answer.text
        assert "x-content-type-options" in answer.headers


def test_logs_keep_harmless_fields_only() -> None:
    event = {"event": "request", "route": "/x/{id}", "status": 200, "participant": "p", "path": "/x/p"}
    kept = logs.drop_personal(None, "info", dict(event))
    assert kept == {"event": "request", "route": "/x/{id}", "status": 200}


def test_no_person_is_in_the_log(
    make_client: MakeClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []

    class Kept(structlog.PrintLogger):
        def msg(self, message: str) -> None:
            lines.append(message)

        info = error = warning = msg

    monkeypatch.setattr(logs.structlog, "PrintLoggerFactory", lambda *_: lambda *_: Kept())
    client = make_client()
    with caplog.at_level(logging.DEBUG):
        client.post(f"{API}/participants", json={"id": "Zebrafink", "goals": ["Zebrafink"]})
        client.get(f"{API}/participants/Zebrafink")
        client.get(f"{API}/participants/Zebrafink/suggestions")
        client.get(f"{API}/participants?cursor=Zebrafink")
    assert any('"status": 201' in line for line in lines)
    own = [line for line in caplog.text.splitlines() if "httpx" not in line]  # the client's own log
    assert "Zebrafink" not in "".join(lines + own)
