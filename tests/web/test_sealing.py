"""The secrets of one-time codes are sealed by a key of the settings, also those that were there before."""

import re
from pathlib import Path

import pyotp
import pytest
from pydantic import SecretStr, ValidationError
from starlette.testclient import TestClient

from service.accounts import repository
from service.accounts.sealing import MARK, Sealing
from service.settings import Settings
from tests.web.test_sign_in import Make, change, enter, make, store, url

__all__ = ["make", "url"]

KEY = "en-nyckel-som-bara-finns-utanfor-databasen"
OTHER = "en-helt-annan-nyckel-som-ingen-har-anvant"


def turn_on(client: TestClient) -> tuple[str, list[str]]:
    enter(client)
    found = re.search(r'name="hemlighet" value="(\w{32})"', client.get("/mitt-konto/tvafaktor").text)
    assert found
    form = {"hemlighet": found[1], "kod": pyotp.TOTP(found[1]).now()}
    done = client.post("/mitt-konto/tvafaktor", data=form)
    assert done.status_code == 200
    client.post("/logga-ut")
    return found[1], re.findall(r"<code>(\w{5}-\w{5})</code>", done.text)


def code(client: TestClient, given: str) -> int:
    """Sign in with a password and a code; give the status of the code's answer."""
    change(client, "eva", totp_step=0)
    enter(client)
    status = client.post("/logga-in/kod", data={"kod": given}).status_code
    client.post("/logga-ut")
    return status


def kept(client: TestClient) -> str:
    with store(client).read() as session:
        found = repository.user(session, "eva")
        assert found is not None
        return found.user.totp_secret or ""


def test_no_secret_lies_readable_in_the_file(make: Make, tmp_path: Path) -> None:
    client = make(secret_key=SecretStr(KEY))
    secret, _ = turn_on(client)
    assert kept(client).startswith(MARK)
    assert code(client, pyotp.TOTP(secret).now()) == 303
    for file in tmp_path.iterdir():
        assert secret.encode() not in file.read_bytes(), file.name


def test_what_was_kept_before_is_sealed_at_the_start(make: Make, tmp_path: Path) -> None:
    client = make()
    secret, _ = turn_on(client)
    assert kept(client) == secret, "without a key as it always was"
    sealed = make(secret_key=SecretStr(KEY))
    assert kept(sealed).startswith(MARK)
    assert code(sealed, pyotp.TOTP(secret).now()) == 303
    before = kept(sealed)
    assert kept(make(secret_key=SecretStr(KEY))) == before, "once"
    for file in tmp_path.iterdir():
        assert secret.encode() not in file.read_bytes(), file.name


@pytest.mark.parametrize("key", [None, SecretStr(OTHER)])
def test_under_another_key_no_code_is_right_and_a_recovery_code_is(make: Make, key: SecretStr | None) -> None:
    secret, codes = turn_on(make(secret_key=SecretStr(KEY)))
    client = make(secret_key=key)
    assert code(client, pyotp.TOTP(secret).now()) == 422
    assert code(client, codes[0]) == 303


def test_a_key_for_one_use_opens_nothing_else() -> None:
    mine, other = Sealing(SecretStr(KEY), "one-time codes"), Sealing(SecretStr(KEY), "annat")
    sealed = mine.seal("hemligt")
    assert (mine.open(sealed), other.open(sealed)) == ("hemligt", None)
    assert mine.seal("hemligt") != sealed
    assert mine.open(sealed[:-2]) is None
    assert mine.open(f"{MARK}skräp å") is None


@pytest.mark.parametrize("key", ["kort", "a" * 40])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(ValidationError, match="RATTPLATS_SECRET_KEY"):
        Settings(secret_key=SecretStr(key))
