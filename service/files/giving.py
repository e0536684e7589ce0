"""/export: what a role may take with it, in files that no spreadsheet runs anything of."""

import json
from io import StringIO
from typing import TYPE_CHECKING, Any, Final, Literal

from defusedcsv import csv
from fastapi import APIRouter, Request, Response

from data.exporters import encode
from service.accounts import Account, Signed, permissions
from service.api import crud
from service.files import repository
from service.files.kinds import KINDS, Kind
from service.files.taking_in import TYPES
from service.pages import shown
from service.pages.language import marked as _
from service.running import Service
from service.store import weights

if TYPE_CHECKING:
    from collections.abc import Callable

router = APIRouter(include_in_schema=False)

Form = Literal["csv", "xlsx", "json"]

OFFERED: Final = {
    "deltagare": (
        _("Deltagare"),
        _("De deltagare som du ser, med allt som står om dem. Filen innehåller personuppgifter."),
        ("csv", "xlsx", "json"),
    ),
    "placeringar": (
        _("Placeringar"),
        _("De placeringar som gäller deltagare som du ser. Filen innehåller personuppgifter."),
        ("csv", "xlsx", "json"),
    ),
    "platser": (_("Platser"), _("Alla platser, utan något om deltagare."), ("csv", "xlsx", "json")),
    "arbetsgivare": (_("Arbetsgivare"), _("Alla arbetsgivares nummer och namn."), ("csv", "json")),
    "vikter": (
        _("Vikter"),
        _("Alla versioner av vikterna med vad de vilar på, och när de togs i bruk."),
        ("json",),
    ),
}
"""Word of an address → heading, what the file holds, and its formats."""

FORMATS: Final = {"csv": _("Tabell (CSV)"), "xlsx": _("Excel (XLSX)"), "json": _("Data (JSON)")}


@router.get("/export")
def start(account: Signed) -> Response:
    """List what the reader may take as a file."""
    offered = [(word, *told) for word, told in OFFERED.items() if _may(account, word)]
    return shown("export.html", offered=offered, formats=FORMATS, results=account.role == "analyst")


def _may(account: Account, word: str) -> bool:
    row = permissions.rule("GET", f"/export/{word}")
    return row is not None and row.word(account.role) != "-"


def _routes(kind: Kind) -> None:
    def give(http: Request, account: Signed, form: Form = "csv") -> Response:
        return _records(http.app.state.service, account, kind, form)

    page: Callable[..., Response] = give
    router.add_api_route(f"/export/{kind.word}", page, methods=["GET"], response_model=None)


for _kind in KINDS:
    _routes(_kind)


def _records(service: Service, account: Account, kind: Kind, form: Form) -> Response:
    with service.database.read() as session:
        documents = [row.document for row in repository.everything(session, account, kind.name)]
    crud.shown(kind.name, documents)
    found = [kind.record.model_validate(document) for document in documents]
    return _file(encode(found, form, kind=kind.plural), kind.word, form)


@router.get("/export/arbetsgivare")
def employers(request: Request, account: Signed, form: Literal["csv", "json"] = "csv") -> Response:
    """Give every employer's number and name."""
    service: Service = request.app.state.service
    with service.database.read() as session:
        found = [row.document for row in repository.everything(session, account, "employer")]
    rows = [{"id": one["id"], "name": one.get("name")} for one in found]
    if form == "json":
        return _file(_json(rows), "arbetsgivare", form)
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["id", "name"])
    for row in rows:
        writer.writerow([row["id"], row["name"] or ""])
    return _file(out.getvalue().encode("utf-8-sig"), "arbetsgivare", form)


@router.get("/export/vikter")
def versions(request: Request, form: Literal["json"] = "json") -> Response:
    """Give every version of the weights, and when each was put to use."""
    service: Service = request.app.state.service
    found, after = [], ""
    with service.database.read() as session:
        while page := weights.page(session, limit=repository.PAGE, after=after):
            found += page
            after = page[-1].version
        made = weights.activations(session)
    document = {
        "weights": [one.to_dict() for one in found],
        "activations": [{"version": one.version, "at": one.at, "reason": one.reason} for one in made],
    }
    return _file(_json(document), "vikter", form)


def _json(document: Any) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _file(content: bytes, word: str, form: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{word}.{form}"'}
    return Response(content, media_type=TYPES[form], headers=headers)
