"""Settings: each is documented, and no address beyond this machine opens without a secret."""

import re
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from data.loaders import BadFile
from matcher import Weights
from service.running import contexts
from service.settings import TOKEN_LENGTH, Settings

DOCS = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"
SECRET = "hemligt-" * (TOKEN_LENGTH // 8)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"RATTPLATS_{name.upper()}", raising=False)


def test_every_setting_has_its_heading_and_its_default() -> None:
    parts = re.split(r"^## ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    documented = {part.partition("\n")[0]: part for part in parts}
    assert list(documented) == [f"RATTPLATS_{name.upper()}" for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        words = {"None": "none", "()": "[]", "False": "false", "True": "true"}  # by text: 1 is no "true"
        default = words.get(str(field.default), str(field.default))
        assert re.search(
            rf"^Default: `?{re.escape(default)}`?[.,;]", documented[f"RATTPLATS_{name.upper()}"], re.MULTILINE
        )


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATTPLATS_PORT", "9001")
    monkeypatch.setenv("RATTPLATS_PUBLIC_HOSTS", '["a.se"]')
    settings = Settings()
    assert (settings.port, settings.public_hosts) == (9001, ("a.se",))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.se", "127.0.0.1.example.se", ""])  # noqa: S104
def test_no_address_beyond_this_machine_without_a_secret(host: str) -> None:
    with pytest.raises(ValidationError, match="startar inte"):
        Settings(host=host)
    with pytest.raises(ValidationError, match="minst 32 tecken"):
        Settings(host=host, token=SecretStr("kort"))
    assert not Settings(host=host, token=SecretStr(SECRET)).loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_needs_no_secret(host: str) -> None:
    assert Settings(host=host).loopback


def test_a_secret_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError, match="för lätt att gissa"):
        Settings(token=SecretStr("x" * TOKEN_LENGTH))


def test_a_short_secret_is_refused_and_not_shown() -> None:
    with pytest.raises(ValidationError) as caught:
        Settings(token=SecretStr("hemligt-men-kort"))
    assert "hemligt" not in str(caught.value)
    assert SECRET not in repr(Settings(token=SecretStr(SECRET)))


@pytest.mark.parametrize("port", [0, -1, 65_536, 2**63])
def test_a_port_has_bounds(port: int) -> None:
    with pytest.raises(ValidationError):
        Settings(port=port)


def test_the_municipalitys_own_tables_reach_the_matcher(tmp_path: Path) -> None:
    sfi, minutes = tmp_path / "sfi.json", tmp_path / "minutes.csv"
    sfi.write_text('{"A": "A1", "B": "A2", "C": "B1", "D": "B2"}', encoding="utf-8")
    minutes.write_text("from;to;mode;minutes\n0483;0484;public;35\n", encoding="utf-8")
    settings = Settings(sfi_file=sfi, travel_minutes_file=minutes)
    world = contexts(settings, Weights.standard())(date(2026, 11, 21))
    assert str(world.sfi["C"]) == "B1"
    assert world.travel.minutes == {("0483", "0484"): {"public": 35.0}}


def test_a_bad_table_stops_the_service_before_it_starts(tmp_path: Path) -> None:
    sfi = tmp_path / "sfi.json"
    sfi.write_text('{"A": "Z9"}', encoding="utf-8")
    with pytest.raises(BadFile):
        contexts(Settings(sfi_file=sfi), Weights.standard())
