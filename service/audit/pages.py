"""/granskning: who read and wrote what about people, and when. Never what it said."""

from datetime import date
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from service.accounts import repository as accounts
from service.accounts.account import LOCAL, OPERATOR, ROLE_NAMES
from service.accounts.pages import service_of
from service.audit import repository, words
from service.audit.chain import COMMAND
from service.audit.repository import Sought
from service.pages import forms, shown
from service.pages.forms import Wrong
from service.pages.language import marked as _
from service.store.clock import local

router = APIRouter(include_in_schema=False)

ON_PAGE: Final = 50
FIRST, LAST = 1900, 2100
"""Years that a day can lie in."""

WITHOUT_ACCOUNT: Final = {
    COMMAND: _("på servern"),
    OPERATOR: _("program med driftens nyckel"),
    LOCAL: _("utan konto, på servern"),
}
"""Who acts without an account, and what that is called."""

Typed = Annotated[str, Query(max_length=200)]


@router.get("/granskning")
def log(
    request: Request,
    *,
    konto: Typed = "",
    arende: Typed = "",
    dag: Typed = "",
    sida: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:
    """List the rows of the log, the latest first."""
    asked = {"konto": konto.strip(), "arende": arende.strip(), "dag": dag.strip()}
    day, errors = _day(asked["dag"])
    sought = Sought(asked["konto"], asked["arende"], day)
    with service_of(request).database.read() as session:
        people = accounts.users(session)
        found = 0 if errors else repository.count(session, sought)
        last = max(1, -(-found // ON_PAGE))
        page = min(sida, last)
        rows = repository.entries(session, sought, start=(page - 1) * ON_PAGE, most=ON_PAGE) if found else []
        latest = repository.latest(session)
    return shown(
        "audit.html",
        422 if errors else 200,
        rows=rows,
        found=found,
        latest=latest,
        errors=errors,
        asked=asked,
        people=[(one.user.name, one.user.full_name) for one in people],
        others=WITHOUT_ACCOUNT,
        roles=ROLE_NAMES | words.ROLES,
        actions=words.ACTIONS,
        refused=words.REFUSED,
        cut=words.CUT,
        place=words.place,
        local=local,
        link=lambda **changes: "/granskning?" + urlencode({k: v for k, v in (asked | changes).items() if v}),
        page=page,
        last=last,
    )


def _day(text: str) -> tuple[date | None, list[Wrong]]:
    """Read the day; say what is wrong with it."""
    if not text:
        return None, []
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, [forms.wrong("date_format", "dag", _("Dag"), text)]
    if FIRST <= day.year <= LAST:
        return day, []
    return None, [forms.wrong("date_range", "dag", _("Dag"), text)]
