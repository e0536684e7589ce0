"""Secrets that must be read again, as those of one-time codes, sealed in the store by a key of the settings.

A sealed text is encrypted and signed (Fernet: AES-128 in CBC mode with HMAC-SHA256), by a key that is derived
from the setting for this use alone (HKDF-SHA256). Without the setting texts are kept as they are.
"""

import base64
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import SecretStr

MARK: Final = "sealed:"
"""What a sealed text begins with."""


class Sealing:
    """Seals texts and opens them again.

    Parameters
    ----------
    key : of the settings; None leaves texts as they are.
    purpose : what the texts are, so that a key for one use opens nothing else.

    Examples
    --------
    >>> sealing = Sealing(SecretStr("en hemlighet som är tillräckligt lång"), "exempel")
    >>> kept = sealing.seal("JBSWY3DP")
    >>> "JBSWY3DP" in kept, sealing.open(kept)
    (False, 'JBSWY3DP')
    """

    def __init__(self, key: SecretStr | None, purpose: str) -> None:
        self._fernet = None if key is None else Fernet(_derived(key.get_secret_value(), purpose))

    @property
    def on(self) -> bool:
        """Whether there is a key."""
        return self._fernet is not None

    def seal(self, text: str) -> str:
        """Give a text as it is kept."""
        if self._fernet is None:
            return text
        return MARK + self._fernet.encrypt(text.encode()).decode()

    def open(self, kept: str) -> str | None:
        """Give the text that is kept; None when this key does not open it."""
        if not kept.startswith(MARK):
            return kept
        if self._fernet is None:
            return None
        try:
            return self._fernet.decrypt(kept.removeprefix(MARK)).decode()
        except (InvalidToken, ValueError):
            return None

    def waits(self, kept: str | None) -> bool:
        """Whether a kept text could be sealed and is not."""
        return self.on and kept is not None and not kept.startswith(MARK)


def _derived(key: str, purpose: str) -> bytes:
    made = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"rattplats {purpose}".encode())
    return base64.urlsafe_b64encode(made.derive(key.encode()))
