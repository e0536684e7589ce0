"""Passwords: what is refused and why, and argon2id.

Length is what protects (NIST SP 800-63B): no demand for signs of certain kinds, and none to change a
password now and then. What is refused is what a guesser tries first.
"""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from service.pages.language import marked as _

MIN_LENGTH: Final = 12
MAX_LENGTH: Final = 200
"""Longest password that is hashed, in characters: a longer one would only cost time."""

COMMON: Final = frozenset(
    word
    for line in (Path(__file__).parent / "common_words.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
"""Words that passwords are commonly made of; our own list."""

ROWS: Final = (
    "qwertyuiopå",
    "asdfghjklöä",
    "zxcvbnm",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyzåäö",
    "qazwsx",
)
SIGNS_AS_LETTERS: Final = str.maketrans("013457@$!", "oieastasi")
TEMPORARY: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Signs of temporary passwords: none that is mistaken for another when read aloud or from paper."""


TIP: Final = _("Ta fyra ord som inte hör ihop, till exempel med mellanslag mellan.")
OBJECTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "short": (_("Lösenordet har färre än 12 tecken. Korta lösenord går snabbt att gissa för en dator."), TIP),
    "long": (_("Lösenordet har fler än 200 tecken."), _("Korta det.")),
    "runs": (_("Lösenordet är samma tecken om och om igen, eller en rad på tangentbordet."), TIP),
    "common": (_("Lösenordet är ett vanligt ord, ett namn eller ett datum med några tecken till."), TIP),
}
"""What is refused → why, and what to do, in Swedish."""


def objection(password: str, name: str, full_name: str) -> str | None:
    """Say why a password cannot be used, as a key of `OBJECTIONS`; None when it can.

    Parameters
    ----------
    name, full_name : of the account that it is for.

    Examples
    --------
    >>> [objection(said, "eva", "Eva Ek") for said in ("kort", "Sommaren2026!", "evaeva123456")]
    ['short', 'common', 'common']
    >>> objection("kanel buss igelkott trumma", "eva", "Eva Ek") is None
    True
    """
    plain = normal(password).casefold()
    if len(plain) < MIN_LENGTH:
        return "short"
    if len(plain) > MAX_LENGTH:
        return "long"
    if len(set(plain)) < 5 or _runs(plain):
        return "runs"
    own = {part for part in re.split(r"[^\w]+|_", f"{name} {full_name}".casefold()) if len(part) > 2}
    return "common" if _made_of(plain, COMMON | own, own) else None


def normal(password: str) -> str:
    """Write a password in one way, however the keyboard composed its letters."""
    return unicodedata.normalize("NFKC", password)


def temporary() -> str:
    """Make a temporary password that can be read aloud: four groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(TEMPORARY) for _ in range(4)) for _ in range(4))


def _runs(plain: str) -> bool:
    """Whether a password is a short piece repeated, or walks along a row of keys."""
    core = re.sub(r"[\W_]", "", plain)
    if re.fullmatch(r"(.{1,4})\1{2,}.{0,3}", core):
        return True
    rest = core
    for row in ROWS:
        for way in (row * 2, row[::-1] * 2):
            for size in range(min(len(rest), len(way)), 3, -1):
                for start in range(len(way) - size + 1):
                    rest = rest.replace(way[start : start + size], "")
    return len(rest) <= 3


def _made_of(plain: str, words: frozenset[str] | set[str], own: set[str]) -> bool:
    """Whether the letters are at most two common words, or the own name stands in it with little else."""
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    for text in (plain, core.translate(SIGNS_AS_LETTERS)):
        letters = re.sub(r"[\W\d_]", "", text)
        if letters and _pieces(letters, words, 2):
            return True
        without = letters
        for part in sorted(own, key=len, reverse=True):
            without = without.replace(part, "")
        if without != letters and (len(without) < 5 or _pieces(without, words, 1)):
            return True
    return not re.sub(r"[\W\d_]", "", plain)  # digits and signs only: a date, a telephone number


def _pieces(letters: str, words: frozenset[str] | set[str], most: int) -> bool:
    if not letters:
        return True
    if not most:
        return False
    return any(letters.startswith(word) and _pieces(letters[len(word) :], words, most - 1) for word in words)


class Hasher:
    """argon2id with one cost; knows when a stored hash was made at another.

    Parameters
    ----------
    memory_kib : memory of one hash, in KiB.
    """

    def __init__(self, memory_kib: int) -> None:
        self._hash = _argon2(memory_kib)
        self._nobody = _nobody(memory_kib)

    def hash(self, password: str) -> str:
        """Hash a password."""
        return self._hash.hash(normal(password))

    def verify(self, password: str, stored: str | None) -> tuple[bool, str | None]:
        """Say whether a password is the one that was hashed; without a hash, take the same time and say no.

        Returns
        -------
        Whether it is, and a new hash to store when the old one was made at another cost.
        """
        given = normal(password[: MAX_LENGTH * 4])
        right, renewed = self._hash.verify_and_update(given, stored or self._nobody)
        return right and stored is not None, renewed


@lru_cache
def _argon2(memory_kib: int) -> PasswordHash:
    return PasswordHash((Argon2Hasher(time_cost=3, memory_cost=memory_kib, parallelism=1),))


@lru_cache
def _nobody(memory_kib: int) -> str:
    """Hash a password that nobody has: what a sign-in with an unknown name is compared with."""
    return _argon2(memory_kib).hash(secrets.token_urlsafe(16))
