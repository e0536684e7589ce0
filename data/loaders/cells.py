"""Cells of a table into what a record takes.

A reader turns what it understands into the JSON value and hands on everything else as it stands:
the record then refuses it, with the same words for files and for the API.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, Final

from matcher.vocabulary import DAYS, Label

Cell = str | int | float | bool | date | datetime | time
"""What a filled cell holds. From CSV always text; from XLSX what Excel stored."""

Reader = Callable[[Cell], Any]

NONE_WORDS: Final = frozenset({"inga", "ingen", "inget"})
"""Words that say, alone in a cell of a list, that there are none."""

_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,30}")
_CLOCK: Final = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?:[:.]00)?")
_ITEMS: Final = re.compile(r"(?:\\.|[^\\|]|\\$)+", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\([\\|:])")
_COLON: Final = re.compile(r"\\.|(:)", re.DOTALL)
_LONGEST_CODE: Final = 3
_FLAGS: Final = {
    **dict.fromkeys(("ja", "j", "true", "sant", "sann", "1"), True),
    **dict.fromkeys(("nej", "n", "false", "falskt", "falsk", "0"), False),
}


def text(cell: Cell) -> str:
    """Read text; a number or a date in the cell becomes its text."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time(0):
        return cell.date().isoformat()
    return str(cell)


def number(cell: Cell) -> Any:
    """Read a number with a decimal comma or point."""
    if isinstance(cell, str) and _NUMBER.fullmatch(cell):
        return float(cell.replace(",", "."))
    return cell


def whole(cell: Cell) -> Any:
    """Read a whole number."""
    if isinstance(cell, str):
        return int(cell) if _WHOLE.fullmatch(cell) else number(cell)
    return cell


def flag(cell: Cell) -> Any:
    """Read yes or no."""
    if isinstance(cell, bool):
        return cell
    return _FLAGS.get(text(cell).casefold(), cell)


def day(cell: Cell) -> Any:
    """Read a date: text as YYYY-MM-DD or a date cell of Excel."""
    if isinstance(cell, datetime):
        return cell.date()
    return cell.removesuffix(" 00:00:00") if isinstance(cell, str) else cell


def clock(cell: Cell) -> Any:
    """Read a time: ``08:00``, ``8:00``, ``8.00``, ``8`` or a time cell of Excel."""
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    match = _CLOCK.fullmatch(text(cell))
    return f"{int(match[1]):02}:{match[2] or '00'}" if match else cell


def padded(digits: int) -> Reader:
    """Make a reader of a code of `digits` digits whose leading zeros Excel may have dropped."""

    def read(cell: Cell) -> Any:
        code = text(cell)
        return code.zfill(digits) if code.isdecimal() and len(code) == digits - 1 else code

    return read


def level(cell: Cell) -> str:
    """Read a level such as ``b1`` or ``A2+``."""
    return text(cell).upper().replace(" ", "")


def one_code(vocabulary: Mapping[str, Label]) -> Reader:
    """Make a reader of a code or its Swedish label."""
    codes = _by_word(vocabulary)
    return lambda cell: codes.get(text(cell).casefold(), text(cell))


def texts(cell: Cell) -> list[str]:
    """Read a list of texts between ``|``; a backslash before ``|`` makes it part of a text."""
    return [_unescaped(item) for item in _split(text(cell))]


def codes(vocabulary: Mapping[str, Label]) -> Reader:
    """Make a reader of a list of codes or Swedish labels, between ``|`` or commas."""
    known = _by_word(vocabulary)

    @lru_cache(maxsize=4096)
    def read(cell: str) -> tuple[str, ...]:
        return tuple(known.get(item.casefold(), item) for item in _short_items(cell))

    return lambda cell: read(text(cell))


def days(cell: Cell) -> Any:
    """Read weekdays: ``mon|tue``, ``mån, tis``, ``vardagar`` or a span such as ``mån-fre``."""
    return _days(text(cell))


def licences(cell: Cell) -> list[str]:
    """Read licence classes, in capitals or not."""
    return [_class(item) for item in _short_items(text(cell))]


