"""Single values of the small forms: a day, a sentence. Empty is none; what cannot be read is said."""

from datetime import date
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from data.records import values as v
from service.pages.forms import Wrong, of_error

DAYS: Final[TypeAdapter[date]] = TypeAdapter(v.Day)
PHRASES: Final[TypeAdapter[str]] = TypeAdapter(v.Phrase)

Value = TypeVar("Value")


def read(kind: TypeAdapter[Value], text: str, at: str, label: str, errors: list[Wrong]) -> Value | None:
    """Read what was typed.

    Parameters
    ----------
    at, label : id of the field on the page, and what it is called there.
    errors : where to say what is wrong.
    """
    if not text.strip():
        return None
    try:
        return kind.validate_python(text.strip())
    except ValidationError as problem:
        errors.append(of_error(problem.errors()[0], at, label))
        return None
