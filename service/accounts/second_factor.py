"""The second factor: six digits from a telephone (TOTP, RFC 6238), or a recovery code.

A code works for half a minute, and a little before and after since clocks differ; and once.
"""

import hmac
import secrets
from datetime import UTC, datetime
from typing import Final

import pyotp
import segno
from sqlalchemy.orm import Session

from service.accounts import repository
from service.accounts.models import Users
from service.accounts.sealing import Sealing
from service.canonical import digest

ISSUER: Final = "Rätt plats"
STEP: Final = 30
"""Seconds that a code is shown."""

DRIFT: Final = 1
"""Steps before and after that are taken too."""

CODES: Final = 10
"""Recovery codes that are given at a time."""

_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """Make a secret for a telephone: 160 random bits."""
    return pyotp.random_base32()


def usable(secret: str) -> bool:
    """Whether a text is a secret as `new_secret` makes them."""
    return len(secret) == 32 and set(secret) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def address(secret: str, name: str) -> str:
    """Give the address that a telephone reads the secret from."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def picture(secret: str, name: str) -> str:
    """Draw the address as a QR code, an SVG without style of its own."""
    drawn = segno.make(address(secret, name), error="m")
    return str(drawn.svg_inline(scale=5, border=4, light="#fff", omitsize=False))


def step_of(secret: str, code: str, moment: datetime, after: int) -> int | None:
    """Find the step of time that a code belongs to; None when it is wrong, too old or already used.

    Parameters
    ----------
    after : the last step that was used.
    """
    plain = "".join(code.split())
    now = int(moment.timestamp()) // STEP
    made = pyotp.TOTP(secret)
    for step in range(now - DRIFT, now + DRIFT + 1):
        if step > after and hmac.compare_digest(made.generate_otp(step).encode(), plain.encode()):
            return step
    return None


def given(session: Session, user: Users, code: str, sealing: Sealing) -> bool:
    """Take a code from the telephone or a recovery code, and use it up; say whether it was right.

    Parameters
    ----------
    sealing : opens the secret as it is kept; a secret that it does not open has no codes.
    """
    secret = sealing.open(user.totp_secret) if user.totp_secret else None
    step = step_of(secret, code, datetime.now(UTC), user.totp_step) if secret else None
    if step is not None:
        repository.change(session, user.name, totp_step=step)
        return True
    return repository.use_recovery_code(session, user.name, _hash(user.name, code))


def turn_on(session: Session, user: Users, secret: str, code: str, sealing: Sealing) -> list[str] | None:
    """Turn the second factor on, once the telephone shows the right code.

    Returns
    -------
    Recovery codes, which are shown this once; None when the code is wrong.
    """
    step = step_of(secret, code, datetime.now(UTC), user.totp_step)
    if step is None:
        return None
    repository.change(session, user.name, totp_secret=sealing.seal(secret), totp_on=True, totp_step=step)
    codes = [
        "-".join("".join(secrets.choice(_SIGNS) for _ in range(5)) for _ in range(2)) for _ in range(CODES)
    ]
    repository.set_recovery_codes(session, user.name, [_hash(user.name, one) for one in codes])
    return codes


def turn_off(session: Session, name: str) -> None:
    """Turn the second factor off, and forget its secret and codes."""
    repository.change(session, name, totp_secret=None, totp_on=False)
    repository.set_recovery_codes(session, name, ())


def seal_all(session: Session, sealing: Sealing) -> int:
    """Seal the secrets that were kept before there was a key; say how many."""
    waiting = [
        (found.user.name, found.user.totp_secret)
        for found in repository.users(session)
        if found.user.totp_secret is not None and sealing.waits(found.user.totp_secret)
    ]
    for name, secret in waiting:
        repository.change(session, name, totp_secret=sealing.seal(secret))
    return len(waiting)


def _letters() -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(5))


def _hash(name: str, code: str) -> str:
    """Hash a recovery code: ten signs drawn at random (50 bits) and ten guesses a day need no slow hash."""
    return digest(f"{name} {''.join(code.split()).casefold()}")
