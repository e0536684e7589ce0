"""Pages for people: the start page, and in the demo a participant's suggestions as plain text.

Swedish, without scripts, readable at 320 px and by keyboard. Texts about a match come straight
from the matcher's answer. Pages for coaches come in a later version.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from matcher.domain import Slot
from service.api import cursors
from service.matching import NotStored
from service.problems import NotFound
from service.store import records

if TYPE_CHECKING:
    from service.running import Service

FOLDER: Final = Path(__file__).parent
STYLE: Final = (FOLDER / "style.css").read_text(encoding="utf-8")
ON_PAGE: Final = 20
"""Participants on one page of the demo's list."""

BY: Final = "demo"
"""Who asks, when somebody reads a page of the demo."""

router = APIRouter(include_in_schema=False)


def decimal(value: float) -> str:
    """Write a number with one decimal and a decimal comma.

    Examples
    --------
    >>> decimal(7.25)
    '7,2'
    """
    return f"{value:.1f}".replace(".", ",")


def whole(value: int) -> str:
    """Write a whole number with spaces between the thousands, as Swedish does.

    Examples
    --------
    >>> whole(10000).replace(chr(160), " ")
    '10 000'
    """
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


def named(slot: Slot) -> str:
    """Name a place: title and employer."""
    employer = slot.employer_name or slot.employer_id or "okänd arbetsgivare"
    return f"{slot.title or 'Plats utan titel'}, {employer}"


_TEMPLATES: Final = Environment(
    loader=FileSystemLoader([FOLDER / "templates", FOLDER.parent / "accounts" / "templates"]),
    undefined=StrictUndefined,
    autoescape=select_autoescape(default=True),
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {"decimal": decimal, "named": named, "whole": whole}


def shown(template: str, status: int = 200, **values: Any) -> Response:
    """Answer with a page."""
    return Response(_TEMPLATES.get_template(template).render(values), status, media_type="text/html")


@router.get("/")
def start(request: Request, cursor: str | None = None) -> Response:
    """Say what this is; in the demo, also who is in it."""
    service: Service = request.app.state.service
    if not service.settings.demo:
        return shown("start.html", demo=False)
    after = cursors.decode(cursor)
    with service.database.read() as session:
        people = records.page(session, "participant", limit=ON_PAGE + 1, after=after)
        counts = {kind: records.count(session, kind) for kind in ("participant", "slot", "employer")}
    following = cursors.encode(people[ON_PAGE - 1].id) if len(people) > ON_PAGE else None
    return shown(
        "start.html",
        demo=True,
        counts=counts,
        people=[row.document for row in people[:ON_PAGE]],
        following=following,
        first=not after,
    )


@router.get("/demo/{participant_id:path}")
def suggestions(request: Request, participant_id: str) -> Response:
    """Show one participant's suggestions: why, what is missing, what to ask. In the demo only."""
    service: Service = request.app.state.service
    if not service.settings.demo or not cursors.usable(participant_id):
        raise NotFound
    try:
        found = service.matching.suggest(participant_id, top=5, by=BY)
    except NotStored:
        raise NotFound from None
    return shown(
        "suggestions.html",
        ranking=found.ranking,
        slots=found.slots,
        day=found.context.date,
        weights=found.context.weights.version,
        run=found.run,
    )


@router.get("/style.css")
async def style() -> Response:
    """Give the one style sheet."""
    return Response(STYLE, media_type="text/css", headers={"Cache-Control": "max-age=3600"})
