"""From a path to bytes, and from bytes to text: what may be opened, how large, in which encoding."""

import codecs
import re
from pathlib import Path
from typing import Final

from data.loaders.problems import Problems

MAX_BYTES: Final = 50 * 1024 * 1024
"""Largest file taken in."""

_MAX_MB: Final = MAX_BYTES // (1024 * 1024)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CORE: Final = re.compile("[åäö]")
_EXPECTED: Final = re.compile(
    r"[\x00-\x7f\u00a0-\u00b7\u00b9-\u00ff\u0152\u0153\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]*"
)
_LIKELY: Final = {"mac_roman": "Macintosh", "cp850": "MS-DOS"}
_LETTERS: Final = re.compile("[\u00c0-\u00ff]")
_SWEDISH: Final = re.compile("[åäöÅÄÖéÉüÜ]")
_SAVE: Final = "Spara om filen i Excel som ”CSV UTF-8 (kommaavgränsad)”."


def read_bytes(path: Path, problems: Problems) -> bytes:
    """Read a file that is not too large.

    Raises
    ------
    BadFile
        When there is no such file, it is a folder, it may not be read or it is larger than `MAX_BYTES`.
    """
    try:
        if path.is_dir():
            raise problems.stop("Det här är en mapp, inte en fil.", "Ange en CSV-, XLSX- eller JSON-fil.")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise problems.stop("Filen finns inte.", "Kontrollera namnet och mappen.") from None
    except PermissionError:
        raise problems.stop(
            "Filen får inte läsas.", "Stäng den i andra program, eller be om läsrätt."
        ) from None
    except (OSError, ValueError):
        raise problems.stop(
            "Filen gick inte att läsa.", "Kontrollera namnet, eller kopiera filen och försök igen."
        ) from None
    return content


def check_size(content: bytes, problems: Problems) -> None:
    """Refuse what is empty or too large.

    Raises
    ------
    BadFile
        When it is.
    """
    if len(content) > MAX_BYTES:
        raise problems.stop(f"Filen är större än {_MAX_MB} MB.", "Dela upp den i flera filer.")
    if not content.strip(b"\0 \t\r\n"):
        raise problems.stop("Filen är tom.", "Kontrollera att du valt rätt fil.")


def decode(content: bytes, problems: Problems) -> str:
    """Give the text of a CSV or JSON file in one of the encodings that Swedish Excel writes.

    UTF-8 with or without its mark, UTF-16 with its mark, or Windows-1252.

    Raises
    ------
    BadFile
        When it is none of them.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                row = content[: error.start].count(b"\n") + 1
                raise problems.stop(
                    f"Filen säger att den är {encoding.upper()} men är det inte.", _SAVE, row=row
                ) from None
    try:
        return _without_nul_pairs(content.decode("utf-8"), problems)
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if text and _looks_swedish(text):
        return text
    guess = _guess(content)
    seems = f" Den verkar vara sparad som {guess}." if guess else ""
    message = f"Filens tecken (å, ä, ö) går inte att läsa: den är varken UTF-8 eller Windows-1252.{seems}"
    raise problems.stop(message, _SAVE, row=row)


def _without_nul_pairs(text: str, problems: Problems) -> str:
    """Refuse UTF-16 without its mark and other binary content, where every other character is NUL."""
    if text.count("\0") > len(text) // 4:
        raise problems.stop("Filen är inte en textfil i UTF-8 eller Windows-1252.", _SAVE)
    return text


def _looks_swedish(text: str) -> bool:
    """Say whether at least half of the letters beyond a–z are those of Swedish, as in a right decoding."""
    letters, swedish = _LETTERS.findall(text), _SWEDISH.findall(text)
    return "\0" not in text and bool(_EXPECTED.fullmatch(text)) and 2 * len(swedish) >= len(letters)


def _guess(content: bytes) -> str | None:
    """Name the encoding: one in which the text looks Swedish, or what statistics say."""
    texts = {name: content.decode(encoding) for encoding, name in _LIKELY.items()}
    name = max(texts, key=lambda name: len(_CORE.findall(texts[name])))
    if _looks_swedish(texts[name]):
        return name
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only when something went wrong

    best = from_bytes(content[:100_000]).best()
    return best.encoding.upper().replace("_", "-") if best else None
