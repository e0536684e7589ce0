"""/import: choose a file, see how its first rows were understood, and store the whole of it or nothing."""

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from starlette.datastructures import FormData, UploadFile

from data.exporters import encode
from data.loaders import BadFile, Loaded, load
from data.loaders.templates import template
from service import audit
from service.accounts import Account, Signed, permissions
from service.api import crud
from service.api.crud import plain
from service.files import storing, waiting
from service.files.kinds import KINDS, Kind, understood
from service.pages import shown
from service.pages.forms import Typed, Wrong
from service.pages.language import chosen, translated
from service.pages.language import marked as _
from service.pages.reader import request
from service.running import Service
from service.store.saving import Batch

if TYPE_CHECKING:
    from collections.abc import Callable

router = APIRouter(include_in_schema=False)

SHOWN: Final = 10
"""So many records are shown before anything is stored."""
FAULTS_SHOWN: Final = 200

TYPES: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
WRONG: Final = {
    "missing": (_("Ingen fil är vald."), _("Välj en fil och försök igen.")),
    "empty": (_("Filen har inga rader."), _("Kontrollera att det är rätt fil.")),
    "full": (
        _("Filen kunde inte tas emot just nu. Inget har sparats."),
        _("Försök igen om en stund."),
    ),
    "gone": (
        _("Filen är redan sparad, eller har väntat för länge. Inget mer har sparats."),
        _("Se om uppgifterna finns. Annars väljer du filen igen."),
    ),
}

TableForm = Literal["csv", "xlsx"]


@router.get("/import")
def start(account: Signed) -> Response:
    """List what the reader may read from a file."""
    return shown("import.html", kinds=[kind for kind in KINDS if _may(account, kind)])


def _may(account: Account, kind: Kind) -> bool:
    row = permissions.rule("GET", f"/import/{kind.word}")
    return row is not None and row.word(account.role) != "-"


def _routes(kind: Kind) -> None:
    """Add the pages of one kind, at addresses of its own, so that the table can tell kinds apart."""

    def choose(klart: Annotated[str, Query(max_length=20)] = "") -> Response:
        return _page(kind, done=_done(klart))

    def preview(http: Request, account: Signed, sent: Typed) -> Response:
        return _preview(http.app.state.service, account, kind, sent)

    def save(http: Request, account: Signed, fil: Annotated[str, Form(max_length=100)] = "") -> Response:
        return _save(http.app.state.service, account, kind, fil)

    def blank(form: TableForm = "csv") -> Response:
        return _template(kind, form)

    under = f"/import/{kind.word}"
    pages: tuple[tuple[str, Callable[..., Response], str], ...] = (
        (under, choose, "GET"),
        (under, preview, "POST"),
        (f"{under}/spara", save, "POST"),
        (f"{under}/mall", blank, "GET"),
    )
    for address, page, method in pages:
        router.add_api_route(address, page, methods=[method], response_model=None)


for _kind in KINDS:
    _routes(_kind)


def _preview(service: Service, account: Account, kind: Kind, sent: FormData) -> Response:
    file = sent.get("fil")
    content = file.file.read() if isinstance(file, UploadFile) else b""
    if not isinstance(file, UploadFile) or not content:
        return _refused(kind, "missing")
    name = file.filename or "filen"
    found = _read(kind, content, name)
    if isinstance(found, BadFile):
        told = [_row(one.row, one.column, one.message, one.remedy) for one in found.problems]
        return _page(kind, 422, problems=told, total=found.total, name=name)
    documents = [plain(kind.record.from_domain(one)) for one in found.records]
    if not documents:
        return _refused(kind, "empty")
    with service.database.read() as session:
        plan = storing.plan(session, account, kind.name, documents)
    if plan.faults:
        return _faulty(kind, plan, found, name)
    try:
        key = waiting.leave(account.name, kind.word, name, content)
    except OSError:
        return _refused(kind, "full")
    crud.shown(kind.name, documents)
    tongue = chosen(request())
    return shown(
        "import_preview.html",
        kind=kind,
        name=name,
        key=key,
        plan=plan,
        notes=found.notes,
        records=[understood(document, tongue) for document in documents[:SHOWN]],
        total=len(documents),
    )


def _save(service: Service, account: Account, kind: Kind, key: str) -> Response:
    try:
        waits = waiting.look(account.name, kind.word, key)
    except OSError:
        return _refused(kind, "full")
    if waits is None:
        return _refused(kind, "gone")
    found = _read(kind, waits.content, waits.name)
    if isinstance(found, BadFile):  # it was read before it waited, so only the program can have changed
        return _refused(kind, "gone")
    documents = [plain(kind.record.from_domain(one)) for one in found.records]
    batch = Batch.of(service.encoder, kind.name, documents)
    with service.database.write() as session:
        plan = storing.store(session, account, batch)
        if not plan.faults:
            crud.shown(kind.name, documents)
    if plan.faults:
        return _faulty(kind, plan, found, waits.name)
    waiting.forget(account.name, key)
    told = f"{len(plan.created)}-{len(plan.updated)}-{len(plan.unchanged)}"
    return Response(status_code=303, headers={"Location": f"/import/{kind.word}?klart={told}"})


def _read(kind: Kind, content: bytes, name: str) -> Loaded | BadFile:
    try:
        return load(kind.plural, content, name)
    except BadFile as bad:
        return bad


def _row(row: int | None, column: str | None, message: str, remedy: str) -> dict[str, Any]:
    return {"row": row, "column": column, "message": message, "remedy": remedy}


def _faulty(kind: Kind, plan: storing.Plan, found: Loaded, name: str) -> Response:
    """Answer with what stands in the way, by the row of the record in the file."""
    tongue = chosen(request())
    told = []
    for fault in plan.faults[:FAULTS_SHOWN]:
        message, remedy = translated(fault.message, tongue), translated(fault.remedy, tongue)
        if fault.words:
            message, remedy = message.format_map(fault.words), remedy.format_map(fault.words)
        told.append(_row(found.numbers[fault.number - 1], fault.column, f"{fault.id}: {message}", remedy))
    return _page(kind, 422, problems=told, total=len(plan.faults), name=name)


def _template(kind: Kind, form: TableForm) -> Response:
    """Give a table with every column and one invented row."""
    text = template(kind.plural)
    content = (
        text.encode("utf-8-sig")
        if form == "csv"
        else encode(load(kind.plural, text.encode(), "mall.csv").records, form, kind=kind.plural)
    )
    headers = {"Content-Disposition": f'attachment; filename="mall-{kind.word}.{form}"'}
    return Response(content, media_type=TYPES[form], headers=headers)


def _done(told: str) -> tuple[int, int, int] | None:
    """Read how many were new, changed and alike, from the address after a file was stored."""
    parts = told.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    new, changed, same = map(int, parts)
    return new, changed, same


def _refused(kind: Kind, why: str) -> Response:
    tongue = chosen(request())
    message, remedy = WRONG[why]
    label = translated(_("Fil"), tongue)
    error = Wrong("fil", label, translated(message, tongue), translated(remedy, tongue))
    return _page(kind, 422, errors=[error])


def _page(kind: Kind, status: int = 200, **values: Any) -> Response:
    audit.shown()  # the form shows nobody
    blank: dict[str, Any] = {"done": None, "errors": [], "problems": [], "total": 0, "name": ""}
    return shown("import_file.html", status, kind=kind, **(blank | values))
