"""Reads the fields of one advertisement by path and type, and gathers all that is wrong."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from data.identity import find_identity_numbers
from data.loaders.problems import Problem, Problems, shown
from data.records.values import MAX_ID, MAX_ITEMS, MAX_LINE

LONGEST_TEXT: Final = 50_000
"""Characters of an advertisement's text. The longest real ones have about 20,000."""

MOST_COUNTED: Final = 1_000_000
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
MOST_NUMBERED: Final = 10**15
"""Ids are below this where a file has them as numbers."""

ORGANISATION_DIGITS: Final = 10

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_UNREADABLE: Final = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffd-\uffff]")
_DATE: Final = "Skriv år-månad-dag, t.ex. 2026-11-30."
_AGAIN: Final = "Ladda ner annonsen igen från Platsbanken (JobSearch), eller ta bort den ur filen."


class Field:
    """Reads the fields of one advertisement by path, and gathers what is wrong.

    Parameters
    ----------
    ad : the advertisement as JSON gives it.
    number : its place in the file, from 1.
    problems : where to put what is wrong.
    """

    def __init__(self, ad: Mapping[str, Any], number: int, problems: Problems) -> None:
        self._ad = ad
        self._number = number
        self._problems = problems
        self._noted: set[Problem] = set()

    def text(self, path: str, *, needed: bool = False) -> str | None:
        """Read a running text; ``None`` where it is missing, null or blank."""
        return self._needed(path, LONGEST_TEXT, needed)

    def line(self, path: str, *, needed: bool = False) -> str | None:
        """Read a short text, put on one line."""
        text = self._needed(path, MAX_LINE, needed)
        return None if text is None else _on_one_line(text)

    def _needed(self, path: str, longest: int, needed: bool) -> str | None:
        value = self._at(path)
        text = self._text(path, value, longest)
        if needed and (value is None or (isinstance(value, str) and not value.strip())):
            self.wrong(path, None, "Uppgiften saknas.", _AGAIN)
        return text

    def identity(self, path: str, *, needed: bool = False) -> str | None:
        """Read an id, which some files have as a number."""
        value = self._at(path)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST_NUMBERED:
            return str(value)
        text = self._needed(path, MAX_ID, needed)
        return None if text is None else _on_one_line(text)

    def organisation_number(self, path: str) -> str | None:
        """Read an organisation number; a sole trader's is a personnummer and is left unread."""
        value = self._at(path)
        digits = "".join(filter(str.isdigit, str(value))) if isinstance(value, str | int) else ""
        return digits if len(digits) == ORGANISATION_DIGITS and digits[2] >= "2" else None

    def number(self, path: str, low: float, high: float) -> float | None:
        """Read a number from `low` to `high`."""
        value = self._at(path)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong(path, value, f"{shown(value)} är inte ett tal.", _AGAIN)
        elif not low <= value <= high:
            self.wrong(path, value, f"{shown(value)} ligger utanför {low:g} till {high:g}.", _AGAIN)
        else:
            return float(value)
        return None

    def count(self, path: str) -> int | None:
        """Read a whole number, at most a million."""
        value = self.number(path, 0, MOST_COUNTED)
        if value is not None and not value.is_integer():
            self.wrong(path, value, f"{shown(value)} är inte ett heltal.", _AGAIN)
            return None
        return None if value is None else int(value)

    def day(self, path: str) -> dt.date | None:
        """Read a date, or the date of a point in time."""
        value = self.line(path)
        if value is None:
            return None
        try:
            day = dt.datetime.fromisoformat(value.strip()).date()
        except ValueError:
            day = dt.date.min
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
        self.wrong(path, value, f"{shown(value)} är inte ett rimligt datum.", _DATE)
        return None

    def flag(self, path: str) -> bool | None:
        """Read true or false."""
        value = self._at(path)
        if value is None or isinstance(value, bool):
            return value
        self.wrong(path, value, f"{shown(value)} är varken true eller false.", _AGAIN)
        return None

    def items(self, path: str) -> Sequence[Any]:
        """Read a list; empty where it is missing or null."""
        value = self._at(path)
        if value is None:
            return ()
        if isinstance(value, list) and len(value) <= MAX_ITEMS:
            return value
        many = isinstance(value, list)
        message = f"Listan är längre än {MAX_ITEMS}." if many else f"{shown(value)} är inte en lista."
        self.wrong(path, value, message, _AGAIN)
        return ()

    def labels(self, path: str) -> tuple[tuple[str, str], ...]:
        """Read a list of objects with a label: (path of the label, label)."""
        found = []
        for at, item in enumerate(self.items(path)):
            place = f"{path}[{at}]"
            if isinstance(item, Mapping):
                label = self._text(f"{place}.label", item.get("label"), MAX_LINE)
                if label is not None:
                    found.append((f"{place}.label", _on_one_line(label)))
            else:
                self.wrong(place, item, f"{shown(item)} är inte ett objekt med ”label”.", _AGAIN)
        return tuple(found)

    def wrong(self, path: str, value: object, message: str, remedy: str) -> None:
        """Note something wrong with the value at `path`, once."""
        stood = None if value is None else shown(value)
        problem = Problem(self._number, path, stood, message, remedy, "post")
        if problem not in self._noted:
            self._noted.add(problem)
            self._problems.add(problem)

    def _text(self, path: str, value: object, longest: int) -> str | None:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if not isinstance(value, str):
            self.wrong(path, value, f"{shown(value)} är inte text.", _AGAIN)
        elif len(value) > longest:
            self.wrong(
                path,
                value,
                f"Texten är {len(value)} tecken lång, men här ryms {longest}.",
                "Korta texten.",
            )
        elif "\x00" in value or _SURROGATE.search(value):
            self.wrong(path, None, "Texten har ett tecken som inte går att läsa.", _AGAIN)
        elif find_identity_numbers(value):
            self.wrong(
                path,
                None,
                "Här står ett personnummer eller samordningsnummer, och sådana får inte sparas.",
                "Ta bort numret ur annonsen.",
            )
        else:
            return _UNREADABLE.sub(" ", value)  # as many characters as before, so that positions hold
        return None

    def _at(self, path: str) -> Any:
        value: Any = self._ad
        walked = ""
        for name in path.split("."):
            if value is None:
                return None
            if not isinstance(value, Mapping):
                self.wrong(walked, value, f"{shown(value)} är inte ett objekt.", _AGAIN)
                return None
            value = value.get(name)
            walked = f"{walked}.{name}" if walked else name
        return value


def _on_one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
