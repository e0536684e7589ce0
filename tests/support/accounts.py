"""Accounts for the tests: people who are signed in at a browser, tokens, and whose participant is whose."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.testclient import TestClient

from service.accounts import caseload, repository
from service.accounts import service as accounts
from service.accounts.guard import cookie_name
from service.accounts.waiting import stamp
from service.store import Database

PASSWORD = "kanel buss igelkott trumma"
CHEAP = 8
"""KiB of memory for a hash in tests, where the cost of a password protects nobody."""

HTML = {"Accept": "text/html,*/*;q=0.8"}


def an_account(
    database: Database, name: str, role: str = "coach", *, unit: str | None = None, **changes: Any
) -> str:
    """Add an account, and its unit when it is new; give its name."""
    with database.write() as session:
        if unit is not None and repository.unit(session, unit) is None:
            repository.add_unit(session, unit, f"Enhet {unit}")
        accounts.add(session, name, role, unit=unit, full_name=changes.pop("full_name", name.title()))
        if changes:
            repository.change(session, name, **changes)
    return name


def a_token(database: Database, name: str, **scope: Any) -> dict[str, str]:
    """Give an account a bearer token; return the header that carries it."""
    with database.write() as session:
        return {"Authorization": f"Bearer {accounts.add_token(session, name, **scope)}"}


def sign_in(client: TestClient, name: str) -> TestClient:
    """Sign an account in at the client's browser, without its password; later calls are that account's."""
    service = client.app.state.service  # type: ignore[attr-defined]
    with service.database.write() as session:
        token = service.accounts.begin(session, name, "Firefox, Linux", second=True)
    client.cookies.set(cookie_name(secure=service.settings.secure), token)
    client.headers["Origin"] = str(client.base_url).rstrip("/")
    client.headers["Sec-Fetch-Site"] = "same-origin"
    return client


def give(
    database: Database,
    participant_ids: Sequence[str],
    *,
    unit: str | None = None,
    coach: str | None = None,
    protected: bool = False,
) -> None:
    """Give participants to a unit and a coach."""
    with database.write() as session:
        caseload.assign(session, participant_ids, unit=unit, coach=coach, protected=protected)


def before(**ago: float) -> str:
    """Write a moment in the past as the store does."""
    return stamp(datetime.now(UTC) - timedelta(**ago))
