"""Values of one file into domain objects, all or nothing: the part that tables and JSON share."""

from collections.abc import Collection, Mapping
from typing import Any, Final, Literal, NamedTuple

from pydantic import ValidationError

from data.loaders.columns import Layout
from data.loaders.messages import quoted, swedish
from data.loaders.problems import Problem, Problems, shown

MAX_ROWS: Final = 200_000
"""Most records of one file."""

MAX_COLUMNS: Final = 500
"""Most columns of a table and names of a JSON object; the widest record has about forty."""


class Found(NamedTuple):
    """What a file holds.

    Attributes
    ----------
    records : domain objects, in the order of the file.
    numbers : the row or item of each.
    unit : what the numbers count.
    """

    records: list[Any]
    numbers: list[int]
    unit: Literal["rad", "post"]


class Intake:
    """Takes the records of one file one by one and gives them all, or the problems of them all."""

    def __init__(self, layout: Layout, problems: Problems, unit: Literal["rad", "post"]) -> None:
        self._layout = layout
        self._problems = problems
        self._unit: Literal["rad", "post"] = unit
        self._first: dict[str, int] = {}
        self._records: list[Any] = []
        self._numbers: list[int] = []
        self._order = {name: place for place, name in enumerate(layout.readers)}
        self._count = 0

    def count(self) -> None:
        """Count one row or item.

        Raises
        ------
        BadFile
            When it is one too many.
        """
        self._count += 1
        if self._count > MAX_ROWS:
            message = (
                f"Filen har fler än {MAX_ROWS // 1000} 000 {'rader' if self._unit == 'rad' else 'poster'}."
            )
            raise self._problems.stop(message, "Dela upp den i flera filer.")

    def take(self, number: int, values: Mapping[str, Any]) -> None:
        """Check one record, found at row or item `number`."""
        key = values.get("id")
        if isinstance(key, str) and self._first.setdefault(key.strip(), number) != number:
            first = self._first[key.strip()]
            message = f"Id {quoted(key)} finns redan på {self._unit} {first}."
            self.problem(number, "id", key, message, "Ta bort den ena, eller ge den ett eget id.")
        try:
            record = self._layout.record.model_validate(values)
        except ValidationError as error:
            for part in sorted(error.errors(include_url=False), key=self._place):
                self._add(number, part)
        else:
            if not self._problems.total:
                self._records.append(record.to_domain())
                self._numbers.append(number)

    def problem(self, number: int, column: str, value: object, message: str, remedy: str) -> None:
        """Note something that is wrong at row or item `number`."""
        if self._problems.full:
            self._problems.total += 1
            return
        told = None if value is None else shown(value)
        self._problems.add(Problem(number, column, told, message, remedy, self._unit))

    def all(self) -> "Found":
        """Give every record, and where it stood.

        Raises
        ------
        BadFile
            When there is a problem anywhere in the file.
        """
        self._problems.check()
        return Found(self._records, self._numbers, self._unit)

    def _place(self, error: Mapping[str, Any]) -> int:
        """Give the place of the field in the contract; pydantic checks in an order of its own."""
        return self._order.get(next(iter(error["loc"]), ""), len(self._order))

    def _add(self, number: int, error: Mapping[str, Any]) -> None:
        if self._problems.full:  # the words would not be shown
            self._problems.total += 1
            return
        message, remedy = swedish(error, known=self._layout.readers.keys())
        told = error["loc"] and error["type"] != "missing"  # else the input is the whole record
        value = error["input"] if told else None
        self.problem(number, self._column(error["loc"]), value, message, remedy)

    def _column(self, loc: Collection[int | str]) -> str:
        if self._unit == "rad":
            return str(next(iter(loc), ""))
        path = "".join(f"[{part}]" if isinstance(part, int) else f".{shown(part)}" for part in loc)
        return path.removeprefix(".")
