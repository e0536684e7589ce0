"""Signing in with a municipality's directory, against a small one that runs here on the loopback address."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from pydantic import SecretStr, ValidationError
from starlette.testclient import TestClient

from service.accounts import repository
from service.app import create_app
from service.settings import Settings
from service.store import Database, migrate
from tests.support.accounts import CHEAP, an_account
from tests.support.outline import check
from tests.web.test_sign_in import BASE, browser, store

CLIENT, SECRET = "rattplats", "katalogens-hemlighet"
KEY, OTHER = (RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"}) for kid in ("a", "b"))


class Provider:
    """A directory: it names one person, and can be told to lie."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.key = KEY
        self.codes: dict[str, dict[str, str]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler(self))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def authorize(self, address: str) -> dict[str, str]:
        """Act as the person who signs in at the directory: give what the browser comes back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert {"openid"} <= set(asked["scope"].split())
        code = f"kod-{len(self.codes)}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if (
            asked is None
            or authorization != f"Basic {basic}"
            or base64.urlsafe_b64encode(proof).rstrip(b"=").decode() != asked["code_challenge"]
            or form.get("redirect_uri") != asked["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        told = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims = {name: value for name, value in (told | self.claims).items() if value is not None}
        signed = jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": signed}

    def about(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }


def handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys = {"keys": [KEY.as_dict(private=False)]}
            pages = {"/.well-known/openid-configuration": provider.about(), "/keys": keys}
            self._say(200, pages[self.path])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(*provider.token(form, self.headers.get("Authorization", "")))

        def _say(self, status: int, answer: dict[str, Any]) -> None:
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    provider = Provider()
    yield provider
    provider.server.shutdown()
    provider.server.server_close()


@pytest.fixture
def provider(running: Provider) -> Provider:
    running.key = KEY
    running.claims = {
        "sub": "4711",
        "name": "Eva Ek",
        "preferred_username": "eva.ek@kommunen.se",
        "groups": ["Alla", "AME-coacher", "AME-norra"],
    }
    return running


@pytest.fixture
def client(provider: Provider, tmp_path: Path) -> Iterator[TestClient]:
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    database = Database.open(url)
    migrate.upgrade(database)
    an_account(database, "ada", "administrator", unit="norra")
    database.close()
    settings = Settings(
        database_url=url,
        password_memory_kib=CHEAP,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SecretStr(SECRET),
        oidc_roles={"AME-chefer": "administrator", "AME-coacher": "coach"},
        oidc_units={"AME-norra": "norra"},
    )
    with ExitStack() as stack:
        app = create_app(settings)
        stack.enter_context(TestClient(app, base_url=BASE))
        yield browser(app)


def enter(client: TestClient, provider: Provider, **changes: str) -> Any:
    """Walk from our page to the directory and back."""
    asked = client.get("/logga-in/katalog?till=/mitt-konto")
    assert asked.status_code == 303, asked.text
    back = provider.authorize(asked.headers["location"])
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    return client.get("/logga-in/katalog/svar", params=back | changes, headers=elsewhere)


def test_the_directory_says_who_and_the_settings_what(client: TestClient, provider: Provider) -> None:
    page = client.get("/logga-in?till=/mitt-konto").text
    check(page)
    assert "Logga in med kommunens konto" in page
    answer = enter(client, provider)
    assert (answer.status_code, answer.headers["location"]) == (303, "/mitt-konto")
    with store(client).read() as session:
        found = repository.user(session, "eva.ek")
    assert found is not None
    assert (found.user.role, found.user.unit_id, found.user.full_name) == ("coach", "norra", "Eva Ek")
    assert found.user.password_hash is None
    assert client.get("/mitt-konto").status_code == 200
    assert "katalog" not in "".join(client.cookies)


def test_role_and_unit_follow_the_groups(client: TestClient, provider: Provider) -> None:
    enter(client, provider)
    other = browser(client.app)
    provider.claims["groups"] = ["AME-chefer"]
    provider.claims["preferred_username"] = "eva.gift@kommunen.se"
    assert enter(other, provider).status_code == 303
    with store(client).read() as session:
        found = repository.user(session, "eva.ek")
    assert found is not None
    assert (found.user.role, found.user.unit_id) == ("administrator", None)
    assert client.get("/mitt-konto").status_code == 303, "signed in with another role before"


def refused(client: TestClient, answer: Any) -> None:
    assert answer.status_code == 403
    check(answer.text)
    assert "Det gick inte att logga in med kommunens konto" in answer.text
    assert client.get("/mitt-konto").status_code == 303


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "annan"},
        {"nonce": None},
        {"aud": "annat-program"},
        {"aud": None},
        {"iss": "https://ond.se"},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"sub": None},
        {"azp": "annat-program"},
        {"groups": ["Alla"]},
        {"groups": "AME-coacher"},
        {"groups": None},
        {"preferred_username": "ada"},
        {"preferred_username": "..."},
    ],
    ids=str,
)
def test_an_identity_that_does_not_hold(client: TestClient, provider: Provider, lie: dict[str, Any]) -> None:
    provider.claims |= lie
    refused(client, enter(client, provider))


def test_a_signature_by_another_key(client: TestClient, provider: Provider) -> None:
    asked = client.get("/logga-in/katalog")
    back = provider.authorize(asked.headers["location"])
    provider.key = OTHER
    refused(client, client.get("/logga-in/katalog/svar", params=back))


@pytest.mark.parametrize("changes", [{"state": "annan"}, {"state": ""}, {"code": "annan"}, {"code": ""}])
def test_an_answer_to_another_question(
    client: TestClient, provider: Provider, changes: dict[str, str]
) -> None:
    refused(client, enter(client, provider, **changes))


def test_an_answer_in_another_browser(client: TestClient, provider: Provider) -> None:
    back = provider.authorize(client.get("/logga-in/katalog").headers["location"])
    victim = browser(client.app)
    refused(victim, victim.get("/logga-in/katalog/svar", params=back))


def test_an_answer_works_once(client: TestClient, provider: Provider) -> None:
    back = provider.authorize(client.get("/logga-in/katalog").headers["location"])
    cookies = dict(client.cookies)
    assert client.get("/logga-in/katalog/svar", params=back).status_code == 303
    thief = browser(client.app)
    thief.cookies.update(cookies)
    refused(thief, thief.get("/logga-in/katalog/svar", params=back))


def test_a_closed_account_stays_closed(client: TestClient, provider: Provider) -> None:
    enter(client, provider)
    with store(client).write() as session:
        repository.change(session, "eva.ek", closed_at="2026-11-21")
    refused(client, enter(client, provider))


def test_nobody_signs_in_elsewhere_afterwards(client: TestClient, provider: Provider) -> None:
    asked = client.get("/logga-in/katalog?till=https://ond.se")
    back = provider.authorize(asked.headers["location"])
    assert client.get("/logga-in/katalog/svar", params=back).headers["location"] == "/"


def test_without_a_directory_there_is_none(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    migrate.upgrade(database)
    database.close()
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path / 'store.sqlite3'}"))
    with TestClient(app, base_url=BASE) as client:
        assert client.get("/logga-in/katalog").status_code == 404
        assert "kommunens konto" not in client.get("/logga-in").text


def test_a_directory_that_is_away_is_said(client: TestClient, provider: Provider) -> None:
    client.app.state.directory.settings = Settings(  # type: ignore[attr-defined]
        oidc_issuer="http://127.0.0.1:9", oidc_client_id=CLIENT, oidc_roles={"x": "coach"}
    )
    answer = client.get("/logga-in/katalog")
    assert answer.status_code == 503
    assert "Det gick inte" in answer.text


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"oidc_issuer": "http://katalog.se", "oidc_client_id": "x", "oidc_roles": {"x": "coach"}}, "https"),
        ({"oidc_issuer": "https://katalog.se", "oidc_roles": {"x": "coach"}}, "CLIENT_ID"),
        ({"oidc_issuer": "https://katalog.se", "oidc_client_id": "x"}, "OIDC_ROLES"),
    ],
)
def test_settings_that_cannot_be(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Settings(**settings)
