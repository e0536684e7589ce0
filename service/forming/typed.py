"""Between the form and the record: what stands in the form, and what it makes of the record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError
from starlette.datastructures import FormData

from service.forming.fields import Codecs, Field, Form, Made
from service.pages.forms import Wrong, of_error, wrong

FEWEST_ROWS: Final = 2
MORE: Final = 3
"""So many empty rows are added when somebody asks for more."""


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

    def fill(self, form: Form[Any], more: str = "") -> None:
        """See that every field of rows ends with an empty row, and one with some more."""
        for name, known in form.fields.items():
            if known.kind == "rows":
                rows = self.rows[name]
                blank = [""] * (1 + len(known.columns))
                full = not rows or any(rows[-1])
                wanted = len(rows) + (MORE if name == more else 1 if full else 0)
                wanted = 1 if known.single else max(wanted, FEWEST_ROWS)
                rows += [list(blank) for _ in range(wanted - len(rows))]


def of_document(form: Form[Any], document: Mapping[str, Any], version: str, codecs: Codecs) -> Typed:
    """Write a record into the form."""
    typed = Typed(version=version)
    for name, known in form.fields.items():
        value = document.get(name)
        if known.kind == "rows":
            items = [value] if known.single and value is not None else value or ()
            typed.rows[name] = [_row(known, item, codecs) for item in items]
            if value == []:
                typed.none.add(name)
        elif known.kind == "codes":
            typed.states[name] = "unknown" if value is None else "some" if value else "none"
            typed.chosen[name] = list(value or ())
        else:
            typed.texts[name] = _text(value)
    typed.fill(form)
    return typed


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int):
        return f"{value:g}".replace(".", ",")
    return str(value)


def _row(known: Field, item: Any, codecs: Codecs) -> list[str]:
    if known.name in codecs:
        return [codecs[known.name].write(item)]
    if isinstance(item, str):
        return [item, *([""] * len(known.columns))]
    return [_text(item.get(part)) for part in (known.part, *known.columns)]


def of_form(form: Form[Any], sent: FormData) -> Typed:
    """Read what was typed, as it was typed."""
    typed = Typed()
    for name, known in form.fields.items():
        if known.kind == "rows":
            parts = [_all(sent, name), *(_all(sent, f"{name}.{part}") for part in known.columns)]
            longest = max(map(len, parts))
            rows = [[(part[i] if i < len(part) else "").strip() for part in parts] for i in range(longest)]
            typed.rows[name] = rows[:1] if known.single else rows
            if sent.get(f"{name}.none"):
                typed.none.add(name)
        elif known.kind == "codes":
            typed.states[name] = one(sent, f"{name}.state") or "unknown"
            typed.chosen[name] = _all(sent, name)
        else:
            typed.texts[name] = one(sent, name).strip()
    typed.version = one(sent, "version")[:200]
    return typed


def one(sent: FormData, name: str) -> str:
    """Give the text that was sent under a name; an empty one where there is none."""
    value = sent.get(name, "")
    return value if isinstance(value, str) else ""


def _all(sent: FormData, name: str) -> list[str]:
    return [value for value in sent.getlist(name) if isinstance(value, str)]


def record(
    form: Form[Made], typed: Typed, before: Mapping[str, Any], codecs: Codecs
) -> tuple[Made | None, list[Wrong]]:
    """Make the record of what was typed, or say all that is wrong with it.

    Parameters
    ----------
    before : the stored record, whose fields that the form does not show are kept.
    """
    document = {name: value for name, value in before.items() if name not in form.fields}
    errors: list[Wrong] = []
    rows: dict[str, list[int]] = {}
    for name, known in form.fields.items():
        if known.kind == "rows":
            document[name] = _from_rows(known, typed, codecs, rows, errors)
        elif known.kind == "codes":
            document[name] = _from_codes(known, typed, errors)
        else:
            document[name] = _from_text(known, typed.texts[name])
    given = {name: value for name, value in document.items() if value is not None}
    try:
        made = form.record.model_validate(given)
    except ValidationError as problem:
        errors += [_located(form, error, rows) for error in problem.errors()]
        made = None
    in_order(form, errors)
    return (None if errors else made), errors


def in_order(form: Form[Any], errors: list[Wrong]) -> None:
    """Sort errors as their fields stand in the form."""
    order = list(form.fields)
    errors.sort(key=lambda error: order.index(name_of(error.at)))


def name_of(at: str) -> str:
    """Give the name of the field that an id on the page belongs to.

    Examples
    --------
    >>> name_of("skills-2.years"), name_of("licences.state-none"), name_of("id")
    ('skills', 'licences', 'id')
    """
    return at.partition("-")[0].partition(".")[0]


def _from_text(known: Field, text: str) -> Any:
    if not text:
        return None
    if known.value == "flag":
        return {"true": True, "false": False}.get(text, text)
    if known.value == "whole" and known.kind == "choice":
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
    known: Field, typed: Typed, codecs: Codecs, rows: dict[str, list[int]], errors: list[Wrong]
) -> Any:
    name = known.name
    found: list[Any] = []
    rows[name] = [i for i, row in enumerate(typed.rows[name]) if any(row)]
    for i in rows[name]:
        text, *parts = typed.rows[name][i]
        if name in codecs:
            codes = codecs[name].read(text)
            if not codes:
                errors.append(wrong(codecs[name].unknown, f"{name}-{i}", known.label, text))
            found += codes
        elif known.columns:
            more = {part: value for part, value in zip(known.columns, parts, strict=True) if value}
            if "years" in more:
                more["years"] = _number(more["years"])  # type: ignore[assignment]
            found.append({known.part: text} | more)
        else:
            found.append(text)
    if name in typed.none and found:
        errors.append(wrong("both", f"{name}.none", known.label))
    if known.single:
        return found[0] if found else None
    return found or ([] if name in typed.none else None)


def _located(form: Form[Any], error: Mapping[str, Any], rows: Mapping[str, list[int]]) -> Wrong:
    name, *rest = error["loc"]
    known = form.fields.get(str(name), next(iter(form.fields.values())))
    at = known.anchor
    if known.kind == "rows" and rest and isinstance(rest[0], int) and rest[0] < len(rows[known.name]):
        at = f"{known.name}-{rows[known.name][rest[0]]}"
        part = str(rest[-1])
        at += f".{part}" if part in known.columns else ""
    return of_error(error, at, known.label)
