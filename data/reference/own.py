"""Tables that a municipality may put in place of ours: SFI courses and travel times."""

import csv
import json
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from data.reference.tables import municipalities
from matcher.levels import SFI_COURSES, Cefr
from matcher.vocabulary import MODES

if TYPE_CHECKING:
    from data.loaders.problems import Problems

_SFI_COLUMNS: Final = ("course", "level")
_TRAVEL_COLUMNS: Final = ("from", "to", "mode", "minutes")
_DAY: Final = 1440
_NUMBER: Final = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,6})?")


def load_sfi(path: str | Path) -> Mapping[str, Cefr]:
    """Read which level of Swedish a passed SFI course is taken to show.

    Parameters
    ----------
    path : JSON as ``{"A": "A1", "B": "A2", …}``, as in `data/reference/sfi.json`, or CSV with the
        columns ``course;level``.

    Raises
    ------
    data.loaders.problems.BadFile
        With every fault of the file: an unknown course or level, a course missing or given twice,
        or a later course that shows less than an earlier one.
    """
    path = Path(path)
    problems = _problems(path)
    found: dict[str, Cefr] = {}
    for row, (written_course, written_level) in _sfi_rows(path, problems):
        course = written_course.strip().upper()
        if course not in SFI_COURSES:
            _wrong(problems, (row, "course"), written_course, "är ingen SFI-kurs.", "Skriv A, B, C eller D.")
            continue
        if course in found:
            _wrong(
                problems,
                (row, "course"),
                written_course,
                "står mer än en gång.",
                "Behåll en rad för varje kurs.",
            )
        try:
            found[course] = Cefr.parse(written_level)
        except ValueError:
            known = ", ".join(map(str, Cefr))
            _wrong(problems, (row, "level"), written_level, "är ingen nivå.", f"Skriv en av {known}.")
    problems.check()
    missing = [course for course in SFI_COURSES if course not in found]
    if missing:
        raise problems.stop(
            f"Kurs {', '.join(missing)} saknas.", "Ange en nivå för var och en av A, B, C och D."
        )
    levels = [found[course] for course in SFI_COURSES]
    if levels != sorted(levels):
        raise problems.stop(
            "En senare kurs har en lägre nivå än en tidigare.",
            "Nivån ska vara lika eller högre från A till D.",
        )
    return dict(sorted(found.items()))


def load_travel_minutes(path: str | Path) -> Mapping[tuple[str, str], Mapping[str, float]]:
    """Read a municipality's own travel times.

    Parameters
    ----------
    path : CSV with the columns ``from;to;mode;minutes``. From and to are postcodes (five digits) or
        municipality codes (four digits), mode is walk, cycle, public or car. A row tells one
        direction; write two rows for both.

    Returns
    -------
    (from, to) → mode → minutes, as `matcher.context.Travel.minutes` wants it.

    Raises
    ------
    data.loaders.problems.BadFile
        With every fault of the file, by row and column.
    """
    path = Path(path)
    problems = _problems(path)
    found: dict[tuple[str, str], dict[str, float]] = {}
    codes = {place.code for place in municipalities()}
    for row, (origin, goal, mode, minutes) in _csv_rows(path, _TRAVEL_COLUMNS, problems):
        ends = [
            _end(problems, row, column, value, codes) for column, value in (("from", origin), ("to", goal))
        ]
        known_mode = mode.strip().lower()
        if known_mode not in MODES:
            _wrong(problems, (row, "mode"), mode, "är inget färdsätt.", f"Skriv {', '.join(MODES)}.")
        if not _NUMBER.fullmatch(minutes.strip()) or float(minutes.replace(",", ".")) > _DAY:
            _wrong(
                problems,
                (row, "minutes"),
                minutes,
                "är inte ett antal minuter.",
                "Skriv ett tal från 0 till 1440.",
            )
            continue
        by_mode = found.setdefault((ends[0], ends[1]), {})
        time = float(minutes.replace(",", "."))
        if not math.isclose(by_mode.setdefault(known_mode, time), time):
            _wrong(
                problems,
                (row, "minutes"),
                minutes,
                "skiljer sig från en tidigare rad.",
                "Behåll en av raderna.",
            )
    problems.check()
    if not found:
        raise problems.stop("Filen har inga restider.", "Skriv minst en rad under rubrikraden.")
    return found


def _end(problems: "Problems", row: int, column: str, value: str, codes: set[str]) -> str:
    place = "".join(value.split())
    if place not in codes and not re.fullmatch("[1-9][0-9]{4}", place):
        _wrong(
            problems,
            (row, column),
            value,
            "är varken ett postnummer eller en kommunkod.",
            "Skriv fem siffror för ett postnummer eller fyra för en kommun.",
        )
    return place


def _sfi_rows(path: Path, problems: "Problems") -> Iterator[tuple[int, tuple[str, ...]]]:
    if path.suffix.lower() != ".json":
        yield from _csv_rows(path, _SFI_COLUMNS, problems)
        return
    try:
        pairs = json.loads(_read(path, problems), object_pairs_hook=list)
    except (json.JSONDecodeError, RecursionError):
        raise problems.stop("Filen är inte giltig JSON.", 'Skriv som {"A": "A1", "B": "A2"}.') from None
    if not isinstance(pairs, list) or not all(
        isinstance(pair, tuple) and isinstance(pair[1], str) for pair in pairs
    ):
        raise problems.stop("Filen ska ge en nivå för varje kurs.", 'Skriv som {"A": "A1", "B": "A2"}.')
    yield from enumerate(pairs, 1)


def _csv_rows(
    path: Path, columns: tuple[str, ...], problems: "Problems"
) -> Iterator[tuple[int, tuple[str, ...]]]:
    lines = _read(path, problems).splitlines()
    separator = ";" if lines and ";" in lines[0] else ","
    rows = csv.reader(lines, delimiter=separator)
    header = [cell.strip().lower() for cell in next(rows, [])]
    if sorted(header) != sorted(columns):
        raise problems.stop("Rubrikraden är fel.", f"Skriv {';'.join(columns)} på första raden.", row=1)
    order = [header.index(column) for column in columns]
    for row, cells in enumerate(rows, 2):
        if not any(map(str.strip, cells)):
            continue
        if len(cells) == len(columns):
            yield row, tuple(cells[at] for at in order)
        else:
            _wrong(
                problems,
                (row, None),
                separator.join(cells),
                "har fel antal fält.",
                f"Skriv {len(columns)} fält.",
            )


def _read(path: Path, problems: "Problems") -> str:
    try:
        content = path.read_bytes()
    except OSError:
        raise problems.stop(
            "Filen går inte att läsa.", "Kontrollera namnet och att du får läsa filen."
        ) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _problems(path: Path) -> "Problems":
    from data.loaders.problems import Problems  # noqa: PLC0415 - loaders rest on the reference tables

    return Problems(path.name)


def _wrong(problems: "Problems", at: tuple[int, str | None], value: str, fault: str, remedy: str) -> None:
    from data.loaders.problems import Problem, shown  # noqa: PLC0415 - as above

    problems.add(Problem(*at, shown(value), f"”{shown(value)}” {fault}", remedy))