def languages(cell: Cell) -> list[str]:
    """Read languages: codes, in capitals or not, or Swedish names."""
    return [_language(item.casefold()) for item in _short_items(text(cell))]


def skills(cell: Cell) -> list[Any]:
    """Read skills: ``kassa|truck:3`` where the number is years."""
    return [_parts(item, ("label", "years")) for item in _split(text(cell))]


def experience(cell: Cell) -> list[Any]:
    """Read earlier work: ``städare|kock:4:SO`` with years and country."""
    return [_parts(item, ("title", "years", "country")) for item in _split(text(cell))]


def _split(cell: str) -> list[str]:
    if cell.casefold() in NONE_WORDS:
        return []
    return [item for part in _ITEMS.findall(cell) if (item := part.strip())]


def _short_items(cell: str) -> list[str]:
    return [piece for item in _split(cell) for part in re.split("[,;]", item) if (piece := part.strip())]


def _unescaped(item: str) -> str:
    return _ESCAPE.sub(r"\1", item) if "\\" in item else item


def _parts(item: str, names: tuple[str, ...]) -> Any:
    """Read ``title:years:country``. A colon with no figure behind it belongs to the text."""
    colons = [match.start() for match in _COLON.finditer(item) if match[1]]
    pieces = [
        _unescaped(item[start + 1 : end].strip())
        for start, end in zip([-1, *colons], [*colons, len(item)], strict=True)
    ]
    years = number(pieces[1].removesuffix("år").strip()) if len(pieces) > 1 else ""
    if len(pieces) > len(names) or (len(pieces) == 2 and isinstance(years, str) and years):
        return _unescaped(item)
    values: dict[str, Any] = {name: piece for name, piece in zip(names, pieces, strict=False) if piece}
    return values | ({"years": years} if years != "" else {})


def _by_word(vocabulary: Mapping[str, Label]) -> dict[str, str]:
    return {word.casefold(): code for code, label in vocabulary.items() for word in (code, label.sv)}


def _language(word: str) -> str:
    if len(word) <= _LONGEST_CODE:
        return word
    from data.reference.tables import language_codes  # noqa: PLC0415 - read only for files that write names

    return language_codes().get(word, word)


def _class(item: str) -> str:
    word = item.casefold()
    if word in {"utökad b", "utökat b"}:
        return "utökad B"
    return word if word == "körkort" else re.sub("KÖRKORT", "körkort", item.upper())


_DAYS: Final = {
    word: code
    for code, words in {
        "mon": ("mon", "mån", "må", "måndag", "måndagar", "monday"),
        "tue": ("tue", "tis", "ti", "tisdag", "tisdagar", "tuesday"),
        "wed": ("wed", "ons", "on", "onsdag", "onsdagar", "wednesday"),
        "thu": ("thu", "tor", "tors", "to", "torsdag", "torsdagar", "thursday"),
        "fri": ("fri", "fre", "fr", "fredag", "fredagar", "friday"),
        "sat": ("sat", "lör", "lö", "lördag", "lördagar", "saturday"),
        "sun": ("sun", "sön", "sö", "söndag", "söndagar", "sunday"),
    }.items()
    for word in words
}
_WEEK: Final = tuple(DAYS)
_SPANS: Final = {"vardagar": _WEEK[:5], "helger": _WEEK[5:], "alla dagar": _WEEK, "alla": _WEEK}


@lru_cache(maxsize=4096)
def _days(cell: str) -> tuple[str, ...]:
    return tuple(day for item in _short_items(cell) for day in _span(item.casefold(), item))


def _span(word: str, item: str) -> tuple[str, ...]:
    if word in _SPANS:
        return _SPANS[word]
    first, dash, last = (part.strip() for part in word.replace("–", "-").partition("-"))
    if dash and first in _DAYS and last in _DAYS:
        start, end = _WEEK.index(_DAYS[first]), _WEEK.index(_DAYS[last])
        return _WEEK[start : end + 1] if start <= end else _WEEK[start:] + _WEEK[: end + 1]
    return (_DAYS.get(word, item),)
