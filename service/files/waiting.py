"""A file between its preview and the word to store it.

It lies encrypted in a folder that only the service's own user can open. The key is in the form of the preview
and nowhere else, so that nobody who reads the disk can read the file, and nobody but the account that left it
can store it. It goes when it is stored, when the same account leaves another one, and after an hour.
"""

import base64
import binascii
import hashlib
import os
import stat
import tempfile
import time
from pathlib import Path
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEPT_SECONDS: Final = 3600
MOST: Final = 100
"""So many files may wait at once; each is at most as large as an import may be."""
_NONCE: Final = 12
_KEY_BYTES: Final = 32


class Waits(NamedTuple):
    """A file that waits.

    Attributes
    ----------
    name : what it was called.
    """

    name: str
    content: bytes


class Full(OSError):  # noqa: N818  # named by what is wrong, as in the whole project
    """Too many files wait."""


class Unsafe(OSError):  # noqa: N818  # named by what is wrong
    """The folder is not the service's own: somebody else could read or change what lies in it."""


def leave(account: str, kind: str, name: str, content: bytes, *, folder: Path | None = None) -> str:
    """Let a file wait, in place of any other that the account has left.

    Parameters
    ----------
    account, kind : whose it is and what it holds; it can only be taken back as the same.

    Returns
    -------
    The key, as a form carries it.

    Raises
    ------
    Full, Unsafe, OSError
        When it cannot be kept.
    """
    where = _folder(folder)
    _tidy(where, account)
    if sum(1 for _ in where.iterdir()) >= MOST:
        raise Full
    key, nonce = os.urandom(_KEY_BYTES), os.urandom(_NONCE)
    plain = name.encode()[:1000] + b"\0" + content
    locked = nonce + AESGCM(key).encrypt(nonce, plain, _bound(account, kind))
    path = where / _name(account, key)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(locked)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return base64.urlsafe_b64encode(key).decode()


def look(account: str, kind: str, word: str, *, folder: Path | None = None) -> Waits | None:
    """Read a file that waits; None when it is gone, too old, somebody else's or of another kind."""
    key = _key(word)
    if key is None:
        return None
    path = _folder(folder) / _name(account, key)
    try:
        if path.stat().st_mtime < time.time() - KEPT_SECONDS:
            path.unlink(missing_ok=True)
            return None
        locked = path.read_bytes()
        plain = AESGCM(key).decrypt(locked[:_NONCE], locked[_NONCE:], _bound(account, kind))
    except (FileNotFoundError, InvalidTag):
        return None
    name, _, content = plain.partition(b"\0")
    return Waits(name.decode(errors="replace"), content)


def forget(account: str, word: str, *, folder: Path | None = None) -> None:
    """Remove a file that has been stored, or that nobody wants."""
    key = _key(word)
    if key is not None:
        (_folder(folder) / _name(account, key)).unlink(missing_ok=True)


def _folder(folder: Path | None) -> Path:
    """Give the folder, which must be this user's alone."""
    where = folder or Path(tempfile.gettempdir()) / f"rattplats-{os.getuid()}"
    where.mkdir(mode=0o700, exist_ok=True)
    known = where.lstat()
    if not stat.S_ISDIR(known.st_mode) or known.st_uid != os.getuid() or known.st_mode & 0o077:
        raise Unsafe(f"{where} is not this user's alone")
    return where


def _tidy(where: Path, account: str) -> None:
    """Remove what is too old, and what the account has left before."""
    old = time.time() - KEPT_SECONDS
    for path in where.iterdir():
        try:
            if path.name.startswith(_owner(account)) or path.stat().st_mtime < old:
                path.unlink(missing_ok=True)
        except FileNotFoundError:  # another process was faster
            continue


def _owner(account: str) -> str:
    return hashlib.sha256(f"owner {account}".encode()).hexdigest()[:16] + "-"


def _name(account: str, key: bytes) -> str:
    return _owner(account) + hashlib.sha256(b"name " + key).hexdigest()


def _bound(account: str, kind: str) -> bytes:
    return f"{account}\0{kind}".encode()


def _key(word: str) -> bytes | None:
    try:
        key = base64.urlsafe_b64decode(word.encode("ascii"))
    except (ValueError, binascii.Error):
        return None
    return key if len(key) == _KEY_BYTES else None
