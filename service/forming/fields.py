"""A field, a group of fields and a form; and what is known of a record, for reading.

Labels and hints are here; what a value may be is in `data.records`, and is not said twice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Generic, Literal, TypeVar

from data.records.base import Record
from matcher.vocabulary import Label
from service.pages.language import marked as _

Kind = Literal["line", "area", "number", "day", "clock", "choice", "codes", "rows"]

Made = TypeVar("Made", bound=Record)

UNKNOWN: Final = _("Vet ej")

Choice = tuple[str, str | Label, str]
"""A code, what it is called, and what it means."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    Attributes
    ----------
    name : of the record's field.
    about : what to write, in a sentence.
    sees : who may see it, said beside a sensitive field.
    states : for ``codes``, what "not known", "none" and "some" are called; "none" may be left out.
        For ``rows``, "none" is what the box beside the rows says.
    columns : for ``rows``, the parts of a row beside its text: ``years``, ``country``.
    part : for ``rows`` of objects, the part that holds the text.
    single : for ``rows``, that there is one row only, and the record holds one value.
    longest : characters that a text may have.
    value : what a number or a choice is in the record: a text, a whole number, or true and false.
    words : which words the field is helped with.
    """

    name: str
    kind: Kind
    label: str
    about: str = ""
    sees: str = ""
    states: tuple[str, str, str] = (UNKNOWN, "", "")
    columns: tuple[str, ...] = ()
    part: str = ""
    single: bool = False
    longest: int = 200
    value: Literal["text", "whole", "flag"] = "text"
    words: str = ""
    unit: str = ""

    @property
    def anchor(self) -> str:
        """Id of the first thing to fill in."""
        if self.kind == "rows":
            return f"{self.name}-0"
        return f"{self.name}.state-unknown" if self.kind == "codes" else self.name


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together."""

    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Codec:
    """How a row that stands for a code is read and written.

    Attributes
    ----------
    write : from the code to what people call it.
    read : from what was typed to the codes that it may mean; none where it means nothing.
    unknown : kind of error where it means nothing.
    """

    write: Callable[[str], str]
    read: Callable[[str], Sequence[str]]
    unknown: str


Codecs = Mapping[str, Codec]
"""Name of a field of rows → how its codes are read and written."""


@dataclass(frozen=True)
class Form(Generic[Made]):
    """The form of a kind of record: a few fields first, the rest when there is time.

    Attributes
    ----------
    record : what the form makes.
    choices : name of a field → what can be chosen, apart from "not known".
    """

    first: Group
    rest: tuple[Group, ...]
    record: type[Made]
    choices: Callable[[str], tuple[Choice, ...]]

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Name → field, in the order of the form."""
        return {field.name: field for group in (self.first, *self.rest) for field in group.fields}

    @cached_property
    def folded(self) -> frozenset[str]:
        """Names of the fields that are folded at first."""
        return frozenset(field.name for group in self.rest for field in group.fields)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known for one field, for reading.

    Attributes
    ----------
    values : each a text or a vocabulary's label; None when it is not known, none when known to be none.
    """

    field: Field
    values: Sequence[str | Label] | None


def facts(form: Form[Any], document: Mapping[str, Any], codecs: Codecs) -> list[tuple[str, list[Fact]]]:
    """Arrange what is known of a record as the form does: name of a group → its facts."""
    return [
        (group.name, [Fact(field, _values(form, field, document, codecs)) for field in group.fields])
        for group in (form.first, *form.rest)
    ]


def differences(
    form: Form[Any], theirs: Mapping[str, Any], mine: Mapping[str, Any], codecs: Codecs
) -> list[tuple[Fact, Fact]]:
    """Give the fields in which two versions of a record differ, each as it is in both."""
    pairs = zip(_all(form, theirs, codecs), _all(form, mine, codecs), strict=True)
    return [(a, b) for a, b in pairs if a.values != b.values]


def _all(form: Form[Any], document: Mapping[str, Any], codecs: Codecs) -> list[Fact]:
    return [fact for _name, group in facts(form, document, codecs) for fact in group]


def _values(
    form: Form[Any], field: Field, document: Mapping[str, Any], codecs: Codecs
) -> list[str | Label] | None:
    value = document.get(field.name)
    if value is None:
        return None
    if field.kind == "rows":
        return [_row(field, item, codecs) for item in ([value] if field.single else value)]
    if field.kind == "codes":
        named = {code: said for code, said, _about in form.choices(field.name)}
        return [named[code] for code in value]
    if field.kind == "choice":
        code = str(value).lower() if isinstance(value, bool) else str(value)
        named = {code: said for code, said, _about in form.choices(field.name)}
        return [named.get(code, code)]
    if field.kind == "number":
        return [f"{value:g}".replace(".", ",")]
    return [str(value)]


def _row(field: Field, item: Any, codecs: Codecs) -> str:
    if field.name in codecs:
        return codecs[field.name].write(item)
    if isinstance(item, str):
        return item
    more = [f"{item['years']:g} år".replace(".", ",")] if item.get("years") is not None else []
    more += [item["country"]] if item.get("country") else []
    text = str(item[field.part])
    return f"{text} ({', '.join(more)})" if more else text
