"""Signing in with the municipality's own directory: OpenID Connect, the code flow with PKCE.

The directory says who somebody is and in which groups; the settings say what role and unit a group has. Who
is in no such group is nobody here, however well the directory knows them.
"""

import hmac
import re
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy.orm import Session

from service.accounts import repository, service
from service.canonical import digest
from service.logs import log, where
from service.settings import Settings

ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384"]
"""How a directory may sign: with a key of its own, never with a shared secret and never not at all."""

SECONDS: Final = 10
"""How long the directory may take to answer."""

KEPT: Final = 3600
"""Seconds that what the directory says of itself is kept."""

LEEWAY: Final = 60
"""Seconds that the clocks may differ."""


class Refused(Exception):  # noqa: N818  # named by what it means
    """The directory's answer lets nobody in; why stands in the log, not on the page."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What the browser keeps between asking the directory and its answer.

    Attributes
    ----------
    state : ties the answer to this browser.
    nonce : ties the identity in it to this question.
    verifier : what only who asked knows (PKCE).
    """

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> "Flow":
        """Draw one at random."""
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))

    @classmethod
    def read(cls, kept: str) -> "Flow | None":
        """Read one from a cookie; None when it is none."""
        parts = kept.split(".")
        return cls(*parts) if len(parts) == 3 and all(parts) else None

    def write(self) -> str:
        """Write one for a cookie."""
        return f"{self.state}.{self.nonce}.{self.verifier}"


def same(flow: Flow | None, state: str) -> Flow:
    """Give what the browser kept, if the answer is to it.

    Raises
    ------
    Refused
        When it is not: another browser asked, or nobody.
    """
    if flow is None or not hmac.compare_digest(flow.state.encode(), state.encode()):
        raise Refused
    return flow


class Directory:
    """The directory that the settings name.

    Parameters
    ----------
    settings : with ``oidc_issuer`` and ``oidc_client_id``.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._known: tuple[float, Mapping[str, Any], KeySet] | None = None

    def ask(self, flow: Flow, back: str) -> str:
        """Give the address at the directory where the browser goes.

        Parameters
        ----------
        back : where the directory sends the browser afterwards.

        Raises
        ------
        Refused
            When the directory does not answer as one does.
        """
        about, _ = self._about()
        with self._client(back) as client:
            challenge = create_s256_code_challenge(flow.verifier)
            address, _ = client.create_authorization_url(
                about["authorization_endpoint"],
                state=flow.state,
                nonce=flow.nonce,
                code_challenge=challenge,
                code_challenge_method="S256",
            )
        return str(address)

    def answer(self, flow: Flow, back: str, code: str) -> dict[str, Any]:
        """Exchange the code of the answer for who it is.

        Returns
        -------
        The claims of the identity, checked: signature, issuer, audience, times and nonce.

        Raises
        ------
        Refused
            When any of it does not hold.
        """
        about, keys = self._about()
        try:
            with self._client(back) as client:
                token = client.fetch_token(
                    about["token_endpoint"], code=code, code_verifier=flow.verifier, timeout=SECONDS
                )
            claims = self._claims(token["id_token"], keys)
            jwt.JWTClaimsRegistry(
                leeway=LEEWAY,
                iss={"essential": True, "value": self.settings.oidc_issuer or ""},
                aud={"essential": True, "value": self.settings.oidc_client_id or ""},
                exp={"essential": True},
                iat={"essential": True},
                sub={"essential": True},
                nonce={"essential": True, "value": flow.nonce},
            ).validate(claims)
        except Exception as error:
            log.warning("directory refused", error=type(error).__name__, where=where(error))
            raise Refused from error
        party = claims.get("azp", self.settings.oidc_client_id)
        if party != self.settings.oidc_client_id:
            raise Refused
        return claims

    def _claims(self, identity: str, keys: KeySet) -> dict[str, Any]:
        """Read a signed identity, if need be with keys that were not there an hour ago."""
        try:
            return jwt.decode(identity, keys, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError):
            return jwt.decode(identity, self._about(fresh=True)[1], algorithms=ALGORITHMS).claims

    def _client(self, back: str) -> OAuth2Session:
        secret = self.settings.oidc_client_secret
        return OAuth2Session(
            self.settings.oidc_client_id,
            secret.get_secret_value() if secret else None,
            scope="openid profile",
            redirect_uri=back,
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
        )

    def _about(self, *, fresh: bool = False) -> tuple[Mapping[str, Any], KeySet]:
        """Ask the directory about itself, or remember what it said."""
        with self._lock:
            if self._known is not None and not fresh and time.monotonic() - self._known[0] < KEPT:
                return self._known[1:]
            issuer = (self.settings.oidc_issuer or "").rstrip("/")
            try:
                about = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=SECONDS).json()
                if about["issuer"] != self.settings.oidc_issuer:
                    raise Refused
                keys = KeySet.import_key_set(requests.get(about["jwks_uri"], timeout=SECONDS).json())
            except (requests.RequestException, ValueError, KeyError, TypeError, JoseError) as error:
                log.warning("directory away", error=type(error).__name__, where=where(error))
                raise Refused from error
            self._known = (time.monotonic(), about, keys)
            return about, keys


def account(session: Session, settings: Settings, claims: Mapping[str, Any]) -> str:
    """Find the account of an identity, or make it; role and unit follow the groups at every sign-in.

    Returns
    -------
    The name of the account.

    Raises
    ------
    Refused
        When no group of the identity has a role, the account is closed, or its name is somebody else's.
    """
    groups = claims.get(settings.oidc_groups_claim)
    mine = {group for group in groups if isinstance(group, str)} if isinstance(groups, list) else set()
    role = next((role for group, role in (settings.oidc_roles or {}).items() if group in mine), None)
    unit = next((unit for group, unit in (settings.oidc_units or {}).items() if group in mine), None)
    if role is None or (unit is not None and repository.unit(session, unit) is None):
        raise Refused
    identity = digest(f"{settings.oidc_issuer} {claims['sub']}")
    full_name = " ".join(str(claims.get("name") or claims["sub"]).split())[:100]
    known = repository.by_directory(session, identity)
    if known is not None:
        if known.closed_at:
            raise Refused
        if (known.role, known.unit_id) != (role, unit):
            repository.end(session, known.name)
        repository.change(session, known.name, role=role, unit_id=unit, full_name=full_name)
        return known.name
    name = _name(str(claims.get(settings.oidc_name_claim) or claims["sub"]))
    try:
        service.add(session, name, role, full_name=full_name, unit=unit)
    except service.BadUser as bad:
        raise Refused from bad
    repository.change(session, name, directory_id=identity)
    return name


def _name(claimed: str) -> str:
    """Make an account's name of what the directory calls somebody, as ``eva.ek@kommunen.se``."""
    return re.sub(r"[^a-z0-9._-]", "", claimed.casefold().partition("@")[0])[:64].lstrip("._-")
