"""The pages that belong to no role: the start page, the demo, the language, and what pages fetch."""

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Form, Request, Response
from starlette.responses import RedirectResponse

from service.accounts import MaybeSigned
from service.accounts.pages import inside
from service.api import cursors
from service.matching import NotStored
from service.pages import language, navigation, shown
from service.pages.render import STATIC
from service.problems import NotFound
from service.store import records

if TYPE_CHECKING:
    from service.running import Service

ON_PAGE: Final = 20
"""Participants on one page of the demo's list."""

BY: Final = "demo"
"""Who asks, when somebody reads a page of the demo."""

YEAR: Final = 31_536_000
"""Seconds that a browser may keep what pages fetch: its address changes when it does."""

TYPES: Final = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}

router = APIRouter(include_in_schema=False)


@router.get("/")
def start(request: Request, account: MaybeSigned, cursor: str | None = None) -> Response:
    """Go to the first page of the reader's role; for all others, say what this is."""
    home = navigation.home(account)
    if home is not None:
        return RedirectResponse(home, 303)
    service: Service = request.app.state.service
    if not service.settings.demo:
        return shown("start.html", counts={}, people=[], following=None, first=True)
    after = cursors.decode(cursor)
    with service.database.read() as session:
        people = records.page(session, "participant", limit=ON_PAGE + 1, after=after)
        counts = {kind: records.count(session, kind) for kind in ("participant", "slot", "employer")}
    following = cursors.encode(people[ON_PAGE - 1].id) if len(people) > ON_PAGE else None
    return shown(
        "start.html",
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
        "demo.html",
        ranking=found.ranking,
        slots=found.slots,
        day=found.context.date,
        weights=found.context.weights.version,
        run=found.run,
    )


@router.post("/sprak")
def speak(
    sprak: Annotated[str, Form(max_length=2)], till: Annotated[str, Form(max_length=2000)] = ""
) -> Response:
    """Let the browser remember a language, and go back to the page."""
    answer = RedirectResponse(inside(till), 303)
    answer.set_cookie(language.COOKIE, sprak, max_age=YEAR, path="/", httponly=True, samesite="lax")
    return answer


@router.get("/style.css")
async def style() -> Response:
    """Give the one style sheet."""
    return _static("style.css")


@router.get("/help.js")
async def script() -> Response:
    """Give the one script: it only adds to what pages do without it."""
    return _static("help.js")


@router.get("/icon.svg")
async def icon() -> Response:
    """Give the icon of the tab."""
    return _static("icon.svg")


def _static(name: str) -> Response:
    kind = TYPES[name.rpartition(".")[2]]
    return Response(STATIC[name], media_type=kind, headers={"Cache-Control": f"max-age={YEAR}"})
