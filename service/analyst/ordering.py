"""/utvarderingar: order an evaluation, follow it, and read its report."""

import base64
import hashlib
import json
import re
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Response

from service.analyst import repository
from service.analyst.desk import Desk, TheDesk, go
from service.analyst.repository import Ordered
from service.evaluations import repository as evaluations
from service.pages import shown
from service.pages.language import marked as _
from service.problems import NotFound
from service.store.clock import local

router = APIRouter(include_in_schema=False)

STATES: Final = {
    "queued": _("Väntar"),
    "running": _("Räknas"),
    "done": _("Klar"),
    "failed": _("Blev inte klar"),
}
HEADINGS: Final = {
    "can": _("Det här går att säga"),
    "cannot": _("Det här går inte att säga"),
    "watch": _("Tänk på"),
}
"""Kind of sentence of a report's summary → its heading."""

DONE: Final = {"bestalld": _("Utvärderingen är beställd. Den räknas i bakgrunden; du kan lämna sidan.")}

STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)

EvaluationId = str
Form = Literal["json", "html"]


@router.get("/utvarderingar")
def listed(desk: TheDesk) -> Response:
    """List the evaluations, and offer to order one."""
    with desk.service.database.read() as session:
        found = repository.evaluations(session)
        history = repository.placements(session, desk.account)
    going = next((one for one in found if one.state in ("queued", "running")), None)
    return shown("evaluations.html", found=found, going=going, history=history, states=STATES, local=local)


@router.post("/utvarderingar")
def order(desk: TheDesk) -> Response:
    """Order an evaluation; while one waits or runs, that one is shown."""
    with desk.service.database.write() as session:
        row = evaluations.order(session, desk.account.name, 0)
    desk.service.runner.wake()
    return go(f"/utvarderingar/{row['id']}?klart=bestalld")


@router.get("/utvarderingar/{evaluation_id}")
def one(
    desk: TheDesk, evaluation_id: EvaluationId, klart: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """Show one: how far it has come, or what it says in short."""
    found, document = _found(desk, evaluation_id)
    return shown(
        "evaluation.html",
        found=found,
        document=document,
        states=STATES,
        headings=HEADINGS,
        local=local,
        jobs=desk.service.settings.jobs,
        done=DONE.get(klart, "") if found.state in ("queued", "running") else "",
    )


@router.get("/utvarderingar/{evaluation_id}/rapport")
def report(desk: TheDesk, evaluation_id: EvaluationId) -> Response:
    """Show the whole report in the browser, as it is."""
    page = _page(desk, evaluation_id)
    return Response(page, media_type="text/html", headers={"Content-Security-Policy": policy(page)})


@router.get("/utvarderingar/{evaluation_id}/fil")
def file(desk: TheDesk, evaluation_id: EvaluationId, form: Form = "html") -> Response:
    """Give the report as a file: a page of its own, or its figures."""
    name = f"utvardering-{evaluation_id[:8]}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if form == "html":
        return Response(_page(desk, evaluation_id), media_type="text/html", headers=headers)
    found, document = _found(desk, evaluation_id)
    if document is None:
        raise NotFound
    headers["Content-Disposition"] = f'attachment; filename="utvardering-{found.id[:8]}.json"'
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    return Response(text, media_type="application/json", headers=headers)


def policy(page: str) -> str:
    """Let a report's own style sheet apply, and nothing else of it do anything.

    The page is made by `evaluation.report` and holds no text that somebody has written; even so it is shown
    in a sandbox, without scripts and forms, and as if from nowhere.
    """
    styles = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
        for style in STYLE.findall(page)
    )
    styled = f"style-src {styles}; " if styles else ""
    return f"default-src 'none'; {styled}base-uri 'none'; frame-ancestors 'none'; sandbox"


def _found(desk: Desk, evaluation_id: str) -> tuple[Ordered, dict[str, Any] | None]:
    with desk.service.database.read() as session:
        found = repository.evaluation(session, evaluation_id)
    if found is None:
        raise NotFound
    ordered, text = found
    return ordered, json.loads(text) if text and ordered.state == "done" else None


def _page(desk: Desk, evaluation_id: str) -> str:
    with desk.service.database.read() as session:
        page = evaluations.html(session, evaluation_id)
    if page is None:
        raise NotFound
    return page
