"""Write records to CSV, XLSX or JSON: as the loaders read them, and never half."""

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Final

from defusedcsv import csv

from data.exporters.cells import cell
from data.loaders.columns import LAYOUTS, Kind
from data.records import Record


def export(records: Iterable[Any], path: str | Path, *, kind: Kind | None = None) -> None:
    """Write records or domain objects of one kind to a file; the suffix of `path` says the format.

    The file is written beside its place, for its owner alone, and moved there when it is whole.
    What is not known is left out (JSON) or empty (tables); what is known to be none is ``[]`` or
    ``inga``.

    Parameters
    ----------
    records : participants, slots or placements, as domain objects or records.
    path : ends in ``.csv``, ``.xlsx`` or ``.json``.
    kind : needed only when there may be no records, for the header of the table.

    Raises
    ------
    ValueError
        When the suffix is another, or the kind of record is not clear.
    """
    target = Path(path)
    content = encode(records, target.suffix.casefold().removeprefix("."), kind=kind)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def encode(records: Iterable[Any], form: str, *, kind: Kind | None = None) -> bytes:
    """Give the bytes of a file in the format `form`: ``csv``, ``xlsx`` or ``json``.

    Raises
    ------
    ValueError
        As `export`.
    """
    if form not in _FORMS:
        raise ValueError(f"{form!r} is not a format to export to; use one of {', '.join(_FORMS)}")
    made = list(records)
    layout = LAYOUTS[kind or _kind(made)]
    rows = [
        (record if isinstance(record, Record) else layout.record.from_domain(record)).model_dump(mode="json")
        for record in made
    ]
    return _FORMS[form](rows, list(layout.readers))


def _kind(records: list[Any]) -> Kind:
    types = {type(record) for record in records}
    for kind, layout in LAYOUTS.items():
        if len(types) == 1 and types <= {layout.record, layout.record.domain}:
            return kind
    raise ValueError("export takes records of one kind; with none of them, say which kind")


def _csv(rows: list[dict[str, Any]], columns: list[str]) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_guarded(cell(row[name])) for name in columns])
    return out.getvalue().encode("utf-8-sig")


def _guarded(value: object) -> object:
    """Write a number as Swedish Excel does, and double a leading apostrophe.

    defusedcsv puts an apostrophe before what a spreadsheet would run. With a decimal point Excel would
    make a date of 10.5.
    """
    if isinstance(value, float):
        return repr(value).removesuffix(".0").replace(".", ",")
    return f"'{value}" if isinstance(value, str) and value.startswith("'") else value


def _xlsx(rows: list[dict[str, Any]], columns: list[str]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - a third of a second that CSV and JSON need not pay
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Uppgifter")
    sheet.freeze_panes = "B2"
    sheet.append(columns)

    def made(value: object) -> object:
        if isinstance(value, float) and float(f"{value:.16g}") != value:
            value = repr(value)  # openpyxl keeps 16 digits of a number
        if not isinstance(value, str):
            return value
        text = WriteOnlyCell(sheet, value)
        text.data_type = "s"  # text is text, also when it begins with "="
        text.quotePrefix = True
        return text

    for row in rows:
        sheet.append([made(cell(row[name])) for name in columns])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _json(rows: list[dict[str, Any]], _: list[str]) -> bytes:
    known = [_without_unknown(row) for row in rows]
    return (json.dumps(known, ensure_ascii=False, indent=1) + "\n").encode()


def _without_unknown(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_unknown(part) for name, part in value.items() if part is not None}
    return [_without_unknown(part) for part in value] if isinstance(value, list) else value


_FORMS: Final[Mapping[str, Callable[[list[dict[str, Any]], list[str]], bytes]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "json": _json,
}
