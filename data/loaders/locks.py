"""Locks and bans of a division: which pairs a coach has decided beforehand."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from data.loaders.problems import Problem, Problems, shown
from data.loaders.sources import check_size, decode, read_bytes

COLUMNS: Final = ("participant_id", "slot_id", "rule")
RULES: Final = {"lock": "lock", "lås": "lock", "ban": "ban", "uteslut": "ban"}
"""What may be written → what it means."""

_JSON_SHAPE: Final = '[{"participant_id": "…", "slot_id": "…", "rule": "lock"}]'
_Unit = Literal["rad", "post"]
_Item = tuple[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Locks:
    """Pairs of participant id and place id.

    Attributes
    ----------
    locks, bans : what must be, and what must not be.
    """

    locks: frozenset[tuple[str, str]] = frozenset()
    bans: frozenset[tuple[str, str]] = frozenset()


def load_locks(path: str | Path) -> Locks:
    """Read a file of locks and bans.

    Parameters
    ----------
    path : CSV with the columns ``participant_id;slot_id;rule``, or JSON, a list of objects with the same
        names. The rule is ``lock`` (or ``lås``) or ``ban`` (or ``uteslut``).

    Raises
    ------
    data.loaders.problems.BadFile
        With every fault of the file.
    """
    path = Path(path)
    problems = Problems(str(path))
    content = read_bytes(path, problems)
    check_size(content, problems)
    text = decode(content, problems)
    json = path.suffix.casefold() == ".json" or text.lstrip()[:1] == "["
    unit: _Unit = "post" if json else "rad"
    found: dict[str, set[tuple[str, str]]] = {"lock": set(), "ban": set()}
    for number, item in _items(text, problems) if json else _rows(text, problems):
        values = {name: str(item.get(name) or "").strip() for name in COLUMNS}
        for name in COLUMNS:
            if not values[name]:
                problems.add(Problem(number, name, None, f"Uppgiften {name} saknas.", "Fyll i den.", unit))
        rule = RULES.get(values["rule"].casefold())
        if rule is not None:
            found[rule].add((values["participant_id"], values["slot_id"]))
        elif values["rule"]:
            written = shown(values["rule"])
            problems.add(
                Problem(
                    number, "rule", written, f"”{written}” är ingen regel.", "Skriv lock eller ban.", unit
                )
            )
    problems.check()
    return Locks(frozenset(found["lock"]), frozenset(found["ban"]))


def _rows(text: str, problems: Problems) -> Iterator[_Item]:
    from data.loaders import csv_rows  # noqa: PLC0415 - JSON is read without it

    rows = csv_rows.rows(text, COLUMNS, problems)
    number, header = next(rows, (1, []))
    names = [name.casefold() for name in header]
    if sorted(names) != sorted(COLUMNS):
        raise problems.stop("Rubrikraden är fel.", f"Skriv {';'.join(COLUMNS)} på första raden.", row=number)
    for number, cells in rows:
        if len(cells) != len(names):
            message = f"Raden har {len(cells)} celler men rubrikraden har {len(names)}."
            problems.add(Problem(number, None, None, message, "Se efter om en avgränsare saknas."))
        else:
            yield number, dict(zip(names, cells, strict=True))


def _items(text: str, problems: Problems) -> Iterator[_Item]:
    import json  # noqa: PLC0415 - CSV is read without it

    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        raise problems.stop("Filen är inte giltig JSON.", f"Skriv som {_JSON_SHAPE}.") from None
    if not isinstance(items, list):
        raise problems.stop("Filen är inte en lista.", f"Skriv som {_JSON_SHAPE}.")
    for number, item in enumerate(items, start=1):
        if isinstance(item, dict):
            yield number, item
        else:
            message = f"”{shown(item)}” är inte ett objekt."
            problems.add(Problem(number, None, None, message, f"Skriv som {_JSON_SHAPE}.", "post"))
