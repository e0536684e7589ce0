"""Reads a file of advertisements: one, a list, or a search answer."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

from data.loaders.problems import BadFile, Problem, Problems, shown

LARGEST_FILE: Final = 200_000_000
"""Bytes of a file of advertisements."""

_KIND: Final = (
    "Filen ska vara JSON från Platsbanken (JobSearch): en annons, en lista av annonser "
    "eller ett sökresultat med ”hits”."
)


def read(source: str | Path | bytes) -> tuple[str, tuple[Mapping[str, Any], ...]]:
    """Read a file (or its bytes) and give its name and its advertisements.

    Raises
    ------
    BadFile
        When the file is missing, too large, not JSON or not advertisements.
    """
    if isinstance(source, bytes):
        return "annonser", _advertisements("annonser", source)
    path = Path(source)
    try:
        if path.stat().st_size > LARGEST_FILE:
            _stop(path.name, "Filen är för stor.", "Dela den i filer på högst 200 MB.")
        content = path.read_bytes()
    except OSError as error:
        raise BadFile(
            path, [_problem("Filen går inte att läsa.", "Kontrollera sökvägen och att filen finns.")]
        ) from error
    return path.name, _advertisements(path.name, content)


def _advertisements(name: str, content: bytes) -> tuple[Mapping[str, Any], ...]:
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise BadFile(
            name, [_problem("Filen är inte skriven med teckenkodningen UTF-8.", "Spara den som UTF-8.")]
        ) from error
    except (ValueError, RecursionError) as error:
        place = f" (rad {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise BadFile(name, [_problem(f"Filen är inte giltig JSON{place}.", _KIND)]) from error
    if isinstance(document, Mapping) and "hits" in document:
        document = document["hits"]
    if isinstance(document, Mapping):
        document = [document]
    if not isinstance(document, list):
        _stop(name, "Filen innehåller inga annonser.", _KIND)
    problems = Problems(name)
    for number, ad in enumerate(document, start=1):
        if not isinstance(ad, Mapping):
            problems.add(Problem(number, None, shown(ad), f"{shown(ad)} är inte en annons.", _KIND, "post"))
    problems.check()
    return tuple(document)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _stop(name: str, message: str, remedy: str) -> NoReturn:
    raise BadFile(name, [_problem(message, remedy)])


def _problem(message: str, remedy: str) -> Problem:
    return Problem(None, None, None, message, remedy)
