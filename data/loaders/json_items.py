"""Items of a JSON file into domain objects."""

import json
from collections import Counter
from typing import Any, Final

from data.loaders.columns import Layout
from data.loaders.intake import MAX_COLUMNS, Found, Intake
from data.loaders.messages import quoted
from data.loaders.problems import Problems, shown

_SHAPE: Final = 'Filen ska vara en lista av objekt: [{"id": "…"}, {"id": "…"}].'
_MAX_DIGITS: Final = 400
_MAX_DEPTH: Final = 5


class _Object(dict[str, Any]):
    """A JSON object that remembers the names that it had twice."""

    twice: tuple[str, ...] = ()


def _pairs(pairs: list[tuple[str, Any]]) -> _Object:
    made = _Object(pairs)
    if len(made) < len(pairs):
        made.twice = tuple(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
    return made


def _whole(digits: str) -> int | float:
    """Read an integer; one so long that it only wastes time becomes infinite, which every field refuses."""
    return int(digits) if len(digits) <= _MAX_DIGITS else float("inf")


def read_items(text: str, layout: Layout, problems: Problems) -> Found:
    """Read a JSON list into domain objects. An empty list is known to be none.

    Raises
    ------
    BadFile
        With every problem of the file.
    """
    items = _parse(text, problems)
    if not isinstance(items, list):
        raise problems.stop("Filen är inte en lista.", _SHAPE)
    intake = Intake(layout, problems, "post")
    for number, item in enumerate(items, start=1):
        intake.count()
        if not isinstance(item, _Object):
            intake.problem(number, "", item, f"{quoted(item)} är inte ett objekt.", _SHAPE)
        elif _is_record_like(item):
            _note_twice(number, item, "", intake)
            intake.take(number, item)
        else:
            message = "Posten har listor eller objekt i för många led, eller för många fält."
            intake.problem(number, "", None, message, "Jämför med formatet; inget fält har fler än tre led.")
    return intake.all()


def _parse(text: str, problems: Problems) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_pairs, parse_int=_whole)
    except json.JSONDecodeError as error:
        message = (
            f"Filen är inte giltig JSON: läsningen stannar på textrad {error.lineno}, tecken {error.colno}."
        )
        raise problems.stop(
            message, "Kontrollera citattecken, kommatecken och parenteser just före."
        ) from None
    except RecursionError:
        raise problems.stop("Filen har listor eller objekt i för många led.", _SHAPE) from None


def _is_record_like(value: Any, depth: int = 0) -> bool:
    """Say whether it is worth checking: not deep, and no object with hundreds of names."""
    if not isinstance(value, dict | list):
        return True
    if depth == _MAX_DEPTH or (isinstance(value, dict) and len(value) > MAX_COLUMNS):
        return False
    return all(
        _is_record_like(part, depth + 1) for part in (value.values() if isinstance(value, dict) else value)
    )


def _note_twice(number: int, value: Any, path: str, intake: Intake) -> None:
    if isinstance(value, _Object):
        for name in value.twice:
            message = f"Fältet {quoted(name)} finns två gånger i samma objekt."
            intake.problem(number, f"{path}{shown(name)}", None, message, "Ta bort det ena.")
        for name, part in value.items():
            _note_twice(number, part, f"{path}{name}.", intake)
    elif isinstance(value, list):
        for part in value:
            _note_twice(number, part, path, intake)
