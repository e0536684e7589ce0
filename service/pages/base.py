"""The pages that belong to no role: the start page, the language, and what pages fetch."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Response
from starlette.responses import RedirectResponse

from service.accounts import MaybeSigned
from service.accounts.pages import inside
from service.pages import language, navigation, shown
from service.pages.render import STATIC

YEAR: Final = 31_536_000
"""Seconds that a browser may keep what pages fetch: its address changes when it does."""

TYPES: Final = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}

router = APIRouter(include_in_schema=False)


@router.get("/")
def start(account: MaybeSigned) -> Response:
    """Go to the first page of the reader's role; for all others, say what this is."""
    home = navigation.home(account)
    return shown("start.html") if home is None else RedirectResponse(home, 303)


@router.post("/sprak")
def speak(
    sprak: Annotated[str, Form(max_length=2)], till: Annotated[str, Form(max_length=2000)] = ""
) -> Response:
    """Let the browser remember a language, and go back to the page."""
    answer = RedirectResponse(inside(till), 303)
    if sprak in language.LANGUAGES:
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
