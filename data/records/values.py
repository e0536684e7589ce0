"""The kinds of value a record holds: what is accepted, within which bounds, and the JSON schema that says so.

Every kind reads what a JSON document carries; `data.loaders` turns the cells of a table into the
same. Errors are `PydanticCustomError` of the types below, beside pydantic's own;
`data.loaders.messages` says each in Swedish. No error repeats an identity number.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, time
from typing import Annotated, Any, Final, Literal, LiteralString

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, ValidationInfo
from pydantic_core import PydanticCustomError

from data.identity import find_identity_numbers
from matcher.levels import Cefr
from matcher.licences import CLASSES, names, parse_licences
from matcher.vocabulary import CONDITIONS, DAYS, MODES, SUPPORTS

MAX_TEXT: Final = 5_000
MAX_PHRASE: Final = 1_000
MAX_LINE: Final = 200
MAX_ID: Final = 64
MAX_ITEMS: Final = 100

_BREAK: Final = re.compile(r"\s*[\t\n\r]\s*")
_BROKEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffd-\uffff]")

# The same for a JSON schema: characters that may stand in a text, then in an id (no tab or line break).
# Surrogates have no place there: a pattern cannot name them.
_TEXT: Final = r"\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029\uFFFD-\uFFFF"
_PLAIN: Final = r"\u0000-\u001F\u007F-\u009F\u2028\u2029\uFFFD-\uFFFF"
_TEXT_PATTERN: Final = rf"^[^{_TEXT}]*[^\s{_TEXT}][^{_TEXT}]*$"
_ID_PATTERN: Final = rf"^[^{_PLAIN}]*[^\s{_PLAIN}][^{_PLAIN}]*$"

_DATE_PATTERN: Final = (  # exactly the dates there are from 1900-01-01 to 2100-12-31
    "^(?:(?:19|20)[0-9]{2}|2100)-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)$"
    "|^(?:(?:19|20)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29$"
)
_TIME_PATTERN: Final = "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$"
_LICENCE_PATTERN: Final = rf"^(?:(?:{'|'.join(CLASSES)})(?:[- ]?[Kk]örkort)?|[Kk]örkort|[Uu]tökad B)$"
_POSTCODE_PATTERN: Final = "^[0-9]{3} ?[0-9]{2}$"

_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LICENCE: Final = re.compile(_LICENCE_PATTERN)
_TIME: Final = re.compile(_TIME_PATTERN)


def _clean(value: object, longest: int) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text_type", "should be text")
    if len(value) > longest:
        raise PydanticCustomError("text_too_long", "should have at most {max} characters", {"max": longest})
    if broken := _BROKEN.search(value):
        code = f"U+{ord(broken.group()):04X}"
        raise PydanticCustomError("text_character", "has the character {code}", {"code": code})
    clean = value.strip()
    if not clean.isascii():
        clean = unicodedata.normalize("NFC", clean)
        if len(clean) > longest:
            raise PydanticCustomError(
                "text_too_long", "should have at most {max} characters", {"max": longest}
            )
    if not clean:
        raise PydanticCustomError("text_empty", "should not be empty")
    if find_identity_numbers(clean):
        raise PydanticCustomError("identity_number", "holds a personal identity number")
    return clean


def _read_text(value: object) -> str:
    return _clean(value, MAX_TEXT).replace("\r\n", "\n").replace("\r", "\n")


def _line_of(longest: int) -> Callable[[object], str]:
    def read(value: object) -> str:
        return _BREAK.sub(" ", _clean(value, longest))

    return read


def _read_id(value: object) -> str:
    clean = _clean(value, MAX_ID)
    if _BREAK.search(clean):
        raise PydanticCustomError("text_break", "has a line break or a tab")
    return clean


def _texts(longest: int, pattern: str = _TEXT_PATTERN) -> Any:
    return Annotated[str, Field(min_length=1, max_length=longest, pattern=pattern)]


def _code(pattern: str, **more: Any) -> Any:
    return Annotated[str, Field(pattern=pattern, **more)]


Text = Annotated[str, BeforeValidator(_read_text, json_schema_input_type=_texts(MAX_TEXT))]
"""Running text; line breaks are kept."""

Phrase = Annotated[str, BeforeValidator(_line_of(MAX_PHRASE), json_schema_input_type=_texts(MAX_PHRASE))]
"""A sentence or two on one line."""

Line = Annotated[str, BeforeValidator(_line_of(MAX_LINE), json_schema_input_type=_texts(MAX_LINE))]
"""A label: a few words on one line."""

Id = Annotated[str, BeforeValidator(_read_id, json_schema_input_type=_texts(MAX_ID, _ID_PATTERN))]
"""What another system calls something: 1–64 characters on one line, never an identity number."""


def _read_date(value: object) -> date:
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("date_missing", "is a date that does not exist") from None
    if type(value) is not date:
        raise PydanticCustomError("date_format", "should be a date as YYYY-MM-DD")
    if not 1900 <= value.year <= 2100:
        raise PydanticCustomError("date_range", "should lie from 1900 to 2100")
    return value


def _read_time(value: object) -> time:
    if isinstance(value, str) and _TIME.fullmatch(value):
        return time.fromisoformat(value)
    if isinstance(value, time) and value == time(value.hour, value.minute):
        return value
    raise PydanticCustomError("time_format", "should be a time as HH:MM")


Day = Annotated[
    date,
    BeforeValidator(
        _read_date, json_schema_input_type=_code(_DATE_PATTERN, json_schema_extra={"format": "date"})
    ),
]
Clock = Annotated[
    time,
    BeforeValidator(_read_time, json_schema_input_type=_code(_TIME_PATTERN)),
    PlainSerializer(lambda value: f"{value:%H:%M}", return_type=str, when_used="json"),
]


def _number(low: float, high: float) -> Any:
    return Annotated[float, Field(strict=True, ge=low, le=high, allow_inf_nan=False)]


def _rank(value: object) -> object:
    return str(value) if isinstance(value, bool) else _whole(value)  # to Literal, True is 1


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


Hours = _number(0, 168)
Minutes = _number(0, 1440)
Years = _number(0, 80)
Latitude = _number(-90, 90)
Longitude = _number(-180, 180)
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000), BeforeValidator(_whole)]
Priority = Annotated[Literal[1, 2, 3], BeforeValidator(_rank)]
Flag = Annotated[bool, Field(strict=True)]


def _matching(kind: LiteralString, pattern: str) -> Callable[[object], str]:
    known = re.compile(pattern)

    def read(value: object) -> str:
        if not isinstance(value, str) or not known.fullmatch(value):
            raise PydanticCustomError(kind, "should match {pattern}", {"pattern": pattern})
        return value

    return read


_MUNICIPALITY: Final = _matching("municipality", "^[0-9]{4}$")
_SSYK: Final = _matching("ssyk", "^[0-9]{4}$")
_LANGUAGE: Final = _matching("language", "^[a-z]{2,3}$")
_POSTCODE: Final = _matching("postcode", _POSTCODE_PATTERN)

Municipality = Annotated[str, BeforeValidator(_MUNICIPALITY, json_schema_input_type=_code("^[0-9]{4}$"))]
Ssyk = Annotated[str, BeforeValidator(_SSYK, json_schema_input_type=_code("^[0-9]{4}$"))]
Postcode = Annotated[
    str,
    BeforeValidator(_POSTCODE, json_schema_input_type=_code(_POSTCODE_PATTERN)),
    AfterValidator(lambda value: value.replace(" ", "")),
]
_Language = Annotated[str, BeforeValidator(_LANGUAGE, json_schema_input_type=_code("^[a-z]{2,3}$"))]


def _one_of(codes: Iterable[str]) -> Any:
    return Literal[tuple(codes)]


Level = _one_of(map(str, Cefr))


def _in_order(codes: Iterable[str]) -> Callable[[list[str]], list[str]]:
    order = {code: number for number, code in enumerate(codes)}

    def sort(values: list[str]) -> list[str]:
        return sorted(set(values), key=order.__getitem__)

    return sort


def _set_of(codes: Iterable[str]) -> Any:
    known = tuple(codes)
    return Annotated[list[_one_of(known)], Field(max_length=MAX_ITEMS), AfterValidator(_in_order(known))]  # type: ignore[misc]


Conditions = _set_of(CONDITIONS)
Supports = _set_of(SUPPORTS)
Days = _set_of(DAYS)
Modes = _set_of(MODES)


def _read_licence(value: object) -> str:
    if not isinstance(value, str) or not _LICENCE.fullmatch(value):
        raise PydanticCustomError("licence", "should be a licence class")
    (found,) = parse_licences(value)
    return found


def _licence_order(values: list[str]) -> list[str]:
    return list(names(set(values)))


_Licence = Annotated[str, BeforeValidator(_read_licence, json_schema_input_type=_code(_LICENCE_PATTERN))]
Licences = Annotated[list[_Licence], Field(max_length=MAX_ITEMS), AfterValidator(_licence_order)]
Lines = Annotated[list[Line], Field(max_length=MAX_ITEMS)]
Phrases = Annotated[list[Phrase], Field(max_length=MAX_ITEMS)]
Ids = Annotated[list[Id], Field(max_length=MAX_ITEMS), AfterValidator(lambda values: sorted(set(values)))]
Languages = Annotated[list[_Language], Field(max_length=MAX_ITEMS)]


def at_least(other: str) -> AfterValidator:
    """Make a check that a value is not below that of the field `other`, which stands before it."""

    def check(value: Any, info: ValidationInfo) -> Any:
        floor = info.data.get(other)
        if value is not None and floor is not None and value < floor:
            raise PydanticCustomError("below_other", "should not be below {other}", {"other": other})
        return value

    return AfterValidator(check)


def at_most(other: str) -> AfterValidator:
    """Make a check that a value is not above that of the field `other`, which stands before it."""

    def check(value: Any, info: ValidationInfo) -> Any:
        ceiling = info.data.get(other)
        if value is not None and ceiling is not None and value > ceiling:
            raise PydanticCustomError("above_other", "should not be above {other}", {"other": other})
        return value

    return AfterValidator(check)
