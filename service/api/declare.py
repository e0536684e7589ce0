"""What the API says about itself: parameters with bounds, and the problems each route may answer."""

from typing import Annotated, Any, Final, Generic, TypeVar

from fastapi import Header, Path, Query
from pydantic import BaseModel

from data.records import values as v
from service.problems import (
    MEDIA_TYPE,
    BadRequest,
    Changed,
    CrossSite,
    NotFound,
    NotLogged,
    NotSaved,
    NotSignedIn,
    Problem,
    TooLarge,
    TooManyRequests,
    UnsupportedType,
    VersionNeeded,
)

API: Final = "/api/v1"
"""Where every address of the API begins."""

PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "description": "RFC 9457. Se docs/reference/problems.md.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:rattplats:problem:not-found"]},
        "title": {"type": "string", "description": "På engelska, för program."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "På svenska: vad som hände och vad man gör nu."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "remedy"],
                "properties": {
                    "pointer": {"type": "string", "description": "Var i innehållet (JSON Pointer)."},
                    "parameter": {"type": "string", "description": "Vilken parameter i adressen."},
                    "header": {"type": "string", "description": "Vilket huvud."},
                    "row": {"type": ["integer", "null"], "description": "Rad i filen."},
                    "column": {"type": ["string", "null"], "description": "Kolumn i filen."},
                    "message": {"type": "string"},
                    "remedy": {"type": "string"},
                },
            },
        },
    },
}
"""The JSON schema of a problem."""

Limit = Annotated[int, Query(ge=1, le=200, description="Högst så många på sidan.")]
Cursor = Annotated[
    str | None, Query(max_length=400, description="Värdet i next från sidan före. Utan: första sidan.")
]
Top = Annotated[int, Query(ge=1, le=100, description="Högst så många förslag.")]
IfMatch = Annotated[
    str | None, Header(max_length=400, description='Versionen som ändras: dess ETag, t.ex. "17".')
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=200,
        pattern="^[!-~]+$",
        description="Valfri nyckel. Samma nyckel och samma begäran ger samma svar i ett dygn.",
    ),
]
RecordId = Annotated[str, Path(description="Postens id.")]

MunicipalityFilter = Annotated[v.Municipality | None, Query(description="Bara den kommunen.")]
IdFilter = Annotated[v.Id | None, Query(description="Bara de som pekar på det id:t.")]

Item = TypeVar("Item")

READ: Final = (BadRequest, NotSignedIn, CrossSite, NotFound, TooLarge, TooManyRequests, NotLogged, NotSaved)
"""What any request may answer: to whoever may not, an address looks as if it were not there."""

WRITE: Final = (*READ, UnsupportedType)
"""What any request with a body may answer."""

REMOVE: Final = (*READ, NotFound, Changed, VersionNeeded)
CHANGE: Final = (*REMOVE, UnsupportedType)


class Page(BaseModel, Generic[Item]):
    """One page of a list, and the cursor of the next page when there is one."""

    items: list[Item]
    next: str | None


def answers(*problems: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """Declare the problems that a route may answer, for `responses`."""
    found: dict[int | str, dict[str, Any]] = {}
    for problem in dict.fromkeys(problems):
        said = found.get(problem.status)
        found[problem.status] = {
            "description": f"{said['description']} / {problem.title}" if said else problem.title,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    return found
