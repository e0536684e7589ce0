"""Find Swedish identity numbers (personnummer and samordningsnummer) so that they can be refused.

A case number is enough to match on, so an identity number has no purpose here (GDPR, article
5.1 c). It is refused wherever text comes in, also in the middle of a sentence.

A number counts when it has the shape of one, its first part is a date that exists (the day
plus 60 for a samordningsnummer) and its check digit is right (folkbokföringslagen 1991:481,
section 18). Organisation numbers have a third digit of at least 2 and so are never a date;
telephone numbers written in the usual groups do not have the shape.
"""

import re
import unicodedata
from typing import Final

from personnummer import personnummer

_SPACE: Final = r"[ \t\u00a0\u2007\u2009\u202f]"
_DASH: Final = r"[-+\u2010-\u2015\u2212]"
_CANDIDATE: Final = re.compile(
    rf"(?<![0-9])(?:18|19|20)?([0-9]{{6}})(?:{_SPACE}?{_DASH}?{_SPACE}?)([0-9]{{4}})(?![0-9])"
)
_TELEPHONE: Final = re.compile(
    r"(?:tel|tfn|telefon|mobil|mob|ring|nås på|sms)[a-zåäö]*[.:]?\s*$", re.IGNORECASE
)
_SIX_DIGITS: Final = re.compile(r"\d{6}")  # of any script

MASK: Final = "(personnummer)"
"""What stands in messages in place of a number."""


def find_identity_numbers(text: str) -> list[tuple[int, int]]:
    """Give where in `text` identity numbers stand, as (start, end).

    Ten or twelve digits, with or without ``-``, ``+`` or a space before the last four. Ten
    digits in one run that begin with ``070`` directly after a word for telephone are left
    alone: mobile numbers look like people born in 2007.

    Examples
    --------
    >>> find_identity_numbers("Ring 070-123 45 67 om 556016-0680")
    []
    >>> find_identity_numbers("Född 19121212-1212.")
    [(5, 18)]
    """
    if not _SIX_DIGITS.search(text):
        return []
    plain = text if text.isascii() else _with_plain_digits(text)
    return [match.span() for match in _CANDIDATE.finditer(plain) if _is_identity_number(match, plain)]


def mask_identity_numbers(text: str) -> str:
    """Give `text` with every identity number replaced by `MASK`.

    Examples
    --------
    >>> mask_identity_numbers("Anna 121212-1212")
    'Anna (personnummer)'
    """
    for start, end in reversed(find_identity_numbers(text)):
        text = text[:start] + MASK + text[end:]
    return text


def _is_identity_number(match: re.Match[str], text: str) -> bool:
    written = match.group()
    if written.startswith("070") and len(written) == 10 and _TELEPHONE.search(text[: match.start()]):
        return False
    separator = "+" if "+" in written else "-"
    century = "".join(filter(str.isdigit, written))[:-10]
    return bool(personnummer.valid(f"{century}{match.group(1)}{separator}{match.group(2)}"))


def _with_plain_digits(text: str) -> str:
    """Write digits of other scripts as 0–9, one character for one, so that positions hold."""
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
