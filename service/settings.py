"""Settings of the service, read from the environment (prefix ``RATTPLATS_``).

Every setting has its heading in docs/reference/settings.md; a test says so.
"""

import ipaddress
from pathlib import Path
from typing import Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

TOKEN_LENGTH: Final = 32
"""Fewest characters of a bearer token that guards an address others can reach."""


TOKEN_SIGNS: Final = 8
"""Fewest different characters in it: an example, or one key held down, is no secret."""


class Settings(BaseSettings):
    """What an operator may set.

    Raises
    ------
    pydantic.ValidationError
        When a value is not usable, or the service would listen to the network without a token.
    """

    model_config = SettingsConfigDict(env_prefix="RATTPLATS_", frozen=True, hide_input_in_errors=True)

    database_url: str = "sqlite:///rattplats.sqlite3"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65_535)
    token: SecretStr | None = None
    secret_key: SecretStr | None = None
    public_hosts: tuple[str, ...] = ()
    demo: bool = False
    weights_file: Path | None = None
    sfi_file: Path | None = None
    travel_minutes_file: Path | None = None
    text_model: str | None = None
    jobs: bool = True
    https: bool = False
    idle_minutes: int = Field(default=30, ge=1, le=720)
    session_hours: int = Field(default=10, ge=1, le=24)
    second_factor_roles: tuple[Literal["coach", "liaison", "analyst", "administrator"], ...] = ()
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_label: str = "kommunens konto"
    oidc_name_claim: str = "preferred_username"
    oidc_groups_claim: str = "groups"
    oidc_roles: dict[str, Literal["coach", "liaison", "analyst", "administrator"]] | None = None
    oidc_units: dict[str, str] | None = None
    password_memory_kib: int = Field(default=65_536, ge=8, le=4_194_304)
    requests_per_minute: int = Field(default=30_000, ge=60, le=10_000_000)
    follow_up_first_days: int = Field(default=14, ge=1, le=60)
    follow_up_first_number: int = Field(default=4, ge=0, le=52)
    follow_up_then_months: int = Field(default=1, ge=1, le=12)
    follow_up_after_months: int = Field(default=6, ge=0, le=60)
    keep_participants_months: int = Field(default=24, ge=1, le=600)
    keep_runs_months: int = Field(default=24, ge=6, le=600)
    keep_tokens_months: int = Field(default=12, ge=1, le=600)
    keep_accounts_months: int = Field(default=60, ge=1, le=600)
    keep_evaluations_months: int = Field(default=60, ge=1, le=600)
    keep_audit_months: int = Field(default=60, ge=6, le=600)
    max_body_bytes: int = Field(default=1_000_000, ge=1_000, le=100_000_000)
    max_import_bytes: int = Field(default=20_000_000, ge=1_000, le=1_000_000_000)

    @property
    def loopback(self) -> bool:
        """Whether only programs on this machine can reach the service."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def secure(self) -> bool:
        """Whether cookies go over https only: everywhere but on this machine itself."""
        return self.https or not self.loopback

    @model_validator(mode="after")
    def _directory(self) -> Self:
        if self.oidc_issuer is None:
            return self
        parts = urlsplit(self.oidc_issuer)
        near = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
        if parts.scheme != "https" and not near:
            raise ValueError("RATTPLATS_OIDC_ISSUER ska börja med https://. Annars kan vem som helst svara.")
        if not self.oidc_client_id or not self.oidc_roles:
            raise ValueError(
                "RATTPLATS_OIDC_ISSUER behöver också RATTPLATS_OIDC_CLIENT_ID, och RATTPLATS_OIDC_ROLES som "
                'säger vilken grupp som har vilken roll: {"AME-coacher": "coach"}.'
            )
        return self

    @model_validator(mode="after")
    def _sealing(self) -> Self:
        key = self.secret_key.get_secret_value() if self.secret_key else ""
        if self.secret_key is not None and (len(key) < TOKEN_LENGTH or len(set(key)) < TOKEN_SIGNS):
            raise ValueError(
                f"RATTPLATS_SECRET_KEY måste ha minst {TOKEN_LENGTH} tecken, varav {TOKEN_SIGNS} olika. Gör "
                'en ny, till exempel med: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
            )
        return self

    @model_validator(mode="after")
    def _guarded(self) -> Self:
        token = self.token.get_secret_value() if self.token else ""
        if self.token is not None and len(token) < TOKEN_LENGTH:
            raise ValueError(
                f"RATTPLATS_TOKEN måste ha minst {TOKEN_LENGTH} tecken. Gör en ny, till exempel med: "
                'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
            )
        if self.token is not None and len(set(token)) < TOKEN_SIGNS:
            raise ValueError(
                "RATTPLATS_TOKEN är för lätt att gissa: samma tecken om och om igen. Gör en ny, till exempel "
                'med: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
            )
        if not self.loopback and self.token is None:
            raise ValueError(
                f"Tjänsten startar inte på {self.host} utan RATTPLATS_TOKEN, eftersom andra datorer då "
                "kan nå uppgifter om deltagare. Sätt en hemlighet med minst "
                f"{TOKEN_LENGTH} tecken, eller använd "
                "RATTPLATS_HOST=127.0.0.1."
            )
        return self
