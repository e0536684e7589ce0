"""Between the form and the record: what stands in the form, and what it makes of the record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError
from starlette.datastructures import FormData

from data.records import ParticipantRecord
from data.reference import language_codes
from matcher.text import normalise
from service.coach.cases import anchor
from service.coach.fields import FIELDS, Field, language_name
from service.pages.forms import Wrong, of_error, wrong

FEWEST_ROWS: Final = 2
MORE: Final = 3
"""So many empty rows are added when somebody asks for more."""

TEXT: Final[Mapping[str, str]] = {"skills": "label", "experience": "title"}
"""Fields whose rows are objects → the name of a row's text."""


@dataclass(slots=True)
class Typed:
    """What stands in the form.

    Attributes
    ----------
    texts : name of a field → what stands in it.
    states : name of a field of codes → ``unknown``, ``none`` or ``some``.
    chosen : name of a field of codes → the codes that are ticked.
    rows : name of a field of rows → its rows, each the text and its parts.
    none : names of fields of rows that are ticked as "there are none".
    version : entity tag of the record that the form was filled from; empty for a new one.
    """

    texts: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[list[str]]] = field(default_factory=dict)
    none: set[str] = field(default_factory=set)
    version: str = ""

    def fill(self, more: str = "") -> None:
        """See that every field of rows ends with an empty row, and one with some more."""
        for name, known in FIELDS.items():
            if known.kind == "rows":
                rows = self.rows[name]
                blank = [""] * (1 + len(known.columns))
                full = not rows or any(rows[-1])
                wanted = len(rows) + (MORE if name == more else 1 if full else 0)
                wanted = max(wanted, FEWEST_ROWS)
                rows += [list(blank) for _ in range(wanted - len(rows))]


def of_document(document: Mapping[str, Any], version: str, employers: Mapping[str, str]) -> Typed:
    """Write a record into the form."""
    form = Typed(version=version)
    for name, known in FIELDS.items():
        value = document.get(name)
        if known.kind == "rows":
            form.rows[name] = [_row(known, item, employers) for item in value or ()]
            if value == []:
                form.none.add(name)
        elif known.kind == "codes":
            form.states[name] = "unknown" if value is None else "some" if value else "none"
            form.chosen[name] = list(value or ())
        else:
            form.texts[name] = _text(value)
    form.fill()
    return form


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int):
        return f"{value:g}".replace(".", ",")
    return str(value)


def _row(known: Field, item: Any, employers: Mapping[str, str]) -> list[str]:
    if known.name == "languages":
        return [language_name(item)]
    if known.name == "excluded_employers":
        return [employers.get(item, item)]
    if isinstance(item, str):
        return [item, *([""] * len(known.columns))]
    return [_text(item.get(part)) for part in (TEXT[known.name], *known.columns)]


def of_form(form: FormData) -> Typed:
    """Read what was typed, as it was typed."""
    typed = Typed()
    for name, known in FIELDS.items():
        if known.kind == "rows":
            parts = [_all(form, name), *(_all(form, f"{name}.{part}") for part in known.columns)]
            longest = max(map(len, parts))
            rows = [[(part[i] if i < len(part) else "").strip() for part in parts] for i in range(longest)]
            typed.rows[name] = rows
            if form.get(f"{name}.none"):
                typed.none.add(name)
        elif known.kind == "codes":
            typed.states[name] = _one(form, f"{name}.state") or "unknown"
            typed.chosen[name] = _all(form, name)
        else:
            typed.texts[name] = _one(form, name).strip()
    typed.version = _one(form, "version")[:200]
    return typed


def _one(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _all(form: FormData, name: str) -> list[str]:
    return [value for value in form.getlist(name) if isinstance(value, str)]


def record(
    typed: Typed, before: Mapping[str, Any], employers: Mapping[str, str]
) -> tuple[ParticipantRecord | None, list[Wrong]]:
    """Make the record of what was typed, or say all that is wrong with it.

    Parameters
    ----------
    before : the stored record, whose fields that the form does not show are kept.
    employers : id → name.
    """
    document = {name: value for name, value in before.items() if name not in FIELDS}
    errors: list[Wrong] = []
    rows: dict[str, list[int]] = {}
    for name, known in FIELDS.items():
        if known.kind == "rows":
            document[name] = _from_rows(known, typed, employers, rows, errors)
        elif known.kind == "codes":
            document[name] = _from_codes(known, typed, errors)
        else:
            document[name] = _from_text(known, typed.texts[name])
    given = {name: value for name, value in document.items() if value is not None}
    try:
        made = ParticipantRecord.model_validate(given)
    except ValidationError as problem:
        errors += [_located(error, rows) for error in problem.errors()]
        made = None
    order = list(FIELDS)
    errors.sort(key=lambda error: order.index(error.at.partition("-")[0].partition(".")[0]))
    return (None if errors else made), errors


def _from_text(known: Field, text: str) -> Any:
    if not text:
        return None
    if known.name == "under_18":
        return {"true": True, "false": False}.get(text, text)
    if known.name == "priority":
        return int(text) if text.isascii() and text.isdecimal() else text
    return _number(text) if known.kind == "number" else text


def _number(text: str) -> float | str:
    try:
        return float(text.replace(",", ".").replace("\N{NO-BREAK SPACE}", ""))
    except ValueError:
        return text


def _from_codes(known: Field, typed: Typed, errors: list[Wrong]) -> list[str] | None:
    chosen, state = typed.chosen[known.name], typed.states[known.name]
    if state == "none":
        if chosen:
            errors.append(wrong("both", f"{known.name}.state-none", known.label))
        return []
    if state == "some" and not chosen:
        errors.append(wrong("nothing", f"{known.name}.state-some", known.label))
    return chosen or None


def _from_rows(
    known: Field,
    typed: Typed,
    employers: Mapping[str, str],
    rows: dict[str, list[int]],
    errors: list[Wrong],
) -> list[Any] | None:
    name = known.name
    found: list[Any] = []
    rows[name] = [i for i, row in enumerate(typed.rows[name]) if any(row)]
    for i in rows[name]:
        text, *parts = typed.rows[name][i]
        if name == "languages":
            code = language_codes().get(normalise(text))
            if code is None:
                errors.append(wrong("unknown_language", f"{name}-{i}", known.label, text))
            found.append(code or "sv")
        elif name == "excluded_employers":
            ids = [
                key for key, said in employers.items() if text.casefold() in (said.casefold(), key.casefold())
            ]
            if not ids:
                errors.append(wrong("unknown_employer", f"{name}-{i}", known.label, text))
            found += ids
        elif known.columns:
            more = {part: value for part, value in zip(known.columns, parts, strict=True) if value}
            if "years" in more:
                more["years"] = _number(more["years"])  # type: ignore[assignment]
            found.append({TEXT[name]: text} | more)
        else:
            found.append(text)
    if name in typed.none and found:
        errors.append(wrong("both", f"{name}.none", known.label))
    return found or ([] if name in typed.none else None)


def _located(error: Mapping[str, Any], rows: Mapping[str, list[int]]) -> Wrong:
    name, *rest = error["loc"]
    known = FIELDS.get(str(name), FIELDS["id"])
    at = anchor(known.name)
    if known.kind == "rows" and rest and isinstance(rest[0], int) and rest[0] < len(rows[known.name]):
        at = f"{known.name}-{rows[known.name][rest[0]]}"
        part = str(rest[-1])
        at += f".{part}" if part in known.columns else ""
    return of_error(error, at, known.label)
