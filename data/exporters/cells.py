"""Values of a record into cells of a table, so that `data.loaders` reads back the same."""

from collections.abc import Mapping
from typing import Any, Final

from data.loaders.cells import NONE_WORDS

NONE: Final = "inga"
"""What stands in a cell for a list that is known to be empty."""


def cell(value: Any) -> str | float | int | None:
    r"""Give the cell for one value of ``Record.model_dump(mode="json")``.

    A list stands between ``|``, where the texts have ``\`` before ``|``, ``:`` and ``\``.

    Examples
    --------
    >>> cell([{"label": "truck", "years": 3.0}, {"label": "kassa", "years": None}])
    'truck:3|kassa'
    >>> cell([]), cell(None), cell(True), cell(["a|b"])
    ('inga', None, 'ja', 'a\\|b')
    """
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if not isinstance(value, list):
        return value  # type: ignore[no-any-return]
    if not value:
        return NONE
    items = [_part(item) if isinstance(item, Mapping) else _escaped(item, "\\|") for item in value]
    if len(items) == 1 and items[0].casefold() in NONE_WORDS:
        return f"{items[0]}|"
    return "|".join(items)


def _part(part: Mapping[str, Any]) -> str:
    pieces = [
        _figure(value) if isinstance(value, float) else _escaped(value or "", "\\|:")
        for value in part.values()
    ]
    while not pieces[-1]:
        pieces.pop()
    return ":".join(pieces)


def _figure(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)


def _escaped(text: str, marks: str) -> str:
    for mark in marks:
        text = text.replace(mark, f"\\{mark}")
    return text
