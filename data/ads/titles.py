"""An advertisement's headline as a title, and its employer's id."""

import re
import unicodedata
import zlib
from collections.abc import Iterable
from typing import Final

from data.records.values import MAX_ID

_EMOJI: Final = re.compile(r"[^\w\s.,:;/&+()\-–'’”\"%#!?|*]|\ufe0f")
_OPENERS: Final = re.compile(
    r"^(?:nu\s+)?(?:(?:vi|.{2,40}?)\s+)?(?:söker|rekryterar|anställer)\s+(?:vi\s+)?(?:nu\s+|fler\s+|"
    r"nya\s+|flera\s+|en\s+|ett\s+|efter\s+|två\s+|dig\s+som\s+är\s+)*"
    r"(?:(?:driven|drivna|erfaren|erfarna|engagerad|engagerade|duktig|duktiga|ny|nya)\s+)*(?=\w)",
    re.IGNORECASE,
)
_CLOSERS: Final = re.compile(r"\s+(?:sökes|söks|till|för)\b.*$|\s+(?:sökes|söks)\s*[!.]*$", re.IGNORECASE)
_TERMS: Final = re.compile(
    r"\s*[,–-]?\s*(?:\d+\s*[-–]\s*)?\d+\s*%|\s*(?:[-–|,]\s*|\b)(?:heltid|deltid|extrajobb|sommarjobb|"
    r"vikariat|snittlön|mållön|fast lön|grundlön|lön)\b.*$",
    re.IGNORECASE,
)
_SLUG: Final = re.compile(r"[^a-z0-9]+")


def clean_title(headline: str, places: Iterable[str]) -> str:
    """Take away what is not the title: shouting, ornaments, "sökes", the place and the terms.

    Parameters
    ----------
    headline : as the employer wrote it.
    places : names of the municipality, town and region of the work.

    Examples
    --------
    >>> clean_title("🌟 STÄDARE SÖKES!!! – Luleå", ["Luleå"])
    'Städare'
    >>> clean_title("Säljare | Perfekt efter studenten!", [])
    'Säljare'
    """
    plain = " ".join(_EMOJI.sub(" ", headline).split())
    title = plain.split("|")[0].strip() or plain
    title = _OPENERS.sub("", title, count=1)
    title = _CLOSERS.sub("", title)
    title = _TERMS.sub("", title)
    for place in places:
        title = re.sub(
            rf"\s*(?:[,–|(-]\s*|\bi\s+|\s){re.escape(place)}(?:s?\s+(?:kommun|län))?\)?\s*[!.]*$",
            "",
            title,
            flags=re.IGNORECASE,
        )
    title = title.strip(" \t!?.,:;–-|*/\"'")
    if not re.search(r"\w\w", title):
        title = plain.strip(" *") or headline.strip()
    if title.isupper() and len(title) > 4:
        title = title.lower()
    return title[:1].upper() + title[1:]


def employer_slug(name: str) -> str:
    """Give a stable id made of an employer's name.

    Examples
    --------
    >>> employer_slug("Ängens Förskola AB")
    'angens-forskola-ab'
    """
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode("ascii")
    return _SLUG.sub("-", plain)[:MAX_ID].strip("-") or f"arbetsgivare-{zlib.crc32(name.encode()):08x}"
